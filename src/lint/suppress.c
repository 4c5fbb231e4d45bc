#include "lint/suppress.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "checks/lint_rules.h"
#include "lint/vale_comments.h"

/* One name (or "every rule") of one directive, and the lines it covers. */
struct suppression {
	struct slice rule; /* a rule, or the style of several; empty: every rule */
	struct span name;  /* the name in the source; the comment when there is none */
	size_t first_line; /* 0-based, inclusive */
	size_t last_line;
	const struct comment *comment;
	const char *reason;
	bool open; /* a `disable` whose `enable` has not come */
	bool whole_file;
	bool used;
	bool unused;   /* it could have been used */
	bool misspelt; /* RULE is a directive's word that means nothing */
};

struct suppressions {
	struct arena *arena;
	const struct source *source;
	const struct vale_comments *vale;
	struct suppression *items;
	size_t count;
	size_t capacity;
};

enum scope { SCOPE_LINE, SCOPE_NEXT_LINE, SCOPE_FILE, SCOPE_OPEN, SCOPE_CLOSE };

static const struct directive {
	const char *word;
	enum scope scope;
} directives[] = {
    {"draftlint-disable-next-line", SCOPE_NEXT_LINE},
    {"draftlint-disable-line", SCOPE_LINE},
    {"draftlint-disable-file", SCOPE_FILE},
    {"draftlint-disable", SCOPE_OPEN},
    {"draftlint-enable", SCOPE_CLOSE},
};

const char *suppress_word(size_t index)
{
	return index < sizeof(directives) / sizeof(directives[0]) ? directives[index].word : NULL;
}

static bool is_blank_line(const struct source *source, size_t line)
{
	return slice_trim(source_slice(source, source_line(source, line))).len == 0;
}

/* The line a next-line directive speaks of: the next that is not blank, since a
 * comment in Markdown stands in a block of its own. */
static size_t next_line(const struct source *source, size_t line)
{
	size_t next = line + 1;

	while (next < source->line_count && is_blank_line(source, next))
		next++;
	return next;
}

static struct suppression *add(struct suppressions *all, struct suppression item)
{
	all->items =
	    arena_grow(all->arena, all->items, all->count, &all->capacity, sizeof(*all->items));
	all->items[all->count] = item;
	return &all->items[all->count++];
}

/* Ends the open suppressions of RULE (empty: all) at the line of COMMENT. */
static void close_open(struct suppressions *all, struct slice rule, size_t line)
{
	for (size_t i = 0; i < all->count; i++) {
		struct suppression *item = &all->items[i];

		if (!item->open || (rule.len && !slice_equal(rule, item->rule)))
			continue;
		item->open = false;
		item->last_line = line;
	}
}

static void add_rule(struct suppressions *all, enum scope scope, const struct comment *comment,
                     struct slice rule, const char *reason)
{
	const struct source *source = all->source;
	size_t line = source_line_at(source, comment->span.start);
	size_t last = source_line_at(source, comment->span.end ? comment->span.end - 1 : 0);
	struct suppression item = {.rule = rule, .comment = comment, .reason = reason};

	if (scope == SCOPE_CLOSE) {
		close_open(all, rule, line);
		return;
	}
	item.name = comment->span;
	if (rule.len) {
		item.name.start = (size_t)(rule.ptr - source->bytes);
		item.name.end = item.name.start + rule.len;
	}
	item.first_line = line;
	item.last_line = SIZE_MAX;
	item.open = scope == SCOPE_OPEN;
	if (scope == SCOPE_LINE)
		item.last_line = last;
	if (scope == SCOPE_NEXT_LINE)
		item.first_line = item.last_line = next_line(source, last);
	if (scope == SCOPE_FILE)
		item.first_line = 0;
	item.whole_file = scope == SCOPE_FILE;
	add(all, item);
}

/* "RULE, RULE -- reason" after the directive's word. */
static void read_directive(struct suppressions *all, enum scope scope,
                           const struct comment *comment, struct slice rest)
{
	size_t dashes = slice_find(rest, "--", 0);
	struct slice names = slice_sub(rest, 0, dashes);
	const char *reason = "";
	bool any = false;

	if (dashes < rest.len) {
		struct slice text = slice_trim(slice_sub(rest, dashes + 2, rest.len));

		reason = arena_copy(all->arena, text.ptr, text.len);
	}
	for (size_t i = 0; i < names.len;) {
		size_t start;

		while (i < names.len && (char_is_space(names.ptr[i]) || names.ptr[i] == ','))
			i++;
		for (start = i;
		     i < names.len && !char_is_space(names.ptr[i]) && names.ptr[i] != ',';)
			i++;
		if (i == start)
			break;
		add_rule(all, scope, comment, slice_sub(names, start, i), reason);
		any = true;
	}
	if (!any)
		add_rule(all, scope, comment, slice_sub(names, 0, 0), reason);
}

