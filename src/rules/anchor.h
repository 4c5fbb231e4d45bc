/*
 * Anchor: the words that every match of a regular expression must hold.
 */
#ifndef RULES_ANCHOR_H
#define RULES_ANCHOR_H

#include <stdbool.h>

#include "base/text.h"

struct arena;

struct anchor {
	struct slice text; /* a finite pattern (phrases_expand); its alternatives are those of the
	                      expression */
	bool prefix;       /* every match begins with one of its phrases */
};

/*
 * The longest parts of TOKEN, between word boundaries, that are finite: each match
 * holds one of their phrases, LIMIT at most, as whole words. WHOLE: the token's ends
 * are word boundaries. Parts that matches begin with are preferred. What does not
 * stand in TOKEN as it is lives in ARENA. False when there are none.
 */
bool anchor_find(struct arena *arena, struct slice token, bool whole, size_t limit,
                 struct anchor *anchor);

#endif
