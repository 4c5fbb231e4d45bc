/*
 * Alternation: the tokens of one rule, found in text order as one regular
 * expression "a|b|c" would find them: the earliest place, there the earliest
 * token, then on behind the match.
 *
 * Literal and finite tokens become a list of the ruleset's phrases. The rest
 * are joined into patterns that run only on a block in which the phrase hits
 * show the words every match must have (a gate), where there are such words.
 *
 * Filled while a ruleset is compiled, by one thread; then immutable.
 */
#ifndef RULES_ALTERNATION_H
#define RULES_ALTERNATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/source.h"
#include "base/text.h"
#include "rules/need.h"
#include "rules/pattern.h"
#include "rules/phrases.h"

struct alternation;

enum {
	ALTERNATION_CASELESS = 1,
	ALTERNATION_WHOLE = 2,  /* a match begins and ends at a word boundary */
	ALTERNATION_SPREAD = 4, /* "(?i)" in a token holds for those after it too, as in "a|b" */
	ALTERNATION_ANY = 8,    /* nobody asks for a match's item; the texts are short */
	ALTERNATION_PARTS = 16, /* texts may begin or end within a word: no pattern is gated */
};

enum { ALTERNATION_PATTERNS = 32 }; /* joined patterns of one alternation */

/* PHRASES NULL: every token becomes part of a pattern. */
struct alternation *alternation_new(struct arena *arena, struct phrases *phrases, unsigned flags);

/* Adds TOKEN (bytes of ARENA, or that outlive it) as the next in rank; its item
 * is how many were added before it. False with *ERROR when it does not compile. */
bool alternation_add(struct alternation *alternation, struct slice token,
                     struct pattern_error *error);

/* The same for a whole pattern that is neither bounded nor joined to others. Every
 * match holds what ANCHOR (a finite pattern, or empty) matches as whole words. */
bool alternation_add_raw(struct alternation *alternation, struct slice pattern, struct slice anchor,
                         struct pattern_error *error);

/* Joins what was added. False with *ERROR when there are too many patterns. */
bool alternation_finish(struct alternation *alternation, struct pattern_error *error);

/* Whether anything was added. */
bool alternation_is_empty(const struct alternation *alternation);

struct alternation_match {
	struct span text;
	uint32_t item;
};

/* What was found of phrases: HITS of BLOCK, whose text from OFFSET on is searched.
 * All zero where the alternation has no phrases. */
struct alternation_hits {
	const struct hits *hits;
	uint32_t block;
	size_t offset;
	const struct need_pairs *pairs; /* of the block; NULL: not known */
};

struct alternation_search {
	const struct alternation *alternation;
	struct slice text;
	struct alternation_hits hits;
	struct matcher *matcher;
	size_t at;
	const struct hit *hit;
	bool aborted; /* a limit was reached: matches may be missing */
	struct {
		struct alternation_match match;
		const struct hit *hit; /* the next one of its gate */
		size_t probed;         /* where its probe was last found, + 1 */
		bool found;            /* match is one at or behind some former at */
		bool done;
	} patterns[ALTERNATION_PATTERNS];
};

void alternation_search(struct alternation_search *search, const struct alternation *alternation,
                        struct slice text, struct alternation_hits hits, struct matcher *matcher);

/* Whether every pattern that must run whatever the phrases say needs pairs that
 * PAIRS do not have. */
bool alternation_is_idle(const struct alternation *alternation, const struct need_pairs *pairs);

/* Whether HITS have anything for it in BLOCK. */
bool alternation_has_hit(const struct alternation *alternation, const struct hits *hits,
                         uint32_t block);

/* Whether alternation_is_idle depends on what it is asked with: without patterns that
 * no phrase must stand in, it never does. */
bool alternation_asks_pairs(const struct alternation *alternation);

/* The first block from BLOCK on in which there can be a match by what HITS say;
 * UINT32_MAX when there is none. IDLE: that of patterns without phrases none can match. */
uint32_t alternation_next_block(const struct alternation *alternation, const struct hits *hits,
                                uint32_t block, bool idle);

/* The next match, never empty; false at the end. */
bool alternation_next(struct alternation_search *search, struct alternation_match *match);

#endif
