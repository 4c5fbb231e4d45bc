#include "rules/prose.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "parse/yaml.h"
#include "rules/prose_loader.h"

enum { NODE_LIMIT = 100000 };

#define FIELD(key, type)                                                                           \
	{                                                                                          \
#key, type, offsetof(struct rule_file, key), false, NULL                           \
	}
#define FIELD_NEEDED(key, type)                                                                    \
	{                                                                                          \
#key, type, offsetof(struct rule_file, key), true, NULL                            \
	}

static const struct decode_field action_fields[] = {
    {"name", DECODE_STRING, 0, true, NULL},
    {"params", DECODE_STRINGS,
     offsetof(struct rule_file, action.params) - offsetof(struct rule_file, action), false, NULL},
};
static const struct decode_schema action_schema = DECODE_SCHEMA("an action", action_fields);

/* What every kind of rule has. `name` is the file's business, not its own. */
#define COMMON_FIELDS                                                                              \
	FIELD_NEEDED(extends, DECODE_STRING), FIELD_NEEDED(message, DECODE_STRING),                \
	    FIELD(description, DECODE_STRING), FIELD(link, DECODE_STRING),                         \
	    FIELD(level, DECODE_SEVERITY), FIELD(limit, DECODE_LONG),                              \
	    FIELD(scope, DECODE_STRINGS), FIELD(when, DECODE_ANY), FIELD(bad, DECODE_STRING),      \
	    FIELD(good, DECODE_STRING), {"name", DECODE_ANY, DECODE_UNSTORED, false, NULL},        \
	{                                                                                          \
		"action", DECODE_STRUCT, offsetof(struct rule_file, action), false, &action_schema \
	}

static const struct decode_field existence_fields[] = {
    COMMON_FIELDS,
    FIELD(tokens, DECODE_STRINGS),
    FIELD(raw, DECODE_STRINGS),
    FIELD(ignorecase, DECODE_BOOL),
    FIELD(nonword, DECODE_BOOL),
    FIELD(append, DECODE_BOOL),
    FIELD(exceptions, DECODE_STRINGS),
    FIELD(vocab, DECODE_BOOL),
};

static const struct decode_field substitution_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(swap, DECODE_ANY),
    FIELD(ignorecase, DECODE_BOOL),
    FIELD(nonword, DECODE_BOOL),
    FIELD(capitalize, DECODE_BOOL),
    FIELD(exceptions, DECODE_STRINGS),
    FIELD(vocab, DECODE_BOOL),
};

/* The kinds of Vale's rules; those without a reader are not supported yet. */
static const struct kind {
	const char *name;
	enum prose_kind kind;
	bool (*read)(struct prose_loader *loader);
	struct decode_schema schema;
} kinds[] = {
    {"existence", PROSE_EXISTENCE, prose_read_existence, DECODE_SCHEMA("a rule", existence_fields)},
    {"substitution", PROSE_SUBSTITUTION, prose_read_substitution,
     DECODE_SCHEMA("a rule", substitution_fields)},
    {.name = "occurrence"},
    {.name = "repetition"},
    {.name = "consistency"},
    {.name = "conditional"},
    {.name = "capitalization"},
    {.name = "metric"},
    {.name = "readability"},
    {.name = "spelling"},
    {.name = "sequence"},
    {.name = "script"},
};

enum { KIND_COUNT = sizeof(kinds) / sizeof(*kinds) };

static struct list_of_text list_of(struct prose_loader *loader, const struct node *strings)
{
	struct slice *items = NULL;
	size_t count = 0;
	size_t capacity = 0;
	for (const struct node *n = strings_first(strings); n; n = strings_next(strings, n)) {
		items = arena_grow(loader->decoder.arena, items, count, &capacity, sizeof(*items));
		items[count++] = node_text(n);
	}
	return (struct list_of_text){items, count};
}

/* Literal words for a scope are the whole text for now: nothing else is passed over. */
static bool check_scope(struct prose_loader *loader)
{
	const struct node *scope = loader->file.scope;
	bool ok = true;
	for (const struct node *n = strings_first(scope); n; n = strings_next(scope, n)) {
		if (slice_is(node_text(n), "text"))
			continue;
		decode_error(&loader->decoder, node_value_span(n),
		             "scope `%.*s` is not supported yet", SLICE_ARG(node_text(n)));
		ok = false;
	}
	return ok;
}

