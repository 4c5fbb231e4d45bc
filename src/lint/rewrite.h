/*
 * Rewrite: gives a draft a new text so that, whatever fails and whoever else
 * writes to it, the file holds one whole text and nobody's words are lost.
 *
 * The new text goes into a temporary file in the same folder, gets the owner,
 * the mode and the attributes of the old one, is brought to the disk and
 * exchanged with it. Only when what came out is what was read is it removed;
 * else it goes back. This is the one file that knows the calls of Linux that
 * make this possible; where they are missing the file is replaced by rename(2),
 * without a second look.
 */
#ifndef LINT_REWRITE_H
#define LINT_REWRITE_H

#include <stdbool.h>

#include "base/text.h"

struct arena;

/*
 * Replaces the text of the file at PATH, which was read as BEFORE, by AFTER.
 * NULL when that is done; else why it is not, in ARENA, as the end of a message.
 * *REPLACED tells which of the two texts is there. Refused: symbolic links,
 * files with several names, files that may not be written or run as their
 * owner, and a file that does not hold BEFORE any more.
 */
const char *rewrite_file(struct arena *arena, const char *path, struct slice before,
                         struct slice after, bool *replaced);

#endif
