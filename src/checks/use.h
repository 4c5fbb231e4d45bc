/*
 * Use: a phrase where the draft says it in its own voice, with the sentence
 * around it.
 *
 * Left out: what is in block quotes, in quotation marks or in code, and what is
 * part of an address or of the name of a file or module.
 */
#ifndef CHECKS_USE_H
#define CHECKS_USE_H

#include "checks/check.h"

struct use {
	uint32_t item; /* which of the lists */
	uint32_t block;
	struct span text; /* offsets in the block's text */
	struct span sentence;
	size_t before; /* where the sentence before it begins; else sentence.start */
};

struct uses {
	struct use *items; /* by block, then start */
	size_t count;
	size_t capacity;
};

/*
 * Every use of the phrases of LISTS (NO_LIST is allowed) in the metadata's prose
 * and the published blocks. A phrase that lies in a longer one, of whichever of
 * the lists, is no use of its own. Memory: the context's arena.
 */
struct uses uses_find(const struct check_context *context, const uint32_t *lists, size_t count);

/* Whether LIST has a hit in BLOCK that lies in SPAN of its text. */
bool use_says(const struct check_context *context, uint32_t list, size_t block, struct span span);

/* Whether the words of CURSOR's list (hits_first to begin with) stand in USE's
 * sentence; cheap for many uses in their order. */
bool use_bound(const struct check_context *context, const struct hit **cursor,
               const struct use *use);

/* How many words SPAN of TEXT holds, counting no further than LIMIT. */
size_t use_words(struct slice text, struct span span, size_t limit);

/* Whether USE is a part of a link's longer text: the name of another page. */
bool use_is_page_name(const struct check_context *context, const struct use *use);

#endif
