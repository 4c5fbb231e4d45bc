#include "cli/scaffold.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/source.h"
#include "base/temporary.h"

/* Packs are flat; what goes deeper goes in circles. */
enum { DEPTH_LIMIT = 8 };

void scaffold_begin(struct scaffold *scaffold, struct arena *arena)
{
	*scaffold = (struct scaffold){.arena = arena};
	interrupt_hold(&scaffold->interrupt);
}

static void fail(struct scaffold *scaffold, const char *path, const char *why)
{
	if (scaffold->failed)
		return;
	scaffold->failed = arena_strdup(scaffold->arena, path);
	scaffold->why = arena_strdup(scaffold->arena, why);
}

static void keep(struct scaffold *scaffold, const char *path)
{
	scaffold->made = arena_grow(scaffold->arena, scaffold->made, scaffold->count,
	                            &scaffold->capacity, sizeof(*scaffold->made));
	scaffold->made[scaffold->count++] = arena_strdup(scaffold->arena, path);
}

void scaffold_folder(struct scaffold *scaffold, const char *path)
{
	if (scaffold->failed)
		return;
	if (mkdir(path, 0777) == 0)
		keep(scaffold, path);
	else
		fail(scaffold, path, strerror(errno));
}

void scaffold_file(struct scaffold *scaffold, const char *path, struct slice bytes)
{
	int descriptor;
	int error;

	if (scaffold->failed)
		return;
	descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (descriptor < 0) {
		fail(scaffold, path, strerror(errno));
		return;
	}
	keep(scaffold, path);
	error = write_all(descriptor, bytes);
	if (close(descriptor) != 0 && !error)
		error = errno;
	if (error)
		fail(scaffold, path, strerror(error));
}

static void copy_file(struct scaffold *scaffold, const char *from, const char *to)
{
	struct source *source;
	enum source_status status =
	    source_read(scaffold->arena, from, from, SOURCE_LIMIT, true, &source);

	if (status == SOURCE_OK)
		scaffold_file(scaffold, to, slice_from(source->bytes, source->size));
	else
		fail(scaffold, from, source_status_text(scaffold->arena, status, SOURCE_LIMIT));
}

static void copy_folder(struct scaffold *scaffold, const char *from, const char *to, unsigned depth)
{
	struct dirent **entries;
	int count;

	scaffold_folder(scaffold, to);
	if (scaffold->failed)
		return;
	count = scandir(from, &entries, NULL, alphasort);
	if (count < 0) {
		fail(scaffold, from, strerror(errno));
		return;
	}
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		const char *source = arena_printf(scaffold->arena, "%s/%s", from, name);
		const char *target = arena_printf(scaffold->arena, "%s/%s", to, name);
		struct stat status;

		if (name[0] != '.' && !scaffold->failed) {
			if (stat(source, &status) != 0)
				fail(scaffold, source, strerror(errno));
			else if (S_ISREG(status.st_mode))
				copy_file(scaffold, source, target);
			else if (S_ISDIR(status.st_mode) && depth < DEPTH_LIMIT)
				copy_folder(scaffold, source, target, depth + 1);
		}
		free(entries[i]);
	}
	free(entries);
}

void scaffold_copy(struct scaffold *scaffold, const char *from, const char *to)
{
	if (!scaffold->failed)
		copy_folder(scaffold, from, to, 0);
}

/* Newest first, so that folders are empty again. */
static void undo(const struct scaffold *scaffold)
{
	for (size_t i = scaffold->count; i-- > 0;)
		if (unlink(scaffold->made[i]) != 0)
			(void)rmdir(scaffold->made[i]);
}

bool scaffold_end(struct scaffold *scaffold)
{
	bool good = !scaffold->failed && !interrupt_came(&scaffold->interrupt);

	if (!good)
		undo(scaffold);
	interrupt_release(&scaffold->interrupt);
	return good;
}
