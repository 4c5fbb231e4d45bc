#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "rules/alternation_joined.h"
#include "rules/anchor.h"
#include "rules/branches.h"
#include "rules/wellformed.h"

enum {
	EXPANSION_LIMIT = 128, /* phrases of one token */
	GATE_LIMIT = 64,       /* phrases that one token adds to a gate … */
	EMIT_LIMIT = 512,      /* … and all tokens of a rule */
	JOINED_LENGTH = 3000,  /* bytes after which a joined pattern is full … */
	JOINED_GROUPS = 40,    /* … and groups; both below a pattern's own limits */
};

/* Needs that more texts meet than this are not put together. */
static const double NEED_SHARE = 0.7;

/* A probe begins with characters that are so much rarer. */
static const double PROBE_SHARE = 0.5;

/* A token that is a true regular expression. */
struct token {
	struct slice text; /* with the flags of former tokens before it */
	uint32_t item;
	size_t groups;
	bool raw;
	bool light;                /* as pattern_is_light says */
	bool alone;                /* its groups must keep their numbers */
	struct slice anchor;       /* empty: not gated */
	bool prefix;               /* every match begins with the anchor */
	const struct need *need;   /* pairs of which a match has one; or NULL */
	struct need_first first;   /* what a match begins with */
	struct need_factor factor; /* text empty: none is known */
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

static unsigned pattern_flags(const struct alternation *alternation)
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

/* TOKEN in the template of its alternation, into OUT; returns what was put before it. */
static size_t bound(const struct alternation *alternation, struct slice token, struct builder *out)
{
	bool whole = alternation->flags & ALTERNATION_WHOLE;
	builder_add_string(out, whole ? "(?m)\\b(?:" : "(?m)(?:");
	size_t before = out->len;
	builder_add_slice(out, token);
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
		before += bound(alternation, token->text, &text);
	struct pattern *pattern =
	    pattern_compile(arena, builder_slice(&text), pattern_flags(alternation), error);
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

static bool add_token(struct alternation *a, struct token token, struct pattern_error *error)
{
	bool whole = !token.raw && a->flags & ALTERNATION_WHOLE;
	struct anchor anchor;
	if (!try_token(a, &token, error))
		return false;
	if (a->phrases && anchor_find(a->arena, token.text, whole, GATE_LIMIT, &anchor) &&
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

static void ignore(void *context, struct slice phrase)
{
	(void)context;
	(void)phrase;
}

bool alternation_add_raw(struct alternation *a, struct slice pattern, struct slice anchor,
                         struct pattern_error *error)
{
	struct token token = {.text = pattern, .raw = true, .alone = true};
	if (a->phrases && anchor.len && phrases_expand(anchor, EMIT_LIMIT, ignore, NULL))
		token.anchor = anchor;
	if (!add_token(a, token, error))
		return false;
	a->count++;
	return true;
}

static void emit_gate(void *context, struct slice phrase)
{
	struct alternation *a = context;
	phrases_add(a->phrases, a->joined[a->joined_count].gate, phrase, 0);
}

/* A pattern that is found quickly, one match of which each match of TOKENS holds; NULL
 * when nothing is much rarer than what these begin with. */
static struct pattern *probe_of(struct alternation *a, const struct token *const *tokens,
                                size_t count)
{
	bool whole = !tokens[0]->raw && a->flags & ALTERNATION_WHOLE;
	struct builder text = {0};
	struct pattern_error error;
	struct pattern *probe = NULL;
	double begins = 0;
	double all = 0;

	builder_add_string(&text, "(?m)(?:");
	for (size_t i = 0; i < count; i++) {
		const struct need_factor *factor = &tokens[i]->factor;

		begins += factor->text.len ? factor->begins : INFINITY;
		all += factor->whole;
		builder_add_string(&text, i ? "|" : "");
		builder_add_slice(&text, factor->text);
	}
	builder_add_string(&text, whole ? ")\\b" : ")");
	if (begins < PROBE_SHARE * all)
		probe = pattern_compile(a->arena, builder_slice(&text), pattern_flags(a), &error);
	builder_release(&text);
	return probe && pattern_knows_start(probe) ? probe : NULL;
}

/* Adds TOKENS to ALL, each in a group that tells which one took part; returns how many
 * groups there are. */
static size_t join_parts(struct alternation *a, struct joined *joined,
                         const struct token *const *tokens, size_t count, struct builder *all)
{
	size_t group = count > 1 ? 1 : 0;
	joined->parts = arena_array(a->arena, count, sizeof(*joined->parts));
	joined->part_count = count;
	for (size_t i = 0; i < count; i++) {
		joined->parts[i] = (struct part){group, tokens[i]->item};
		group += 1 + tokens[i]->groups;
		builder_add_string(all, i ? "|" : "");
		builder_add_string(all, count > 1 ? "(" : "");
		builder_add_slice(all, tokens[i]->text);
		builder_add_string(all, count > 1 ? ")" : "");
	}
	return count > 1 ? group - 1 : tokens[0]->groups;
}

/* The same where it does not matter which. */
static size_t join_any(struct alternation *a, struct joined *joined,
                       const struct token *const *tokens, size_t count, struct builder *all)
{
	struct slice *items = arena_array(a->arena, count, sizeof(*items));
	size_t groups = 0;
	joined->parts = arena_alloc(a->arena, sizeof(*joined->parts));
	joined->parts[0].item = tokens[0]->item;
	joined->part_count = 1;
	for (size_t i = 0; i < count; i++) {
		groups += tokens[i]->groups;
		items[i] = tokens[i]->text;
		/* Flags hold up to the end of their token. */
		if (count > 1 && slice_find(items[i], "(?", 0) != SIZE_MAX)
			items[i] =
			    slice_of(arena_printf(a->arena, "(?:%.*s)", SLICE_ARG(items[i])));
	}
	branches_add(all, items, count);
	return groups;
}

/* Makes one pattern of COUNT tokens, gated when they are. */
static bool join(struct alternation *a, const struct token *const *tokens, size_t count,
                 struct pattern_error *error)
{
	struct builder all = {0};
	struct builder text = {0};
	struct joined *joined;
	if (a->joined_count == ALTERNATION_PATTERNS) {
		error->offset = 0;
		snprintf(error->message, sizeof(error->message),
		         "too many regular expressions in one rule");
		return false;
	}
	a->joined =
	    arena_grow(a->arena, a->joined, a->joined_count, &a->joined_capacity, sizeof(*joined));
	joined = &a->joined[a->joined_count];
	*joined = (struct joined){.gated = tokens[0]->anchor.len > 0};
	a->asks_pairs = a->asks_pairs || !joined->gated;
	joined->prefix = tokens[0]->prefix;
	joined->need = tokens[0]->need;
	joined->first = tokens[0]->first;
	bool deferred = count == 1 || tokens[0]->light;
	for (size_t i = 1; i < count; i++) {
		joined->need = need_join(a->arena, joined->need, tokens[i]->need);
		joined->first.bits[0] |= tokens[i]->first.bits[0];
		joined->first.bits[1] |= tokens[i]->first.bits[1];
		joined->first.rare = joined->first.rare && tokens[i]->first.rare;
		deferred = deferred && tokens[i]->light;
	}
	if (joined->gated)
		joined->gate = phrases_list(a->phrases, 0);
	size_t groups = a->flags & ALTERNATION_ANY ? join_any(a, joined, tokens, count, &all)
	                                           : join_parts(a, joined, tokens, count, &all);
	for (size_t i = 0; joined->gated && i < count; i++)
		phrases_expand(tokens[i]->anchor, EMIT_LIMIT, emit_gate, a);
	if (tokens[0]->raw)
		builder_add_slice(&text, builder_slice(&all));
	else
		bound(a, builder_slice(&all), &text);
	/* Most are never searched for, and all of their parts have been compiled. */
	if (deferred && (joined->prefix || !joined->first.rare))
		joined->pattern =
		    pattern_defer(a->arena, builder_slice(&text), pattern_flags(a), groups);
	else
		joined->pattern =
		    pattern_compile(a->arena, builder_slice(&text), pattern_flags(a), error);
	if (!joined->prefix && joined->first.rare && joined->pattern &&
	    pattern_knows_start(joined->pattern))
		joined->first.rare = false;
	if (joined->pattern && !joined->prefix && !joined->first.rare)
		joined->probe = probe_of(a, tokens, count);
	a->joined_count++;
	builder_release(&all);
	builder_release(&text);
	return joined->pattern != NULL;
}

/* Which tokens are joined with each other. */
enum gate { GATE_PREFIX, GATE_PHRASES, GATE_NEED, GATE_NONE };

static enum gate gate_of(const struct token *token)
{
	if (token->anchor.len)
		return token->prefix ? GATE_PREFIX : GATE_PHRASES;
	return token->need ? GATE_NEED : GATE_NONE;
}

/* Tokens that are about to be joined. */
struct batch {
	const struct token *tokens[JOINED_GROUPS];
	size_t count;
	size_t groups;
	size_t length;
	const struct need *need;
};

/* Whether TOKEN goes with what is in BATCH: there is room, and their needs together
 * are still worth asking for. */
static bool fits(struct alternation *a, const struct batch *batch, const struct token *token)
{
	if (batch->groups + token->groups + 1 > JOINED_GROUPS ||
	    batch->length + token->text.len > JOINED_LENGTH)
		return false;
	if (!token->need || !batch->need)
		return !token->need == !batch->need || token->anchor.len;
	const struct need *both = need_join(a->arena, batch->need, token->need);
	return token->anchor.len || (both && both->share < NEED_SHARE);
}

/* Joins the tokens of one GATE, as many as go together. */
static bool join_all(struct alternation *a, enum gate gate, struct pattern_error *error)
{
	struct batch batch = {.count = 0};

	for (size_t i = 0; i < a->token_count; i++) {
		const struct token *token = &a->tokens[i];

		if (gate_of(token) != gate)
			continue;
		if (token->alone) {
			if (!join(a, &token, 1, error))
				return false;
			continue;
		}
		if (batch.count && !fits(a, &batch, token)) {
			if (!join(a, batch.tokens, batch.count, error))
				return false;
			batch = (struct batch){.count = 0};
		}
		batch.need =
		    batch.count ? need_join(a->arena, batch.need, token->need) : token->need;
		batch.tokens[batch.count++] = token;
		batch.groups += token->groups + 1;
		batch.length += token->text.len + 3;
	}
	return !batch.count || join(a, batch.tokens, batch.count, error);
}

bool alternation_finish(struct alternation *a, struct pattern_error *error)
{
	return join_all(a, GATE_PREFIX, error) && join_all(a, GATE_PHRASES, error) &&
	       join_all(a, GATE_NEED, error) && join_all(a, GATE_NONE, error);
}
