#include <string.h>

#include "base/arena.h"
#include "lint/schema_writer.h"
#include "rules/card.h"
#include "rules/field_values.h"
#include "rules/spelling.h"

/* ---- pieces of JSON ---- */

void schema_member(struct schema_writer *w, const char *key, const char *text)
{
	json_key(&w->json, key);
	json_text_of(&w->json, text);
}

void schema_pattern(struct schema_writer *w, const char *key)
{
	json_key(&w->json, key);
	json_text(&w->json, builder_slice(&w->pattern));
	builder_clear(&w->pattern);
}

void schema_reference(struct schema_writer *w, const char *name, const char *suffix)
{
	json_object_begin(&w->json);
	schema_member(w, "$ref", arena_printf(w->arena, "#/definitions/%s%s", name, suffix));
	json_object_end(&w->json);
}

void schema_choice(struct schema_writer *w, const char *key)
{
	json_object_begin(&w->json);
	json_key(&w->json, key);
	json_array_begin(&w->json);
}

void schema_choice_end(struct schema_writer *w)
{
	json_array_end(&w->json);
	json_object_end(&w->json);
}

static void write_type(struct schema_writer *w, const char *type)
{
	json_object_begin(&w->json);
	schema_member(w, "type", type);
	json_object_end(&w->json);
}

/* ---- one value ---- */

/* What whoever picks ENTRY wants to know of it. */
static const char *describe(const struct schema_writer *w, enum field_id field,
                            const struct entry *entry)
{
	const char *meaning = card_meaning(w->arena, entry);
	const char *fits = "";

	if (field == FIELD_PAIN)
		return arena_printf(w->arena, "%s, number %u: %s",
		                    ((const struct pain *)entry)->persona->entry.name,
		                    entry->index + 1, meaning);
	if (field == FIELD_OBJECTION)
		return arena_printf(w->arena, "%s: %s",
		                    ((const struct objection *)entry)->persona->entry.name,
		                    meaning);
	if (field != FIELD_CHANNELS)
		return meaning;
	for (size_t p = 0; p < w->pack->personas.count; p++) {
		const struct fit *fit = &((const struct channel *)entry)->fit[p];

		if (fit->stars >= 0)
			fits = arena_printf(w->arena, "%s%s%s %ld of 3", fits, *fits ? ", " : ": ",
			                    w->pack->personas.items[p]->id, fit->stars);
	}
	return arena_printf(w->arena, "%s%s", meaning, fits);
}

/* Ids first: they are what --fix and reports write. A name that differs from its
 * id only as spelling may is no choice of its own. */
static void write_enum(struct schema_writer *w, enum field_id field,
                       const struct taxonomy *taxonomy)
{
	static const char *const keys[] = {"enum", "enumDescriptions", "markdownEnumDescriptions"};

	json_object_begin(&w->json);
	for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
		json_key(&w->json, keys[k]);
		json_array_begin(&w->json);
		for (size_t i = 0; i < taxonomy->count * 2; i++) {
			const struct entry *entry = taxonomy->items[i % taxonomy->count];
			bool is_name = i >= taxonomy->count;

			if (is_name && name_equal(slice_of(entry->id), slice_of(entry->name)))
				continue;
			if (k == 0)
				json_text_of(&w->json, is_name ? entry->name : entry->id);
			else
				json_text_of(&w->json, describe(w, field, entry));
		}
		json_array_end(&w->json);
	}
	json_object_end(&w->json);
}

/* A reader of YAML takes `2024` for a number. */
static void write_numbers(struct schema_writer *w, const struct taxonomy *taxonomy)
{
	for (size_t i = 0; i < taxonomy->count; i++) {
		long number;

		if (!slice_long(slice_of(taxonomy->items[i]->id), &number) || number < 0)
			continue;
		json_object_begin(&w->json);
		json_key(&w->json, "const");
		json_number(&w->json, (uint64_t)number);
		json_object_end(&w->json);
	}
}

/* A text that names entries of ALLOWED, in any spelling. */
static void write_spellings(struct schema_writer *w, const struct taxonomy *allowed, bool one)
{
	json_object_begin(&w->json);
	schema_member(w, "type", "string");
	spelling_add_values(&w->pattern, allowed, one);
	schema_pattern(w, "pattern");
	schema_member(w, "patternErrorMessage",
	              arena_printf(w->arena, "unknown %s, expected one of %s", allowed->what,
	                           taxonomy_list(allowed, w->arena, 12)));
	json_object_end(&w->json);
}

/* The definition NAME: HINTS are offered, ALLOWED may be written (NULL: anything). */
static void write_value(struct schema_writer *w, const char *name, const struct subject *subject,
                        const struct taxonomy *hints, const struct taxonomy *allowed)
{
	json_key(&w->json, name);
	schema_choice(w, "anyOf");
	if (hints)
		write_enum(w, subject->field, hints);
	if (allowed) {
		write_spellings(w, allowed, schema_takes_one(w, subject));
		write_numbers(w, allowed);
	} else {
		write_type(w, "string");
		write_type(w, "number");
		write_type(w, "boolean");
	}
	schema_choice_end(w);
}

/* ---- a field ---- */

static void write_nothing(struct schema_writer *w)
{
	write_type(w, "null");
	json_object_begin(&w->json);
	schema_member(w, "type", "string");
	spelling_add_nothing(&w->pattern);
	schema_pattern(w, "pattern");
	json_object_end(&w->json);
}

