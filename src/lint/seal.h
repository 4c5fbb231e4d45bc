/*
 * Seal: from findings that point into a draft to a report file that stands
 * alone: sorted, without duplicates, with lines, columns and excerpts. The
 * draft can then be forgotten.
 */
#ifndef LINT_SEAL_H
#define LINT_SEAL_H

#include <draftlint.h>

#include "base/finding.h"
#include "lint/baseline.h"

struct arena;

/* Where a sealed file's findings belong when their own source is another file
 * (a pack's defaults): at the start of the draft, with a note. */
struct seal_options {
	const char *path;            /* of the file */
	const char *relative;        /* goes into fingerprints: does not depend on the folder
	                                the program was started in */
	const struct source *source; /* the draft; NULL: findings keep their own files */
	struct span opening; /* the draft\'s first line, where findings about all of it stand */
	const struct baseline *baseline; /* where findings may be known; NULL: none is */
	const char *former; /* RELATIVE before the draft was renamed; NULL: it was not */
	/* A finding's severity, OFF to drop it; NULL: as its rule says. */
	enum severity (*severity)(void *context, const struct finding *finding);
	void *context;
};

/* FILE's findings, in ARENA. */
void seal_findings(struct arena *arena, const struct report *report,
                   const struct seal_options *options, struct draftlint_file *file);

struct draftlint_position seal_position(const struct source *source, size_t offset);

#endif
