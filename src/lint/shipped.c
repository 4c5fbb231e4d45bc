#include "lint/shipped.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/nearest.h"

enum { ROOTS = 3 };

static bool is_pack(struct arena *arena, const char *folder)
{
	struct stat status;

	return lstat(arena_printf(arena, "%s/pack.yaml", folder), &status) == 0;
}

/* Where shipped packs are: beside an installed program, in a build tree, where
 * `make install` was told to put them. */
static void find_roots(struct arena *arena, const char *roots[ROOTS])
{
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash = NULL;

	if (len > 0) {
		program[len] = '\0';
		slash = strrchr(program, '/');
	}
	if (slash)
		*slash = '\0';
	roots[0] = slash ? arena_printf(arena, "%s/../share/draftlint/rules", program) : NULL;
	roots[1] = slash ? arena_printf(arena, "%s/../../rules", program) : NULL;
	roots[2] = DRAFTLINT_PACKS;
}

static const char *shown_folder(struct arena *arena, const char *folder)
{
	char *full = realpath(folder, NULL);
	char *here = realpath(".", NULL);
	const char *shown = folder;

	if (full && here) {
		size_t len = strlen(here);

		shown = strncmp(full, here, len) == 0 && full[len] == '/'
		            ? arena_strdup(arena, full + len + 1)
		            : arena_strdup(arena, full);
	}
	free(full);
	free(here);
	return shown;
}

bool pack_name_is_path(const char *name)
{
	return strchr(name, '/') || name[0] == '.';
}

const char *pack_folder(struct arena *arena, const char *name, const char *base)
{
	const char *folder =
	    name[0] == '/' || !*base ? name : arena_printf(arena, "%s/%s", base, name);
	const char *roots[ROOTS];

	if (is_pack(arena, folder))
		return shown_folder(arena, folder);
	if (pack_name_is_path(name))
		return NULL;
	find_roots(arena, roots);
	for (size_t i = 0; i < ROOTS; i++) {
		folder = roots[i] ? arena_printf(arena, "%s/%s", roots[i], name) : NULL;
		if (folder && is_pack(arena, folder))
			return shown_folder(arena, folder);
	}
	return NULL;
}

const char *pack_nearest(struct arena *arena, const char *name)
{
	struct nearest nearest;
	const char *roots[ROOTS];

	nearest_init(&nearest, slice_of(name));
	find_roots(arena, roots);
	for (size_t i = 0; i < ROOTS; i++) {
		DIR *dir = roots[i] ? opendir(roots[i]) : NULL;

		for (struct dirent *entry; dir && (entry = readdir(dir));)
			if (entry->d_name[0] != '.')
				nearest_try(&nearest, arena_strdup(arena, entry->d_name));
		if (dir)
			closedir(dir);
	}
	return nearest_best(&nearest, NULL);
}
