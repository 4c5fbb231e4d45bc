/*
 * Symbols: the characters of a text as needs tell them apart. Those of ASCII are
 * each one, all others are one together; the ends of a text are one too.
 *
 * Sets of them are plain values: nothing is allocated, nobody owns anything, any
 * thread may ask. How often symbols are met is a guess from English prose, good
 * enough to tell a rare one from a common one; no finding depends on it.
 */
#ifndef RULES_SYMBOLS_H
#define RULES_SYMBOLS_H

#include <stdbool.h>
#include <stdint.h>

enum {
	SYMBOL_COUNT = 128,
	SYMBOL_WORDS = SYMBOL_COUNT / 64,
	SYMBOL_END = 0,       /* of a text: before its first and behind its last character */
	SYMBOL_FOREIGN = 127, /* every byte of what is not ASCII */
};

/* Symbols are numbers below SYMBOL_COUNT. */
static inline unsigned symbol_of(unsigned char c)
{
	return c < SYMBOL_FOREIGN ? c : SYMBOL_FOREIGN;
}

/* A set of symbols. */
struct symbols {
	uint64_t bits[SYMBOL_WORDS];
};

static inline bool symbols_has(const struct symbols *set, unsigned symbol)
{
	return set->bits[symbol / 64] >> symbol % 64 & 1;
}

static inline void symbols_put(struct symbols *set, unsigned symbol)
{
	set->bits[symbol / 64] |= UINT64_C(1) << symbol % 64;
}

static inline struct symbols symbols_either(struct symbols a, struct symbols b)
{
	return (struct symbols){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
}

static inline struct symbols symbols_all(void)
{
	return (struct symbols){{UINT64_MAX, UINT64_MAX}};
}

/* Puts in the symbol of the character CODE; CASELESS: with all that are it in the other
 * case. */
void symbols_put_character(struct symbols *set, uint32_t code, bool caseless);

/* The set of \d, \s, \w, or of the opposite for a capital NAME; every one has
 * members beyond ASCII. */
struct symbols symbols_of_class(char name);

/* How many of a hundred thousand characters are SYMBOL, about. */
double symbol_frequency(unsigned symbol);

/* The same of all in SET together. */
double symbols_frequency(const struct symbols *set);

/* How often B follows A, of a hundred thousand. */
double symbol_pair_frequency(unsigned a, unsigned b);

#endif
