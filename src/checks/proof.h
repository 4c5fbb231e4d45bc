/*
 * Proof: whether the published text shows what a detector of the pack looks for.
 */
#ifndef CHECKS_PROOF_H
#define CHECKS_PROOF_H

#include "checks/check.h"

/* A pattern that takes too long is reported and counts as found: it proves
 * nothing either way. */
bool proof_shown(const struct check_context *context, const struct detector *detector);

#endif
