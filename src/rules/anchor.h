/*
 * Anchor: the words that every match of a regular expression must hold.
 */
#ifndef RULES_ANCHOR_H
#define RULES_ANCHOR_H

#include <stdbool.h>

#include "base/text.h"

/*
 * The longest part of TOKEN, between literal blanks or its ends, that is finite
 * (phrases_expand with LIMIT): each match holds one of its phrases as whole
 * words. WHOLE: the token's ends are word boundaries. False when none is known.
 */
bool anchor_find(struct slice token, bool whole, size_t limit, struct slice *anchor);

/*
 * The finite part between the "\b" that TOKEN begins with and the next: a match
 * begins with one of its phrases, as whole words. False when there is none.
 */
bool anchor_prefix(struct slice token, size_t limit, struct slice *anchor);

#endif
