/*
 * Wide: what is asked of 64 bytes at once, over the lanes of lanes.h. All 64 are read,
 * so a text must be padded as a source is; an answer is a mask of its first LEN bytes.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#include <stddef.h>
#include <stdint.h>

#include "base/lanes.h"

enum { WIDE = LANES_BYTES };

static inline uint64_t wide_within(uint64_t mask, size_t len)
{
	return len < WIDE ? mask & mask_first((unsigned)len) : mask;
}

/* Which bytes are below 0x0E (line breaks, NUL) or not ASCII. */
static inline uint64_t wide_marks(const char *bytes, size_t len)
{
	uint64_t plain = 0;

	/* Compilers count such loops but leave them loops. */
#pragma GCC unroll 8
	for (unsigned i = 0; i < WIDE; i += LANE_BYTES)
		plain |= lane_mask(lane_between(lane_load(bytes + i), 0x0E, 0x7F)) << i;
	return wide_within(~plain, len);
}

/* Which are neither printable ASCII nor a line feed. */
static inline uint64_t wide_strange(const char *bytes, size_t len)
{
	uint64_t plain = 0;

#pragma GCC unroll 8
	for (unsigned i = 0; i < WIDE; i += LANE_BYTES) {
		struct lane lane = lane_load(bytes + i);
		struct lane fine = lane_or(lane_between(lane, ' ', '~'), lane_is(lane, '\n'));

		plain |= lane_mask(fine) << i;
	}
	return wide_within(~plain, len);
}

/* Which are one of THREE, of ASCII. */
static inline uint64_t wide_any(const char *bytes, size_t len, const char three[3])
{
	uint64_t found = 0;

#pragma GCC unroll 8
	for (unsigned i = 0; i < WIDE; i += LANE_BYTES) {
		struct lane lane = lane_load(bytes + i);
		struct lane either = lane_or(lane_is(lane, three[0]), lane_is(lane, three[1]));

		found |= lane_mask(lane_or(either, lane_is(lane, three[2]))) << i;
	}
	return wide_within(found, len);
}

#endif
