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

/* A pattern that is not valid matches nothing. */
bool glob_match(struct slice pattern, struct slice text);

/* False with *WHY (static text; unless NULL) when PATTERN is not a pattern. */
bool glob_valid(struct slice pattern, const char **why);

#endif
