/* TOML's strings, numbers and dates; see toml_scalar.h. */
#include "parse/toml_scalar.h"

#include <string.h>

/* ---- strings ---- */

static bool read_unicode(struct scan *scan)
{
	size_t digits = scan_peek(scan, 1) == 'u' ? 4 : 8;
	uint32_t code;

	if (!scan_hex(scan, scan->at + 2, digits, &code) || code > 0x10FFFF ||
	    (code >= 0xD800 && code < 0xE000))
		return false;
	scan_code(scan, code, scan->at, scan->at + 2 + digits);
	scan->at += 2 + digits;
	return true;
}

/* A backslash at the end of a line: it and all blanks after it are no text. */
static bool skip_line_end(struct scan *scan)
{
	size_t at = scan->at++;

	scan_blanks(scan);
	if (scan_break(scan, scan->at)) {
		scan_space(scan);
		return true;
	}
	scan->at = at;
	return false;
}

static bool read_escape(struct scan *scan, bool lines)
{
	static const char names[] = "\"\\bfnrt";
	static const char values[] = "\"\\\b\f\n\r\t";
	char c = scan_peek(scan, 1);
	const char *name = c ? strchr(names, c) : NULL;
	struct span span = {scan->at, scan->at + 1};

	if (name) {
		scan_derived(scan, &values[name - names], 1, scan->at, scan->at + 2);
		scan->at += 2;
		return true;
	}
	if (((c == 'u' || c == 'U') && read_unicode(scan)) || (lines && skip_line_end(scan)))
		return true;
	if (c && !scan_break(scan, scan->at + 1))
		span.end = scan_word(scan, scan->at + 1).end;
	if (span.end > span.start + 10)
		span.end = span.start + (c == 'U' ? 10 : c == 'u' ? 6 : 2);
	scan_problem(scan, span, "`%.*s` is no escape of TOML", SLICE_ARG(scan_shown(scan, span)))
	    ->help = "a backslash is written `\\\\`, or stands as it is between single quotes";
	return false;
}

struct string {
	char quote;
	bool lines; /* opened by three quotes */
};

/* Whether the closing quotes stand at the cursor; up to two more of them before
 * the three are text. */
static bool is_closed(struct scan *scan, const struct string *string)
{
	size_t count = 0;

	if (scan_peek(scan, 0) != string->quote)
		return false;
	if (!string->lines)
		return true;
	while (count < 5 && scan_peek(scan, count) == string->quote)
		count++;
	if (count < 3) {
		scan_verbatim(scan, scan->at, scan->at + count);
		scan->at += count;
		return false;
	}
	scan_verbatim(scan, scan->at, scan->at + count - 3);
	scan->at += count - 3;
	return true;
}

static bool fail_control(struct scan *scan)
{
	scan_problem(scan, (struct span){scan->at, scan->at + 1},
	             "the control character U+%04X cannot stand in TOML",
	             (unsigned)(unsigned char)scan_peek(scan, 0))
	    ->help = "remove it; between double quotes it can be written as an escape";
	return false;
}

/* One piece of the string: an escape, a line break or a run of bytes. */
static bool read_piece(struct scan *scan, const struct string *string)
{
	size_t start = scan->at;
	char c = scan_peek(scan, 0);

	if (scan_break(scan, scan->at)) {
		scan_line_break(scan);
		return true;
	}
	if (c == '\\' && string->quote == '"')
		return read_escape(scan, string->lines);
	if (((unsigned char)c < ' ' && c != '\t') || c == 0x7F)
		return fail_control(scan);
	do {
		c = scan->bytes[++scan->at];
	} while (scan->at < scan->end && c != string->quote && c != '\\' && c != 0x7F &&
	         ((unsigned char)c >= ' ' || c == '\t'));
	scan_verbatim(scan, start, scan->at);
	return true;
}

struct node *toml_text(struct scan *scan, bool one_line)
{
	size_t start = scan->at;
	struct string string = {scan_peek(scan, 0), false};
	const char mark[] = {string.quote, string.quote, string.quote, '\0'};

	string.lines = !one_line && scan_is(scan, mark);
	scan->at += string.lines ? 3 : 1;
	if (string.lines)
		scan->at += scan_break(scan, scan->at);
	while (scan->at < scan->end && (string.lines || !scan_break(scan, scan->at))) {
		size_t at = scan->at;

		if (is_closed(scan, &string)) {
			scan->at += string.lines ? 3 : 1;
			return scan_scalar(scan, start, true);
		}
		if (scan->at == at && !read_piece(scan, &string))
			return NULL;
	}
	scan_unclosed(scan, start, string.lines ? 3 : 1, "text", string.lines ? mark : mark + 2);
	return NULL;
}

/* ---- numbers ---- */

/* Steps over digits of BASE, with single underscores between them. */
static bool digits(struct slice *text, size_t base)
{
	static const char all[] = "0123456789abcdef";
	size_t i = 0;

	for (; i < text->len; i++) {
		const char *digit = memchr(all, char_lower(text->ptr[i]), base);

		if (!digit && (text->ptr[i] != '_' || i == 0 || text->ptr[i - 1] == '_'))
			break;
	}
	if (i == 0 || text->ptr[i - 1] == '_')
		return false;
	*text = slice_sub(*text, i, text->len);
	return true;
}

static bool take(struct slice *text, const char *one_of)
{
	if (text->len == 0 || !strchr(one_of, text->ptr[0]))
		return false;
	*text = slice_sub(*text, 1, text->len);
	return true;
}

