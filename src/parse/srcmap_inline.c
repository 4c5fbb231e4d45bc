/*
 * The inline cursor of the srcmap: cmark has already decided what each stretch
 * of content is, so every step here is a check of that decision against the
 * bytes, with no choice left open.
 */
#include "parse/srcmap.h"

#include <string.h>

#include "base/wide.h"
#include "parse/guard.h"

enum { LINK_PARENTHESES = 32, LABEL_LENGTH = 1000, PLAIN_STEP = 256 };

static char at(const struct cursor *cursor, size_t offset)
{
	return offset < cursor->content->len ? cursor->content->bytes[offset] : '\0';
}

static bool is_punct(char c)
{
	return char_is_punct((unsigned char)c);
}

static bool is_space(char c)
{
	return char_is_space((unsigned char)c);
}

bool cursor_done(const struct cursor *cursor)
{
	return cursor->at == cursor->content->len;
}

size_t cursor_special(const struct content *content, size_t at)
{
	static const char special[3] = {'\\', '&', '\n'};

	for (; at < content->len; at += WIDE) {
		uint64_t found = wide_any(content->bytes + at, content->len - at, special);

		if (found)
			return at + mask_before(found);
	}
	return content->len;
}

void cursor_begin(struct cursor *cursor, struct content *content, struct entities *entities,
                  size_t start)
{
	*cursor = (struct cursor){content, entities, start, cursor_special(content, start)};
}

/* Length of the part of BYTES before the first "\\" or "&". */
static size_t plain_length(const char *bytes, size_t len)
{
	size_t done = 0;

	/* In steps: one of the two may stand at once, the other far away. */
	while (done < len) {
		size_t step = len - done < PLAIN_STEP ? len - done : PLAIN_STEP;
		const char *backslash = memchr(bytes + done, '\\', step);
		const char *ampersand;

		if (backslash)
			step = (size_t)(backslash - bytes) - done;
		ampersand = memchr(bytes + done, '&', step);
		if (ampersand)
			return (size_t)(ampersand - bytes);
		if (backslash)
			return (size_t)(backslash - bytes);
		done += step;
	}
	return len;
}

bool cursor_text(struct cursor *cursor, const char *literal, size_t len, bool escapes,
                 struct run *run)
{
	const char *bytes = cursor->content->bytes + cursor->at;
	size_t left = cursor->content->len - cursor->at;
	char text[ENTITY_TEXT];
	size_t text_len = 1;
	size_t taken = 0;

	if (left == 0)
		return false;
	*run = (struct run){.kind = RUN_VERBATIM, .content = {cursor->at, 0}};
	if (bytes[0] == '&') {
		taken = entity_decode(cursor->entities, bytes, left, text, &text_len);
	} else if (bytes[0] == '\\' && escapes && left > 1 && is_punct(bytes[1])) {
		text[0] = bytes[1];
		taken = 2;
	}
	if (taken) {
		run->kind = RUN_DERIVED;
		run->len = text_len;
		if (text_len > len || memcmp(text, literal, text_len) != 0)
			return false;
	} else {
		/* The first byte is plain, or a lone "\\" or "&". */
		size_t most = len < left ? len : left;

		taken = 1 + plain_length(bytes + 1, most - 1);
		run->len = taken;
		if (memcmp(bytes, literal, taken) != 0)
			return false;
	}
	cursor->at += taken;
	run->content.end = cursor->at;
	return true;
}

/* A line break inside code reads as a blank. */
static bool code_equals(const char *bytes, const char *literal, size_t len)
{
	if (memcmp(bytes, literal, len) == 0)
		return true;
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] != literal[i] && !(bytes[i] == '\n' && literal[i] == ' '))
			return false;
	}
	return true;
}

static size_t backticks(const struct cursor *cursor, size_t offset)
{
	size_t count = 0;

	while (at(cursor, offset + count) == '`')
		count++;
	return count;
}

bool cursor_code(struct cursor *cursor, const char *literal, size_t len, struct range *span)
{
	const struct content *content = cursor->content;
	size_t ticks = backticks(cursor, cursor->at);
	size_t end = cursor->at + ticks;
	struct range code;
	size_t trim;

	span->start = cursor->at;
	code.start = end;
	for (;;) {
		const char *next = memchr(content->bytes + end, '`', content->len - end);
		size_t count;

		if (!ticks || !next)
			return false;
		end = (size_t)(next - content->bytes);
		count = backticks(cursor, end);
		if (count == ticks)
			break;
		end += count;
	}
	code.end = end;
	span->end = end + ticks;
	cursor->at = span->end;
	if (code.end - code.start < len)
		return false;
	/* One blank at each end belongs to the backticks. */
	trim = (code.end - code.start - len) / 2;
	return trim <= 1 && code.end - code.start == len + 2 * trim &&
	       code_equals(content->bytes + code.start + trim, literal, len);
}

bool cursor_bytes(struct cursor *cursor, const char *literal, size_t len, struct range *span)
{
	const struct content *content = cursor->content;

	if (content->len - cursor->at < len ||
	    memcmp(content->bytes + cursor->at, literal, len) != 0)
		return false;
	*span = (struct range){cursor->at, cursor->at + len};
	cursor->at += len;
	return true;
}

