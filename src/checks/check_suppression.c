/*
 * Suppression: the comments that silence findings.
 *
 * The linter applies them after all checks have run (lint/suppress.c) and
 * reports by these rules; there is nothing to run here.
 */
#include "checks/check.h"
#include "checks/lint_rules.h"

enum { SUPPRESSION_UNUSED, SUPPRESSION_UNKNOWN_RULE };

static const struct rule rules[] = {
    [SUPPRESSION_UNUSED] = {"suppression-unused", SEVERITY_WARNING, NULL,
                            "a suppression that suppresses nothing",
                            "What it once excused is gone; left in place it would hide the next "
                            "mistake.",
                            "<!-- draftlint-disable-next-line pain-not-top -->, above a clean line",
                            "no comment", true, false},
    [SUPPRESSION_UNKNOWN_RULE] = {"suppression-unknown-rule", SEVERITY_WARNING, NULL,
                                  "a suppression names a rule or a directive that does not exist",
                                  "It silences nothing, though its author believes it does.",
                                  "<!-- draftlint-disable-next-line pain-not-tob -->",
                                  "<!-- draftlint-disable-next-line pain-not-top -->", true, false},
};

const struct rule *const rule_suppression_unused = &rules[SUPPRESSION_UNUSED];
const struct rule *const rule_suppression_unknown_rule = &rules[SUPPRESSION_UNKNOWN_RULE];

const struct check check_suppression = {
    .name = "suppression",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
};
