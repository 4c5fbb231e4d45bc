/*
 * Brief items: a brief as it came from the library, kept for whoever writes it.
 */
#ifndef CLI_BRIEF_ITEMS_H
#define CLI_BRIEF_ITEMS_H

#include <stdbool.h>
#include <stddef.h>

#include <draftlint.h>

#include "cli/sink.h"

struct arena;

struct brief_items {
	struct arena *arena;
	struct draftlint_brief_item *items; /* those of a section stand together */
	size_t count;
	size_t capacity;
};

/* Keeps ITEM; the context of draftlint_brief is the struct brief_items. */
void brief_items_add(void *items, const struct draftlint_brief_item *item);

/* The items [*start, *end) of SECTION; false when there are none. */
bool brief_items_find(const struct brief_items *items, const char *section, size_t *start,
                      size_t *end);

/* The first item of SECTION that is chosen, or NULL. */
const struct draftlint_brief_item *brief_items_chosen(const struct brief_items *items,
                                                      const char *section);

/* "Name: text", whichever there is beside the id, on one line; whether there is. */
void brief_item_write(struct sink *sink, const struct draftlint_brief_item *item);
bool brief_item_says(const struct draftlint_brief_item *item);

#endif
