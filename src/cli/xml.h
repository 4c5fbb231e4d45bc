/*
 * XML: what the formats written in it have in common. Text is what a terminal
 * would be shown, for XML cannot hold most control characters at all.
 */
#ifndef CLI_XML_H
#define CLI_XML_H

#include "cli/sink.h"

/* Of text and attributes; for sink.escapes. */
extern const struct sink_escape xml_escapes[];

/* ' name="text"', into a sink with these escapes. */
void xml_attribute(struct sink *sink, const char *name, const char *text);
void xml_attribute_number(struct sink *sink, const char *name, size_t number);

#endif
