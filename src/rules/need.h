/*
 * Need: what a text must hold for a regular expression to match in it.
 *
 * A need is a set of pairs of neighbouring characters: every match holds one of
 * them. Characters beyond ASCII are all one. A text without any of the set need not
 * be searched; which pairs a text has is found out once for all rules.
 *
 * A need lives in the arena it was made in, rows and all, and is not changed any
 * more: any thread may ask with it.
 */
#ifndef RULES_NEED_H
#define RULES_NEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "rules/pattern.h"
#include "rules/symbols.h"

struct arena;

/* The pairs of a text; row A has a bit for each B that follows an A in it. */
struct need_pairs {
	uint64_t rows[SYMBOL_COUNT][SYMBOL_WORDS];
};

void need_read(struct need_pairs *pairs, struct slice text);

/* Adds to ALL what PAIRS have. */
void need_unite(struct need_pairs *all, const struct need_pairs *pairs);

/* Characters of ASCII, and one for all others: where a match may begin. */
struct need_first {
	struct symbols set;
	bool rare; /* few characters of a text are among them */
};

struct need_row {
	unsigned char first;
	uint64_t second[SYMBOL_WORDS];
};

struct need {
	struct need_row *rows;
	size_t count;
	double share; /* of the texts that may have such a pair, by a guess: up to 1 */
};

/* The need of PATTERN, in ARENA; NULL when there is none worth asking for. *FIRST is
 * what its matches begin with; all characters when that is not known. */
struct need *need_of(struct arena *arena, struct slice pattern, bool caseless,
                     struct need_first *first);

/* The first byte of TEXT from AT on that is in FIRST; its length when there is none. */
size_t need_next(const struct need_first *first, struct slice text, size_t at);

/* pattern_find for a PATTERN whose matches begin with FIRST: where such characters are
 * rare, a match is tried at these places alone, and after many of them searched for. */
enum pattern_result need_find(const struct need_first *first, const struct pattern *pattern,
                              struct matcher *matcher, struct slice text, size_t from,
                              struct span *found);

/* A part of an expression, from some place of it to its end: each match of the whole
 * holds one of the part. */
struct need_factor {
	struct slice text;
	double begins; /* how many of a text's characters it may begin with, of a hundred
	                  thousand … */
	double whole;  /* … and those with which the whole may */
};

/* The factor of PATTERN that begins with the rarest characters, in ARENA; false when
 * the pattern is not understood, or it has none that stands alone. */
bool need_factor(struct arena *arena, struct slice pattern, bool caseless,
                 struct need_factor *factor);

/* What either asks for; NULL when one asks for nothing, or both for what most texts have. */
struct need *need_join(struct arena *arena, const struct need *a, const struct need *b);

static inline bool need_is_met(const struct need *need, const struct need_pairs *pairs)
{
	for (const struct need_row *row = need->rows; row < need->rows + need->count; row++)
		if ((row->second[0] & pairs->rows[row->first][0]) |
		    (row->second[1] & pairs->rows[row->first][1]))
			return true;
	return false;
}

#endif
