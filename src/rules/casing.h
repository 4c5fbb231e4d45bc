/*
 * Casing: text in lower and upper case, and which words of a title are small.
 *
 * Pure functions: texts that are made live in the arena that is passed, any thread
 * may ask. A title is UTF-8; places in it are bytes.
 */
#ifndef RULES_CASING_H
#define RULES_CASING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

/* TEXT with every letter in lower or upper case; with its first one a capital, the others
 * as they are. */
struct slice casing_lower(struct arena *arena, struct slice text);
struct slice casing_upper(struct arena *arena, struct slice text);
struct slice casing_capitalize(struct arena *arena, struct slice text);

/* Whether each part of WORD begins with a capital and goes on small: "Self-Hosted". */
bool casing_is_capitalized(struct slice word);

/* Where the next word of TEXT from AT on begins (its length: there is none), and in
 * *END where it ends: at a blank, a hyphen or a slash. */
size_t casing_next_word(struct slice text, size_t at, size_t *end);

/* Whether WORD is one that a title keeps small ("of"), by AP's list or by CHICAGO's,
 * which is longer. */
bool casing_is_small_word(struct slice word, bool chicago);

/* Whether such a word at [START, END) of TEXT, whose last word begins at LAST, does stay
 * small: between others, not after a colon or a dash. */
bool casing_stays_small(struct slice text, size_t start, size_t end, size_t last);

#endif
