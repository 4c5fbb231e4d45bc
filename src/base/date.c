#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_SECONDS = 24 * 60 * 60, YEAR_LIMIT = 9999 };

/* A year that begins in March puts the leap day last: months have a formula then. */
static long day_of(long year, long month, long day)
{
	long y = month > 2 ? year : year - 1;
	long m = month > 2 ? month - 3 : month + 9;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static void split(long day, long *year, long *month, long *mday)
{
	long y = (day + 719468) * 400 / 146097;
	long rest;
	long m;

	while (day_of(y, 3, 1) > day)
		y--;
	while (day_of(y + 1, 3, 1) <= day)
		y++;
	rest = day - day_of(y, 3, 1);
	m = (5 * rest + 2) / 153;
	*mday = rest - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = *month > 2 ? y : y + 1;
}

bool date_parse(struct slice text, long *day)
{
	static const char shape[] = "dddd-dd-dd";
	char back[DATE_SIZE];
	long year;
	long month;
	long mday;
	long found;

	text = slice_trim(text);
	if (text.len < sizeof(shape) - 1 ||
	    (text.len > sizeof(shape) - 1 && char_is_digit(text.ptr[sizeof(shape) - 1])))
		return false;
	for (size_t i = 0; i < sizeof(shape) - 1; i++)
		if (shape[i] == 'd' ? !char_is_digit(text.ptr[i]) : text.ptr[i] != shape[i])
			return false;
	slice_long(slice_sub(text, 0, 4), &year);
	slice_long(slice_sub(text, 5, 7), &month);
	slice_long(slice_sub(text, 8, 10), &mday);
	if (year < 1 || month < 1 || month > 12 || mday < 1 || mday > 31)
		return false;
	found = day_of(year, month, mday);
	/* The 31st of April is the 1st of May: no date at all. */
	date_text(found, back);
	if (strncmp(back, text.ptr, sizeof(shape) - 1) != 0)
		return false;
	*day = found;
	return true;
}

void date_text(long day, char out[DATE_SIZE])
{
	long year;
	long month;
	long mday;

	split(day, &year, &month, &mday);
	if (year < 0 || year > YEAR_LIMIT)
		year = 0;
	snprintf(out, DATE_SIZE, "%04u-%02u-%02u", (unsigned)year % (YEAR_LIMIT + 1u),
	         (unsigned)month % 13u, (unsigned)mday % 32u);
}

long date_first_monday(long day, unsigned months)
{
	long year;
	long month;
	long mday;
	long first;
	long weekday;

	split(day, &year, &month, &mday);
	month += (long)months;
	first = day_of(year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
	weekday = ((first + 3) % 7 + 7) % 7; /* 0 is Monday: 1970-01-01 was a Thursday */
	return first + (7 - weekday) % 7;
}

long date_today(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long seconds;

	if (epoch && slice_long(slice_of(epoch), &seconds))
		return seconds / DAY_SECONDS;
	return (long)(time(NULL) / DAY_SECONDS);
}

bool date_days(struct slice text, long *days)
{
	return slice_ends(text, "d") && slice_long(slice_sub(text, 0, text.len - 1), days) &&
	       *days > 0;
}
