/*
 * Simple YAML: documents as nearly everybody writes them, read in one go.
 *
 * Block maps and lists, flow ones, plain scalars, quoted ones on one line, block
 * scalars and comments. What has anchors, aliases, tags, directives, document
 * marks, tabs, escapes other than \" and \\, duplicate keys, anything that is written
 * in an unusual way, or a mistake, is left to libyaml (parse/yaml.h), which costs ten
 * times as much. Whatever is read here is what libyaml makes of it, place by
 * place: tests and a fuzz target compare the two.
 */
#ifndef PARSE_YAML_SIMPLE_H
#define PARSE_YAML_SIMPLE_H

#include "base/node.h"
#include "parse/comment.h"

/*
 * As yaml_read, RANGE without a byte order mark. NULL when the document is not
 * simple, or empty: nothing is then said, and COMMENTS are as they were.
 */
struct node *yaml_simple_read(struct arena *arena, const struct source *source, struct span range,
                              size_t node_limit, struct comments *comments);

#endif
