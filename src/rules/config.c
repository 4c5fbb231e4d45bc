#include "rules/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "parse/draft.h"
#include "parse/yaml.h"
#include "rules/decode.h"
#include "rules/fields.h"
#include "rules/glob.h"
#include "rules/taxonomy.h"

enum { CONFIG_FILE_LIMIT = 1024 * 1024, EXTENDS_DEPTH_LIMIT = 16, EXTENDS_FILES_LIMIT = 64 };

static const char *const default_include[] = {"**/*.md", "**/*.mdx", "**/*.markdown",
                                              "**/*.livemd"};

/* The keys of the file, as they are read. */
struct raw {
	const char *pack;
	const char *baseline;
	const struct node *extends;
	const struct node *include;
	const struct node *exclude;
	const struct node *styles;
	const struct node *vocabularies;
	const struct node *ignore_text;
	const struct node *ignore_scopes;
	const struct node *fields;
	const struct node *defaults;
	const struct node *rules;
	const struct node *overrides;
	const struct node *audit;
	enum severity fail_on;
	enum severity min_severity;
};

static const struct decode_field fields[] = {
    {"pack", DECODE_STRING, offsetof(struct raw, pack), false, NULL},
    {"baseline", DECODE_STRING, offsetof(struct raw, baseline), false, NULL},
    {"extends", DECODE_STRINGS, offsetof(struct raw, extends), false, NULL},
    {"include", DECODE_STRINGS, offsetof(struct raw, include), false, NULL},
    {"exclude", DECODE_STRINGS, offsetof(struct raw, exclude), false, NULL},
    {"styles", DECODE_STRINGS, offsetof(struct raw, styles), false, NULL},
    {"vocabularies", DECODE_STRINGS, offsetof(struct raw, vocabularies), false, NULL},
    {"ignore-text", DECODE_STRINGS, offsetof(struct raw, ignore_text), false, NULL},
    {"ignore-scopes", DECODE_STRINGS, offsetof(struct raw, ignore_scopes), false, NULL},
    {"fields", DECODE_MAP, offsetof(struct raw, fields), false, NULL},
    {"defaults", DECODE_LIST, offsetof(struct raw, defaults), false, NULL},
    {"rules", DECODE_MAP, offsetof(struct raw, rules), false, NULL},
    {"overrides", DECODE_LIST, offsetof(struct raw, overrides), false, NULL},
    {"audit", DECODE_MAP, offsetof(struct raw, audit), false, NULL},
    {"fail-on", DECODE_SEVERITY, offsetof(struct raw, fail_on), false, NULL},
    {"min-severity", DECODE_SEVERITY, offsetof(struct raw, min_severity), false, NULL},
};
static const struct decode_schema schema = DECODE_SCHEMA("the configuration", fields);

static const struct decode_field override_fields[] = {
    {"files", DECODE_STRINGS, offsetof(struct config_override, files), false, NULL},
    {"when", DECODE_MAP, offsetof(struct config_override, when), false, NULL},
    {"pack", DECODE_STRING, offsetof(struct config_override, pack), false, NULL},
    {"styles", DECODE_STRINGS, offsetof(struct config_override, styles.items), false, NULL},
    {"ignore-text", DECODE_STRINGS, offsetof(struct config_override, ignore_text.items), false,
     NULL},
    {"ignore-scopes", DECODE_STRINGS, offsetof(struct config_override, ignore_scopes.items), false,
     NULL},
    {"rules", DECODE_MAP, DECODE_UNSTORED, false, NULL},
};
static const struct decode_schema override_schema = DECODE_SCHEMA("an override", override_fields);

static void check_globs(struct decoder *decoder, const struct node *globs)
{
	const char *why;

	for (const struct node *g = strings_first(globs); g; g = strings_next(globs, g))
		if (!glob_valid(node_text(g), &why))
			decode_error(decoder, node_value_span(g), "glob is wrong: %s", why);
}

