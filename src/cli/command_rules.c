/*
 * rules: every rule that is there, one on each line.
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

static int run(struct arguments *arguments)
{
	struct table table = {.arena = arguments->arena};
	struct listing listing;
	bool good;

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
