/*
 * Sentence: where sentences begin and end in a block of prose.
 *
 * A full stop ends a sentence when white space and something that can begin
 * one follow; not after known abbreviations, single letters or inside numbers
 * ("e.g.", "v1.2", "Node.js", "J. Doe").
 */
#ifndef RULES_SENTENCE_H
#define RULES_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/text.h"

/*
 * The sentence of TEXT that begins at or after FROM, without blanks around it.
 * False when there is none. Iterate with FROM = sentence->end.
 */
bool sentence_next(struct slice text, size_t from, struct span *sentence);

/* The sentence that holds the byte at AT (AT < text.len). */
struct span sentence_at(struct slice text, size_t at);

#endif
