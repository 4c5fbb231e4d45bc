#include "rules/anchor.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "rules/phrases.h"

enum { PIECES_MAX = 32, ALTERNATIVES_MAX = 16 };

/* One atom of the expression, with its quantifier. */
struct element {
	size_t end;
	bool edge;    /* there is a word boundary on both of its sides: blanks, marks, "\b" */
	bool nothing; /* it takes no room, and says nothing of boundaries */
	bool width;   /* it takes room */
};

/* What stands between two edges. */
struct piece {
	size_t start;
	size_t end;
	bool after_edge;
	bool before_edge;
	bool first;      /* nothing that takes room is before it */
	bool after_mark; /* the edge before it takes room */
};

/* ---- elements ---- */

static bool parse_element(struct slice text, size_t at, struct element *out);

/* No word holds it; PCRE2's "\w" and our words agree on all of ASCII. */
static bool is_mark(char c)
{
	return char_is_space(c) || (char_is_punct(c) && c != '_');
}

/* Where the escape ends whose letter stands at AT: a property or a number follows some. */
static size_t escape_end(struct slice text, size_t at)
{
	static const char taking[] = "pPxu";
	static const size_t counts[] = {1, 1, 2, 4};
	const char *letter = strchr(taking, text.ptr[at]);
	size_t end = at + 1;

	if (!letter)
		return end;
	if (end < text.len && text.ptr[end] == '{') {
		const char *brace = memchr(text.ptr + end, '}', text.len - end);

		return brace ? (size_t)(brace - text.ptr) + 1 : text.len;
	}
	while (end < text.len && end <= at + counts[letter - taking] &&
	       char_is_alnum(text.ptr[end]))
		end++;
	return end;
}

/* What stands behind a backslash at AT. */
static bool parse_escape(struct slice text, size_t at, struct element *out)
{
	char c = at + 1 < text.len ? text.ptr[at + 1] : '\0';

	out->end = c ? escape_end(text, at + 1) : text.len;
	out->width = c != 'b' && c != 'B';
	out->edge = c == 'b' || c == 's' || is_mark(c);
	return c && (out->edge || strchr("BSdDwWntrfvpPxuhHR", c) || (c >= '1' && c <= '9'));
}

static bool parse_class(struct slice text, size_t at, struct element *out)
{
	size_t start = at + 1;
	bool marks = true;

	if (start < text.len && text.ptr[start] == '^') {
		marks = false;
		start++;
	}
	for (at = start; at < text.len && (at == start || text.ptr[at] != ']'); at++) {
		char c = text.ptr[at];

		if (c == '\\' && ++at < text.len) {
			c = text.ptr[at];
			if (c == 'Q' || c == 'E')
				return false;
			marks = marks && (c == 's' || is_mark(c));
		} else if (c == '[' && at + 1 < text.len && text.ptr[at + 1] == ':') {
			at = slice_find(text, ":]", at + 2);
			if (at == SIZE_MAX)
				return false;
			at++;
			marks = false;
		} else {
			/* A dash between two others is a range. */
			marks = marks && is_mark(c) &&
			        (c != '-' || at == start ||
			         (at + 1 < text.len && text.ptr[at + 1] == ']'));
		}
	}
	*out = (struct element){.end = at + 1, .edge = marks, .width = true};
	return at < text.len;
}

/* Reads alternatives up to the bracket that closes them, whose place is *END;
 * whether each is of edges alone is *EDGES, and whether all are empty *EMPTY. */
static bool parse_inside(struct slice text, size_t at, size_t *end, bool *edges, bool *empty)
{
	bool any = false;

	*edges = true;
	*empty = true;
	for (; at < text.len && text.ptr[at] != ')';) {
		struct element element;

		if (text.ptr[at] == '|') {
			*edges = *edges && any;
			*empty = any = false;
			at++;
			continue;
		}
		if (!parse_element(text, at, &element))
			return false;
		*edges = *edges && element.edge;
		*empty = false;
		any = true;
		at = element.end;
	}
	*edges = *edges && any;
	*end = at;
	return at < text.len;
}

static bool parse_group(struct slice text, size_t at, struct element *out)
{
	static const char *const around[] = {"(?=", "(?<=", "(?!", "(?<!"};
	struct slice rest = slice_sub(text, at, text.len);
	size_t inside = at + 1;
	bool looks = false;
	bool denies = false;
	bool edges, empty;

	for (size_t i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		if (slice_starts(rest, around[i])) {
			inside = at + strlen(around[i]);
			looks = true;
			denies = i >= 2;
		}
	}
	if (!looks && slice_starts(rest, "(?")) {
		inside = at + 2;
		while (inside < text.len && strchr("ims-", text.ptr[inside]))
			inside++;
		if (inside > at + 2 && inside < text.len && text.ptr[inside] == ')') {
			*out = (struct element){.end = inside + 1, .nothing = true};
			return true;
		}
		if (inside == text.len || text.ptr[inside++] != ':')
			return false;
	} else if (slice_starts(rest, "(*")) {
		return false;
	}
	if (!parse_inside(text, inside, &out->end, &edges, &empty))
		return false;
	out->end++;
	out->edge = edges && !denies;
	out->nothing = !out->edge && (looks || empty);
	out->width = !looks && !empty;
	return true;
}

