/*
 * Reporter: between the library's callbacks and the formats. It hands each
 * file's findings to every output that was asked for, keeps what belongs on
 * standard error, and writes it all at the end. One for each run of a command.
 */
#ifndef CLI_REPORTER_H
#define CLI_REPORTER_H

#include <stdbool.h>
#include <stddef.h>

#include <draftlint.h>

#include "cli/formats.h"
#include "cli/progress.h"

struct arena;
struct arguments;

struct reporter {
	const struct format *const *formats; /* that the command has */
	struct output *outputs;
	size_t output_count;
	struct view view;
	struct sink errors; /* standard error */
	struct sink text;   /* standard output, when it is for what fixes make */
	bool makes_text;
	bool made; /* TEXT is complete: it may be empty */
	struct progress progress;
	const char *idle; /* why there was nothing to check; NULL: no drafts were found */
	size_t faulty;
	const struct draftlint_rule *rules; /* when a format wants them */
	size_t rule_count;
	const struct draftlint_audit *audit; /* what formats of audits write; NULL: nothing */
	int status;                          /* 2 once something had no place in a file */
	struct draftlint_receiver receiver;
};

/* The outputs of --format, else of DRAFTLINT_OUTPUT_FORMAT, else full on
 * standard output. False when one of them is wrong: it has been said, nothing
 * is to be released, and the status is 2. */
bool reporter_begin(struct reporter *reporter, const struct arguments *arguments);

/* For commands whose standard output is not findings: full on standard error,
 * without a summary; of drafts, only why they were not checked in full. */
void reporter_begin_aside(struct reporter *reporter, const struct arguments *arguments);

/* Standard output gets DOCUMENT, as it is. */
void reporter_make(struct reporter *reporter, struct slice document);

/* "draftlint: what: text" on standard error when everything is written. */
void reporter_say(struct reporter *reporter, const char *what, const char *text);

/* Asks SESSION for the rules if a format wants to describe them. They live in
 * ARENA, until reporter_end. */
void reporter_learn_rules(struct reporter *reporter, struct draftlint *session,
                          struct arena *arena);

/* Hands FINDINGS, which are sorted by path, to the formats of findings, as files. */
void reporter_add_findings(struct reporter *reporter, const struct draftlint_finding *findings,
                           size_t count);

/* Writes everything and releases. CLOSING, if not NULL, is the last line
 * instead of the usual summary. STATUS is what the run came to so far; returns
 * the exit status. */
int reporter_end(struct reporter *reporter, const struct draftlint_summary *summary,
                 const char *closing, int status);

#endif
