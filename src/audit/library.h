/*
 * Library: the facts of many drafts, each once, whatever they came from.
 */
#ifndef AUDIT_LIBRARY_H
#define AUDIT_LIBRARY_H

#include <draftlint.h>

#include "audit/facts.h"
#include "lint/run.h"

struct library_item {
	struct facts facts;
	const char *origin; /* the file of facts; NULL: checked by this run */
};

struct library {
	struct run *run;
	struct arena *arena;
	const struct plan *plan;   /* what all of it is held against; NULL: not known yet */
	struct facts_rules others; /* rules of styles that the plan does not have */
	struct library_item *items;
	size_t count;
	size_t capacity;
	struct library *former; /* what it is compared with; freed with it */
	bool failed;            /* something was not added: there is nothing to sum up */
};

struct library *library_new(struct run *run);
void library_free(struct library *library);

/* As draftlint.h says of the functions of these names. */
void library_add_paths(struct library *library, const char *const *paths, size_t count);
bool library_add_facts(struct library *library, const char *path);
bool library_write_facts(struct library *library,
                         void (*write)(void *context, const char *bytes, size_t len),
                         void *context);

/* Sorts by path and drops what is there twice; false, and it has been said, when
 * two facts about one draft differ or there is no pack. */
bool library_settle(struct library *library);

/* Adds the record that a worker has made of a draft. SCRATCH is reset. */
void library_take(struct library *library, struct arena *scratch, const struct result *result);

/* Hands over errors in the file at PATH: status 2. */
void library_deliver_errors(struct library *library, const struct report *report, const char *path);

#endif
