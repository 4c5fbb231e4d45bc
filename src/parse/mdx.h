/*
 * MDX: what Markdown with JSX has beyond Markdown and HTML. cmark parses it as
 * Markdown; here its import and export lines, {expressions} and tags that are
 * no HTML are found again and kept out of the prose.
 */
#ifndef PARSE_MDX_H
#define PARSE_MDX_H

#include "parse/html.h"

/*
 * The end of what is no prose at START of BYTES, where a paragraph at the top
 * level begins: an import, an export or a whole expression. START when it is
 * prose. It may lie behind the paragraph.
 */
size_t mdx_flow_end(struct slice bytes, size_t start);

/*
 * Adds RANGE, a stretch of a paragraph that is text as it stands, without its
 * expressions and tags. *END is where the last of them ended: what lies before
 * it has been dealt with.
 */
void mdx_text(struct html *html, struct range range, size_t *end);

#endif
