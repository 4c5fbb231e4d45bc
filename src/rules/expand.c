#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"
#include "rules/phrases.h"
#include "rules/words.h"

/*
 * A parser of regular expressions that knows only the finite ones and gives up
 * at everything else: its result is the list of all texts the expression
 * matches, in the order in which a backtracking engine would try them.
 */
enum { PATTERN_MAX = 1024, DEPTH_MAX = 32, CLASS_MAX = 10, REPEAT_MAX = 2 };

/* Stands for \b while texts are put together; never a byte of a pattern here. */
static const char BOUNDARY = '\1';

struct set {
	struct slice *items;
	size_t count;
};

struct expander {
	struct arena *arena;
	struct slice pattern;
	size_t at;
	size_t limit;
};

static bool more(const struct expander *e)
{
	return e->at < e->pattern.len;
}

static bool take(struct expander *e, char c)
{
	if (!more(e) || e->pattern.ptr[e->at] != c)
		return false;
	e->at++;
	return true;
}

static struct set set_of(struct expander *e, struct slice text)
{
	struct set set = {arena_alloc(e->arena, sizeof(*set.items)), 1};
	set.items[0] = text;
	return set;
}

/* Both may be as long as the limit together; *OUT is A then B. */
static bool join(struct expander *e, struct set a, struct set b, struct set *out)
{
	out->count = a.count + b.count;
	if (out->count > e->limit)
		return false;
	out->items = arena_array(e->arena, out->count, sizeof(*out->items));
	if (a.count)
		memcpy(out->items, a.items, a.count * sizeof(*a.items));
	memcpy(out->items + a.count, b.items, b.count * sizeof(*b.items));
	return true;
}

/* Every text of A followed by every text of B. */
static bool multiply(struct expander *e, struct set a, struct set b, struct set *out)
{
	out->count = 0;
	if (a.count * b.count > e->limit)
		return false;
	if (a.count == 1 && a.items[0].len == 0) {
		*out = b;
		return true;
	}
	out->items = arena_array(e->arena, a.count * b.count, sizeof(*out->items));
	for (size_t i = 0; i < a.count; i++) {
		for (size_t j = 0; j < b.count; j++) {
			size_t len = a.items[i].len + b.items[j].len;
			char *text = arena_alloc(e->arena, len);
			memcpy(text, a.items[i].ptr, a.items[i].len);
			memcpy(text + a.items[i].len, b.items[j].ptr, b.items[j].len);
			out->items[out->count++] = slice_from(text, len);
		}
	}
	return true;
}

/* The character a backslash stands before, as text; SIZE_MAX length: no such. */
static bool parse_escape(struct expander *e, bool in_class, struct slice *text)
{
	if (!more(e))
		return false;
	const char *c = e->pattern.ptr + e->at++;
	if (*c == 's')
		*text = slice_of(" ");
	else if (*c == 'b' && !in_class)
		*text = slice_from(&BOUNDARY, 1);
	else if (char_is_punct(*c) || *c == ' ')
		*text = slice_from(c, 1);
	else
		return false;
	return true;
}

static bool add_member(struct expander *e, struct set *set, struct slice text)
{
	struct set grown;
	if (set->count == CLASS_MAX || !join(e, *set, set_of(e, text), &grown))
		return false;
	*set = grown;
	return true;
}

/* The members from the last one of SET, a letter or digit, up to the next. */
static bool parse_range(struct expander *e, struct set *set)
{
	struct slice low = set->items[set->count - 1];
	char high = e->pattern.ptr[e->at++];
	if (low.len != 1 || !char_is_alnum(low.ptr[0]) || !char_is_alnum(high) ||
	    low.ptr[0] > high || char_is_digit(low.ptr[0]) != char_is_digit(high))
		return false;
	for (char c = (char)(low.ptr[0] + 1); c <= high; c++) {
		if (!add_member(e, set, slice_from(arena_copy(e->arena, &c, 1), 1)))
			return false;
	}
	return true;
}

static bool parse_class(struct expander *e, struct set *set)
{
	*set = (struct set){NULL, 0};
	while (more(e) && !(e->pattern.ptr[e->at] == ']' && set->count)) {
		struct slice text;
		char c = e->pattern.ptr[e->at];
		if (c == '[' || c == ']' || (c == '^' && !set->count))
			return false;
		if (c == '-' && set->count && e->at + 1 < e->pattern.len &&
		    e->pattern.ptr[e->at + 1] != ']') {
			e->at++;
			if (!parse_range(e, set))
				return false;
			continue;
		}
		if (take(e, '\\')) {
			if (!parse_escape(e, true, &text))
				return false;
		} else {
			size_t size;
			utf8_decode(e->pattern.ptr + e->at, e->pattern.len - e->at, &size);
			text = slice_from(e->pattern.ptr + e->at, size);
			e->at += size;
		}
		if (!add_member(e, set, text))
			return false;
	}
	return take(e, ']');
}

