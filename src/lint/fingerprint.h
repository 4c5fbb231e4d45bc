/*
 * Fingerprints: names of findings that stay the same when the draft is edited
 * elsewhere or a message gets new words. Version 1 is the SHA-256 of the path,
 * the rule, the text that the finding points at (without regard to white space
 * and case), and which of equal ones it is. Frozen: baselines are made of them.
 * Of what is missing there is no text: such a finding points at the opening line.
 *
 * What one is made of is kept with every finding; the sum is made when somebody
 * asks for it, which most runs never do.
 */
#ifndef LINT_FINGERPRINT_H
#define LINT_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

#include "base/finding.h"

struct arena;

enum { FINGERPRINT_SIZE = 65 }; /* 64 hexadecimal digits and a NUL */

/* What a fingerprint is made of. */
struct draftlint_identity {
	const char *path;
	const char *rule; /* its name, where the rule has it: one rule, one pointer */
	const char *text;
	size_t ordinal;
	uint64_t hash; /* of the rule and the text */
};

/* Those of COUNT findings, in their order, which is that of their places; PATH NULL:
 * each is of its own file. OPENING is where a finding stands that is about its draft
 * as a whole. All of it is in ARENA, but the names of rules. */
struct draftlint_identity *fingerprints_of(struct arena *arena, struct finding *const *findings,
                                           size_t count, const char *path, struct span opening);

void fingerprint_write(const struct draftlint_identity *identity, char out[FINGERPRINT_SIZE]);

#endif
