/*
 * Brief: the way from a goal to a draft. What is not given is derived where the
 * pack leaves no choice; what it leaves open is offered.
 */
#ifndef LINT_BRIEF_H
#define LINT_BRIEF_H

#include <draftlint.h>

#include "lint/plan.h"

/* Calls ITEM for each thing there is to say, section by section. False when WISH
 * names what PLAN's pack does not declare: *WHY, in ARENA, then says so. */
bool brief_print(struct arena *arena, const struct plan *plan, const struct draftlint_wish *wish,
                 void (*item)(void *context, const struct draftlint_brief_item *item),
                 void *context, const char **why);

#endif
