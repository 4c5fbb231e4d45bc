/*
 * Asks: what the body of a draft asks its reader to do, in the pack's terms.
 *
 * An ask is recognised by the pack's phrases on links, buttons and image texts,
 * and at the start of imperative sentences; and by where a link goes. In a block
 * quote, in quotation marks, in code, after a negation or in the middle of a
 * sentence there is none.
 */
#ifndef CHECKS_ASKS_H
#define CHECKS_ASKS_H

#include "checks/check.h"

/* An ask that the body makes. */
struct ask {
	const struct cta *cta;
	const struct link *link; /* NULL: a phrase */
	uint32_t block;
	uint32_t start; /* text offsets in the block */
	uint32_t end;
};

struct asks {
	struct ask *items;
	size_t count;
	size_t capacity;
};

/* Links first, then phrases; each in the order of the text. Memory: the context's arena. */
struct asks asks_find(const struct check_context *context);

#endif
