/*
 * Rule list: the rules of a plan as they are shown to people.
 */
#ifndef LINT_RULE_LIST_H
#define LINT_RULE_LIST_H

#include <draftlint.h>

#include "lint/plan.h"

/* Calls RULE for each rule that can run, by name, with the severity that it has for
 * drafts at RELATIVE (NULL: where no override holds). Memory: ARENA. */
void rule_list(const struct plan *plan, struct arena *arena, const char *relative,
               void (*rule)(void *context, const struct draftlint_rule *rule), void *context);

#endif