static void read_rules(struct decoder *decoder, const struct node *map, struct config_rules *rules)
{
	struct config_rule *old = rules->items;

	if (!map || map->kind != NODE_MAP)
		return;
	/* What an extended file said comes first, so that what is said here wins. */
	rules->items = arena_array(decoder->arena, rules->count + map->count, sizeof(*old));
	if (rules->count)
		memcpy(rules->items, old, rules->count * sizeof(*old));
	for (const struct node *item = map->first; item; item = item->next) {
		struct config_rule rule = {.name = item->key,
		                           .place = {decoder->source, item->key_span}};

		if (!severity_parse(node_text(item), &rule.severity))
			decode_error(decoder, item->span,
			             "severity must be `error`, `warning`, `info` or `off`");
		else
			rules->items[rules->count++] = rule;
	}
}

static struct place value_place(const struct decoder *decoder, const struct node *root,
                                const char *key)
{
	const struct node *node = node_get(root, key);

	return node ? (struct place){decoder->source, node_value_span(node)} : NO_PLACE;
}

static void read_override(struct decoder *decoder, const struct node *item,
                          struct config_override *out)
{
	const struct node *pack = node_get(item, "pack");

	out->place = (struct place){decoder->source, item->span};
	if (!decode(decoder, item, &override_schema, out))
		return;
	check_globs(decoder, out->files);
	read_rules(decoder, node_get(item, "rules"), &out->rules);
	if (pack)
		out->pack_place = (struct place){decoder->source, node_value_span(pack)};
	out->styles.source = decoder->source;
	out->styles.place = value_place(decoder, item, "styles");
	out->ignore_text.source = decoder->source;
	out->ignore_text.place = value_place(decoder, item, "ignore-text");
	out->ignore_scopes.source = decoder->source;
	out->ignore_scopes.place = value_place(decoder, item, "ignore-scopes");
	if (out->styles.items && out->when)
		decode_error(decoder, node_get(item, "styles")->key_span,
		             "`styles` cannot depend on `when`: name the files");
	if (out->pack && out->when)
		decode_error(decoder, pack->span,
		             "`pack` cannot depend on `when`: which fields a draft has is the "
		             "pack's business");
	if (!out->files && !out->when)
		decode_error(decoder, item->span, "an override needs `files:` or `when:`");
}

static void read_overrides(struct decoder *decoder, const struct node *list, struct config *config)
{
	struct config_override *old = config->overrides;

	if (!list || list->kind != NODE_LIST)
		return;
	config->overrides =
	    arena_array(decoder->arena, config->override_count + list->count, sizeof(*old));
	if (config->override_count)
		memcpy(config->overrides, old, config->override_count * sizeof(*old));
	for (const struct node *item = list->first; item; item = item->next)
		read_override(decoder, item, &config->overrides[config->override_count++]);
}

/* How far `extends` has gone: files can name each other in circles, and many times. */
struct nesting {
	unsigned depth;
	unsigned *files; /* read so far, on every path to them */
};

static bool load_into(struct decoder *decoder, const char *path, struct config *config,
                      struct nesting nesting);

/* Whether one more file may be read; says once that it may not. */
static bool may_extend(struct decoder *decoder, const struct node *name,
                       const struct nesting *nesting)
{
	if (nesting->depth < EXTENDS_DEPTH_LIMIT && *nesting->files < EXTENDS_FILES_LIMIT) {
		++*nesting->files;
		return true;
	}
	if (*nesting->files > EXTENDS_FILES_LIMIT)
		return false;
	if (nesting->depth == EXTENDS_DEPTH_LIMIT)
		decode_error(decoder, name->span, "`extends` is nested more than %d deep",
		             EXTENDS_DEPTH_LIMIT);
	else
		decode_error(decoder, name->span, "`extends` reads more than %d files",
		             EXTENDS_FILES_LIMIT);
	*nesting->files = EXTENDS_FILES_LIMIT + 1;
	return false;
}

/* `extends:` names files beside this one; what they say is weaker. */
static void read_extends(struct decoder *decoder, const struct node *extends, const char *path,
                         struct config *config, struct nesting nesting)
{
	const struct source *source = decoder->source;

