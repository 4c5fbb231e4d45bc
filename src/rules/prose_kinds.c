#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "rules/branches.h"
#include "rules/prose_matcher.h"

/* ---- the kinds and their keys ---- */

#define FIELD(key, type)                                                                           \
	{                                                                                          \
#key, type, offsetof(struct rule_file, key), false, NULL                           \
	}
#define FIELD_NEEDED(key, type)                                                                    \
	{                                                                                          \
#key, type, offsetof(struct rule_file, key), true, NULL                            \
	}
#define FIELD_STRUCT(key, schema)                                                                  \
	{                                                                                          \
#key, DECODE_STRUCT, offsetof(struct rule_file, key), false, schema                \
	}

static const struct decode_field action_fields[] = {
    {"name", DECODE_STRING, 0, true, NULL},
    {"params", DECODE_ANY,
     offsetof(struct rule_file, action.params) - offsetof(struct rule_file, action), false, NULL},
};
static const struct decode_schema action_schema = DECODE_SCHEMA("an action", action_fields);

static const struct decode_field own_fields[] = {{"when", DECODE_ANY, 0, false, NULL}};
static const struct decode_schema own_schema = DECODE_SCHEMA("draftlint's part", own_fields);

/* What every kind of rule has. `name` is the file's business, not its own. */
#define COMMON_FIELDS                                                                              \
	FIELD_NEEDED(extends, DECODE_STRING), FIELD_NEEDED(message, DECODE_STRING),                \
	    FIELD(description, DECODE_STRING), FIELD(link, DECODE_STRING),                         \
	    FIELD(level, DECODE_SEVERITY), FIELD(limit, DECODE_LONG),                              \
	    FIELD(scope, DECODE_STRINGS), FIELD(when, DECODE_ANY), FIELD(bad, DECODE_STRING),      \
	    FIELD(good, DECODE_STRING), {"name", DECODE_ANY, DECODE_UNSTORED, false, NULL},        \
	    FIELD_STRUCT(action, &action_schema), FIELD_STRUCT(draftlint, &own_schema)

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
    {"pos", DECODE_ANY, DECODE_UNSTORED, false, NULL}, /* told by its reader */
};

static const struct decode_field occurrence_fields[] = {
    COMMON_FIELDS,           FIELD_NEEDED(token, DECODE_STRING), FIELD(max, DECODE_LONG),
    FIELD(min, DECODE_LONG), FIELD(ignorecase, DECODE_BOOL),
};

static const struct decode_field repetition_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(tokens, DECODE_STRINGS),
    FIELD(max, DECODE_LONG),
    FIELD(ignorecase, DECODE_BOOL),
    FIELD(alpha, DECODE_BOOL),
    FIELD(exceptions, DECODE_STRINGS),
    FIELD(vocab, DECODE_BOOL),
};

static const struct decode_field consistency_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(either, DECODE_ANY),
    FIELD(ignorecase, DECODE_BOOL),
    FIELD(nonword, DECODE_BOOL),
};

static const struct decode_field conditional_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(first, DECODE_STRING),
    FIELD_NEEDED(second, DECODE_STRING),
    FIELD(ignorecase, DECODE_BOOL),
    FIELD(exceptions, DECODE_STRINGS),
    FIELD(vocab, DECODE_BOOL),
};

static const struct decode_field capitalization_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(match, DECODE_STRING),
    FIELD(style, DECODE_STRING),
    FIELD(exceptions, DECODE_STRINGS),
    FIELD(indicators, DECODE_STRINGS),
    FIELD(threshold, DECODE_STRING),
    FIELD(prefix, DECODE_STRING),
    FIELD(vocab, DECODE_BOOL),
};

static const struct decode_field metric_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(formula, DECODE_STRING),
    FIELD_NEEDED(condition, DECODE_STRING),
};

static const struct decode_field readability_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(metrics, DECODE_STRINGS),
    FIELD_NEEDED(grade, DECODE_STRING),
};

static const struct decode_field spelling_fields[] = {
    COMMON_FIELDS,
    FIELD(dictionaries, DECODE_STRINGS),
    FIELD(dicpath, DECODE_STRING),
    FIELD(aff, DECODE_STRING),
    FIELD(dic, DECODE_STRING),
    FIELD(append, DECODE_BOOL),
    FIELD(custom, DECODE_BOOL),
    FIELD(filters, DECODE_STRINGS),
    FIELD(ignore, DECODE_STRINGS),
    FIELD(exceptions, DECODE_STRINGS),
    FIELD(vocab, DECODE_BOOL),
};

static const struct decode_field script_fields[] = {
    COMMON_FIELDS,
    FIELD_NEEDED(script, DECODE_STRING),
};

