/*
 * Phrases: every word list of a ruleset, found in one pass over a text.
 *
 * Lists are filled while a ruleset is compiled, then frozen; a frozen table is
 * immutable and shared by all threads. Words are compared without regard to
 * case (unless a phrase asks), white space inside a phrase matches any run of
 * white space, a match begins and ends at a word boundary. A stemmed list
 * matches the inflections of its words too (Snowball).
 *
 * Cost does not depend on the number of phrases: a word table and a word-pair
 * table are probed once for each word of the text.
 */
#ifndef RULES_PHRASES_H
#define RULES_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;
struct phrases;

/* A new table in ARENA. LANGUAGE names Snowball's stemmer for stemmed lists
 * ("english"); NULL: there are none. Returns NULL when Snowball has no such
 * language. */
struct phrases *phrases_new(struct arena *arena, const char *language);

enum { PHRASES_STEMMED = 1, PHRASES_CASE_SENSITIVE = 2 };

/* A new, empty list; hits name it by the number returned, from 0. */
uint32_t phrases_list(struct phrases *phrases, unsigned flags);

/* Adds TEXT to LIST as ITEM (the caller's own number, reported with each hit).
 * False when TEXT holds no word. */
bool phrases_add(struct phrases *phrases, uint32_t list, struct slice text, uint32_t item);

/* Builds the tables; nothing can be added afterwards. */
void phrases_freeze(struct phrases *phrases);

uint32_t phrases_list_count(const struct phrases *phrases);

struct hit {
	uint32_t list;
	uint32_t item;
	uint32_t start; /* byte offsets in the text that was scanned */
	uint32_t end;
	uint32_t block; /* as passed to phrases_scan */
	uint32_t next;	/* index of the next hit of the same list + 1; 0 ends */
};

/* What one thread finds; reused from draft to draft. */
struct hits {
	struct hit *items;
	size_t count;
	size_t capacity;
	uint32_t *first; /* for each list: index of its first hit + 1, 0 for none */
	uint32_t *last;
	size_t list_count;
	struct phrases_memory *memory; /* stems of words seen; private to phrases.c */
};

/* Makes room for PHRASES' lists and forgets former hits. */
void hits_reset(struct hits *hits, const struct phrases *phrases);
void hits_release(struct hits *hits);

/* First hit of LIST, and the next of the same list; NULL at the end. Hits come
 * in the order of scanning, then of their end; overlapping phrases of one list
 * are all reported. */
const struct hit *hits_first(const struct hits *hits, uint32_t list);
const struct hit *hits_next(const struct hits *hits, const struct hit *hit);

/* Adds every hit in TEXT, marked as BLOCK, to HITS. */
void phrases_scan(const struct phrases *phrases, struct slice text, uint32_t block,
		  struct hits *hits);

/*
 * Expands PATTERN into at most LIMIT plain phrases when it is a finite regular
 * expression with word characters at its edges ("e-?mail", "cell ?phone",
 * "fresh(?:m[ae]n|wom[ae]n)", "\bme\b"): EMIT is called for each. False, with
 * nothing emitted, when it is a true regular expression or expands further.
 */
bool phrases_expand(struct slice pattern, size_t limit,
		    void (*emit)(void *context, struct slice phrase), void *context);

#endif
