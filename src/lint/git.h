/*
 * Git: what the installed git program knows, asked without a shell.
 */
#ifndef LINT_GIT_H
#define LINT_GIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

/*
 * Runs git with ARGV (NULL-terminated), INPUT as its standard input, in the
 * environment of this process: a hook's GIT_INDEX_FILE counts. What it writes
 * is added to OUT. Its exit status, or -1 when it cannot be run; unless that is
 * 0, *WHY, in ARENA, says what happened.
 */
int git_run(struct arena *arena, char *const argv[], struct slice input, struct builder *out,
            const char **why);

/*
 * Sets IGNORED[i] for each of COUNT paths that git would ignore (tracked files
 * never are), as seen from the working directory. False, with nothing set, when
 * there is no git or no repository: then nothing is ignored.
 */
bool git_ignored(const char *const *paths, size_t count, bool *ignored);

#endif
