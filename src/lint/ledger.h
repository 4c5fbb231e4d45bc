/*
 * Ledger: how a run meets the entries of a baseline: which are found again,
 * which are stale, and what the file would hold if it were written now. One for
 * each baseline of a run, used on the caller's thread.
 */
#ifndef LINT_LEDGER_H
#define LINT_LEDGER_H

#include "lint/baseline.h"
#include "lint/jobs.h"
#include "lint/limits.h"

enum entry_state {
	ENTRY_KEPT,  /* its draft was not checked */
	ENTRY_STALE, /* it was, or is gone, and this was not found */
	ENTRY_FOUND,
};

struct ledger {
	struct ledger *next;
	const struct baseline *baseline;
	enum entry_state *states;      /* of baseline->entries */
	struct draftlint_known *found; /* what is to be written, when run->work asks for it */
	size_t found_count;
	size_t found_capacity;
	size_t added; /* of these, not in the baseline before */
};

/*
 * Opens the ledgers of JOBS, which have their baselines, and finds out which names
 * drafts had when they were entered: git is asked for renames when entries
 * belong to files that are gone. Entries of other files that are gone are stale if
 * they lie in what was SEARCHED (NULL: nothing). When a baseline is to be written,
 * renamed drafts that are not among JOBS are added, as quiet ones.
 */
void ledger_open(struct run *run, struct jobs *jobs, struct arena *arena,
                 const struct limits *searched);

/* The result of JOB. */
void ledger_add(struct run *run, const struct job *job, const struct result *result);

/* How many entries are stale. */
size_t ledger_stale(const struct run *run);

/* As draftlint_baseline_make says, for run->receiver. */
bool ledger_make(struct run *run, enum draftlint_baseline_work work, const char *const *paths,
                 size_t count,
                 void (*write)(void *context, const struct draftlint_baseline *baseline),
                 void *context);

#endif
