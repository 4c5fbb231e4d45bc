/*
 * Well-formed: regular expressions that are sure to compile, told by a look at
 * them. They are written with the signs that nobody mistakes: plain characters,
 * ".", "^", "$", classes without escapes, groups, alternatives, "?", "*" and "+",
 * "\b", "\d", "\s", "\w" and escaped punctuation. Most patterns of a pack are, and
 * need not be compiled before they are searched for.
 */
#ifndef RULES_WELLFORMED_H
#define RULES_WELLFORMED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct wellformed {
	size_t groups; /* that capture */
	bool light;    /* as pattern_is_light (pattern.h) says of it, or less */
};

/* Whether pattern_compile takes TEXT, with any flags; false: one has to try. */
bool wellformed_read(struct slice text, struct wellformed *out);

#endif
