/*
 * Shipped: where the folder of a pack is, given its name or its path, and which
 * packs came with the program.
 */
#ifndef LINT_SHIPPED_H
#define LINT_SHIPPED_H

#include <stdbool.h>

struct arena;

/*
 * The folder of the pack NAME: a path, or a folder's name, relative to BASE (""
 * for the working directory), else the name of a shipped pack. Written as a
 * person would: relative when it lies below the working directory. In ARENA;
 * NULL when there is none.
 */
const char *pack_folder(struct arena *arena, const char *name, const char *base);

/* Whether NAME can only be a path. */
bool pack_name_is_path(const char *name);

/* Calls PACK for every shipped pack, by name; the strings live in ARENA. */
void pack_shipped(struct arena *arena,
                  void (*pack)(void *context, const char *name, const char *folder), void *context);

/* The shipped pack whose name is nearest to NAME, in ARENA; NULL: none is near. */
const char *pack_nearest(struct arena *arena, const char *name);

#endif
