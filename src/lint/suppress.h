/*
 * Suppression: comments in a draft that silence findings.
 *
 *     <!-- draftlint-disable-next-line RULE, RULE -- reason -->
 *     <!-- draftlint-disable RULE --> … <!-- draftlint-enable RULE -->
 *     <!-- draftlint-disable-file RULE -->
 *     # draftlint-disable-line RULE            (in YAML front matter)
 *
 * Without a rule they mean every rule. Vale's `vale off`, `vale on` and
 * `vale Rule = NO` count for prose rules. A finding that says the file was not
 * fully checked cannot be silenced.
 */
#ifndef LINT_SUPPRESS_H
#define LINT_SUPPRESS_H

#include "checks/ruleset.h"

/*
 * Marks the findings of REPORT that DRAFT's comments silence (suppressed_by),
 * and adds a finding for each directive that silences nothing or names no
 * rule. LEVELS are the draft's, of ruleset->rules.
 */
void suppress_apply(const struct draft *draft, const struct ruleset *ruleset,
                    const enum severity *levels, struct report *report);

/* The first words of such comments, by INDEX from 0; NULL behind the last. */
const char *suppress_word(size_t index);

/* Only marks: for findings that are not reported with the draft's own. */
void suppress_mark(const struct draft *draft, const struct ruleset *ruleset, struct report *report);

#endif
