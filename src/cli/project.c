#include "cli/project.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/formats.h"

/* What PATH is called below FOLDER ("/" is ""), or NULL. */
static const char *below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

static const char *working_directory(struct arena *arena)
{
	char *path = getcwd(NULL, 0);
	const char *copy = path ? arena_strdup(arena, strcmp(path, "/") == 0 ? "" : path) : "";

	free(path);
	return copy;
}

static const char *service_folder(struct arena *arena, const char *folder)
{
	static const char *const names[] = {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);
		char *real = value && *value ? realpath(value, NULL) : NULL;
		const char *found = NULL;

		if (real && (strcmp(real, folder) == 0 || below(folder, real)))
			found = arena_strdup(arena, real);
		free(real);
		if (found)
			return found;
	}
	return NULL;
}

const char *project_repository(struct arena *arena, const char *folder)
{
	char *path = arena_strdup(arena, folder);

	for (char *slash = path + strlen(path); slash; slash = strrchr(path, '/')) {
		*slash = '\0';
		if (access(arena_printf(arena, "%s/.git", path), F_OK) == 0)
			return path;
	}
	return NULL;
}

void project_find(struct arena *arena, struct view *view)
{
	view->folder = working_directory(arena);
	view->project = service_folder(arena, view->folder);
	if (!view->project)
		view->project = project_repository(arena, view->folder);
	if (!view->project)
		view->project = view->folder;
}

void project_path_absolute(struct builder *out, const struct view *view, const char *path)
{
	if (path[0] != '/')
		builder_add_string(out, view->folder ? view->folder : "");
	builder_add_path(out, slice_of(path));
}

void project_path(struct builder *out, const struct view *view, const char *path)
{
	struct builder whole = {NULL, 0, 0};
	const char *inside;

	project_path_absolute(&whole, view, path);
	builder_add(&whole, "", 0);
	inside = below(whole.bytes, view->project ? view->project : "");
	builder_add_string(out, inside ? inside : whole.bytes);
	builder_release(&whole);
}

static bool stands_for_itself(char c)
{
	return char_is_alnum(c) || c == '/' || c == '-' || c == '.' || c == '_' || c == '~';
}

void project_add_uri(struct builder *out, const char *path)
{
	for (const char *c = path; *c;) {
		const char *start = c;

		while (stands_for_itself(*c))
			c++;
		builder_add(out, start, (size_t)(c - start));
		for (; *c && !stands_for_itself(*c); c++)
			builder_printf(out, "%%%02X", (unsigned)(unsigned char)*c);
	}
}
