#include <stddef.h>

#include "base/arena.h"
#include "rules/pack_loader.h"
#include "rules/pattern.h"

/* ---- the keys of each section ---- */

static const struct decode_field persona_fields[] = {
    ENTRY_FIELDS(persona),
    UNSTORED("role", DECODE_STRING),
    {"top", DECODE_LONG, offsetof(struct persona, top), false, NULL},
    {"question", DECODE_STRING, offsetof(struct persona, question), false, NULL},
    UNSTORED("promise", DECODE_STRING),
    UNSTORED("share", DECODE_LONG),
    {"route", DECODE_STRING, offsetof(struct persona, route), false, NULL},
    {"knows", DECODE_LIST, offsetof(struct persona, knows), false, NULL},
    UNSTORED("group", DECODE_STRING),
    UNSTORED("authority", DECODE_STRING),
    UNSTORED("value", DECODE_STRING),
    UNSTORED("pains", DECODE_LIST),
    UNSTORED("proof", DECODE_LIST),
    UNSTORED("profile", DECODE_MAP),
    UNSTORED("triggers", DECODE_STRINGS),
    UNSTORED("criteria", DECODE_STRINGS),
    UNSTORED("reads", DECODE_MAP),
    UNSTORED("topics", DECODE_STRINGS),
    UNSTORED("objections", DECODE_LIST),
    UNSTORED("deal", DECODE_STRINGS),
    UNSTORED("why", DECODE_STRINGS),
};
static const struct decode_field pain_fields[] = {
    ENTRY_FIELDS(pain),
    UNSTORED("evidence", DECODE_STRING),
    {"keywords", DECODE_STRINGS, offsetof(struct pain, keywords), false, NULL},
};
static const struct decode_field objection_fields[] = {
    ENTRY_FIELDS(objection),
    {"counter", DECODE_STRING, offsetof(struct objection, counter), false, NULL},
    {"keywords", DECODE_STRINGS, offsetof(struct objection, keywords), false, NULL},
};
static const struct decode_field group_fields[] = {
    ENTRY_FIELDS(group),
    UNSTORED("share", DECODE_LONG),
    {"knows", DECODE_LIST, offsetof(struct group, knows), false, NULL},
    UNSTORED("who", DECODE_STRING),
    UNSTORED("need", DECODE_STRING),
};
static const struct decode_field stage_fields[] = {
    ENTRY_FIELDS(stage),
    UNSTORED("intent", DECODE_STRING),
    UNSTORED("share", DECODE_LONG),
    UNSTORED("proof", DECODE_LIST),
    {"surfaces", DECODE_STRINGS, offsetof(struct stage, surfaces), false, NULL},
    UNSTORED("kpis", DECODE_STRINGS),
    UNSTORED("kinds", DECODE_MAP),
    UNSTORED("timing", DECODE_MAP),
};
static const struct decode_field detector_fields[] = {
    {"element", DECODE_STRING, offsetof(struct detector, element), false, NULL},
    {"link", DECODE_STRINGS, offsetof(struct detector, links), false, NULL},
    {"note", DECODE_STRING, offsetof(struct detector, note), false, NULL},
    UNSTORED("pattern", DECODE_STRING),
    UNSTORED("heading", DECODE_STRING),
};
static const struct decode_field channel_fields[] = {
    ENTRY_FIELDS(channel),
    {"fit", DECODE_MAP, DECODE_UNSTORED, false, NULL},
};
static const struct decode_field cta_fields[] = {
    ENTRY_FIELDS(cta),
    UNSTORED("stages", DECODE_STRINGS),
    UNSTORED("personas", DECODE_STRINGS),
    UNSTORED("authority", DECODE_STRING),
    {"match", DECODE_STRINGS, offsetof(struct cta, match), false, NULL},
    {"links", DECODE_STRINGS, offsetof(struct cta, links), false, NULL},
    {"label", DECODE_STRING, offsetof(struct cta, label), false, NULL},
    {"default", DECODE_BOOL, offsetof(struct cta, is_default), false, NULL},
};
static const struct decode_field format_fields[] = {
    ENTRY_FIELDS(format),
    UNSTORED("words", DECODE_MAP),
    UNSTORED("minutes", DECODE_MAP),
    UNSTORED("personas", DECODE_MAP),
};
static const struct decode_field kind_fields[] = {ENTRY_FIELDS(kind)};
static const struct decode_field goal_fields[] = {
    ENTRY_FIELDS(goal),
    UNSTORED("mix", DECODE_MAP),
};
static const struct decode_field question_fields[] = {
    {"id", DECODE_STRING, offsetof(struct question, id), true, NULL},
    {"ask", DECODE_STRING, offsetof(struct question, ask), true, NULL},
};

/* ---- entries ---- */

static void place_entry(struct pack_loader *loader, struct entry *entry, const struct node *node)
{
	const struct node *id = node_get(node, "id");

	entry->node = node;
	entry->place.source = loader->decoder.source;
	entry->place.span = id ? node_value_span(id) : node->span;
	if (!entry->name)
		entry->name = entry->id;
}

static bool id_is_valid(const char *id)
{
	for (const char *c = id; *c; c++)
		if (!char_is_alnum(*c) && *c != '-' && *c != '_')
			return false;
	return *id != '\0';
}

