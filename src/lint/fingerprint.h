/*
 * Fingerprints: names of findings that stay the same when the draft is edited
 * elsewhere or a message gets new words. Version 1 is the SHA-256 of the path,
 * the rule, the text that the finding points at (without regard to white space
 * and case), and which of equal ones it is. Frozen: baselines are made of them.
 * Of what is missing there is no text: such a finding points at the opening line.
 */
#ifndef LINT_FINGERPRINT_H
#define LINT_FINGERPRINT_H

#include <stddef.h>

#include "base/finding.h"

struct arena;

enum { FINGERPRINT_SIZE = 65 }; /* 64 hexadecimal digits and a NUL */

/* What a fingerprint is made of, but for the path. */
struct fingerprint {
	const struct finding *finding;
	const char *text;
	uint64_t hash; /* of the rule and the text */
	size_t ordinal;
};

/* Those of COUNT findings, in their order, which is that of their places. OPENING is
 * where a finding stands that is about its draft as a whole. */
struct fingerprint *fingerprints_of(struct arena *arena, struct finding *const *findings,
                                    size_t count, struct span opening);

/* The one of the draft at PATH. */
void fingerprint_write(const struct fingerprint *print, const char *path,
                       char out[FINGERPRINT_SIZE]);

#endif
