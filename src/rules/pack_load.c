#include "rules/pack.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "parse/yaml.h"
#include "rules/pack_loader.h"
#include "rules/pattern.h"
#include "rules/phrases.h"

enum { PACK_FILE_LIMIT = 4 * 1024 * 1024, PACK_NODE_LIMIT = 1000000, PACK_FILES_LIMIT = 1000 };

#define ENTRY_FIELDS(type)                                                                         \
	{"id", DECODE_STRING, offsetof(struct type, entry.id), true, NULL},                        \
	    {"name", DECODE_STRING, offsetof(struct type, entry.name), false, NULL},               \
	    {"aliases", DECODE_STRINGS, offsetof(struct type, entry.aliases), false, NULL},        \
	{                                                                                          \
		"source", DECODE_STRING, offsetof(struct type, entry.seed), false, NULL            \
	}

#define UNSTORED(key, type)                                                                        \
	{                                                                                          \
		key, type, DECODE_UNSTORED, false, NULL                                            \
	}

/* ---- the keys of each section ---- */

static const struct decode_field persona_fields[] = {
    ENTRY_FIELDS(persona),
    {"role", DECODE_STRING, offsetof(struct persona, role), false, NULL},
    {"top", DECODE_LONG, offsetof(struct persona, top), false, NULL},
    UNSTORED("group", DECODE_STRING),
    UNSTORED("authority", DECODE_STRING),
    UNSTORED("value", DECODE_STRING),
    UNSTORED("knows", DECODE_LIST),
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
    {"evidence", DECODE_STRING, offsetof(struct pain, evidence), false, NULL},
    {"keywords", DECODE_STRINGS, offsetof(struct pain, keywords), false, NULL},
};
static const struct decode_field objection_fields[] = {
    ENTRY_FIELDS(objection),
    {"counter", DECODE_STRING, offsetof(struct objection, counter), false, NULL},
    {"keywords", DECODE_STRINGS, offsetof(struct objection, keywords), false, NULL},
};
static const struct decode_field group_fields[] = {
    ENTRY_FIELDS(group),
    {"share", DECODE_LONG, offsetof(struct group, share), false, NULL},
};
static const struct decode_field stage_fields[] = {
    ENTRY_FIELDS(stage),
    {"intent", DECODE_STRING, offsetof(struct stage, intent), false, NULL},
    UNSTORED("proof", DECODE_LIST),
    UNSTORED("surfaces", DECODE_STRINGS),
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

/* Reads LIST's maps as structs of SIZE bytes that begin with their entry. */
static void read_entries(struct pack_loader *loader, const struct node *list,
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

	read_entries(loader, list, &schema, sizeof(struct persona), &loader->pack->personas);
	for (size_t i = before; i < loader->pack->personas.count; i++) {
		struct persona *persona = (struct persona *)loader->pack->personas.items[i];
		const struct node *pains = node_get(persona->entry.node, "pains");
		const struct node *objections = node_get(persona->entry.node, "objections");

		persona->pains.what = "pain";
		persona->objections.what = "objection";
		if (pains && pains->kind == NODE_LIST)
			read_entries(loader, pains, &pain, sizeof(struct pain), &persona->pains);
		if (pains)
			persona->pains_place =
			    (struct place){loader->decoder.source, pains->key_span};
		if (objections && objections->kind == NODE_LIST)
			read_entries(loader, objections, &objection, sizeof(struct objection),
			             &persona->objections);
	}
}

static void read_groups(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a group", group_fields);
	size_t before = loader->pack->groups.count;

	read_entries(loader, list, &schema, sizeof(struct group), &loader->pack->groups);
	for (size_t i = before; i < loader->pack->groups.count; i++) {
		struct group *group = (struct group *)loader->pack->groups.items[i];

		if (!node_get(group->entry.node, "share"))
			group->share = -1;
	}
}

#define LIST_SECTION(function, type, member, words, fields)                                        \
	static void function(struct pack_loader *loader, const struct node *list)                  \
	{                                                                                          \
		static const struct decode_schema schema = DECODE_SCHEMA(words, fields);           \
                                                                                                   \
		read_entries(loader, list, &schema, sizeof(struct type), &loader->pack->member);   \
	}

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

static void read_detectors(struct pack_loader *loader, const struct node *map)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a proof", detector_fields);
	static const char *const elements[] = {"code-block", "table", "image"};

	for (const struct node *item = map->first; item; item = item->next) {
		struct detector *detector = arena_alloc(loader->decoder.arena, sizeof(*detector));
		const struct node *element = node_get(item, "element");
		bool known = !element;

		decode(&loader->decoder, item, &schema, detector);
		detector->entry.id =
		    arena_copy(loader->decoder.arena, item->key.ptr, item->key.len);
		detector->entry.name = detector->entry.id;
		detector->entry.node = item;
		detector->entry.place = (struct place){loader->decoder.source, item->key_span};
		detector->pattern = pack_pattern(&loader->decoder, node_get(item, "pattern"));
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

static bool is_date(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (i == 4 || i == 7 ? text.ptr[i] != '-' : !char_is_digit(text.ptr[i]))
			return false;
	return text.len == 10;
}

static void read_reviewed(struct pack_loader *loader, const struct node *node)
{
	if (!is_date(node_text(node)))
		decode_error(&loader->decoder, node->span,
		             "`reviewed` must be a date like `2026-01-31`");
	loader->pack->reviewed = node->map.text;
}

static void read_review(struct pack_loader *loader, const struct node *node)
{
	struct slice text = node_text(node);
	long days;

	if (!slice_is(text, "monthly") && !slice_is(text, "quarterly") &&
	    !(slice_ends(text, "d") && slice_long(slice_sub(text, 0, text.len - 1), &days) &&
	      days > 0))
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
};

enum { SECTION_COUNT = sizeof(sections) / sizeof(sections[0]) };

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

static void read_sections(struct pack_loader *loader, const struct node *root, struct place *seen)
{
	for (const struct node *item = root->first; item; item = item->next) {
		size_t i = 0;

		while (i < SECTION_COUNT && !slice_is(item->key, sections[i].key))
			i++;
		if (i == SECTION_COUNT) {
			unknown_section(loader, item);
			continue;
		}
		if (seen[i].source) {
			struct finding *finding =
			    decode_error(&loader->decoder, item->key_span,
			                 "`%s` is declared a second time", sections[i].key);

			finding_note(loader->decoder.report, finding, seen[i],
			             "first declared here");
			continue;
		}
		seen[i] = (struct place){loader->decoder.source, item->key_span};
		if (!node_is_empty(item) &&
		    decode_expect(&loader->decoder, item, sections[i].kind, sections[i].key))
			sections[i].read(loader, item);
	}
}

/* ---- files ---- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in FOLDER that end in one of two suffixes, sorted; false when the
 * folder cannot be read. */
static bool list_files(struct arena *arena, const char *folder, char ***names, size_t *count)
{
	DIR *dir = opendir(folder);
	size_t capacity = 0;

	*names = NULL;
	*count = 0;
	if (!dir)
		return false;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct slice name = slice_of(entry->d_name);

		if (name.ptr[0] == '.' || *count == PACK_FILES_LIMIT ||
		    (!slice_ends(name, ".yaml") && !slice_ends(name, ".yml")))
			continue;
		*names = arena_grow(arena, *names, *count, &capacity, sizeof(**names));
		(*names)[(*count)++] = arena_strdup(arena, entry->d_name);
	}
	closedir(dir);
	if (*count)
		qsort(*names, *count, sizeof(**names), by_name);
	return true;
}

/* An error about a file that could not be opened as a source. */
static void file_error(struct pack_loader *loader, const char *path, const char *what)
{
	struct source *empty = source_from_bytes(loader->decoder.arena, path, "", 0);

	report_add(loader->decoder.report, loader->decoder.rule, PLACE(empty, 0, 0), "%s", what);
	loader->decoder.failed = true;
}

static const char *status_words(struct arena *arena, enum source_status status)
{
	switch (status) {
	case SOURCE_MISSING:
		return "no such file";
	case SOURCE_NOT_REGULAR:
		return "not a regular file";
	case SOURCE_SYMLINK:
		return "a symbolic link, which a pack may not hold";
	case SOURCE_TOO_LARGE:
		return arena_printf(arena, "larger than %d bytes", PACK_FILE_LIMIT);
	case SOURCE_CHANGED:
		return "changed while it was read";
	default:
		return arena_printf(arena, "cannot be read: %s", strerror(errno));
	}
}

/* Reads PATH; its problems become errors. NULL when there is no source. */
static struct source *read_source_file(struct pack_loader *loader, const char *path)
{
	struct source *source;
	enum source_status status =
	    source_read(loader->decoder.arena, path, path, PACK_FILE_LIMIT, false, &source);

	if (status != SOURCE_OK) {
		file_error(loader, path, status_words(loader->decoder.arena, status));
		return NULL;
	}
	loader->decoder.source = source;
	if (source->fault < source->size) {
		decode_error(&loader->decoder, (struct span){source->fault, source->fault + 1},
		             "not valid UTF-8");
		return NULL;
	}
	return source;
}

static void load_file(struct pack_loader *loader, const char *path, struct place *seen)
{
	struct source *source = read_source_file(loader, path);
	struct problems problems = {.arena = loader->decoder.arena};
	struct node *root;

	if (!source)
		return;
	root = yaml_read(loader->decoder.arena, source, (struct span){source->bom, source->size},
	                 PACK_NODE_LIMIT, &problems, NULL);
	decode_problems(&loader->decoder, &problems);
	if (root && root->kind != NODE_NULL &&
	    decode_expect(&loader->decoder, root, NODE_MAP, "a pack file"))
		read_sections(loader, root, seen);
}

static void load_prose(struct pack_loader *loader, const char *folder)
{
	struct pack *pack = loader->pack;
	const char *path = arena_printf(loader->decoder.arena, "%s/prose", folder);
	char **names;
	size_t count;

	if (!list_files(loader->decoder.arena, path, &names, &count))
		return;
	pack->prose = arena_array(loader->decoder.arena, count, sizeof(*pack->prose));
	for (size_t i = 0; i < count; i++) {
		char *name = arena_strdup(loader->decoder.arena, names[i]);
		const char *file = arena_printf(loader->decoder.arena, "%s/%s", path, names[i]);
		struct source *source = read_source_file(loader, file);

		*strchr(name, '.') = '\0';
		if (!source)
			continue;
		if (prose_load(loader->decoder.arena, source, name, loader->phrases,
		               loader->decoder.report, loader->decoder.rule,
		               &pack->prose[pack->prose_count]))
			pack_link_when(loader, &pack->prose[pack->prose_count++]);
		else
			loader->decoder.failed = true;
	}
}

static struct pack *pack_new(struct arena *arena, const char *folder)
{
	struct pack *pack = arena_alloc(arena, sizeof(*pack));

	pack->folder = arena_strdup(arena, folder);
	pack->personas.what = "persona";
	pack->groups.what = "group";
	pack->stages.what = "stage";
	pack->detectors.what = "proof";
	pack->channels.what = "channel";
	pack->ctas.what = "call to action";
	pack->formats.what = "format";
	pack->kinds.what = "kind";
	pack->goals.what = "goal";
	return pack;
}

struct pack *pack_load(struct arena *arena, const char *folder, struct report *report,
                       const struct rule *error_rule, struct phrases **phrases)
{
	struct pack_loader loader = {
	    .decoder = {.arena = arena, .report = report, .rule = error_rule}};
	struct place seen[SECTION_COUNT] = {{0}};
	char **names;
	size_t count;

	loader.pack = pack_new(arena, folder);
	if (!list_files(arena, folder, &names, &count)) {
		file_error(&loader, folder, status_words(arena, SOURCE_UNREADABLE));
		return NULL;
	}
	for (size_t i = 0; i < count; i++)
		load_file(&loader, arena_printf(arena, "%s/%s", folder, names[i]), seen);
	if (!loader.pack->id && loader.decoder.failed)
		return NULL; /* what was reported may be the very reason */
	if (!loader.pack->id) {
		file_error(&loader, arena_printf(arena, "%s/pack.yaml", folder),
		           "a pack needs `pack:` with its id");
		return NULL;
	}
	loader.decoder.source = loader.pack->place.source;
	loader.phrases = phrases_new(arena, loader.pack->language);
	if (!loader.phrases) {
		decode_error(&loader.decoder, loader.pack->place.span,
		             "no stemmer for the language `%s`", loader.pack->language);
		return NULL;
	}
	pack_link(&loader);
	load_prose(&loader, folder);
	*phrases = loader.phrases;
	return loader.decoder.failed ? NULL : loader.pack;
}

size_t pack_top(const struct pack *pack, const struct persona *persona)
{
	if (persona->top > 0)
		return (size_t)persona->top;
	return pack->top > 0 ? (size_t)pack->top : persona->pains.count;
}

const char *pack_authority(const struct pack *pack, long index)
{
	const struct node *item = pack->authorities ? pack->authorities->first : NULL;

	while (item && index-- > 0)
		item = item->next;
	return item ? item->map.text : "none";
}
