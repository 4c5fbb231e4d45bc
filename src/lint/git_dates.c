#include "lint/git_dates.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "lint/git.h"

/* Stands before the day of each commit; no name of a file begins with it. */
#define MARK "\001"

static bool is_shallow(struct arena *arena)
{
	char *const argv[] = {"git", "rev-parse", "--is-shallow-repository", NULL};
	struct builder answer = {0};
	const char *why;
	bool shallow = git_run(arena, argv, slice_of(""), &answer, &why) != 0 ||
	               !slice_starts(builder_slice(&answer), "false");

	builder_release(&answer);
	return shallow;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct git_date *)a)->path, ((const struct git_date *)b)->path);
}

/* Names come newest first: the first day that a file is given is its last. */
static void date_name(struct git_date *dates, size_t count, const char *name, long day)
{
	struct git_date key = {.path = name};
	struct git_date *found = bsearch(&key, dates, count, sizeof(*dates), by_path);

	/* A path that was given twice stands beside itself. */
	for (struct git_date *d = found; d && d >= dates && strcmp(d->path, name) == 0; d--)
		if (d->day == DATE_NONE)
			d->day = day;
	for (struct git_date *d = found; d && d < dates + count && strcmp(d->path, name) == 0; d++)
		if (d->day == DATE_NONE)
			d->day = day;
}

/* "\001DAY\nNAME\0NAME\0…", for each commit. */
static void read_log(struct git_date *dates, size_t count, struct slice log)
{
	long day = DATE_NONE;

	for (size_t i = 0; i < log.len; i += strlen(log.ptr + i) + 1) {
		const char *name = log.ptr + i;

		if (slice_starts(slice_of(name), MARK)) {
			if (!date_parse(slice_from(name + 1, DATE_SIZE - 1), &day))
				return;
			name = strchr(name, '\n');
			name = name ? name + 1 : "";
		}
		if (*name)
			date_name(dates, count, name, day);
	}
}

void git_date_files(struct git_date *dates, size_t count)
{
	char *const argv[] = {"git",         "--no-optional-locks",
	                      "log",         "-n",
	                      "100000",      "-z",
	                      "--name-only", "--no-renames",
	                      "--relative",  "--format=format:" MARK "%cs",
	                      "--",          ".",
	                      NULL};
	struct arena *arena = arena_new();
	struct builder log = {0};
	const char *why;

	qsort(dates, count, sizeof(*dates), by_path);
	if (!is_shallow(arena) && git_run(arena, argv, slice_of(""), &log, &why) == 0)
		read_log(dates, count, builder_slice(&log));
	builder_release(&log);
	arena_free(arena);
}
