/*
 * How regular expressions are read for what they need: need_expression.c reads an
 * atom with all that stands in it, need_factor.c cuts between atoms. Private to
 * these two.
 *
 * What is made lives in the parser's arena.
 */
#ifndef RULES_NEED_PARSE_H
#define RULES_NEED_PARSE_H

#include "rules/need_sets.h"

/* What is known of a part of the expression. */
struct part {
	struct symbols first; /* of what may stand first in a match of it … */
	struct symbols last;  /* … and last */
	bool empty;           /* it may match nothing */
	struct need *need;    /* NULL: none is known */
	bool ahead;           /* it takes no room, but FIRST must follow */
};

struct parser {
	struct arena *arena;
	struct slice text;
	size_t at;
	bool caseless;
	bool failed; /* there is something that is not understood */
};

/* Reads the atom at hand, which is no "|" and no ")", with its quantifier. *LEAST:
 * how often at least it stands there; two is also more. */
struct part need_parse_atom(struct parser *parser, unsigned depth, unsigned *least);

#endif
