#include "parse/yaml_names.h"

#include <stdint.h>

#include "base/arena.h"

/* FNV-1a. The place of the map in memory makes it differ from run to run, which
 * the order of findings does not depend on. */
static size_t hash_name(const struct node *map, struct slice text)
{
	uint64_t hash = 14695981039346656037u ^ (uint64_t)(uintptr_t)map;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
	hash *= 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

struct yaml_name *yaml_names_find(const struct yaml_names *names, const struct node *map,
                                  struct slice text)
{
	struct yaml_name *name;

	if (names->slot_count == 0)
		return NULL;
	name = names->slots[hash_name(map, text) & (names->slot_count - 1)];
	while (name && (name->map != map || !slice_equal(name->text, text)))
		name = name->next;
	return name;
}

static void grow(struct yaml_names *names)
{
	size_t count = names->slot_count ? names->slot_count * 2 : 32;
	struct yaml_name **slots = arena_array(names->arena, count, sizeof(struct yaml_name *));

	for (size_t i = 0; i < names->slot_count; i++) {
		struct yaml_name *next;

		for (struct yaml_name *name = names->slots[i]; name; name = next) {
			size_t slot = hash_name(name->map, name->text) & (count - 1);

			next = name->next;
			name->next = slots[slot];
			slots[slot] = name;
		}
	}
	names->slots = slots;
	names->slot_count = count;
}

void yaml_names_add(struct yaml_names *names, struct yaml_name name)
{
	struct yaml_name *entry = arena_alloc(names->arena, sizeof(*entry));
	size_t slot;

	if (names->count >= names->slot_count)
		grow(names);
	slot = hash_name(name.map, name.text) & (names->slot_count - 1);
	*entry = name;
	entry->next = names->slots[slot];
	names->slots[slot] = entry;
	names->count++;
}
