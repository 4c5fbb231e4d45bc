/*
 * Guess: where a tree keeps its content, for a configuration that nobody has
 * written yet.
 */
#ifndef LINT_GUESS_H
#define LINT_GUESS_H

#include <draftlint.h>

struct arena;

/* Calls FOLDER for each folder of Markdown below the working directory, by path. */
void guess_content(struct arena *arena,
                   void (*folder)(void *context, const struct draftlint_content *content),
                   void *context);

#endif
