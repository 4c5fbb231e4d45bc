/*
 * Runs: the regular expressions that mean nothing but "a word" or "a run of what
 * is not blank", which rules that count words ask for at every word of a draft.
 */
#ifndef RULES_RUNS_H
#define RULES_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/text.h"

enum runs_byte { RUNS_APART, RUNS_INSIDE, RUNS_FOREIGN };

struct runs {
	bool words;            /* letters, digits and "_"; else all but blanks and some marks */
	unsigned char of[256]; /* what each byte is; foreign: of a character beyond ASCII */
	struct slice apart;    /* the marks: bytes of the pattern */
};

/* Whether PATTERN, which outlives OUT, is one of them. */
bool runs_of(struct slice pattern, struct runs *out);

/* The next run of TEXT that begins at or after FROM; false when there is none. */
bool runs_next(const struct runs *runs, struct slice text, size_t from, struct span *found);

/* How many there are from FROM on, which is in none. */
size_t runs_count(const struct runs *runs, struct slice text, size_t from);

#endif