static struct slice first_word(struct slice text)
{
	size_t len = 0;

	while (len < text.len && !char_is_space(text.ptr[len]))
		len++;
	return slice_sub(text, 0, len);
}

static void read_comment(struct suppressions *all, const struct comment *comment)
{
	for (size_t i = 0; i < sizeof(directives) / sizeof(directives[0]); i++) {
		size_t len = strlen(directives[i].word);

		if (!slice_starts(comment->text, directives[i].word) ||
		    (comment->text.len > len && !char_is_space(comment->text.ptr[len])))
			continue;
		read_directive(all, directives[i].scope, comment,
		               slice_sub(comment->text, len, comment->text.len));
		return;
	}
	if (slice_starts(comment->text, "draftlint-"))
		add(all, (struct suppression){.rule = first_word(comment->text),
		                              .name = comment->span,
		                              .comment = comment,
		                              .reason = "",
		                              .first_line = SIZE_MAX,
		                              .misspelt = true});
}

/* PROSE: the rule about words that FINDING is of, or NULL. */
static bool covers(const struct suppression *item, const struct finding *finding,
                   const struct ruleset_prose *prose, size_t line)
{
	if (line < item->first_line || line > item->last_line)
		return false;
	return !item->rule.len || slice_is(item->rule, finding->rule->name) ||
	       (prose && ruleset_is_in(prose, item->rule));
}

static void mark(struct suppressions *all, const struct ruleset *ruleset, struct finding *finding)
{
	const struct ruleset_prose *prose = ruleset_prose(ruleset, finding->rule);
	size_t line;

	if (finding->rule->incomplete || finding->place.source != all->source)
		return;
	line = source_line_at(all->source, finding->place.span.start);
	for (size_t i = 0; i < all->count; i++) {
		if (!covers(&all->items[i], finding, prose, line))
			continue;
		all->items[i].used = true;
		if (!finding->suppressed_by)
			finding->suppressed_by = all->items[i].reason;
	}
	/* Other tools read these comments too: they are never unused. */
	if (all->vale && !finding->suppressed_by && prose &&
	    vale_comments_silence(all->vale, slice_of(finding->rule->name),
	                          source_slice(all->source, finding->place.span),
	                          finding->place.span.start))
		finding->suppressed_by = "";
}

/* The comment with the line break that only it needs, and with the blank line below
 * when there is one above; the file ends with a line break or without, as before. */
static struct span removal(const struct source *source, const struct comment *comment)
{
	size_t line = source_line_at(source, comment->span.start);
	struct span whole = source_line(source, line);
	struct span span = comment->span;
	struct slice before = slice_from(source->bytes + whole.start, span.start - whole.start);
	bool ends_line =
	    span.end >= whole.end ||
	    slice_trim(slice_from(source->bytes + span.end, whole.end - span.end)).len == 0;

	if (slice_trim(before).len == 0 && ends_line && line + 1 < source->line_count) {
		size_t next = line + 1;

		if (line > 0 && is_blank_line(source, line - 1) && is_blank_line(source, next) &&
		    next + 1 < source->line_count)
			next++;
		return (struct span){whole.start, source->lines[next]};
	}
	if (slice_trim(before).len == 0 && ends_line) {
		while (span.start > source->bom && char_is_space(source->bytes[span.start - 1]))
			span.start--;
		return (struct span){span.start, whole.end};
	}
	while (span.start > whole.start && char_is_space(source->bytes[span.start - 1]))
		span.start--;
	return span;
}

/* Of a persona that is unknown, say, rules about her readers have not run: what
 * they would find may well be excused. */
static bool all_rules_ran(const struct report *report)
{
	for (const struct finding *f = report->first; f; f = f->next)
		if (f->rule->question && f->rule->severity == SEVERITY_ERROR)
			return false;
	return true;
}

/* The item of the same comment that stands before ITEM, or behind it; NULL: none. */
static const struct suppression *beside(const struct suppressions *all,
                                        const struct suppression *item, bool behind)
{
	size_t at = (size_t)(item - all->items);
	const struct suppression *other;

	if (behind ? at + 1 == all->count : at == 0)
		return NULL;
	other = behind ? item + 1 : item - 1;
	return other->comment == item->comment ? other : NULL;
}

/* What goes with ITEM: its comment when all of it is unused (a directive without a
 * name would speak of every rule), else its name. */
