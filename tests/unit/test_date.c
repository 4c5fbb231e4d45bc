/*
 * Days: every one of 400 years there and back, in order; what is no day; the first
 * Monday of a month, whatever the month before it was like.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static long day(const char *text)
{
	long value = DATE_NONE;

	assert_true(date_parse(slice_of(text), &value));
	return value;
}

static void days_go_there_and_back(void **state)
{
	long first = day("1850-01-01");
	char before[DATE_SIZE] = "1849-12-31";

	(void)state;
	for (long d = first; d < first + 146097; d++) {
		char text[DATE_SIZE];

		date_text(d, text);
		assert_true(strcmp(before, text) < 0);
		assert_int_equal(day(text), d);
		memcpy(before, text, sizeof(before));
	}
	assert_int_equal(day("1970-01-01"), 0);
	assert_int_equal(day("2000-03-01") - day("2000-02-28"), 2);
	assert_int_equal(day("1900-03-01") - day("1900-02-28"), 1);
	assert_int_equal(day(" 2026-01-31T10:00:00Z"), day("2026-01-31"));
}

static void what_is_no_day(void **state)
{
	static const char *const wrong[] = {
	    "",           "2026",       "2026-1-1",   "2026-13-01", "2026-00-01",  "2026-04-31",
	    "2026-02-29", "2026/01/01", "0000-01-01", "2026-01-0",  "2026-01-011", "x026-01-01"};
	long value;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (date_parse(slice_of(wrong[i]), &value))
			fail_msg("`%s` is a day", wrong[i]);
}

static void first_mondays(void **state)
{
	(void)state;
	assert_int_equal(date_first_monday(day("2025-12-03"), 1), day("2026-01-05"));
	assert_int_equal(date_first_monday(day("2026-01-31"), 1), day("2026-02-02"));
	assert_int_equal(date_first_monday(day("2026-05-10"), 1), day("2026-06-01"));
	assert_int_equal(date_first_monday(day("2026-11-30"), 3), day("2027-02-01"));
	assert_int_equal(date_first_monday(day("1969-12-15"), 0), day("1969-12-01"));
}

static void numbers_of_days(void **state)
{
	long days;

	(void)state;
	assert_true(date_days(slice_of("180d"), &days) && days == 180);
	assert_false(date_days(slice_of("0d"), &days));
	assert_false(date_days(slice_of("d"), &days));
	assert_false(date_days(slice_of("180"), &days));
	assert_false(date_days(slice_of("-1d"), &days));
}

static void today_can_be_set(void **state)
{
	(void)state;
	assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1769904000", 1), 0);
	assert_int_equal(date_today(), day("2026-02-01"));
	assert_int_equal(unsetenv("SOURCE_DATE_EPOCH"), 0);
	assert_true(date_today() > day("2026-01-01"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(days_go_there_and_back), cmocka_unit_test(what_is_no_day),
	    cmocka_unit_test(first_mondays),          cmocka_unit_test(numbers_of_days),
	    cmocka_unit_test(today_can_be_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