	for (const struct node *e = strings_first(extends); e; e = strings_next(extends, e)) {
		const char *slash = e->map.text[0] == '/' ? NULL : strrchr(path, '/');
		const char *other =
		    arena_printf(decoder->arena, "%.*s%s", slash ? (int)(slash - path) + 1 : 0,
		                 path, e->map.text);

		if (!may_extend(decoder, e, &nesting))
			return;
		if (!load_into(decoder, other, config,
		               (struct nesting){nesting.depth + 1, nesting.files})) {
			decoder->source = source;
			decode_error(decoder, node_value_span(e), "`%s` cannot be used", other);
		}
		decoder->source = source;
	}
}

static void apply(struct decoder *decoder, const struct node *root, const struct raw *raw,
                  struct config *config)
{
	if (raw->pack) {
		config->pack = raw->pack;
		config->pack_place = value_place(decoder, root, "pack");
	}
	if (raw->baseline) {
		config->baseline = raw->baseline;
		config->baseline_place = value_place(decoder, root, "baseline");
	}
	if (raw->include) {
		config->include = raw->include;
		config->include_place = value_place(decoder, root, "include");
		check_globs(decoder, raw->include);
	}
	if (raw->exclude) {
		config->exclude = raw->exclude;
		config->exclude_place = value_place(decoder, root, "exclude");
		check_globs(decoder, raw->exclude);
	}
	if (raw->fail_on) {
		config->fail_on = raw->fail_on;
		config->fail_on_place = value_place(decoder, root, "fail-on");
	}
	if (raw->min_severity) {
		config->min_severity = raw->min_severity;
		config->min_severity_place = value_place(decoder, root, "min-severity");
	}
	if (raw->fields) {
		config->fields = raw->fields;
		config->fields_source = decoder->source;
	}
	if (raw->defaults) {
		config->defaults = raw->defaults;
		config->defaults_source = decoder->source;
	}
	if (raw->styles)
		config->styles = (struct config_list){raw->styles, decoder->source,
		                                      value_place(decoder, root, "styles")};
	if (raw->vocabularies)
		config->vocabularies = (struct config_list){
		    raw->vocabularies, decoder->source, value_place(decoder, root, "vocabularies")};
	if (raw->ignore_text)
		config->ignore_text = (struct config_list){
		    raw->ignore_text, decoder->source, value_place(decoder, root, "ignore-text")};
	if (raw->ignore_scopes)
		config->ignore_scopes =
		    (struct config_list){raw->ignore_scopes, decoder->source,
		                         value_place(decoder, root, "ignore-scopes")};
	if (raw->audit)
		config_read_audit(decoder, raw->audit, &config->audit);
	read_rules(decoder, raw->rules, &config->rules);
	read_overrides(decoder, raw->overrides, config);
}

static bool load_into(struct decoder *decoder, const char *path, struct config *config,
                      struct nesting nesting)
{
	struct problems problems = {.arena = decoder->arena};
	struct source *source;
	enum source_status status = source_read_over(decoder->overlay, decoder->arena, path,
	                                             CONFIG_FILE_LIMIT, true, &source);
	struct raw raw = {0};
	struct node *root;
	bool right;

	if (status != SOURCE_OK) {
		source = source_from_bytes(decoder->arena, path, "", 0);
		report_add(decoder->report, decoder->rule, PLACE(source, 0, 0), "%s",
		           source_status_text(decoder->arena, status, CONFIG_FILE_LIMIT));
		decoder->failed = true;
		return false;
	}
	decoder->source = source;
	root = yaml_read(decoder->arena, source, (struct span){source->bom, source->size}, 0,
	                 &problems, NULL);
	decode_problems(decoder, &problems);
	if (!root)
		return false;
	if (root->kind == NODE_NULL)
		return true;
	/* One wrong key does not hide what is wrong in the others. */
	right = decode(decoder, root, &schema, &raw);
	if (root->kind != NODE_MAP)
		return false;
	read_extends(decoder, raw.extends, path, config, nesting);
	apply(decoder, root, &raw, config);
	return right;
}

