#include "cli/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/sink.h"

/* Writes, syncs when SYNC, and closes DESCRIPTOR, whatever fails before. */
static int fill(int descriptor, const struct sink *sink, bool sync)
{
	int error = sink_write(sink, descriptor);

	if (!error && sync && fsync(descriptor) != 0)
		error = errno;
	if (close(descriptor) != 0 && !error)
		error = errno;
	return error;
}

int append_file(const char *path, const struct sink *sink)
{
	int descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	return descriptor < 0 ? errno : fill(descriptor, sink, false);
}

static int write_in_place(const char *path, const struct sink *sink)
{
	int descriptor = open(path, O_WRONLY | O_CLOEXEC);

	return descriptor < 0 ? errno : fill(descriptor, sink, false);
}

/* mkstemp's files are private; a report is as public as its directory wants. */
static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static int write_beside(const char *path, const struct sink *sink, mode_t mode)
{
	const char *slash = strrchr(path, '/');
	int folder = slash ? (int)(slash - path) + 1 : 0;
	struct builder name = {NULL, 0, 0};
	int descriptor;
	int error = 0;

	builder_printf(&name, "%.*s.draftlint-XXXXXX", folder, path);
	descriptor = mkstemp(name.bytes);
	if (descriptor < 0) {
		error = errno;
	} else {
		if (fchmod(descriptor, mode) != 0)
			error = errno;
		/* Both must happen: fill also closes. */
		int filled = fill(descriptor, sink, true);

		if (!error)
			error = filled;
		if (!error && rename(name.bytes, path) != 0)
			error = errno;
		if (error)
			unlink(name.bytes);
	}
	builder_release(&name);
	return error;
}

int replace_file(const char *path, const struct sink *sink)
{
	struct stat status;
	char *target;
	int error;

	if (stat(path, &status) != 0)
		return errno == ENOENT ? write_beside(path, sink, usual_mode()) : errno;
	if (S_ISDIR(status.st_mode))
		return EISDIR;
	if (!S_ISREG(status.st_mode))
		return write_in_place(path, sink);
	/* Through a symbolic link: the file it names is replaced, not the link. */
	target = realpath(path, NULL);
	if (!target)
		return errno;
	error = write_beside(target, sink, status.st_mode & 07777);
	free(target);
	return error;
}
