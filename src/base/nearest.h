/*
 * Nearest: "did you mean". Of all candidates, the one that differs least from
 * what was written, without regard to case and to which of blank, hyphen
 * and underscore separates words; the distance counts insertions,
 * removals, replacements and swaps of neighbouring letters (Damerau and
 * Levenshtein, each letter edited once).
 *
 *     struct nearest nearest;
 *     nearest_init(&nearest, key);
 *     for (…)
 *             nearest_try(&nearest, candidate);
 *     const char *name = nearest_best(&nearest, &certain);
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct nearest {
	struct slice wanted;
	const char *best;   /* NULL: none is near enough */
	size_t distance;    /* of best */
	size_t limit;       /* greatest distance that is still worth a word */
	size_t close;       /* candidates at distance 2 or less, beyond the limit too */
	const char *runner; /* the last candidate counted in close */
	uint64_t letters;   /* which wanted has, a bit for each */
};

/* WANTED must outlive NEAREST. The limit is a third of its code points, at
 * least 1 and at most 3; of more than 64 code points nothing is near. */
void nearest_init(struct nearest *nearest, struct slice wanted);

/* Offers CANDIDATE, which must outlive NEAREST. At equal distance the first
 * one offered stays; one offered twice in a row counts once. */
void nearest_try(struct nearest *nearest, const char *candidate);

/*
 * The nearest candidate, or NULL. *CERTAIN (unless NULL) says whether a safe
 * fix may use it: no other candidate lies within distance 2 and no acronym in a
 * name of several words differs, or it differs in case alone.
 */
const char *nearest_best(const struct nearest *nearest, bool *certain);

#endif
