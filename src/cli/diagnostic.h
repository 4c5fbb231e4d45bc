/*
 * Diagnostic: the first line of a finding, "path:5:7: error: message [rule]",
 * the grammar that editors and CI matchers read. Frozen.
 */
#ifndef CLI_DIAGNOSTIC_H
#define CLI_DIAGNOSTIC_H

#include <draftlint.h>

#include "cli/formats.h"

/* With its line break. UNQUOTED: double quotes become single ones. */
void diagnostic_write(struct output *output, const struct draftlint_finding *finding,
                      bool unquoted);

/* "path:31:9: note: text"; the note must have a place. */
void diagnostic_write_note(struct output *output, const struct draftlint_note *note);

/* Whether somebody has to mend it: nothing in the draft suppresses it, and no
 * baseline knows it. */
bool diagnostic_is_open(const struct draftlint_finding *finding);

/* off, error, warning, info; and the colour of a finding's. */
const char *diagnostic_severity_name(enum draftlint_severity severity);
enum style diagnostic_style(const struct draftlint_finding *finding);

#endif
