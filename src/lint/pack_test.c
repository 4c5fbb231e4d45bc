#include "lint/pack_test.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "lint/lint.h"
#include "lint/paths.h"
#include "lint/seal.h"

static const struct rule rule_pack_example = {
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

/* Lints the example at PATH with PLAN and compares. OUT's findings, in result->arena,
 * are what was expected and not found or found and not expected. */
static void test_example(struct worker *worker, const struct plan *plan, const char *path,
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

/* Adds the files of RULESET's examples, or says that there are none. */
static void find_examples(struct run *run, const struct ruleset *ruleset, struct paths *paths)
{
	const char *folder = arena_printf(paths->arena, "%s/examples", ruleset->pack->folder);

	if (access(folder, F_OK) == 0)
		paths_add(paths, folder);
	else
		run_fail(run, arena_printf(paths->arena,
		                           "no examples to test: put drafts into `%s/good` and "
		                           "`%s/bad`",
		                           folder, folder));
	paths_sort(paths);
}

bool pack_test_run(struct run *run, const char *pack, struct draftlint_pack_test *result)
{
	const struct ruleset *ruleset = session_ruleset(run->session, pack, "", NULL, NO_PLACE);
	struct plan_selection all = {NULL, NULL};
	struct arena *arena = arena_new();
	struct paths paths = {.arena = arena};
	const struct plan *plan = NULL;
	struct worker *worker;

	*result = (struct draftlint_pack_test){0};
	if (ruleset) {
		plan = plan_new(arena, NULL, ruleset, &all, &run->session->report);
		find_examples(run, ruleset, &paths);
	}
	run_deliver_settings(run);
	worker = worker_new();
	for (size_t i = 0; i < paths.count; i++) {
		struct result tested;

		test_example(worker, plan, paths.items[i].path, &tested);
		result->examples++;
		result->failed += tested.file.finding_count > 0;
		totals_add(&run->totals, &tested, plan);
		if (tested.file.finding_count)
			run_deliver(run, &tested.file);
		result_release(&tested);
	}
	worker_free(worker);
	totals_finish(&run->totals);
	arena_free(arena);
	return ruleset && result->failed == 0;
}
