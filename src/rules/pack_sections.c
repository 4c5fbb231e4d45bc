#include "rules/pack_loader.h"

#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/nearest.h"
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

static void read_personas(struct pack_loader *loader, const struct node *list)
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
	static void function(struct pack_loader *loader, const struct node *list)                  \
	{                                                                                          \
		static const struct decode_schema schema = DECODE_SCHEMA(words, fields);           \
                                                                                                   \
		pack_read_entries(loader, list, &schema, sizeof(struct type),                      \
		                  &loader->pack->member);                                          \
	}

LIST_SECTION(read_groups, group, groups, "a group", group_fields)
LIST_SECTION(read_stages, stage, stages, "a stage", stage_fields)
LIST_SECTION(read_channels, channel, channels, "a channel", channel_fields)
LIST_SECTION(read_ctas, cta, ctas, "a call to action", cta_fields)
LIST_SECTION(read_formats, format, formats, "a format", format_fields)
LIST_SECTION(read_kinds, kind, kinds, "a kind", kind_fields)
LIST_SECTION(read_goals, goal, goals, "a goal", goal_fields)

const struct pattern *pack_pattern(struct decoder *decoder, const struct node *node)
{
	struct pattern_error error;
	const struct pattern *pattern;
	struct span at;

	if (!node || node->kind != NODE_SCALAR)
		return NULL;
	pattern = pattern_compile(decoder->arena, node_text(node), 0, &error);
	if (pattern)
		return pattern;
	at = textmap_source(&node->map, error.offset, error.offset);
	decode_error(decoder, at, "pattern does not compile: %s", error.message);
	return NULL;
}

/* Whether the proof ITEM has a condition: without one it would never be met. */
static bool detects(const struct node *item)
{
	return node_get(item, "pattern") || node_get(item, "element") || node_get(item, "link") ||
	       node_get(item, "heading");
}

static void read_detectors(struct pack_loader *loader, const struct node *map)
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

static void read_questions(struct pack_loader *loader, const struct node *list)
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

static void read_rules(struct pack_loader *loader, const struct node *map)
{
	struct pack *pack = loader->pack;
	size_t capacity = 0;

	pack->rule_count = 0;
	for (const struct node *item = map->first; item; item = item->next) {
		struct rule_setting setting = {
		    .rule = item->key, .source = loader->decoder.source, .span = item->key_span};
		const struct node *severity =
		    item->kind == NODE_MAP ? node_get(item, "severity") : item;

		if (severity && !severity_parse(node_text(severity), &setting.severity))
			decode_error(&loader->decoder, severity->span,
			             "severity must be `error`, `warning`, `info` or `off`");
		setting.has_severity = severity != NULL;
		setting.settings = item->kind == NODE_MAP ? item : NULL;
		pack->rules = arena_grow(loader->decoder.arena, pack->rules, pack->rule_count,
		                         &capacity, sizeof(*pack->rules));
		pack->rules[pack->rule_count++] = setting;
	}
}

static void read_body(struct pack_loader *loader, const struct node *map)
{
	static const struct decode_field fields[] = {UNSTORED("section", DECODE_STRING)};
	static const struct decode_schema schema = DECODE_SCHEMA("body", fields);

	if (decode(&loader->decoder, map, &schema, loader->pack))
		loader->pack->body_section =
		    pack_pattern(&loader->decoder, node_get(map, "section"));
}

static void read_list_mode(struct pack_loader *loader, const struct node *node)
{
	if (slice_is(node_text(node), "first-is-primary"))
		loader->pack->first_is_primary = true;
	else if (!slice_is(node_text(node), "one-primary"))
		decode_error(&loader->decoder, node->span,
		             "`list` must be `one-primary` or `first-is-primary`");
}

static void read_metadata_mode(struct pack_loader *loader, const struct node *node)
{
	loader->pack->plain_lines = slice_is(node_text(node), "plain-lines");
	if (!loader->pack->plain_lines)
		decode_error(&loader->decoder, node->span, "`metadata` must be `plain-lines`");
}

static void read_authorities(struct pack_loader *loader, const struct node *node)
{
	if (decode_expect(&loader->decoder, node, NODE_LIST, "authorities"))
		loader->pack->authorities = node;
}

static void read_fields_section(struct pack_loader *loader, const struct node *node)
{
	loader->fields = node;
	loader->fields_source = loader->decoder.source;
}

static void read_defaults(struct pack_loader *loader, const struct node *node)
{
	loader->defaults = node;
	loader->defaults_source = loader->decoder.source;
}

static void read_top(struct pack_loader *loader, const struct node *node)
{
	long top;

	if (node_long(node, &top) && top > 0)
		loader->pack->top = top;
	else
		decode_error(&loader->decoder, node->span, "`top` must be a whole number above 0");
}

#define TEXT_SECTION(function, member)                                                             \
	static void function(struct pack_loader *loader, const struct node *node)                  \
	{                                                                                          \
		loader->pack->member = node->map.text;                                             \
	}

TEXT_SECTION(read_title, title)
TEXT_SECTION(read_version, version)
TEXT_SECTION(read_language, language)

static void read_id(struct pack_loader *loader, const struct node *node)
{
	loader->pack->id = node->map.text;
	loader->pack->place = (struct place){loader->decoder.source, node_value_span(node)};
}

