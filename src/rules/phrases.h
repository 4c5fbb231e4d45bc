/*
 * Phrases: every word list of a ruleset, found in one pass over a text.
 *
 * Lists are filled while a ruleset is compiled, then frozen; a frozen table is
 * immutable and shared by all threads. Words are compared without regard to
 * case (unless a phrase asks), white space inside a phrase matches any run of
 * white space, a match begins and ends at a word boundary. A stemmed list
 * matches the inflections of its words too (Snowball).
 *
 * A word is a run of letters, digits, marks and underscores. What stands
 * between the words of a phrase, or at its edges ("C++", ".NET"), must stand
 * in the text too; curly quotes equal straight ones, Unicode's hyphens equal
 * "-". Where a phrase begins or ends with punctuation nothing is asked of the
 * character beyond it.
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
struct stems;

/* A new table in ARENA. LANGUAGE names Snowball's stemmer for stemmed lists
 * ("english"); NULL: there are none. Returns NULL when Snowball has no such
 * language. */
struct phrases *phrases_new(struct arena *arena, const char *language);

enum { PHRASES_STEMMED = 1, PHRASES_CASE_SENSITIVE = 2 }; /* the first outdoes the second */

/* A new, empty list; hits name it by the number returned, from 0. */
uint32_t phrases_list(struct phrases *phrases, unsigned flags);

/* Adds TEXT to LIST as ITEM (the caller's own number, reported with each hit).
 * False when TEXT holds no word. */
bool phrases_add(struct phrases *phrases, uint32_t list, struct slice text, uint32_t item);

/* Builds the tables; nothing can be added afterwards. */
void phrases_freeze(struct phrases *phrases);

struct hit {
	uint32_t list;
	uint32_t item;
	uint32_t start; /* byte offsets in the text that was scanned */
	uint32_t end;
	uint32_t block; /* as passed to phrases_scan */
	uint32_t next;  /* index of the next hit of the same list + 1; 0 ends */
};

/* What one thread finds; reused from draft to draft. */
struct hits {
	struct hit *items;
	size_t count;
	size_t capacity;
	uint32_t *first; /* for each list: index of its first hit + 1, 0 for none */
	uint32_t *last;
	size_t list_count;
	uint32_t *cursor;    /* for each list: where hits_from goes on, index + 1 */
	struct stems *stems; /* stems of words seen; NULL while there is no stemmed list */
};

/* Makes room for PHRASES' lists and forgets former hits. */
void hits_reset(struct hits *hits, const struct phrases *phrases);
void hits_release(struct hits *hits);

/* First hit of LIST, and the next of the same list; NULL at the end. Hits come
 * in the order of scanning, in a block by their start, then their end;
 * overlapping phrases of one list are all reported. */
const struct hit *hits_first(const struct hits *hits, uint32_t list);
const struct hit *hits_next(const struct hits *hits, const struct hit *hit);

/* First hit of LIST in BLOCK, NULL when there is none; hits_next goes on, into
 * later blocks too. Cheap when the blocks are asked for in ascending order. */
const struct hit *hits_first_in(const struct hits *hits, uint32_t list, uint32_t block);

/* The same for the first block from BLOCK on that has one. */
const struct hit *hits_from(const struct hits *hits, uint32_t list, uint32_t block);

/* Adds every hit in TEXT, marked as BLOCK, to HITS. */
void phrases_scan(const struct phrases *phrases, struct slice text, uint32_t block,
                  struct hits *hits);

/*
 * Expands PATTERN into at most LIMIT plain phrases when it is a finite regular
 * expression ("e-?mail", "cell ?phone", "fresh(?:m[ae]n|wom[ae]n)", "\bme\b",
 * "C\+\+"): EMIT is called for each, whose bytes last for that call only, in the
 * order in which the expression would try them, none twice (NULL: only the answer is
 * wanted). A word boundary is understood at both edges, "\b" may say it. False, with nothing
 * emitted, when it is a true regular expression, expands further, or into a phrase with no word or
 * with white space at an edge.
 */
bool phrases_expand(struct slice pattern, size_t limit,
                    void (*emit)(void *context, struct slice phrase), void *context);

/* The same for a PATTERN whose edges are no word boundaries by themselves: it says
 * "\b" where a word begins or ends it. */
bool phrases_expand_bounded(struct slice pattern, size_t limit,
                            void (*emit)(void *context, struct slice phrase), void *context);

#endif
