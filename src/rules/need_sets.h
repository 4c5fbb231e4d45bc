/*
 * How needs are made: need.c makes and joins them and asks a text for them,
 * need_expression.c reads out of a regular expression what to make. Private to
 * these two.
 *
 * What is made lives in the ARENA that is passed; it may share rows with what it
 * was made of, which must live as long.
 */
#ifndef RULES_NEED_SETS_H
#define RULES_NEED_SETS_H

#include "rules/need.h"
#include "rules/symbols.h"

/* One of FIRST, and one of SECOND right behind it; NULL when nearly every text has that. */
struct need *need_pair(struct arena *arena, const struct symbols *first,
                       const struct symbols *second);

/* The one that fewer texts meet, of two that a match needs; either may be NULL. */
struct need *need_rarer(struct need *a, struct need *b);

#endif
