/*
 * Sixty-four bytes at once against one at a time. The same tests run in test_wide_portable.c
 * with the lanes of a machine that has no registers for them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/wide.h"
#include "support.h"

static const char three[3] = {'\\', '&', '\n'};

static uint64_t marks_one_by_one(const char *bytes, size_t len)
{
	uint64_t found = 0;

	for (size_t i = 0; i < len && i < WIDE; i++)
		if ((unsigned char)bytes[i] < 0x0E || (unsigned char)bytes[i] >= 0x80)
			found |= UINT64_C(1) << i;
	return found;
}

static uint64_t strange_one_by_one(const char *bytes, size_t len)
{
	uint64_t found = 0;

	for (size_t i = 0; i < len && i < WIDE; i++)
		if (bytes[i] != '\n' && (bytes[i] < ' ' || bytes[i] > '~'))
			found |= UINT64_C(1) << i;
	return found;
}

static uint64_t any_one_by_one(const char *bytes, size_t len)
{
	uint64_t found = 0;

	for (size_t i = 0; i < len && i < WIDE; i++)
		if (memchr(three, bytes[i], sizeof(three)))
			found |= UINT64_C(1) << i;
	return found;
}

static void compare(const char *bytes)
{
	uint64_t marks = marks_one_by_one(bytes, WIDE);
	uint64_t any = any_one_by_one(bytes, WIDE);
	uint64_t strange = strange_one_by_one(bytes, WIDE);

	assert_true(wide_marks(bytes, WIDE) == marks);
	assert_true(wide_any(bytes, WIDE, three) == any);
	assert_true(wide_strange(bytes, WIDE) == strange);
	if (marks)
		assert_int_equal(marks_one_by_one(bytes, mask_before(marks)), 0);
}

/* Each byte at each place, beside bytes that a carry could come from. */
static void every_byte_is_told_at_every_place(void **state)
{
	static const int others[] = {0, 1, 'a', 0x0D, 0x0E, 0x7F, 0x80, 0xFF};
	char bytes[WIDE];

	(void)state;
	for (size_t o = 0; o < SUPPORT_COUNT(others); o++)
		for (size_t at = 0; at < WIDE; at++)
			for (int c = 0; c < 256; c++) {
				memset(bytes, others[o], sizeof(bytes));
				bytes[at] = (char)c;
				compare(bytes);
			}
}

static void random_bytes_are_told(void **state)
{
	uint64_t seed = 3;
	char bytes[WIDE];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		for (size_t i = 0; i < WIDE; i++)
			bytes[i] = (char)random_below(&seed, round % 2 ? 256 : 0x60);
		compare(bytes);
	}
}

/* Of what stands behind a text's end nothing is named. */
static void a_short_text_ends_where_it_ends(void **state)
{
	char bytes[WIDE];
	char tabs[WIDE];

	(void)state;
	memset(bytes, '\n', sizeof(bytes));
	memset(tabs, '\t', sizeof(tabs));
	for (size_t len = 0; len <= WIDE + 1; len++) {
		assert_true(wide_marks(bytes, len) == marks_one_by_one(bytes, len));
		assert_true(wide_any(bytes, len, three) == any_one_by_one(bytes, len));
		assert_true(wide_strange(tabs, len) == strange_one_by_one(tabs, len));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_byte_is_told_at_every_place),
	    cmocka_unit_test(random_bytes_are_told),
	    cmocka_unit_test(a_short_text_ends_where_it_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
