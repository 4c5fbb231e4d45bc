/*
 * Eight: text looked at eight bytes at a time. An answer is a number whose byte
 * has its top bit set where the byte asked about has what is asked for; the
 * first byte of the text is the lowest.
 */
#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { EIGHT = 8 };

#define EIGHT_ONES UINT64_C(0x0101010101010101)
#define EIGHT_TOPS UINT64_C(0x8080808080808080)

/* This bit makes capitals of ASCII small; digits have it. */
#define EIGHT_SMALL UINT64_C(0x2020202020202020)

/* The same number on every machine. */
static inline uint64_t eight_load(const char *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof(eight));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	eight = __builtin_bswap64(eight);
#endif
	return eight;
}

/* Which bytes of EIGHT, all below 0x80, are LOW to HIGH. */
static inline uint64_t eight_between(uint64_t eight, unsigned char low, unsigned char high)
{
	return (eight + EIGHT_ONES * (0x80u - low)) & ~(eight + EIGHT_ONES * (0x7Fu - high)) &
	       EIGHT_TOPS;
}

/* Whether each byte is a printable character of ASCII, from the blank to the tilde. */
static inline bool eight_all_printable(uint64_t eight)
{
	return !((eight | (eight - EIGHT_ONES * 0x20) | (eight + EIGHT_ONES)) & EIGHT_TOPS);
}

/* How many bytes stand before the first one that ANSWER, not 0, names. */
static inline unsigned eight_before(uint64_t answer)
{
	return (unsigned)__builtin_ctzll(answer) / 8;
}

#endif
