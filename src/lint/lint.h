/*
 * Lint: one draft against its plan. This is where a file becomes findings.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include <draftlint.h>

#include "lint/baseline.h"
#include "lint/plan.h"

/* What one thread keeps from draft to draft. */
struct worker {
	struct arena *arena; /* the draft's: reset after each */
	struct matcher *matcher;
	struct hits hits;
};

struct worker *worker_new(void);
void worker_free(struct worker *worker);

struct job;

/* A draft that has just been checked and is still there. */
struct checked {
	const struct job *job;
	struct arena *scratch;               /* the draft's: reset with it */
	const struct check_context *context; /* NULL: it could not be read */
	const enum severity *levels;         /* of the ruleset's rules, for this draft */
	const struct draftlint_file *file;   /* what was found */
};

/* A draft to be checked. Strings outlive the result's use. */
struct job {
	const char *path;     /* to open */
	const char *shown;    /* in findings */
	const char *relative; /* to the configuration's folder: for globs and fingerprints */
	const struct plan *plan;
	bool follow;       /* a symbolic link may be followed: it was named and stays inside */
	const char *bytes; /* the text itself, instead of a file; NULL: read PATH */
	size_t size;
	const char *blob;                /* git's name of the text; NULL: it is none of git's */
	const struct baseline *baseline; /* NULL: none */
	const char *key;                 /* the draft's name in it … */
	const char *former_key; /* … and in entries from before it was renamed; NULL: same */
	const char *former;     /* RELATIVE of then; NULL: same */
	bool quiet;             /* checked for the baseline only */
	enum draftlint_fixing fixing;
	bool keep_file; /* fixes are worked out, but not written */
	/* Makes the result's extract, in ARENA, on the worker's thread; NULL: nothing
	 * but findings is wanted. */
	const char *(*extract)(struct arena *arena, const struct checked *checked);
};

/* The result of one draft; stands alone. */
struct result {
	struct arena *arena; /* owns everything in FILE; NULL when nothing is in it */
	struct draftlint_file file;
	const char *extract; /* NULL: none was wanted */
	size_t suppressed;
	size_t counts[4]; /* findings by severity, without suppressed and known ones */
	size_t left;      /* findings after the fixes: the same, unless the file was kept */
	size_t problems;  /* of the metadata's container */
	bool readable;    /* the metadata is */
};

/* Checks JOB without regard to fixes; the result is released with result_release. */
void lint_job(struct worker *worker, const struct job *job, struct result *result);

/* The two halves of it. Reads JOB's text into ARENA; when false, RESULT says why. */
bool lint_read(struct arena *arena, const struct job *job, struct source **source,
               struct result *result);

/* Checks SOURCE as JOB's text. FAILURE, if not NULL, is reported with the rest:
 * why it was not mended. */
void lint_source(struct worker *worker, const struct job *job, const struct source *source,
                 const char *failure, struct result *result);

void result_release(struct result *result);

enum { LINT_FINDINGS_LIMIT = 1000 }; /* of one draft */

#endif
