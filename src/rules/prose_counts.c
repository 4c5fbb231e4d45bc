/* The kinds that count or compare what they find: occurrence, repetition,
 * consistency, conditional. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/prose_matcher.h"
#include "rules/runs.h"
#include "rules/sentence.h"
#include "rules/words.h"

/* ---- occurrence ---- */

/* What is counted or compared: a pattern, or runs of characters. */
struct token {
	const struct pattern *pattern; /* NULL: … */
	struct runs runs;
};

static bool next_token(struct finder *f, const struct token *token, size_t *at, struct span *found)
{
	if (token->pattern)
		return finder_next(f, token->pattern, at, found);
	if (!runs_next(&token->runs, f->text->text, *at, found))
		return false;
	*at = found->end;
	return true;
}

struct occurrence {
	struct token token;
	long least;
	long most;
};

bool prose_read_occurrence(struct prose_loader *loader)
{
	struct occurrence *own = arena_alloc(loader->decoder.arena, sizeof(*own));
	unsigned flags = loader->file.ignorecase ? PATTERN_CASELESS : 0;

	own->least = loader->file.min;
	own->most = loader->file.max;
	loader->matcher->own = own;
	if (runs_of(slice_of(loader->file.token), &own->token.runs))
		return true;
	own->token.pattern = prose_pattern(loader, "token", flags);
	return own->token.pattern;
}

/* The place is the first token that is not code. A text that is too short of
 * tokens may have none: then the place is the text. */
void prose_find_occurrence(struct finder *f)
{
	const struct occurrence *own = f->rule->own;
	struct span first = {0, 0};
	struct span found;
	bool shown = false;
	size_t count = 0;

	for (size_t at = 0; next_token(f, &own->token, &at, &found); count++) {
		if (shown || prose_is_masked(slice_sub(f->text->text, found.start, found.end)))
			continue;
		first = found;
		shown = true;
		if (own->token.pattern)
			continue;
		count += 1 + runs_count(&own->token.runs, f->text->text, at);
		break;
	}
	if (f->run->aborted || (count && !shown))
		return;
	if ((own->most > 0 && count > (size_t)own->most) ||
	    (own->least > 0 && count < (size_t)own->least)) {
		struct prose_argument number = {
		    .text = slice_of(arena_printf(f->run->arena, "%zu", count)), .number = true};

		finder_report(f, first, &number, 1);
	}
}

/* ---- repetition ---- */

struct repetition {
	struct token token;
	long most;
	bool alpha;
};

bool prose_read_repetition(struct prose_loader *loader)
{
	struct repetition *own = arena_alloc(loader->decoder.arena, sizeof(*own));
	const struct node *tokens = loader->file.tokens;
	const struct node *first = strings_first(tokens);
	struct pattern_error error = {0};
	struct builder all = {0};

	own->most = loader->file.max;
	own->alpha = loader->file.alpha;
	loader->matcher->own = own;
	/* Most of these rules compare words: no pattern is as quick. */
	if (!strings_next(tokens, first) && runs_of(node_text(first), &own->token.runs))
		return true;
	for (const struct node *n = first; n; n = strings_next(tokens, n)) {
		builder_add_string(&all, all.len ? "|" : "(");
		builder_add_slice(&all, node_text(n));
	}
	builder_add_string(&all, ")");
	own->token.pattern =
	    pattern_compile(loader->decoder.arena, builder_slice(&all),
	                    loader->file.ignorecase ? PATTERN_CASELESS : 0, &error);
	builder_release(&all);
	if (own->token.pattern)
		return true;
	error.offset -= error.offset > 0;
	return prose_pattern_failed(loader, first, &error);
}

static bool is_letters(struct slice word)
{
	for (size_t at = 0, size; at < word.len; at += size) {
		uint32_t code = utf8_decode(word.ptr + at, word.len - at, &size);

		if (!utf8_is_letter(code))
			return false;
	}
	return word.len > 0;
}

static bool is_same(const struct finder *f, struct slice a, struct slice b)
{
	const struct repetition *own = f->rule->own;

	if (a.len != b.len || !a.len || char_lower(a.ptr[0]) != char_lower(b.ptr[0]) ||
	    (own->alpha && !is_letters(a)))
		return false;
	return f->rule->ignorecase ? words_equal_fold(a, b) : slice_equal(a, b);
}

/* "That is a list. A list …" repeats nothing. */
static bool crosses_sentences(const struct finder *f, struct span span)
{
	struct slice text = slice_sub(f->text->text, span.start, span.end);
	struct span sentence;

	return sentence_next(text, 0, &sentence) && sentence.end < slice_trim(text).len;
}

static void report_repetition(struct finder *f, struct span span, struct slice word)
{
	struct slice found = slice_sub(f->text->text, span.start, span.end);
	struct prose_argument argument = {.text = word};
	struct slice made = finder_act(f, found);
	struct prose_match *match = finder_report(f, span, &argument, 1);

	if (!made.ptr)
		return;
	prose_replace(match, made);
	/* What is left says the same. */
	match->safe = match->safe || slice_equal_fold(made, word);
}

void prose_find_repetition(struct finder *f)
{
	const struct repetition *own = f->rule->own;
	struct slice before = {"", 0};
	struct span last = {0, 0};
	struct span found;
	long count = 0;

	for (size_t at = 0; next_token(f, &own->token, &at, &found); last = found) {
		struct slice word = slice_sub(f->text->text, found.start, found.end);
		bool same;

		/* Runs have no blanks at their ends. */
		if (own->token.pattern)
			word = slice_trim(word);
		same = is_same(f, word, before);

		before = word;
		count += same;
		if (same && count > own->most && !prose_is_masked(word) &&
		    !crosses_sentences(f, (struct span){last.start, found.end}) &&
		    !finder_excepts(f, (struct span){last.start, found.end})) {
			report_repetition(f, (struct span){last.start, found.end}, word);
			count = 0;
		}
	}
}

