#include <string.h>

#include "base/arena.h"
#include "lint/schema_writer.h"
#include "rules/card.h"
#include "rules/field_values.h"
#include "rules/glob.h"
#include "rules/spelling.h"

const struct subject subjects[] = {
    {FIELD_PERSONA, "the one reader it is for", "persona-unknown", "persona-missing",
     "persona-multiple"},
    {FIELD_SECONDARY, "other readers who benefit", "secondary-unknown", NULL, NULL},
    {FIELD_PAIN, "the pain point it addresses", "pain-unknown", "pain-missing", NULL},
    {FIELD_STAGE, "where its reader stands", "stage-unknown", "stage-missing", "stage-range"},
    {FIELD_CTA, "what its reader is to do", "cta-unknown", "cta-missing", NULL},
    {FIELD_CHANNELS, "where it will be distributed", "channel-unknown", "channel-missing", NULL},
    {FIELD_GOAL, "the goal it serves", "goal-unknown", NULL, NULL},
    {FIELD_FORMAT, "its format", "format-unknown", NULL, NULL},
    {FIELD_KIND, "what kind of content it is", "kind-unknown", NULL, NULL},
    {FIELD_DURATION, "how long it takes, in minutes", NULL, NULL, NULL},
    {FIELD_OBJECTION, "the objection it answers", "objection-unknown", NULL, NULL},
    {FIELD_JOURNEY, "the journey it belongs to", "journey-unknown", NULL, NULL},
    {FIELD_ROUTE, "its own route on the site", NULL, NULL, NULL},
    {FIELD_KPI, "what it is measured by", NULL, NULL, NULL},
    {FIELD_COVERS, "the required content it supplies", NULL, NULL, NULL},
    {FIELD_TITLE, "its title", NULL, NULL, NULL},
    {FIELD_DATE, "when it was published", NULL, NULL, NULL},
    {FIELD_UPDATED, "when it was last brought up to date", NULL, NULL, NULL},
    {FIELD_DRAFT, "whether it is still a draft", NULL, NULL, NULL},
    {FIELD_TAGS, "its tags", NULL, NULL, NULL},
    {0},
};

enum severity schema_level(const struct schema_writer *w, const char *rule)
{
	const struct ruleset *ruleset = w->plan->ruleset;

	return rule ? w->levels[ruleset_find(ruleset, slice_of(rule))] : SEVERITY_OFF;
}

/* ---- what the pack declares ---- */

static const struct persona *persona_at(const struct schema_writer *w, size_t i)
{
	return (const struct persona *)w->pack->personas.items[i];
}

bool schema_is_own(enum field_id field)
{
	return field == FIELD_PAIN || field == FIELD_OBJECTION;
}

/* Nothing is looked up for it. */
static bool is_free(enum field_id field)
{
	return field == FIELD_DURATION || field == FIELD_ROUTE || field >= FIELD_TITLE;
}

/* What the values of FIELD are entries of; of all personas together where each
 * has its own. */
static struct taxonomy values_of(const struct schema_writer *w, enum field_id field)
{
	struct taxonomy all = {.what = field_name(field)};

	if (!schema_is_own(field))
		return is_free(field) ? all : *field_taxonomy(w->pack, field);
	for (size_t i = 0; i < w->pack->personas.count; i++) {
		const struct taxonomy *own = field_taxonomy_of(persona_at(w, i), field);

		for (size_t e = 0; e < own->count; e++) {
			all.items = arena_grow(w->arena, all.items, all.count, &all.capacity,
			                       sizeof(*all.items));
			all.items[all.count++] = own->items[e];
		}
	}
	return all;
}

/* Whether every persona has entries of FIELD. */
static bool everybody_has(const struct schema_writer *w, enum field_id field)
{
	for (size_t i = 0; i < w->pack->personas.count; i++)
		if (!field_taxonomy_of(persona_at(w, i), field)->count)
			return false;
	return true;
}

bool schema_asks(const struct schema_writer *w, enum field_id field)
{
	if (field == FIELD_DURATION)
		return w->pack->formats.count > 0;
	return is_free(field) || values_of(w, field).count > 0;
}

/* Whether a draft that says nothing may have FIELD by its path. */
static bool has_default(const struct schema_writer *w, enum field_id field)
{
	const struct field_map *map = &w->plan->fields;

	for (size_t i = 0; i < map->default_count; i++)
		if ((!w->relative || glob_match(map->defaults[i].files, slice_of(w->relative))) &&
		    node_get(map->defaults[i].values, field_name(field)))
			return true;
	return false;
}

bool schema_requires(const struct schema_writer *w, const struct subject *subject)
{
	return schema_level(w, subject->missing) == SEVERITY_ERROR &&
	       !has_default(w, subject->field) && schema_asks(w, subject->field) &&
	       (!schema_is_own(subject->field) || everybody_has(w, subject->field));
}

bool schema_requires_own(const struct schema_writer *w, const struct persona *persona,
                         const struct subject *subject)
{
	return schema_level(w, subject->missing) == SEVERITY_ERROR &&
	       !has_default(w, subject->field) && schema_has_own(w, persona, subject->field);
}

static bool is_single(const struct schema_writer *w, const struct subject *subject)
{
	if (subject->field == FIELD_PERSONA && w->pack->first_is_primary)
		return false;
	return schema_level(w, subject->multiple) == SEVERITY_ERROR;
}

/* ---- pieces of JSON ---- */

void schema_member(struct schema_writer *w, const char *key, const char *text)
{
	json_key(&w->json, key);
	json_string(&w->json, text);
}

void schema_pattern(struct schema_writer *w, const char *key)
{
	json_key(&w->json, key);
	json_text(&w->json, builder_slice(&w->pattern));
	builder_clear(&w->pattern);
}