static bool read_action(struct prose_loader *loader)
{
	const char *name = loader->file.action.name;
	const struct node *node = node_get(loader->root, "action");
	if (!name)
		return true;
	loader->matcher->replace = strcmp(name, "replace") == 0;
	loader->matcher->remove = strcmp(name, "remove") == 0;
	loader->matcher->params = list_of(loader, loader->file.action.params);
	if (loader->matcher->replace || loader->matcher->remove)
		return true;
	decode_error(&loader->decoder, node_value_span(node_get(node, "name")),
	             "action `%s` is not supported yet", name);
	return false;
}

static bool has_blank(struct slice text)
{
	return slice_find(text, " ", 0) != SIZE_MAX || slice_find(text, "\t", 0) != SIZE_MAX ||
	       slice_find(text, "\\s", 0) != SIZE_MAX;
}

/* Exceptions are told by case even in a rule that is not; a phrase among them,
 * of any case, lets pass everything within it. */
static bool read_exceptions(struct prose_loader *loader)
{
	const struct node *all = loader->file.exceptions;
	struct arena *arena = loader->decoder.arena;
	struct pattern_error error;
	struct alternation *exact = alternation_new(arena, NULL, ALTERNATION_WHOLE);
	struct alternation *loose =
	    alternation_new(arena, NULL, ALTERNATION_WHOLE | ALTERNATION_CASELESS);
	bool ok = true;
	for (const struct node *n = strings_first(all); n; n = strings_next(all, n)) {
		if (!alternation_add(exact, node_text(n), &error) ||
		    (has_blank(node_text(n)) && !alternation_add(loose, node_text(n), &error)))
			ok = prose_pattern_failed(loader, n, &error);
	}
	if (ok && (!alternation_finish(exact, &error) || !alternation_finish(loose, &error))) {
		decode_error(&loader->decoder, all->span, "%s", error.message);
		ok = false;
	}
	loader->matcher->exceptions = alternation_is_empty(exact) ? NULL : exact;
	loader->matcher->allowed = alternation_is_empty(loose) ? NULL : loose;
	return ok;
}

static const struct decode_field when_fields[] = {
    {"persona", DECODE_STRINGS, offsetof(struct prose_when, persona), false, NULL},
    {"secondary", DECODE_STRINGS, offsetof(struct prose_when, secondary), false, NULL},
    {"stage", DECODE_STRINGS, offsetof(struct prose_when, stage), false, NULL},
    {"channel", DECODE_STRINGS, offsetof(struct prose_when, channel), false, NULL},
    {"format", DECODE_STRINGS, offsetof(struct prose_when, format), false, NULL},
    {"level", DECODE_SEVERITY, offsetof(struct prose_when, severity), false, NULL},
};
static const struct decode_schema when_schema = DECODE_SCHEMA("a condition", when_fields);

/* `when` is a list of alternatives; a single one may stand alone. */
static bool read_when(struct prose_loader *loader)
{
	const struct node *when = loader->file.when;
	bool ok = true;
	if (!when)
		return true;
	bool single = when->kind == NODE_MAP;
	if (!single && !decode_expect(&loader->decoder, when, NODE_LIST, "when"))
		return false;
	size_t count = single ? 1 : when->count;
	struct prose_when *alternatives =
	    arena_array(loader->decoder.arena, count, sizeof(*alternatives));
	const struct node *node = single ? when : when->first;
	for (size_t i = 0; i < count; i++, node = node->next) {
		ok = decode(&loader->decoder, node, &when_schema, &alternatives[i]) && ok;
		if (node->kind == NODE_MAP && node_get(node, "level") &&
		    alternatives[i].severity == SEVERITY_OFF) {
			decode_error(&loader->decoder, node_get(node, "level")->span,
			             "a condition cannot turn its rule off");
			ok = false;
		}
	}
	loader->rule->when = alternatives;
	loader->rule->when_count = count;
	return ok;
}

