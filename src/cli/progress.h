/*
 * Progress: one line on standard error while drafts are checked, when that is
 * a terminal; gone when the work is done.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct progress {
	bool wanted;
	bool shown;
	struct timespec begun;
	struct timespec next; /* not before */
};

/* Nothing is shown when QUIET or when standard error is no terminal. */
void progress_begin(struct progress *progress, bool quiet);
void progress_show(struct progress *progress, size_t done, size_t total);
void progress_clear(struct progress *progress);

#endif
