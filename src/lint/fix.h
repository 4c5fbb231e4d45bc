/*
 * Fix: from the findings of a draft to a text without them, and to its file.
 *
 * Fixes that do not touch one another are made at once; the text is checked
 * again, and what was left or has come up is mended in the next pass, until
 * nothing is left to be done. So a second run never finds anything to do. A text
 * that does not come to rest, or is worse than it was, is not written: the draft
 * stays as it is and a finding says which rules' fixes are to blame.
 */
#ifndef LINT_FIX_H
#define LINT_FIX_H

#include "lint/lint.h"

enum { FIX_PASSES = 10 };

/* Checks JOB as lint_job does, and mends it as it asks. */
void fix_job(struct worker *worker, const struct job *job, struct result *result);

#endif
