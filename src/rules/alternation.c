#include <string.h>

#include "base/arena.h"
#include "rules/alternation_joined.h"
#include "rules/anchor.h"
#include "rules/wellformed.h"

enum {
	EXPANSION_LIMIT = 128, /* phrases of one token */
	GATE_LIMIT = 64,       /* phrases that one token adds to a gate */
};

struct alternation *alternation_new(struct arena *arena, struct phrases *phrases, unsigned flags)
{
	struct alternation *alternation = arena_alloc(arena, sizeof(*alternation));
	alternation->arena = arena;
	alternation->phrases = phrases;
	alternation->flags = flags;
	alternation->spread = "";
	return alternation;
}

bool alternation_is_empty(const struct alternation *alternation)
{
	return alternation->count == 0;
}

unsigned alternation_pattern_flags(const struct alternation *alternation)
{
	return alternation->flags & ALTERNATION_CASELESS ? PATTERN_CASELESS : 0;
}

static void emit_phrase(void *context, struct slice phrase)
{
	struct alternation *a = context;
	if (!a->has_list) {
		bool caseless = a->flags & ALTERNATION_CASELESS;
		a->list = phrases_list(a->phrases, caseless ? 0 : PHRASES_CASE_SENSITIVE);
		a->has_list = true;
	}
	phrases_add(a->phrases, a->list, phrase, (uint32_t)a->ranked_count);
	a->ranked = arena_grow(a->arena, a->ranked, a->ranked_count, &a->ranked_capacity,
	                       sizeof(*a->ranked));
	a->ranked[a->ranked_count++] = a->count;
}

/* Whether TEXT would mean something else beside other tokens: it counts or
 * names groups, or changes how a pattern is read. */
static bool stands_alone(struct slice text)
{
	for (size_t at = 0; at + 2 < text.len; at++) {
		const char *c = text.ptr + at;
		if (c[0] == '\\') {
			if ((c[1] >= '1' && c[1] <= '9') || c[1] == 'k' || c[1] == 'g' ||
			    c[1] == 'Q')
				return true;
			at++;
		} else if (c[0] == '(' && c[1] == '?') {
			bool named = c[2] == '<' && at + 3 < text.len && c[3] != '=' && c[3] != '!';
			if (named || !memchr(":=!<>i", c[2], 6))
				return true;
		}
	}
	size_t at = slice_find(text, "\\", text.len > 2 ? text.len - 2 : 0);
	return at != SIZE_MAX && at + 1 < text.len && char_is_digit(text.ptr[at + 1]);
}

/* The flags that TEXT sets outside of its groups, for what follows it. */
static const char *spread_flags(struct arena *arena, struct slice text)
{
	const char *flags = "";
	size_t depth = 0;
	for (size_t at = 0; at < text.len; at++) {
		char c = text.ptr[at];
		if (c == '\\') {
			at++;
		} else if (c == '(') {
			size_t end = at + 2;
			while (end < text.len && memchr("imsnx-", text.ptr[end], 6))
				end++;
			bool flag = at + 2 < end && end < text.len && text.ptr[at + 1] == '?' &&
			            text.ptr[end] == ')';
			if (flag && !depth)
				flags = arena_printf(arena, "%s%.*s", flags, (int)(end + 1 - at),
				                     text.ptr + at);
			depth++;
		} else if (c == ')' && depth) {
			depth--;
		}
	}
	return flags;
}

size_t alternation_bound(const struct alternation *alternation, struct slice text,
                         struct builder *out)
{
	bool whole = alternation->flags & ALTERNATION_WHOLE;
	builder_add_string(out, whole ? "(?m)\\b(?:" : "(?m)(?:");
	size_t before = out->len;
	builder_add_slice(out, text);
	builder_add_string(out, whole ? ")\\b" : ")");
	return before;
}

/* Compiles TOKEN by itself, for its errors and its groups, unless these can be seen. */
static bool try_token(struct alternation *alternation, struct token *token,
                      struct pattern_error *error)
{
	struct wellformed wellformed;
	if (wellformed_read(token->text, &wellformed)) {
		token->groups = wellformed.groups;
		token->light = wellformed.light;
		return true;
	}
	struct builder text = {0};
	struct arena *arena = arena_new();
	size_t before = strlen(alternation->spread);
	if (token->raw)
		builder_add_slice(&text, token->text);
	else
		before += alternation_bound(alternation, token->text, &text);
	struct pattern *pattern = pattern_compile(arena, builder_slice(&text),
	                                          alternation_pattern_flags(alternation), error);
	if (pattern) {
		token->groups = pattern_group_count(pattern);
		token->light = pattern_is_light(pattern);
	} else {
		error->offset = error->offset > before ? error->offset - before : 0;
	}
	arena_free(arena);
	builder_release(&text);
	return pattern != NULL;
}

static bool may_gate(const struct alternation *a)
{
	return a->phrases && !(a->flags & ALTERNATION_PARTS);
}

static bool add_token(struct alternation *a, struct token token, struct pattern_error *error)
{
	bool whole = !token.raw && a->flags & ALTERNATION_WHOLE;
	struct anchor anchor;
	if (!try_token(a, &token, error))
		return false;
	if (may_gate(a) && anchor_find(a->arena, token.text, whole, GATE_LIMIT, &anchor) &&
	    (anchor.prefix || !token.anchor.len)) {
		token.anchor = anchor.text;
		token.prefix = anchor.prefix;
	}
	if (!token.prefix && !(a->flags & ALTERNATION_ANY)) {
		bool caseless = a->flags & ALTERNATION_CASELESS;
		token.need = need_of(a->arena, token.text, caseless, &token.first);
		need_factor(a->arena, token.text, caseless, &token.factor);
	}
	token.item = a->count;
	a->tokens =
	    arena_grow(a->arena, a->tokens, a->token_count, &a->token_capacity, sizeof(token));
	a->tokens[a->token_count++] = token;
	return true;
}

bool alternation_add(struct alternation *a, struct slice text, struct pattern_error *error)
{
	bool whole = a->flags & ALTERNATION_WHOLE;
	bool finite = a->phrases && !*a->spread &&
	              (whole ? phrases_expand(text, EXPANSION_LIMIT, emit_phrase, a)
	                     : phrases_expand_bounded(text, EXPANSION_LIMIT, emit_phrase, a));
	if (!finite) {
		struct token token = {.text = text};
		if (*a->spread)
			token.text =
			    slice_of(arena_printf(a->arena, "%s%.*s", a->spread, SLICE_ARG(text)));
		token.alone = stands_alone(token.text);
		if (!add_token(a, token, error))
			return false;
		if (a->flags & ALTERNATION_SPREAD)
			a->spread =
			    arena_printf(a->arena, "%s%s", a->spread, spread_flags(a->arena, text));
	}
	a->count++;
	return true;
}

bool alternation_add_raw(struct alternation *a, struct slice pattern, struct slice anchor,
                         struct pattern_error *error)
{
	struct token token = {.text = pattern, .raw = true, .alone = true};
	if (may_gate(a) && anchor.len &&
	    phrases_expand(anchor, ALTERNATION_GATE_PHRASES, NULL, NULL))
		token.anchor = anchor;
	if (!add_token(a, token, error))
		return false;
	a->count++;
	return true;
}
