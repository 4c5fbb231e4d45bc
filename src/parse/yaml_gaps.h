/*
 * YAML gaps: what stands between the scalars of a document and produces no
 * event: comments, tags and anchors, directives, blank lines. Knows nothing of
 * libyaml.
 */
#ifndef PARSE_YAML_GAPS_H
#define PARSE_YAML_GAPS_H

#include <stdbool.h>

#include "parse/comment.h"
#include "parse/problem.h"
#include "parse/yaml_scalar.h"

/* Walks the source once, in the order of the events. */
struct yaml_gaps {
	struct arena *arena;
	const char *bytes; /* the whole source */
	struct span range; /* the YAML in it */
	size_t seen;       /* comments before this byte are collected */
	struct comments *comments;
	const struct source *source; /* whose bytes, as read, the comments' text points into */
};

/* Collects the comments up to TO, where no scalar stands. */
void yaml_gaps_upto(struct yaml_gaps *gaps, size_t to);

/* The same before a document, where directives stand. */
void yaml_gaps_prologue(struct yaml_gaps *gaps, size_t to);

/* Steps over SCALAR, collecting the comment of a block's header line. */
void yaml_gaps_scalar(struct yaml_gaps *gaps, const struct yaml_scalar *scalar);

/* Where the value that begins at AT and ends before END stands behind its tag
 * and its anchor, if it has them; END when nothing else does. */
size_t yaml_gaps_properties(struct yaml_gaps *gaps, size_t at, size_t end, bool tag, bool anchor);

/*
 * The bytes an author takes for SCALAR: a block ends with its last line that
 * is not blank, an absent value stands behind its colon. FLOOR is where the
 * scalar before it ended.
 */
struct span yaml_scalar_span(const struct yaml_gaps *gaps, const struct yaml_scalar *scalar,
                             size_t floor);

/* Where the line of the Nth directive (from 1) begins; SIZE_MAX: there are less. */
size_t yaml_nth_directive(const struct yaml_gaps *gaps, size_t n);

/* Reports the resolved TAG, written at AT, when some loader runs code for it. */
void yaml_check_tag(const struct yaml_gaps *gaps, const char *tag, size_t at,
                    struct problems *problems);

#endif
