#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/prose_matcher.h"

bool prose_is_masked(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '*' && !char_is_space(text.ptr[i]))
			return false;
	}
	return true;
}

/* ---- searching ---- */

void finder_search(struct finder *f, const struct alternation *alternation,
                   struct alternation_search *search)
{
	const struct prose_text *text = f->text;
	struct prose_view *view = f->run->view;
	struct alternation_hits hits = {
	    .hits = f->run->hits, .block = text->number, .offset = text->map ? text->offset : 0};

	/* To run a pattern where its phrase stands is quicker than to read pairs. */
	if (alternation_asks_pairs(alternation) || (view && view->every))
		hits.pairs = prose_view_pairs(view, text);
	alternation_search(search, alternation, text->text, hits, f->run->matcher);
}

void finder_searched(struct finder *f, const struct alternation_search *search)
{
	if (search->aborted)
		f->run->aborted = f->text;
}

bool finder_next(struct finder *f, const struct pattern *pattern, size_t *at, struct span *found)
{
	enum pattern_result result =
	    pattern_find(pattern, f->run->matcher, f->text->text, *at, found);

	if (result == PATTERN_ABORTED)
		f->run->aborted = f->text;
	if (result != PATTERN_MATCH)
		return false;
	*at = pattern_after(f->text->text, *found);
	return true;
}

bool finder_excepts(struct finder *f, struct span match)
{
	static const struct alternation_hits none = {NULL, 0, 0, NULL};
	struct slice inside = slice_trim(slice_sub(f->text->text, match.start, match.end));
	struct alternation_match found;
	struct alternation_search search;

	if (f->rule->exceptions) {
		alternation_search(&search, f->rule->exceptions, inside, none, f->run->matcher);
		if (alternation_next(&search, &found))
			return true;
		finder_searched(f, &search);
	}
	if (f->rule->allowed) {
		alternation_search(&search, f->rule->allowed, f->text->text, none, f->run->matcher);
		while (alternation_next(&search, &found) && found.text.start <= match.start) {
			if (match.end <= found.text.end)
				return true;
		}
		finder_searched(f, &search);
	}
	return false;
}

struct prose_match *finder_report(struct finder *f, struct span span,
                                  const struct prose_argument *arguments, size_t count)
{
	struct prose_run *run = f->run;
	const char *message = prose_message(run->arena, f->rule->message, arguments, count);

	run->items =
	    arena_grow(run->arena, run->items, run->count, &run->capacity, sizeof(*run->items));
	run->items[run->count] = (struct prose_match){
	    .text = f->text, .span = span, .message = message, .replacement = {NULL, 0}};
	return &run->items[run->count++];
}

/* ---- existence ---- */

static void report_existence(struct finder *f, struct span span)
{
	struct slice found = slice_sub(f->text->text, span.start, span.end);
	struct slice made = finder_act(f, found);
	struct prose_argument arguments[] = {{.text = found}, {.list = {NULL, 0}}};
	struct prose_match *match;

	if (f->rule->action == ACTION_REPLACE && f->rule->params.count)
		arguments[1].list = f->rule->params;
	else if (made.ptr)
		arguments[1] = (struct prose_argument){.text = made};
	match = finder_report(f, span, arguments, 2);
	if (made.ptr)
		prose_replace(match, made);
}

void prose_find_existence(struct finder *f)
{
	struct alternation_search search;
	struct alternation_match match;

	finder_search(f, f->rule->alternation, &search);
	while (alternation_next(&search, &match)) {
		struct slice found = slice_sub(f->text->text, match.text.start, match.text.end);

		if (!prose_is_masked(found) && !finder_excepts(f, match.text))
			report_existence(f, match.text);
	}
	finder_searched(f, &search);
}

/* ---- substitution ---- */

/* FOUND with each match of the key in it replaced by VALUE. */
static struct slice fill_value(struct finder *f, const struct prose_swap *swap, struct slice value,
                               struct slice found)
{
	struct builder out = {0};
	struct span span;
	size_t done = 0;
	if (!swap->key_pattern || !memchr(value.ptr, '$', value.len))
		return value;
	for (size_t at = 0;
	     pattern_find(swap->key_pattern, f->run->matcher, found, at, &span) == PATTERN_MATCH;
	     at = pattern_after(found, span)) {
		builder_add_slice(&out, slice_sub(found, done, span.start));
		finder_fill(f, &out, value, found);
		done = span.end;
	}
	builder_add_slice(&out, slice_sub(found, done, found.len));
	const char *text = out.len ? builder_copy(&out, f->run->arena) : "";
	struct slice filled = slice_from(text, out.len);
	builder_release(&out);
	return filled;
}

