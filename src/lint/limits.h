/*
 * Limits: the files and folders that a caller named, when they only limit what
 * is taken from a list.
 */
#ifndef LINT_LIMITS_H
#define LINT_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct limit {
	const char *full; /* its path from the root; "" is the root */
	const char *name; /* as given */
	bool met;         /* the caller's: something of the list lies in it */
};

struct limits {
	struct limit *items; /* by full, each once */
	size_t count;
};

struct limits limits_new(struct arena *arena, const char *const *named, size_t count);

/* The nearest of LIMITS that PATH lies in or is, and *REST: what of PATH is below
 * it, "" when it is PATH itself. NULL when it lies in none. */
struct limit *limits_find(struct arena *arena, const struct limits *limits, const char *path,
                          const char **rest);

#endif
