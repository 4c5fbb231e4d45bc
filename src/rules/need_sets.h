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

/* One of FIRST, and one of SECOND right behind it. */
struct need *need_pair(struct arena *arena, const struct symbols *first,
                       const struct symbols *second);

/* LIST with what ADDED asks for too: the rarest first, not too many, and none
 * that nearly every text meets. Either may be NULL. LIST itself is changed, ADDED is not. */
struct need *need_insert(struct arena *arena, struct need *list, const struct need *added);

#endif