#define KIND(name, scope)                                                                          \
	{                                                                                          \
#name, prose_read_##name, prose_find_##name, scope,                                \
		    DECODE_SCHEMA("a rule", name##_fields)                                         \
	}

const struct prose_kind prose_kinds[] = {
    KIND(existence, 0),
    KIND(substitution, 0),
    KIND(occurrence, 0),
    KIND(repetition, 0),
    KIND(consistency, 0),
    KIND(conditional, 0),
    KIND(capitalization, 0),
    KIND(metric, SCOPE_SUMMARY),
    KIND(readability, SCOPE_SUMMARY),
    KIND(spelling, 0),
    KIND(script, 0),
    {.name = "sequence"},
    {.name = NULL},
};

/* ---- existence and substitution ---- */

static unsigned alternation_flags(const struct prose_loader *loader)
{
	return (loader->file.ignorecase ? ALTERNATION_CASELESS : 0) |
	       (loader->file.nonword ? 0 : ALTERNATION_WHOLE) |
	       (loader->matcher->scope.kinds & SCOPE_INLINES ? ALTERNATION_PARTS : 0);
}

static struct slice kept(struct prose_loader *loader, struct slice text)
{
	return slice_from(arena_copy(loader->decoder.arena, text.ptr ? text.ptr : "", text.len),
	                  text.len);
}

/* Whether a "|" of PATTERN may stand outside of its groups. */
static bool has_branches(struct slice pattern)
{
	size_t depth = 0;
	bool in_class = false;
	for (size_t at = 0; at < pattern.len; at++) {
		char c = pattern.ptr[at];
		if (c == '|' && !depth)
			return true;
		if (c == '\\')
			at++;
		else if (c == '[' || c == ']')
			in_class = c == '[';
		else if (c == '(' && !in_class)
			depth++;
		else if (c == ')' && depth && !in_class)
			depth--;
	}
	return false;
}

/* The tokens as one pattern: what a match with RAW holds as whole words. */
static struct slice tokens_of(struct prose_loader *loader, struct slice raw)
{
	const struct node *tokens = loader->file.tokens;
	struct builder all = {0};
	struct slice text = {NULL, 0};
	if (!tokens || loader->file.nonword || has_branches(raw))
		return text;
	for (const struct node *n = strings_first(tokens); n; n = strings_next(tokens, n)) {
		builder_add_string(&all, n == strings_first(tokens) ? "" : "|");
		builder_add_slice(&all, node_text(n));
	}
	text = kept(loader, builder_slice(&all));
	builder_release(&all);
	return text;
}

/*
 * RAW entries are joined with nothing between them, before or (append) behind
 * the tokens, as one pattern that is bounded only where the tokens are: so a
 * rule with `raw` is read as Vale reads it.
 */
static bool read_raw(struct prose_loader *loader)
{
	const struct rule_file *file = &loader->file;
	struct builder raw = {0};
	struct builder core = {0};
	bool whole = !file->nonword && file->tokens;
	for (const struct node *n = strings_first(file->raw); n; n = strings_next(file->raw, n))
		builder_add_slice(&raw, node_text(n));
	struct slice anchor = tokens_of(loader, builder_slice(&raw));
	builder_add_string(&core, whole ? "(?m)\\b(?:" : "(?m)(?:");
	struct list_of_text tokens = prose_list(loader, file->tokens);
	branches_add(&core, tokens.items, tokens.count);
	builder_add_string(&core, whole ? ")\\b" : ")");
	size_t before = file->append ? core.len : 0;
	builder_add_slice(file->append ? &core : &raw, builder_slice(file->append ? &raw : &core));
	struct slice all = kept(loader, builder_slice(file->append ? &core : &raw));
	builder_release(&raw);
	builder_release(&core);
	struct pattern_error error;
	if (alternation_add_raw(loader->matcher->alternation, all, anchor, &error))
		return true;
	error.offset = error.offset > before ? error.offset - before : 0;
	const struct node *node = strings_first(file->raw);
	while (error.offset >= node_text(node).len && strings_next(file->raw, node)) {
		error.offset -= node_text(node).len;
		node = strings_next(file->raw, node);
	}
	return prose_pattern_failed(loader, node, &error);
}

bool prose_read_existence(struct prose_loader *loader)
{
	const struct rule_file *file = &loader->file;
	struct pattern_error error;
	bool ok = true;
	loader->matcher->alternation = alternation_new(
	    loader->decoder.arena, loader->phrases, alternation_flags(loader) | ALTERNATION_SPREAD);
	if (!file->tokens && !file->raw) {
		decode_error(&loader->decoder, loader->rule->place.span,
		             "a rule without `tokens` and `raw` finds nothing");
		return false;
	}
	if (file->raw)
		return read_raw(loader);
	for (const struct node *n = strings_first(file->tokens); n;
	     n = strings_next(file->tokens, n)) {
		if (!alternation_add(loader->matcher->alternation, node_text(n), &error))
			ok = prose_pattern_failed(loader, n, &error);
	}
	return ok;
}

/* The pairs of `swap`, a map or a list of maps, into an array by rank: the
 * longest key first, in the file's order where they are equally long. */
struct pair {
	const struct node *node;
	size_t order;
};

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a;
	const struct pair *y = b;
	if (x->node->key.len != y->node->key.len)
		return x->node->key.len > y->node->key.len ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static bool collect_pairs(struct prose_loader *loader, const struct node *swap, struct pair **pairs,
                          size_t *count, size_t *capacity)
{
	bool ok = decode_expect(&loader->decoder, swap, NODE_MAP, "swap");
	for (const struct node *n = ok ? swap->first : NULL; n; n = n->next) {
		if (n->kind != NODE_SCALAR && n->kind != NODE_NULL) {
			decode_error(&loader->decoder, n->span,
			             "a replacement must be text, not %s", node_kind_name(n));
			ok = false;
			continue;
		}
		*pairs =
		    arena_grow(loader->decoder.arena, *pairs, *count, capacity, sizeof(**pairs));
		(*pairs)[*count] = (struct pair){n, *count};
		++*count;
	}
	return ok;
}

/* VALUE's alternatives at "|"; "\|" is a bar. */
static struct list_of_text split_options(struct arena *arena, struct slice value)
{
	struct slice *items = NULL;
	size_t count = 0;
	size_t capacity = 0;
	struct builder option = {0};
	for (size_t i = 0; i <= value.len; i++) {
		if (i == value.len || value.ptr[i] == '|') {
			items = arena_grow(arena, items, count, &capacity, sizeof(*items));
			items[count++] =
			    slice_from(option.len ? builder_copy(&option, arena) : "", option.len);
			builder_clear(&option);
			continue;
		}
		if (value.ptr[i] == '\\' && i + 1 < value.len && value.ptr[i + 1] == '|')
			i++;
		builder_add_char(&option, value.ptr[i]);
	}
	builder_release(&option);
	return (struct list_of_text){items, count};
}

/* A value with none of these is read as text; a full stop alone makes no pattern. */
static bool is_plain(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (memchr("\\^$|?*+()[]{}", text.ptr[i], 13))
			return false;
	}
	return true;
}

