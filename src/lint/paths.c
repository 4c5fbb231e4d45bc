#include "lint/paths.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

enum { DEPTH_LIMIT = 200 };

static struct path *add(struct paths *paths, const char *path, bool named, enum path_state state)
{
	paths->items = arena_grow(paths->arena, paths->items, paths->count, &paths->capacity,
	                          sizeof(*paths->items));
	paths->items[paths->count] = (struct path){.path = path, .named = named, .state = state};
	return &paths->items[paths->count++];
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool paths_skip_folder(struct slice name)
{
	return slice_starts(name, ".") || slice_is(name, "node_modules");
}

struct path *paths_add_found(struct paths *paths, const char *path, mode_t mode)
{
	struct path *added = add(paths, path, false, PATH_FILE);

	if (S_ISLNK(mode))
		added->skip = "symbolic links";
	else if (!S_ISREG(mode))
		added->skip = "not regular files";
	return added;
}

/* What cannot be searched, though it is there. */
static void add_failed(struct paths *paths, const char *path, bool named, const char *why)
{
	add(paths, path, named, PATH_FAILED)->error =
	    arena_printf(paths->arena, "cannot be searched: %s", why);
}

static void search(struct paths *paths, int dir, const char *path, unsigned depth);

static void search_entry(struct paths *paths, int dir, const char *path, const char *name,
                         unsigned depth)
{
	const char *full = strcmp(path, ".") == 0
	                       ? name
	                       : arena_printf(paths->arena, "%s%s%s", path,
	                                      slice_ends(slice_of(path), "/") ? "" : "/", name);
	struct stat status;

	if (fstatat(dir, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		add_failed(paths, full, false, strerror(errno));
		return;
	}
	if (S_ISDIR(status.st_mode)) {
		int fd;

		if (paths_skip_folder(slice_of(name)))
			return;
		fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			add_failed(paths, full, false, strerror(errno));
		else
			search(paths, fd, full, depth + 1);
	} else {
		paths_add_found(paths, full, status.st_mode);
	}
}

/* Everything below the open folder DIR (closed here). Names are read first, so
 * that no more descriptors are open than the tree is deep. */
static void search(struct paths *paths, int dir, const char *path, unsigned depth)
{
	DIR *stream = fdopendir(dir);
	char **names = NULL;
	size_t count = 0;
	size_t capacity = 0;

	if (!stream || depth > DEPTH_LIMIT) {
		add_failed(paths, path, false, stream ? "nested too deep" : strerror(errno));
		if (stream)
			closedir(stream);
		else
			close(dir);
		return;
	}
	for (struct dirent *entry; (entry = readdir(stream));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		names = arena_grow(paths->arena, names, count, &capacity, sizeof(*names));
		names[count++] = arena_strdup(paths->arena, entry->d_name);
	}
	if (count)
		qsort(names, count, sizeof(*names), by_name);
	for (size_t i = 0; i < count; i++)
		search_entry(paths, dirfd(stream), path, names[i], depth);
	closedir(stream);
}

/* Whether the link at NAME leads to a regular file below the working directory. */
static bool link_stays_inside(const char *name)
{
	char *target = realpath(name, NULL);
	char *here = realpath(".", NULL);
	bool inside = false;
	struct stat status;

	if (target && here) {
		size_t len = strlen(here);

		inside = strncmp(target, here, len) == 0 && target[len] == '/' &&
		         !strstr(target + len, "/.git/") && stat(target, &status) == 0 &&
		         S_ISREG(status.st_mode);
	}
	free(target);
	free(here);
	return inside;
}

static const char *without_dot(const char *name)
{
	while (name[0] == '.' && name[1] == '/') {
		name += 2;
		while (*name == '/')
			name++;
	}
	return *name ? name : ".";
}

void paths_add(struct paths *paths, const char *name)
{
	struct stat status;

	if (*name)
		name = without_dot(name);
	if (lstat(name, &status) != 0) {
		add(paths, arena_strdup(paths->arena, name), true, PATH_FAILED);
		return;
	}
	if (S_ISDIR(status.st_mode)) {
		int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (fd < 0)
			add_failed(paths, arena_strdup(paths->arena, name), true, strerror(errno));
		else
			search(paths, fd, arena_strdup(paths->arena, name), 0);
		return;
	}
	add(paths, arena_strdup(paths->arena, name), true,
	    S_ISLNK(status.st_mode) && link_stays_inside(name) ? PATH_LINK
	    : S_ISREG(status.st_mode)                          ? PATH_FILE
	                                                       : PATH_FAILED);
}

const char *paths_full(struct arena *arena, const char *name)
{
	struct builder out = {0};
	char here[PATH_MAX] = "";
	char *full;

	if (name[0] != '/' && !getcwd(here, sizeof(here)))
		return NULL;
	builder_add_path(&out, slice_of(arena_printf(arena, "%s/%s", here, name)));
	full = builder_copy(&out, arena);
	builder_release(&out);
	return full;
}

bool paths_gone(const char *path)
{
	struct stat status;

	return lstat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

const char *paths_folder(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return "";
	return arena_copy(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

const char *paths_in(struct arena *arena, const char *folder, const char *name)
{
	if (!*folder)
		return arena_strdup(arena, name);
	return arena_printf(arena, "%s%s%s", folder, slice_ends(slice_of(folder), "/") ? "" : "/",
	                    name);
}

const char *paths_between(struct arena *arena, struct slice folder, const char *path)
{
	struct builder out = {0};
	size_t common = 0;
	const char *copy;

	for (size_t i = 0; i < folder.len && path[i] == folder.ptr[i]; i++)
		if (path[i] == '/')
			common = i + 1;
	for (size_t i = common; i < folder.len; i++)
		if (folder.ptr[i] == '/')
			builder_add_string(&out, "../");
	builder_add_string(&out, path + common);
	copy = builder_copy(&out, arena);
	builder_release(&out);
	return copy;
}

/* Whether PATH is written as it is found below the working directory. */
static bool is_plain(const char *path)
{
	return path[0] != '/' && path[0] != '.' && !strstr(path, "/.") && !strstr(path, "//");
}

const char *paths_from(struct arena *arena, const char *folder, const char *path)
{
	const char *from;
	const char *to;

	if (!*folder && is_plain(path))
		return path;
	from = paths_full(arena, folder);
	to = paths_full(arena, path);
	if (!from || !to)
		return path;
	return paths_between(arena, slice_of(arena_printf(arena, "%s/", from)), to);
}

static int by_path(const void *a, const void *b)
{
	const struct path *x = a;
	const struct path *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : (int)y->named - (int)x->named;
}

void paths_sort(struct paths *paths)
{
	size_t kept = 0;

	if (paths->count)
		qsort(paths->items, paths->count, sizeof(*paths->items), by_path);
	for (size_t i = 0; i < paths->count; i++)
		if (i == 0 || strcmp(paths->items[i].path, paths->items[kept - 1].path) != 0)
			paths->items[kept++] = paths->items[i];
	paths->count = kept;
}
