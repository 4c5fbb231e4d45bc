/*
 * Temporary: new content of a file, kept in a file beside it until it is
 * complete and on the disk, so that nobody ever reads half of it and a failure
 * leaves the old content alone.
 *
 * Functions that return int give 0, or the errno of what failed.
 */
#ifndef BASE_TEMPORARY_H
#define BASE_TEMPORARY_H

#include <stdbool.h>

#include "base/text.h"

enum { TEMPORARY_NAME_SIZE = sizeof(".draftlint-XXXXXXXX.tmp") };

struct temporary {
	int folder;     /* the caller's descriptor of the folder that it is in */
	int descriptor; /* -1 once it is closed */
	char name[TEMPORARY_NAME_SIZE];
};

/* A new, empty file in FOLDER that only its owner may read. */
int temporary_open(struct temporary *temporary, int folder);

/* Sees to it that what was written is on the disk, and closes. Closes also when
 * it fails. */
int temporary_finish(struct temporary *temporary);

/* Closes if need be and removes the file. */
int temporary_remove(struct temporary *temporary);

/* Whether a file called NAME (or PATH's last part) is one of ours: what is found
 * was left behind by a run that was killed. */
bool temporary_is_path(const char *path);

/* All of BYTES, however many writes that takes. */
int write_all(int descriptor, struct slice bytes);

/* Brings what was written to the disk. */
int sync_all(int descriptor);

/* Opens the folder that holds PATH; *NAME is the last part of PATH. */
int open_folder_of(const char *path, const char **name, int *folder);

#endif
