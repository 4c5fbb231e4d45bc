/*
 * YAML names: the keys of every map and the anchors of a document, to find one
 * again without walking its siblings. Lives in the arena it is given.
 */
#ifndef PARSE_YAML_NAMES_H
#define PARSE_YAML_NAMES_H

#include "base/node.h"

struct yaml_name {
	struct yaml_name *next; /* with the same hash */
	const struct node *map; /* the map a key stands in; NULL: an anchor */
	struct slice text;
	struct span key_span;     /* of a key */
	const struct node *value; /* of an anchor */
};

struct yaml_names {
	struct arena *arena;
	struct yaml_name **slots;
	size_t slot_count; /* a power of two, or 0 */
	size_t count;
};

struct yaml_name *yaml_names_find(const struct yaml_names *names, const struct node *map,
                                  struct slice text);

/* Adds a copy of NAME, which must not be there yet. */
void yaml_names_add(struct yaml_names *names, struct yaml_name name);

#endif
