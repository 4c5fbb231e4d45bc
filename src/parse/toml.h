/*
 * TOML 1.0 as a value tree. Tables are maps and arrays lists; a key with dots
 * opens maps inside each other. Every plain value is the text that stands there,
 * dates and numbers included.
 *
 * The span of a table goes from behind its first header (of one that only a
 * longer key opened, from behind its own name) to the end of its last value; the
 * spans of tables that are written in parts may hold others.
 */
#ifndef PARSE_TOML_H
#define PARSE_TOML_H

#include "base/node.h"
#include "parse/comment.h"
#include "parse/problem.h"

/*
 * Reads RANGE of SOURCE's clean bytes. Returns the map, or NULL when it cannot be
 * read: PROBLEMS then says why, with a help. A key or table that is defined twice
 * is reported and the first one stays. Comments are added to COMMENTS (metadata
 * is set) unless it is NULL.
 */
struct node *toml_read(struct arena *arena, const struct source *source, struct span range,
                       struct problems *problems, struct comments *comments);

#endif
