/*
 * The table of phrases as phrases.c builds it and phrases_scan.c reads it:
 * private to these two.
 *
 * Every phrase is filed under one key: the hash of its only word, or of its
 * first two words, so that "in" or "the" at the beginning of many phrases does
 * not make a long list of candidates. A text is cut into words once. What a word
 * is to phrases stands in a table that fits the first cache; only a phrase's word
 * or a first one before a second one is looked up, and what is found is compared
 * byte by byte.
 *
 * Stemmed phrases are filed under their stems. A word of the text is stemmed only
 * when another table says of its beginning what the first one says of words, and
 * only once for each thread: the memory keeps its stem's hash.
 */
#ifndef RULES_PHRASES_TABLE_H
#define RULES_PHRASES_TABLE_H

#include "rules/gates.h"
#include "rules/phrases.h"
#include "rules/stems.h"
#include "rules/words.h"

/* What a word is to phrases; the same bits, moved up by AS_STEM: what its stem may be. */
enum { WORD_ALONE = 1, WORD_OPENS = 2, WORD_SECOND = 4, AS_STEM = 3 };

struct phrase {
	uint64_t key;
	uint64_t first; /* the keys of its first two words; while the table is made */
	uint64_t second;
	bool several;     /* it has a second word */
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
	unsigned char *kinds; /* WORD_…, by the key of a word or a stem */
	size_t kinds_mask;
	uint64_t *pairs; /* a bitmap, by the key of two words or stems */
	size_t pairs_mask;
	bool stemmed;       /* some list is */
	struct gates gates; /* of WORD_…, for stems */
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

/* The places of KEY in phrases.kinds and phrases.pairs. */
inline size_t kinds_of(const struct phrases *phrases, uint64_t key)
{
	return (key >> 32) & phrases->kinds_mask;
}

inline size_t pair_of(const struct phrases *phrases, uint64_t key)
{
	return (key >> 32) & phrases->pairs_mask;
}

#endif
