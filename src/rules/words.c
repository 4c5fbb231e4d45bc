#include "rules/words.h"

#include <string.h>

#include "base/utf8.h"

/* What is rare stays out of line. */
#define RARE __attribute__((noinline, cold))

static bool is_foreign(char c)
{
	return (unsigned char)c >= 0x80;
}

/* Whether C, of ASCII, is a word character. */
static bool is_wordy(char c)
{
	return char_is_alnum(c) || c == '_';
}

/* The word character at AT, folded, or 0 when there is none. */
static uint32_t word_character(struct slice text, size_t at, size_t *size)
{
	if (!is_foreign(text.ptr[at])) {
		*size = 1;
		return is_wordy(text.ptr[at]) ? (unsigned char)char_lower(text.ptr[at]) : 0;
	}
	uint32_t code = utf8_decode(text.ptr + at, text.len - at, size);
	return code != UINT32_MAX && utf8_is_word(code) ? utf8_fold(code) : 0;
}

/* ---- the words of a text ---- */

/*
 * Adds to *WORDY the word characters of the part at hand that are not of ASCII; its
 * BYTES begin as many BEFORE it. Returns how many bytes the part has: it ends before a
 * character that is not all in it.
 */
RARE static unsigned add_foreign(const struct words *words, const char *bytes, unsigned before,
                                 uint64_t *wordy)
{
	uint64_t foreign = lanes_foreign(bytes) >> before;
	while (foreign) {
		unsigned at = mask_before(foreign);
		size_t size;
		uint32_t c = word_character(words->text, words->part + at, &size);
		uint64_t its = mask_first((unsigned)size) << at;
		if (at + size > LANES_BYTES)
			return at;
		if (c)
			*wordy |= its;
		foreign &= ~its;
	}
	return LANES_BYTES;
}

/* Looks at the next part, of which there is a byte at least. */
static void read_part(struct words *words)
{
	char copy[LANES_BYTES];
	unsigned before;
	const char *bytes = lanes_at(words->text, words->next, copy, &before);
	unsigned count = LANES_BYTES;
	uint64_t wordy = 0;
	struct lane all = {0};
	words->part = words->next;
#pragma GCC unroll 8
	for (unsigned i = 0; i < LANES_BYTES; i += LANE_BYTES) {
		struct lane lane = lane_load(bytes + i);
		struct lane word = lane_or(lane_alnum(lane), lane_is(lane, '_'));
		wordy |= lane_mask(word) << i;
		all = lane_or(all, lane);
	}
	wordy >>= before;
	if (lane_foreign(all))
		count = add_foreign(words, bytes, before, &wordy);
	words->next += count;
	words->edges = wordy ^ (wordy << 1 | words->inside);
	words->inside = wordy >> 63;
	if (count < LANES_BYTES) {
		words->edges &= mask_first(count);
		words->inside = wordy >> (count - 1) & 1;
	}
}

/* Goes on to the next part with an edge; false when there is none. */
static bool turn(struct words *words)
{
	while (words->next < words->text.len) {
		read_part(words);
		if (words->edges)
			return true;
	}
	/* A word that ends with the text. */
	words->part = words->text.len;
	words->edges = words->inside;
	words->inside = 0;
	return words->edges;
}

static bool next_edge(struct words *words, size_t *at)
{
	if (!words->edges && !turn(words))
		return false;
	*at = words->part + mask_before(words->edges);
	words->edges &= words->edges - 1;
	return true;
}

struct word words_turn(struct words *words)
{
	struct word word;
	if (!next_edge(words, &word.start) || !next_edge(words, &word.end))
		return (struct word){0, 0};
	return word;
}

/* The bytes of a word as they are hashed: by eights, 0 in place of those missing. */
struct hashed {
	uint64_t state;
	char eight[EIGHT];
	unsigned count; /* of bytes in eight */
};

static void hash_byte(struct hashed *hashed, char c)
{
	if (hashed->count == EIGHT) {
		hashed->state = words_mix(hashed->state, eight_load(hashed->eight));
		memset(hashed->eight, 0, EIGHT);
		hashed->count = 0;
	}
	hashed->eight[hashed->count++] = c;
}

