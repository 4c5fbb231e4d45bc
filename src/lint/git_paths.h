/*
 * Git paths: the drafts of a run as git lists them, instead of searching
 * folders: what is staged, or what has changed.
 */
#ifndef LINT_GIT_PATHS_H
#define LINT_GIT_PATHS_H

#include <draftlint.h>

#include "lint/paths.h"

/*
 * Adds what OPTIONS (staged, changed) ask for, of the COUNT files and folders
 * that are NAMED; of the whole repository when there are none. A name that
 * neither git nor the file system knows is added as missing. False, with *WHY
 * in the paths' arena, when git cannot tell.
 */
bool git_paths_add(struct paths *paths, const struct draftlint_options *options,
                   const char *const *named, size_t count, const char **why);

#endif
