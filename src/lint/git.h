/*
 * Git: what the installed git program knows, asked without a shell.
 */
#ifndef LINT_GIT_H
#define LINT_GIT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Sets IGNORED[i] for each of COUNT paths that git would ignore (tracked files
 * never are), as seen from the working directory. False, with nothing set, when
 * there is no git or no repository: then nothing is ignored.
 */
bool git_ignored(const char *const *paths, size_t count, bool *ignored);

#endif
