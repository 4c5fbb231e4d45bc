#include "lint/vale.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "lint/paths.h"
#include "rules/pattern.h"

/* ---- values ---- */

static struct place place_of(const struct vale *vale, const struct node *node)
{
	return (struct place){vale->source, node_value_span(node)};
}

/* The next value of a list with commas; *REST begins as all of NODE's text. */
static bool next_value(const struct vale *vale, const struct node *node, struct slice *rest,
                       struct vale_value *out)
{
	struct slice part;

	while (slice_split(rest, ',', &part)) {
		size_t start;

		part = slice_trim(part);
		if (!part.len)
			continue;
		start = (size_t)(part.ptr - node->map.text);
		*out = (struct vale_value){
		    part,
		    {vale->source, textmap_source(&node->map, start, start + part.len)},
		    NULL};
		return true;
	}
	return false;
}

/* Adds those of NODE that are not there yet. */
static void add_list(struct vale *vale, const struct node *node, struct vale_values *values)
{
	struct slice rest = node_text(node);
	struct vale_value value;

	while (next_value(vale, node, &rest, &value))
		if (!vale_get(values, value.text))
			vale_add(vale, values, value);
}

/* ---- what stands above the sections ---- */

static void read_path(struct vale *vale, const struct node *node, struct vale_section *section)
{
	struct slice text = node_text(node);
	const char *path = arena_copy(vale->arena, text.ptr, text.len);

	(void)section;
	/* That of a package counts from where its file was put. */
	if (text.len && path[0] != '/')
		path = paths_from(
		    vale->arena, vale->folder,
		    paths_in(vale->arena, paths_folder(vale->arena, vale->source->path), path));
	if (text.len)
		vale_add(vale, &vale->paths, (struct vale_value){text, place_of(vale, node), path});
}

static void read_least(struct vale *vale, const struct node *node, struct vale_section *section)
{
	struct slice rest = node_text(node);
	struct vale_value value;

	(void)section;
	while (next_value(vale, node, &rest, &value)) {
		if (slice_is(value.text, "info") || slice_is(value.text, "off") ||
		    !severity_parse(value.text, &vale->least))
			vale_say(vale, SEVERITY_ERROR, value.place,
			         "level must be `suggestion`, `warning` or `error`");
		vale->least_place = value.place;
	}
}

static void read_vocabularies(struct vale *vale, const struct node *node,
                              struct vale_section *section)
{
	(void)section;
	add_list(vale, node, &vale->vocabularies);
}

static void read_packages(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	add_list(vale, node, &vale->packages);
}

/* Elements of Vale's lists that `ignore-scopes` has, too; NULL: Markdown has them, but
 * they are no scope. Code is left out as it is. */
static const struct {
	const char *element;
	const char *scope;
} elements[] = {
    {"a", "link"},
    {"link", "link"},
    {"b", "strong"},
    {"strong", "strong"},
    {"em", "emphasis"},
    {"i", "emphasis"},
    {"alt", "alt"},
    {"blockquote", "blockquote"},
    {"frontmatter", "frontmatter"},
    {"h1", "h1"},
    {"h2", "h2"},
    {"h3", "h3"},
    {"h4", "h4"},
    {"h5", "h5"},
    {"h6", "h6"},
    {"li", "list"},
    {"ul", "list"},
    {"ol", "list"},
    {"table", "table"},
    {"td", "cell"},
    {"th", "header"},
    {"caption", NULL},
    {"del", NULL},
    {"figcaption", NULL},
    {"p", NULL},
    {"sub", NULL},
    {"sup", NULL},
    {"tr", NULL},
    {"u", NULL},
};

static void add_scope(struct vale *vale, struct vale_value value, struct slice scope)
{
	value.text = scope;
	if (!vale_get(&vale->scopes, scope))
		vale_add(vale, &vale->scopes, value);
}

