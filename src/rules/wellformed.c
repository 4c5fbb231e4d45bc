#include "rules/wellformed.h"

#include <string.h>

enum {
	LENGTH_MAX = 1000,
	DEPTH_MAX = 20,
	GROUPS_MAX = 30, /* of either kind */
	/* Bytes of code, at most, for a byte of text and for a class. */
	BYTE_WEIGHT = 4,
	CLASS_WEIGHT = 80,
	LIGHT_WEIGHT = 1200,
};

/* Whether LOW to HIGH is a range that goes forward, of small letters, capitals or digits. */
static bool is_range(char low, char high)
{
	return low <= high && ((low >= 'a' && high <= 'z') || (low >= 'A' && high <= 'Z') ||
	                       (low >= '0' && high <= '9'));
}

static bool is_member(char c)
{
	return c == ' ' || char_is_alnum(c) || (char_is_punct(c) && !strchr("\\[]^-", c));
}

/* Steps over the class whose "[" stands at *AT. */
static bool read_class(struct slice text, size_t *at)
{
	const char *c = text.ptr;
	size_t i = *at + 1;
	size_t first;

	if (i < text.len && c[i] == '^')
		i++;
	first = i;
	/* "[:" begins the name of a class. */
	if (i < text.len && strchr(":.=", c[i]))
		return false;
	for (; i < text.len && c[i] != ']'; i++) {
		if (c[i] == '-') {
			if (i > first && (i + 1 == text.len || c[i + 1] != ']'))
				return false;
		} else if (!is_member(c[i])) {
			return false;
		} else if (i + 2 < text.len && c[i + 1] == '-' && c[i + 2] != ']') {
			if (!is_range(c[i], c[i + 2]))
				return false;
			i += 2;
		}
	}
	*at = i;
	return i < text.len && i > first;
}

/* What stands at AT, up to its last byte; *ATOM: a quantifier may follow. */
static bool read_item(struct slice text, size_t *at, bool *atom)
{
	char c = text.ptr[*at];

	*atom = true;
	switch (c) {
	case '\\':
		c = ++*at < text.len ? text.ptr[*at] : '\0';
		*atom = c != 'b' && c != 'B';
		return char_is_punct(c) || (c && strchr("bBdDsSwW", c));
	case '[':
		return read_class(text, at);
	case '^':
	case '$':
		*atom = false;
		return true;
	case ']':
	case '{':
	case '}':
		return false;
	default:
		return c >= ' ' && c <= '~';
	}
}

bool wellformed_read(struct slice text, struct wellformed *out)
{
	size_t depth = 0;
	size_t groups = 0;
	size_t classes = 0;
	bool atom = false; /* before AT, for a quantifier */

	*out = (struct wellformed){0};
	if (text.len > LENGTH_MAX)
		return false;
	for (size_t at = 0; at < text.len; at++) {
		switch (text.ptr[at]) {
		case '(':
			if (++depth > DEPTH_MAX || ++groups > GROUPS_MAX)
				return false;
			atom = false;
			if (at + 1 == text.len || text.ptr[at + 1] != '?')
				out->groups++;
			else if (at + 2 == text.len || text.ptr[at + 2] != ':')
				return false;
			else
				at += 2;
			break;
		case ')':
			if (!depth--)
				return false;
			atom = true;
			break;
		case '|':
			atom = false;
			break;
		case '?':
		case '*':
		case '+':
			if (!atom)
				return false;
			atom = false;
			if (at + 1 < text.len && text.ptr[at + 1] == '?')
				at++;
			break;
		default:
			classes += text.ptr[at] == '[';
			if (!read_item(text, &at, &atom))
				return false;
		}
	}
	out->light = text.len * BYTE_WEIGHT + classes * CLASS_WEIGHT <= LIGHT_WEIGHT;
	return depth == 0;
}