/* A list of values, at least one of them when the field is required. */
static void write_list(struct schema_writer *w, const struct subject *subject, const char *value,
                       bool required)
{
	json_object_begin(&w->json);
	schema_member(w, "type", "array");
	json_key(&w->json, "items");
	schema_choice(w, "anyOf");
	schema_reference(w, value, "");
	write_nothing(w);
	schema_choice_end(w);
	if (required) {
		json_key(&w->json, "contains");
		schema_reference(w, value, "");
	}
	if (schema_takes_one(w, subject)) {
		json_key(&w->json, "maxItems");
		json_number(&w->json, 1);
	}
	json_object_end(&w->json);
}

/* What hovering over the key shows: the question, and what may be the answer. */
static void write_markdown(struct schema_writer *w, const struct subject *subject,
                           const struct taxonomy *hints)
{
	struct builder text = {NULL, 0, 0};

	builder_printf(&text, "%s\n", schema_about(w, subject));
	for (size_t i = 0; i < hints->count; i++)
		builder_printf(&text, "\n- `%s` %s", hints->items[i]->id,
		               describe(w, subject->field, hints->items[i]));
	json_key(&w->json, "markdownDescription");
	json_text(&w->json, builder_slice(&text));
	builder_release(&text);
}

/* The definition NAME, of a value NAME-value, a list of them, or nothing; with HINTS,
 * which are told (NULL: they depend on more). FREE: of anything. */
static void write_field(struct schema_writer *w, const char *name, const struct subject *subject,
                        const struct taxonomy *hints, bool required, bool is_free)
{
	const char *value = arena_printf(w->arena, "%s-value", name);

	json_key(&w->json, name);
	json_object_begin(&w->json);
	schema_member(w, "title", field_name(subject->field));
	schema_member(w, "description", schema_about(w, subject));
	if (hints && !is_free)
		write_markdown(w, subject, hints);
	if (!is_free) {
		json_key(&w->json, "anyOf");
		json_array_begin(&w->json);
		schema_reference(w, value, "");
		write_list(w, subject, value, required);
		if (!required)
			write_nothing(w);
		json_array_end(&w->json);
	}
	json_object_end(&w->json);
}

/* ---- what depends on the persona ---- */

/* "pain-of-ada": its pains are offered; another's may be written unless that is
 * an error. "pain-of-anybody": without a persona all are offered. */
static void write_own(struct schema_writer *w, const struct persona *persona,
                      const struct subject *subject)
{
	const char *name = arena_printf(w->arena, "%s-of-%s", field_name(subject->field),
	                                persona ? persona->entry.id : "anybody");
	const char *value = arena_printf(w->arena, "%s-value", name);
	struct taxonomy all = schema_values(w, subject->field);
	const struct taxonomy *hints = persona ? field_taxonomy_of(persona, subject->field) : &all;
	const struct taxonomy *allowed = &all;

	if (!schema_has_own(w, persona, subject->field))
		return;
	if (schema_level(w, subject->unknown) == SEVERITY_OFF ||
	    (!persona && subject->field == FIELD_OBJECTION))
		allowed = NULL;
	else if (subject->field == FIELD_PAIN &&
	         schema_level(w, "pain-not-persona") == SEVERITY_ERROR)
		allowed = hints;
	write_field(w, name, subject, hints, schema_requires_own(w, persona, subject), false);
	write_value(w, value, subject, hints, allowed);
}

/* "persona-is-ada": a value, or a list whose first is. */
static void write_identity(struct schema_writer *w, size_t index)
{
	struct taxonomy one = {
	    .what = "persona", .items = &w->pack->personas.items[index], .count = 1};

	json_key(&w->json, arena_printf(w->arena, "persona-is-%s", one.items[0]->id));
	schema_choice(w, "anyOf");
	write_spellings(w, &one, true);
	json_object_begin(&w->json);
	schema_member(w, "type", "array");
	json_key(&w->json, "minItems");
	json_number(&w->json, 1);
	json_key(&w->json, "items");
	json_array_begin(&w->json);
	write_spellings(w, &one, true);
	json_array_end(&w->json);
	json_object_end(&w->json);
	schema_choice_end(w);
}

void schema_definitions(struct schema_writer *w)
{
	json_key(&w->json, "definitions");
	json_object_begin(&w->json);
	for (size_t i = 0; i < w->pack->personas.count; i++)
		write_identity(w, i);
	for (const struct subject *s = subjects; s->about; s++) {
		const char *name = field_name(s->field);
		const char *value = arena_printf(w->arena, "%s-value", name);
		struct taxonomy values = schema_values(w, s->field);
		bool closed =
		    schema_level(w, s->unknown) != SEVERITY_OFF && s->field != FIELD_OBJECTION;

		if (!schema_asks(w, s->field))
			continue;
		write_field(w, name, s, schema_is_own(s->field) ? NULL : &values,
		            schema_requires(w, s), values.count == 0);
		if (!values.count)
			continue;
		write_value(w, value, s, schema_is_own(s->field) ? NULL : &values,
		            closed ? &values : NULL);
		for (size_t p = 0; schema_is_own(s->field) && p < w->pack->personas.count; p++)
			write_own(w, schema_persona(w, p), s);
		if (schema_is_own(s->field))
			write_own(w, NULL, s);
	}
	json_object_end(&w->json);
}
