/*
 * Coverage: which rules of the styles run, and why the others do not.
 */
#ifndef LINT_COVERAGE_H
#define LINT_COVERAGE_H

#include <draftlint.h>

#include "lint/plan.h"

/* Calls RULE for each rule of RULESET's styles. */
void coverage_list(const struct ruleset *ruleset,
                   void (*rule)(void *context, const struct draftlint_style_rule *rule),
                   void *context);

/* Calls NOTICE once for each style and reason, with the names of the rules that
 * do not run for it, unless PLAN turns them off anyway. Texts live in ARENA. */
void coverage_notices(struct arena *arena, const struct plan *plan,
                      void (*notice)(void *context, const char *text), void *context);

#endif
