/*
 * Paths: which files a run is about. Folders are searched; what is named
 * itself is always taken. Symbolic links are never followed while searching.
 */
#ifndef LINT_PATHS_H
#define LINT_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/text.h"

struct arena;

enum path_state {
	PATH_FILE,   /* a regular file */
	PATH_LINK,   /* a named symbolic link to a regular file inside the working directory */
	PATH_FAILED, /* named, but missing or not a file: reading it will say why */
};

struct path {
	const char *path; /* to open and to show: without "./" at its start */
	bool named;       /* by the user, not found by searching */
	enum path_state state;
	const char *skip;  /* why it is not checked; NULL: it is */
	const char *error; /* why it or what is in it cannot be checked; NULL: it can */
	bool listed;       /* by git: so it does not ignore it */
	const char *blob;  /* where git has the content to check; NULL: it is in the file */
};

struct paths {
	struct arena *arena;
	struct path *items; /* after paths_sort: by byte order, each once */
	size_t count;
	size_t capacity;
};

/* Adds NAME, or every file below it when it is a folder. */
void paths_add(struct paths *paths, const char *name);

/* Adds a file that was found, in whatever way, by its MODE. */
struct path *paths_add_found(struct paths *paths, const char *path, mode_t mode);

/* Whether searching leaves out a folder of that name: hidden ones and installed
 * packages hold no drafts of the team. */
bool paths_skip_folder(struct slice name);

/* NAME from the root of the file system, without "." and "..", by its words
 * alone; NULL when the working directory has no name. */
const char *paths_full(struct arena *arena, const char *name);

/* Whether there is nothing at PATH, not even something that cannot be read. */
bool paths_gone(const char *path);

/* The folder of PATH: "" for the working directory, without a final slash. */
const char *paths_folder(struct arena *arena, const char *path);

/* NAME in FOLDER. */
const char *paths_in(struct arena *arena, const char *folder, const char *name);

/* PATH as seen from FOLDER; paths_between: both are seen from the same place, and
 * FOLDER is "" or ends in a slash. */
const char *paths_from(struct arena *arena, const char *folder, const char *path);
const char *paths_between(struct arena *arena, struct slice folder, const char *path);

/* Sorts by path; a path that was named and found is one, named. */
void paths_sort(struct paths *paths);

#endif
