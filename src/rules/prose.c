#include "rules/prose.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "parse/yaml.h"
#include "rules/prose_matcher.h"

enum { NODE_LIMIT = 100000 };

/* ---- what the kinds share ---- */

bool prose_unsupported(struct prose_loader *loader, struct span span, const char *why)
{
	if (!loader->rule->problem) {
		loader->rule->problem = why;
		loader->rule->problem_span = span;
	}
	return false;
}

bool prose_pattern_failed(struct prose_loader *loader, const struct node *node,
                          const struct pattern_error *error)
{
	struct span span = textmap_source(&node->map, error->offset, error->offset + 1);

	if (error->beyond)
		return prose_unsupported(loader, span,
		                         arena_strdup(loader->decoder.arena, error->message));
	decode_error(&loader->decoder, span, "%s", error->message);
	return false;
}

struct pattern *prose_pattern(struct prose_loader *loader, const char *key, unsigned flags)
{
	const struct node *node = node_get(loader->root, key);
	struct pattern_error error;
	struct pattern *pattern =
	    pattern_compile(loader->decoder.arena, node_text(node), flags, &error);

	if (!pattern)
		prose_pattern_failed(loader, node, &error);
	return pattern;
}

double prose_number(struct prose_loader *loader, const char *key, const char *text,
                    double otherwise)
{
	char *end;
	double number;

	if (!text)
		return otherwise;
	number = strtod(text, &end);
	if (end != text && !*end)
		return number;
	decode_error(&loader->decoder, node_value_span(node_get(loader->root, key)),
	             "`%s` must be a number", key);
	return otherwise;
}

const char *prose_styles_path(struct prose_loader *loader)
{
	const char *folder = loader->setting->folder;
	const char *slash = folder ? strrchr(folder, '/') : NULL;

	return slash ? arena_copy(loader->decoder.arena, folder, (size_t)(slash - folder)) : ".";
}

struct list_of_text prose_list(struct prose_loader *loader, const struct node *strings)
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

/* ---- what every rule has ---- */

/* A rule without a scope, and one of a kind that has but one, reads that. */
static bool read_scope(struct prose_loader *loader)
{
	const struct node *scope = loader->file.scope;
	struct prose_scope *out = &loader->matcher->scope;
	struct arena *arena = loader->decoder.arena;
	bool ok = true;
	const char *why;

	if (loader->matcher->kind->scope || !scope) {
		bool summary = loader->matcher->kind->scope == SCOPE_SUMMARY;

		return scope_add(arena, out, slice_of(summary ? "summary" : "text"), &why);
	}
	for (const struct node *n = strings_first(scope); n; n = strings_next(scope, n)) {
		if (scope_add(arena, out, node_text(n), &why))
			continue;
		decode_error(&loader->decoder, node_value_span(n), "`%.*s` is no scope: %s",
		             SLICE_ARG(node_text(n)), why);
		ok = false;
	}
	if (ok && scope_is_foreign(out))
		return prose_unsupported(loader, node_value_span(scope),
		                         "no Markdown has the text that `scope` asks for");
	return ok;
}

static bool read_action(struct prose_loader *loader)
{
	static const char *const names[] = {
	    [ACTION_NONE] = "none",       [ACTION_REPLACE] = "replace", [ACTION_REMOVE] = "remove",
	    [ACTION_SUGGEST] = "suggest", [ACTION_CONVERT] = "convert", [ACTION_EDIT] = "edit"};
	const char *name = loader->file.action.name;
	struct prose_matcher *matcher = loader->matcher;
	const struct node *action = node_get(loader->root, "action");
	struct pattern_error error;
	struct finding *finding;

	if (!name)
		return true;
	/* Blanks and empty texts are what some actions are about. */
	for (const struct node *n = strings_first(loader->file.action.params); n;
	     n = strings_next(loader->file.action.params, n))
		if (!decode_expect(&loader->decoder, n, NODE_SCALAR, "params"))
			return false;
	matcher->params = prose_list(loader, loader->file.action.params);
	while (matcher->action < ACTION_EDIT && strcmp(names[matcher->action], name) != 0)
		matcher->action++;
	if (strcmp(names[matcher->action], name) != 0) {
		finding = decode_error(&loader->decoder, node_value_span(node_get(action, "name")),
		                       "unknown action `%s`", name);
		finding_help(loader->decoder.report, finding,
		             "there are `replace`, `remove`, `suggest`, `convert` and `edit`");
		return false;
	}
	if (matcher->action != ACTION_EDIT || matcher->params.count != 3 ||
	    !slice_is(matcher->params.items[0], "regex"))
		return true;
	matcher->edit_pattern =
	    pattern_compile(loader->decoder.arena, matcher->params.items[1], 0, &error);
	if (matcher->edit_pattern)
		return true;
	return prose_pattern_failed(loader, strings_first(loader->file.action.params)->next,
	                            &error);
}

static bool has_blank(struct slice text)
{
	return slice_find(text, " ", 0) != SIZE_MAX || slice_find(text, "\t", 0) != SIZE_MAX ||
	       slice_find(text, "\\s", 0) != SIZE_MAX;
}

/* Where the exceptions of a rule go. */
struct exceptions {
	struct alternation *exact;
	struct alternation *loose;
};

static bool add_exception(struct exceptions *all, struct slice term, struct pattern_error *error)
{
	return alternation_add(all->exact, term, error) &&
	       (!has_blank(term) || alternation_add(all->loose, term, error));
}

/* Exceptions are told by case even in a rule that is not; a phrase among them,
 * of any case, lets pass everything within it. The terms of a vocabulary were
 * tried when it was read. */
