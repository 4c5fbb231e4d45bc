/*
 * Baseline: the findings that a team knows of and lets pass for now, so that
 * only new ones fail. A JSON file with one finding on each line, in an order
 * that lets git merge it; a finding is known by its fingerprint.
 *
 * Immutable once loaded, in its arena, and shared by all threads.
 */
#ifndef LINT_BASELINE_H
#define LINT_BASELINE_H

#include <draftlint.h>

#include "base/finding.h"

struct arena;
struct builder;

struct baseline {
	const char *path;                /* of its file, as shown */
	struct draftlint_known *entries; /* by path, rule and fingerprint, each once */
	size_t count;
	const struct draftlint_known **slots; /* the same by the hash of the fingerprint */
	size_t slot_count;                    /* a power of two, or 0 */
};

/* The name that is looked for beside a configuration. */
#define BASELINE_NAME "draftlint-baseline.json"

/* A baseline that nothing is in yet, for the file at PATH. */
struct baseline *baseline_new(struct arena *arena, const char *path);

/*
 * Loads the file at PATH. NULL when it cannot be used: REPORT holds the errors,
 * by RULE; at PLACE, where it is named, when there is no such file.
 */
struct baseline *baseline_load(struct arena *arena, const char *path, struct place place,
                               struct report *report, const struct rule *rule);

/* The entry with FINGERPRINT, or NULL. */
const struct draftlint_known *baseline_find(const struct baseline *baseline,
                                            const char *fingerprint);

/* The entries of the draft at PATH, as baseline_key gives it: *COUNT from the result on. */
const struct draftlint_known *baseline_of(const struct baseline *baseline, const char *path,
                                          size_t *count);

/* What BASELINE calls the draft at PATH: as seen from the folder of its file; what
 * JSON cannot hold is replaced. */
const char *baseline_key(struct arena *arena, const struct baseline *baseline, const char *path);

/* The text of a file that holds COUNT entries; they are sorted here, and equal ones
 * are dropped. Returns how many are left. */
size_t baseline_write(struct draftlint_known *entries, size_t count, struct builder *out);

#endif
