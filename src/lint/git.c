#include "lint/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

extern char **environ;

/* A temporary file that nobody else sees, holding BYTES, to be read from its
 * start; -1 on failure. */
static int file_with(struct slice bytes)
{
	FILE *file = tmpfile();
	int fd;

	if (!file)
		return -1;
	if (fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len || fflush(file) != 0) {
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

/* Runs git with ARGV between these descriptors; its output goes to OUT. The
 * exit status; -1, with errno, when it could not be run. */
static int spawn(char *const argv[], int input, int errors, struct builder *out)
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
	posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
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
	errno = error;
	return error == 0 ? status : -1;
}

/* The first line of what git wrote to FD, without its own "fatal: ". */
static char *first_line(struct arena *arena, int fd)
{
	struct builder text = {0};
	struct slice rest;
	struct slice line = {0};
	char *copy;

	lseek(fd, 0, SEEK_SET);
	read_to_end(fd, &text);
	rest = builder_slice(&text);
	slice_split(&rest, '\n', &line);
	if (slice_starts(line, "fatal: "))
		line = slice_sub(line, strlen("fatal: "), line.len);
	copy = arena_copy(arena, line.ptr, line.len);
	builder_release(&text);
	return copy;
}

int git_run(struct arena *arena, char *const argv[], struct slice input, struct builder *out,
            const char **why)
{
	/* Files, not pipes: git may answer before it has read all of its input, and
	 * what it complains of must not wait until its output is read. */
	int in = file_with(input);
	int errors = file_with(slice_of(""));
	int status = -1;

	if (in >= 0 && errors >= 0)
		status = spawn(argv, in, errors, out);
	if (status < 0)
		*why = arena_printf(arena, "git cannot be run: %s",
		                    errno ? strerror(errno) : "it was killed");
	else if (status > 0)
		*why = arena_printf(arena, "git says: %s", first_line(arena, errors));
	if (in >= 0)
		close(in);
	if (errors >= 0)
		close(errors);
	return status;
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
	struct arena *arena = arena_new();
	struct builder input = {0};
	struct builder output = {0};
	const char *why;
	int status;

	for (size_t i = 0; i < count; i++)
		builder_add(&input, paths[i], strlen(paths[i]) + 1);
	status = git_run(arena, argv, builder_slice(&input), &output, &why);
	/* 0: some are ignored; 1: none is; 128: no repository. */
	if (status == 0)
		mark(paths, count, ignored, builder_slice(&output));
	builder_release(&input);
	builder_release(&output);
	arena_free(arena);
	return status == 0 || status == 1;
}