static bool parse_alternatives(struct expander *e, unsigned depth, struct set *set);

static bool is_special(char c)
{
	static const bool special[256] = {
	    ['('] = true, [')'] = true, ['['] = true, ['{'] = true, ['|'] = true, ['\\'] = true,
	    ['.'] = true, ['^'] = true, ['$'] = true, ['*'] = true, ['+'] = true, ['?'] = true};
	return special[(unsigned char)c];
}

/* Bytes of the character at AT, 0 when it is special to a regular expression. */
static size_t plain_character(const struct expander *e, size_t at)
{
	size_t size = 1;
	if (at >= e->pattern.len || is_special(e->pattern.ptr[at]))
		return 0;
	if ((unsigned char)e->pattern.ptr[at] >= 0x80)
		utf8_decode(e->pattern.ptr + at, e->pattern.len - at, &size);
	return size;
}

/* The plain text at hand but for a last character that a quantifier may be for:
 * most of a pattern is one atom. */
static struct slice plain_run(struct expander *e)
{
	size_t start = e->at;
	size_t size = plain_character(e, e->at);
	for (size_t next; (next = plain_character(e, e->at + size)) != 0; size = next)
		e->at += size;
	if (e->at == start || e->at + size == e->pattern.len)
		e->at += size;
	return slice_from(e->pattern.ptr + start, e->at - start);
}

static bool parse_atom(struct expander *e, unsigned depth, struct set *set)
{
	struct slice text;
	switch (e->pattern.ptr[e->at]) {
	case '(':
		e->at++;
		if (take(e, '?') && !take(e, ':'))
			return false;
		if (more(e) && e->pattern.ptr[e->at] == '*')
			return false;
		return parse_alternatives(e, depth + 1, set) && take(e, ')');
	case '[':
		e->at++;
		return parse_class(e, set);
	case '\\':
		e->at++;
		if (!parse_escape(e, false, &text))
			return false;
		break;
	case '.':
	case '^':
	case '$':
	case '*':
	case '+':
	case '?':
	case '{':
		return false;
	default:
		text = plain_run(e);
	}
	*set = set_of(e, text);
	return true;
}

/* "{m}" or "{m,n}" after its brace. */
static bool parse_counts(struct expander *e, unsigned *low, unsigned *high)
{
	if (!more(e) || !char_is_digit(e->pattern.ptr[e->at]))
		return false;
	*low = *high = (unsigned)(e->pattern.ptr[e->at++] - '0');
	if (take(e, ',')) {
		if (!more(e) || !char_is_digit(e->pattern.ptr[e->at]))
			return false;
		*high = (unsigned)(e->pattern.ptr[e->at++] - '0');
	}
	return take(e, '}') && *low <= *high && *high <= REPEAT_MAX;
}

/* Applies what quantifier follows to ATOM. */
static bool parse_quantifier(struct expander *e, struct set *atom)
{
	unsigned low = 0;
	unsigned high = 1;
	if (take(e, '{')) {
		if (!parse_counts(e, &low, &high))
			return false;
	} else if (!take(e, '?')) {
		return true; /* a star or plus is no atom: the caller ends there */
	}
	bool lazy = take(e, '?');
	struct set times[REPEAT_MAX + 1];
	times[0] = set_of(e, slice_of(""));
	for (unsigned n = 1; n <= high; n++) {
		if (!multiply(e, times[n - 1], *atom, &times[n]))
			return false;
	}
	struct set all = {NULL, 0};
	for (unsigned i = 0; i <= high - low; i++) {
		struct set longer;
		if (!join(e, all, times[lazy ? low + i : high - i], &longer))
			return false;
		all = longer;
	}
	*atom = all;
	return true;
}

static bool parse_sequence(struct expander *e, unsigned depth, struct set *set)
{
	*set = set_of(e, slice_of(""));
	while (more(e) && e->pattern.ptr[e->at] != '|' && e->pattern.ptr[e->at] != ')') {
		struct set atom;
		struct set longer;
		if (!parse_atom(e, depth, &atom) || !parse_quantifier(e, &atom) ||
		    !multiply(e, *set, atom, &longer))
			return false;
		*set = longer;
	}
	return true;
}

