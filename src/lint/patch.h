/*
 * Patch: a text under many edits, that remembers which of its bytes are the
 * original's. Memory: the arena's.
 */
#ifndef LINT_PATCH_H
#define LINT_PATCH_H

#include <draftlint.h>

#include "base/source.h"

struct arena;

/* Bytes that stand in a row; FROM is their offset in the original. */
struct piece {
	struct slice bytes;
	size_t from; /* SIZE_MAX: they were put in */
};

struct patch {
	struct arena *arena;
	const struct source *original;
	struct piece *pieces;
	size_t count;
	size_t capacity;
};

struct patch patch_of(struct arena *arena, const struct source *original);

/* Edits the text as it is now by EDITS, sorted and apart from one another, whose
 * texts are copied. */
void patch_apply(struct patch *patch, const struct draftlint_edit *const *edits, size_t count);

/* Lets the text's last line end in a line break exactly when the original's does. */
void patch_keep_end(struct patch *patch);

/* The text as it is now. */
struct slice patch_text(const struct patch *patch);

/* All edits so far as edits of the original, fewest and smallest. */
const struct draftlint_edit *patch_edits(const struct patch *patch, size_t *count);

/* Whether bytes [START, END) of the text as it is now hold, or lie next to, what
 * was put in or taken out. */
bool patch_touches(const struct patch *patch, size_t start, size_t end);

#endif
