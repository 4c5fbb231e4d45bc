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

void pack_shipped(struct arena *arena,
                  void (*pack)(void *context, const char *name, const char *folder), void *context)
{
	const char *roots[ROOTS];

	find_roots(arena, roots);
	for (size_t i = 0; i < ROOTS; i++) {
		struct dirent **entries;
		int count = roots[i] ? scandir(roots[i], &entries, NULL, alphasort) : -1;

		for (int e = 0; e < count; e++) {
			const char *name = arena_strdup(arena, entries[e]->d_name);
			const char *folder = arena_printf(arena, "%s/%s", roots[i], name);

			if (name[0] != '.' && is_pack(arena, folder))
				pack(context, name, folder);
			free(entries[e]);
		}
		if (count < 0)
			continue;
		free(entries);
		/* The others hold the same packs. */
		return;
	}
}

static void try_name(void *context, const char *name, const char *folder)
{
	(void)folder;
	nearest_try(context, name);
}

const char *pack_nearest(struct arena *arena, const char *name)
{
	struct nearest nearest;

	nearest_init(&nearest, slice_of(name));
	pack_shipped(arena, try_name, &nearest);
	return nearest_best(&nearest, NULL);
}
