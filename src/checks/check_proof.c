/*
 * Proof: what makes this reader believe. Personas and stages ask for proof
 * (a metric, a code block, a repository …); the pack says how each is
 * recognised.
 *
 * It sees that something of the kind stands in the published text, not that
 * it is true or supports the claim beside it.
 */
#include "checks/check.h"
#include "checks/lint_rules.h"

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

static bool text_matches(const struct check_context *context, const struct detector *detector,
                         const struct pattern *pattern, bool headings)
{
	const struct document *document = &context->draft->document;
	struct span found;

	for (size_t i = context->first_block; i < context->end_block; i++) {
		const struct block *block = &document->blocks[i];
		enum pattern_result result;

		if (!check_is_prose(context, i) || (headings && block->kind != BLOCK_HEADING))
			continue;
		result = pattern_find(pattern, context->matcher, block_text(block), 0, &found);
		/* No proof of absence: it counts as found, and as not fully checked. */
		if (result == PATTERN_ABORTED)
			report_add(
			    context->report, rule_aborted,
			    PLACE(context->draft->source, block->span.start, block->span.end),
			    "proof `%s` was stopped in this block: its pattern takes too long",
			    detector->entry.id);
		if (result != PATTERN_NONE)
			return true;
	}
	return false;
}

static bool has_element(const struct check_context *context, const char *element)
{
	const struct document *document = &context->draft->document;
	bool code = slice_is(slice_of(element), "code-block");
	bool table = slice_is(slice_of(element), "table");

	for (size_t i = context->first_block; i < context->end_block; i++) {
		enum block_kind kind = document->blocks[i].kind;

		if ((code && kind == BLOCK_CODE) || (table && kind == BLOCK_CELL))
			return true;
	}
	for (size_t i = 0; i < document->link_count && !code && !table; i++) {
		const struct link *link = &document->links[i];

		if (link->kind == LINK_IMAGE && link->block >= context->first_block &&
		    link->block < context->end_block)
			return true;
	}
	return false;
}

static bool has_link(const struct check_context *context, const struct node *globs)
{
	const struct document *document = &context->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		struct check_target target = check_target(context, link->destination);

		if (link->block >= context->first_block && link->block < context->end_block &&
		    check_target_matches(&target, globs))
			return true;
	}
	return false;
}

static bool detect(const struct check_context *context, const struct detector *detector)
{
	return (detector->element && has_element(context, detector->element)) ||
	       (detector->links && has_link(context, detector->links)) ||
	       (detector->pattern && text_matches(context, detector, detector->pattern, false)) ||
	       (detector->heading && text_matches(context, detector, detector->heading, true));
}

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
			met = detect(context, proof->any[i]);
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
