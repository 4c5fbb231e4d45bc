#include "lint/git_paths.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "lint/git_list.h"

/* A file or folder that was named: what lies outside of all is left out. */
struct limit {
	const char *full; /* its path from the root; "" is the root */
	const char *name; /* as given */
	bool met;         /* git lists it, or something in it */
};

struct limits {
	struct limit *items; /* by full */
	size_t count;
};

static int by_full(const void *a, const void *b)
{
	return strcmp(((const struct limit *)a)->full, ((const struct limit *)b)->full);
}

static struct limits limits_of(struct arena *arena, const char *const *named, size_t count)
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

/* The nearest limit that PATH lies in, and *REST: what of PATH is below it. */
static struct limit *limit_of(struct arena *arena, const struct limits *limits, const char *path,
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

/* Whether searching would have come to REST, a path below where it began. */
static bool would_be_found(const char *rest)
{
	struct slice path = slice_of(rest);
	struct slice part;

	while (slice_split(&path, '/', &part))
		if (path.ptr && !slice_is(part, "..") && part.len && paths_skip_folder(part))
			return false;
	return true;
}

static struct path *add_staged(struct paths *paths, const struct git_file *file)
{
	bool conflict = file->state == GIT_CONFLICT;
	struct path *path = paths_add_found(paths, file->path, conflict ? S_IFREG : file->mode);

	path->blob = file->blob;
	if (conflict)
		path->error = "a merge has left conflicts in it that are not resolved";
	return path;
}

static struct path *add_changed(struct paths *paths, const struct git_file *file)
{
	struct stat status;

	/* Gone since git was asked: as good as deleted. */
	return lstat(file->path, &status) == 0 ? paths_add_found(paths, file->path, status.st_mode)
	                                       : NULL;
}

static void add_file(struct paths *paths, const struct draftlint_options *options,
                     const struct limits *limits, const struct git_file *file)
{
	const char *rest = file->path;
	struct limit *limit = NULL;
	struct path *path;

	if (limits->count) {
		limit = limit_of(paths->arena, limits, file->path, &rest);
		if (!limit)
			return;
		limit->met = true;
	}
	if (file->state == GIT_DELETED || !would_be_found(rest))
		return;
	path = options->staged ? add_staged(paths, file) : add_changed(paths, file);
	if (!path)
		return;
	path->listed = true;
	path->named = limit && !*rest;
}

bool git_paths_add(struct paths *paths, const struct draftlint_options *options,
                   const char *const *named, size_t count, const char **why)
{
	struct git_list list = {.arena = paths->arena};
	struct limits limits = limits_of(paths->arena, named, count);
	struct stat status;

	if (options->staged ? !git_list_staged(&list)
	                    : !git_list_changed(&list, options->changed)) {
		const char *since = options->staged ? "" : options->changed;

		*why = arena_printf(paths->arena, "cannot tell what %s%s%s%s: %s",
		                    options->staged ? "is staged" : "has changed",
		                    *since ? " since `" : "", since, *since ? "`" : "", list.error);
		return false;
	}
	for (size_t i = 0; i < list.count; i++)
		add_file(paths, options, &limits, &list.items[i]);
	for (size_t i = 0; i < limits.count; i++)
		if (!limits.items[i].met && lstat(limits.items[i].name, &status) != 0)
			paths_add(paths, limits.items[i].name);
	return true;
}
