/*
 * Covers: content that the strategy asks for, and whom it is written for.
 *
 * A draft supplies a required item by naming it in `covers` or by one of the
 * item's tags. Hunts an item written for readers of another group than it is
 * meant for, and phrases that do not belong into it (insider cheer in a piece
 * for outsiders). Phrases in quotes and code are not the draft's own.
 */
#include "checks/check.h"

enum { PERSONA_CLUSTER_MISMATCH, COMMUNITY_ADVOCACY };

static const struct rule rules[] = {
    [PERSONA_CLUSTER_MISMATCH] = {"persona-cluster-mismatch", SEVERITY_WARNING, "persona",
                                  "required content for readers of another group",
                                  "It was asked for because others need it: written for those who "
                                  "know already, it fills no gap.",
                                  "covers: <for outsiders>\npersona: <an insider>",
                                  "covers: <for outsiders>\npersona: <an outsider>", false, false},
    [COMMUNITY_ADVOCACY] = {"community-advocacy", SEVERITY_WARNING, NULL,
                            "insider cheer in a piece for outsiders",
                            "Readers who compare want outcomes; enthusiasm for a community they do "
                            "not belong to is no argument.",
                            "We love our community and its magic.",
                            "A crashed worker is restarted in 40 ms.", false, false},
};

static void check_group(const struct check_context *context, const struct required *required)
{
	const struct persona *persona = context->fields->persona;
	struct finding *finding;

	if (!persona || !persona->group || !required->groups ||
	    required->groups[persona->group->entry.index])
		return;
	finding = report_add(context->report, &rules[PERSONA_CLUSTER_MISMATCH],
	                     context->fields->of[FIELD_PERSONA].values[0].place,
	                     "`%s` is not written for `%s`", required->entry.id,
	                     persona->group->entry.id);
	finding_note(context->report, finding, required->groups_place,
	             "whom `%s` is for is declared here", required->entry.id);
}

static void check_phrases(const struct check_context *context, const struct required *required)
{
	const struct document *document = &context->draft->document;
	const struct hit *hit =
	    required->list == NO_LIST ? NULL : hits_first(context->hits, required->list);

	for (; hit; hit = hits_next(context->hits, hit)) {
		const struct block *block = &document->blocks[hit->block];
		struct finding *finding;

		if (block->quoted)
			continue;
		finding = report_add(context->report, &rules[COMMUNITY_ADVOCACY],
		                     check_place(context, block, hit->start, hit->end),
		                     "`%.*s` speaks to insiders, `%s` is for outsiders",
		                     (int)(hit->end - hit->start), block->map.text + hit->start,
		                     required->entry.id);
		finding_note(context->report, finding, required->entry.place,
		             "`%s` is declared here", required->entry.id);
		finding_help(context->report, finding, "compare outcomes instead");
	}
}

static void run(const struct check_context *context, const void *settings)
{
	const struct taxonomy *all = &context->pack->required;

	(void)settings;
	for (size_t i = 0; i < all->count; i++) {
		const struct required *required = (const struct required *)all->items[i];

		if (!check_supplies(context, required))
			continue;
		check_group(context, required);
		check_phrases(context, required);
	}
}

const struct check check_covers = {
    .name = "covers",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