/* What of the list is a scope here; of the rest, what is read all the same. */
static void read_elements(struct vale *vale, const struct node *node)
{
	struct slice rest = node_text(node);
	struct vale_value value;

	while (next_value(vale, node, &rest, &value)) {
		struct slice name = value.text;
		size_t i = 0;

		if (slice_starts(name, "text."))
			name = slice_sub(name, strlen("text."), name.len);
		if (slice_starts(name, "frontmatter.")) {
			add_scope(vale, value, name);
			continue;
		}
		while (i < sizeof(elements) / sizeof(elements[0]) &&
		       !slice_is(name, elements[i].element))
			i++;
		if (i == sizeof(elements) / sizeof(elements[0]))
			continue;
		if (elements[i].scope)
			add_scope(vale, value, slice_of(elements[i].scope));
		else
			vale_say(vale, SEVERITY_WARNING, value.place,
			         "`%.*s` in `%.*s` has no counterpart: such text is checked",
			         SLICE_ARG(value.text), SLICE_ARG(node->key));
	}
}

/* A list without ELEMENT makes Vale read it. */
static void lose_reading(struct vale *vale, const struct node *node, const char *element)
{
	struct slice rest = node_text(node);
	struct vale_value value;

	while (next_value(vale, node, &rest, &value))
		if (slice_is(value.text, element))
			return;
	vale_say(vale, SEVERITY_INFO, vale_key(vale, node),
	         "without `%s` in `%.*s` Vale reads code, too; here only a rule with `scope: code` "
	         "or `scope: raw` does",
	         element, SLICE_ARG(node->key));
}

static void read_ignored(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	read_elements(vale, node);
	lose_reading(vale, node, "code");
}

static void read_skipped(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	read_elements(vale, node);
	lose_reading(vale, node, "pre");
}

static void lose(struct vale *vale, const struct node *node, const char *what, const char *help)
{
	struct finding *finding =
	    vale_say(vale, SEVERITY_WARNING, vale_key(vale, node), "`%.*s` has no counterpart: %s",
	             SLICE_ARG(node->key), what);

	finding_help(vale->report, finding, "%s", help);
}

static void read_classes(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	lose(vale, node, "classes of HTML are not looked at",
	     "put `<!-- vale off -->` and `<!-- vale on -->` around such text");
}

static void read_template(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	lose(vale, node, "tokens are whole words",
	     "give `nonword: true` to the rules that want another border");
}

static void read_endpoint(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	vale_say(vale, SEVERITY_INFO, vale_key(vale, node),
	         "`%.*s` is not needed: no server is asked for sentences", SLICE_ARG(node->key));
}

/* ---- what stands in a section ---- */

static void read_styles(struct vale *vale, const struct node *node, struct vale_section *section)
{
	section->styled = true;
	add_list(vale, node, &section->styles);
}

/* A pattern with a comma in it falls apart, in Vale as well. */
static void read_ignores(struct vale *vale, const struct node *node, struct vale_section *section)
{
	struct slice rest = node_text(node);
	struct vale_value value;

	while (next_value(vale, node, &rest, &value)) {
		struct arena *scratch = arena_new();
		struct pattern_error error;

		if (pattern_compile(scratch, value.text, 0, &error))
			vale_add(vale, &section->ignores, value);
		else
			vale_say(vale, SEVERITY_WARNING, value.place, "pattern is left out: %s",
			         error.message);
		arena_free(scratch);
	}
}

static void read_delimiters(struct vale *vale, const struct node *node,
                            struct vale_section *section)
{
	struct slice text = node_text(node);

	(void)section;
	if (!slice_starts(text, "{/*"))
		lose(vale, node, "comments are those of Markdown and MDX",
		     "write `<!-- vale off -->`, in MDX `{/* vale off */}`");
}

static void read_transform(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	vale_say(vale, SEVERITY_INFO, vale_key(vale, node), "`%.*s` is not needed: XML is not read",
	         SLICE_ARG(node->key));
}

