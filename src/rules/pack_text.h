/*
 * Pack text: parts of a pack in a few words, as messages and briefs show them.
 * All of it in ARENA.
 */
#ifndef RULES_PACK_TEXT_H
#define RULES_PACK_TEXT_H

#include "rules/pack.h"

/* "1500 to 2500", "at most 499", "at least 6" */
const char *pack_range_text(struct arena *arena, const struct range *range);

/* "ada 70 %, bo 30 %": whom GOAL targets. */
const char *pack_mix_text(struct arena *arena, const struct pack *pack, const struct goal *goal);

#endif
