/*
 * Sink: the one way from draftlint to a terminal, a log or a report. What is
 * ours goes in through sink_add and sink_printf; what came from a draft, a
 * pack or a file name goes in through sink_text, sink_message or sink_path and
 * is made harmless. Everything is kept until sink_write.
 *
 * Whoever reads the bytes, these hold (but for a document that another program
 * reads): no control or direction character, no
 * line whose first visible character is a foreign ":" (a CI runner obeys
 * "::command::"), and in a CI log no "##[", "##vso[" or "##teamcity[".
 */
#ifndef CLI_SINK_H
#define CLI_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum style {
	STYLE_PLAIN,
	STYLE_BOLD,
	STYLE_ERROR,
	STYLE_WARNING,
	STYLE_INFO,
	STYLE_GOOD,
};

/* What untrusted text may not hold in some grammar, and what stands for it. */
struct sink_escape {
	char byte; /* NUL: the end of a list */
	const char *shown;
};

struct sink {
	struct builder bytes;
	const struct sink_escape *escapes; /* of all untrusted text; NULL: none */
	bool colour;
	bool exact;          /* documents are written byte by byte */
	bool break_commands; /* the reader may be a CI runner that obeys "##[" */
	bool line_begun;     /* something visible stands on the current line */
	unsigned command;    /* how much of "##name" stands at the end of bytes */
};

/* An empty sink; asks the environment whether a CI runner reads along. */
void sink_init(struct sink *sink, bool colour);
void sink_release(struct sink *sink);

/* Trusted text, as it is; line breaks allowed. */
void sink_add(struct sink *sink, const char *text);

/* The same, for numbers and words of ours: at most 159 bytes are kept. */
void sink_printf(struct sink *sink, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sink_blanks(struct sink *sink, size_t count);

/* BYTE, visible, ours and no "#", COUNT times. */
void sink_repeat(struct sink *sink, char byte, size_t count);

/* ":LINE:COLUMN:" */
void sink_place(struct sink *sink, size_t line, size_t column);

/* NUMBER, with blanks before it up to WIDTH columns. */
void sink_number(struct sink *sink, size_t number, size_t width);

/* A command of ours to a CI service, at the beginning of a line: nothing in it
 * is broken up. */
void sink_command(struct sink *sink, const char *text);

/* Until STYLE_PLAIN; nothing when the sink has no colour. */
void sink_style(struct sink *sink, enum style style);

/* Untrusted text on one line: a line break in it is shown as "\n". */
void sink_text(struct sink *sink, struct slice text);

/* Columns that sink_text takes for TEXT. */
size_t sink_columns(struct slice text);

/* As sink_text, with runs of white space shown as one blank. */
void sink_message(struct sink *sink, const char *text);

/* The same, with double quotes shown as single ones: editors that parse the
 * line take "text" for the name of a file. */
void sink_message_unquoted(struct sink *sink, const char *text);

/* A document or a part of one: as it is when the sink is exact, else as sink_text
 * but with its line breaks and tabs. */
void sink_document(struct sink *sink, struct slice text);

/* A file name; "./" goes before one that begins with a blank or a colon, and
 * ":3:4: " in it is shown as "\x3a3:4: ". */
void sink_path(struct sink *sink, const char *path);

/* A JSON document: what sink_text would show otherwise is \u-escaped, so a
 * parser reads the same strings as before. */
void sink_json(struct sink *sink, struct slice document);

/* Writes everything to DESCRIPTOR: 0, or the errno of what failed. */
int sink_write(const struct sink *sink, int descriptor);

#endif
