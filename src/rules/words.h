/*
 * Words: how phrases and texts are cut and compared. A word is a run of
 * letters, digits, marks and underscores; everything else separates words, the
 * apostrophe and the hyphen too. Hashes are of the case-folded word.
 */
#ifndef RULES_WORDS_H
#define RULES_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct word {
	size_t start;
	size_t end;
	uint64_t hash; /* never 0 */
	unsigned gate; /* of its first three characters, below WORD_GATES */
};

/* A gate is three codes of WORD_GATE_BITS each, the first one above; 0: no character. */
enum { WORD_GATE_BITS = 5, WORD_GATES = 1 << (3 * WORD_GATE_BITS) };

/* The first word of TEXT that begins at or after AT; AT is not inside a word. */
bool word_next(struct slice text, size_t at, struct word *word);

/* The hash of a single word. */
uint64_t word_hash(struct slice word);

/* Where the word that begins at AT ends; AT itself when none begins there. */
size_t word_end(struct slice text, size_t at);

/* The case-folded bytes of TEXT; SIZE_MAX when they do not fit into ROOM. */
size_t word_fold(struct slice text, char *out, size_t room);

/* The same without regard to case: true when A and B fold to equal text. */
bool word_equal(struct slice a, struct slice b);

/* Whether A and B, of any characters, differ in nothing but case. */
bool words_equal_fold(struct slice a, struct slice b);

/*
 * The character at AT between words, its bytes in *SIZE: ' ' for any white
 * space, '\'' and '"' for the curly quotes, '-' for the hyphens of Unicode.
 */
uint32_t word_gap(struct slice text, size_t at, size_t *size);

#endif
