#include "base/node.h"

struct span node_value_span(const struct node *node)
{
	if (node->kind == NODE_SCALAR && node->map.len)
		return textmap_source(&node->map, 0, node->map.len);
	return node->span;
}

struct node *node_get(const struct node *map, const char *key)
{
	if (!map || map->kind != NODE_MAP)
		return NULL;
	for (struct node *item = map->first; item; item = item->next)
		if (slice_is(item->key, key))
			return item;
	return NULL;
}

bool node_is_empty(const struct node *node)
{
	if (!node || node->kind == NODE_NULL)
		return true;
	if (node->kind == NODE_SCALAR)
		return slice_trim(node_text(node)).len == 0;
	return node->count == 0;
}

bool node_bool(const struct node *node, bool *value)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {{"true", true},   {"yes", true}, {"on", true},
	             {"false", false}, {"no", false}, {"off", false}};

	if (!node || node->kind != NODE_SCALAR || node->quoted)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (slice_equal_fold(node_text(node), slice_of(words[i].word))) {
			*value = words[i].value;
			return true;
		}
	}
	return false;
}

bool node_long(const struct node *node, long *value)
{
	return node && node->kind == NODE_SCALAR && !node->quoted &&
	       slice_long(node_text(node), value);
}

void node_append(struct node *parent, struct node **last, struct node *item)
{
	if (*last)
		(*last)->next = item;
	else
		parent->first = item;
	*last = item;
	parent->count++;
}

const char *node_kind_name(const struct node *node)
{
	switch (node ? node->kind : NODE_NULL) {
	case NODE_SCALAR:
		return "text";
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a map";
	case NODE_NULL:
		break;
	}
	return "nothing";
}
