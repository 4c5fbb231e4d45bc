/*
 * Node: the value tree. Front matter in any container, configuration and packs
 * are all read into it, so that checks see one shape and every value knows the
 * bytes it came from.
 *
 * Nodes live in the arena of their reader and point into its source. A scalar
 * is always text: whether "12" is a number is the question of whoever asks
 * (node_long, node_bool).
 */
#ifndef BASE_NODE_H
#define BASE_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/text.h"
#include "base/textmap.h"

struct arena;

enum node_kind {
	NODE_NULL,   /* "key:" with nothing, null, ~ */
	NODE_SCALAR, /* text; possibly empty */
	NODE_LIST,
	NODE_MAP,
};

struct node {
	enum node_kind kind;
	bool quoted;          /* the scalar stood in quotes or in a block: never null, true or 1 */
	struct span span;     /* the whole value in the source, quotes and brackets included */
	struct textmap map;   /* scalar: its decoded text, mapped to the source */
	struct node *first;   /* list, map: the items in source order */
	struct node *next;    /* the next sibling */
	size_t count;         /* list, map: how many items */
	struct slice key;     /* in a map: the decoded key */
	struct span key_span; /* in a map: the key in the source */
};

/* The decoded text of a scalar; empty for anything else or NULL. */
static inline struct slice node_text(const struct node *node)
{
	if (!node || node->kind != NODE_SCALAR)
		return slice_from("", 0);
	return slice_from(node->map.text, node->map.len);
}

/* Smallest source range of the value: of a scalar without its quotes. */
struct span node_value_span(const struct node *node);

/* The value of KEY in a map, exact bytes; NULL when absent or not a map. */
struct node *node_get(const struct node *map, const char *key);

/* True for NULL, a null, a scalar of blanks, an empty list or map. */
bool node_is_empty(const struct node *node);

/* Plain true/false (also yes/no, on/off, any case) and plain decimal numbers. */
bool node_bool(const struct node *node, bool *value);
bool node_long(const struct node *node, long *value);

/* Appends ITEM to a list or map. */
void node_append(struct node *parent, struct node **last, struct node *item);

/* "map", "list", "text", "nothing": for messages about a wrong type. */
const char *node_kind_name(const struct node *node);

#endif