bool cursor_break(struct cursor *cursor, bool hard, struct range *range)
{
	bool backslash;

	while (at(cursor, cursor->at) != '\n' && is_space(at(cursor, cursor->at)))
		cursor->at++;
	backslash = hard && at(cursor, cursor->at) == '\\';
	cursor->at += backslash;
	if (at(cursor, cursor->at) != '\n')
		return false;
	*range = (struct range){cursor->at, cursor->at + 1};
	cursor->at++;
	/* After a backslash cmark keeps the blanks of the next line. */
	while (!backslash && (at(cursor, cursor->at) == ' ' || at(cursor, cursor->at) == '\t'))
		cursor->at++;
	return true;
}

bool cursor_emphasis(struct cursor *cursor, size_t length)
{
	for (size_t i = 0; i < length; i++, cursor->at++) {
		if (at(cursor, cursor->at) != '*' && at(cursor, cursor->at) != '_')
			return false;
	}
	return true;
}

/* ---- links ---- */

bool cursor_link_open(struct cursor *cursor, bool image, bool *autolink)
{
	*autolink = !image && at(cursor, cursor->at) == '<';
	if (image && at(cursor, cursor->at++) != '!')
		return false;
	cursor->at++;
	return *autolink || at(cursor, cursor->at - 1) == '[';
}

static size_t skip_space(const struct cursor *cursor, size_t offset)
{
	while (is_space(at(cursor, offset)))
		offset++;
	return offset;
}

/* "<…>" or a word of balanced parentheses; its end, or 0 when it is none. */
static size_t scan_destination(const struct cursor *cursor, size_t start, struct range *raw)
{
	size_t end = cursor->content->len;
	size_t i = start;
	size_t depth = 0;

	if (at(cursor, i) == '<') {
		for (i++; i < end && at(cursor, i) != '>'; i++) {
			if (at(cursor, i) == '\n' || at(cursor, i) == '<')
				return 0;
			if (at(cursor, i) == '\\')
				i++;
		}
		*raw = (struct range){start + 1, i};
		return i + 1 < end ? i + 1 : 0;
	}
	for (; i < end; i++) {
		char c = cursor->content->bytes[i];

		if (c > ')' && c != '\\')
			continue;
		if (c == '\\' && is_punct(at(cursor, i + 1)))
			i++;
		else if (c == '(' && ++depth > LINK_PARENTHESES)
			return 0;
		else if ((c == ')' && depth-- == 0) || is_space(c))
			break;
	}
	if (i >= end || (is_space(at(cursor, i)) && (i == start || depth)))
		return 0;
	*raw = (struct range){start, i};
	return i;
}

/*
 * A title's end, or START when there is none. The grammar lets a backslash be
 * a byte of its own, so a quote after one both ends the title and goes on:
 * the longest reading counts.
 */
static size_t scan_title(const struct cursor *cursor, size_t start)
{
	char open = at(cursor, start);
	char close = open == '(' ? ')' : open;
	size_t found = start;

	if (open != '"' && open != '\'' && open != '(')
		return start;
	for (size_t i = start + 1; i < cursor->content->len; i++) {
		char c = at(cursor, i);
		bool escaped = i > start + 1 && at(cursor, i - 1) == '\\';

		if (c == close) {
			found = i + 1;
			if (!escaped)
				return found;
		} else if (open == '(' && c == '(' && !escaped) {
			return found;
		}
	}
	return found;
}

/* "(destination "title")" at START; its end, or 0. */
static size_t scan_inline_tail(const struct cursor *cursor, size_t start, struct link_tail *tail)
{
	size_t end;
	size_t title;

	if (at(cursor, start) != '(')
		return 0;
	end = scan_destination(cursor, skip_space(cursor, start + 1), &tail->destination);
	if (!end)
		return 0;
	title = skip_space(cursor, end);
	if (title > end)
		end = scan_title(cursor, title);
	guard_tick(end - start);
	end = skip_space(cursor, end);
	return at(cursor, end) == ')' ? end + 1 : 0;
}

/* "[label]" at START; its end, or START. */
static size_t scan_label(const struct cursor *cursor, size_t start)
{
	size_t i = start + 1;

	if (at(cursor, start) != '[')
		return start;
	while (i < cursor->content->len && at(cursor, i) != '[' && at(cursor, i) != ']') {
		if (at(cursor, i) == '\\' && is_punct(at(cursor, i + 1)))
			i++;
		i++;
		if (i - start - 1 > LABEL_LENGTH)
			return start;
	}
	return at(cursor, i) == ']' ? i + 1 : start;
}

bool cursor_link_close(struct cursor *cursor, bool autolink, struct link_tail *tail)
{
	size_t start = cursor->at + 1;
	size_t end;

	*tail = (struct link_tail){0};
	if (at(cursor, cursor->at) != (autolink ? '>' : ']'))
		return false;
	cursor->at = start;
	if (autolink)
		return true;
	end = scan_inline_tail(cursor, start, tail);
	tail->inline_link = end != 0;
	cursor->at = end ? end : scan_label(cursor, start);
	return true;
}
