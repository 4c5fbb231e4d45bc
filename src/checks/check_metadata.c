/*
 * Metadata: whether the draft states what the strategy asks, in a form that
 * can be read.
 *
 * Hunts a missing or broken container, keys given twice, fields that neither
 * the pack nor a site generator knows (a near miss of a known one is worse
 * than one of the team's own: setting field-unknown: {known: […]}), two keys that say different
 * things of one field, and front matter that a site build would execute.
 */
#include "checks/check.h"

#include "base/arena.h"
#include "base/nearest.h"
#include "checks/mend.h"
#include "rules/field_values.h"

enum {
	FRONT_MATTER_MISSING,
	FRONT_MATTER_SYNTAX,
	FRONT_MATTER_DUPLICATE_KEY,
	FRONT_MATTER_TYPE,
	FRONT_MATTER_EXECUTABLE,
	FIELD_UNKNOWN,
	FIELD_CONFLICT,
};

static const struct rule rules[] = {
    [FRONT_MATTER_MISSING] = {"front-matter-missing", SEVERITY_ERROR, NULL,
                              "the draft has no metadata",
                              "A draft that does not say whom it is for, and why, cannot be held "
                              "against the strategy.",
                              "# Why pilots fail\n\nThree of four …",
                              "---\npersona: <id>\n---\n\n# Why pilots fail\n\nThree of four …",
                              false, false},
    [FRONT_MATTER_SYNTAX] = {"front-matter-syntax", SEVERITY_ERROR, NULL,
                             "the metadata cannot be read",
                             "Site generators stop at it or drop fields in silence.",
                             "title: Agents: a post-mortem", "title: \"Agents: a post-mortem\"",
                             true, false},
    [FRONT_MATTER_DUPLICATE_KEY] = {"front-matter-duplicate-key", SEVERITY_ERROR, NULL,
                                    "a key is given twice",
                                    "Generators disagree on which one counts.",
                                    "stage: <one>\nstage: <other>", "stage: <one>", true, false},
    [FRONT_MATTER_TYPE] = {"front-matter-type", SEVERITY_ERROR, NULL,
                           "the metadata, or one of its fields, has the wrong shape",
                           "Fields are names with values; a list or a bare sentence holds none.",
                           "---\n- a list\n---", "---\ntitle: a field\n---", false, false},
    [FRONT_MATTER_EXECUTABLE] = {"front-matter-executable", SEVERITY_ERROR, NULL,
                                 "front matter that a site build would run as code",
                                 "Some generators execute front matter with a language tag: a "
                                 "draft could run anything on the build machine.",
                                 "---js", "---", false, false},
    [FIELD_UNKNOWN] = {"field-unknown", SEVERITY_INFO, NULL,
                       "a field that neither the pack nor a site generator knows",
                       "A misspelt field is the same as a missing one.", "personna: <id>",
                       "persona: <id>", true, false},
    [FIELD_CONFLICT] = {"field-conflict", SEVERITY_WARNING, NULL,
                        "two keys of the same field say different things",
                        "Only the first is used; whoever wrote the second does not know.",
                        "stage: <one>\nfunnel_stage: <other>", "stage: <one>", false, false},
};

/* Keys that site generators and their themes give a meaning of their own. */
static const char *const generator_keys[] = {"alias",
                                             "aliases",
                                             "author",
                                             "authors",
                                             "banner",
                                             "canonical_url",
                                             "canonical",
                                             "categories",
                                             "category",
                                             "comments",
                                             "cover",
                                             "created",
                                             "css",
                                             "custom_excerpt",
                                             "description",
                                             "disqus",
                                             "excerpt",
                                             "expires",
                                             "featured",
                                             "hero",
                                             "hide_title",
                                             "id",
                                             "image",
                                             "images",
                                             "index",
                                             "keywords",
                                             "lang",
                                             "language",
                                             "last_modified_at",
                                             "layout",
                                             "lead",
                                             "license",
                                             "link",
                                             "links",
                                             "locale",
                                             "math",
                                             "menu",
                                             "meta",
                                             "modified",
                                             "name",
                                             "nav",
                                             "notes",
                                             "order",
                                             "outputs",
                                             "owner",
                                             "page",
                                             "pagination",
                                             "params",
                                             "path",
                                             "permalink",
                                             "pinned",
                                             "position",
                                             "preview",
                                             "private",
                                             "published",
                                             "publish_date",
                                             "pubdate",
                                             "redirect_from",
                                             "redirect_to",
                                             "resources",
                                             "review",
                                             "robots",
                                             "section",
                                             "seo",
                                             "series",
                                             "share",
                                             "show",
                                             "sidebar",
                                             "sidebar_label",
                                             "sidebar_position",
                                             "sitemap",
                                             "slug",
                                             "sort",
                                             "status",
                                             "style",
                                             "subtitle",
                                             "summary",
                                             "table_of_contents",
                                             "tag",
                                             "team",
                                             "template",
                                             "theme",
                                             "thumbnail",
                                             "toc",
                                             "topic",
                                             "topics",
                                             "translation",
                                             "type",
                                             "url",
                                             "version",
                                             "video",
                                             "videos",
                                             "weight",
                                             "words",
                                             "goals",
                                             "stages",
                                             "state",
                                             "date_published",
                                             "time",
                                             "timezone",
                                             "location",
                                             "event",
                                             "events"};

