/*
 * Dialect: from the regular expressions people write in Vale's rule files to
 * what PCRE2 takes to mean the same.
 */
#ifndef RULES_DIALECT_H
#define RULES_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/*
 * Adds PATTERN to OUT with
 *     \Z as \z, \v as \x0b, \uXXXX as \x{XXXX},
 *     a hyphen after a class escape ([\w-_]) as \-, {,n} as literal text,
 *     POSIX classes as ASCII sets.
 * False for what we do not let in: verbs ("(*…)"), callouts ("(?C…)"), \C,
 * class subtraction; *WHY (static text) and *OFFSET, in PATTERN, say so.
 */
bool dialect_translate(struct slice pattern, struct builder *out, const char **why, size_t *offset);

#endif
