/*
 * Formats: one table of the ways to write findings, one file each. A format is
 * a pure function of what it is given: it writes into its output's sink and
 * touches nothing else. Files come in the order of their paths.
 */
#ifndef CLI_FORMATS_H
#define CLI_FORMATS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "cli/sink.h"

struct draftlint_audit;
struct draftlint_file;
struct draftlint_rule;
struct draftlint_summary;

enum column_unit { COLUMN_CODEPOINT, COLUMN_BYTE, COLUMN_UTF16, COLUMN_DISPLAY };

/* How text formats show things. */
struct view {
	enum column_unit unit;
	size_t width;        /* of the terminal */
	bool quiet;          /* findings only */
	bool failures;       /* of drafts, only why they were not checked in full */
	bool statistics;     /* a table of the rules that found something */
	bool fix;            /* fixes were made … */
	bool diff;           /* … or are only shown */
	const char *folder;  /* the working directory, absolute; NULL: "/" */
	const char *project; /* the folder that reports count paths from; NULL: "/" */
};

/* What a run came to. */
struct totals {
	const struct draftlint_summary *summary;
	size_t faulty; /* drafts with at least one finding that is not suppressed */
	const struct draftlint_rule *rules; /* if the format wants them, by name */
	size_t rule_count;
	const char *closing; /* instead of the usual last line; NULL: the usual one */
	int status;          /* exit status */
	const struct draftlint_audit *audit; /* NULL: none was made */
};

struct output {
	const struct format *format;
	const char *path; /* NULL: the descriptor */
	int descriptor;
	bool append;  /* to the file at path, instead of replacing it */
	size_t limit; /* bytes that the reader takes; 0: any number */
	struct sink sink;
	struct view view;
	void *state; /* the format's own, from begin to end */
};

struct format {
	const char *name;
	const char *help;
	bool has_summary;      /* end writes it; otherwise it goes to standard error */
	bool wants_rules;      /* end is given what is known about the rules */
	bool wants_suppressed; /* file is given what a comment suppresses … */
	bool wants_known;      /* … and what a baseline knows */
	void (*begin)(struct output *output); /* may be NULL, as message */
	void (*file)(struct output *output,
	             const struct draftlint_file *file);          /* NULL for a format of audits */
	void (*message)(struct output *output, const char *text); /* an error without a file */
	void (*end)(struct output *output, const struct totals *totals);
};

extern const struct format format_full;
extern const struct format format_concise;
extern const struct format format_json;
extern const struct format format_jsonl;
extern const struct format format_github;
extern const struct format format_sarif;
extern const struct format format_gitlab;
extern const struct format format_checkstyle;
extern const struct format format_junit;
extern const struct format format_rdjson;
extern const struct format format_rdjsonl;
extern const struct format format_azure;
extern const struct format format_grouped;
extern const struct format format_markdown;

/* Formats of an audit: end is given it, or NULL when there is none. */
extern const struct format audit_text;
extern const struct format audit_json;
extern const struct format audit_csv;
extern const struct format audit_html;
extern const struct format audit_markdown;

/* All of them, the default first; NULL-terminated. */
extern const struct format *const formats[];
extern const struct format *const audit_formats[]; /* those of findings included */

/* NULL when TABLE has none of that name. */
const struct format *format_find(const struct format *const *table, struct slice name);

/* Hands FILE to the format of OUTPUT, with the findings that it wants. */
void format_write_file(struct output *output, const struct draftlint_file *file);

#endif
