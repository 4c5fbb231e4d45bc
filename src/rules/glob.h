/*
 * Glob: patterns for paths and link destinations.
 *
 *     *        any run of characters of one segment (no slash), also none
 *     **       any run of characters, slashes too; as a whole segment before a
 *              slash it also stands for no segment at all: a/ ** /b matches a/b
 *              (written without the blanks)
 *     ?        one character but a slash
 *     [a-z]    one of these, [!a-z] or [^a-z] none of these; never a slash
 *     {a,b}    either, nested as one likes
 *     \x       x itself
 *
 * The pattern has to match all of the text, case-sensitively. A character is a
 * code point, or one byte where the text is not UTF-8. No pattern backtracks:
 * the time is at most pattern length times text length.
 */
#ifndef RULES_GLOB_H
#define RULES_GLOB_H

#include <stdbool.h>

#include "base/text.h"

enum { GLOB_LENGTH_LIMIT = 1024 }; /* bytes of a pattern */

static inline bool glob_is_special(char c)
{
	return c == '*' || c == '?' || c == '[' || c == '{' || c == '}' || c == '\\';
}

/* False when the first bytes alone show that PATTERN does not match TEXT: so it is
 * with nearly every pattern of a list. */
static inline bool glob_may_match(struct slice pattern, struct slice text)
{
	for (size_t i = 0; i < pattern.len && !glob_is_special(pattern.ptr[i]); i++)
		if (i == text.len || pattern.ptr[i] != text.ptr[i])
			return false;
	return true;
}

/* A pattern that is not valid matches nothing. */
bool glob_match(struct slice pattern, struct slice text);

/* False with *WHY (static text; unless NULL) when PATTERN is not a pattern. */
bool glob_valid(struct slice pattern, const char **why);

#endif
