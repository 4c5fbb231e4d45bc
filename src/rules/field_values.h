/*
 * Field values: what stands behind a key of front matter, in every shape that
 * people give it, as entries of a pack.
 */
#ifndef RULES_FIELD_VALUES_H
#define RULES_FIELD_VALUES_H

#include "rules/fields.h"

/* Whom values are looked up with. */
struct field_reader {
	struct arena *arena;
	const struct pack *pack;
	const struct fields *fields;
	const struct source *source; /* of the values that are being read */
};

/* Adds the values of NODE (text or a list of text) to FIELD, which has identity ID:
 * each entry once, and what names none as it stands. */
void field_values_read(const struct field_reader *reader, struct field *field, enum field_id id,
                       const struct node *node);

/* What the values of FIELD are entries of; NULL for free text and for what is
 * declared within each persona (pains, objections), which the other knows. */
const struct taxonomy *field_taxonomy(const struct pack *pack, enum field_id field);
const struct taxonomy *field_taxonomy_of(const struct persona *persona, enum field_id field);

/* Words that say there is nothing to say, COUNT of them. */
const char *const *field_nothing(size_t *count);

/* Length of what separates values at TEXT[at], 0 when nothing does; *RANGE is set
 * when it says that they are the ends of a range. */
size_t field_separator(struct slice text, size_t at, bool *range);

#endif
