#include "rules/field_map.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "rules/glob.h"
#include "rules/taxonomy.h"

static void add_key(struct arena *arena, struct field_map *map, enum field_id field,
                    struct slice key)
{
	map->keys =
	    arena_grow(arena, map->keys, map->key_count, &map->key_capacity, sizeof(*map->keys));
	map->keys[map->key_count++] = (struct field_key){
	    key, name_hash(key), field, key.len && memchr(key.ptr, '.', key.len) != NULL};
}

static void unknown_field(struct decoder *decoder, const struct node *item)
{
	struct finding *finding =
	    decode_error(decoder, item->key_span, "unknown field `%.*s`", SLICE_ARG(item->key));
	struct nearest nearest;
	const char *best;

	nearest_init(&nearest, item->key);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		nearest_try(&nearest, field_name((enum field_id)i));
	best = nearest_best(&nearest, NULL);
	if (best)
		finding_help(decoder->report, finding, "did you mean `%s`?", best);
}

/* The keys of FIELD where GIVEN does not list them. */
static void add_base_keys(struct arena *arena, struct field_map *map, enum field_id field,
                          const struct field_map *base)
{
	for (size_t i = 0; base && i < base->key_count; i++)
		if (base->keys[i].field == field)
			add_key(arena, map, field, base->keys[i].key);
	for (const char *const *k = field_default_keys(field); !base && *k; k++)
		add_key(arena, map, field, slice_of(*k));
}

static void read_keys(struct decoder *decoder, struct field_map *map, const struct field_map *base,
                      const struct node *fields)
{
	const struct node *given[FIELD_COUNT] = {0};

	for (const struct node *f = fields ? fields->first : NULL; f; f = f->next) {
		enum field_id field = field_by_name(f->key);

		if (field == FIELD_COUNT)
			unknown_field(decoder, f);
		else if (f->kind != NODE_NULL)
			given[field] = f;
	}
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		enum field_id field = (enum field_id)i;

		if (!given[i])
			add_base_keys(decoder->arena, map, field, base);
		for (const struct node *k = strings_first(given[i]); k;
		     k = strings_next(given[i], k)) {
			if (node_text(k).len)
				add_key(decoder->arena, map, field, node_text(k));
			else
				decode_error(decoder, k->span, "a key of `%s` must be text",
				             field_name(field));
		}
	}
}

static bool read_default(struct decoder *decoder, const struct node *item,
                         struct field_default *out)
{
	const struct node *files = node_get(item, "files");
	const char *why;

	if (!decode_expect(decoder, item, NODE_MAP, "a default"))
		return false;
	if (!files || files->kind != NODE_SCALAR) {
		decode_error(decoder, item->span, "a default needs `files:`");
		return false;
	}
	if (!glob_valid(node_text(files), &why))
		decode_error(decoder, node_value_span(files), "glob is wrong: %s", why);
	for (const struct node *value = item->first; value; value = value->next)
		if (value != files && field_by_name(value->key) == FIELD_COUNT)
			unknown_field(decoder, value);
	*out = (struct field_default){node_text(files), decoder->source, item};
	return true;
}

static void read_defaults(struct decoder *decoder, struct field_map *map,
                          const struct field_map *base, const struct node *list)
{
	size_t own = list ? list->count : 0;
	size_t inherited = base ? base->default_count : 0;

	map->defaults = arena_array(decoder->arena, own + inherited, sizeof(*map->defaults));
	for (const struct node *item = list ? list->first : NULL; item; item = item->next)
		if (read_default(decoder, item, &map->defaults[map->default_count]))
			map->default_count++;
	for (size_t i = 0; i < inherited; i++)
		map->defaults[map->default_count++] = base->defaults[i];
}

struct field_map field_map_read(struct decoder *decoder, const struct field_map *base,
                                const struct node *fields, const struct source *fields_source,
                                const struct node *defaults, const struct source *defaults_source)
{
	struct field_map map = {0};

	decoder->source = fields_source;
	read_keys(decoder, &map, base, fields);
	decoder->source = defaults_source;
	read_defaults(decoder, &map, base, defaults);
	return map;
}
