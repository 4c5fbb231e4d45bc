/*
 * Persona: whom the draft is for.
 *
 * Hunts a draft without a primary persona, with one the pack does not know,
 * or with several; and secondary personas that are unknown or repeat the
 * primary. It looks at the metadata alone: whether the text really speaks to
 * that reader is beyond it (pains, proof and prose rules ask a part of that).
 */
#include "checks/check.h"

#include "checks/mend.h"

enum {
	PERSONA_MISSING,
	PERSONA_UNKNOWN,
	PERSONA_MULTIPLE,
	SECONDARY_UNKNOWN,
	SECONDARY_REPEATS_PRIMARY,
};

static const struct rule rules[] = {
    [PERSONA_MISSING] = {"persona-missing", SEVERITY_ERROR, "persona",
                         "the draft does not say which persona it is for",
                         "A text for everybody moves nobody. Every other decision (pain, stage, "
                         "call to action, channel) follows from the reader.",
                         "---\ntitle: Why pilots fail\n---",
                         "---\ntitle: Why pilots fail\npersona: <id>\n---", true, false},
    [PERSONA_UNKNOWN] = {"persona-unknown", SEVERITY_ERROR, "persona",
                         "the persona is not one the strategy declares",
                         "A misspelt persona would pass every other question unasked.",
                         "persona: <misspelt id>", "persona: <id>", true, false},
    [PERSONA_MULTIPLE] = {"persona-multiple", SEVERITY_ERROR, "persona",
                          "the draft names several primary personas",
                          "Pick one: the reader whose problem opens the piece. Others who benefit "
                          "are secondary.",
                          "persona: [<id>, <other>]", "persona: <id>\nsecondary: [<other>]", false,
                          false},
    [SECONDARY_UNKNOWN] = {"secondary-unknown", SEVERITY_ERROR, "persona",
                           "a secondary persona is not one the strategy declares",
                           "Reports count secondary readers too: a misspelt one is lost.",
                           "secondary: [<misspelt id>]", "secondary: [<id>]", true, false},
    [SECONDARY_REPEATS_PRIMARY] = {"secondary-repeats-primary", SEVERITY_WARNING, "persona",
                                   "a secondary persona is the primary one",
                                   "It says nothing, and reports would count the reader twice.",
                                   "persona: <id>\nsecondary: [<id>]",
                                   "persona: <id>\nsecondary: [<other>]", true, false},
};

/* The one persona who has the pain that the draft names, or who is the only one. */
static const char *likely_persona(const struct check_context *context)
{
	const struct taxonomy *personas = &context->pack->personas;
	const struct pain *pain = context->fields->pain;
	const char *found = personas->count == 1 ? personas->items[0]->id : NULL;

	if (found || !pain)
		return found;
	for (size_t i = 0; i < personas->count; i++) {
		const struct persona *persona = (const struct persona *)personas->items[i];

		if (!taxonomy_find(&persona->pains, slice_of(pain->entry.id)))
			continue;
		if (found)
			return NULL;
		found = persona->entry.id;
	}
	return found;
}

static void check_primary(const struct check_context *context, const struct field *field)
{
	const struct taxonomy *personas = &context->pack->personas;

	if (field->count == 0) {
		if (check_metadata_readable(context))
			check_report_missing(context, &rules[PERSONA_MISSING], FIELD_PERSONA,
			                     taxonomy_list(personas, context->report->arena, 12),
			                     likely_persona(context));
		return;
	}
	if (field->count > 1) {
		struct finding *finding =
		    report_add(context->report, &rules[PERSONA_MULTIPLE], field->place,
		               "%zu primary personas, expected one", field->count);

		finding_help(context->report, finding,
		             "keep the one whose problem the draft opens with in `%s`, move the "
		             "others to `%s`",
		             field_name(FIELD_PERSONA), field_name(FIELD_SECONDARY));
	}
	if (!field->values[0].entry)
		check_report_unknown(context, &rules[PERSONA_UNKNOWN], &field->values[0], personas);
}

/* Nobody needs to be named twice. */
static void fix_repeated(const struct check_context *context, struct finding *finding,
                         const struct field *field, const struct field_value *value)
{
	const struct source *source = context->draft->source;
	const struct node *item = NULL;
	struct span span;

	if (value->place.source != source)
		return;
	for (const struct node *n = strings_first(field->node); n; n = strings_next(field->node, n))
		if (slice_equal(slice_trim(node_text(n)), value->text))
			item = n;
	if ((field->count == 1 && mend_remove_entry(source, field->node->key_span, &span)) ||
	    (item && mend_remove_item(source, field->node, item, &span)))
		finding_fix(context->report, finding, true, span, slice_of(""), "remove it");
}

static void check_secondary(const struct check_context *context, const struct field *field)
{
	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];

		if (!value->entry)
			check_report_unknown(context, &rules[SECONDARY_UNKNOWN], value,
			                     &context->pack->personas);
		else if (context->fields->persona &&
		         value->entry == &context->fields->persona->entry)
			fix_repeated(context,
			             report_add(context->report, &rules[SECONDARY_REPEATS_PRIMARY],
			                        value->place, "`%s` is the primary persona already",
			                        value->entry->id),
			             field, value);
	}
}

static void run(const struct check_context *context, const void *settings)
{
	(void)settings;
	if (context->pack->personas.count == 0)
		return;
	check_primary(context, &context->fields->of[FIELD_PERSONA]);
	check_secondary(context, &context->fields->of[FIELD_SECONDARY]);
}

const struct check check_persona = {
    .name = "persona",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
