/*
 * Markdown: what the formats written in it have in common. Text is shown as it
 * stands in a draft or a pack: no markup, no link, nobody is mentioned.
 */
#ifndef CLI_MARKDOWN_H
#define CLI_MARKDOWN_H

#include "cli/sink.h"

/* Of text, in cells of tables as well; for sink.escapes. */
extern const struct sink_escape markdown_escapes[];

#endif
