/*
 * Renames: where files are by now that are not where they were, as far as git
 * lists it: in the work tree or the index, and in the commits before.
 */
#ifndef LINT_RENAMES_H
#define LINT_RENAMES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct renames;

/* What became of the COUNT files that are GONE, as seen from the working directory;
 * in the index if STAGED. Without git or a repository: nothing is known. */
struct renames *renames_find(struct arena *arena, const char *const *gone, size_t count,
                             bool staged);

/* Where the file that was at PATH, one of GONE, is now; NULL when it is not known. */
const char *renames_now(const struct renames *renames, const char *path);

#endif
