/*
 * Objection: what keeps the persona from saying yes, and whether the draft
 * answers it where it matters.
 *
 * The stages at which a draft should answer one are the pack's setting
 * (objection-unanswered: {stages: […]}). An answer is judged by the
 * objection's keywords: that the argument convinces is beyond a linter.
 */
#include "checks/check.h"

#include "base/arena.h"

enum { OBJECTION_UNKNOWN, OBJECTION_UNANSWERED };

static const struct rule rules[] = {
    [OBJECTION_UNKNOWN] = {"objection-unknown", SEVERITY_ERROR, NULL,
                           "the objection is not one the strategy declares",
                           "Which objections the library answers can only be counted by id.",
                           "objection: <misspelt id>", "objection: <id>", true, false},
    [OBJECTION_UNANSWERED] = {"objection-unanswered", SEVERITY_INFO, NULL,
                              "no objection of the persona is answered where a decision is asked",
                              "At the point of decision the reader has a reason to say no; the "
                              "draft does not meet any that are known.",
                              "a decision piece that meets none of the persona's objections",
                              "a decision piece that meets one, with the strategy's counter", false,
                              false},
};

struct settings {
	const struct node *stages;
};

static const void *configure(struct decoder *decoder, const struct pack *pack)
{
	static const struct decode_field fields[] = {
	    {"stages", DECODE_STRINGS, offsetof(struct settings, stages), false, NULL}};
	struct settings *settings = arena_alloc(decoder->arena, sizeof(*settings));

	check_setting(decoder, pack, "objection-unanswered", fields, 1, settings);
	check_setting_entries(decoder, settings->stages, pack ? &pack->stages : NULL);
	return settings;
}

static void check_answered(const struct check_context *context)
{
	const struct persona *persona = context->fields->persona;
	struct finding *finding;

	for (size_t i = 0; i < persona->objections.count; i++) {
		const struct objection *objection =
		    (const struct objection *)persona->objections.items[i];

		if (check_mentions(context, objection->list))
			return;
	}
	finding = report_add(context->report, &rules[OBJECTION_UNANSWERED],
	                     context->fields->of[FIELD_STAGE].place,
	                     "a %s piece that answers none of %s's objections",
	                     context->fields->stage->entry.id, persona->entry.id);
	for (size_t i = 0; i < persona->objections.count; i++) {
		const struct objection *objection =
		    (const struct objection *)persona->objections.items[i];

		finding_note(context->report, finding, objection->entry.place, "`%s`: %s",
		             objection->entry.id,
		             objection->counter ? objection->counter : objection->entry.name);
	}
}

static void run(const struct check_context *context, const void *opaque)
{
	const struct settings *settings = opaque;
	const struct field *field = &context->fields->of[FIELD_OBJECTION];
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;

	if (!persona || persona->objections.count == 0)
		return;
	for (size_t i = 0; i < field->count; i++)
		if (!field->values[i].entry)
			check_report_unknown(context, &rules[OBJECTION_UNKNOWN], &field->values[i],
			                     &persona->objections);
	/* A body that could not be read proves nothing either way. */
	if (field->count == 0 && stage && context->draft->complete &&
	    check_names_entry(settings->stages, &stage->entry))
		check_answered(context);
}

const struct check check_objection = {
    .name = "objection",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .configure = configure,
    .run = run,
};
