/*
 * Jobs: from the paths or the text that a caller names to the drafts that are
 * checked: what the configuration leaves out, what git ignores, which plan
 * holds for the rest.
 */
#ifndef LINT_JOBS_H
#define LINT_JOBS_H

#include "lint/paths.h"
#include "lint/run.h"

struct jobs {
	struct job *items; /* in PATHS' order and arena */
	size_t count;
};

/* Adds the jobs of MORE behind those of JOBS, in ARENA. */
void jobs_append(struct jobs *jobs, const struct jobs *more, struct arena *arena);

/* As draftlint_check_paths and draftlint_check_text say, for run->receiver; a text is
 * mended as FIXING says. */
void jobs_check_paths(struct run *run, const char *const *paths, size_t count);
void jobs_check_text(struct run *run, const char *path, const char *bytes, size_t size,
                     enum draftlint_fixing fixing, bool keep);

#endif
