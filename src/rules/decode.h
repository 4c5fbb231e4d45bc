/*
 * Decode: from a value tree into a C struct, by a table of its keys.
 *
 * Packs, configuration and the settings of checks are all read this way, so
 * an unknown key (with the nearest known one), a wrong type or a missing key
 * is reported once, in one place, at the value's own line and column.
 */
#ifndef RULES_DECODE_H
#define RULES_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"
#include "base/node.h"

struct problems;

struct decoder {
	struct arena *arena;         /* for what is decoded */
	const struct source *source; /* the file that is being read */
	struct report *report;
	const struct rule *rule;              /* what its errors are reported as */
	const struct source_overlay *overlay; /* of files that are read; NULL: none */
	bool failed;                          /* an error was reported */
};

enum decode_type {
	DECODE_STRING,   /* const char *: a scalar that is not empty */
	DECODE_STRINGS,  /* const struct node *: a scalar or a list of scalars */
	DECODE_LONG,     /* long, not negative */
	DECODE_BOOL,     /* bool */
	DECODE_SEVERITY, /* enum severity */
	DECODE_MAP,      /* const struct node *: a map, its keys are the team's own */
	DECODE_LIST,     /* const struct node *: a list */
	DECODE_ANY,      /* const struct node * */
	DECODE_STRUCT,   /* a struct in place, by FIELD's own schema */
};

struct decode_field {
	const char *key;
	enum decode_type type;
	size_t offset;
	bool required;
	const struct decode_schema *schema; /* DECODE_STRUCT */
};

struct decode_schema {
	const char *what; /* "persona": for messages */
	const struct decode_field *fields;
	size_t count;
};

/* The offset of a key that is checked but not stored: it is only shown, from
 * the entry's own node. */
#define DECODE_UNSTORED ((size_t)-1)

#define DECODE_SCHEMA(what, fields)                                                                \
	{                                                                                          \
		(what), (fields), sizeof(fields) / sizeof((fields)[0])                             \
	}

/* Reads NODE (a map) into OUT, whose members keep their value when the key is
 * absent. False when anything was wrong; the rest is read all the same. */
bool decode(struct decoder *decoder, const struct node *node, const struct decode_schema *schema,
            void *out);

/* An error at SPAN of the decoder's source. */
struct finding *decode_error(struct decoder *decoder, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Errors for everything a parser found wrong with the decoder's source. */
void decode_problems(struct decoder *decoder, const struct problems *problems);

/* Whether NODE has KIND; reports "`KEY` must be …" when it has not. */
bool decode_expect(struct decoder *decoder, const struct node *node, enum node_kind kind,
                   const char *key);

/* Items of a DECODE_STRINGS node: the first, and the one after NODE; NULL ends. */
static inline const struct node *strings_first(const struct node *strings)
{
	return strings && strings->kind == NODE_LIST ? strings->first : strings;
}

static inline const struct node *strings_next(const struct node *strings, const struct node *item)
{
	return strings->kind == NODE_LIST ? item->next : NULL;
}

#endif
