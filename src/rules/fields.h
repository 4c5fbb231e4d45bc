/*
 * Fields: what a draft says of itself, in the pack's own terms.
 *
 * A pack maps each canonical field to the keys it may be written under, and
 * each value to an entry of a taxonomy. Resolving reports nothing: the checks
 * look at the result.
 */
#ifndef RULES_FIELDS_H
#define RULES_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"
#include "base/node.h"
#include "rules/taxonomy.h"

struct arena;
struct draft;
struct field_map;
struct pack;

enum field_id {
	FIELD_PERSONA,
	FIELD_SECONDARY,
	FIELD_PAIN,
	FIELD_STAGE,
	FIELD_CTA,
	FIELD_CHANNELS,
	FIELD_GOAL,
	FIELD_FORMAT,
	FIELD_KIND,
	FIELD_DURATION,
	FIELD_OBJECTION,
	FIELD_JOURNEY,
	FIELD_ROUTE,
	FIELD_KPI,
	FIELD_COVERS,
	FIELD_TITLE,
	FIELD_DATE,
	FIELD_UPDATED,
	FIELD_REVIEW,
	FIELD_DRAFT,
	FIELD_TAGS,
	FIELD_COUNT,
};

/* "persona", "secondary", …: the canonical key. */
const char *field_name(enum field_id field);

/* FIELD_COUNT when KEY is no canonical field's name. */
enum field_id field_by_name(struct slice key);

/* Keys that stand for the field when a pack does not say otherwise; ends in NULL. */
const char *const *field_default_keys(enum field_id field);

/* One value of a field: the text that was matched against the taxonomy. */
struct field_value {
	struct slice text;         /* without a remark in parentheses */
	struct place place;        /* exactly that text */
	const struct entry *entry; /* what it stands for; NULL: unknown, or free text */
};

struct field {
	const struct node *node; /* NULL: the draft does not have the field */
	struct place place;      /* the whole value; of a default, in the pack or configuration */
	struct field_value *values; /* none when absent or empty */
	size_t count;
	bool range;                  /* "a -> b": values holds both ends */
	bool is_default;             /* not the draft's own words */
	const struct node *conflict; /* a later key that says something else; NULL: none */
};

struct fields {
	struct field of[FIELD_COUNT];
	/* Entries of the first value, NULL when absent or unknown. */
	const struct persona *persona;
	const struct pain *pain; /* of any persona */
	const struct stage *stage;
	const struct cta *cta;
	const struct goal *goal;
	const struct format *format;
	const struct kind *kind;
	const struct objection *objection;
	const struct journey *journey;
	const char *route; /* the draft's own on the site; NULL: not known */
};

/*
 * Resolves DRAFT's metadata by PACK (NULL: nothing is resolved) with the keys
 * and defaults of MAP. RELATIVE is the draft's path as defaults see it. Memory:
 * ARENA.
 */
void fields_resolve(struct arena *arena, const struct draft *draft, const struct pack *pack,
                    const struct field_map *map, const char *relative, struct fields *out);

/* Whether one of FIELD's values is ENTRY. */
bool field_has(const struct field *field, const struct entry *entry);

#endif
