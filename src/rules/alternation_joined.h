/*
 * What an alternation holds. alternation.c reads its tokens, alternation_join.c makes
 * patterns of them when a ruleset is compiled, alternation_search.c searches with these.
 * Private to the three.
 *
 * All of it lives in the arena the alternation was made in, and from
 * alternation_finish on never changes: any number of threads may search with it.
 * The phrases are the ruleset's; lists in them are known by their numbers.
 */
#ifndef RULES_ALTERNATION_JOINED_H
#define RULES_ALTERNATION_JOINED_H

#include "rules/alternation.h"

/* Phrases that one gate may have, of all its tokens. */
enum { ALTERNATION_GATE_PHRASES = 512 };

/* A token that is a true regular expression. */
struct token {
	struct slice text; /* with the flags of former tokens before it */
	uint32_t item;
	size_t groups;
	bool raw;
	bool light;                /* as pattern_is_light says */
	bool alone;                /* its groups must keep their numbers */
	struct slice anchor;       /* empty: not gated */
	bool prefix;               /* every match begins with the anchor */
	const struct need *need;   /* pairs of which a match has one; or NULL */
	struct need_first first;   /* what a match begins with */
	struct need_factor factor; /* text empty: none is known */
};

/* Which item a joined pattern's match is of: the one whose group took part. */
struct part {
	size_t group;
	uint32_t item;
};

struct joined {
	struct pattern *pattern;
	struct pattern *probe; /* each match holds one of it, and it is found quickly; or NULL */
	struct part *parts;
	size_t part_count;
	bool gated;
	bool prefix;             /* a match begins where a phrase of the gate does */
	uint32_t gate;           /* a list of phrases: without a hit there is no match */
	const struct need *need; /* pairs without one of which there is none; or NULL */
	struct need_first first; /* what a match begins with */
};

struct alternation {
	struct arena *arena;
	struct phrases *phrases;
	unsigned flags;
	uint32_t count;
	bool has_list;
	uint32_t list;
	uint32_t *ranked; /* the item of each phrase; phrases are numbered as they are tried */
	size_t ranked_count;
	size_t ranked_capacity;
	struct token *tokens; /* that are to be joined */
	size_t token_count;
	size_t token_capacity;
	const char *spread; /* "(?i)" and the like, of former tokens */
	struct joined *joined;
	size_t joined_count;
	size_t joined_capacity;
	bool asks_pairs; /* some of them have no gate */
};

unsigned alternation_pattern_flags(const struct alternation *alternation);

/* TEXT, alternatives, in the template of their alternation, into OUT; returns how many
 * bytes were put before it. */
size_t alternation_bound(const struct alternation *alternation, struct slice text,
                         struct builder *out);

#endif
