#include "rules/anchor.h"

#include <stdint.h>
#include <string.h>

#include "rules/phrases.h"

enum { PIECES_MAX = 32 };

struct pieces {
	struct slice items[PIECES_MAX]; /* adjoining but for one blank between two */
	size_t count;
};

/* Steps over the class at AT. */
static size_t skip_class(struct slice token, size_t at)
{
	at++;
	if (at < token.len && token.ptr[at] == '^')
		at++;
	for (bool first = true; at < token.len && (first || token.ptr[at] != ']'); first = false)
		at += token.ptr[at] == '\\' ? 2 : 1;
	return at + 1;
}

static bool is_quantified(struct slice token, size_t at)
{
	return at < token.len && memchr("?*+{", token.ptr[at], 4) != NULL;
}

/* Cuts TOKEN at the blanks that every match must have. False when it has
 * alternatives, or flags that change what a blank is. */
static bool cut(struct slice token, struct pieces *pieces)
{
	size_t start = 0;
	size_t depth = 0;
	pieces->count = 0;
	for (size_t at = 0; at < token.len;) {
		char c = token.ptr[at];
		if (c == '\\') {
			if (at + 1 < token.len && token.ptr[at + 1] == 'Q')
				return false;
			at += 2;
			continue;
		}
		if (c == '[') {
			at = skip_class(token, at);
			continue;
		}
		if (c == '(' && at + 2 < token.len && token.ptr[at + 1] == '?' &&
		    !memchr(":=!<>", token.ptr[at + 2], 5))
			return false;
		if (c == '|' && !depth)
			return false;
		depth += c == '(';
		if (c == ')' && depth)
			depth--;
		if (c == ' ' && !depth && !is_quantified(token, at + 1)) {
			if (pieces->count + 1 == PIECES_MAX)
				return false;
			pieces->items[pieces->count++] = slice_sub(token, start, at);
			start = at + 1;
		}
		at++;
	}
	pieces->items[pieces->count++] = slice_sub(token, start, token.len);
	return !depth;
}

static void ignore(void *context, struct slice phrase)
{
	(void)context;
	(void)phrase;
}

bool anchor_find(struct slice token, bool whole, size_t limit, struct slice *anchor)
{
	struct pieces pieces;
	*anchor = slice_from(NULL, 0);
	if (!cut(token, &pieces))
		return false;
	size_t first = whole ? 0 : 1;
	size_t end = whole ? pieces.count : pieces.count - 1;
	for (size_t i = first; i < end; i++) {
		for (size_t j = i; j < end; j++) {
			const char *start = pieces.items[i].ptr;
			const char *stop = pieces.items[j].ptr + pieces.items[j].len;
			struct slice run = slice_from(start, (size_t)(stop - start));
			if (!phrases_expand(run, limit, ignore, NULL))
				break;
			if (run.len > anchor->len)
				*anchor = run;
		}
	}
	return anchor->len > 0;
}

/* Whether TOKEN has alternatives outside of its groups. */
static bool has_choice(struct slice token)
{
	size_t depth = 0;
	for (size_t at = 0; at < token.len;) {
		char c = token.ptr[at];
		if (c == '[') {
			at = skip_class(token, at);
			continue;
		}
		if (c == '|' && !depth)
			return true;
		depth += c == '(';
		if (c == ')' && depth)
			depth--;
		at += c == '\\' ? 2 : 1;
	}
	return false;
}

bool anchor_prefix(struct slice token, size_t limit, struct slice *anchor)
{
	size_t depth = 0;
	size_t start = 2;
	if (!slice_starts(token, "\\b") || slice_find(token, "\\Q", 0) != SIZE_MAX ||
	    has_choice(token))
		return false;
	for (size_t at = start; at < token.len;) {
		char c = token.ptr[at];
		if (!depth && c == '\\' && at + 1 < token.len && token.ptr[at + 1] == 'b') {
			struct slice run = slice_sub(token, start, at);
			if (!run.len || !phrases_expand(run, limit, ignore, NULL))
				return false;
			*anchor = run;
			return true;
		}
		if (c == '[') {
			at = skip_class(token, at);
			continue;
		}
		depth += c == '(';
		if (c == ')' && depth)
			depth--;
		at += c == '\\' ? 2 : 1;
	}
	return false;
}
