/*
 * Rules whose findings are made outside their check: by the linter when it
 * reads a file (lint/), or on behalf of a rule that gave up.
 */
#ifndef CHECKS_LINT_RULES_H
#define CHECKS_LINT_RULES_H

#include "base/finding.h"

/* check_file.c */
extern const struct rule *const rule_file_unreadable;
extern const struct rule *const rule_fix_failed;
extern const struct rule *const rule_limit_reached;
extern const struct rule *const rule_aborted;

/* check_suppression.c */
extern const struct rule *const rule_suppression_unused;
extern const struct rule *const rule_suppression_unknown_rule;

#endif
