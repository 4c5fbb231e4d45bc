/*
 * YAML, by libyaml's events: the one file that knows <yaml.h>.
 *
 * One document with a depth, a node and a size limit; aliases are never
 * expanded (an alias is reported); duplicate keys are reported and the first
 * one stays. libyaml counts characters and its lines drift from an editor's:
 * offsets here are made from its mark.index alone. Prose inside scalars is
 * mapped to its source bytes, folded and quoted ones included.
 */
#ifndef PARSE_YAML_H
#define PARSE_YAML_H

#include "base/node.h"
#include "parse/comment.h"
#include "parse/problem.h"

enum { YAML_DEPTH_LIMIT = 64, YAML_NODE_LIMIT = 10000, YAML_SIZE_LIMIT = 256 * 1024 };

/*
 * Reads bytes [range) of SOURCE (its clean bytes) as one YAML document.
 * Returns its root, a NODE_NULL for an empty document, or NULL when the
 * document cannot be read: then PROBLEMS says where and why, with a help where
 * the likely mistake is known (tab indentation, an unquoted ": ", "@", "%" or
 * backtick at the start of a value, an unclosed quote: at its opening).
 * Comments are added to COMMENTS unless it is NULL. NODE_LIMIT 0 takes the
 * default (packs are allowed more than drafts).
 */
struct node *yaml_read(struct arena *arena, const struct source *source, struct span range,
		       size_t node_limit, struct problems *problems, struct comments *comments);

#endif