static const struct rule *rule_of(enum problem_kind kind)
{
	switch (kind) {
	case PROBLEM_SYNTAX:
		return &rules[FRONT_MATTER_SYNTAX];
	case PROBLEM_DUPLICATE_KEY:
		return &rules[FRONT_MATTER_DUPLICATE_KEY];
	case PROBLEM_TYPE:
		return &rules[FRONT_MATTER_TYPE];
	case PROBLEM_EXECUTABLE:
		return &rules[FRONT_MATTER_EXECUTABLE];
	case PROBLEM_LIMIT:
		break; /* check_file's */
	}
	return NULL;
}

/* One of two entries that say the same can go: the second; the first, when the
 * second is the last of a list with commas. */
static void fix_duplicate(const struct check_context *context, struct finding *finding,
                          const struct problem *problem)
{
	const struct source *source = context->draft->source;
	struct span line;

	if (mend_same_entry(source, problem->related, problem->span) &&
	    (mend_remove_entry(source, problem->span, &line) ||
	     mend_remove_entry(source, problem->related, &line)))
		finding_fix(context->report, finding, true, line, slice_of(""), "remove one");
}

static void report_problems(const struct check_context *context)
{
	const struct source *source = context->draft->source;

	for (const struct problem *p = context->draft->problems.first; p; p = p->next) {
		const struct rule *rule = rule_of(p->kind);
		struct finding *finding;

		if (!rule)
			continue;
		finding = report_add(context->report, rule, (struct place){source, p->span}, "%s",
		                     p->message);
		if (p->help)
			finding_help(context->report, finding, "%s", p->help);
		if (p->related_text)
			finding_note(context->report, finding, (struct place){source, p->related},
			             "%s", p->related_text);
		if (p->kind == PROBLEM_DUPLICATE_KEY)
			fix_duplicate(context, finding, p);
		else if (p->fix_title)
			finding_fix(context->report, finding, true, p->fix_span,
			            slice_of(p->fix_text), "%s", p->fix_title);
	}
}

/* ---- unknown fields ---- */

enum { GENERATOR_KEYS = sizeof(generator_keys) / sizeof(generator_keys[0]) };

struct settings {
	const struct node *known;           /* further keys of the team's own */
	uint64_t generated[GENERATOR_KEYS]; /* name_hash of each of generator_keys */
};

static const void *configure(struct decoder *decoder, const struct pack *pack)
{
	static const struct decode_field fields[] = {
	    {"known", DECODE_STRINGS, offsetof(struct settings, known), false, NULL}};
	struct settings *settings = arena_alloc(decoder->arena, sizeof(*settings));

	for (size_t i = 0; i < GENERATOR_KEYS; i++)
		settings->generated[i] = name_hash(slice_of(generator_keys[i]));
	check_setting(decoder, pack, "field-unknown", fields, 1, settings);
	return settings;
}

static bool is_known(const struct check_context *context, const struct settings *settings,
                     const struct node *item)
{
	struct slice key = item->key;
	uint64_t hash;

	/* Most keys are of fields that were found by them. */
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (context->fields->of[i].node == item)
			return true;
	hash = name_hash(key);
	for (size_t i = 0; i < context->map->key_count; i++)
		if (context->map->keys[i].hash == hash &&
		    name_equal(context->map->keys[i].key, key))
			return true;
	for (size_t i = 0; i < GENERATOR_KEYS; i++)
		if (settings->generated[i] == hash && name_equal(slice_of(generator_keys[i]), key))
			return true;
	for (const struct node *n = strings_first(settings->known); n;
	     n = strings_next(settings->known, n))
		if (name_equal(node_text(n), key))
			return true;
	return false;
}

