/*
 * Sentence: where sentences and quotations begin and end in a block of prose.
 *
 * A full stop ends a sentence when white space and something that can begin
 * one follow; not after known abbreviations, single letters or inside numbers
 * and names ("e.g.", "v1.2", "Node.js", "mix.exs", "J. Doe").
 * Ideographic full stops end one wherever they stand.
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

/*
 * The next pair of quotation marks that opens at or after FROM, marks included.
 * An apostrophe, an inch mark, and a mark that is never closed are none.
 */
bool quotation_next(struct slice text, size_t from, struct span *quotation);

#endif
