/*
 * Goal: the business goal, and whether the persona is one the pack targets
 * for it. It looks at the metadata alone.
 */
#include "checks/check.h"

#include "rules/pack_text.h"

enum { GOAL_UNKNOWN, GOAL_PERSONA_MISMATCH };

static const struct rule rules[] = {
    [GOAL_UNKNOWN] = {"goal-unknown", SEVERITY_ERROR, NULL,
                      "the goal is not one the strategy declares",
                      "The mix of content per goal cannot count what it does not know.",
                      "goal: <misspelt id>", "goal: <id>", true, false},
    [GOAL_PERSONA_MISMATCH] = {"goal-persona-mismatch", SEVERITY_WARNING, NULL,
                               "the persona is not one the goal targets",
                               "The goal is reached through certain readers; this text speaks to "
                               "another.",
                               "persona: <outside the goal's mix>", "persona: <in the goal's mix>",
                               false, false},
};

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_GOAL];
	const struct persona *persona = context->fields->persona;

	(void)settings;
	if (context->pack->goals.count == 0)
		return;
	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];
		const struct goal *goal = (const struct goal *)value->entry;
		struct finding *finding;

		if (!goal) {
			check_report_unknown(context, &rules[GOAL_UNKNOWN], value,
			                     &context->pack->goals);
			continue;
		}
		if (!persona || !goal->mix_place.source || goal->mix[persona->entry.index] > 0)
			continue;
		finding =
		    report_add(context->report, &rules[GOAL_PERSONA_MISMATCH], value->place,
		               "goal `%s` does not target %s", goal->entry.id, persona->entry.id);
		finding_note(context->report, finding, goal->mix_place, "%s: %s", goal->entry.id,
		             pack_mix_text(context->report->arena, context->pack, goal));
	}
}

const struct check check_goal = {
    .name = "goal",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
