/*
 * Markdown, by cmark: the one file that knows <cmark.h>.
 *
 * cmark runs in a thread-local arena with a memory cap and a deadline, both
 * left by longjmp, so that no input can hang, exhaust or abort the process.
 * Thread-safe: one parse per thread at a time.
 */
#ifndef PARSE_MARKDOWN_H
#define PARSE_MARKDOWN_H

#include "parse/document.h"

struct markdown_limits {
	unsigned milliseconds; /* 0: 1,000 */
	size_t memory;         /* 0: 256 MiB */
};

/*
 * Parses SOURCE's clean bytes from BODY to the end as CommonMark with GFM
 * tables, onto the end of DOCUMENT. Blocks inside EXCLUDED are left out. MDX:
 * import and export lines and {…} expressions are not prose, {/ * … * /} is a
 * comment. False when a limit was reached: a PROBLEM_LIMIT says so and the
 * document keeps what it held before.
 */
bool markdown_parse(struct arena *arena, const struct source *source, size_t body,
                    struct span excluded, bool mdx, const struct markdown_limits *limits,
                    struct document *document, struct problems *problems);

/* The version of the library behind it: "cmark 0.30.2" in TEXT. */
void markdown_library(char text[64]);

#endif
