/*
 * Lookbehind: finds "(?<=…)" and "(?<!…)" in a regular expression, for those
 * whose length varies, which PCRE2 does not take.
 */
#ifndef RULES_LOOKBEHIND_H
#define RULES_LOOKBEHIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct lookbehind {
	size_t start; /* of the group, in the pattern … */
	size_t end;
	struct slice body; /* … and what stands in it */
	bool negated;
	size_t groups; /* that it captures */
	bool nested;   /* it holds another one */
};

/* The first one of PATTERN at or after FROM; false when there is none. */
bool lookbehind_next(struct slice pattern, size_t from, struct lookbehind *found);

/* Adds to OUT the flags, as "(?i)", that are set before offset AT of PATTERN, in
 * whatever group. */
void lookbehind_flags(struct slice pattern, size_t at, struct builder *out);

#endif
