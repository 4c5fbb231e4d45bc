#include "lsp/position.h"

#include <string.h>

#include "base/utf8.h"

const char *encoding_name(enum encoding encoding)
{
	static const char *const names[] = {"utf-16", "utf-8", "utf-32"};

	return names[encoding];
}

/* The end of the line that begins at START, and where the next one begins (SIZE_MAX:
 * there is none). */
static size_t line_end(struct slice text, size_t start, size_t *next)
{
	const char *from = text.ptr + start;
	size_t len = text.len - start;
	const char *feed = len ? memchr(from, '\n', len) : NULL;
	const char *cr = len ? memchr(from, '\r', feed ? (size_t)(feed - from) : len) : NULL;
	const char *end = cr ? cr : feed;

	*next = SIZE_MAX;
	if (!end)
		return text.len;
	*next = (size_t)(end - text.ptr) + (cr && cr + 1 == feed ? 2 : 1);
	return (size_t)(end - text.ptr);
}

/* How many units the character of SIZE bytes takes. */
static size_t units(uint32_t code, size_t size, enum encoding encoding)
{
	if (encoding == ENCODING_UTF8)
		return size;
	return encoding == ENCODING_UTF16 && code != UINT32_MAX && code > 0xFFFF ? 2 : 1;
}

size_t position_offset(struct slice text, struct position_pair pair, enum encoding encoding)
{
	size_t start = 0;
	size_t next;
	size_t end = line_end(text, start, &next);
	uint64_t left = pair.character;

	for (uint64_t line = 0; line < pair.line; line++) {
		if (next == SIZE_MAX)
			return text.len;
		start = next;
		end = line_end(text, start, &next);
	}
	while (start < end && left > 0) {
		size_t size;
		uint32_t code = utf8_decode(text.ptr + start, end - start, &size);
		size_t width = units(code, size, encoding);

		if (width > left)
			break;
		left -= width;
		start += size;
	}
	return start;
}

struct position_pair position_pair_of(const struct draftlint_position *position,
                                      enum encoding encoding, bool has_bom)
{
	static const char bom[] = "\xEF\xBB\xBF";
	struct position_pair pair = {position->line ? position->line - 1 : 0, 0};
	uint32_t column = encoding == ENCODING_UTF8    ? position->byte_column
	                  : encoding == ENCODING_UTF32 ? position->column
	                                               : position->utf16;

	pair.character = column ? column - 1 : 0;
	if (has_bom && pair.line == 0)
		pair.character += encoding == ENCODING_UTF8 ? sizeof(bom) - 1 : 1;
	return pair;
}
