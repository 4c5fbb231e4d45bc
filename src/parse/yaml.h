/*
 * YAML, by libyaml's events: the one file that knows <yaml.h>. What is simple never
 * gets that far (parse/yaml_simple.h).
 *
 * One document with a depth, a node and a size limit. Aliases are never
 * expanded: one that stands for a scalar has its text, mapped as a whole to the
 * alias's own bytes; one that stands for a list or a map ends the reading with
 * a PROBLEM_LIMIT, for nothing may be lost in silence; one that stands for
 * nothing is a PROBLEM_SYNTAX. Merge keys (<<) are keys like any other.
 * Duplicate keys are reported and the first one stays. Tags are not looked at,
 * but "!!str" makes a scalar quoted and those that have a loader construct
 * objects or call functions ("!!python/…") are a PROBLEM_EXECUTABLE; the value
 * is read all the same.
 *
 * Spans leave tags and anchors out; key spans hold the key's quotes; a block
 * scalar's ends with its last line that is not blank. libyaml counts characters
 * and its lines drift from an editor's: offsets here are made from its
 * mark.index alone. Scalars are mapped to their source bytes exactly, folded
 * and quoted ones included.
 */
#ifndef PARSE_YAML_H
#define PARSE_YAML_H

#include "base/node.h"
#include "parse/comment.h"
#include "parse/problem.h"

/* The root's depth is 0. */
enum { YAML_DEPTH_LIMIT = 64, YAML_NODE_LIMIT = 10000, YAML_SIZE_LIMIT = 256 * 1024 };
enum { YAML_DIRECTIVE_LIMIT = 64 };

/*
 * Reads bytes [range) of SOURCE (its clean bytes) as one YAML document.
 * Returns its root, a NODE_NULL for an empty document, or NULL when the
 * document cannot be read: then PROBLEMS says where and why, with a help where
 * the likely mistake is known (tab indentation, an unquoted ": ", "@", "%" or
 * backtick at the start of a value, an unclosed quote: at its opening).
 * Comments are added to COMMENTS (metadata is set) unless it is NULL. NODE_LIMIT 0
 * takes the defaults; a caller that gives its own limit, as packs do, has seen
 * to the size itself: YAML_SIZE_LIMIT does not hold then.
 */
struct node *yaml_read(struct arena *arena, const struct source *source, struct span range,
                       size_t node_limit, struct problems *problems, struct comments *comments);

/* The same by libyaml whatever the document is like: what the short way is held against. */
struct node *yaml_read_events(struct arena *arena, const struct source *source, struct span range,
                              size_t node_limit, struct problems *problems,
                              struct comments *comments);

/* Whether the plain scalar TEXT stands for nothing: null, ~. */
bool yaml_is_null(struct slice text);

/* The version of the library behind it: "libyaml 0.2.5" in TEXT. */
void yaml_library(char text[64]);

#endif
