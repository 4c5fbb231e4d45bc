#include "lint/schema.h"

#include <string.h>

#include "base/arena.h"
#include "lint/schema_writer.h"
#include "rules/spelling.h"

/* ---- the keys that state a field ---- */

/* The key of FIELD after KEY (NULL: the first). */
static const struct field_key *next_key(const struct schema_writer *w, enum field_id field,
                                        const struct field_key *key)
{
	const struct field_map *map = &w->plan->fields;

	for (key = key ? key + 1 : map->keys; key < map->keys + map->key_count; key++)
		if (key->field == field)
			return key;
	return NULL;
}

static const char *text_of(const struct schema_writer *w, struct slice slice)
{
	return arena_copy(w->arena, slice.ptr, slice.len);
}

/* "KEY": a reference, for every key of FIELD that is not a path. */
static void write_keys(struct schema_writer *w, enum field_id field, const char *name,
                       const char *suffix)
{
	for (const struct field_key *key = NULL; (key = next_key(w, field, key));) {
		if (key->nested)
			continue;
		json_key(&w->json, text_of(w, key->key));
		schema_reference(w, name, suffix);
	}
}

static void write_properties(struct schema_writer *w)
{
	json_key(&w->json, "properties");
	json_object_begin(&w->json);
	for (const struct subject *s = subjects; s->about; s++)
		if (schema_asks(w, s->field))
			write_keys(w, s->field, field_name(s->field), "");
	json_object_end(&w->json);
}

/* Into w->pattern: FIELD's keys in any spelling, but for the very ones in
 * `properties` unless ALL. */
static void add_keys(struct schema_writer *w, enum field_id field, bool all)
{
	const char *before = "^(?!(?:";

	for (const struct field_key *key = NULL; !all && (key = next_key(w, field, key));) {
		if (key->nested)
			continue;
		builder_add_string(&w->pattern, before);
		spelling_add_literal(&w->pattern, key->key);
		before = "|";
	}
	builder_add_string(&w->pattern, all ? "^(?:" : ")$)(?:");
	before = "";
	for (const struct field_key *key = NULL; (key = next_key(w, field, key));) {
		if (key->nested)
			continue;
		builder_add_string(&w->pattern, before);
		spelling_add_name(&w->pattern, key->key);
		before = "|";
	}
	builder_add_string(&w->pattern, ")$");
}

static bool has_plain_key(const struct schema_writer *w, enum field_id field)
{
	const struct field_key *key = next_key(w, field, NULL);

	while (key && key->nested)
		key = next_key(w, field, key);
	return key != NULL;
}

static void write_spelt_properties(struct schema_writer *w)
{
	json_object_begin(&w->json);
	json_key(&w->json, "patternProperties");
	json_object_begin(&w->json);
	for (const struct subject *s = subjects; s->about; s++) {
		if (!schema_asks(w, s->field) || !has_plain_key(w, s->field))
			continue;
		add_keys(w, s->field, false);
		json_key(&w->json, builder_copy(&w->pattern, w->arena));
		builder_clear(&w->pattern);
		schema_reference(w, field_name(s->field), "");
	}
	json_object_end(&w->json);
	json_object_end(&w->json);
}

/* {"properties": {"a": {"properties": {"b": …}}}} for the path "a.b" leads to the
 * definition of FIELD; with REQUIRED, asks that it is there instead. */
static void write_path(struct schema_writer *w, struct slice path, enum field_id field,
                       bool required)
{
	const char *key;
	struct slice part;

	slice_split(&path, '.', &part);
	key = text_of(w, part);
	json_object_begin(&w->json);
	if (required) {
		json_key(&w->json, "required");
		json_array_begin(&w->json);
		json_text_of(&w->json, key);
		json_array_end(&w->json);
	}
	if (path.ptr || !required) {
		json_key(&w->json, "properties");
		json_object_begin(&w->json);
		json_key(&w->json, key);
		if (path.ptr)
			write_path(w, path, field, required);
		else
			schema_reference(w, field_name(field), "");
		json_object_end(&w->json);
	}
	json_object_end(&w->json);
}

/* ---- what must be there ---- */

/* One of the keys, as it stands, by its path, or in another spelling: not all
 * names of properties are none of them. */
static void write_required(struct schema_writer *w, enum field_id field)
{
	static const char *const wrappers[] = {"not", "propertyNames", "not", "pattern"};
	enum { COUNT = sizeof(wrappers) / sizeof(wrappers[0]) };

	schema_choice(w, "anyOf");
	for (const struct field_key *key = NULL; (key = next_key(w, field, key));)
		write_path(w, key->key, field, true);
	for (size_t i = 0; has_plain_key(w, field) && i < COUNT; i++) {
		json_object_begin(&w->json);
		if (i + 1 < COUNT) {
			json_key(&w->json, wrappers[i]);
			continue;
		}
		add_keys(w, field, true);
		schema_pattern(w, wrappers[i]);
		for (size_t o = 0; o < COUNT; o++)
			json_object_end(&w->json);
	}
	schema_choice_end(w);
}

