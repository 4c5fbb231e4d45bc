/*
 * Plan: which configuration, pack and severities apply to a draft.
 *
 * Plans are made on one thread before drafts are checked, one for each pair of
 * configuration and pack; then they are immutable and shared. What depends on
 * the draft's path or metadata (overrides) is applied by plan_levels.
 */
#ifndef LINT_PLAN_H
#define LINT_PLAN_H

#include "checks/ruleset.h"
#include "lint/ignored.h"
#include "rules/config.h"

/* A severity for one rule of the ruleset. */
struct plan_level {
	size_t rule;
	enum severity severity;
	struct place place;
};

struct plan_levels {
	struct plan_level *items;
	size_t count;
};

struct plan_styles;

struct plan {
	const struct config *config; /* NULL: none */
	const struct ruleset *ruleset;
	struct field_map fields;       /* the pack's, with the configuration's before them */
	struct plan_levels rules;      /* the configuration's `rules` */
	struct plan_levels *overrides; /* of each of the configuration's overrides */
	bool *selected;                /* of ruleset->rules: by --select and --ignore */
	struct plan_styles *styles;    /* of each list of styles of the configuration */
	struct ignored *ignored;       /* of each override, then the configuration's own */
};

/* Which of the ruleset's styles a list names. */
struct plan_styles {
	const struct node *items; /* the list */
	bool *named;              /* of ruleset->styles */
};

/* What the command line asks for; NULL lists: nothing. */
struct plan_selection {
	const char *const *select;
	const char *const *ignore;
};

/*
 * A plan in ARENA. Rule names of the configuration that the ruleset does not
 * have are errors (NULL is returned, REPORT holds them). Of SELECTION, names
 * that are unknown to the ruleset are left to the caller (plan_unknown).
 */
struct plan *plan_new(struct arena *arena, const struct config *config,
                      const struct ruleset *ruleset, const struct plan_selection *selection,
                      struct report *report);

/*
 * Severities for one draft, of plan->ruleset->rules, in ARENA. *STATED tells for
 * each whether the configuration gave it: then it beats what a finding asks for.
 */
enum severity *plan_levels(const struct plan *plan, struct arena *arena, const char *relative,
                           const struct draft *draft, const struct fields *fields, bool **stated);

/* The same as far as it does not depend on the draft itself and on what is selected;
 * RELATIVE NULL: of a draft that no override names. */
enum severity *plan_levels_by_path(const struct plan *plan, struct arena *arena,
                                   const char *relative);

#endif
