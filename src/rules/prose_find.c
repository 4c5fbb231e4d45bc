#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/prose_matcher.h"

struct finder {
	const struct prose_matcher *rule;
	struct arena *arena;
	struct slice text;
	uint32_t block;
	struct matcher *matcher;
	struct prose_matches *matches;
};

/* Code is masked by '*': a match of nothing else is not about prose. */
static bool is_masked(struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '*' && !char_is_space(text.ptr[i]))
			return false;
	}
	return true;
}

/* Whether an exception is found in MATCH, or MATCH in an allowed phrase. */
static bool is_excepted(struct finder *f, struct span match)
{
	struct alternation_match found;
	struct slice inside = slice_trim(slice_sub(f->text, match.start, match.end));
	if (f->rule->exceptions) {
		struct alternation_search search;
		alternation_search(&search, f->rule->exceptions, inside, 0, NULL, f->matcher);
		if (alternation_next(&search, &found))
			return true;
		f->matches->aborted = f->matches->aborted || search.aborted;
	}
	if (f->rule->allowed) {
		struct alternation_search search;
		alternation_search(&search, f->rule->allowed, f->text, 0, NULL, f->matcher);
		while (alternation_next(&search, &found) && found.text.start <= match.start) {
			if (match.end <= found.text.end)
				return true;
		}
		f->matches->aborted = f->matches->aborted || search.aborted;
	}
	return false;
}

static void add_match(struct finder *f, struct span span, const char *message,
                      struct slice replacement)
{
	struct prose_matches *matches = f->matches;
	matches->items = arena_grow(f->arena, matches->items, matches->count, &matches->capacity,
	                            sizeof(*matches->items));
	matches->items[matches->count++] = (struct prose_match){span, message, replacement};
}

static void find_existence(struct finder *f, const struct alternation_match *match)
{
	const struct prose_matcher *rule = f->rule;
	struct slice found = slice_sub(f->text, match->text.start, match->text.end);
	struct slice replacement = {NULL, 0};
	if (is_excepted(f, match->text))
		return;
	if (rule->remove)
		replacement = slice_of("");
	else if (rule->replace && rule->params.count == 1)
		replacement = rule->params.items[0];
	struct prose_argument arguments[] = {{.text = found}, {.list = rule->params}};
	add_match(f, match->text, prose_message(f->arena, rule->message, arguments, 2),
	          replacement);
}

/* Adds group NUMBER of what was last searched for in FOUND. */
static void add_group(struct finder *f, struct builder *out, struct slice found, size_t number)
{
	struct span span;
	if (pattern_group(f->matcher, number, &span))
		builder_add_slice(out, slice_sub(found, span.start, span.end));
}

/* VALUE's "$1", "${1}", "$&" and "$$" filled in for the match in FOUND. */
static void add_value(struct finder *f, struct builder *out, struct slice value, struct slice found)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		char next = i + 1 < value.len ? value.ptr[i + 1] : '\0';
		if (c != '$') {
			builder_add_char(out, c);
		} else if (char_is_digit(next)) {
			add_group(f, out, found, (size_t)(next - '0'));
			i++;
		} else if (next == '{' && i + 3 < value.len && char_is_digit(value.ptr[i + 2]) &&
		           value.ptr[i + 3] == '}') {
			add_group(f, out, found, (size_t)(value.ptr[i + 2] - '0'));
			i += 3;
		} else if (next == '&') {
			add_group(f, out, found, 0);
			i++;
		} else {
			builder_add_char(out, c);
			i += next == '$';
		}
	}
}

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
	     pattern_find(swap->key_pattern, f->matcher, found, at, &span) == PATTERN_MATCH;
	     at = pattern_after(found, span)) {
		builder_add_slice(&out, slice_sub(found, done, span.start));
		add_value(f, &out, value, found);
		done = span.end;
	}
	builder_add_slice(&out, slice_sub(found, done, found.len));
	const char *text = out.len ? builder_copy(&out, f->arena) : "";
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
	return !f->rule->replace && swap->accepted &&
	       pattern_find(swap->accepted, f->matcher, found, 0, &span) == PATTERN_MATCH;
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
	struct reduction r = {f->arena, found, {NULL, 0}};
	if (swap->accepted)
		phrases_expand(value, 128, reduce, &r);
	return r.result.ptr ? r.result : value;
}

static void find_substitution(struct finder *f, const struct alternation_match *match)
{
	const struct prose_matcher *rule = f->rule;
	const struct prose_swap *swap = &rule->swaps[match->item];
	struct slice found = slice_sub(f->text, match->text.start, match->text.end);
	struct list_of_text from = {&swap->value, 1};
	if (rule->replace)
		from = rule->params.count ? rule->params : swap->options;
	bool upper = rule->capitalize && begins_upper(found);
	struct slice *items = arena_array(f->arena, from.count, sizeof(*items));
	for (size_t i = 0; i < from.count; i++) {
		items[i] = fill_value(f, swap, from.items[i], found);
		if (upper)
			items[i] = capitalized(f->arena, items[i]);
	}
	struct list_of_text options = {items, from.count};
	if (is_fine(f, swap, found, options) || is_excepted(f, match->text))
		return;
	struct prose_argument arguments[2] = {{.list = options}, {.text = found}};
	struct slice replacement = {NULL, 0};
	bool plain = rule->replace || !swap->accepted;
	if (!rule->replace) {
		struct slice shown = shown_value(f, swap, items[0], found);
		plain = plain || shown.ptr != items[0].ptr;
		arguments[0] = (struct prose_argument){.text = shown};
		items[0] = shown;
	}
	if (plain && options.count == 1)
		replacement = items[0];
	add_match(f, match->text, prose_message(f->arena, rule->message, arguments, 2),
	          replacement);
}

void prose_find(const struct prose_rule *rule, struct arena *arena, struct slice text,
                uint32_t block, const struct hits *hits, struct matcher *matcher,
                struct prose_matches *matches)
{
	static void (*const finders[])(struct finder *, const struct alternation_match *) = {
	    [PROSE_EXISTENCE] = find_existence,
	    [PROSE_SUBSTITUTION] = find_substitution,
	};
	struct finder f = {rule->matcher, arena, text, block, matcher, matches};
	struct alternation_search search;
	struct alternation_match match;
	alternation_search(&search, rule->matcher->alternation, text, block, hits, matcher);
	while (alternation_next(&search, &match)) {
		if (!is_masked(slice_sub(text, match.text.start, match.text.end)))
			finders[rule->kind](&f, &match);
	}
	matches->aborted = matches->aborted || search.aborted;
}