static bool begins_upper(struct slice text)
{
	size_t size;
	return text.len && utf8_is_upper(utf8_decode(text.ptr, text.len, &size));
}

/* TEXT with an upper-case first letter where that is ASCII. */
static struct slice capitalized(struct arena *arena, struct slice text)
{
	if (!text.len || text.ptr[0] < 'a' || text.ptr[0] > 'z')
		return text;
	char *copy = arena_copy(arena, text.ptr, text.len);
	copy[0] = (char)(copy[0] - ('a' - 'A'));
	return slice_from(copy, text.len);
}

/* Whether FOUND is one of the forms that SWAP's value asks for. */
static bool is_fine(struct finder *f, const struct prose_swap *swap, struct slice found,
                    struct list_of_text options)
{
	struct span span;
	for (size_t i = 0; i < options.count; i++) {
		if (slice_equal(options.items[i], found))
			return true;
	}
	return f->rule->action != ACTION_REPLACE && swap->accepted &&
	       pattern_find(swap->accepted, f->run->matcher, found, 0, &span) == PATTERN_MATCH;
}

struct reduction {
	struct arena *arena;
	struct slice found;
	struct slice result;
};

static void reduce(void *context, struct slice phrase)
{
	struct reduction *r = context;
	if (!r->result.ptr && phrase.len == r->found.len && slice_equal_fold(phrase, r->found))
		r->result = slice_from(arena_copy(r->arena, phrase.ptr, phrase.len), phrase.len);
}

/* A value that is a pattern is shown as the form of it that FOUND misspells. */
static struct slice shown_value(struct finder *f, const struct prose_swap *swap, struct slice value,
                                struct slice found)
{
	struct reduction r = {f->run->arena, found, {NULL, 0}};
	if (swap->accepted)
		phrases_expand(value, 128, reduce, &r);
	return r.result.ptr ? r.result : value;
}

/* What SWAP puts in FOUND's place: one text, or with `replace` several. */
static struct list_of_text options_of(struct finder *f, const struct prose_swap *swap,
                                      struct slice found)
{
	const struct prose_matcher *rule = f->rule;
	struct list_of_text from = {&swap->value, 1};
	bool upper = rule->capitalize && begins_upper(found);
	struct slice *items;

	if (rule->action == ACTION_REPLACE)
		from = rule->params.count ? rule->params : swap->options;
	items = arena_array(f->run->arena, from.count, sizeof(*items));
	for (size_t i = 0; i < from.count; i++) {
		items[i] = fill_value(f, swap, from.items[i], found);
		if (upper)
			items[i] = capitalized(f->run->arena, items[i]);
	}
	return (struct list_of_text){items, from.count};
}

static void report_substitution(struct finder *f, const struct alternation_match *match)
{
	const struct prose_swap *swap = &f->rule->swaps[match->item];
	struct slice found = slice_sub(f->text->text, match->text.start, match->text.end);
	struct list_of_text options = options_of(f, swap, found);
	struct prose_argument arguments[2] = {{.list = options}, {.text = found}};
	bool replace = f->rule->action == ACTION_REPLACE;
	bool plain = replace || !swap->accepted;
	struct prose_match *out;

	if (is_fine(f, swap, found, options) || finder_excepts(f, match->text))
		return;
	if (!replace && options.count) {
		struct slice shown = shown_value(f, swap, options.items[0], found);

		plain = plain || shown.ptr != options.items[0].ptr;
		arguments[0] = (struct prose_argument){.text = shown};
	}
	out = finder_report(f, match->text, arguments, 2);
	if (plain && options.count == 1)
		prose_replace(out, replace ? options.items[0] : arguments[0].text);
}

void prose_find_substitution(struct finder *f)
{
	struct alternation_search search;
	struct alternation_match match;

	finder_search(f, f->rule->alternation, &search);
	while (alternation_next(&search, &match)) {
		if (!prose_is_masked(slice_sub(f->text->text, match.text.start, match.text.end)))
			report_substitution(f, &match);
	}
	finder_searched(f, &search);
}