/* Adds ENTRY unless its id or a name is already taken. */
static void add_entry(struct pack_loader *loader, struct taxonomy *taxonomy, struct entry *entry)
{
	const struct entry *other = taxonomy_by_id(taxonomy, slice_of(entry->id));
	struct finding *finding;

	if (!id_is_valid(entry->id)) {
		decode_error(&loader->decoder, entry->place.span,
		             "%s id `%s` must be made of letters, digits and hyphens",
		             taxonomy->what, entry->id);
		return;
	}
	if (other) {
		finding = decode_error(&loader->decoder, entry->place.span, "duplicate %s id `%s`",
		                       taxonomy->what, entry->id);
		finding_note(loader->decoder.report, finding, other->place, "`%s` is declared here",
		             entry->id);
		return;
	}
	taxonomy_add(taxonomy, loader->decoder.arena, entry);
}

void pack_read_entries(struct pack_loader *loader, const struct node *list,
                       const struct decode_schema *schema, size_t size, struct taxonomy *taxonomy)
{
	for (const struct node *item = list->first; item; item = item->next) {
		struct entry *entry = arena_alloc(loader->decoder.arena, size);

		if (!decode(&loader->decoder, item, schema, entry) && !entry->id)
			continue;
		place_entry(loader, entry, item);
		add_entry(loader, taxonomy, entry);
	}
}

void pack_read_personas(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a persona", persona_fields);
	static const struct decode_schema pain = DECODE_SCHEMA("a pain", pain_fields);
	static const struct decode_schema objection =
	    DECODE_SCHEMA("an objection", objection_fields);
	size_t before = loader->pack->personas.count;

	pack_read_entries(loader, list, &schema, sizeof(struct persona), &loader->pack->personas);
	for (size_t i = before; i < loader->pack->personas.count; i++) {
		struct persona *persona = (struct persona *)loader->pack->personas.items[i];
		const struct node *pains = node_get(persona->entry.node, "pains");
		const struct node *objections = node_get(persona->entry.node, "objections");

		persona->pains.what = "pain";
		persona->objections.what = "objection";
		if (pains && pains->kind == NODE_LIST)
			pack_read_entries(loader, pains, &pain, sizeof(struct pain),
			                  &persona->pains);
		if (pains)
			persona->pains_place =
			    (struct place){loader->decoder.source, pains->key_span};
		if (objections && objections->kind == NODE_LIST)
			pack_read_entries(loader, objections, &objection, sizeof(struct objection),
			                  &persona->objections);
	}
}

#define LIST_SECTION(function, type, member, words, fields)                                        \
	void function(struct pack_loader *loader, const struct node *list)                         \
	{                                                                                          \
		static const struct decode_schema schema = DECODE_SCHEMA(words, fields);           \
                                                                                                   \
		pack_read_entries(loader, list, &schema, sizeof(struct type),                      \
		                  &loader->pack->member);                                          \
	}

LIST_SECTION(pack_read_groups, group, groups, "a group", group_fields)
LIST_SECTION(pack_read_stages, stage, stages, "a stage", stage_fields)
LIST_SECTION(pack_read_channels, channel, channels, "a channel", channel_fields)
LIST_SECTION(pack_read_ctas, cta, ctas, "a call to action", cta_fields)
LIST_SECTION(pack_read_formats, format, formats, "a format", format_fields)
LIST_SECTION(pack_read_kinds, kind, kinds, "a kind", kind_fields)
LIST_SECTION(pack_read_goals, goal, goals, "a goal", goal_fields)

/* Whether the proof ITEM has a condition: without one it would never be met. */
static bool detects(const struct node *item)
{
	return node_get(item, "pattern") || node_get(item, "element") || node_get(item, "link") ||
	       node_get(item, "heading");
}

void pack_read_detectors(struct pack_loader *loader, const struct node *map)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a proof", detector_fields);
	static const char *const elements[] = {"code-block", "table", "image"};

	for (const struct node *item = map->first; item; item = item->next) {
		struct detector *detector = arena_alloc(loader->decoder.arena, sizeof(*detector));
		const struct node *element = node_get(item, "element");
		bool known = !element;

		if (decode(&loader->decoder, item, &schema, detector) && !detects(item))
			decode_error(
			    &loader->decoder, item->key_span,
			    "proof `%.*s` without `pattern`, `element`, `link` or `heading`",
			    SLICE_ARG(item->key));
		detector->entry.id =
		    arena_copy(loader->decoder.arena, item->key.ptr, item->key.len);
		detector->entry.name = detector->entry.id;
		detector->entry.node = item;
		detector->entry.place = (struct place){loader->decoder.source, item->key_span};
		detector->pattern = pack_pattern(&loader->decoder, node_get(item, "pattern"));
		if (detector->pattern)
			need_of(loader->decoder.arena, node_text(node_get(item, "pattern")), false,
			        &detector->first);
		detector->heading = pack_pattern(&loader->decoder, node_get(item, "heading"));
		for (size_t i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
			known = known || slice_is(node_text(element), elements[i]);
		if (!known)
			decode_error(&loader->decoder, element->span,
			             "unknown element `%.*s`, must be `code-block`, `table` or "
			             "`image`",
			             SLICE_ARG(node_text(element)));
		add_entry(loader, &loader->pack->detectors, &detector->entry);
	}
}

void pack_read_questions(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a question", question_fields);
	struct pack *pack = loader->pack;
	size_t capacity = 0;

	pack->question_count = 0;
	for (const struct node *item = list->first; item; item = item->next) {
		struct question question = {0};

		if (!decode(&loader->decoder, item, &schema, &question))
			continue;
		pack->questions =
		    arena_grow(loader->decoder.arena, pack->questions, pack->question_count,
		               &capacity, sizeof(*pack->questions));
		pack->questions[pack->question_count++] = question;
	}
}
