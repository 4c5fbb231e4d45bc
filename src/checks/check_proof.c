/*
 * Proof: what makes this reader believe. Personas and stages ask for proof
 * (a metric, a code block, a repository …); the pack says how each is
 * recognised.
 *
 * It sees that something of the kind stands in the published text, not that
 * it is true or supports the claim beside it.
 */
#include "checks/proof.h"

#include "base/arena.h"

enum { PROOF_MISSING };

static const struct rule rules[] = {
    [PROOF_MISSING] = {"proof-missing", SEVERITY_WARNING, NULL,
                       "the proof that the persona or the stage asks for is not in the text",
                       "Readers who sign contracts want numbers, readers who write code want "
                       "code: without it a claim is only a claim.",
                       "We cut the bill a lot.", "We cut the bill by 61 % in six weeks.", false,
                       false},
};

/* "a metric" or "code or repository", in the pack's words. */
static const char *wanted(struct arena *arena, const struct proof *proof)
{
	const char *text = "";

	for (size_t i = 0; i < proof->count; i++)
		text =
		    arena_printf(arena, "%s%s`%s`", text, i ? " or " : "", proof->any[i]->entry.id);
	return text;
}

static void check_list(const struct check_context *context, const struct proof *proof,
                       const struct entry *owner, struct place place)
{
	for (; proof; proof = proof->next) {
		struct finding *finding;
		bool met = proof->count == 0;

		for (size_t i = 0; i < proof->count && !met; i++)
			met = proof_shown(context, proof->any[i]);
		if (met)
			continue;
		finding = report_add(context->report, &rules[PROOF_MISSING], place,
		                     "the text shows no %s, which `%s` asks for",
		                     wanted(context->report->arena, proof), owner->id);
		for (size_t i = 0; i < proof->count; i++)
			finding_note(context->report, finding, proof->any[i]->entry.place, "%s",
			             proof->any[i]->note ? proof->any[i]->note
			                                 : "it is recognised by this");
	}
}

static void run(const struct check_context *context, const void *settings)
{
	const struct fields *fields = context->fields;

	(void)settings;
	/* A body that could not be read proves nothing either way. */
	if (!context->draft->complete)
		return;
	if (fields->persona)
		check_list(context, fields->persona->proof, &fields->persona->entry,
		           fields->of[FIELD_PERSONA].values[0].place);
	if (fields->stage)
		check_list(context, fields->stage->proof, &fields->stage->entry,
		           fields->of[FIELD_STAGE].values[0].place);
}

const struct check check_proof = {
    .name = "proof",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