/* How the element goes on behind *END: what need not be there bounds nothing. */
static bool parse_quantifier(struct slice text, struct element *out)
{
	char c = out->end < text.len ? text.ptr[out->end] : '\0';
	const char *brace;

	if (!c || !strchr("?*+{", c))
		return true;
	if (c == '{') {
		brace = memchr(text.ptr + out->end, '}', text.len - out->end);
		if (!brace)
			return false;
		out->end = (size_t)(brace - text.ptr);
	}
	out->end++;
	if (out->end < text.len && (text.ptr[out->end] == '?' || text.ptr[out->end] == '+'))
		out->end++;
	if (c != '+') {
		out->edge = out->nothing = false;
		out->width = true;
	}
	return true;
}

/* The element at AT; false for what is not understood. */
static bool parse_element(struct slice text, size_t at, struct element *out)
{
	char c = text.ptr[at];

	*out = (struct element){.end = at + 1, .width = true};
	if (c == '\\') {
		if (!parse_escape(text, at, out))
			return false;
	} else if (c == '[') {
		if (!parse_class(text, at, out))
			return false;
	} else if (c == '(') {
		if (!parse_group(text, at, out))
			return false;
	} else if (c == '^' || c == '$') {
		out->edge = true;
		out->width = false;
	} else if (c == ')' || strchr("?*+{", c)) {
		return false;
	} else {
		out->edge = c != '.' && is_mark(c);
	}
	return parse_quantifier(text, out);
}

/* ---- pieces ---- */

/* Cuts the alternative of TEXT at *AT at its edges; *AT is where it ends. */
static size_t cut(struct slice text, size_t *at, bool whole, struct piece pieces[PIECES_MAX])
{
	struct piece piece = {*at, *at, .after_edge = whole, .first = true};
	struct element element;
	size_t count = 0;
	bool first = true;
	bool begun = false;

	for (; *at < text.len && text.ptr[*at] != '|'; *at = element.end) {
		if (!parse_element(text, *at, &element))
			return 0;
		first = first && !element.width;
		if (element.nothing)
			continue;
		if (!element.edge) {
			piece.start = begun ? piece.start : *at;
			piece.end = element.end;
			begun = true;
			continue;
		}
		if (!begun)
			piece.start = piece.end = *at;
		piece.before_edge = true;
		if (count + 1 == PIECES_MAX)
			return 0;
		pieces[count++] = piece;
		piece = (struct piece){element.end, element.end, .after_edge = true, .first = first,
		                       .after_mark = element.width};
		begun = false;
	}
	piece.before_edge = whole;
	pieces[count++] = piece;
	return count;
}

/* The longest finite run of the pieces, in TEXT; with PREFIX one that is first. */
static struct slice longest(struct slice text, const struct piece *pieces, size_t count,
                            size_t limit, bool prefix)
{
	struct slice best = {NULL, 0};

	for (size_t i = 0; i < count; i++) {
		if (!pieces[i].after_edge || pieces[i].start == pieces[i].end ||
		    (prefix && !pieces[i].first))
			continue;
		for (size_t j = i; j < count; j++) {
			struct slice run = slice_sub(text, pieces[i].start, pieces[j].end);
			bool empty = pieces[j].start == pieces[j].end;

			if (run.len <= best.len)
				continue;
			/* Nothing is asked of what follows a mark. */
			if (!pieces[j].before_edge && !(empty && pieces[j].after_mark))
				continue;
			if (phrases_expand(run, limit, NULL, NULL))
				best = run;
			else if (!empty)
				break;
		}
	}
	return best;
}

/* The same for each alternative of TOKEN, joined. */
static bool find(struct arena *arena, struct slice token, bool whole, size_t limit, bool prefix,
                 struct slice *out)
{
	struct piece pieces[PIECES_MAX];
	struct builder all = {0};
	bool found = true;
	size_t at = 0;

	for (size_t i = 0; found && (i == 0 || at < token.len); i++) {
		struct slice part;
		size_t count;

		at += i > 0;
		count = cut(token, &at, whole, pieces);
		part = longest(token, pieces, count, limit, prefix);
		found = part.len && i < ALTERNATIVES_MAX;
		if (i == 0 && at == token.len) {
			*out = part;
			break;
		}
		builder_add_string(&all, i ? "|" : "");
		builder_add_slice(&all, part);
	}
	if (found && all.len) {
		*out = slice_from(builder_copy(&all, arena), all.len);
		found = phrases_expand(*out, limit, NULL, NULL);
	}
	builder_release(&all);
	return found;
}

bool anchor_find(struct arena *arena, struct slice token, bool whole, size_t limit,
                 struct anchor *anchor)
{
	anchor->prefix = find(arena, token, whole, limit, true, &anchor->text);
	return anchor->prefix || find(arena, token, whole, limit, false, &anchor->text);
}
