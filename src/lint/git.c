#include "lint/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

extern char **environ;

/* A temporary file holding BYTES, to be read from its start; -1 on failure. A
 * file, not a pipe: git may answer before it has read all of its input. */
static int file_with(const char *bytes, size_t len)
{
	FILE *file = tmpfile();
	int fd;

	if (!file)
		return -1;
	if (fwrite(bytes, 1, len, file) != len || fflush(file) != 0) {
		fclose(file);
		return -1;
	}
	fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
	fclose(file);
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

/* Everything that can be read from FD. */
static void read_to_end(int fd, struct builder *out)
{
	char buffer[8192];

	for (;;) {
		ssize_t n = read(fd, buffer, sizeof(buffer));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		builder_add(out, buffer, (size_t)n);
	}
}

/* Runs git with ARGV, standard input from INPUT; its output goes to OUT. The
 * exit status, or -1 when it could not be run. */
static int run_git(char *const argv[], int input, struct builder *out)
{
	posix_spawn_file_actions_t actions;
	int pipe_fds[2];
	int status = -1;
	int error;
	pid_t pid;

	if (pipe(pipe_fds) != 0)
		return -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, pipe_fds[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addclose(&actions, pipe_fds[0]);
	error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(pipe_fds[1]);
	if (error == 0) {
		read_to_end(pipe_fds[0], out);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	}
	close(pipe_fds[0]);
	return error == 0 ? status : -1;
}

/* Marks the paths that OUTPUT (NUL-terminated names) repeats, in their order. */
static void mark(const char *const *paths, size_t count, bool *ignored, struct slice output)
{
	size_t next = 0;

	for (size_t i = 0; i < output.len;) {
		const char *name = output.ptr + i;
		size_t j = next;

		while (j < count && strcmp(paths[j], name) != 0)
			j++;
		if (j < count) {
			ignored[j] = true;
			next = j + 1;
		}
		i += strlen(name) + 1;
	}
}

bool git_ignored(const char *const *paths, size_t count, bool *ignored)
{
	char *const argv[] = {"git", "check-ignore", "-z", "--stdin", NULL};
	struct builder input = {0};
	struct builder output = {0};
	int status = -1;
	int fd;

	for (size_t i = 0; i < count; i++)
		builder_add(&input, paths[i], strlen(paths[i]) + 1);
	fd = file_with(input.bytes, input.len);
	if (fd >= 0) {
		status = run_git(argv, fd, &output);
		close(fd);
	}
	/* 0: some are ignored; 1: none is; 128: no repository. */
	if (status == 0)
		mark(paths, count, ignored, builder_slice(&output));
	builder_release(&input);
	builder_release(&output);
	return status == 0 || status == 1;
}
