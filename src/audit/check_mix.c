/*
 * Mix: how much content each group of readers (persona, stage) has, and each
 * persona within a goal, beside what the strategy gives them.
 *
 * It counts pieces, not words or visits.
 */
#include "audit/audit.h"

enum { MIX_DRIFT };

static const struct rule rules[] = {
    [MIX_DRIFT] = {"mix-drift", SEVERITY_WARNING, NULL,
                   "the content is shared out otherwise than the strategy wants",
                   "What is easy to write grows by itself; who pays the bills goes without.",
                   "nine pieces for amplifiers, one for buyers",
                   "six pieces for buyers, three for influencers, one for amplifiers", false,
                   false},
};

static void report(struct audit *audit, const struct draftlint_mix *mix,
                   const struct draftlint_share *share, struct place place)
{
	struct report *to = &audit->report;
	struct finding *finding = report_add(
	    to, &rules[MIX_DRIFT], place, "%s `%s` has %s of the content%s%s%s, %ld %% wanted",
	    mix->id ? "persona" : mix->what, share->id, audit_percent(to->arena, share->permille),
	    mix->id ? " for goal `" : "", mix->id ? mix->id : "", mix->id ? "`" : "",
	    share->target);

	finding_note(to, finding, NO_PLACE, "%zu of %zu pieces; %ld points are tolerated",
	             share->count, mix->count, audit->settings.mix_tolerance);
	if (share->to_tolerance)
		finding_help(to, finding, "write %zu more for `%s`", share->to_tolerance,
		             share->id);
}

/* The share itself, or the entry that has it. */
static struct place share_place(const struct entry *entry)
{
	const struct node *share = node_get(entry->node, "share");

	return share ? (struct place){entry->place.source, node_value_span(share)} : entry->place;
}

static void check(struct audit *audit, const struct draftlint_mix *mix,
                  const struct taxonomy *taxonomy)
{
	for (size_t i = 0; i < mix->share_count; i++)
		if (mix->shares[i].drifts)
			report(audit, mix, &mix->shares[i], share_place(taxonomy->items[i]));
}

static void check_goal(struct audit *audit, const struct draftlint_mix *mix,
                       const struct goal *goal)
{
	for (size_t i = 0; i < mix->share_count; i++)
		if (mix->shares[i].drifts)
			report(audit, mix, &mix->shares[i], goal->mix_place);
}

static void run(struct audit *audit)
{
	const struct draftlint_audit *out = &audit->out;

	check(audit, &out->groups, &audit->pack->groups);
	check(audit, &out->personas, &audit->pack->personas);
	check(audit, &out->stages, &audit->pack->stages);
	for (size_t i = 0; i < out->goal_count; i++)
		check_goal(audit, &out->goals[i], (const struct goal *)audit->pack->goals.items[i]);
}

const struct library_check library_check_mix = {
    .name = "mix",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
