#include "lint/pack_test.h"

#include <string.h>

#include "base/arena.h"
#include "lint/seal.h"

const struct rule rule_pack_example = {
    .name = "pack-example",
    .severity = SEVERITY_ERROR,
    .summary = "an example of the pack does not prove what it says",
    .reason = "Examples are how a team knows that its pack reports what it means to.",
    .bad = "<!-- expect: pain-not-top -->, above a line without that finding",
    .good = "<!-- expect: pain-not-top -->, above the line that breaks it",
};

struct expectation {
	struct slice rule;
	size_t line; /* 0-based; SIZE_MAX: anywhere in the file */
	bool met;
};

struct expectations {
	struct expectation *items;
	size_t count;
	size_t capacity;
};

/* The names after an `expect` mark in LINE; false when it holds none. */
static bool read_mark(struct slice line, struct slice *names, bool *anywhere)
{
	static const struct {
		const char *open;
		const char *close;
		bool anywhere;
	} marks[] = {{"<!-- expect:", "-->", false},
	             {"<!-- expect-file:", "-->", true},
	             {"# expect:", NULL, false},
	             {"# expect-file:", NULL, true}};

	line = slice_trim(line);
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t close;

		if (!slice_starts(line, marks[i].open))
			continue;
		*names = slice_sub(line, strlen(marks[i].open), line.len);
		close = marks[i].close ? slice_find(*names, marks[i].close, 0) : names->len;
		*names = slice_sub(*names, 0, close);
		*anywhere = marks[i].anywhere;
		return true;
	}
	return false;
}

static void read_expectations(struct arena *arena, const struct source *source,
                              struct expectations *all)
{
	for (size_t line = 0; line < source->line_count; line++) {
		struct slice names;
		struct slice name;
		size_t target = line + 1;
		bool anywhere;
		struct slice other;
		bool other_anywhere;

		if (!read_mark(source_slice(source, source_line(source, line)), &names, &anywhere))
			continue;
		while (target < source->line_count &&
		       read_mark(source_slice(source, source_line(source, target)), &other,
		                 &other_anywhere))
			target++;
		while (slice_split(&names, ',', &name)) {
			name = slice_trim(name);
			all->items = arena_grow(arena, all->items, all->count, &all->capacity,
			                        sizeof(*all->items));
			all->items[all->count++] =
			    (struct expectation){name, anywhere ? SIZE_MAX : target, false};
		}
	}
}

/* The first expectation, not yet met, that FINDING meets. */
static bool meets(struct expectations *all, const struct draftlint_finding *finding)
{
	for (size_t i = 0; i < all->count; i++) {
		struct expectation *item = &all->items[i];

		if (item->met || !slice_is(item->rule, finding->rule) ||
		    (item->line != SIZE_MAX && item->line + 1 != finding->range.start.line))
			continue;
		item->met = true;
		return true;
	}
	return false;
}

/* Findings of the difference, in REPORT. */
static void compare(const struct source *source, struct expectations *expected,
                    const struct draftlint_file *file, struct report *report)
{
	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *found = &file->findings[i];

		if (!found->suppressed && !meets(expected, found))
			report_add(report, &rule_pack_example,
			           PLACE(source, found->range.start.byte, found->range.end.byte),
			           "not expected: `%s` (%s)", found->rule, found->message);
	}
	for (size_t i = 0; i < expected->count; i++) {
		const struct expectation *item = &expected->items[i];
		size_t start = (size_t)(item->rule.ptr - source->bytes);

		if (!item->met)
			report_add(report, &rule_pack_example,
			           PLACE(source, start, start + item->rule.len),
			           "`%.*s` was expected here and not found", SLICE_ARG(item->rule));
	}
}

void pack_test_example(struct worker *worker, const struct plan *plan, const char *path,
                       struct result *out)
{
	struct job job = {.path = path, .shown = path, .relative = path, .plan = plan};
	struct arena *arena = arena_new();
	struct report report = report_in(arena);
	struct expectations expected = {0};
	struct seal_options options = {.path = path, .relative = path};
	struct result linted;
	struct source *source;

	lint_job(worker, &job, &linted);
	if (source_read(arena, path, path, SOURCE_LIMIT, false, &source) != SOURCE_OK) {
		*out = linted; /* it says why */
		arena_free(arena);
		return;
	}
	options.source = source;
	read_expectations(arena, source, &expected);
	compare(source, &expected, &linted.file, &report);
	memset(out, 0, sizeof(*out));
	out->file.kind = DRAFTLINT_DRAFT;
	out->file.path = path;
	if (report.count) {
		out->arena = arena_new();
		seal_findings(out->arena, &report, &options, &out->file);
		out->counts[SEVERITY_ERROR] = out->file.finding_count;
	}
	result_release(&linted);
	arena_free(arena);
}