struct config *config_load(struct arena *arena, const char *path,
                           const struct source_overlay *overlay, struct report *report,
                           const struct rule *rule)
{
	struct config *config = arena_alloc(arena, sizeof(*config));
	struct decoder decoder = {
	    .arena = arena, .report = report, .rule = rule, .overlay = overlay};
	const char *slash = strrchr(path, '/');
	unsigned files = 0;

	config->path = arena_strdup(arena, path);
	config->audit = config_audit_default();
	config->folder = slash ? arena_copy(arena, path, (size_t)(slash - path)) : "";
	load_into(&decoder, path, config, (struct nesting){0, &files});
	return decoder.failed ? NULL : config;
}

static bool matches(const struct node *globs, const char *path)
{
	for (const struct node *g = strings_first(globs); g; g = strings_next(globs, g))
		if (glob_match(node_text(g), slice_of(path)))
			return true;
	return false;
}

bool config_includes(const struct config *config, const char *path, const char **why)
{
	if (config && config->exclude && matches(config->exclude, path)) {
		*why = "excluded by the configuration";
		return false;
	}
	if (config && config->include) {
		*why = "not matched by `include`";
		return matches(config->include, path);
	}
	*why = "not Markdown";
	for (size_t i = 0; i < sizeof(default_include) / sizeof(default_include[0]); i++)
		if (glob_match(slice_of(default_include[i]), slice_of(path)))
			return true;
	return false;
}

/* Whether one of the draft's values of the condition's field is one of WANTED. */
static bool value_matches(const struct node *wanted, const struct node *value)
{
	for (const struct node *w = strings_first(wanted); w; w = strings_next(wanted, w)) {
		bool a;
		bool b;

		for (const struct node *v = strings_first(value); v; v = strings_next(value, v)) {
			if (node_bool(w, &a) && node_bool(v, &b) && a == b)
				return true;
			if (v->kind == NODE_SCALAR && name_equal(node_text(w), node_text(v)))
				return true;
		}
	}
	return false;
}

static bool condition_holds(const struct node *condition, const struct draft *draft,
                            const struct fields *resolved)
{
	enum field_id id = field_by_name(condition->key);

	if (id < FIELD_COUNT) {
		const struct field *field = &resolved->of[id];

		for (size_t i = 0; i < field->count; i++)
			for (const struct node *w = strings_first(condition); w;
			     w = strings_next(condition, w))
				if (field->values[i].entry &&
				    name_equal(node_text(w), slice_of(field->values[i].entry->id)))
					return true;
		if (field->node && value_matches(condition, field->node))
			return true;
	}
	for (const struct node *item = draft->metadata.root ? draft->metadata.root->first : NULL;
	     item; item = item->next)
		if (name_equal(item->key, condition->key) && value_matches(condition, item))
			return true;
	return false;
}

bool config_override_applies(const struct config_override *override, const char *path,
                             const struct draft *draft, const struct fields *resolved)
{
	if (override->files && !matches(override->files, path))
		return false;
	for (const struct node *c = override->when ? override->when->first : NULL; c; c = c->next)
		if (!condition_holds(c, draft, resolved))
			return false;
	return true;
}

const char *config_pack(const struct config *config, const char *path, struct place *place)
{
	const char *name = config->pack;

	*place = config->pack_place;
	for (size_t i = 0; i < config->override_count; i++) {
		const struct config_override *override = &config->overrides[i];

		if (!override->pack || !config_override_applies(override, path, NULL, NULL))
			continue;
		name = override->pack;
		*place = override->pack_place;
	}
	return name;
}

struct config_list config_styles(const struct config *config, const char *path)
{
	struct config_list styles = config->styles;

	for (size_t i = 0; i < config->override_count; i++) {
		const struct config_override *override = &config->overrides[i];

		if (override->styles.items && config_override_applies(override, path, NULL, NULL))
			styles = override->styles;
	}
	return styles;
}

const char *config_path(struct arena *arena, const struct source *source, const struct node *item)
{
	struct slice name = node_text(item);
	const char *slash = slice_starts(name, "/") ? NULL : strrchr(source->path, '/');

	while (name.len > 1 && slice_ends(name, "/"))
		name.len--;
	return arena_printf(arena, "%.*s%.*s", slash ? (int)(slash - source->path) + 1 : 0,
	                    source->path, SLICE_ARG(name));
}
