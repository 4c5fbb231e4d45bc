/* Elixir's texts between quotes; see elixir_scalar.h. */
#include "parse/elixir_scalar.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

/* ---- escapes ---- */

static bool fail_escape(struct scan *scan, size_t len, const char *why, const char *help)
{
	struct span span = {scan->at, scan->at + len};

	if (span.end > scan->end)
		span.end = scan->end;
	scan_problem(scan, span, "`%.*s` %s", SLICE_ARG(scan_shown(scan, span)), why)->help = help;
	return false;
}

static size_t hex_run(const struct scan *scan, size_t at, size_t limit)
{
	uint32_t digit;
	size_t len = 0;

	while (len < limit && scan_hex(scan, at + len, 1, &digit))
		len++;
	return len;
}

/* "\u…" or "\x{…}" at the cursor: a code point. */
static bool read_code(struct scan *scan)
{
	bool braces = scan_peek(scan, 2) == '{';
	size_t at = scan->at + (braces ? 3 : 2);
	size_t len = hex_run(scan, at, braces ? 6 : 4);
	size_t end = at + len + (braces ? 1 : 0);
	uint32_t code;

	if (!scan_hex(scan, at, len, &code) || (!braces && len != 4) ||
	    (braces && scan_peek(scan, at + len - scan->at) != '}'))
		return fail_escape(scan, at + len - scan->at, "is no whole escape",
		                   "write `\\uXXXX` or `\\u{…}` with hexadecimal digits");
	if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		return fail_escape(scan, end - scan->at, "is no character of Unicode",
		                   "write the character itself");
	scan_code(scan, code, scan->at, end);
	scan->at = end;
	return true;
}

/* "\xHH" is one byte: those of a character may follow each other. */
static bool read_bytes(struct scan *scan)
{
	char bytes[4];
	size_t at = scan->at;

	for (size_t count = 0; count < 4;) {
		size_t len = 0;
		size_t size;
		uint32_t byte;

		if (at + 1 < scan->end && scan->bytes[at] == '\\' && scan->bytes[at + 1] == 'x')
			len = hex_run(scan, at + 2, 2);
		if (!scan_hex(scan, at + 2, len, &byte))
			break;
		bytes[count++] = (char)byte;
		at += 2 + len;
		if (utf8_decode(bytes, count, &size) == UINT32_MAX || size != count)
			continue;
		scan_derived(scan, bytes, count, scan->at, at);
		scan->at = at;
		return true;
	}
	return fail_escape(scan, at > scan->at ? at - scan->at : 2, "is no text in UTF-8",
	                   "write the character itself, or `\\uXXXX`");
}

/* The escape at the cursor (a backslash that is not the last byte). */
static bool read_escape(struct scan *scan)
{
	static const char names[] = "0abdefnrstv";
	static const char values[] = "\0\a\b\x7F\x1B\f\n\r \t\v";
	char c = scan_peek(scan, 1);
	const char *name = strchr(names, c);
	size_t broken = scan_break(scan, scan->at + 1);
	size_t size;

	if (broken) {
		scan->at += 1 + broken;
		return true;
	}
	if (c == 'u' || (c == 'x' && scan_peek(scan, 2) == '{'))
		return read_code(scan);
	if (c == 'x')
		return read_bytes(scan);
	if (name) {
		scan_derived(scan, &values[name - names], 1, scan->at, scan->at + 2);
		scan->at += 2;
		return true;
	}
	utf8_decode(scan->bytes + scan->at + 1, scan->end - scan->at - 1, &size);
	scan_derived(scan, scan->bytes + scan->at + 1, size, scan->at, scan->at + 1 + size);
	scan->at += 1 + size;
	return true;
}

/* ---- interpolation ---- */

/* Offset behind the brace that ends the code at AT, or SIZE_MAX. */
static size_t code_end(const struct scan *scan, size_t at, size_t limit)
{
	size_t depth = 1;
	char quote = '\0';

	for (; at < limit; at++) {
		char c = scan->bytes[at];

		if (quote && c == '\\')
			at++;
		else if (quote && c == quote)
			quote = '\0';
		else if (!quote && (c == '"' || c == '\''))
			quote = c;
		else if (!quote && c == '{')
			depth++;
		else if (!quote && c == '}' && --depth == 0)
			return at + 1;
	}
	return SIZE_MAX;
}

