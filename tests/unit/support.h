/*
 * What several tests need: a folder of their own to work in, files with parents,
 * findings as text, children that end, and numbers that are random but the same
 * in every run. Include it after <cmocka.h>.
 */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/finding.h"
#include "base/text.h"

#define SUPPORT_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- numbers ---- */

/* The next number of SEED, which is never 0. */
static inline uint64_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* A number below LIMIT. */
static inline size_t random_below(uint64_t *seed, size_t limit)
{
	return (size_t)(random_next(seed) >> 16) % limit;
}

/* Adds NUMBER of the COUNT PIECES to OUT. */
static inline void random_add(uint64_t *seed, struct builder *out, const char *const *pieces,
                              size_t count, size_t number)
{
	while (number--)
		builder_add_string(out, pieces[random_below(seed, count)]);
}

/* Root may do anything: in the working directory, be somebody else for a while.
 * False when that cannot be done. */
static inline bool permissions_matter(void)
{
	return geteuid() != 0 || (chmod(".", 0755) == 0 && seteuid(65534) == 0);
}

static inline void permissions_restore(void)
{
	if (getuid() == 0 && seteuid(0) != 0)
		abort();
}

/* ---- a folder ---- */

struct scratch {
	char *before; /* the working directory, to return to */
	char *folder;
};

static inline int scratch_remove(const char *path, const struct stat *status, int kind,
                                 struct FTW *walk)
{
	(void)status;
	(void)walk;
	if (kind == FTW_DNR)
		chmod(path, 0700);
	return remove(path);
}

/* For cmocka's setup: makes an empty folder and goes there. */
static inline int scratch_enter(void **state)
{
	struct scratch *scratch = malloc(sizeof(*scratch));
	const char *base = getenv("TMPDIR");
	char path[4096];

	snprintf(path, sizeof(path), "%s/draftlint-test-XXXXXX", base && *base ? base : "/tmp");
	scratch->before = getcwd(NULL, 0);
	scratch->folder = mkdtemp(path) ? realpath(path, NULL) : NULL;
	*state = scratch;
	return !scratch->before || !scratch->folder || chdir(scratch->folder) != 0;
}

/* For its teardown: returns, and removes the folder with all that is in it. */
static inline int scratch_leave(void **state)
{
	struct scratch *scratch = *state;
	int wrong;

	permissions_restore();
	wrong = chdir(scratch->before);
	wrong |= nftw(scratch->folder, scratch_remove, 16, FTW_DEPTH | FTW_PHYS);
	free(scratch->before);
	free(scratch->folder);
	free(scratch);
	return wrong;
}

#define scratch_test(function)                                                                     \
	cmocka_unit_test_setup_teardown(function, scratch_enter, scratch_leave)

/* Makes the folder PATH and those above it. */
static inline void make_folder(const char *path)
{
	char *copy = strdup(path);

	for (char *c = copy + 1;; c++) {
		char here = *c;

		if (here && here != '/')
			continue;
		*c = '\0';
		mkdir(copy, 0755);
		*c = here;
		if (!here)
			break;
	}
	free(copy);
}

/* Writes the file PATH; the folders above it are made. */
static inline void write_bytes(const char *path, const char *bytes, size_t size)
{
	const char *slash = strrchr(path, '/');
	FILE *file;

	if (slash && slash != path) {
		char *folder = strndup(path, (size_t)(slash - path));

		make_folder(folder);
		free(folder);
	}
	file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
		fail_msg("cannot write %s", path);
}

static inline void write_file(const char *path, const char *text)
{
	write_bytes(path, text, strlen(text));
}

/* ---- findings ---- */

/* Adds "path:line:column: message\n" and lines for its help, notes and fix. */
static inline void add_finding_text(struct builder *out, const struct finding *finding)
{
	const struct source *source = finding->place.source;

	if (source) {
		struct position p = source_position(source, finding->place.span.start);

		builder_printf(out, "%s:%u:%u: ", source->path, p.line, p.column);
	}
	builder_printf(out, "%s\n", finding->message);
	for (const struct note *n = finding->notes; n; n = n->next) {
		builder_add_string(out, "  note: ");
		if (n->place.source) {
			struct position p = source_position(n->place.source, n->place.span.start);

			builder_printf(out, "%s:%u:%u: ", n->place.source->path, p.line, p.column);
		}
		builder_printf(out, "%s\n", n->text);
	}
	if (finding->help)
		builder_printf(out, "  help: %s\n", finding->help);
	if (finding->fix)
		builder_printf(out, "  fix: %s\n", finding->fix->title);
}

/* REPORT's findings in their order, as text in its arena. */
static inline const char *report_text(const struct report *report)
{
	struct builder out = {0};
	const char *text;

	for (const struct finding *f = report->first; f; f = f->next)
		add_finding_text(&out, f);
	text = builder_copy(&out, report->arena);
	builder_release(&out);
	return text;
}

/* ---- children ---- */

/* Calls RUN(CONTEXT) in a child: its exit status, -1 when it was killed or came
 * back; what it wrote to standard error stands in ERRORS. */
static inline int status_of_child(void (*run)(void *context), void *context, char *errors,
                                  size_t room)
{
	int fds[2];
	size_t len = 0;
	int status;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(fds[1], STDERR_FILENO);
		close(fds[0]);
		run(context);
		_exit(111);
	}
	close(fds[1]);
	for (ssize_t n; (n = read(fds[0], errors + len, room - 1 - len)) > 0;)
		len += (size_t)n;
	errors[len] = '\0';
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) && WEXITSTATUS(status) != 111 ? WEXITSTATUS(status) : -1;
}

#endif