static void read_language(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	if (!slice_starts(node_text(node), "en"))
		lose(vale, node, "sentences end as in English",
		     "name `dictionaries` in rules of the kind `spelling`");
}

static void read_view(struct vale *vale, const struct node *node, struct vale_section *section)
{
	(void)section;
	lose(vale, node, "views are for data files, which are not read", "see Vale for such files");
}

/* ---- keys ---- */

struct setting {
	const char *key;
	bool core;
	void (*read)(struct vale *vale, const struct node *node, struct vale_section *section);
};

static const struct setting settings[] = {
    {"StylesPath", true, read_path},
    {"MinAlertLevel", true, read_least},
    {"Vocab", true, read_vocabularies},
    {"Packages", true, read_packages},
    {"IgnoredScopes", true, read_ignored},
    {"SkippedScopes", true, read_skipped},
    {"IgnoredClasses", true, read_classes},
    {"WordTemplate", true, read_template},
    {"NLPEndpoint", true, read_endpoint},
    {"BasedOnStyles", false, read_styles},
    {"BlockIgnores", false, read_ignores},
    {"IgnorePatterns", false, read_ignores},
    {"TokenIgnores", false, read_ignores},
    {"CommentDelimiters", false, read_delimiters},
    {"Transform", false, read_transform},
    {"Lang", false, read_language},
    {"View", false, read_view},
};

enum { SETTING_COUNT = sizeof(settings) / sizeof(*settings) };

static const struct setting *find_setting(struct slice key)
{
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (slice_is(key, settings[i].key))
			return &settings[i];
	return NULL;
}

static const char *nearest_setting(struct slice key)
{
	struct nearest nearest;

	nearest_init(&nearest, key);
	for (size_t i = 0; i < SETTING_COUNT; i++)
		nearest_try(&nearest, settings[i].key);
	return nearest_best(&nearest, NULL);
}

static void unknown_key(struct vale *vale, const struct node *node)
{
	struct finding *finding =
	    vale_say(vale, SEVERITY_WARNING, vale_key(vale, node),
	             "unknown key `%.*s`, which Vale passes over", SLICE_ARG(node->key));
	const char *nearest = nearest_setting(node->key);

	if (nearest)
		finding_help(vale->report, finding, "did you mean `%s`?", nearest);
}

/* Of several switches of one rule in a section Vale heeds the first. */
static void read_switch(struct vale *vale, const struct node *node, struct vale_section *section)
{
	struct slice text = node_text(node);
	struct vale_switch one = {.name = node->key, .place = vale_key(vale, node)};

	for (size_t i = 0; i < section->count; i++)
		if (slice_equal(section->switches[i].name, node->key))
			return;
	one.on = slice_is(text, "YES");
	if (!one.on &&
	    (slice_is(text, "suggestion") || slice_is(text, "warning") || slice_is(text, "error")))
		one.on = severity_parse(text, &one.level);
	if (!one.on && !slice_is(text, "NO"))
		vale_say(vale, SEVERITY_WARNING, place_of(vale, node),
		         "`YES`, `NO` or a level is expected; Vale takes this for `NO`");
	section->switches = arena_grow(vale->arena, section->switches, section->count,
	                               &section->capacity, sizeof(*section->switches));
	section->switches[section->count++] = one;
}

void vale_setting(struct vale *vale, const struct node *node, struct vale_section *section)
{
	const struct setting *setting = find_setting(node->key);
	bool dotted = memchr(node->key.ptr, '.', node->key.len) != NULL;

	if (setting && setting->core != !section)
		vale_say(vale, SEVERITY_ERROR, vale_key(vale, node),
		         setting->core ? "`%.*s` belongs above all sections"
		                       : "`%.*s` belongs into a section: `[*.md]`",
		         SLICE_ARG(node->key));
	else if (setting)
		setting->read(vale, node, section);
	else if (section && dotted)
		read_switch(vale, node, section);
	else
		unknown_key(vale, node);
}
