/* Which tables TOML lets a header or a key add to; see toml_table.h. */
#include "parse/toml_table.h"

void toml_extend(const struct scan *scan, struct scan_group *group)
{
	for (; group; group = group->parent)
		if (group->node.span.end < scan->at)
			group->node.span.end = scan->at;
}

static struct scan_group *find_group(struct scan *scan, struct scan_group *group, struct slice key,
                                     bool *found)
{
	const struct yaml_name *name = yaml_names_find(&scan->names, &group->node, key);

	*found = name != NULL;
	if (!name || (name->value->kind != NODE_MAP && name->value->kind != NODE_LIST))
		return NULL;
	return (struct scan_group *)name->value;
}

/* A new group under KEY; NULL: the limit was reached. */
static struct scan_group *add_group(struct scan *scan, struct scan_group *parent,
                                    struct scan_key key, enum node_kind kind,
                                    enum toml_origin origin)
{
	struct scan_group *group = scan_open(scan, kind, parent->depth + 1);

	if (!group)
		return NULL;
	group->node.span = (struct span){key.span.end, key.span.end};
	group->parent = parent;
	group->origin = (int)origin;
	scan_new_key(scan, parent, key, &group->node);
	scan_append_keyed(parent, key, &group->node);
	toml_extend(scan, group);
	return group;
}

bool toml_descend(struct scan *scan, struct scan_group **group, struct scan_key key, bool dotted)
{
	struct scan_group *child;
	bool found;

	if (!*group)
		return true;
	child = find_group(scan, *group, key.text, &found);
	if (!found) {
		*group = add_group(scan, *group, key, NODE_MAP, dotted ? TOML_DOTTED : TOML_PATH);
		return *group != NULL;
	}
	if (child && child->origin == TOML_TABLES && !dotted) {
		*group = (struct scan_group *)child->last;
	} else if (!child || child->node.kind == NODE_LIST || child->origin == TOML_VALUE ||
	           (dotted && child->origin == TOML_HEADER)) {
		scan_new_key(scan, *group, key, NULL);
		*group = NULL;
	} else {
		if (dotted)
			child->origin = TOML_DOTTED;
		*group = child;
	}
	return true;
}

/* One more table in the list under KEY; NULL in *TABLE when that is no such list. */
static bool add_item(struct scan *scan, struct scan_group *group, struct scan_key key,
                     struct scan_group **table)
{
	bool found;
	struct scan_group *list = find_group(scan, group, key.text, &found);

	*table = NULL;
	if (found && (!list || list->origin != TOML_TABLES)) {
		scan_new_key(scan, group, key, NULL);
		return true;
	}
	if (!list) {
		list = add_group(scan, group, key, NODE_LIST, TOML_TABLES);
		if (!list)
			return false;
		list->node.span = (struct span){scan->at, scan->at};
	}
	*table = scan_open(scan, NODE_MAP, list->depth + 1);
	if (!*table)
		return false;
	(*table)->parent = list;
	scan_append(list, &(*table)->node);
	return true;
}

struct scan_group *toml_begin(struct scan *scan, struct scan_group *group, struct scan_key key,
                              bool is_list)
{
	struct scan_group *table = NULL;
	bool found;

	if (group && is_list) {
		if (!add_item(scan, group, key, &table))
			return NULL;
	} else if (group) {
		table = find_group(scan, group, key.text, &found);
		if (!found) {
			table = add_group(scan, group, key, NODE_MAP, TOML_HEADER);
			if (!table)
				return NULL;
			table->node.span = (struct span){scan->at, scan->at};
		} else if (!table || table->node.kind != NODE_MAP || table->origin != TOML_PATH) {
			scan_new_key(scan, group, key, NULL);
			table = NULL;
		} else {
			table->origin = TOML_HEADER;
		}
	}
	toml_extend(scan, table);
	return table ? table : scan_open(scan, NODE_MAP, 1);
}
