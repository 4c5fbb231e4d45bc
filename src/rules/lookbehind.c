#include "rules/lookbehind.h"

#include <string.h>

/* Steps over what stands at AT: an escape, a class, a comment or one byte. */
static size_t step(struct slice pattern, size_t at)
{
	char c = pattern.ptr[at];

	if (c == '\\')
		return at + 2;
	if (c == '(' && slice_starts(slice_sub(pattern, at, pattern.len), "(?#")) {
		while (at < pattern.len && pattern.ptr[at] != ')')
			at++;
		return at + 1;
	}
	if (c != '[')
		return at + 1;
	at++;
	at += at < pattern.len && pattern.ptr[at] == '^';
	for (bool first = true; at < pattern.len && (first || pattern.ptr[at] != ']');
	     first = false)
		at += pattern.ptr[at] == '\\' ? 2 : 1;
	return at + 1;
}

static bool begins(struct slice pattern, size_t at, const char *text)
{
	return slice_starts(slice_sub(pattern, at, pattern.len), text);
}

bool lookbehind_next(struct slice pattern, size_t from, struct lookbehind *found)
{
	size_t depth = 1;
	size_t at = from;

	while (at < pattern.len && !begins(pattern, at, "(?<=") && !begins(pattern, at, "(?<!"))
		at = step(pattern, at);
	if (at >= pattern.len)
		return false;
	*found = (struct lookbehind){.start = at, .negated = pattern.ptr[at + 3] == '!'};
	at += 4;
	while (at < pattern.len) {
		bool opens = pattern.ptr[at] == '(' && !begins(pattern, at, "(?#");
		bool closes = pattern.ptr[at] == ')';

		found->nested =
		    found->nested || begins(pattern, at, "(?<=") || begins(pattern, at, "(?<!");
		found->groups += opens && !begins(pattern, at, "(?");
		depth += opens;
		if (closes && --depth == 0) {
			found->body = slice_sub(pattern, found->start + 4, at);
			found->end = at + 1;
			return true;
		}
		at = step(pattern, at);
	}
	return false;
}

void lookbehind_flags(struct slice pattern, size_t at, struct builder *out)
{
	for (size_t i = 0; i < at; i = step(pattern, i)) {
		size_t end = i + 2;

		if (!begins(pattern, i, "(?"))
			continue;
		while (end < at && strchr("imsnx-", pattern.ptr[end]))
			end++;
		if (end < at && end > i + 2 &&
		    (pattern.ptr[end] == ')' || pattern.ptr[end] == ':')) {
			builder_add(out, pattern.ptr + i, end - i);
			builder_add_char(out, ')');
		}
	}
}