static bool has_group(struct slice value)
{
	for (size_t i = 0; i + 1 < value.len; i++) {
		char next = value.ptr[i + 1];
		if (value.ptr[i] == '$' && (char_is_digit(next) || next == '{' || next == '&'))
			return true;
	}
	return false;
}

static bool read_pair(struct prose_loader *loader, const struct node *node, struct prose_swap *swap)
{
	struct arena *arena = loader->decoder.arena;
	unsigned flags = loader->file.ignorecase ? PATTERN_CASELESS : 0;
	struct pattern_error error;
	swap->key = node->key;
	swap->value = node_text(node);
	if (!swap->value.ptr)
		swap->value.ptr = "";
	swap->options = split_options(arena, swap->value);
	if (!alternation_add(loader->matcher->alternation, swap->key, &error) ||
	    (has_group(swap->value) &&
	     !(swap->key_pattern = pattern_compile(arena, swap->key, flags, &error)))) {
		/* A key is mapped as a whole: byte by byte only where it is verbatim. */
		struct span span = node->key_span;
		if (error.beyond)
			return prose_unsupported(loader, span, arena_strdup(arena, error.message));
		if (span.end - span.start == swap->key.len && error.offset < swap->key.len)
			span =
			    (struct span){span.start + error.offset, span.start + error.offset + 1};
		decode_error(&loader->decoder, span, "%s", error.message);
		return false;
	}
	if (!is_plain(swap->value) && !has_group(swap->value)) {
		/* A value that is no pattern is just text. */
		const char *whole = arena_printf(arena, "\\A(?:%.*s)\\z", SLICE_ARG(swap->value));
		swap->accepted = pattern_compile(arena, slice_of(whole), 0, &error);
	}
	return true;
}

bool prose_read_substitution(struct prose_loader *loader)
{
	const struct node *swap = loader->file.swap;
	struct pair *pairs = NULL;
	size_t count = 0;
	size_t capacity = 0;
	bool ok = true;
	if (swap->kind != NODE_LIST)
		ok = collect_pairs(loader, swap, &pairs, &count, &capacity);
	else
		for (const struct node *n = swap->first; n; n = n->next)
			ok = collect_pairs(loader, n, &pairs, &count, &capacity) && ok;
	if (count)
		qsort(pairs, count, sizeof(*pairs), compare_pairs);
	struct prose_swap *swaps = arena_array(loader->decoder.arena, count, sizeof(*swaps));
	loader->matcher->alternation =
	    alternation_new(loader->decoder.arena, loader->phrases, alternation_flags(loader));
	for (size_t i = 0; i < count; i++)
		ok = read_pair(loader, pairs[i].node, &swaps[i]) && ok;
	if (node_get(loader->root, "pos"))
		loader->rule->remark = "`pos` is passed over: words are not told by their class";
	loader->matcher->swaps = swaps;
	loader->matcher->capitalize = loader->file.capitalize;
	return ok;
}
