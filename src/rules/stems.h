/*
 * Stems: what a word has in common with its inflections, by Snowball: the one
 * file that knows <libstemmer.h>. Belongs to one thread; remembers the stems it
 * made, within bounds.
 */
#ifndef RULES_STEMS_H
#define RULES_STEMS_H

#include <stdint.h>

#include "base/text.h"

struct stems;

/* NULL when Snowball has no such LANGUAGE ("english"). */
struct stems *stems_new(const char *language);
void stems_free(struct stems *stems); /* NULL is allowed */

const char *stems_language(const struct stems *stems);

/* The case-folded stem of WORD, valid until the next call; a word too long to
 * be one is its own stem. */
struct slice stems_of(struct stems *stems, struct slice word);

/* The hash (word_hash) of WORD's stem, HASH being that of WORD. */
uint64_t stems_hash(struct stems *stems, struct slice word, uint64_t hash);

#endif
