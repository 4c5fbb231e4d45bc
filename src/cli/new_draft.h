/*
 * New draft: the beginning of one, from a brief.
 */
#ifndef CLI_NEW_DRAFT_H
#define CLI_NEW_DRAFT_H

#include <stdbool.h>

#include "cli/brief_items.h"

/*
 * Front matter in CONTAINER with what the brief has chosen, and as comments what is
 * left to choose; then a title and sections to be written. MDX has another form of
 * comment in its body.
 */
void new_draft_write(const struct brief_items *items, const struct draftlint_container *container,
                     bool mdx, struct sink *sink);

#endif
