#include "rules/words.h"

#include <string.h>

#include "base/utf8.h"

/* Six bits for each word character of ASCII, so that ten of them fit a block
 * and a short word is its own hash before mixing. 63: look closer. */
enum { FOREIGN = 63, BLOCK_LENGTH = 10 };

static const unsigned char codes[256] = {
    ['0'] = 27, ['1'] = 28, ['2'] = 29, ['3'] = 30, ['4'] = 31, ['5'] = 32, ['6'] = 33, ['7'] = 34,
    ['8'] = 35, ['9'] = 36, ['_'] = 37, ['a'] = 1,  ['b'] = 2,  ['c'] = 3,  ['d'] = 4,  ['e'] = 5,
    ['f'] = 6,  ['g'] = 7,  ['h'] = 8,  ['i'] = 9,  ['j'] = 10, ['k'] = 11, ['l'] = 12, ['m'] = 13,
    ['n'] = 14, ['o'] = 15, ['p'] = 16, ['q'] = 17, ['r'] = 18, ['s'] = 19, ['t'] = 20, ['u'] = 21,
    ['v'] = 22, ['w'] = 23, ['x'] = 24, ['y'] = 25, ['z'] = 26, ['A'] = 1,  ['B'] = 2,  ['C'] = 3,
    ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,  ['H'] = 8,  ['I'] = 9,  ['J'] = 10, ['K'] = 11,
    ['L'] = 12, ['M'] = 13, ['N'] = 14, ['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19,
    ['T'] = 20, ['U'] = 21, ['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26,
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

/* Goes on with WORD where the quick way ended: at a foreign character or after
 * LENGTH characters that filled BLOCK. */
static void finish_word(struct slice text, struct word *word, uint64_t block, size_t length)
{
	uint64_t state = 0;
	size_t total = length;
	size_t size;
	uint32_t c;
	while (word->end < text.len && (c = word_character(text, word->end, &size)) != 0) {
		unsigned code = c < 0x80 ? code_of((char)c) : FOREIGN;
		if (total < 2)
			word->gate |= code << (total ? 0 : WORD_GATE_BITS);
		if (length == BLOCK_LENGTH || c >= 0x80) {
			state = mix(state, block);
			block = 0;
			length = 0;
		}
		if (c >= 0x80) {
			state = mix(state, c | UINT64_C(1) << 61);
		} else {
			block = block << WORD_GATE_BITS | code;
			length++;
		}
		total++;
		word->end += size;
	}
	word->hash = mix(state, block) | 1;
}

static size_t skip_gap(struct slice text, size_t at)
{
	while (at < text.len) {
		size_t size = 1;
		if (is_foreign(text.ptr[at]) ? word_character(text, at, &size) != 0
		                             : code_of(text.ptr[at]) != 0)
			break;
		at += size;
	}
	return at;
}

bool word_next(struct slice text, size_t at, struct word *word)
{
	at = skip_gap(text, at);
	if (at >= text.len)
		return false;
	size_t end = at;
	size_t stop = text.len - at > BLOCK_LENGTH ? at + BLOCK_LENGTH : text.len;
	uint64_t block = 0;
	unsigned code;
	while (end < stop && (code = code_of(text.ptr[end])) != 0) {
		block = block << WORD_GATE_BITS | code;
		end++;
	}
	word->start = at;
	word->end = end;
	word->gate = 0;
	if (end > at) {
		word->gate = code_of(text.ptr[at]) << WORD_GATE_BITS;
		if (end > at + 1)
			word->gate |= code_of(text.ptr[at + 1]);
	}
	if (end < text.len && (is_foreign(text.ptr[end]) || code_of(text.ptr[end])))
		finish_word(text, word, block, end - at);
	else
		word->hash = mix(0, block) | 1;
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

uint32_t word_gap(struct slice text, size_t at, size_t *size)
{
	uint32_t code = utf8_decode(text.ptr + at, text.len - at, size);
	switch (code) {
	case 0x2018:
	case 0x2019:
		return '\'';
	case 0x201c:
	case 0x201d:
		return '"';
	case 0x2010:
	case 0x2011:
		return '-';
	default:
		return code != UINT32_MAX && utf8_is_space(code) ? ' ' : code;
	}
}

unsigned word_gate(char a, char b)
{
	return code_of(a) << WORD_GATE_BITS | code_of(b);
}
