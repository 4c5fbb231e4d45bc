/*
 * How many words a reader counts: an apostrophe, a hyphen, a point or a comma inside one
 * does not end it ("don't", "e-mail", "3.5"); where words are not spaced, each character
 * is one.
 */
#ifndef RULES_WORD_COUNT_H
#define RULES_WORD_COUNT_H

#include "base/text.h"

size_t word_count(struct slice text);

#endif