/* ---- consistency ---- */

/* Of each pair, which of its two were met in the draft so far. */
struct prose_state {
	unsigned char *seen; /* consistency: a bit for each of a pair */
	struct slice *names; /* conditional: what was defined */
	size_t count;
	size_t capacity;
};

static struct prose_state *state_of(struct finder *f)
{
	if (!f->run->state)
		f->run->state = arena_alloc(f->run->arena, sizeof(struct prose_state));
	return f->run->state;
}

bool prose_read_consistency(struct prose_loader *loader)
{
	const struct node *either = loader->file.either;
	struct pattern_error error;
	unsigned flags = (loader->file.ignorecase ? ALTERNATION_CASELESS : 0) |
	                 (loader->file.nonword ? 0 : ALTERNATION_WHOLE);
	struct alternation *all = alternation_new(loader->decoder.arena, loader->phrases, flags);
	size_t *count = arena_alloc(loader->decoder.arena, sizeof(*count));

	loader->matcher->alternation = all;
	loader->matcher->own = count;
	if (!decode_expect(&loader->decoder, either, NODE_MAP, "either"))
		return false;
	for (const struct node *n = either->first; n; n = n->next) {
		if (n->kind != NODE_SCALAR) {
			decode_error(&loader->decoder, n->span, "a pair must be text, not %s",
			             node_kind_name(n));
			return false;
		}
		if (!alternation_add(all, n->key, &error) ||
		    !alternation_add(all, node_text(n), &error))
			return prose_pattern_failed(loader, n, &error);
		++*count;
	}
	return true;
}

/* One finding for each pair in each text from the one on in which both were met,
 * at the last of the two in it. */
void prose_find_consistency(struct finder *f)
{
	const size_t *pairs = f->rule->own;
	struct prose_state *state = state_of(f);
	struct span *last = arena_array(f->run->arena, *pairs, sizeof(*last));
	struct alternation_search search;
	struct alternation_match match;

	if (!state->seen)
		state->seen = arena_array(f->run->arena, *pairs, 1);
	finder_search(f, f->rule->alternation, &search);
	while (alternation_next(&search, &match)) {
		state->seen[match.item / 2] |= (unsigned char)(1U << match.item % 2);
		last[match.item / 2] = match.text;
	}
	finder_searched(f, &search);
	for (size_t i = 0; i < *pairs; i++) {
		struct prose_argument argument = {
		    .text = slice_sub(f->text->text, last[i].start, last[i].end)};

		if (last[i].end && state->seen[i] == 3)
			finder_report(f, last[i], &argument, 1);
	}
}

/* ---- conditional ---- */

/* A pattern, and what a text must have for it to match there. */
struct condition {
	const struct pattern *pattern;
	const struct need *need; /* or NULL */
};

struct conditional {
	struct condition first;
	struct condition second;
};

static bool read_condition(struct prose_loader *loader, const char *key, struct condition *out)
{
	unsigned flags = loader->file.ignorecase ? PATTERN_CASELESS : 0;
	struct need_first unused;

	out->pattern = prose_pattern(loader, key, flags);
	if (out->pattern)
		out->need = need_of(loader->decoder.arena, node_text(node_get(loader->root, key)),
		                    loader->file.ignorecase, &unused);
	return out->pattern;
}

static bool may_match(const struct finder *f, const struct condition *condition)
{
	const struct need_pairs *pairs =
	    condition->need && f->run->view ? prose_view_pairs(f->run->view, f->text) : NULL;

	return !pairs || need_is_met(condition->need, pairs);
}

bool prose_read_conditional(struct prose_loader *loader)
{
	struct conditional *own = arena_alloc(loader->decoder.arena, sizeof(*own));
	bool ok = read_condition(loader, "first", &own->first);

	loader->matcher->own = own;
	return read_condition(loader, "second", &own->second) && ok;
}

/* Adds what the groups of `second` hold in this text. */
static void define(struct finder *f, struct prose_state *state)
{
	const struct conditional *own = f->rule->own;
	struct span found;

	for (size_t at = 0; finder_next(f, own->second.pattern, &at, &found);) {
		for (size_t i = 1; i <= pattern_group_count(own->second.pattern); i++) {
			if (!pattern_group(f->run->matcher, i, &found) || found.end == found.start)
				continue;
			state->names = arena_grow(f->run->arena, state->names, state->count,
			                          &state->capacity, sizeof(*state->names));
			state->names[state->count++] =
			    slice_sub(f->text->text, found.start, found.end);
		}
	}
}

static bool is_defined(const struct finder *f, const struct prose_state *state, struct slice name)
{
	for (size_t i = 0; i < state->count; i++)
		if (f->rule->ignorecase ? words_equal_fold(state->names[i], name)
		                        : slice_equal(state->names[i], name))
			return true;
	return false;
}

void prose_find_conditional(struct finder *f)
{
	const struct conditional *own = f->rule->own;
	struct prose_state *state = state_of(f);
	struct span found;
	size_t at = 0;

	if (may_match(f, &own->second)) {
		if (pattern_group_count(own->second.pattern))
			define(f, state);
		else if (finder_next(f, own->second.pattern, &at, &found))
			return;
	}
	if (!may_match(f, &own->first))
		return;
	for (at = 0; finder_next(f, own->first.pattern, &at, &found);) {
		struct slice name = slice_sub(f->text->text, found.start, found.end);
		struct prose_argument argument = {.text = name};

		if (found.end > found.start && !prose_is_masked(name) &&
		    !is_defined(f, state, name) && !finder_excepts(f, found))
			finder_report(f, found, &argument, 1);
	}
}