void schema_reference(struct schema_writer *w, const char *name, const char *suffix)
{
	json_object(&w->json);
	schema_member(w, "$ref", arena_printf(w->arena, "#/definitions/%s%s", name, suffix));
	json_object_end(&w->json);
}

void schema_choice(struct schema_writer *w, const char *key)
{
	json_object(&w->json);
	json_key(&w->json, key);
	json_array(&w->json);
}

void schema_choice_end(struct schema_writer *w)
{
	json_array_end(&w->json);
	json_object_end(&w->json);
}

static void write_type(struct schema_writer *w, const char *type)
{
	json_object(&w->json);
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

	json_object(&w->json);
	for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
		json_key(&w->json, keys[k]);
		json_array(&w->json);
		for (size_t i = 0; i < taxonomy->count * 2; i++) {
			const struct entry *entry = taxonomy->items[i % taxonomy->count];
			bool is_name = i >= taxonomy->count;

			if (is_name && name_equal(slice_of(entry->id), slice_of(entry->name)))
				continue;
			if (k == 0)
				json_string(&w->json, is_name ? entry->name : entry->id);
			else
				json_string(&w->json, describe(w, field, entry));
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
		json_object(&w->json);
		json_key(&w->json, "const");
		json_number(&w->json, (uint64_t)number);
		json_object_end(&w->json);
	}
}

/* A text that names entries of ALLOWED, in any spelling. */
static void write_spellings(struct schema_writer *w, const struct taxonomy *allowed, bool one)
{
	json_object(&w->json);
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
		write_spellings(w, allowed, is_single(w, subject));
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
	json_object(&w->json);
	schema_member(w, "type", "string");
	spelling_add_nothing(&w->pattern);
	schema_pattern(w, "pattern");
	json_object_end(&w->json);
}

/* A list of values, at least one of them when the field is required. */
static void write_list(struct schema_writer *w, const struct subject *subject, const char *value,
                       bool required)
{
	json_object(&w->json);
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
	if (is_single(w, subject)) {
		json_key(&w->json, "maxItems");
		json_number(&w->json, 1);
	}
	json_object_end(&w->json);
}

/* The team's own words where the field is a question of the checklist. */
static const char *about(const struct schema_writer *w, const struct subject *subject)
{
	const struct ruleset *ruleset = w->plan->ruleset;
	const char *rule = subject->missing;
	const char *question =
	    rule ? ruleset->rules[ruleset_find(ruleset, slice_of(rule))]->question : NULL;

	for (size_t i = 0; question && i < w->pack->question_count; i++)
		if (strcmp(w->pack->questions[i].id, question) == 0)
			return w->pack->questions[i].ask;
	return subject->about;
}

/* The definition NAME, of one VALUE, a list of them, or nothing. */
static void write_field(struct schema_writer *w, const char *name, const struct subject *subject,
                        const char *value, bool required)
{
	json_key(&w->json, name);
	json_object(&w->json);
	schema_member(w, "title", field_name(subject->field));
	schema_member(w, "description", about(w, subject));
	if (value) {
		json_key(&w->json, "anyOf");
		json_array(&w->json);
		schema_reference(w, value, "");
		write_list(w, subject, value, required);
		if (!required)
			write_nothing(w);
		json_array_end(&w->json);
	}
	json_object_end(&w->json);
}

/* ---- what depends on the persona ---- */

bool schema_has_own(const struct schema_writer *w, const struct persona *persona,
                    enum field_id field)
{
	return persona ? field_taxonomy_of(persona, field)->count > 0 : schema_asks(w, field);
}

/* "pain-of-ada": its pains are offered; another's may be written unless that is
 * an error. "pain-of-anybody": without a persona all are offered. */
static void write_own(struct schema_writer *w, const struct persona *persona,
                      const struct subject *subject)
{
	const char *name = arena_printf(w->arena, "%s-of-%s", field_name(subject->field),
	                                persona ? persona->entry.id : "anybody");
	const char *value = arena_printf(w->arena, "%s-value", name);
	struct taxonomy all = values_of(w, subject->field);
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
	write_field(w, name, subject, value, schema_requires_own(w, persona, subject));
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
	json_object(&w->json);
	schema_member(w, "type", "array");
	json_key(&w->json, "minItems");
	json_number(&w->json, 1);
	json_key(&w->json, "items");
	json_array(&w->json);
	write_spellings(w, &one, true);
	json_array_end(&w->json);
	json_object_end(&w->json);
	schema_choice_end(w);
}

void schema_definitions(struct schema_writer *w)
{
	json_key(&w->json, "definitions");
	json_object(&w->json);
	for (size_t i = 0; i < w->pack->personas.count; i++)
		write_identity(w, i);
	for (const struct subject *s = subjects; s->about; s++) {
		const char *name = field_name(s->field);
		const char *value = arena_printf(w->arena, "%s-value", name);
		struct taxonomy values = values_of(w, s->field);
		bool closed =
		    schema_level(w, s->unknown) != SEVERITY_OFF && s->field != FIELD_OBJECTION;

		if (!schema_asks(w, s->field))
			continue;
		write_field(w, name, s, values.count ? value : NULL, schema_requires(w, s));
		if (!values.count)
			continue;
		write_value(w, value, s, schema_is_own(s->field) ? NULL : &values,
		            closed ? &values : NULL);
		for (size_t p = 0; schema_is_own(s->field) && p < w->pack->personas.count; p++)
			write_own(w, persona_at(w, p), s);
		if (schema_is_own(s->field))
			write_own(w, NULL, s);
	}
	json_object_end(&w->json);
}
