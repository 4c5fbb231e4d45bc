#include "rules/card.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "rules/decode.h"

struct card {
	struct arena *arena;
	void (*line)(void *context, const char *label, const char *text);
	void *context;
	bool asked; /* a line of what a draft must bring was printed */
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

/* ---- what a draft for the entry must bring ---- */

static void print_asked(struct card *card, const char *text)
{
	card->line(card->context, card->asked ? "" : "a draft", text);
	card->asked = true;
}

/* "`a`, `b`" with ID added. */
static const char *with(struct arena *arena, const char *list, const char *id)
{
	return arena_printf(arena, "%s%s`%s`", list, *list ? ", " : "", id);
}

static void print_proof(struct card *card, const struct proof *proof)
{
	for (; proof; proof = proof->next) {
		const char *names = "";
		const char *note = NULL;

		for (size_t i = 0; i < proof->count; i++) {
			names = arena_printf(card->arena, "%s%s`%s`", names, i ? " or " : "",
			                     proof->any[i]->entry.id);
			note = note ? note : proof->any[i]->note;
		}
		print_asked(card,
		            arena_printf(card->arena, "shows %s%s%s%s", names, note ? " (" : "",
		                         note ? note : "", note ? ")" : ""));
	}
}

/* What may be asked of PERSONA at STAGE; either may be NULL: any. */
static const char *asks_at(struct card *card, const struct pack *pack,
                           const struct persona *persona, const struct stage *stage)
{
	const char *list = "";

	for (size_t i = 0; i < pack->ctas.count; i++) {
		const struct cta *cta = (const struct cta *)pack->ctas.items[i];

		if (pack_may_ask(cta, persona, stage))
			list = with(card->arena, list, cta->entry.id);
	}
	return list;
}

static void print_persona(struct card *card, const struct pack *pack, const struct entry *entry)
{
	const struct persona *persona = (const struct persona *)entry;
	const char *channels = "";
	const char *words = "";

	print_proof(card, persona->proof);
	for (size_t i = 0; i < pack->stages.count; i++) {
		const struct stage *stage = (const struct stage *)pack->stages.items[i];
		const char *list = asks_at(card, pack, persona, stage);

		if (*list)
			print_asked(card, arena_printf(card->arena, "at %s asks for one of %s",
			                               stage->entry.id, list));
	}
	for (size_t i = 0; i < pack->channels.count; i++) {
		const struct channel *channel = (const struct channel *)pack->channels.items[i];

		if (channel->fit[entry->index].stars == 3)
			channels = with(card->arena, channels, channel->entry.id);
	}
	if (*channels)
		print_asked(card, arena_printf(card->arena, "goes out on %s", channels));
	for (size_t i = 0; i < pack->terms.count; i++)
		if (!pack_knows(persona, ((const struct term *)pack->terms.items[i])->group))
			words = with(card->arena, words, pack->terms.items[i]->id);
	if (*words)
		print_asked(card, arena_printf(card->arena, "explains %s at its first use", words));
	if (persona->route)
		print_asked(card, arena_printf(card->arena, "links `%s` when it is an early page",
		                               persona->route));
}

static void print_stage(struct card *card, const struct pack *pack, const struct entry *entry)
{
	const struct stage *stage = (const struct stage *)entry;
	const char *list = asks_at(card, pack, NULL, stage);

	print_proof(card, stage->proof);
	if (*list)
		print_asked(card, arena_printf(card->arena, "asks for one of %s", list));
	if (stage->surfaces)
		print_asked(card, arena_printf(card->arena, "stands on one of the surfaces"));
}

static void print_cta(struct card *card, const struct pack *pack, const struct entry *entry)
{
	const struct cta *cta = (const struct cta *)entry;
	const char *personas = "";
	const char *stages = "";

	for (size_t i = 0; i < pack->personas.count; i++)
		if (cta->personas[i])
			personas = with(card->arena, personas, pack->personas.items[i]->id);
	for (size_t i = 0; i < pack->stages.count; i++)
		if (cta->stages[i])
			stages = with(card->arena, stages, pack->stages.items[i]->id);
	print_asked(card, arena_printf(card->arena, "is written for %s", personas));
	print_asked(card, arena_printf(card->arena, "stands at %s", stages));
	print_asked(card, "asks in its last section, by a link or a sentence of `match`");
}

static void print_journey(struct card *card, const struct pack *pack, const struct entry *entry)
{
	(void)pack;
	(void)entry;
	print_asked(card, "stands on the path and links the next page of it");
}

/* ---- what personas have of their own ---- */

static const char *const owned[] = {"pain", "objection"};

enum { OWNED_COUNT = sizeof(owned) / sizeof(owned[0]) };

/* Those of PERSONA; NULL when KIND is none of them. */
static const struct taxonomy *owned_by(const struct persona *persona, struct slice kind)
{
	if (slice_is(kind, owned[0]))
		return &persona->pains;
	return slice_is(kind, owned[1]) ? &persona->objections : NULL;
}

/* Those of all personas, in their order. */
static struct taxonomy owned_by_all(const struct pack *pack, struct arena *arena, const char *kind)
{
	struct taxonomy all = {.what = kind};