/* The key of FIELD that is nearest to WANTED: its others are no rivals to it. */
static const char *nearest_key(const struct check_context *context, enum field_id field,
                               struct slice wanted)
{
	struct nearest nearest;

	nearest_init(&nearest, wanted);
	for (size_t i = 0; i < context->map->key_count; i++) {
		const struct field_key *key = &context->map->keys[i];

		if (key->field == field && !key->nested)
			nearest_try(&nearest, key->key.ptr);
	}
	return nearest_best(&nearest, NULL);
}

static void check_key(const struct check_context *context, const struct node *item)
{
	struct nearest nearest;
	struct finding *finding;
	const char *best;
	bool certain;

	nearest_init(&nearest, item->key);
	/* Only fields the checklist asks for: the rest is the site's own. */
	for (enum field_id field = 0; field <= FIELD_COVERS; field++) {
		if (context->fields->of[field].node)
			continue;
		best = nearest_key(context, field, item->key);
		if (best)
			nearest_try(&nearest, best);
	}
	best = nearest_best(&nearest, &certain);
	finding = report_add(context->report, &rules[FIELD_UNKNOWN],
	                     (struct place){context->draft->source, item->key_span},
	                     "unknown field `%.*s`", SLICE_ARG(item->key));
	if (!best) {
		finding_help(context->report, finding,
		             "if it is meant, name it under `field-unknown: {known: […]}` in the "
		             "pack's checklist");
		return;
	}
	/* Near a field that the draft does not have: most likely that field. */
	finding->severity = SEVERITY_WARNING;
	finding_help(context->report, finding, "did you mean `%s`?", best);
	if (certain)
		finding_fix(context->report, finding, true, item->key_span, slice_of(best),
		            "rename to `%s`", best);
}

static void check_conflicts(const struct check_context *context)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		const struct field *field = &context->fields->of[i];
		struct finding *finding;

		if (!field->conflict || i > FIELD_COVERS)
			continue;
		finding = report_add(
		    context->report, &rules[FIELD_CONFLICT],
		    (struct place){context->draft->source, node_value_span(field->conflict)},
		    "`%.*s` contradicts `%.*s`", SLICE_ARG(field->conflict->key),
		    SLICE_ARG(field->node->key));
		finding_note(context->report, finding, field->place, "this one is used");
	}
}

/* ---- fields of the wrong shape ---- */

/* Whether the pack gives FIELD a meaning: else it is the site's own. */
static bool is_asked(const struct pack *pack, enum field_id field)
{
	const struct taxonomy *taxonomy = field_taxonomy(pack, field);

	if (taxonomy)
		return taxonomy->count > 0;
	if (field == FIELD_PAIN || field == FIELD_OBJECTION)
		return pack->personas.count > 0;
	return field == FIELD_DURATION && pack->formats.count > 0;
}

static void check_shapes(const struct check_context *context)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		const struct field *field = &context->fields->of[i];

		if (!field->node || field->is_default || !is_asked(context->pack, (enum field_id)i))
			continue;
		for (const struct node *n = strings_first(field->node); n;
		     n = strings_next(field->node, n))
			if (n->kind == NODE_LIST || n->kind == NODE_MAP)
				report_add(context->report, &rules[FRONT_MATTER_TYPE],
				           (struct place){context->draft->source, n->span},
				           "`%.*s` must be text or a list of text, not %s",
				           SLICE_ARG(field->node->key), node_kind_name(n));
	}
}

/* Of a file in another encoding, what it begins with cannot be told. */
static bool first_line_is_valid(const struct check_context *context)
{
	const struct source *source = context->draft->source;

	return source->fault >= source_line(source, 0).end;
}

static void run(const struct check_context *context, const void *settings)
{
	const struct metadata *metadata = &context->draft->metadata;

	report_problems(context);
	if (!context->pack)
		return;
	if (!metadata->reader && context->pack->personas.count && first_line_is_valid(context)) {
		struct finding *finding = report_add(context->report, &rules[FRONT_MATTER_MISSING],
		                                     check_opening(context), "no front matter");

		finding_help(context->report, finding,
		             "begin the file with `---`, the fields of the checklist, and `---`");
	}
	if (!metadata->root)
		return;
	for (const struct node *item = metadata->root->first; item; item = item->next)
		if (!is_known(context, settings, item))
			check_key(context, item);
	check_conflicts(context);
	check_shapes(context);
}

const struct check check_metadata = {
    .name = "metadata",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .configure = configure,
    .run = run,
};
