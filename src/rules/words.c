#include "rules/words.h"

#include <string.h>

#include "base/eight.h"
#include "base/utf8.h"

/* The gate's code of each word character of ASCII, 0 for what is none. */
enum { DIGIT = 27, UNDERSCORE, FOREIGN = 31 };

/* Among the word characters of ASCII this bit makes capitals small, and no two
 * others the same. */
enum { SMALL = 0x20 };

static const unsigned char codes[256] = {
    ['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT,      ['5'] = DIGIT,
    ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT, ['_'] = UNDERSCORE, ['a'] = 1,
    ['b'] = 2,     ['c'] = 3,     ['d'] = 4,     ['e'] = 5,     ['f'] = 6,          ['g'] = 7,
    ['h'] = 8,     ['i'] = 9,     ['j'] = 10,    ['k'] = 11,    ['l'] = 12,         ['m'] = 13,
    ['n'] = 14,    ['o'] = 15,    ['p'] = 16,    ['q'] = 17,    ['r'] = 18,         ['s'] = 19,
    ['t'] = 20,    ['u'] = 21,    ['v'] = 22,    ['w'] = 23,    ['x'] = 24,         ['y'] = 25,
    ['z'] = 26,    ['A'] = 1,     ['B'] = 2,     ['C'] = 3,     ['D'] = 4,          ['E'] = 5,
    ['F'] = 6,     ['G'] = 7,     ['H'] = 8,     ['I'] = 9,     ['J'] = 10,         ['K'] = 11,
    ['L'] = 12,    ['M'] = 13,    ['N'] = 14,    ['O'] = 15,    ['P'] = 16,         ['Q'] = 17,
    ['R'] = 18,    ['S'] = 19,    ['T'] = 20,    ['U'] = 21,    ['V'] = 22,         ['W'] = 23,
    ['X'] = 24,    ['Y'] = 25,    ['Z'] = 26,
};

static bool is_foreign(char c)
{
	return (unsigned char)c >= 0x80;
}

static unsigned code_of(char c)
{
	return codes[(unsigned char)c];
}

/* The word character at AT, folded, or 0 when there is none. */
static uint32_t word_character(struct slice text, size_t at, size_t *size)
{
	if (!is_foreign(text.ptr[at])) {
		*size = 1;
		return code_of(text.ptr[at]) ? (unsigned char)char_lower(text.ptr[at]) : 0;
	}
	uint32_t code = utf8_decode(text.ptr + at, text.len - at, size);
	return code != UINT32_MAX && utf8_is_word(code) ? utf8_fold(code) : 0;
}

static uint64_t mix(uint64_t state, uint64_t block)
{
	uint64_t product = (state ^ block) * UINT64_C(0x9e3779b97f4a7c15);
	return product ^ product >> 32;
}

/* Which bytes of EIGHT, of any text, are word characters of ASCII. */
static inline uint64_t wordy_bytes(uint64_t eight)
{
	uint64_t low = eight & ~EIGHT_TOPS;
	return (eight_alnum(low) | eight_between(low, '_', '_')) & ~eight;
}

/* What is rare stays out of line: word_next is the innermost loop of all. */
#define RARE __attribute__((noinline, cold))

/* The last COUNT bytes of a text, and 0 for those that are missing to eight. */
RARE static uint64_t load_last(const char *bytes, size_t count)
{
	char eight[EIGHT] = {0};
	memcpy(eight, bytes, count);
	return eight_load(eight);
}

static inline uint64_t load(struct slice text, size_t at)
{
	if (text.len - at >= EIGHT)
		return eight_load(text.ptr + at);
	return load_last(text.ptr + at, text.len - at);
}

/*
 * A word with foreign characters, by characters: it ends where they end. Hashed
 * are the bytes of the folded word by eights, as word_next does it, so that what
 * folds to ASCII is the same as if it had been.
 */
RARE static void read_foreign(struct slice text, struct word *word)
{
	char eight[EIGHT] = {0};
	uint64_t state = 0;
	size_t filled = 0;
	unsigned total = 0;
	size_t size;
	uint32_t c;
	word->gate = 0;
	word->end = word->start;
	while (word->end < text.len && (c = word_character(text, word->end, &size)) != 0) {
		char bytes[4];
		size_t count = utf8_encode(c, bytes);
		if (total < 3)
			word->gate |= (c < 0x80 ? code_of((char)c) : FOREIGN)
			              << (2 - total) * WORD_GATE_BITS;
		total++;
		for (size_t i = 0; i < count; i++) {
			eight[filled++] = (char)(c < 0x80 ? bytes[i] | SMALL : bytes[i]);
			if (filled < EIGHT)
				continue;
			state = mix(state, eight_load(eight));
			memset(eight, 0, EIGHT);
			filled = 0;
		}
		word->end += size;
	}
	word->hash = mix(state, eight_load(eight)) | 1;
}

/* Where the gap goes on or ends behind the foreign character at AT; AT itself
 * when that begins a word. */
RARE static size_t skip_foreign(struct slice text, size_t at)
{
	size_t size;
	return word_character(text, at, &size) ? at : at + size;
}

static size_t skip_gap(struct slice text, size_t at)
{
	while (at < text.len && !code_of(text.ptr[at])) {
		size_t after = is_foreign(text.ptr[at]) ? skip_foreign(text, at) : at + 1;
		if (after == at)
			break;
		at = after;
	}
	return at;
}

static inline unsigned gate_of(uint64_t eight)
{
	return code_of((char)eight) << 2 * WORD_GATE_BITS |
	       code_of((char)(eight >> 8)) << WORD_GATE_BITS | code_of((char)(eight >> 16));
}

bool word_next(struct slice text, size_t at, struct word *word)
{
	at = skip_gap(text, at);
	if (at >= text.len)
		return false;
	uint64_t eight = load(text, at);
	uint64_t others = ~wordy_bytes(eight) & EIGHT_TOPS;
	uint64_t state = 0;
	word->start = at;
	word->gate = gate_of(others ? eight_first(eight, eight_before(others)) : eight);
	while (!others) {
		state = mix(state, eight | EIGHT_ONES * SMALL);
		at += EIGHT;
		eight = load(text, at);
		others = ~wordy_bytes(eight) & EIGHT_TOPS;
	}
	unsigned rest = eight_before(others);
	word->end = at + rest;
	if (word->end < text.len && is_foreign(text.ptr[word->end]))
		read_foreign(text, word);
	else
		word->hash = mix(state, eight_first(eight | EIGHT_ONES * SMALL, rest)) | 1;
	return true;
}

uint64_t word_hash(struct slice word)
{
	struct word found;
	return word_next(word, 0, &found) ? found.hash : 1;
}

size_t word_end(struct slice text, size_t at)
{
	size_t size;
	while (at < text.len && word_character(text, at, &size))
		at += size;
	return at;
}

size_t word_fold(struct slice text, char *out, size_t room)
{
	size_t len = 0;
	for (size_t at = 0, size; at < text.len; at += size) {
		char bytes[4];
		uint32_t code = utf8_decode(text.ptr + at, text.len - at, &size);
		size_t count = code == UINT32_MAX ? 0 : utf8_encode(utf8_fold(code), bytes);
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
