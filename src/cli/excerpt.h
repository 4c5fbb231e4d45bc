/*
 * Excerpt: the line of the draft that a finding is about, and carets under the
 * span. A paragraph is often one long line, so only a window around the span
 * is shown; carets are placed by display width, grapheme by grapheme.
 */
#ifndef CLI_EXCERPT_H
#define CLI_EXCERPT_H

#include <stddef.h>

#include "cli/sink.h"

struct draftlint_excerpt;
struct draftlint_range;

/*
 * Writes "    5 | text" and "      |  ^~~", each with its line break, at most
 * WIDTH columns wide unless a single character is wider. A span that goes on
 * over the line's end is underlined up to there. Nothing when there is no text.
 */
void excerpt_write(struct sink *sink, const struct draftlint_excerpt *excerpt,
                   const struct draftlint_range *range, enum style style, size_t width);

/* Blanks that stand before the "|" of the lines above and of "= help". */
size_t excerpt_gutter(size_t line);

#endif
