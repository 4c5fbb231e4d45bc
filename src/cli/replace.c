#include "cli/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/temporary.h"
#include "cli/sink.h"

static int write_and_close(int descriptor, const struct sink *sink)
{
	int error = sink_write(sink, descriptor);

	if (close(descriptor) != 0 && !error)
		error = errno;
	return error;
}

int append_file(const char *path, const struct sink *sink)
{
	int descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);

	return descriptor < 0 ? errno : write_and_close(descriptor, sink);
}

int create_file(const char *path, const struct sink *sink)
{
	struct interrupt interrupt;
	int descriptor;
	int error = 0;

	interrupt_hold(&interrupt);
	descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	error = descriptor < 0 ? errno : write_and_close(descriptor, sink);
	if (error && descriptor >= 0)
		unlink(path);
	interrupt_release(&interrupt);
	return error;
}

static int write_in_place(const char *path, const struct sink *sink)
{
	int descriptor = open(path, O_WRONLY | O_CLOEXEC);

	return descriptor < 0 ? errno : write_and_close(descriptor, sink);
}

/* Temporary files are private; a report is as public as its folder wants. */
static mode_t usual_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

/* Writes SINK to NAME in FOLDER. */
static int write_in_folder(int folder, const char *name, const struct sink *sink, mode_t mode)
{
	struct temporary temporary;
	int error = temporary_open(&temporary, folder);

	if (error)
		return error;
	if (fchmod(temporary.descriptor, mode) != 0)
		error = errno;
	if (!error)
		error = sink_write(sink, temporary.descriptor);
	if (!error)
		error = temporary_finish(&temporary);
	if (!error && renameat(folder, temporary.name, folder, name) != 0)
		error = errno;
	if (error)
		(void)temporary_remove(&temporary);
	return error;
}

static int write_beside(const char *path, const struct sink *sink, mode_t mode)
{
	struct interrupt interrupt;
	const char *name;
	int folder;
	int error = open_folder_of(path, &name, &folder);

	if (error)
		return error;
	interrupt_hold(&interrupt);
	error = write_in_folder(folder, name, sink, mode);
	interrupt_release(&interrupt);
	close(folder);
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