static bool parse_alternatives(struct expander *e, unsigned depth, struct set *set)
{
	*set = (struct set){NULL, 0};
	if (depth > DEPTH_MAX)
		return false;
	do {
		struct set sequence;
		struct set longer;
		if (!parse_sequence(e, depth, &sequence) || !join(e, *set, sequence, &longer))
			return false;
		*set = longer;
	} while (take(e, '|'));
	return true;
}

static uint32_t last_character(struct slice text)
{
	size_t size;
	if (!text.len)
		return ' ';
	size_t start = utf8_before(text.ptr, text.len);
	return utf8_decode(text.ptr + start, text.len - start, &size);
}

/* Whether TEXT, without boundaries in it, is a phrase. */
static bool is_phrase(struct slice text)
{
	struct word word;
	size_t size;
	if (text.len && char_is_alnum(text.ptr[0]) && char_is_alnum(text.ptr[text.len - 1]))
		return true; /* nearly all of them */
	return text.len && !utf8_is_space(utf8_decode(text.ptr, text.len, &size)) &&
	       !utf8_is_space(last_character(text)) && word_next(text, 0, &word);
}

/* Takes the boundaries out of TEXT. False when one of them is not where any
 * word boundary is, which only an engine can judge, when a word at an edge has none
 * that must have it (STRICT), or TEXT is no phrase. */
static bool settle(struct expander *e, bool strict, struct slice *text)
{
	if (!strict && !memchr(text->ptr, BOUNDARY, text->len))
		return is_phrase(*text);
	char *out = arena_alloc(e->arena, text->len);
	size_t len = 0;
	bool was_word = false;
	bool any_word = false;
	bool boundary = false;
	for (size_t at = 0, size; at < text->len; at += size) {
		uint32_t code = utf8_decode(text->ptr + at, text->len - at, &size);
		if (code == (uint32_t)BOUNDARY) {
			boundary = true;
			continue;
		}
		bool is_word = code < 0x80 ? char_is_alnum((int)code) || code == '_'
		                           : word_end(slice_from(text->ptr + at, size), 0) > 0;
		if ((boundary && is_word == was_word) || (!len && utf8_is_space(code)) ||
		    (strict && !len && is_word && !boundary))
			return false;
		memcpy(out + len, text->ptr + at, size);
		len += size;
		was_word = is_word;
		any_word = any_word || is_word;
		boundary = false;
	}
	*text = slice_from(out, len);
	return any_word && !utf8_is_space(last_character(*text)) &&
	       (was_word ? boundary || !strict : !boundary);
}

/* Whether PATTERN is the one text that it matches: so it is with most of a list. */
static bool is_text(struct slice pattern)
{
	for (size_t i = 0; i < pattern.len; i++)
		if (is_special(pattern.ptr[i]))
			return false;
	return true;
}

static bool expand(struct slice pattern, size_t limit, bool strict,
                   void (*emit)(void *context, struct slice phrase), void *context)
{
	if (pattern.len > PATTERN_MAX || memchr(pattern.ptr, BOUNDARY, pattern.len))
		return false;
	if (!strict && is_text(pattern)) {
		if (!is_phrase(pattern))
			return false;
		if (emit)
			emit(context, pattern);
		return true;
	}
	struct expander e = {arena_new(), pattern, 0, limit};
	struct set set;
	bool finite = parse_alternatives(&e, 0, &set) && e.at == pattern.len;
	for (size_t i = 0; finite && i < set.count; i++)
		finite = settle(&e, strict, &set.items[i]);
	for (size_t i = 0; finite && emit && i < set.count; i++) {
		size_t same = 0;
		while (same < i && (set.items[same].len != set.items[i].len ||
		                    !slice_equal(set.items[same], set.items[i])))
			same++;
		if (same == i)
			emit(context, set.items[i]);
	}
	arena_free(e.arena);
	return finite;
}

bool phrases_expand(struct slice pattern, size_t limit,
                    void (*emit)(void *context, struct slice phrase), void *context)
{
	return expand(pattern, limit, false, emit, context);
}

bool phrases_expand_bounded(struct slice pattern, size_t limit,
                            void (*emit)(void *context, struct slice phrase), void *context)
{
	return expand(pattern, limit, true, emit, context);
}
