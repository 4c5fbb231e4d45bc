/*
 * The table of phrases as phrases.c builds it and phrases_scan.c reads it:
 * private to these two.
 *
 * Every phrase is filed under one key: the hash of its only word, or of its
 * first two words, so that "in" or "the" at the beginning of many phrases does
 * not make a long list of candidates. A text is cut into words once; each word
 * and each pair of neighbours is looked up, behind a bitmap that fits the
 * first cache, and what is found is compared byte by byte.
 *
 * Stemmed phrases are filed under their stems. A word of the text is stemmed
 * only when a stemmed phrase begins like it or the word before may begin a
 * phrase of two, and only once for each thread: the memory keeps its stem's hash.
 */
#ifndef RULES_PHRASES_TABLE_H
#define RULES_PHRASES_TABLE_H

#include "rules/phrases.h"
#include "rules/stems.h"
#include "rules/words.h"

enum { OPENER_BITS = 8192 };

struct phrase {
	uint64_t key;
	const char *text; /* words folded (stemmed: stems; exact: as given), gaps reduced */
	uint32_t len;
	uint32_t prefix; /* bytes before the first word */
	uint32_t list;
	uint32_t item;
	unsigned flags;
	bool open_end; /* it ends with punctuation: any character may follow */
};

struct slot {
	uint64_t key;
	uint32_t first; /* items[first, first + count) have this key; count 0: free */
	uint32_t count;
};

struct phrases {
	struct arena *arena;
	const char *language;
	struct stems *stems; /* these three only for adding */
	struct builder reduced;
	struct phrase *added; /* on the heap: in the arena each growth would stay */
	unsigned *flags;      /* of each list */
	size_t list_count;
	size_t list_capacity;
	struct phrase *items; /* by slot */
	size_t count;
	size_t capacity; /* of added */
	struct slot *slots;
	size_t slot_mask;
	uint64_t *bitmap;
	size_t bitmap_mask; /* in bits */
	bool stemmed;       /* some list is */
	bool every_gate;    /* not English: who knows what its stemmer does to beginnings */
	uint64_t gates[WORD_GATES / 64];    /* words that may begin a stemmed phrase */
	uint64_t openers[OPENER_BITS / 64]; /* stems that begin one of several words */
	bool frozen;
};

/* The keys of a pair of words, and of a stem or a pair of stems, from their hashes. */
inline uint64_t pair_key(uint64_t first, uint64_t second)
{
	uint64_t product = (first ^ (second << 31 | second >> 33)) * UINT64_C(0xd6e8feb86659fd93);
	return product ^ product >> 32;
}

inline uint64_t stem_key(uint64_t stem)
{
	return pair_key(stem, UINT64_C(0xa0761d6478bd642f));
}

/* The bit of a stem's hash in phrases.openers. */
inline size_t opener_bit(uint64_t stem)
{
	return (stem >> 32) % OPENER_BITS;
}

#endif
