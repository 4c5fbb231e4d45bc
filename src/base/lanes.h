/*
 * Lanes: text looked at 64 bytes at a time, for masks: numbers whose bit i says
 * whether byte i is of a class. A lane is as many bytes as one register holds; an
 * answer about it is of its bytes too, until lane_mask makes bits of it.
 *
 *     for (unsigned i = 0; i < LANES_BYTES; i += LANE_BYTES)
 *             blanks |= lane_mask(lane_is(lane_load(bytes + i), ' ')) << i;
 */
#ifndef BASE_LANES_H
#define BASE_LANES_H

#include <stdint.h>
#include <string.h>

#include "base/eight.h"
#include "base/text.h"

/* A test may ask for the lanes of machines that have no registers for them. */
#if defined(__SSE2__) && !defined(LANES_PORTABLE)
#include <emmintrin.h>
#define LANE_BYTES 16u
#else
#define LANE_BYTES 8u
#endif

enum { LANES_BYTES = 64 };

#if LANE_BYTES == 16u

struct lane {
	__m128i bytes;
};

static inline struct lane lane_load(const char *bytes)
{
	return (struct lane){_mm_loadu_si128((const __m128i *)(const void *)bytes)};
}

static inline struct lane lane_or(struct lane a, struct lane b)
{
	return (struct lane){_mm_or_si128(a.bytes, b.bytes)};
}

static inline struct lane lane_and(struct lane a, struct lane b)
{
	return (struct lane){_mm_and_si128(a.bytes, b.bytes)};
}

/* Which bytes are C, of ASCII. */
static inline struct lane lane_is(struct lane lane, char c)
{
	return (struct lane){_mm_cmpeq_epi8(lane.bytes, _mm_set1_epi8(c))};
}

/* Which bytes are LOW (not 0) to HIGH, of ASCII: they are moved to the top of the
 * signed numbers. */
static inline struct lane lane_between(struct lane lane, char low, char high)
{
	__m128i moved = _mm_add_epi8(lane.bytes, _mm_set1_epi8((char)(0x7f - high)));

	return (struct lane){_mm_cmpgt_epi8(moved, _mm_set1_epi8((char)(0x7e - (high - low))))};
}

/* LANE with every capital of ASCII made small; digits, blanks and points stay. */
static inline struct lane lane_small(struct lane lane)
{
	return (struct lane){_mm_or_si128(lane.bytes, _mm_set1_epi8(0x20))};
}

static inline uint64_t lane_mask(struct lane answer)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(answer.bytes);
}

#else

struct lane {
	uint64_t bytes;
};

static inline struct lane lane_load(const char *bytes)
{
	return (struct lane){eight_load(bytes)};
}

static inline struct lane lane_or(struct lane a, struct lane b)
{
	return (struct lane){a.bytes | b.bytes};
}

static inline struct lane lane_and(struct lane a, struct lane b)
{
	return (struct lane){a.bytes & b.bytes};
}

static inline struct lane lane_between(struct lane lane, char low, char high)
{
	return (struct lane){
	    eight_between(lane.bytes & ~EIGHT_TOPS, (unsigned char)low, (unsigned char)high) &
	    ~lane.bytes};
}

static inline struct lane lane_is(struct lane lane, char c)
{
	return lane_between(lane, c, c);
}

static inline struct lane lane_small(struct lane lane)
{
	return (struct lane){lane.bytes | EIGHT_SMALL};
}

/* Each top bit is brought to the byte above all others, where none meet. */
static inline uint64_t lane_mask(struct lane answer)
{
	return ((answer.bytes & EIGHT_TOPS) >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

#endif

/* The mask of the bytes that are not ASCII. */
static inline uint64_t lane_foreign(struct lane lane)
{
	return lane_mask(lane);
}

/* The mask of the 64 BYTES that are not ASCII. */
static inline uint64_t lanes_foreign(const char *bytes)
{
	uint64_t foreign = 0;

	for (unsigned i = 0; i < LANES_BYTES; i += LANE_BYTES)
		foreign |= lane_foreign(lane_load(bytes + i)) << i;
	return foreign;
}

/* Which bytes are letters or digits of ASCII. */
static inline struct lane lane_alnum(struct lane lane)
{
	return lane_or(lane_between(lane_small(lane), 'a', 'z'), lane_between(lane, '0', '9'));
}

/*
 * The 64 bytes of TEXT from AT on. Where fewer are left it is the 64 that end with it, in
 * COPY with zeros for those that it lacks; the first *BEFORE of them are to be ignored.
 */
static inline const char *lanes_at(struct slice text, size_t at, char copy[LANES_BYTES],
                                   unsigned *before)
{
	size_t left = text.len - at;

	*before = left < LANES_BYTES ? LANES_BYTES - (unsigned)left : 0;
	if (*before <= at)
		return text.ptr + at - *before;
	memset(copy, 0, LANES_BYTES);
	memcpy(copy + *before, text.ptr + at, left);
	return copy;
}

/* The lowest COUNT bits, at most 64. */
static inline uint64_t mask_first(unsigned count)
{
	return count < 64 ? (UINT64_C(1) << count) - 1 : ~UINT64_C(0);
}

/* How many bits stand below the lowest one of MASK, not 0. */
static inline unsigned mask_before(uint64_t mask)
{
	return (unsigned)__builtin_ctzll(mask);
}

/* How many bits MASK has: few machines that this is built for count them. */
static inline unsigned mask_count(uint64_t mask)
{
	const uint64_t twos = UINT64_C(0x3333333333333333);

	mask -= mask >> 1 & UINT64_C(0x5555555555555555);
	mask = (mask & twos) + (mask >> 2 & twos);
	return (unsigned)(((mask + (mask >> 4)) & EIGHT_ONES * 0x0f) * EIGHT_ONES >> 56);
}

#endif
