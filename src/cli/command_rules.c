/*
 * rules: every rule that is there, one on each line; or, with --coverage, what
 * becomes of each rule of the styles.
 */
#include <string.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/diagnostic.h"
#include "cli/listing.h"

/* The rules are kept until the widest name is known. */
struct row {
	struct row *next;
	struct draftlint_rule rule;
};

struct table {
	struct arena *arena;
	struct row *first;
	struct row *last;
	size_t name_width;
	size_t question_width;
};

static char *keep(struct arena *arena, const char *text)
{
	return arena_strdup(arena, text ? text : "-");
}

static size_t wider(size_t width, const char *text)
{
	size_t len = strlen(text);

	return len > width ? len : width;
}

static void add_rule(void *context, const struct draftlint_rule *rule)
{
	struct table *table = context;
	struct row *row = arena_alloc(table->arena, sizeof(*row));

	row->rule = *rule;
	row->rule.name = keep(table->arena, rule->name);
	row->rule.question = keep(table->arena, rule->question);
	row->rule.summary = keep(table->arena, rule->summary);
	table->name_width = wider(table->name_width, row->rule.name);
	table->question_width = wider(table->question_width, row->rule.question);
	if (table->last)
		table->last->next = row;
	else
		table->first = row;
	table->last = row;
}

/* ---- coverage ---- */

struct coverage {
	struct arena *arena;
	struct covered {
		struct covered *next;
		struct draftlint_style_rule rule;
	} * first, *last;
	size_t name_width;
};

static void add_covered(void *context, const struct draftlint_style_rule *rule)
{
	struct coverage *coverage = context;
	struct covered *covered = arena_alloc(coverage->arena, sizeof(*covered));

	covered->rule = *rule;
	coverage->name_width = wider(coverage->name_width, rule->name);
	if (coverage->last)
		coverage->last->next = covered;
	else
		coverage->first = covered;
	coverage->last = covered;
}

static void list_covered(struct listing *listing, const struct draftlint_style_rule *rule,
                         size_t width)
{
	listing_cell(listing, rule->name, width);
	listing_cell(listing, *rule->kind ? rule->kind : "-", sizeof("capitalization") - 1);
	listing_cell(listing, rule->problem ? "not run" : "runs", sizeof("not run") - 1);
	if (rule->problem) {
		sink_path(&listing->sink, rule->path);
		sink_printf(&listing->sink, ":%lu: ", (unsigned long)rule->line);
	}
	sink_message(&listing->sink,
	             rule->problem ? rule->problem : (rule->remark ? rule->remark : "-"));
	sink_add(&listing->sink, "\n");
}

/* Each style's rules under its name, with how many of them run. */
static int run_coverage(struct arguments *arguments)
{
	struct coverage coverage = {.arena = arguments->arena};
	struct listing listing;
	bool good;

	listing_begin(&listing, arguments);
	listing.reporter.receiver.notice = NULL; /* the list says it all */
	good =
	    draftlint_coverage(listing.session, &listing.reporter.receiver, add_covered, &coverage);
	for (const struct covered *c = coverage.first, *next; c; c = next) {
		size_t all = 0;
		size_t running = 0;

		for (next = c; next && strcmp(next->rule.style, c->rule.style) == 0;
		     next = next->next) {
			all++;
			running += !next->rule.problem;
		}
		sink_text(&listing.sink, slice_of(c->rule.style));
		sink_printf(&listing.sink, ": %zu of %zu rules run\n", running, all);
		for (const struct covered *r = c; r != next; r = r->next)
			list_covered(&listing, &r->rule, coverage.name_width);
	}
	return listing_end(&listing, good);
}

static int run(struct arguments *arguments)
{
	struct table table = {.arena = arguments->arena};
	struct listing listing;
	bool good;

	if (arguments->coverage)
		return run_coverage(arguments);
	listing_begin(&listing, arguments);
	good = draftlint_rules(listing.session, &listing.reporter.receiver, add_rule, &table);
	for (const struct row *row = table.first; row; row = row->next) {
		listing_cell(&listing, row->rule.name, table.name_width);
		listing_cell(&listing, diagnostic_severity_name(row->rule.severity), 7);
		listing_cell(&listing, row->rule.question, table.question_width);
		listing_cell(&listing, row->rule.fixable ? "fixable" : "-", 7);
		sink_message(&listing.sink, row->rule.summary);
		sink_add(&listing.sink, "\n");
	}
	return listing_end(&listing, good);
}

const struct command command_rules = {
    .name = "rules",
    .bit = FOR_RULES,
    .operands = "",
    .summary = "list the rules",
    .description =
        "Lists every rule that the configuration of the working directory has: its name,\n"
        "its severity there, the question it belongs to, whether it mends, what it reports.",
    .run = run,
};