/* The folded characters of what is foreign, so that what folds to ASCII is the same as
 * if it had been. */
RARE static struct word_hash hash_foreign(struct slice word)
{
	struct hashed hashed = {.count = 0};
	for (size_t at = 0, size; at < word.len; at += size) {
		char bytes[4];
		uint32_t c = word_character(word, at, &size);
		size_t count = utf8_encode(c, bytes);
		for (size_t i = 0; i < count; i++)
			hash_byte(&hashed, (char)(c < 0x80 ? bytes[i] | 0x20 : bytes[i]));
	}
	return (struct word_hash){words_mix(hashed.state, eight_load(hashed.eight)), 0};
}

struct word_hash words_hash(struct slice word)
{
	char eight[EIGHT] = {0};
	uint64_t state = 0;
	uint64_t all = 0;
	size_t at = 0;
	for (; word.len - at > EIGHT; at += EIGHT) {
		uint64_t block = eight_load(word.ptr + at) | EIGHT_SMALL;
		all |= block;
		state = words_mix(state, block);
	}
	memcpy(eight, word.ptr + at, word.len - at);
	uint64_t last =
	    (eight_load(eight) | EIGHT_SMALL) & mask_first(8 * (unsigned)(word.len - at));
	if ((all | last) & EIGHT_TOPS)
		return hash_foreign(word);
	uint64_t first = at ? eight_load(word.ptr) | EIGHT_SMALL : last;
	return (struct word_hash){words_mix(state, last), (uint32_t)first};
}

uint64_t word_hash(struct slice word)
{
	return words_hash(word).hash;
}

bool word_next(struct slice text, size_t at, struct word *word)
{
	while (at < text.len && !is_wordy(text.ptr[at])) {
		size_t size = 1;
		if (is_foreign(text.ptr[at]) && word_character(text, at, &size))
			break;
		at += size;
	}
	*word = (struct word){at, word_end(text, at)};
	return at < text.len;
}

size_t word_end(struct slice text, size_t at)
{
	size_t size = 1;
	while (at < text.len && (is_foreign(text.ptr[at]) ? word_character(text, at, &size)
	                                                  : is_wordy(text.ptr[at]))) {
		at += size;
		size = 1;
	}
	return at;
}

size_t word_fold(struct slice text, char *out, size_t room)
{
	size_t len = 0;
	for (size_t at = 0, size; at < text.len; at += size) {
		char bytes[4] = {char_lower(text.ptr[at])};
		size_t count = size = 1;
		if (is_foreign(text.ptr[at])) {
			uint32_t code = utf8_decode(text.ptr + at, text.len - at, &size);
			count = code == UINT32_MAX ? 0 : utf8_encode(utf8_fold(code), bytes);
		}
		if (count > room - len)
			return SIZE_MAX;
		memcpy(out + len, bytes, count);
		len += count;
	}
	return len;
}

bool word_equal(struct slice a, struct slice b)
{
	size_t i = 0;
	size_t j = 0;
	while (i < a.len && j < b.len) {
		size_t i_size, j_size;
		if (word_character(a, i, &i_size) != word_character(b, j, &j_size))
			return false;
		i += i_size;
		j += j_size;
	}
	return i == a.len && j == b.len;
}

bool words_equal_fold(struct slice a, struct slice b)
{
	size_t i = 0;
	size_t j = 0;
	while (i < a.len && j < b.len) {
		size_t i_size, j_size;
		if (utf8_fold(utf8_decode(a.ptr + i, a.len - i, &i_size)) !=
		    utf8_fold(utf8_decode(b.ptr + j, b.len - j, &j_size)))
			return false;
		i += i_size;
		j += j_size;
	}
	return i == a.len && j == b.len;
}

uint32_t word_gap(struct slice text, size_t at, size_t *size)
{
	uint32_t code = utf8_decode(text.ptr + at, text.len - at, size);
	/* Both hyphens, the one that does not break included. */
	if (code == 0x2010 || code == 0x2011)
		return '-';
	return code != UINT32_MAX && utf8_is_space(code) ? ' ' : utf8_straight(code);
}