static struct span surplus(const struct suppressions *all, const struct suppression *item)
{
	const struct suppression *before = beside(all, item, false);
	const struct suppression *behind = beside(all, item, true);
	bool whole = true;

	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].comment == item->comment)
			whole = whole && all->items[i].unused;
	if (whole)
		return removal(all->source, item->comment);
	if (behind)
		return (struct span){item->name.start, behind->name.start};
	return (struct span){before->name.end, item->name.end};
}

static void report_unused(struct suppressions *all, const struct suppression *item, bool sure,
                          struct report *report)
{
	struct place place = {all->source, item->name};
	struct finding *finding;

	if (item->rule.len)
		finding =
		    report_add(report, rule_suppression_unused, place,
		               "no finding of `%.*s` is suppressed here", SLICE_ARG(item->rule));
	else
		finding = report_add(report, rule_suppression_unused, place,
		                     "no finding is suppressed here");
	finding_help(report, finding, "remove it");
	if (sure)
		finding_fix(report, finding, true, surplus(all, item), slice_of(""),
		            "remove the suppression");
}

static void report_unknown(struct suppressions *all, const struct suppression *item,
                           const struct ruleset *ruleset, struct report *report)
{
	const char *nearest = ruleset_nearest(ruleset, item->rule);
	struct finding *finding = report_add(report, rule_suppression_unknown_rule,
	                                     (struct place){all->source, item->name},
	                                     "unknown rule `%.*s`", SLICE_ARG(item->rule));

	if (!nearest)
		return;
	finding_help(report, finding, "did you mean `%s`?", nearest);
	finding_fix(report, finding, true, item->name, slice_of(nearest), "replace with `%s`",
	            nearest);
}

static void report_misspelt(struct suppressions *all, const struct suppression *item,
                            struct report *report)
{
	struct finding *finding = report_add(report, rule_suppression_unknown_rule,
	                                     (struct place){all->source, item->name},
	                                     "unknown directive `%.*s`", SLICE_ARG(item->rule));
	struct nearest nearest;
	const char *best;

	nearest_init(&nearest, item->rule);
	for (size_t i = 0; i < sizeof(directives) / sizeof(directives[0]); i++)
		nearest_try(&nearest, directives[i].word);
	best = nearest_best(&nearest, NULL);
	if (best)
		finding_help(report, finding, "did you mean `%s`?", best);
}

static struct suppressions mark_all(const struct draft *draft, const struct ruleset *ruleset,
                                    struct report *report)
{
	struct suppressions all = {.arena = report->arena, .source = draft->source};

	for (size_t i = 0; i < draft->comments.count; i++)
		read_comment(&all, &draft->comments.items[i]);
	all.vale = vale_comments_read(all.arena, &draft->comments);
	for (struct finding *f = report->first; f && (all.count || all.vale); f = f->next)
		mark(&all, ruleset, f);
	return all;
}

void suppress_mark(const struct draft *draft, const struct ruleset *ruleset, struct report *report)
{
	mark_all(draft, ruleset, report);
}

enum named { NAMED_NOTHING, NAMED_IDLE, NAMED_RUNNING };

/* What NAME stands for: a rule or a style, of which some rule runs on a draft alone. */
static enum named named(const struct ruleset *ruleset, const enum severity *levels,
                        struct slice name)
{
	enum named best = NAMED_NOTHING;
	size_t rule = ruleset_find(ruleset, name);

	if (!name.len)
		return NAMED_RUNNING;
	if (rule < ruleset->rule_count)
		return levels[rule] != SEVERITY_OFF && !ruleset_library_check(ruleset, rule)
		           ? NAMED_RUNNING
		           : NAMED_IDLE;
	for (size_t i = 0; i < ruleset->prose_count; i++) {
		const struct ruleset_prose *prose = &ruleset->prose[i];

		if (!ruleset_is_in(prose, name))
			continue;
		if (levels[prose->index] != SEVERITY_OFF)
			return NAMED_RUNNING;
		best = NAMED_IDLE;
	}
	return best;
}

void suppress_apply(const struct draft *draft, const struct ruleset *ruleset,
                    const enum severity *levels, struct report *report)
{
	bool sure = all_rules_ran(report);
	struct suppressions all = mark_all(draft, ruleset, report);

	for (size_t i = 0; i < all.count; i++) {
		struct suppression *item = &all.items[i];
		enum named name = named(ruleset, levels, item->rule);

		if (item->misspelt)
			report_misspelt(&all, item, report);
		else if (name == NAMED_NOTHING)
			report_unknown(&all, item, ruleset, report);
		else
			/* A rule that did not run may well be excused for when it does. */
			item->unused = !item->used && draft->complete && name == NAMED_RUNNING;
	}
	for (size_t i = 0; i < all.count; i++)
		if (all.items[i].unused)
			report_unused(&all, &all.items[i], sure, report);
}