static bool read_exceptions(struct prose_loader *loader)
{
	const struct node *all = loader->file.exceptions;
	const struct prose_setting *setting = loader->setting;
	struct arena *arena = loader->decoder.arena;
	struct pattern_error error;
	struct exceptions out = {
	    alternation_new(arena, NULL, ALTERNATION_ANY | ALTERNATION_WHOLE),
	    alternation_new(arena, NULL,
	                    ALTERNATION_ANY | ALTERNATION_WHOLE | ALTERNATION_CASELESS)};
	/* Words of a vocabulary say nothing of marks. */
	bool vocab = loader->file.vocab &&
	             !(loader->matcher->kind->read == prose_read_existence && loader->file.nonword);
	bool ok = true;

	for (const struct node *n = strings_first(all); n; n = strings_next(all, n))
		if (!add_exception(&out, node_text(n), &error))
			ok = prose_pattern_failed(loader, n, &error);
	for (size_t i = 0; vocab && i < setting->accept_count; i++)
		add_exception(&out, setting->accept[i], &error);
	if (ok &&
	    (!alternation_finish(out.exact, &error) || !alternation_finish(out.loose, &error)))
		return prose_unsupported(loader, all ? all->span : loader->rule->place.span,
		                         arena_strdup(arena, error.message));
	loader->matcher->exceptions = alternation_is_empty(out.exact) ? NULL : out.exact;
	loader->matcher->allowed = alternation_is_empty(out.loose) ? NULL : out.loose;
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
		when = loader->file.draftlint.when;
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
static const struct prose_kind *read_kind(struct prose_loader *loader)
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
	for (const struct prose_kind *kind = prose_kinds; kind->name; kind++) {
		nearest_try(&nearest, kind->name);
		if (!slice_is(node_text(node), kind->name))
			continue;
		loader->rule->kind = kind->name;
		if (kind->read)
			return kind;
		prose_unsupported(loader, span,
		                  arena_printf(loader->decoder.arena,
		                               "rules of kind `%s` are not supported", kind->name));
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

static bool read_rule(struct prose_loader *loader, const struct prose_kind *kind)
{
	struct prose_matcher *matcher = loader->matcher;
	struct pattern_error error;

	matcher->kind = kind;
	if (!decode(&loader->decoder, loader->root, &kind->schema, &loader->file))
		return false;
	matcher->message = loader->file.message;
	matcher->ignorecase = loader->file.ignorecase;
	bool ok = read_scope(loader);
	/* Phrases are looked for in blocks; other texts are searched by patterns alone. */
	loader->phrases = matcher->scope.kinds & (SCOPE_RAW | SCOPE_SUMMARY | SCOPE_CODE)
	                      ? NULL
	                      : loader->setting->phrases;
	ok = read_action(loader) && ok;
	ok = read_when(loader) && ok;
	ok = read_exceptions(loader) && ok;
	ok = kind->read(loader) && ok;
	if (ok && matcher->alternation && !alternation_finish(matcher->alternation, &error))
		return prose_unsupported(loader, loader->rule->place.span,
		                         arena_strdup(loader->decoder.arena, error.message));
	return ok;
}

/* Why the rule is there: what its author says, or where they say it. */
static const char *reason_of(struct prose_loader *loader)
{
	if (loader->file.description)
		return loader->file.description;
	return loader->rule->see ? loader->rule->see : "";
}

/* What is known of a rule that cannot run, for those who list it. */
static void describe(struct prose_loader *loader, const char *name)
{
	const struct rule_file *file = &loader->file;
	const struct prose_kind *kind = loader->matcher->kind;
	/* What the rule says of any match: the list of rules shows it. */
	const struct prose_argument any = {.text = slice_of("…"), .number = true};
	const struct prose_argument anything[] = {any, any, any, any};
	const char *message = file->message ? file->message : "";
	struct arena *arena = loader->decoder.arena;

	loader->rule->limit = file->limit;
	loader->rule->link = file->link;
	loader->rule->see = file->link ? arena_printf(arena, "see %s", file->link) : NULL;
	loader->rule->declared = arena_printf(arena, "`%s` is declared here", name);
	loader->rule->rule = (struct rule){
	    .name = arena_strdup(arena, name),
	    .severity = file->level,
	    .summary = prose_message(arena, message, anything, 4),
	    .reason = reason_of(loader),
	    .bad = file->bad ? file->bad : "",
	    .good = file->good ? file->good : "",
	    .fixable = (kind && kind->read == prose_read_substitution) || file->action.name,
	};
}

enum prose_loaded prose_load(struct arena *arena, const struct source *source, const char *name,
                             const struct prose_setting *setting, struct report *report,
                             const struct rule *error_rule, struct prose_rule *out)
{
	struct prose_loader loader = {
	    .decoder = {.arena = arena, .source = source, .report = report, .rule = error_rule},
	    .setting = setting,
	    .name = name,
	    .file = {.level = SEVERITY_WARNING, .vocab = true},
	    .rule = out,
	    .matcher = arena_alloc(arena, sizeof(*loader.matcher)),
	};
	const struct prose_kind *kind;
	bool ok;

	*out =
	    (struct prose_rule){.matcher = loader.matcher, .kind = "", .place = {source, {0, 0}}};
	loader.root = read_file(&loader);
	kind = loader.root ? read_kind(&loader) : NULL;
	ok = kind && read_rule(&loader, kind);
	describe(&loader, name);
	if (loader.decoder.failed)
		return PROSE_BROKEN;
	return ok ? PROSE_LOADED : PROSE_UNSUPPORTED;
}
