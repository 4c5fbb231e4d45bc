#include "rules/taxonomy.h"

#include "base/arena.h"
#include "base/nearest.h"

/* An id, name or alias of an entry: every value of every draft is looked up. */
struct taxonomy_name {
	uint64_t hash;
	struct entry *entry;
};

static bool is_separator(char c)
{
	return c == ' ' || c == '-' || c == '_' || c == '.';
}

bool name_equal(struct slice a, struct slice b)
{
	size_t i = 0;
	size_t j = 0;

	/* Most names are written as they are declared. */
	if (slice_equal(a, b))
		return true;
	for (;;) {
		while (i < a.len && is_separator(a.ptr[i]))
			i++;
		while (j < b.len && is_separator(b.ptr[j]))
			j++;
		if (i == a.len || j == b.len)
			return i == a.len && j == b.len;
		if (char_lower(a.ptr[i++]) != char_lower(b.ptr[j++]))
			return false;
	}
}

uint64_t name_hash(struct slice name)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < name.len; i++)
		if (!is_separator(name.ptr[i]))
			hash = (hash ^ (unsigned char)char_lower(name.ptr[i])) *
			       UINT64_C(0x100000001B3);
	return hash;
}

/* The first alias, then the next; a scalar is a list of one. */
static const struct node *first_alias(const struct entry *entry)
{
	const struct node *aliases = entry->aliases;

	return aliases && aliases->kind == NODE_LIST ? aliases->first : aliases;
}

static const struct node *next_alias(const struct entry *entry, const struct node *alias)
{
	return entry->aliases->kind == NODE_LIST ? alias->next : NULL;
}

static bool has_name(const struct entry *entry, struct slice name)
{
	if (name_equal(name, slice_of(entry->id)) || name_equal(name, slice_of(entry->name)))
		return true;
	for (const struct node *a = first_alias(entry); a; a = next_alias(entry, a))
		if (name_equal(name, node_text(a)))
			return true;
	return false;
}

static void add_name(struct taxonomy *taxonomy, struct arena *arena, struct entry *entry,
                     struct slice name)
{
	taxonomy->names = arena_grow(arena, taxonomy->names, taxonomy->name_count,
	                             &taxonomy->name_capacity, sizeof(*taxonomy->names));
	taxonomy->names[taxonomy->name_count++] = (struct taxonomy_name){name_hash(name), entry};
}

void taxonomy_add(struct taxonomy *taxonomy, struct arena *arena, struct entry *entry)
{
	taxonomy->items = arena_grow(arena, taxonomy->items, taxonomy->count, &taxonomy->capacity,
	                             sizeof(*taxonomy->items));
	entry->index = (uint32_t)taxonomy->count;
	taxonomy->items[taxonomy->count++] = entry;
	add_name(taxonomy, arena, entry, slice_of(entry->id));
	add_name(taxonomy, arena, entry, slice_of(entry->name));
	for (const struct node *a = first_alias(entry); a; a = next_alias(entry, a))
		add_name(taxonomy, arena, entry, node_text(a));
}

struct entry *taxonomy_find(const struct taxonomy *taxonomy, struct slice name)
{
	uint64_t hash = name_hash(name);

	for (size_t i = 0; i < taxonomy->name_count; i++)
		if (taxonomy->names[i].hash == hash && has_name(taxonomy->names[i].entry, name))
			return taxonomy->names[i].entry;
	for (size_t i = 0; i < taxonomy->count && !taxonomy->names; i++)
		if (has_name(taxonomy->items[i], name))
			return taxonomy->items[i];
	return NULL;
}

struct entry *taxonomy_by_id(const struct taxonomy *taxonomy, struct slice id)
{
	for (size_t i = 0; i < taxonomy->count; i++)
		if (slice_is(id, taxonomy->items[i]->id))
			return taxonomy->items[i];
	return NULL;
}

struct entry *taxonomy_nearest(const struct taxonomy *taxonomy, struct slice name, bool *certain)
{
	struct nearest nearest;
	const char *best;

	nearest_init(&nearest, name);
	for (size_t i = 0; i < taxonomy->count; i++) {
		const struct entry *entry = taxonomy->items[i];
		struct nearest own;

		/* An entry's names do not rival each other: its nearest speaks for it. */
		nearest_init(&own, name);
		nearest_try(&own, entry->id);
		nearest_try(&own, entry->name);
		for (const struct node *a = first_alias(entry); a; a = next_alias(entry, a))
			nearest_try(&own, a->map.text);
		if (own.best || own.runner)
			nearest_try(&nearest, own.best ? own.best : own.runner);
	}
	best = nearest_best(&nearest, certain);
	return best ? taxonomy_find(taxonomy, slice_of(best)) : NULL;
}

const char *taxonomy_unknown(const struct taxonomy *taxonomy, struct arena *arena,
                             struct slice name)
{
	bool certain;
	const struct entry *nearest = taxonomy_nearest(taxonomy, name, &certain);

	if (nearest)
		return arena_printf(arena, "unknown %s `%.*s`, did you mean `%s`?", taxonomy->what,
		                    SLICE_ARG(name), nearest->id);
	if (!taxonomy->count)
		return arena_printf(arena, "unknown %s `%.*s`: the pack declares none",
		                    taxonomy->what, SLICE_ARG(name));
	return arena_printf(arena, "unknown %s `%.*s`, expected one of %s", taxonomy->what,
	                    SLICE_ARG(name), taxonomy_list(taxonomy, arena, 20));
}

const char *taxonomy_list(const struct taxonomy *taxonomy, struct arena *arena, size_t limit)
{
	struct builder list = {0};
	char *text;

	for (size_t i = 0; i < taxonomy->count && i < limit; i++) {
		builder_add_string(&list, i ? ", `" : "`");
		builder_add_string(&list, taxonomy->items[i]->id);
		builder_add_char(&list, '`');
	}
	if (taxonomy->count > limit)
		builder_add_string(&list, ", …");
	text = builder_copy(&list, arena);
	builder_release(&list);
	return text;
}
