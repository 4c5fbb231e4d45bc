#include "lint/git_paths.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "lint/git_list.h"
#include "lint/limits.h"

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
		limit = limits_find(paths->arena, limits, file->path, &rest);
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
	struct limits limits = limits_new(paths->arena, named, count);
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
