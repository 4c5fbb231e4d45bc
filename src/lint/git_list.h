/*
 * Git lists: files by what git knows of them: what the next commit changes,
 * what differs from a revision, what has been renamed since.
 */
#ifndef LINT_GIT_LIST_H
#define LINT_GIT_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/text.h"

struct arena;

enum git_state {
	GIT_PRESENT,  /* added or changed */
	GIT_DELETED,  /* not there any more */
	GIT_CONFLICT, /* a merge has not been resolved */
};

struct git_file {
	const char *path;   /* as seen from the working directory */
	const char *former; /* the same, before it was renamed; NULL: it was not */
	const char *blob;   /* names its content in git; all 0: it is only in the work tree */
	mode_t mode;        /* its kind, as stat would say; of a submodule, none; 0: not known */
	enum git_state state;
};

/* Of the whole repository, in git's order. A file may be in it twice. */
struct git_list {
	struct arena *arena;
	struct git_file *items;
	size_t count;
	size_t capacity;
	const char *error; /* why there is no list, when a function below returned false */
};

/* Files of the index that differ from HEAD, or all when there is no commit. */
bool git_list_staged(struct git_list *list);

/*
 * Files of the work tree that differ from HEAD (REVISION "") or from the best
 * common ancestor of HEAD and REVISION, and those that git does not track and
 * does not ignore.
 */
bool git_list_changed(struct git_list *list, const char *revision);

/* Files that were renamed since HEAD, in the index if STAGED, else in the work tree. */
bool git_list_renamed(struct git_list *list, bool staged);

/* Files that were renamed by the commits that one of the COUNT files at PATHS, which
 * are no more, was renamed by; the newest first. */
bool git_list_renamed_before(struct git_list *list, const char *const *paths, size_t count);

/*
 * The content of COUNT blobs (NULL: of none), in ARENA: SIZES[i] bytes each, and
 * TEXTS[i], which stays NULL when that is more than LIMIT or when git does not
 * have it. False, and *ERROR, when git cannot be asked.
 */
bool git_read_blobs(struct arena *arena, const char *const *blobs, size_t count, size_t limit,
                    const char **texts, size_t *sizes, const char **error);

#endif
