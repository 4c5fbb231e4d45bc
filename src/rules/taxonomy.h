/*
 * Taxonomy: the declared entries of one kind (personas, stages, channels …),
 * found by id, display name or alias.
 *
 * Names are compared without regard to case, spaces, hyphens, underscores and
 * dots ("Ada Bell", "ada_bell", "adaBell"), and otherwise exactly: a near
 * miss is no match, but taxonomy_nearest names it.
 */
#ifndef RULES_TAXONOMY_H
#define RULES_TAXONOMY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/finding.h"
#include "base/node.h"

/* What every declared thing begins with. */
struct entry {
	const char *id;
	const char *name;           /* display name; the id when none was given */
	const struct node *aliases; /* a scalar or a list of scalars; NULL when none */
	const char *seed;           /* `source:` the heading it was taken from; may be NULL */
	struct place place;         /* its id in the pack file */
	const struct node *node;    /* the whole entry */
	uint32_t index;             /* its place in the taxonomy, 0-based: the rank of a pain */
};

struct taxonomy {
	const char *what; /* "persona", for messages */
	struct entry **items;
	size_t count;
	size_t capacity;
	struct taxonomy_name *names; /* of the items, by taxonomy_add; NULL: not listed */
	size_t name_count;
	size_t name_capacity;
};

bool name_equal(struct slice a, struct slice b);
uint64_t name_hash(struct slice name);

/* Appends ENTRY and sets its index. */
void taxonomy_add(struct taxonomy *taxonomy, struct arena *arena, struct entry *entry);

/* The entry that NAME stands for, or NULL. */
struct entry *taxonomy_find(const struct taxonomy *taxonomy, struct slice name);

/* The entry whose id is exactly ID, or NULL: references inside a pack. */
struct entry *taxonomy_by_id(const struct taxonomy *taxonomy, struct slice id);

/*
 * The entry whose id, name or alias is nearest to a misspelt NAME, or NULL when
 * none is near; *CERTAIN tells whether it is clearly the only one meant.
 */
struct entry *taxonomy_nearest(const struct taxonomy *taxonomy, struct slice name, bool *certain);

/* "unknown persona `bop`, did you mean `bo`?", in ARENA. */
const char *taxonomy_unknown(const struct taxonomy *taxonomy, struct arena *arena,
                             struct slice name);

/* "`a`, `b`, `c`", at most LIMIT ids, then "…"; in ARENA. */
const char *taxonomy_list(const struct taxonomy *taxonomy, struct arena *arena, size_t limit);

#endif