	for (size_t i = 0; i < pack->personas.count; i++) {
		const struct taxonomy *own =
		    owned_by((const struct persona *)pack->personas.items[i], slice_of(kind));

		for (size_t e = 0; e < own->count; e++) {
			all.items = arena_grow(arena, all.items, all.count, &all.capacity,
			                       sizeof(struct entry *));
			all.items[all.count++] = own->items[e];
		}
	}
	return all;
}

static void print_rank(struct card *card, const struct pack *pack, const struct persona *persona,
                       const struct entry *pain)
{
	size_t top = pack_top(pack, persona);

	card->line(card->context, "rank",
	           arena_printf(card->arena, "%u of %zu%s", (unsigned)pain->index + 1,
	                        persona->pains.count,
	                        pain->index >= top ? ", below the top ones" : ""));
}

/* One of KIND that may be several personas', each with its own words for it. */
static bool print_owned(struct card *card, const struct pack *pack, const char *kind,
                        struct slice name, const char **why)
{
	struct taxonomy all = owned_by_all(pack, card->arena, kind);

	if (!taxonomy_find(&all, name)) {
		*why = taxonomy_unknown(&all, card->arena, name);
		return false;
	}
	for (size_t i = 0; i < pack->personas.count; i++) {
		const struct persona *persona = (const struct persona *)pack->personas.items[i];
		const struct taxonomy *own = owned_by(persona, slice_of(kind));
		const struct entry *entry = taxonomy_find(own, name);

		if (!entry)
			continue;
		card->line(card->context, "persona", persona->entry.id);
		if (own == &persona->pains)
			print_rank(card, pack, persona, entry);
		for (const struct node *item = entry->node->first; item; item = item->next)
			print_value(card, arena_copy(card->arena, item->key.ptr, item->key.len),
			            item);
	}
	return true;
}

/* ---- finding the entry ---- */

/* What stands before the colon of a reference. */
static const struct {
	const char *name;
	size_t offset; /* of the taxonomy in struct pack */
} kinds[] = {
    {"persona", offsetof(struct pack, personas)}, {"group", offsetof(struct pack, groups)},
    {"stage", offsetof(struct pack, stages)},     {"channel", offsetof(struct pack, channels)},
    {"cta", offsetof(struct pack, ctas)},         {"format", offsetof(struct pack, formats)},
    {"kind", offsetof(struct pack, kinds)},       {"goal", offsetof(struct pack, goals)},
    {"proof", offsetof(struct pack, detectors)},  {"kpi", offsetof(struct pack, kpis)},
    {"journey", offsetof(struct pack, journeys)}, {"required", offsetof(struct pack, required)},
    {"term", offsetof(struct pack, terms)},
};

enum { KIND_COUNT = sizeof(kinds) / sizeof(kinds[0]) };

static const struct taxonomy *taxonomy_at(const struct pack *pack, size_t kind)
{
	return (const void *)((const char *)pack + kinds[kind].offset);
}

static const struct taxonomy *taxonomy_called(const struct pack *pack, struct slice what,
                                              const char **nearest_name)
{
	struct nearest nearest;

	nearest_init(&nearest, what);
	for (size_t i = 0; i < KIND_COUNT; i++) {
		if (slice_is(what, kinds[i].name))
			return taxonomy_at(pack, i);
		nearest_try(&nearest, kinds[i].name);
	}
	for (size_t i = 0; i < OWNED_COUNT; i++)
		nearest_try(&nearest, owned[i]);
	*nearest_name = nearest_best(&nearest, NULL);
	return NULL;
}

const char *card_text(struct arena *arena, const struct entry *entry)
{
	static const char *const keys[] = {"evidence", "counter", "role",  "question", "intent",
	                                   "goal",     "note",    "plain", "need"};
	struct slice text = {NULL, 0};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && !text.len; i++)
		text = node_text(node_get(entry->node, keys[i]));
	return text.len ? arena_copy(arena, text.ptr, text.len) : NULL;
}