static bool read_interpolation(struct scan *scan, size_t limit)
{
	size_t end = code_end(scan, scan->at + 2, limit);
	struct span span = {scan->at, end == SIZE_MAX ? scan->at + 2 : end};
	struct problem *problem =
	    problems_add(scan->problems, PROBLEM_EXECUTABLE, span,
	                 "`#{` in a text is code, which a site build would run");

	problem->help = "write out what it gives; the two signs themselves are `\\#{`";
	if (end == SIZE_MAX)
		return false;
	scan_verbatim(scan, span.start, span.end);
	scan->at = end;
	return true;
}

/* ---- text ---- */

bool elixir_step(struct scan *scan, const struct elixir_quote *quote)
{
	char c = scan_peek(scan, 0);
	size_t start = scan->at;

	if (scan_break(scan, scan->at)) {
		scan_line_break(scan);
		return true;
	}
	if (c == '\\' && !quote->raw && scan->at + 1 < quote->limit)
		return read_escape(scan);
	if (c == '\\' && quote->raw && quote->close && scan_peek(scan, 1) == quote->close) {
		scan_derived(scan, &quote->close, 1, scan->at, scan->at + 2);
		scan->at += 2;
		return true;
	}
	if (c == '#' && !quote->raw && scan_peek(scan, 1) == '{')
		return read_interpolation(scan, quote->limit);
	do {
		c = scan->bytes[++scan->at];
	} while (scan->at < quote->limit && c != quote->close && c != '\\' && c != '#' &&
	         c != '\n' && c != '\r' && c != ' ' && c != '\t');
	scan_verbatim(scan, start, scan->at);
	return true;
}

static void skip_indent(struct scan *scan, const struct elixir_quote *quote)
{
	for (size_t i = 0; i < quote->indent && scan->at < quote->limit; i++)
		if (scan_peek(scan, 0) == ' ' || scan_peek(scan, 0) == '\t')
			scan->at++;
}

bool elixir_until(struct scan *scan, const struct elixir_quote *quote, bool *reported)
{
	*reported = false;
	skip_indent(scan, quote);
	while (scan->at < quote->limit) {
		if (quote->close && scan_peek(scan, 0) == quote->close)
			return true;
		if (!elixir_step(scan, quote)) {
			*reported = true;
			return false;
		}
		if (scan->bytes[scan->at - 1] == '\n' || scan->bytes[scan->at - 1] == '\r')
			skip_indent(scan, quote);
	}
	return quote->close == '\0';
}

bool elixir_heredoc(struct scan *scan, size_t start, bool raw)
{
	const char *mark = scan_is(scan, "\"\"\"") ? "\"\"\"" : "'''";
	struct elixir_quote quote = {.raw = raw};
	size_t opening = scan->at;
	size_t content;
	bool reported;

	scan->at += 3;
	scan_blanks(scan);
	if (scan->at < scan->end && !scan_break(scan, scan->at)) {
		scan_problem(scan, (struct span){opening, opening + 3},
		             "the text of `%s` must begin on the next line", mark)
		    ->help = "break the line here, or write the text between `\"` alone";
		return false;
	}
	scan->at += scan_break(scan, scan->at);
	content = scan->at;
	for (;;) {
		quote.limit = scan->at;
		scan_blanks(scan);
		quote.indent = scan->at - quote.limit;
		if (scan_is(scan, mark))
			break;
		while (scan->at < scan->end && !scan_break(scan, scan->at))
			scan->at++;
		if (scan->at == scan->end) {
			scan_unclosed(scan, start, opening + 3 - start, "text", mark);
			return false;
		}
		scan->at += scan_break(scan, scan->at);
	}
	scan->at = content;
	if (!elixir_until(scan, &quote, &reported))
		return false;
	scan->at = quote.limit + quote.indent + 3;
	return true;
}

struct node *elixir_text(struct scan *scan)
{
	size_t start = scan->at;
	struct elixir_quote quote = {.close = scan_peek(scan, 0), .limit = scan->end};
	const char close[] = {quote.close, '\0'};
	bool reported;

	if (scan_is(scan, "\"\"\"") || scan_is(scan, "'''"))
		return elixir_heredoc(scan, start, false) ? scan_scalar(scan, start, true) : NULL;
	scan->at++;
	if (!elixir_until(scan, &quote, &reported)) {
		if (!reported)
			scan_unclosed(scan, start, 1, "text", close);
		return NULL;
	}
	scan->at++;
	return scan_scalar(scan, start, true);
}
