#include "lint/renames.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/git_list.h"
#include "lint/paths.h"

enum { STEPS_LIMIT = 8 }; /* how often a file may have been renamed */

struct step {
	const char *from;
	const char *to;
	size_t age; /* a name may have been used again: the newest rename counts */
};

struct renames {
	struct step *steps; /* by from, each once */
	size_t count;
	size_t capacity;
	size_t listed; /* so far, the newest first */
};

static int by_from(const void *a, const void *b)
{
	return strcmp(((const struct step *)a)->from, ((const struct step *)b)->from);
}

static int by_age(const void *a, const void *b)
{
	const struct step *x = a;
	const struct step *y = b;
	int order = by_from(a, b);

	return order ? order : (x->age > y->age) - (x->age < y->age);
}

/* Adds what git lists; false when no name in it is new. */
static bool add(struct arena *arena, struct renames *renames, const struct git_list *list)
{
	size_t before = renames->count;
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct git_file *file = &list->items[i];

		if (!file->former)
			continue;
		renames->steps = arena_grow(arena, renames->steps, renames->count,
		                            &renames->capacity, sizeof(*renames->steps));
		renames->steps[renames->count++] =
		    (struct step){file->former, file->path, renames->listed++};
	}
	if (renames->count)
		qsort(renames->steps, renames->count, sizeof(*renames->steps), by_age);
	for (size_t i = 0; i < renames->count; i++)
		if (i == 0 || by_from(&renames->steps[i], &renames->steps[kept - 1]) != 0)
			renames->steps[kept++] = renames->steps[i];
	renames->count = kept;
	return kept > before;
}

static const char *next(const struct renames *renames, const char *path)
{
	struct step wanted = {.from = path};
	const struct step *found = renames->count ? bsearch(&wanted, renames->steps, renames->count,
	                                                    sizeof(wanted), by_from)
	                                          : NULL;

	return found ? found->to : NULL;
}

/* The last name of the file at PATH that is known. */
static const char *last_name(const struct renames *renames, const char *path)
{
	for (int i = 0; i < STEPS_LIMIT && paths_gone(path); i++) {
		const char *to = next(renames, path);

		if (!to)
			break;
		path = to;
	}
	return path;
}

struct renames *renames_find(struct arena *arena, const char *const *gone, size_t count,
                             bool staged)
{
	struct renames *renames = arena_alloc(arena, sizeof(*renames));
	const char **lost = arena_array(arena, count, sizeof(*lost));
	struct git_list list = {.arena = arena};
	bool going = git_list_renamed(&list, staged);

	if (going)
		add(arena, renames, &list);
	/* Each time around the names that the last commits gave are looked for. */
	for (int i = 0; i < STEPS_LIMIT && going; i++) {
		size_t lost_count = 0;

		for (size_t k = 0; k < count; k++) {
			const char *path = last_name(renames, gone[k]);

			if (paths_gone(path))
				lost[lost_count++] = path;
		}
		list = (struct git_list){.arena = arena};
		going = lost_count && git_list_renamed_before(&list, lost, lost_count) &&
		        add(arena, renames, &list);
	}
	return renames;
}

const char *renames_now(const struct renames *renames, const char *path)
{
	const char *name = last_name(renames, path);

	return name == path || paths_gone(name) ? NULL : name;
}
