#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "rules/alternation_joined.h"
#include "rules/branches.h"

enum {
	JOINED_LENGTH = 3000, /* bytes after which a joined pattern is full … */
	JOINED_GROUPS = 40,   /* … and groups; both below a pattern's own limits */
};

/* Needs that more texts meet than this are not put together. */
static const double NEED_SHARE = 0.7;

/* A probe begins with characters that are so much rarer. */
static const double PROBE_SHARE = 0.5;

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
		probe = pattern_compile(a->arena, builder_slice(&text),
		                        alternation_pattern_flags(a), &error);
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

/* What every match of one of TOKENS needs, and what it begins with. */
static void join_needs(struct alternation *a, struct joined *joined,
                       const struct token *const *tokens, size_t count)
{
	joined->need = tokens[0]->need;
	joined->first = tokens[0]->first;
	for (size_t i = 1; i < count; i++) {
		joined->need = need_join(a->arena, joined->need, tokens[i]->need);
		joined->first.set = symbols_either(joined->first.set, tokens[i]->first.set);
		joined->first.rare = joined->first.rare && tokens[i]->first.rare;
	}
}

static void emit_gate(void *context, struct slice phrase)
{
	struct alternation *a = context;
	phrases_add(a->phrases, a->joined[a->joined_count].gate, phrase, 0);
}

static void open_gate(struct alternation *a, struct joined *joined,
                      const struct token *const *tokens, size_t count)
{
	joined->gate = phrases_list(a->phrases, 0);
	for (size_t i = 0; i < count; i++)
		phrases_expand(tokens[i]->anchor, ALTERNATION_GATE_PHRASES, emit_gate, a);
}

/* Whether all of TOKENS together are sure to compile: a token does, and light ones go
 * together. */
static bool compiles(const struct token *const *tokens, size_t count)
{
	for (size_t i = 0; count > 1 && i < count; i++)
		if (!tokens[i]->light)
			return false;
	return true;
}

/* TOKENS as one pattern; NULL with *ERROR. */
static struct pattern *joined_pattern(struct alternation *a, struct joined *joined,
                                      const struct token *const *tokens, size_t count,
                                      struct pattern_error *error)
{
	unsigned flags = alternation_pattern_flags(a);
	struct builder all = {0};
	struct builder text = {0};
	struct pattern *pattern;
	size_t groups = a->flags & ALTERNATION_ANY ? join_any(a, joined, tokens, count, &all)
	                                           : join_parts(a, joined, tokens, count, &all);

	if (tokens[0]->raw)
		builder_add_slice(&text, builder_slice(&all));
	else
		alternation_bound(a, builder_slice(&all), &text);
	/* Most are never searched for. Of those that may be searched for by their first
	 * characters the library is asked at once whether it does that itself. */
	if (compiles(tokens, count) && (joined->prefix || !joined->first.rare))
		pattern = pattern_defer(a->arena, builder_slice(&text), flags, groups);
	else
		pattern = pattern_compile(a->arena, builder_slice(&text), flags, error);
	builder_release(&all);
	builder_release(&text);
	return pattern;
}

/* Makes one pattern of COUNT tokens, gated when they are. */
static bool join(struct alternation *a, const struct token *const *tokens, size_t count,
                 struct pattern_error *error)
{
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
	*joined = (struct joined){.gated = tokens[0]->anchor.len > 0, .prefix = tokens[0]->prefix};
	a->asks_pairs = a->asks_pairs || !joined->gated;
	join_needs(a, joined, tokens, count);
	if (joined->gated)
		open_gate(a, joined, tokens, count);
	joined->pattern = joined_pattern(a, joined, tokens, count, error);
	a->joined_count++;
	if (!joined->pattern)
		return false;
	if (joined->prefix)
		return true;
	joined->first.rare = joined->first.rare && !pattern_knows_start(joined->pattern);
	if (!joined->first.rare)
		joined->probe = probe_of(a, tokens, count);
	return true;
}

/* Which tokens are joined with each other. */
enum gate { GATE_PREFIX, GATE_PHRASES, GATE_NEED, GATE_NONE };

static enum gate token_gate(const struct token *token)
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

		if (token_gate(token) != gate)
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
