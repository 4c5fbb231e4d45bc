/*
 * Words: how phrases and texts are cut and compared. A word is a run of
 * letters, digits, marks and underscores; everything else separates words, the
 * apostrophe and the hyphen too. Hashes are of the case-folded word.
 */
#ifndef RULES_WORDS_H
#define RULES_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lanes.h"
#include "base/text.h"

struct word {
	size_t start;
	size_t end;
};

/* The first word of TEXT that begins at or after AT; AT is not inside a word. */
bool word_next(struct slice text, size_t at, struct word *word);

/* The hash of a single word. */
uint64_t word_hash(struct slice word);

/* Where the word that begins at AT ends; AT itself when none begins there. */
size_t word_end(struct slice text, size_t at);

/* The case-folded bytes of TEXT; SIZE_MAX when they do not fit into ROOM. */
size_t word_fold(struct slice text, char *out, size_t room);

/* The same without regard to case: true when A and B fold to equal text. */
bool word_equal(struct slice a, struct slice b);

/* Whether A and B, of any characters, differ in nothing but case. */
bool words_equal_fold(struct slice a, struct slice b);

/*
 * The character at AT between words, its bytes in *SIZE: ' ' for any white
 * space, '\'' and '"' for the curly quotes, '-' for the hyphens of Unicode.
 */
uint32_t word_gap(struct slice text, size_t at, size_t *size);

/*
 * All words of a text, one after another: the innermost loop of all, so that it
 * stands here. The text is looked at in parts of 64 bytes; an edge is where a word
 * begins or ends.
 */
struct words {
	struct slice text;
	size_t part;     /* where the part at hand begins */
	size_t next;     /* where the next one does */
	uint64_t edges;  /* of the part at hand, those not passed yet */
	uint64_t inside; /* 1: its last byte is of a word */
};

static inline struct words words_of(struct slice text)
{
	return (struct words){.text = text};
}

/* The next word when it is not all in the part at hand; an empty one: there is none. */
struct word words_turn(struct words *words);

struct word_hash {
	uint64_t hash;
	uint32_t first; /* the word's first four bytes, letters made small, 0 in place of
	                 * those that it lacks; 0 when it is not of ASCII */
};

/* The hash of a WORD of any length and characters. */
struct word_hash words_hash(struct slice word);

static inline uint64_t words_mix(uint64_t state, uint64_t block)
{
	uint64_t product = (state ^ block) * UINT64_C(0x9e3779b97f4a7c15);
	return product ^ product >> 32;
}

/* The same of a word of nine to sixteen bytes that ends BEHIND. */
static inline struct word_hash words_hash_long(const char *behind, size_t len)
{
	uint64_t first = eight_load(behind - len) | EIGHT_SMALL;
	uint64_t last = (eight_load(behind - EIGHT) | EIGHT_SMALL) >> (2 * EIGHT - len) * 8;
	if ((first | last) & EIGHT_TOPS)
		return words_hash(slice_from(behind - len, len));
	return (struct word_hash){words_mix(words_mix(0, first), last), (uint32_t)first};
}

/* The same, mostly by one load, of the word of LEN bytes that ends at END of TEXT. */
static inline struct word_hash words_hash_at(struct slice text, size_t end, size_t len)
{
	const char *behind = text.ptr + end;
	if (len <= EIGHT && text.len >= EIGHT) {
		uint64_t last;
		if (end >= EIGHT)
			last = (eight_load(behind - EIGHT) | EIGHT_SMALL) >> (EIGHT - len) * 8;
		else
			last = (eight_load(text.ptr) | EIGHT_SMALL) >> (end - len) * 8 &
			       mask_first(8 * (unsigned)len);
		if (!(last & EIGHT_TOPS))
			return (struct word_hash){words_mix(0, last), (uint32_t)last};
	} else if (len > EIGHT && len <= (size_t)2 * EIGHT) {
		return words_hash_long(behind, len);
	}
	return words_hash(slice_from(behind - len, len));
}

/* The next word; false at the end. */
static inline bool words_next(struct words *words, struct word *word, struct word_hash *hash)
{
	uint64_t edges = words->edges;
	uint64_t ends = edges & (edges - 1);
	if (ends) {
		word->start = words->part + mask_before(edges);
		word->end = word->start + (mask_before(ends) - mask_before(edges));
		words->edges = ends & (ends - 1);
	} else {
		*word = words_turn(words);
		if (word->start == word->end)
			return false;
	}
	*hash = words_hash_at(words->text, word->end, word->end - word->start);
	return true;
}

#endif