/* The kind that `extends` names; NULL when it was reported. */
static const struct kind *read_kind(struct prose_loader *loader)
{
	const struct node *node = node_get(loader->root, "extends");
	struct nearest nearest;
	if (node_is_empty(node)) {
		decode_error(&loader->decoder, loader->root->span, "a rule without `extends`");
		return NULL;
	}
	struct span span = node_value_span(node);
	loader->rule->place = (struct place){loader->decoder.source, span};
	nearest_init(&nearest, node_text(node));
	for (size_t i = 0; i < KIND_COUNT; i++) {
		nearest_try(&nearest, kinds[i].name);
		if (!slice_is(node_text(node), kinds[i].name))
			continue;
		if (kinds[i].read)
			return &kinds[i];
		decode_error(&loader->decoder, span, "rules of kind `%s` are not supported yet",
		             kinds[i].name);
		return NULL;
	}
	struct finding *finding = decode_error(
	    &loader->decoder, span, "unknown kind of rule `%.*s`", SLICE_ARG(node_text(node)));
	const char *best = nearest_best(&nearest, NULL);
	if (best)
		finding_help(loader->decoder.report, finding, "did you mean `%s`?", best);
	return NULL;
}

/* Vale does not mind the case of its keys (`IgnoreCase`). */
static void lower_keys(struct arena *arena, struct node *root)
{
	for (struct node *n = root->first; n; n = n->next) {
		char *key = arena_copy(arena, n->key.ptr, n->key.len);
		for (size_t i = 0; i < n->key.len; i++)
			key[i] = char_lower(key[i]);
		n->key.ptr = key;
	}
}

static struct node *read_file(struct prose_loader *loader)
{
	const struct source *source = loader->decoder.source;
	struct arena *arena = loader->decoder.arena;
	struct problems problems = {.arena = arena};
	struct node *root = yaml_read(arena, source, (struct span){source->bom, source->size},
	                              NODE_LIMIT, &problems, NULL);
	decode_problems(&loader->decoder, &problems);
	if (!root || !decode_expect(&loader->decoder, root, NODE_MAP, "a rule"))
		return NULL;
	lower_keys(arena, root);
	return root;
}

static bool read_rule(struct prose_loader *loader, const struct kind *kind)
{
	struct pattern_error error;
	loader->rule->kind = kind->kind;
	if (!decode(&loader->decoder, loader->root, &kind->schema, &loader->file))
		return false;
	bool ok = check_scope(loader);
	ok = read_action(loader) && ok;
	ok = read_when(loader) && ok;
	ok = read_exceptions(loader) && ok;
	ok = kind->read(loader) && ok;
	if (ok && !alternation_finish(loader->matcher->alternation, &error)) {
		decode_error(&loader->decoder, loader->rule->place.span, "%s", error.message);
		ok = false;
	}
	return ok;
}

bool prose_load(struct arena *arena, const struct source *source, const char *name,
                struct phrases *phrases, struct report *report, const struct rule *error_rule,
                struct prose_rule *out)
{
	struct prose_loader loader = {
	    .decoder = {.arena = arena, .source = source, .report = report, .rule = error_rule},
	    .phrases = phrases,
	    .file = {.level = SEVERITY_WARNING},
	    .rule = out,
	    .matcher = arena_alloc(arena, sizeof(*loader.matcher)),
	};
	*out = (struct prose_rule){.matcher = loader.matcher};
	struct node *root = read_file(&loader);
	loader.root = root;
	const struct kind *kind = root ? read_kind(&loader) : NULL;
	if (!kind || !read_rule(&loader, kind) || loader.decoder.failed)
		return false;
	const struct rule_file *file = &loader.file;
	/* What the rule says of any match: the list of rules shows it. */
	const struct prose_argument any = {.text = slice_of("…")};
	const struct prose_argument anything[] = {any, any, any, any};
	loader.matcher->message = file->message;
	out->limit = file->limit;
	out->link = file->link;
	out->rule = (struct rule){
	    .name = arena_strdup(arena, name),
	    .severity = file->level,
	    .summary = prose_message(arena, file->message, anything, 4),
	    .reason = file->description ? file->description : "",
	    .bad = file->bad ? file->bad : "",
	    .good = file->good ? file->good : "",
	    .fixable = kind->kind == PROSE_SUBSTITUTION || file->action.name,
	};
	return true;
}
