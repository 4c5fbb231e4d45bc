/*
 * UTF-8: strict decoding (no overlong forms, no surrogates, at most U+10FFFF),
 * and the few Unicode properties the linter needs, from utf8proc.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The code point at BYTES (LEN > 0), its length in *SIZE. For an invalid
 * sequence returns UINT32_MAX and sets *SIZE to the bytes to skip: the longest
 * prefix of a valid sequence, at least 1.
 */
uint32_t utf8_decode(const char *bytes, size_t len, size_t *size);

/* Writes CODE (a scalar value) to OUT, returns 1 to 4. */
size_t utf8_encode(uint32_t code, char out[4]);

/* Whether C is a byte of a character but not its first. */
static inline bool utf8_continues(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Where the character before AT (> 0) begins. */
static inline size_t utf8_before(const char *bytes, size_t at)
{
	do
		at--;
	while (at && utf8_continues(bytes[at]));
	return at;
}

/* Offset of the first invalid byte, or LEN. Fast on ASCII. */
size_t utf8_valid_prefix(const char *bytes, size_t len);

/* Length in code points, and in UTF-16 units; an invalid byte counts as one. */
size_t utf8_count(const char *bytes, size_t len);
size_t utf8_count_utf16(const char *bytes, size_t len);

/* Byte offset after COUNT code points (LEN when there are fewer). */
size_t utf8_advance(const char *bytes, size_t len, size_t count);

/* Columns in a terminal: 0, 1 or 2 for one code point; for a grapheme, of its
 * first visible code point (an emoji sequence is 2). A tab is not handled. */
int utf8_width(uint32_t code);

/* The next grapheme cluster: its byte length (> 0) and, in *WIDTH, its columns. */
size_t utf8_grapheme(const char *bytes, size_t len, int *width);

/* Simple case folding of one code point: what differs in case alone becomes the same. */
uint32_t utf8_fold(uint32_t code);

/* The small letter of one code point. */
uint32_t utf8_lower(uint32_t code);

/* The upper-case letter of CODE. */
uint32_t utf8_upper(uint32_t code);

/* A letter of any script. */
bool utf8_is_letter(uint32_t code);

/* Letters and digits of any script, and combining marks. */
bool utf8_is_word(uint32_t code);

/* White space of any script, the no-break space included. */
bool utf8_is_space(uint32_t code);

/* The straight quotation mark for a curly one; any other CODE as it is. */
uint32_t utf8_straight(uint32_t code);

/* An upper- or titlecase letter. */
bool utf8_is_upper(uint32_t code);

/* The version of the library behind it: "utf8proc 2.8.0" in TEXT. */
void utf8_library(char text[64]);

#endif
