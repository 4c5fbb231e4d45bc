/*
 * Bare addresses at each place of texts of each length. The same tests run in
 * test_bare_portable.c with the lanes of a machine that has no registers for them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "rules/bare.h"
#include "support.h"

enum { LENGTH_MAX = 80 };

/* Calls CHECK with TEXT at each place of texts of blanks, which end where memory does. */
static void at_each_place(const char *text, void (*check)(struct slice whole, size_t at))
{
	size_t len = strlen(text);

	for (size_t size = len; size <= LENGTH_MAX; size++) {
		char *bytes = malloc(size);

		assert_non_null(bytes);
		for (size_t at = 0; at + len <= size; at++) {
			memset(bytes, ' ', size);
			memcpy(bytes + at, text, len);
			check(slice_from(bytes, size), at);
		}
		free(bytes);
	}
}

static void has_scheme(struct slice whole, size_t at)
{
	struct span found;

	assert_true(bare_may_be_in(whole));
	assert_true(bare_next_scheme(whole, 0, &found));
	assert_int_equal(found.start, at);
	assert_int_equal(found.end, at + strlen("git://a"));
	assert_false(bare_next_www(whole, 0, &found));
}

static void has_www(struct slice whole, size_t at)
{
	struct span found;

	assert_true(bare_may_be_in(whole));
	assert_true(bare_next_www(whole, 0, &found));
	assert_int_equal(found.start, at);
	assert_int_equal(found.end, at + strlen("www.a"));
	assert_false(bare_next_scheme(whole, 0, &found));
}

static void has_neither(struct slice whole, size_t at)
{
	struct span found;

	(void)at;
	assert_false(bare_next_scheme(whole, 0, &found));
	assert_false(bare_next_www(whole, 0, &found));
}

static void is_passed_over(struct slice whole, size_t at)
{
	assert_false(bare_may_be_in(whole));
	has_neither(whole, at);
}

static void addresses(void **state)
{
	(void)state;
	at_each_place("git://a.", has_scheme);
	at_each_place("www.a,", has_www);
	at_each_place("at://a", has_neither);
	at_each_place("awww.a", has_neither);
	at_each_place("www", is_passed_over);
	at_each_place("a: ww", is_passed_over);
	assert_false(bare_may_be_in(slice_of("")));
	assert_false(bare_may_be_in(slice_of("A point. And/or a colon: two of them.")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
