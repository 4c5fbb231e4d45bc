/*
 * Gloss: whether a term is explained where it is used: by the form of its
 * sentence (a parenthesis, a dash, a colon or an apposition behind it, "is a …",
 * plain words with the term in parentheses), by the pack's glosses, or by the
 * term's own plain words, in the sentence or the next. English by its function
 * words: it sees that there is an explanation, not that it explains.
 */
#ifndef CHECKS_GLOSS_H
#define CHECKS_GLOSS_H

#include "checks/use.h"

struct gloss {
	const struct check_context *context;
	const struct uses *uses; /* of all terms that are not known: none explains another */
};

/* Whether TERM is explained at USE, one of GLOSS's uses. */
bool gloss_explains(const struct gloss *gloss, const struct term *term, const struct use *use);

#endif
