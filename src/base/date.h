/*
 * Date: days of the calendar, as numbers that can be compared and subtracted.
 * Day 0 is 1970-01-01.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <limits.h>
#include <stdbool.h>

#include "base/text.h"

#define DATE_NONE LONG_MIN

enum { DATE_SIZE = 11 }; /* "2026-01-31" and its NUL */

/* The day that TEXT begins with, "2026-01-31", perhaps with a time behind it;
 * false when it is none. */
bool date_parse(struct slice text, long *day);

/* DAY of the years 0 to 9999 as text. */
void date_text(long day, char out[DATE_SIZE]);

/* The first Monday of the month that comes MONTHS after that of DAY. */
long date_first_monday(long day, unsigned months);

/* Today, in UTC: SOURCE_DATE_EPOCH when it is set, else by the clock. */
long date_today(void);

/* "90d", a number of days above 0. */
bool date_days(struct slice text, long *days);

#endif
