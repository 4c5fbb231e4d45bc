/*
 * Git dates: when files were touched last, by the history of the repository.
 */
#ifndef LINT_GIT_DATES_H
#define LINT_GIT_DATES_H

#include <stddef.h>

struct git_date {
	const char *path; /* as seen from the working directory */
	long day;         /* of its last commit (base/date.h); DATE_NONE: not known */
	size_t tag;       /* the caller's own */
};

/*
 * Fills in the days of COUNT files, and sorts them by path. Nothing is known
 * without git, outside of a repository, of files that no commit has, of what lies
 * further back than 100,000 commits, and where history was cut off (a shallow
 * clone): there one commit would seem to have touched everything.
 */
void git_date_files(struct git_date *dates, size_t count);

#endif
