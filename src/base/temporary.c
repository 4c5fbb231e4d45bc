#include "base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/arena.h"

#define PREFIX ".draftlint-"
#define SUFFIX ".tmp"

enum { RANDOM_SIZE = 8, TRIES = 100 };

/* Nobody can guess the name and put a link of that name there before us. */
static int make_name(char name[TEMPORARY_NAME_SIZE])
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned char random[RANDOM_SIZE];
	char text[RANDOM_SIZE + 1] = "";

	if (getentropy(random, sizeof(random)) != 0)
		return errno;
	for (size_t i = 0; i < sizeof(random); i++)
		text[i] = digits[random[i] % 32];
	snprintf(name, TEMPORARY_NAME_SIZE, PREFIX "%s" SUFFIX, text);
	return 0;
}

int temporary_open(struct temporary *temporary, int folder)
{
	const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int error;

	temporary->folder = folder;
	for (int i = 0; i < TRIES; i++) {
		error = make_name(temporary->name);
		if (error)
			return error;
		temporary->descriptor = openat(folder, temporary->name, flags, 0600);
		if (temporary->descriptor >= 0)
			return 0;
		error = errno;
		if (error != EEXIST && error != EINTR)
			return error;
	}
	return error;
}

int sync_all(int descriptor)
{
	int error;

	do
		error = fsync(descriptor) == 0 ? 0 : errno;
	while (error == EINTR);
	return error;
}

int temporary_finish(struct temporary *temporary)
{
	int error = sync_all(temporary->descriptor);

	/* Interrupted or not, the descriptor is gone; what it held is on the disk. */
	if (close(temporary->descriptor) != 0 && errno != EINTR && !error)
		error = errno;
	temporary->descriptor = -1;
	return error;
}

int temporary_remove(struct temporary *temporary)
{
	if (temporary->descriptor >= 0)
		close(temporary->descriptor);
	temporary->descriptor = -1;
	return unlinkat(temporary->folder, temporary->name, 0) == 0 ? 0 : errno;
}

bool temporary_is_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct slice name = slice_of(slash ? slash + 1 : path);

	return name.len == TEMPORARY_NAME_SIZE - 1 && slice_starts(name, PREFIX) &&
	       slice_ends(name, SUFFIX);
}

int write_all(int descriptor, struct slice bytes)
{
	while (bytes.len) {
		ssize_t written = write(descriptor, bytes.ptr, bytes.len);

		if (written < 0 && errno != EINTR)
			return errno;
		if (written == 0)
			return EIO;
		if (written > 0)
			bytes = slice_sub(bytes, (size_t)written, bytes.len);
	}
	return 0;
}

int open_folder_of(const char *path, const char **name, int *folder)
{
	const char *slash = strrchr(path, '/');
	char *copy = NULL;
	int error = 0;

	*name = slash ? slash + 1 : path;
	if (slash) {
		size_t len = slash == path ? 1 : (size_t)(slash - path);

		copy = memory_alloc(len + 1);
		memcpy(copy, path, len);
		copy[len] = '\0';
	}
	do
		*folder = open(copy ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (*folder < 0 && errno == EINTR);
	if (*folder < 0)
		error = errno;
	free(copy);
	return error;
}
