/*
 * Scaffold: files and folders that are made together or not at all. None of them
 * may be there before; whatever fails, those that were made are taken away again.
 */
#ifndef CLI_SCAFFOLD_H
#define CLI_SCAFFOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/interrupt.h"
#include "base/text.h"

struct arena;

struct scaffold {
	struct arena *arena;
	struct interrupt interrupt; /* signals wait: an interruption would leave a part */
	const char **made;
	size_t count;
	size_t capacity;
	const char *failed; /* the path that could not be made; NULL: all could */
	const char *why;
};

void scaffold_begin(struct scaffold *scaffold, struct arena *arena);

/* Each does nothing once one has failed. What is copied are regular files and the
 * folders that hold them. */
void scaffold_folder(struct scaffold *scaffold, const char *path);
void scaffold_file(struct scaffold *scaffold, const char *path, struct slice bytes);
void scaffold_copy(struct scaffold *scaffold, const char *from, const char *to);

/* Takes all away again if anything failed; false then. */
bool scaffold_end(struct scaffold *scaffold);

#endif
