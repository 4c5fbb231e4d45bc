/*
 * The masks of 64 bytes against the plain functions for one byte. The same tests run in
 * test_lanes_portable.c with the lanes of a machine that has no registers for them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/lanes.h"
#include "base/text.h"

struct masks {
	uint64_t blanks;
	uint64_t digits;
	uint64_t alnum;
	uint64_t small; /* what is a small letter when made small */
	uint64_t either;
	uint64_t foreign;
};

static struct masks masks_of(const char *bytes)
{
	struct masks masks = {0};
	for (unsigned i = 0; i < LANES_BYTES; i += LANE_BYTES) {
		struct lane lane = lane_load(bytes + i);
		struct lane blank = lane_is(lane, ' ');
		struct lane digit = lane_between(lane, '0', '9');
		masks.blanks |= lane_mask(blank) << i;
		masks.digits |= lane_mask(digit) << i;
		masks.alnum |= lane_mask(lane_alnum(lane)) << i;
		masks.small |= lane_mask(lane_between(lane_small(lane), 'a', 'z')) << i;
		masks.either |= lane_mask(lane_or(blank, digit)) << i;
		masks.foreign |= lane_foreign(lane) << i;
	}
	return masks;
}

static struct masks expected_of(const char *bytes)
{
	struct masks masks = {0};
	for (unsigned i = 0; i < LANES_BYTES; i++) {
		uint64_t bit = UINT64_C(1) << i;
		char c = bytes[i];
		masks.blanks |= c == ' ' ? bit : 0;
		masks.digits |= char_is_digit(c) ? bit : 0;
		masks.alnum |= char_is_alnum(c) ? bit : 0;
		masks.small |= char_is_alpha(c) ? bit : 0;
		masks.either |= c == ' ' || char_is_digit(c) ? bit : 0;
		masks.foreign |= (unsigned char)c >= 0x80 ? bit : 0;
	}
	return masks;
}

static void compare(const char *bytes)
{
	struct masks masks = masks_of(bytes);
	struct masks expected = expected_of(bytes);
	assert_memory_equal(&masks, &expected, sizeof(masks));
}

/* Every byte at every place, beside bytes of other classes and of its own. */
static void each_byte(void **state)
{
	static const char others[] = {'a', ' ', '\x00', '\xff', '\x7f', '\x80', '9', '@'};
	char bytes[LANES_BYTES];
	(void)state;
	for (int c = 0; c < 256; c++) {
		for (unsigned at = 0; at < LANES_BYTES; at++) {
			for (unsigned i = 0; i < LANES_BYTES; i++)
				bytes[i] = others[(i + at + (unsigned)c) % sizeof(others)];
			bytes[at] = (char)c;
			compare(bytes);
		}
		for (unsigned i = 0; i < LANES_BYTES; i++)
			bytes[i] = (char)c;
		compare(bytes);
	}
}

static void random_bytes(void **state)
{
	char bytes[LANES_BYTES];
	uint32_t seed = 1;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		for (unsigned i = 0; i < LANES_BYTES; i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = (char)(seed >> 24);
		}
		compare(bytes);
	}
}

static void masks_are_counted(void **state)
{
	(void)state;
	assert_int_equal(mask_count(0), 0);
	assert_int_equal(mask_count(~UINT64_C(0)), 64);
	assert_true(mask_first(0) == 0 && mask_first(64) == ~UINT64_C(0));
	for (unsigned i = 0; i < 64; i++) {
		assert_int_equal(mask_count(mask_first(i)), i);
		assert_int_equal(mask_count(UINT64_C(1) << i | 1), i ? 2 : 1);
		assert_int_equal(mask_before(~mask_first(i)), i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_byte),
	    cmocka_unit_test(random_bytes),
	    cmocka_unit_test(masks_are_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
