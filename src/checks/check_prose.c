/*
 * Prose: the pack's own word rules (rules/prose.h), where their `when:` holds.
 *
 * Each prose rule is a rule of its own, named by its file; this check only
 * decides whether it applies to the draft and turns matches into findings. It
 * reads published prose and the metadata's prose; inline code, URLs and code
 * blocks are never seen. A rule that a limit stopped is reported, not passed
 * over.
 */
#include "checks/check.h"
#include "checks/lint_rules.h"
#include "checks/mend.h"

#include "rules/prose.h"

/* Whether one of NAMES (ids) is one of FIELD's entries. */
static bool names_any(const struct node *names, const struct field *field)
{
	for (const struct node *n = strings_first(names); n; n = strings_next(names, n))
		for (size_t i = 0; i < field->count; i++)
			if (field->values[i].entry &&
			    slice_is(node_text(n), field->values[i].entry->id))
				return true;
	return false;
}

static bool holds(const struct prose_when *when, const struct fields *fields)
{
	const struct {
		const struct node *names;
		enum field_id field;
	} conditions[] = {{when->persona, FIELD_PERSONA},
	                  {when->secondary, FIELD_SECONDARY},
	                  {when->stage, FIELD_STAGE},
	                  {when->channel, FIELD_CHANNELS},
	                  {when->format, FIELD_FORMAT}};

	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++)
		if (conditions[i].names &&
		    !names_any(conditions[i].names, &fields->of[conditions[i].field]))
			return false;
	return true;
}

/* Whether RULE applies; *SEVERITY is what its first alternative asks for. */
static bool applies(const struct prose_rule *rule, const struct fields *fields,
                    enum severity *severity)
{
	*severity = SEVERITY_OFF;
	for (size_t i = 0; i < rule->when_count; i++) {
		if (!holds(&rule->when[i], fields))
			continue;
		*severity = rule->when[i].severity;
		return true;
	}
	return rule->when_count == 0;
}

static void report_match(const struct check_context *context, const struct prose_rule *rule,
                         const struct block *block, const struct prose_match *match,
                         enum severity severity)
{
	struct place place = check_place(context, block, match->text.start, match->text.end);
	struct finding *finding =
	    report_add(context->report, &rule->rule, place, "%s", match->message);

	finding->severity = severity;
	finding->approximate = block->approximate;
	finding_note(context->report, finding, rule->place, "`%s` is declared here",
	             rule->rule.name);
	if (match->replacement.ptr && mend_fits(context, block, match->text, match->replacement))
		finding_fix(context->report, finding, false, place.span, match->replacement,
		            "replace with `%.*s`", SLICE_ARG(match->replacement));
}

static void run_rule(const struct check_context *context, const struct prose_rule *rule)
{
	const struct document *document = &context->draft->document;
	enum severity severity;
	bool aborted = false;
	long reported = 0;

	if (!applies(rule, context->fields, &severity))
		return;
	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];
		struct prose_matches matches = {0};

		if (block->kind != BLOCK_FIELD && !check_is_prose(context, i))
			continue;
		prose_find(rule, context->arena, block_text(block), (uint32_t)i, context->hits,
		           context->matcher, &matches);
		for (size_t m = 0; m < matches.count && (!rule->limit || reported < rule->limit);
		     m++, reported++)
			report_match(context, rule, block, &matches.items[m], severity);
		if (matches.aborted && !aborted)
			report_add(
			    context->report, rule_aborted,
			    PLACE(context->draft->source, block->span.start, block->span.end),
			    "rule `%s` was stopped in this block: its pattern takes too "
			    "long",
			    rule->rule.name);
		aborted = aborted || matches.aborted;
	}
}

static void run(const struct check_context *context, const void *settings)
{
	(void)settings;
	for (size_t i = 0; i < context->pack->prose_count; i++)
		run_rule(context, &context->pack->prose[i]);
}

const struct check check_prose = {
    .name = "prose",
    .needs_pack = true,
    .run = run,
};
