#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first line comes late: most runs end before anybody could read it. */
enum { FIRST_MS = 400, EVERY_MS = 100, NS_PER_MS = 1000000 };

static struct timespec from_now(long milliseconds)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	time.tv_nsec += milliseconds * NS_PER_MS;
	if (time.tv_nsec >= 1000L * NS_PER_MS) {
		time.tv_nsec -= 1000L * NS_PER_MS;
		time.tv_sec++;
	}
	return time;
}

static bool is_due(const struct timespec *due)
{
	struct timespec now = from_now(0);

	return now.tv_sec > due->tv_sec ||
	       (now.tv_sec == due->tv_sec && now.tv_nsec >= due->tv_nsec);
}

/* Milliseconds since SINCE. */
static size_t elapsed(const struct timespec *since)
{
	struct timespec now = from_now(0);

	return (size_t)((now.tv_sec - since->tv_sec) * 1000 +
	                (now.tv_nsec - since->tv_nsec) / NS_PER_MS);
}

/* The line holds nothing but numbers, so it needs no sink. */
static void write_line(const char *line)
{
	if (write(STDERR_FILENO, line, strlen(line)) < 0)
		return; /* a progress line that is lost is no loss */
}

void progress_begin(struct progress *progress, bool quiet)
{
	const char *term = getenv("TERM");

	progress->shown = false;
	progress->wanted = !quiet && isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
	progress->begun = from_now(0);
	progress->next = from_now(FIRST_MS);
}

void progress_show(struct progress *progress, size_t done, size_t total)
{
	char line[128];
	size_t rate;

	if (!progress->wanted || !is_due(&progress->next))
		return;
	rate = done * 1000 / (elapsed(&progress->begun) + 1);
	if (rate)
		snprintf(line, sizeof(line),
		         "\r%zu of %zu files checked, %zu a second, %zu s left\033[K", done, total,
		         rate, (total - done + rate - 1) / rate);
	else
		snprintf(line, sizeof(line), "\r%zu of %zu files checked\033[K", done, total);
	write_line(line);
	progress->shown = true;
	progress->next = from_now(EVERY_MS);
}

void progress_clear(struct progress *progress)
{
	if (progress->shown)
		write_line("\r\033[K");
	progress->shown = false;
}
