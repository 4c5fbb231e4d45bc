/*
 * JSON (RFC 8259) as a value tree: one object, with a depth, a node and a size
 * limit. Strings are mapped to their source exactly; numbers keep their digits.
 * A lone surrogate escape becomes U+FFFD. Of a key that is given twice the first
 * value stays.
 */
#ifndef PARSE_JSON_H
#define PARSE_JSON_H

#include "base/node.h"
#include "parse/problem.h"

/*
 * Reads the object that begins at range.start (a brace) and must be all that
 * stands in RANGE of SOURCE's clean bytes but blanks. NULL when it cannot be
 * read: PROBLEMS then says why, with a help. NODE_LIMIT as for yaml_read.
 */
struct node *json_read(struct arena *arena, const struct source *source, struct span range,
                       size_t node_limit, struct problems *problems);

/*
 * Steps through what stands in an object or a list, without making a tree of it:
 * for documents that are larger than json_read takes. Only brackets and quotes are
 * looked at; whoever reads a value finds out whether it is right.
 */
struct json_cursor {
	const struct source *source;
	size_t at;
	size_t end;
	bool object;
	bool broken;       /* it ends before its closing bracket, or is no object or list */
	struct slice key;  /* of the member, as written between its quotes */
	struct span value; /* of the member or item */
};

/* Before the first member of what begins in SPAN. */
struct json_cursor json_enter(const struct source *source, struct span span);

/* On to the next; false at the end. */
bool json_next(struct json_cursor *cursor);

#endif
