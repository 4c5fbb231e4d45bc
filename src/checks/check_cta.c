/*
 * Call to action: what the reader is asked to do, whether it fits persona,
 * stage and the reader's authority, and whether the text makes that ask.
 *
 * It does not see asks in other words than the pack lists (asks.h), nor what
 * stands in pictures.
 */
#include "checks/asks.h"

#include "base/arena.h"

enum {
	CTA_MISSING,
	CTA_UNKNOWN,
	CTA_STAGE_MISMATCH,
	CTA_PERSONA_MISMATCH,
	CTA_AUTHORITY,
	CTA_ABSENT,
	CTA_CONFLICT,
	CTA_BURIED,
};

static const struct rule rules[] = {
    [CTA_MISSING] = {"cta-missing", SEVERITY_ERROR, "cta",
                     "the draft does not say what the reader should do",
                     "A text without a next step ends where it could begin to work.",
                     "persona: <id>\nstage: <id>", "persona: <id>\nstage: <id>\ncta: <id>", true,
                     false},
    [CTA_UNKNOWN] = {"cta-unknown", SEVERITY_ERROR, "cta",
                     "the call to action is not one the strategy declares",
                     "Whether it fits cannot be judged.", "cta: <misspelt id>", "cta: <id>", true,
                     false},
    [CTA_STAGE_MISMATCH] = {"cta-stage-mismatch", SEVERITY_ERROR, "cta",
                            "the call to action does not fit the stage",
                            "Who has just understood the problem does not buy; who is about to buy "
                            "does not want another story.",
                            "stage: <first>\ncta: <one of the last stage>",
                            "stage: <first>\ncta: <one of the first stage>", false, false},
    [CTA_PERSONA_MISMATCH] = {"cta-persona-mismatch", SEVERITY_ERROR, "cta",
                              "the call to action is not one for this persona",
                              "The reader is asked for something they never do.",
                              "persona: <id>\ncta: <another persona's>",
                              "persona: <id>\ncta: <one of its own>", false, false},
    [CTA_AUTHORITY] = {"cta-authority", SEVERITY_ERROR, "cta",
                       "the reader cannot decide what they are asked to do",
                       "Asking somebody to sign who may not sign embarrasses them and ends the "
                       "conversation.",
                       "persona: <who may not buy>\ncta: <needs a signature>",
                       "persona: <who may not buy>\ncta: <what they can bring to the one who may>",
                       false, false},
    [CTA_ABSENT] = {"cta-absent", SEVERITY_WARNING, "cta", "the body never makes the declared ask",
                    "A call to action in the metadata alone reaches no reader.",
                    "cta: <id>, and no link or sentence that asks for it",
                    "cta: <id>, and a link in the last section that asks for it", false, false},
    [CTA_CONFLICT] = {"cta-conflict", SEVERITY_WARNING, "cta",
                      "the body asks for something that does not fit persona or stage",
                      "A second ask of another stage undoes the first.",
                      "an early piece that ends in a sales link",
                      "an early piece that ends in its own next step", false, false},
    [CTA_BURIED] = {"cta-buried", SEVERITY_INFO, "cta", "the ask is not in the last section",
                    "Readers act where they stop reading: an ask in the middle is passed over.",
                    "the ask in the second of five sections", "the ask in the closing section",
                    false, false},
};

static bool fits_stage(const struct check_context *context, const struct cta *cta)
{
	const struct stage *stage = context->fields->stage;

	return !stage || cta->stages[stage->entry.index];
}

static bool lacks_authority(const struct check_context *context, const struct cta *cta)
{
	const struct persona *persona = context->fields->persona;

	return persona && persona->authority >= 0 && cta->authority > persona->authority;
}

static bool fits(const struct check_context *context, const struct cta *cta)
{
	return pack_may_ask(cta, context->fields->persona, context->fields->stage);
}

/* What could be asked of this persona at this stage. */
static struct taxonomy fitting(const struct check_context *context)
{
	const struct taxonomy *ctas = &context->pack->ctas;
	struct taxonomy list = {.what = "call to action"};

	for (size_t i = 0; i < ctas->count; i++) {
		if (!fits(context, (const struct cta *)ctas->items[i]))
			continue;
		list.items = arena_grow(context->arena, list.items, list.count, &list.capacity,
		                        sizeof(struct entry *));
		list.items[list.count++] = ctas->items[i];
	}
	return list;
}

/* "`a`, `b`" */
static const char *fitting_list(const struct check_context *context)
{
	struct taxonomy list = fitting(context);

	return list.count ? taxonomy_list(&list, context->report->arena, 12) : "none";
}

/* The pack's default where it fits, or the only one that does; else NULL. */
static const char *likely_cta(const struct check_context *context)
{
	struct taxonomy list = fitting(context);

	for (size_t i = 0; i < list.count; i++)
		if (((const struct cta *)list.items[i])->is_default)
			return list.items[i]->id;
	return list.count == 1 && context->fields->persona && context->fields->stage
	           ? list.items[0]->id
	           : NULL;
}

static void help_fitting(const struct check_context *context, struct finding *finding)
{
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;

	if (persona && stage)
		finding_help(context->report, finding, "what fits %s at %s: %s", persona->entry.id,
		             stage->entry.id, fitting_list(context));
}

/* ---- the declared call to action ---- */

static bool is_declared(const struct check_context *context, const struct ask *ask)
{
	const struct field *field = &context->fields->of[FIELD_CTA];

	return field_has(field, &ask->cta->entry);
}

/* The first thing the text asks for that fits and is not declared; NULL: nothing. */
static const struct cta *asked_instead(const struct check_context *context, const struct asks *asks)
{
	for (size_t i = 0; i < asks->count; i++)
		if (fits(context, asks->items[i].cta) && !is_declared(context, &asks->items[i]))
			return asks->items[i].cta;
	return NULL;
}

