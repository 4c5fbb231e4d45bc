/*
 * Pain: which of the persona's problems the draft addresses.
 *
 * Hunts a pain that is missing, unknown, another persona's, or ranked below
 * the persona's top ones; and a pain that is declared but never spoken of in
 * title or body, judged by the pain's keywords and their inflections. It does
 * not understand the text: a draft that describes the pain in words the pack
 * does not list is reported, and the mend is then a keyword in the pack.
 */
#include "checks/check.h"

#include "base/arena.h"

enum { PAIN_MISSING, PAIN_UNKNOWN, PAIN_NOT_PERSONA, PAIN_NOT_TOP, PAIN_NOT_ADDRESSED };

static const struct rule rules[] = {
    [PAIN_MISSING] = {"pain-missing", SEVERITY_ERROR, "pain",
                      "the draft does not say which pain point it addresses",
                      "Without a problem of the reader's own there is no reason to read on.",
                      "persona: <id>", "persona: <id>\npain: <one of its pains>", false, false},
    [PAIN_UNKNOWN] = {"pain-unknown", SEVERITY_ERROR, "pain",
                      "the pain point is not one the strategy declares",
                      "A misspelt pain would count for no persona.", "pain: <misspelt id>",
                      "pain: <id>", true, false},
    [PAIN_NOT_PERSONA] = {"pain-not-persona", SEVERITY_ERROR, "pain",
                          "the pain point is another persona's",
                          "Either the reader or the problem is wrong: the text will miss one of "
                          "them.",
                          "persona: <id>\npain: <a pain of another persona>",
                          "persona: <id>\npain: <one of its pains>", false, false},
    [PAIN_NOT_TOP] = {"pain-not-top", SEVERITY_WARNING, "pain",
                      "the pain point is not among the persona's first",
                      "Pains are ranked: what is written for the lower ones is read by fewer.",
                      "pain: <the persona's fifth>", "pain: <the persona's first>", false, false},
    [PAIN_NOT_ADDRESSED] = {"pain-not-addressed", SEVERITY_WARNING, "pain",
                            "title and body never speak of the declared pain",
                            "A pain in the metadata alone is a promise the text does not keep.",
                            "pain: <id>, and not one of its keywords in the text",
                            "pain: <id>, named in the text in the reader's words", false, false},
};

/* "`a`, `b`, `c`": the pains that count as PERSONA's top. */
static const char *top_list(const struct check_context *context, const struct persona *persona)
{
	struct taxonomy first = persona->pains;

	if (first.count > pack_top(context->pack, persona))
		first.count = pack_top(context->pack, persona);
	return taxonomy_list(&first, context->report->arena, first.count);
}

/* Notes PERSONA's top pains, at the place that ranks them. */
static void note_top(const struct check_context *context, struct finding *finding,
                     const struct persona *persona)
{
	finding_note(context->report, finding, persona->pains_place, "%s's top pains: %s",
	             persona->entry.id, top_list(context, persona));
}

static void check_known(const struct check_context *context, const struct pain *pain,
                        struct place place)
{
	const struct persona *persona = context->fields->persona;
	struct finding *finding;

	if (pain->persona != persona) {
		finding = report_add(context->report, &rules[PAIN_NOT_PERSONA], place,
		                     "pain `%s` is %s's, not %s's", pain->entry.id,
		                     pain->persona->entry.id, persona->entry.id);
		note_top(context, finding, persona);
		return;
	}
	if (pain->entry.index >= pack_top(context->pack, persona)) {
		finding = report_add(context->report, &rules[PAIN_NOT_TOP], place,
		                     "pain `%s` is number %u for %s, not in the top %zu",
		                     pain->entry.id, pain->entry.index + 1, persona->entry.id,
		                     pack_top(context->pack, persona));
		note_top(context, finding, persona);
		return;
	}
	/* A body that could not be read proves nothing either way. */
	if (pain->list == NO_LIST || !context->draft->complete ||
	    check_mentions(context, pain->list))
		return;
	finding = report_add(context->report, &rules[PAIN_NOT_ADDRESSED], place,
	                     "title and body never speak of `%s`", pain->entry.id);
	finding_note(context->report, finding, pain->entry.place, "%s: %s", pain->entry.id,
	             pain->entry.name);
	finding_help(context->report, finding, "name the problem in the reader's words, e.g. `%s`",
	             strings_first(pain->keywords)->map.text);
}

static void report_unknown(const struct check_context *context, const struct field_value *value)
{
	const struct persona *persona = context->fields->persona;
	struct taxonomy all = {.what = "pain"};

	if (persona) {
		check_report_unknown(context, &rules[PAIN_UNKNOWN], value, &persona->pains);
		return;
	}
	for (size_t i = 0; i < context->pack->personas.count; i++) {
		const struct taxonomy *pains =
		    &((const struct persona *)context->pack->personas.items[i])->pains;

		for (size_t p = 0; p < pains->count; p++) {
			all.items = arena_grow(context->arena, all.items, all.count, &all.capacity,
			                       sizeof(struct entry *));
			all.items[all.count++] = pains->items[p];
		}
	}
	check_report_unknown(context, &rules[PAIN_UNKNOWN], value, &all);
}

/* Readers may have a question instead, which no draft has to name. */
static bool any_pains(const struct pack *pack)
{
	for (size_t i = 0; i < pack->personas.count; i++)
		if (((const struct persona *)pack->personas.items[i])->pains.count)
			return true;
	return false;
}

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_PAIN];
	const struct persona *persona = context->fields->persona;

	(void)settings;
	if (!any_pains(context->pack))
		return;
	if (field->count == 0) {
		if (!check_metadata_readable(context) || (persona && !persona->pains.count))
			return;
		check_report_missing(
		    context, &rules[PAIN_MISSING], FIELD_PAIN,
		    persona ? top_list(context, persona) : "the persona's top pains", NULL);
		return;
	}
	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];

		if (!value->entry)
			report_unknown(context, value);
		else if (persona)
			check_known(context, (const struct pain *)value->entry, value->place);
	}
}

const struct check check_pain = {
    .name = "pain",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
