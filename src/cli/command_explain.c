/*
 * explain: a rule with its reason and its examples, or an entry of the pack
 * ("persona:ada") as a card.
 */
#include <stdint.h>
#include <string.h>

#include "base/nearest.h"
#include "base/arena.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/diagnostic.h"
#include "cli/listing.h"

enum { LABEL_WIDTH = 12 };

struct search {
	struct listing *listing;
	const char *wanted;
	struct nearest nearest;
	struct arena *arena;
	bool found;
};

static void write_example(struct listing *listing, const char *heading, const char *text)
{
	if (!text)
		return;
	sink_add(&listing->sink, "\n");
	listing_heading(listing, heading);
	/* The bar keeps what an example says from being read as anything else. */
	listing_block(listing, "  | ", text);
}

static void write_rule(struct listing *listing, const struct draftlint_rule *rule)
{
	struct sink *sink = &listing->sink;

	sink_style(sink, STYLE_BOLD);
	sink_text(sink, slice_of(rule->name));
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, " (");
	sink_add(sink, diagnostic_severity_name(rule->severity));
	if (rule->question) {
		sink_add(sink, ", ");
		sink_text(sink, slice_of(rule->question));
	}
	sink_add(sink, rule->of_audit ? ", found by an audit" : "");
	sink_add(sink, rule->fixable ? ", fixable)\n" : ")\n");
	listing_block(listing, "", rule->summary);
	sink_add(sink, "\n");
	listing_heading(listing, "Why");
	listing_block(listing, "  ", rule->reason);
	write_example(listing, "Not so", rule->bad);
	write_example(listing, "But so", rule->good);
	sink_add(sink, "\n");
	listing_heading(listing, rule->in_pack ? "To turn it off" : "To allow it once");
	sink_add(sink, rule->in_pack ? "  rules: {" : "  <!-- draftlint-disable-next-line ");
	sink_text(sink, slice_of(rule->name));
	sink_add(sink, rule->in_pack ? ": off}\n" : " -- why -->\n");
	if (rule->path) {
		sink_add(sink, "\n");
		listing_heading(listing, "Declared at");
		sink_add(sink, "  ");
		sink_path(sink, rule->path);
		sink_printf(sink, ":%u\n", (unsigned)rule->line);
	}
}

static void try_rule(void *context, const struct draftlint_rule *rule)
{
	struct search *search = context;

	if (strcmp(rule->name, search->wanted) == 0) {
		search->found = true;
		write_rule(search->listing, rule);
	} else {
		nearest_try(&search->nearest, arena_strdup(search->arena, rule->name));
	}
}

static bool explain_rule(struct listing *listing, const char *name, struct arena *arena)
{
	struct search search = {.listing = listing, .wanted = name, .arena = arena};

	nearest_init(&search.nearest, slice_of(name));
	if (!draftlint_rules(listing->session, &listing->reporter.receiver, try_rule, &search))
		return false;
	if (!search.found)
		complain_unknown("unknown rule", "", &search.nearest);
	return search.found;
}

static void write_card_line(void *context, const char *label, const char *text)
{
	struct listing *listing = context;

	listing_cell(listing, label, LABEL_WIDTH);
	sink_message(&listing->sink, text);
	sink_add(&listing->sink, "\n");
}

static int run(struct arguments *arguments)
{
	struct listing listing;
	bool good = true;

	listing_begin(&listing, arguments);
	for (size_t i = 0; i < arguments->operands.count; i++) {
		const char *name = arguments->operands.items[i];

		if (i)
			sink_add(&listing.sink, "\n");
		if (strchr(name, ':'))
			good &= draftlint_card(listing.session, name, &listing.reporter.receiver,
			                       write_card_line, &listing);
		else
			good &= explain_rule(&listing, name, arguments->arena);
	}
	return listing_end(&listing, good);
}

const struct command command_explain = {
    .name = "explain",
    .bit = FOR_EXPLAIN,
    .operands = "RULE | KIND:ID...",
    .least = 1,
    .most = SIZE_MAX,
    .summary = "why a rule is there, or an entry of the pack",
    .description =
        "Shows a rule with its reason and two examples, or an entry of the pack as a card:\n"
        "persona:ada, stage:decision, cta:book-demo, channel:newsletter.",
    .run = run,
};