const char *card_meaning(struct arena *arena, const struct entry *entry)
{
	const char *text = card_text(arena, entry);

	return text ? arena_printf(arena, "%s: %s", entry->name, text) : entry->name;
}

/* Each id once: it may be several personas'. */
static void list_owned(const struct pack *pack, const char *kind,
                       void (*each)(void *context, const char *kind, const struct entry *entry),
                       void *context)
{
	struct arena *arena = arena_new();
	struct taxonomy all = owned_by_all(pack, arena, kind);

	for (size_t e = 0; e < all.count; e++)
		if (taxonomy_by_id(&all, slice_of(all.items[e]->id)) == all.items[e])
			each(context, kind, all.items[e]);
	arena_free(arena);
}

void card_list(const struct pack *pack,
               void (*each)(void *context, const char *kind, const struct entry *entry),
               void *context)
{
	for (size_t i = 0; i < KIND_COUNT; i++) {
		const struct taxonomy *taxonomy = taxonomy_at(pack, i);

		for (size_t e = 0; e < taxonomy->count; e++)
			each(context, kinds[i].name, taxonomy->items[e]);
	}
	for (size_t i = 0; i < OWNED_COUNT; i++)
		list_owned(pack, owned[i], each, context);
}

bool card_print(const struct pack *pack, struct arena *arena, const char *reference,
                void (*line)(void *context, const char *label, const char *text), void *context,
                const char **why)
{
	static const struct {
		const char *what;
		void (*print)(struct card *card, const struct pack *pack,
		              const struct entry *entry);
	} asking[] = {{"persona", print_persona},
	              {"stage", print_stage},
	              {"cta", print_cta},
	              {"journey", print_journey}};
	struct card card = {arena, line, context, false};
	struct slice rest = slice_of(reference);
	const struct taxonomy *taxonomy;
	const struct entry *entry;
	const char *nearest = NULL;
	struct slice what;

	slice_split(&rest, ':', &what);
	for (size_t i = 0; i < OWNED_COUNT; i++)
		if (slice_is(what, owned[i]))
			return print_owned(&card, pack, owned[i], rest, why);
	taxonomy = taxonomy_called(pack, what, &nearest);
	if (!taxonomy) {
		*why = arena_printf(arena, "unknown kind of entry `%.*s`%s%s%s", SLICE_ARG(what),
		                    nearest ? ", did you mean `" : "", nearest ? nearest : "",
		                    nearest ? "`?" : "");
		return false;
	}
	entry = taxonomy_find(taxonomy, rest);
	if (!entry) {
		*why = taxonomy_unknown(taxonomy, arena, rest);
		return false;
	}
	for (const struct node *item = entry->node->first; item; item = item->next)
		print_value(&card, arena_copy(arena, item->key.ptr, item->key.len), item);
	for (size_t i = 0; i < sizeof(asking) / sizeof(asking[0]); i++)
		if (slice_is(what, asking[i].what))
			asking[i].print(&card, pack, entry);
	return true;
}