static void help_declared(const struct check_context *context, const struct asks *asks,
                          struct finding *finding)
{
	const struct cta *instead = asked_instead(context, asks);

	if (instead && context->fields->persona && context->fields->stage)
		finding_help(context->report, finding,
		             "the text asks for `%s`, which fits: declare that", instead->entry.id);
	else
		help_fitting(context, finding);
}

/* Whether somebody is told what RULE finds. */
static bool is_told(const struct check_context *context, const struct rule *rule)
{
	const struct report *report = context->report;

	return !report->is_aside || !report->is_aside(report->context, rule);
}

/* Whether nobody is told that CTA does not fit persona or stage. Of one that is to be
 * replaced it does not matter where the text asks for it. */
static bool check_declared(const struct check_context *context, const struct cta *cta,
                           struct place place, const struct asks *asks)
{
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;
	struct finding *finding;
	bool told = false;

	if (!fits_stage(context, cta)) {
		finding =
		    report_add(context->report, &rules[CTA_STAGE_MISMATCH], place,
		               "`%s` does not fit the %s stage", cta->entry.id, stage->entry.id);
		finding_note(context->report, finding, cta->stages_place,
		             "the stages of `%s` are declared here", cta->entry.id);
		help_declared(context, asks, finding);
		told = is_told(context, finding->rule);
	}
	if (lacks_authority(context, cta)) {
		finding = report_add(
		    context->report, &rules[CTA_AUTHORITY], place,
		    "%s cannot `%s`: it takes the authority `%s`, %s has `%s`", persona->entry.id,
		    cta->entry.id, pack_authority(context->pack, cta->authority), persona->entry.id,
		    pack_authority(context->pack, persona->authority));
		finding_note(context->report, finding, cta->entry.place, "`%s` is declared here",
		             cta->entry.id);
		help_declared(context, asks, finding);
		told = told || is_told(context, finding->rule);
	} else if (!pack_may_ask(cta, persona, NULL)) {
		finding = report_add(context->report, &rules[CTA_PERSONA_MISMATCH], place,
		                     "`%s` is not an ask for %s", cta->entry.id, persona->entry.id);
		finding_note(context->report, finding, cta->personas_place,
		             "whom `%s` is for is declared here", cta->entry.id);
		help_declared(context, asks, finding);
		told = told || is_told(context, finding->rule);
	}
	return !told;
}

/* ---- asks against the metadata ---- */

/* The link's text or the phrase; a link around a picture has no text. */
static struct place ask_place(const struct check_context *context, const struct ask *ask)
{
	if (ask->link && ask->start == ask->end)
		return (struct place){context->draft->source, ask->link->span};
	return check_place(context, &context->draft->document.blocks[ask->block], ask->start,
	                   ask->end);
}

static void report_conflict(const struct check_context *context, const struct ask *ask)
{
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;
	const struct cta *cta = ask->cta;
	bool wrong_stage = !fits_stage(context, cta);
	struct finding *finding;

	finding = report_add(
	    context->report, &rules[CTA_CONFLICT], ask_place(context, ask),
	    "this asks for `%s`, which is not for %s", cta->entry.id,
	    wrong_stage ? arena_printf(context->report->arena, "the %s stage", stage->entry.id)
	                : persona->entry.id);
	finding_note(
	    context->report, finding, wrong_stage ? cta->stages_place : cta->personas_place,
	    "`%s` is declared for these %s", cta->entry.id, wrong_stage ? "stages" : "personas");
	help_fitting(context, finding);
}

static void check_presence(const struct check_context *context, const struct field_value *value,
                           const struct asks *asks)
{
	const struct cta *cta = (const struct cta *)value->entry;
	const struct ask *last = NULL;
	struct finding *finding;

	for (size_t i = 0; i < asks->count; i++)
		if (asks->items[i].cta == cta &&
		    (!last || asks->items[i].block > last->block ||
		     (asks->items[i].block == last->block && asks->items[i].start > last->start)))
			last = &asks->items[i];
	if (!last) {
		finding = report_add(context->report, &rules[CTA_ABSENT], value->place,
		                     "the body never asks for `%s`", cta->entry.id);
		if (strings_first(cta->match))
			finding_help(context->report, finding,
			             "close with a link or a sentence like `%s`",
			             strings_first(cta->match)->map.text);
		return;
	}
	if (last->block >= check_last_section(context))
		return;
	finding = report_add(context->report, &rules[CTA_BURIED], ask_place(context, last),
	                     "the ask for `%s` is not in the last section", cta->entry.id);
	finding_help(context->report, finding, "ask again where the reader stops reading");
}

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_CTA];
	struct asks asks;

	(void)settings;
	if (context->pack->ctas.count == 0)
		return;
	if (field->count == 0 && check_metadata_readable(context))
		check_report_missing(context, &rules[CTA_MISSING], FIELD_CTA, fitting_list(context),
		                     likely_cta(context));
	asks = asks_find(context);
	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];
		const struct cta *cta = (const struct cta *)value->entry;

		if (!cta) {
			check_report_unknown(context, &rules[CTA_UNKNOWN], value,
			                     &context->pack->ctas);
			continue;
		}
		if (check_declared(context, cta, value->place, &asks) &&
		    (cta->links || cta->list != NO_LIST) && context->draft->complete)
			check_presence(context, value, &asks);
	}
	for (size_t i = 0; i < asks.count; i++)
		if (!is_declared(context, &asks.items[i]) && !fits(context, asks.items[i].cta))
			report_conflict(context, &asks.items[i]);
}

const struct check check_cta = {
    .name = "cta",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
