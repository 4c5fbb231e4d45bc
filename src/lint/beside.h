/*
 * Beside: how the drafts that stand around a new one write their metadata.
 */
#ifndef LINT_BESIDE_H
#define LINT_BESIDE_H

struct arena;
struct metadata_reader;

/* The container of the first draft in the folder of PATH that has one, else of the
 * folders above up to the working directory; that of YAML when there is none. */
const struct metadata_reader *beside_reader(struct arena *arena, const char *path);

#endif