static void read_source(struct pack_loader *loader, const struct node *node)
{
	(void)loader;
	(void)node; /* shown from the file; nothing depends on it */
}

static void read_reviewed(struct pack_loader *loader, const struct node *node)
{
	long day;

	if (node_text(node).len != DATE_SIZE - 1 || !date_parse(node_text(node), &day))
		decode_error(&loader->decoder, node->span,
		             "`reviewed` must be a date like `2026-01-31`");
	loader->pack->reviewed = node->map.text;
	loader->pack->reviewed_place =
	    (struct place){loader->decoder.source, node_value_span(node)};
}

static void read_review(struct pack_loader *loader, const struct node *node)
{
	struct slice text = node_text(node);
	long days;

	if (!slice_is(text, "monthly") && !slice_is(text, "quarterly") && !date_days(text, &days))
		decode_error(&loader->decoder, node->span,
		             "`review` must be `monthly`, `quarterly` or a number of days like "
		             "`90d`");
	loader->pack->review = node->map.text;
}

/* ---- the sections: any of them may stand in any file ---- */

static const struct section_reader {
	const char *key;
	enum node_kind kind;
	void (*read)(struct pack_loader *loader, const struct node *node);
} sections[] = {
    {"pack", NODE_SCALAR, read_id},
    {"title", NODE_SCALAR, read_title},
    {"version", NODE_SCALAR, read_version},
    {"source", NODE_SCALAR, read_source},
    {"reviewed", NODE_SCALAR, read_reviewed},
    {"review", NODE_SCALAR, read_review},
    {"language", NODE_SCALAR, read_language},
    {"fields", NODE_MAP, read_fields_section},
    {"defaults", NODE_LIST, read_defaults},
    {"list", NODE_SCALAR, read_list_mode},
    {"metadata", NODE_SCALAR, read_metadata_mode},
    {"body", NODE_MAP, read_body},
    {"authorities", NODE_LIST, read_authorities},
    {"groups", NODE_LIST, read_groups},
    {"personas", NODE_LIST, read_personas},
    {"stages", NODE_LIST, read_stages},
    {"proof", NODE_MAP, read_detectors},
    {"channels", NODE_LIST, read_channels},
    {"ctas", NODE_LIST, read_ctas},
    {"formats", NODE_LIST, read_formats},
    {"kinds", NODE_LIST, read_kinds},
    {"goals", NODE_LIST, read_goals},
    {"top", NODE_SCALAR, read_top},
    {"questions", NODE_LIST, read_questions},
    {"rules", NODE_MAP, read_rules},
    {"glossary", NODE_LIST, pack_read_glossary},
    {"assumed", NODE_LIST, pack_read_assumed},
    {"outcomes", NODE_LIST, pack_read_outcomes},
    {"glosses", NODE_LIST, pack_read_glosses},
    {"positioning", NODE_MAP, pack_read_positioning},
    {"claims", NODE_MAP, pack_read_claims},
    {"kpis", NODE_LIST, pack_read_kpis},
    {"journeys", NODE_LIST, pack_read_journeys},
    {"required", NODE_LIST, pack_read_required},
    {"steps", NODE_LIST, pack_read_steps},
    {"site", NODE_SCALAR, pack_read_site},
    {"routes", NODE_LIST, pack_read_routes},
    {"pages", NODE_LIST, pack_read_pages},
    {"redirects", NODE_MAP, pack_read_redirects},
    {"retired", NODE_LIST, pack_read_retired},
};

enum { SECTION_COUNT = sizeof(sections) / sizeof(sections[0]) };

_Static_assert((int)SECTION_COUNT <= (int)PACK_SECTION_LIMIT, "pack_loader.seen is too small");

static void unknown_section(struct pack_loader *loader, const struct node *item)
{
	struct finding *finding = decode_error(
	    &loader->decoder, item->key_span, "unknown key `%.*s` in a pack", SLICE_ARG(item->key));
	struct nearest nearest;
	const char *best;
	bool certain;

	nearest_init(&nearest, item->key);
	for (size_t i = 0; i < SECTION_COUNT; i++)
		nearest_try(&nearest, sections[i].key);
	best = nearest_best(&nearest, &certain);
	if (best)
		finding_help(loader->decoder.report, finding, "did you mean `%s`?", best);
}

void pack_read_sections(struct pack_loader *loader, const struct node *root)
{
	for (const struct node *item = root->first; item; item = item->next) {
		size_t i = 0;

		while (i < SECTION_COUNT && !slice_is(item->key, sections[i].key))
			i++;
		if (i == SECTION_COUNT) {
			unknown_section(loader, item);
			continue;
		}
		if (loader->seen[i].source) {
			struct finding *finding =
			    decode_error(&loader->decoder, item->key_span,
			                 "`%s` is declared a second time", sections[i].key);

			finding_note(loader->decoder.report, finding, loader->seen[i],
			             "first declared here");
			continue;
		}
		loader->seen[i] = (struct place){loader->decoder.source, item->key_span};
		if (!node_is_empty(item) &&
		    decode_expect(&loader->decoder, item, sections[i].kind, sections[i].key))
			sections[i].read(loader, item);
	}
}
