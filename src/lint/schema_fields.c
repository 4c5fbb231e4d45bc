#include <string.h>

#include "base/arena.h"
#include "lint/schema_writer.h"
#include "rules/field_values.h"
#include "rules/glob.h"

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

const struct persona *schema_persona(const struct schema_writer *w, size_t i)
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
struct taxonomy schema_values(const struct schema_writer *w, enum field_id field)
{
	struct taxonomy all = {.what = field_name(field)};

	if (!schema_is_own(field))
		return is_free(field) ? all : *field_taxonomy(w->pack, field);
	for (size_t i = 0; i < w->pack->personas.count; i++) {
		const struct taxonomy *own = field_taxonomy_of(schema_persona(w, i), field);

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
		if (!field_taxonomy_of(schema_persona(w, i), field)->count)
			return false;
	return true;
}

bool schema_asks(const struct schema_writer *w, enum field_id field)
{
	if (field == FIELD_DURATION)
		return w->pack->formats.count > 0;
	return is_free(field) || schema_values(w, field).count > 0;
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

bool schema_takes_one(const struct schema_writer *w, const struct subject *subject)
{
	if (subject->field == FIELD_PERSONA && w->pack->first_is_primary)
		return false;
	return schema_level(w, subject->multiple) == SEVERITY_ERROR;
}

bool schema_has_own(const struct schema_writer *w, const struct persona *persona,
                    enum field_id field)
{
	return persona ? field_taxonomy_of(persona, field)->count > 0 : schema_asks(w, field);
}

/* The team's own words where the field is a question of the checklist. */
const char *schema_about(const struct schema_writer *w, const struct subject *subject)
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
