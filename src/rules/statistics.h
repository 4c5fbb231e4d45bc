/*
 * Statistics: what readability is reckoned from, of one text whose paragraphs
 * are parted by blank lines. Syllables are counted by rules of English spelling.
 */
#ifndef RULES_STATISTICS_H
#define RULES_STATISTICS_H

#include <stddef.h>

#include "base/text.h"

struct statistics {
	size_t paragraphs;
	size_t sentences;
	size_t words;
	size_t characters;   /* letters and digits */
	size_t syllables;    /* of all words */
	size_t long_words;   /* of more than six characters */
	size_t polysyllabic; /* of three syllables and more … */
	size_t complex;      /* … without a last one that only inflects: -es, -ed, -ing */
};

struct statistics statistics_of(struct slice text);

/* At least 1. */
size_t statistics_syllables(struct slice word);

#endif
