/*
 * Gates: which words of a text may have a stem that phrases ask for, told by how the
 * words begin, so that most words are never stemmed. What is told of a word is never too
 * little; it is too much where beginnings share a place or a word merely begins alike.
 */
#ifndef RULES_GATES_H
#define RULES_GATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { GATE_BITS = 14 };

/* Zero-initialised: no word may have any. */
struct gates {
	bool english; /* else nobody knows what the stemmer does to beginnings: all pass */
	unsigned char kinds[1 << GATE_BITS];
};

/* Says that words may have STEM, which is of KIND: bits of the caller's. */
void gates_open(struct gates *gates, unsigned kind, struct slice stem);

/* The place in gates.kinds of a word by its FIRST four bytes, as struct word has them:
 * five bits of each tell letters, whatever their case. */
inline size_t gate_of(uint32_t first)
{
	return (first & 0x1f1f1f1fu) * UINT32_C(0x9e3779b1) >> (32 - GATE_BITS);
}

#endif
