/*
 * Summary: the last lines of a run, for people.
 */
#ifndef CLI_SUMMARY_H
#define CLI_SUMMARY_H

#include "cli/formats.h"

/* The table of rules if the view asks for it, then "Found 6 problems …" or
 * "41 files checked, no problems", or the totals' own closing line. Nothing
 * when nothing was checked, or when the view is quiet (the table stays). */
void summary_write(struct sink *sink, const struct view *view, const struct totals *totals);

/* "nothing was checked: …" with the reasons, when no draft was met and nothing
 * was found that says why; IDLE is the reason when no file was met (NULL: none
 * was found). */
void summary_write_nothing(struct sink *sink, const struct draftlint_summary *summary,
                           const char *idle);

#endif