/* ---- what depends on the persona ---- */

/* That a key of the persona names PERSONA. */
static void write_is(struct schema_writer *w, const struct entry *persona)
{
	schema_choice(w, "anyOf");
	for (const struct field_key *key = NULL; (key = next_key(w, FIELD_PERSONA, key));) {
		if (key->nested)
			continue;
		json_object_begin(&w->json);
		json_key(&w->json, "required");
		json_array_begin(&w->json);
		json_text(&w->json, key->key);
		json_array_end(&w->json);
		json_key(&w->json, "properties");
		json_object_begin(&w->json);
		json_key(&w->json, text_of(w, key->key));
		schema_reference(w, "persona-is-", persona->id);
		json_object_end(&w->json);
		json_object_end(&w->json);
	}
	schema_choice_end(w);
}

/* "then": what drafts for PERSONA (NULL: for nobody known) say of its own. */
static void write_then(struct schema_writer *w, const struct persona *persona)
{
	const char *of = arena_printf(w->arena, "-of-%s", persona ? persona->entry.id : "anybody");

	json_key(&w->json, "then");
	schema_choice(w, "allOf");
	json_object_begin(&w->json);
	json_key(&w->json, "properties");
	json_object_begin(&w->json);
	for (const struct subject *s = subjects; s->about; s++)
		if (schema_is_own(s->field) && schema_has_own(w, persona, s->field))
			write_keys(w, s->field, field_name(s->field), of);
	json_object_end(&w->json);
	json_object_end(&w->json);
	for (const struct subject *s = subjects; s->about; s++)
		if (schema_is_own(s->field) && !schema_requires(w, s) &&
		    schema_requires_own(w, persona, s))
			write_required(w, s->field);
	schema_choice_end(w);
}

static void write_conditions(struct schema_writer *w)
{
	const struct taxonomy *personas = &w->pack->personas;

	if (!has_plain_key(w, FIELD_PERSONA) ||
	    (!schema_asks(w, FIELD_PAIN) && !schema_asks(w, FIELD_OBJECTION)))
		return;
	for (size_t i = 0; i < personas->count; i++) {
		json_object_begin(&w->json);
		json_key(&w->json, "if");
		write_is(w, personas->items[i]);
		write_then(w, (const struct persona *)personas->items[i]);
		json_object_end(&w->json);
	}
	json_object_begin(&w->json);
	json_key(&w->json, "if");
	json_object_begin(&w->json);
	json_key(&w->json, "not");
	schema_choice(w, "anyOf");
	for (size_t i = 0; i < personas->count; i++)
		write_is(w, personas->items[i]);
	schema_choice_end(w);
	json_object_end(&w->json);
	write_then(w, NULL);
	json_object_end(&w->json);
}

const char *schema_text(struct arena *arena, const struct plan *plan, const char *relative)
{
	struct builder out = {0};
	struct schema_writer w = {.json = {.out = &out},
	                          .arena = arena,
	                          .plan = plan,
	                          .pack = plan->ruleset->pack,
	                          .relative = relative};
	const char *text;

	w.levels = plan_levels_by_path(plan, arena, relative);
	json_object_begin(&w.json);
	schema_member(&w, "$schema", "http://json-schema.org/draft-07/schema#");
	schema_member(&w, "title", w.pack->title ? w.pack->title : w.pack->id);
	schema_member(&w, "description",
	              arena_printf(arena, "What a draft says of itself, by the pack %s%s%s",
	                           w.pack->id, w.pack->version ? ", version " : "",
	                           w.pack->version ? w.pack->version : ""));
	schema_member(&w, "type", "object");
	write_properties(&w);
	json_key(&w.json, "additionalProperties");
	json_bool(&w.json, true);
	json_key(&w.json, "allOf");
	json_array_begin(&w.json);
	write_spelt_properties(&w);
	for (const struct subject *s = subjects; s->about; s++) {
		if (schema_requires(&w, s))
			write_required(&w, s->field);
		for (const struct field_key *key = NULL;
		     schema_asks(&w, s->field) && (key = next_key(&w, s->field, key));)
			if (key->nested)
				write_path(&w, key->key, s->field, false);
	}
	write_conditions(&w);
	json_array_end(&w.json);
	schema_definitions(&w);
	json_object_end(&w.json);
	text = builder_copy(&out, arena);
	builder_release(&out);
	builder_release(&w.pattern);
	return text;
}
