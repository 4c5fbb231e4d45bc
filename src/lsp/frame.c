#include "lsp/frame.h"

#include <stdint.h>
#include <string.h>

static enum frame_state broken(struct frame *frame, const char *fault)
{
	frame->fault = fault;
	return FRAME_BROKEN;
}

/* The bytes of the headers with the empty line, 0 when they do not end in INPUT. */
static size_t headers_end(struct slice input)
{
	size_t end = slice_find(slice_sub(input, 0, FRAME_HEADER_LIMIT), "\r\n\r\n", 0);

	return end == SIZE_MAX ? 0 : end + 4;
}

/* What a header field may be called, as HTTP has it. */
static bool is_name(struct slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!char_is_alnum((unsigned char)name.ptr[i]) &&
		    !strchr("!#$%&'*+-.^_`|~", name.ptr[i]))
			return false;
	return name.len > 0;
}

/* One digit after the other: no sign, no blank, nothing that overflows. */
static bool read_length(struct slice text, size_t *length)
{
	*length = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!char_is_digit((unsigned char)text.ptr[i]) || *length > FRAME_BODY_LIMIT)
			return false;
		*length = *length * 10 + (size_t)(text.ptr[i] - '0');
	}
	return text.len > 0;
}

static bool is_utf8(struct slice type)
{
	size_t charset = slice_find(type, "charset=", 0);
	struct slice name;

	if (charset == SIZE_MAX)
		return true;
	name = slice_trim(slice_sub(type, charset + 8, type.len));
	return slice_equal_fold(name, slice_of("utf-8")) ||
	       slice_equal_fold(name, slice_of("utf8"));
}

/* HEADERS without the empty line, each with its line break. */
static const char *read_headers(struct slice headers, size_t *length)
{
	bool found = false;

	for (size_t at = 0; at < headers.len;) {
		size_t end = slice_find(headers, "\r\n", at);
		struct slice rest = slice_sub(headers, at, end);
		struct slice name;

		if (!slice_split(&rest, ':', &name) || !rest.ptr || !is_name(name))
			return "a header is not `Name: value`";
		rest = slice_trim(rest);
		at = end + 2;
		if (slice_equal_fold(name, slice_of("Content-Type")) && !is_utf8(rest))
			return "only UTF-8 is read";
		if (!slice_equal_fold(name, slice_of("Content-Length")))
			continue;
		if (found)
			return "Content-Length is given twice";
		found = true;
		if (!read_length(rest, length))
			return "Content-Length is not a number of bytes that is read";
	}
	return found ? NULL : "Content-Length is missing";
}

enum frame_state frame_find(struct slice input, struct frame *frame)
{
	size_t end = headers_end(input);
	size_t length = 0;
	const char *fault;

	memset(frame, 0, sizeof(*frame));
	if (!end) {
		if (input.len >= FRAME_HEADER_LIMIT)
			return broken(frame, "the headers do not end");
		if (slice_find(input, "\n\n", 0) != SIZE_MAX)
			return broken(frame, "the headers do not end in CR LF CR LF");
		return FRAME_PARTLY;
	}
	fault = read_headers(slice_sub(input, 0, end - 2), &length);
	if (fault)
		return broken(frame, fault);
	if (length > FRAME_BODY_LIMIT)
		return broken(frame, "the message is longer than is read");
	frame->size = end + length;
	if (input.len < frame->size)
		return FRAME_PARTLY;
	frame->body = slice_sub(input, end, frame->size);
	return FRAME_WHOLE;
}
