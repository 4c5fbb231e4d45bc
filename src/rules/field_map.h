/*
 * Field map: which keys state each canonical field, and what holds for drafts
 * by their path when they say nothing. A pack has one; a configuration can
 * name further keys and defaults, which then come before the pack's.
 */
#ifndef RULES_FIELD_MAP_H
#define RULES_FIELD_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/decode.h"
#include "rules/fields.h"

struct field_key {
	struct slice key;
	uint64_t hash; /* name_hash */
	enum field_id field;
	bool nested; /* the key has dots: looked up as a path */
};

/* What a default gives to drafts whose path matches. */
struct field_default {
	struct slice files; /* glob on the draft's path relative to the configuration */
	const struct source *source;
	const struct node *values; /* a map: canonical field to value */
};

struct field_map {
	struct field_key *keys; /* of one field, the first present in a draft wins */
	size_t key_count;
	size_t key_capacity;
	struct field_default *defaults; /* the first that matches wins */
	size_t default_count;
};

/*
 * Adds the sections `fields:` and `defaults:` (each may be NULL) over BASE, whose
 * entries they precede or replace; BASE NULL: over the built-in keys. Errors are
 * DECODER's, whose source is set by each section's own.
 */
struct field_map field_map_read(struct decoder *decoder, const struct field_map *base,
                                const struct node *fields, const struct source *fields_source,
                                const struct node *defaults, const struct source *defaults_source);

#endif
