/*
 * Findings: what was found in one file, kept beyond the call of a receiver.
 */
#ifndef LSP_FINDINGS_H
#define LSP_FINDINGS_H

#include <draftlint.h>

struct arena;

struct found {
	struct draftlint_finding finding;
	char fingerprint[65];
};

/* Empty when all zero. Only what can be shown: no suppressed ones, none that a
 * baseline knows. */
struct findings {
	struct arena *arena; /* NULL: there are none */
	struct found *items;
	size_t count;
	struct draftlint_answer *answers;
	size_t answer_count;
	uint64_t digest; /* differs where what is shown differs, almost certainly; 0: nothing */
};

/* Forgets what FINDINGS held and copies FILE's; excerpts are left out. */
void findings_keep(struct findings *findings, const struct draftlint_file *file);
void findings_release(struct findings *findings);

#endif
