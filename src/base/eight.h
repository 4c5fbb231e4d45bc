/*
 * Eight: text looked at eight bytes at a time. An answer is a number whose byte
 * has its top bit set where the byte asked about has what is asked for; the
 * first byte of the text is the lowest.
 */
#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H

#include <stdbool.h>
#include <stdint.h>

enum { EIGHT = 8 };

#define EIGHT_ONES UINT64_C(0x0101010101010101)
#define EIGHT_TOPS UINT64_C(0x8080808080808080)

/* The same number on every machine; compilers make one load of it. */
static inline uint64_t eight_load(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;

	return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 |
	       (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 |
	       (uint64_t)b[7] << 56;
}

/* Which bytes of EIGHT, all below 0x80, are LOW to HIGH. */
static inline uint64_t eight_between(uint64_t eight, unsigned char low, unsigned char high)
{
	return (eight + EIGHT_ONES * (0x80u - low)) & ~(eight + EIGHT_ONES * (0x7Fu - high)) &
	       EIGHT_TOPS;
}

/* Which of them are letters or digits: capitals are made small by one bit. */
static inline uint64_t eight_alnum(uint64_t eight)
{
	return eight_between(eight | EIGHT_ONES * 0x20, 'a', 'z') | eight_between(eight, '0', '9');
}

/* Whether each byte is a printable character of ASCII, from the blank to the tilde. */
static inline bool eight_all_printable(uint64_t eight)
{
	return !((eight | (eight - EIGHT_ONES * 0x20) | (eight + EIGHT_ONES)) & EIGHT_TOPS);
}

/* How many bytes an answer names. */
static inline unsigned eight_count(uint64_t answer)
{
	return (unsigned)(((answer >> 7) * EIGHT_ONES) >> 56);
}

/* How many bytes stand before the first one that ANSWER, not 0, names. */
static inline unsigned eight_before(uint64_t answer)
{
	return (unsigned)__builtin_ctzll(answer) / 8;
}

/* The first COUNT (below 8) bytes of EIGHT; the others become 0. */
static inline uint64_t eight_first(uint64_t eight, unsigned count)
{
	return eight & ((UINT64_C(1) << count * 8) - 1);
}

#endif
