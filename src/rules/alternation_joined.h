/*
 * What an alternation holds: alternation.c fills it while a ruleset is compiled,
 * alternation_search.c reads it. Private to these two.
 *
 * All of it lives in the arena the alternation was made in, and from
 * alternation_finish on never changes: any number of threads may search with it.
 * The phrases are the ruleset's; lists in them are known by their numbers.
 */
#ifndef RULES_ALTERNATION_JOINED_H
#define RULES_ALTERNATION_JOINED_H

#include "rules/alternation.h"

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
	struct token *tokens; /* that are to be joined; only alternation.c looks at them */
	size_t token_count;
	size_t token_capacity;
	const char *spread; /* "(?i)" and the like, of former tokens */
	struct joined *joined;
	size_t joined_count;
	size_t joined_capacity;
	bool asks_pairs; /* some of them have no gate */
};

#endif
