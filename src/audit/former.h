/*
 * Former: what there was, for a comparison: from the JSON of a former audit, or
 * from the drafts of a revision of git, held against today's pack.
 */
#ifndef AUDIT_FORMER_H
#define AUDIT_FORMER_H

#include "audit/audit.h"

struct former_rule {
	const char *rule;
	size_t count;
};

struct former_piece {
	const char *path;
	const char *persona; /* NULL: none */
	const char *stage;
	const struct former_rule *rules; /* that found something in it, by name */
	size_t rule_count;
};

struct former {
	const char *today;           /* NULL: of a revision */
	struct former_piece *pieces; /* by path */
	size_t count;
	size_t capacity;
	struct draftlint_moved *groups; /* their shares, in `before` */
	size_t group_count;
	size_t group_capacity;
};

/* The same of an audit whose inventory and mix are filled. Memory: ARENA. */
void former_of_audit(struct arena *arena, const struct draftlint_audit *audit, struct former *out);

/* Reads AUDIT's options.since. False when it cannot be used; it has been said. */
bool former_read_file(struct audit *audit, const char *path, struct former *out);
bool former_read_revision(struct audit *audit, const char *revision, struct former *out);

#endif
