/*
 * Bare addresses: those that stand in a text as they are, without a link's markup. To a
 * reader of prose they are no words.
 *
 * Pure functions over UTF-8; places are bytes of the text.
 */
#ifndef RULES_BARE_H
#define RULES_BARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/text.h"

/* False when TEXT has none of them: so it is with nearly every text. */
bool bare_may_be_in(struct slice text);

/* The next "https://…", of a scheme that prose mentions, whose "://" is at or behind FROM:
 * without the punctuation of the sentence it stands in. False when there is none. */
bool bare_next_scheme(struct slice text, size_t from, struct span *found);

/* The next "www.…", at or behind FROM. */
bool bare_next_www(struct slice text, size_t from, struct span *found);

#endif
