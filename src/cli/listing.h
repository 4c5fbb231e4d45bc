/*
 * Listing: a small document for standard output (a table of rules, a card, an
 * explanation), with the findings that came up on the way on standard error.
 */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/arguments.h"
#include "cli/reporter.h"

struct listing {
	struct sink sink; /* what goes to standard output */
	struct reporter reporter;
	struct draftlint_options options;
	struct draftlint *session;
};

/* Opens a session with what ARGUMENTS say. */
void listing_begin(struct listing *listing, const struct arguments *arguments);

/* Writes everything, releases and closes the session; the exit status: 2 when
 * something could not be loaded, found or written (not GOOD), else 0. */
int listing_end(struct listing *listing, bool good);

/* TEXT, one line of untrusted text, then blanks up to WIDTH columns and two more. */
void listing_cell(struct listing *listing, const char *text, size_t width);

/* TEXT of several lines, each behind PREFIX. */
void listing_block(struct listing *listing, const char *prefix, const char *text);

/* A heading in bold, with its line break. */
void listing_heading(struct listing *listing, const char *text);

#endif
