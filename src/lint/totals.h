/*
 * Totals: what a run amounts to, and the exit status that follows from it.
 */
#ifndef LINT_TOTALS_H
#define LINT_TOTALS_H

#include <draftlint.h>

#include "lint/lint.h"

/* How often a rule found something. */
struct tally {
	const char *rule;
	enum draftlint_severity severity;
	size_t count;
	size_t files;
	size_t last_file; /* number of the file that was counted last */
	bool fixable;
};

struct totals {
	struct arena *arena;
	const struct draftlint_options *options;
	struct draftlint_summary summary; /* complete after totals_finish */
	struct draftlint_skip *skips;
	size_t skip_count;
	size_t skip_capacity;
	struct draftlint_rule_count *rules; /* of the summary, room for RULE_CAPACITY */
	size_t rule_capacity;
	struct tally *tallies;
	size_t tally_count;
	size_t tally_capacity;
	bool untrusted; /* something was not checked: status 2 */
};

/* A file that was found and not checked. REASON must outlive TOTALS. */
void totals_skip(struct totals *totals, const char *reason);

/* The result of a draft that was checked by PLAN. */
void totals_add(struct totals *totals, const struct result *result, const struct plan *plan);

/* COUNT errors in configurations and packs. */
void totals_add_errors(struct totals *totals, size_t count);

/* Fills the summary; more can be added and it be finished again. */
void totals_finish(struct totals *totals);

/* The severity from which on a finding fails the run. */
enum severity totals_fail_on(const struct draftlint_options *options, const struct plan *plan);

#endif
