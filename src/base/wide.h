/*
 * Wide: text looked at sixty-four bytes at a time. An answer is a number whose
 * bit n says whether byte n has what is asked for.
 *
 * On machines with SSE2 that is what answers; the portable functions are there
 * everywhere, and the tests hold one against the other.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <stddef.h>
#include <stdint.h>

#include "base/eight.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { WIDE = 64, WIDE_CONTROL = 0x0E };

/* A bit for each byte of an answer of eight.h. */
static inline uint64_t wide_bits(uint64_t answer)
{
	return (answer >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

/* Which bytes of EIGHT are 0. */
static inline uint64_t wide_zeros(uint64_t eight)
{
	return ~(((eight & ~EIGHT_TOPS) + ~EIGHT_TOPS) | eight) & EIGHT_TOPS;
}

static inline uint64_t wide_marks_portable(const char *bytes)
{
	uint64_t found = 0;

	for (unsigned i = 0; i < WIDE; i += EIGHT) {
		uint64_t eight = eight_load(bytes + i);
		uint64_t low = (eight & ~EIGHT_TOPS) + EIGHT_ONES * (0x80 - WIDE_CONTROL);

		found |= wide_bits((~low | eight) & EIGHT_TOPS) << i;
	}
	return found;
}

static inline uint64_t wide_strange_portable(const char *bytes)
{
	uint64_t plain = 0;

	for (unsigned i = 0; i < WIDE; i += EIGHT) {
		uint64_t eight = eight_load(bytes + i);
		uint64_t low = eight & ~EIGHT_TOPS;
		uint64_t answer = eight_between(low, ' ', '~') | eight_between(low, '\n', '\n');

		plain |= wide_bits(answer & ~eight) << i;
	}
	return ~plain;
}

static inline uint64_t wide_any_portable(const char *bytes, const char three[3])
{
	uint64_t found = 0;

	for (unsigned i = 0; i < WIDE; i += EIGHT) {
		uint64_t eight = eight_load(bytes + i);
		uint64_t answer = 0;

		for (int c = 0; c < 3; c++)
			answer |= wide_zeros(eight ^ EIGHT_ONES * (unsigned char)three[c]);
		found |= wide_bits(answer) << i;
	}
	return found;
}

#ifdef __SSE2__

static inline __m128i wide_load(const char *bytes)
{
	return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

/* One answer of four, which have a byte of ones for each byte that is meant. */
static inline uint64_t wide_join(__m128i a, __m128i b, __m128i c, __m128i d)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(a) |
	       (uint64_t)(unsigned)_mm_movemask_epi8(b) << 16 |
	       (uint64_t)(unsigned)_mm_movemask_epi8(c) << 32 |
	       (uint64_t)(unsigned)_mm_movemask_epi8(d) << 48;
}

static inline __m128i wide_plain16(const char *bytes)
{
	return _mm_cmpgt_epi8(wide_load(bytes), _mm_set1_epi8(WIDE_CONTROL - 1));
}

static inline uint64_t wide_marks_sse2(const char *bytes)
{
	return ~wide_join(wide_plain16(bytes), wide_plain16(bytes + 16), wide_plain16(bytes + 32),
	                  wide_plain16(bytes + 48));
}

static inline __m128i wide_any16(const char *bytes, const char three[3])
{
	__m128i v = wide_load(bytes);

	return _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(three[0])),
	                                 _mm_cmpeq_epi8(v, _mm_set1_epi8(three[1]))),
	                    _mm_cmpeq_epi8(v, _mm_set1_epi8(three[2])));
}

static inline uint64_t wide_strange_sse2(const char *bytes)
{
	uint64_t plain = 0;

	for (unsigned i = 0; i < WIDE; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		__m128i breaks = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
		__m128i above = _mm_cmpgt_epi8(v, _mm_set1_epi8(' ' - 1));
		__m128i fine = _mm_andnot_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(0x7F)), above);

		plain |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(fine, breaks)) << i;
	}
	return ~plain;
}

static inline uint64_t wide_any_sse2(const char *bytes, const char three[3])
{
	return wide_join(wide_any16(bytes, three), wide_any16(bytes + 16, three),
	                 wide_any16(bytes + 32, three), wide_any16(bytes + 48, three));
}

#define WIDE_ANSWER(what) wide_##what##_sse2
#else
#define WIDE_ANSWER(what) wide_##what##_portable
#endif

/* An answer about the first LEN bytes alone. */
static inline uint64_t wide_within(uint64_t answer, size_t len)
{
	return len < WIDE ? answer & ((UINT64_C(1) << len) - 1) : answer;
}

/* Which of LEN bytes are below 0x0E (line breaks, NUL) or not ASCII: of the first 64,
 * all of which are read, whatever LEN is. */
static inline uint64_t wide_marks(const char *bytes, size_t len)
{
	return wide_within(WIDE_ANSWER(marks)(bytes), len);
}

/* Which of them are neither printable ASCII nor a line feed. */
static inline uint64_t wide_strange(const char *bytes, size_t len)
{
	return wide_within(WIDE_ANSWER(strange)(bytes), len);
}

/* Which of them are one of THREE. */
static inline uint64_t wide_any(const char *bytes, size_t len, const char three[3])
{
	return wide_within(WIDE_ANSWER(any)(bytes, three), len);
}

/* The first byte that ANSWER, not 0, names. */
static inline size_t wide_first(uint64_t answer)
{
	return (size_t)__builtin_ctzll(answer);
}

#endif
