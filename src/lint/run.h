/*
 * Run: what the calls of one session have in common: what has been loaded, what
 * it all amounts to so far, and who is told. Used on the caller's thread.
 */
#ifndef LINT_RUN_H
#define LINT_RUN_H

#include "lint/session.h"
#include "lint/totals.h"

struct jobs;
struct ledger;
struct paths;

/* Whoever wants more of a run than its receiver is told. */
struct run_watch {
	void *context;
	/* Before the drafts are checked: may change what is done with them. */
	void (*planned)(void *context, const struct paths *paths, struct jobs *jobs);
	/* With each result, before the receiver. */
	void (*checked)(void *context, const struct result *result);
};

struct run {
	struct session *session;
	struct totals totals;
	struct ledger *ledgers;            /* of the baselines that were met */
	enum draftlint_baseline_work work; /* what is done with them; 0: they are read */
	bool misled; /* by a configuration, a pack or a baseline that is wrong */
	const struct draftlint_receiver *receiver; /* of the call that is on its way */
	const struct run_watch *watch;             /* NULL: nobody watches */
};

/* Hands over what went wrong with configurations and packs since the last time. */
void run_deliver_settings(struct run *run);

/* Hands over the findings of REPORT, file by file, and forgets them; how many. */
size_t run_deliver_report(const struct run *run, struct report *report);

/* Hands over one file, if anybody wants it. */
void run_deliver(const struct run *run, const struct draftlint_file *file);

/* An error that has no place in any file: status 2. */
void run_fail(struct run *run, const char *text);

#endif