static bool is_number(struct slice text)
{
	bool zero;

	if (slice_starts(text, "0x") || slice_starts(text, "0o") || slice_starts(text, "0b")) {
		size_t base = text.ptr[1] == 'x' ? 16 : text.ptr[1] == 'o' ? 8 : 2;

		text = slice_sub(text, 2, text.len);
		return digits(&text, base) && text.len == 0;
	}
	take(&text, "+-");
	if (slice_is(text, "inf") || slice_is(text, "nan"))
		return true;
	zero = slice_starts(text, "0") && text.len > 1 &&
	       (char_is_digit((unsigned char)text.ptr[1]) || text.ptr[1] == '_');
	if (zero || !digits(&text, 10) || (take(&text, ".") && !digits(&text, 10)))
		return false;
	if (take(&text, "eE")) {
		take(&text, "+-");
		return digits(&text, 10) && text.len == 0;
	}
	return text.len == 0;
}

/* ---- dates ---- */

/* COUNT digits whose number is at least LOW and at most HIGH. */
static bool field(struct slice *text, size_t count, unsigned low, unsigned high, unsigned *value)
{
	*value = 0;
	if (text->len < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!char_is_digit((unsigned char)text->ptr[i]))
			return false;
		*value = *value * 10 + (unsigned)(text->ptr[i] - '0');
	}
	*text = slice_sub(*text, count, text->len);
	return *value >= low && *value <= high;
}

static unsigned days_of(unsigned year, unsigned month)
{
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static bool take_date(struct slice *text)
{
	unsigned year;
	unsigned month;
	unsigned day;

	return field(text, 4, 0, 9999, &year) && take(text, "-") && field(text, 2, 1, 12, &month) &&
	       take(text, "-") && field(text, 2, 1, days_of(year, month), &day);
}

static bool take_time(struct slice *text)
{
	unsigned value;

	if (!field(text, 2, 0, 23, &value) || !take(text, ":") || !field(text, 2, 0, 59, &value) ||
	    !take(text, ":") || !field(text, 2, 0, 60, &value))
		return false;
	if (!take(text, "."))
		return true;
	if (text->len == 0 || !char_is_digit((unsigned char)text->ptr[0]))
		return false;
	while (text->len && char_is_digit((unsigned char)text->ptr[0]))
		*text = slice_sub(*text, 1, text->len);
	return true;
}

static bool is_date(struct slice text)
{
	unsigned value;
	bool date = text.len > 4 && text.ptr[4] == '-';

	if (date && !take_date(&text))
		return false;
	if (date && text.len == 0)
		return true;
	if (date && !take(&text, "Tt "))
		return false;
	if (!take_time(&text))
		return false;
	if (date && take(&text, "+-"))
		return field(&text, 2, 0, 23, &value) && take(&text, ":") &&
		       field(&text, 2, 0, 59, &value) && text.len == 0;
	if (date)
		take(&text, "Zz");
	return text.len == 0;
}

/* ---- plain values ---- */

static size_t plain_end(const struct scan *scan)
{
	size_t at = scan->at;

	while (at < scan->end && !strchr(" \t\r\n,]}#=\"'[{", scan->bytes[at]))
		at++;
	/* A blank may stand between date and time. */
	if (at - scan->at == 10 && at + 3 < scan->end && scan->bytes[at] == ' ' &&
	    scan->bytes[at - 3] == '-' && char_is_digit((unsigned char)scan->bytes[at + 1]) &&
	    scan->bytes[at + 3] == ':')
		for (at++; at < scan->end && !strchr(" \t\r\n,]}#", scan->bytes[at]);)
			at++;
	return at;
}

static struct node *fail_plain(struct scan *scan, struct span span, bool alone)
{
	struct slice shown = scan_shown(scan, span);
	struct problem *problem;

	if (span.end == span.start) {
		span.end = scan->at < scan->end && !scan_break(scan, scan->at)
		               ? scan_word(scan, scan->at).end
		               : span.start;
		shown = scan_shown(scan, span);
		problem = shown.len ? scan_problem(scan, span, "a value is missing before `%.*s`",
		                                   SLICE_ARG(shown))
		                    : scan_problem(scan, span, "a value is missing here");
		problem->help = "write `\"\"` where there is none";
		return NULL;
	}
	if (char_is_digit((unsigned char)shown.ptr[0]) && span.end > span.start + 4 &&
	    scan->bytes[span.start + 4] == '-') {
		problem =
		    scan_problem(scan, span, "`%.*s` is no date of the calendar", SLICE_ARG(shown));
		problem->help = "write it as in `2026-01-31` or `2026-01-31T09:30:00Z`";
		return NULL;
	}
	problem = scan_problem(scan, span, "`%.*s` is no value of TOML", SLICE_ARG(shown));
	if (slice_equal_fold(shown, slice_of("true")) ||
	    slice_equal_fold(shown, slice_of("false"))) {
		problem->help = "write it in small letters";
		problem->fix_title = "write it in small letters";
		problem->fix_span = span;
		problem->fix_text = char_lower(shown.ptr[0]) == 't' ? "true" : "false";
		return NULL;
	}
	problem->help = "text stands in quotes";
	while (alone && span.end < scan->end && !scan_break(scan, span.end))
		span.end++;
	while (span.end > span.start && strchr(" \t", scan->bytes[span.end - 1]))
		span.end--;
	scan_offer_quotes(scan, problem, span);
	return NULL;
}

struct node *toml_plain(struct scan *scan, bool alone)
{
	struct span span = {scan->at, plain_end(scan)};
	struct slice text = slice_from(scan->bytes + span.start, span.end - span.start);

	if (slice_is(text, "true") || slice_is(text, "false") || is_number(text) || is_date(text))
		return scan_plain(scan, span.start, span.end, NODE_SCALAR);
	return fail_plain(scan, span, alone);
}
