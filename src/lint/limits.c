#include "lint/limits.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/paths.h"

static int by_full(const void *a, const void *b)
{
	return strcmp(((const struct limit *)a)->full, ((const struct limit *)b)->full);
}

struct limits limits_new(struct arena *arena, const char *const *named, size_t count)
{
	struct limits limits = {arena_array(arena, count, sizeof(*limits.items)), 0};

	for (size_t i = 0; i < count; i++) {
		const char *full = paths_full(arena, named[i]);

		limits.items[i] = (struct limit){full ? full : named[i], named[i], false};
	}
	if (count)
		qsort(limits.items, count, sizeof(*limits.items), by_full);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || by_full(&limits.items[i], &limits.items[limits.count - 1]) != 0)
			limits.items[limits.count++] = limits.items[i];
	return limits;
}

struct limit *limits_find(struct arena *arena, const struct limits *limits, const char *path,
                          const char **rest)
{
	const char *full = paths_full(arena, path);
	char *folder = arena_strdup(arena, full ? full : path);
	struct limit key = {.full = folder};

	for (;;) {
		struct limit *found =
		    bsearch(&key, limits->items, limits->count, sizeof(key), by_full);
		char *slash = strrchr(folder, '/');

		if (found)
			*rest = (full ? full : path) + strlen(folder);
		if (found || !slash)
			return found;
		*slash = '\0';
	}
}
