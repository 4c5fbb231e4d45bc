#include "rules/card.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "rules/decode.h"

struct card {
	struct arena *arena;
	void (*line)(void *context, const char *label, const char *text);
	void *context;
};

/* "id" of a nested entry, and what else one line can say of it. */
static const char *one_line(struct arena *arena, const struct node *map)
{
	static const char *const keys[] = {"evidence", "counter", "note"};
	struct slice id = node_text(node_get(map, "id"));
	struct slice name = node_text(node_get(map, "name"));
	const char *text = "";

	if (id.len)
		text = arena_printf(arena, "`%.*s` %.*s", SLICE_ARG(id), SLICE_ARG(name));
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct slice value = node_text(node_get(map, keys[i]));

		if (value.len)
			text = arena_printf(arena, "%s (%.*s)", text, SLICE_ARG(value));
	}
	return text;
}

/* A value as text on one line: lists are joined. */
static const char *flat(struct arena *arena, const struct node *node)
{
	const char *text = "";

	if (node->kind == NODE_SCALAR)
		return node->map.text;
	if (node->kind == NODE_MAP && node_get(node, "id"))
		return one_line(arena, node);
	for (const struct node *i = node->first; i; i = i->next) {
		const char *separator = *text ? ", " : "";

		if (node->kind == NODE_MAP)
			text = arena_printf(arena, "%s%s%.*s %s", text, separator,
			                    SLICE_ARG(i->key), flat(arena, i));
		else
			text = arena_printf(arena, "%s%s%s", text, separator, flat(arena, i));
	}
	return text;
}

static void print_value(struct card *card, const char *label, const struct node *node)
{
	unsigned rank = 1;

	if (node->kind == NODE_SCALAR || node->kind == NODE_NULL) {
		card->line(card->context, label, node_text(node).ptr);
		return;
	}
	for (const struct node *i = node->first; i; i = i->next) {
		const char *text = flat(card->arena, i);

		if (node->kind == NODE_MAP)
			text = arena_printf(card->arena, "%.*s: %s", SLICE_ARG(i->key), text);
		else if (i->kind == NODE_MAP)
			text = arena_printf(card->arena, "%u. %s", rank++, text);
		card->line(card->context, label, text);
		label = "";
	}
}

static const struct taxonomy *taxonomy_called(const struct pack *pack, struct slice what,
                                              const char **nearest_name)
{
	const struct {
		const char *name;
		const struct taxonomy *taxonomy;
	} all[] = {{"persona", &pack->personas}, {"group", &pack->groups},
	           {"stage", &pack->stages},     {"channel", &pack->channels},
	           {"cta", &pack->ctas},         {"format", &pack->formats},
	           {"kind", &pack->kinds},       {"goal", &pack->goals},
	           {"proof", &pack->detectors},  {"kpi", &pack->kpis},
	           {"journey", &pack->journeys}, {"required", &pack->required},
	           {"term", &pack->terms}};
	struct nearest nearest;

	nearest_init(&nearest, what);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (slice_is(what, all[i].name))
			return all[i].taxonomy;
		nearest_try(&nearest, all[i].name);
	}
	*nearest_name = nearest_best(&nearest, NULL);
	return NULL;
}

bool card_print(const struct pack *pack, struct arena *arena, const char *reference,
                void (*line)(void *context, const char *label, const char *text), void *context,
                const char **why)
{
	struct card card = {arena, line, context};
	struct slice rest = slice_of(reference);
	const struct taxonomy *taxonomy;
	const struct entry *entry;
	const char *nearest = NULL;
	struct slice what;
	bool certain;

	slice_split(&rest, ':', &what);
	taxonomy = taxonomy_called(pack, what, &nearest);
	if (!taxonomy) {
		*why = arena_printf(arena, "unknown kind of entry `%.*s`%s%s%s", SLICE_ARG(what),
		                    nearest ? ", did you mean `" : "", nearest ? nearest : "",
		                    nearest ? "`?" : "");
		return false;
	}
	entry = taxonomy_find(taxonomy, rest);
	if (!entry) {
		entry = taxonomy_nearest(taxonomy, rest, &certain);
		*why = entry ? arena_printf(arena, "unknown %s `%.*s`, did you mean `%s`?",
		                            taxonomy->what, SLICE_ARG(rest), entry->id)
		             : arena_printf(arena, "unknown %s `%.*s`, expected one of %s",
		                            taxonomy->what, SLICE_ARG(rest),
		                            taxonomy_list(taxonomy, arena, 20));
		return false;
	}
	for (const struct node *item = entry->node->first; item; item = item->next)
		print_value(&card, arena_copy(arena, item->key.ptr, item->key.len), item);
	return true;
}
