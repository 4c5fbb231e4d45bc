#include "parse/yaml_line.h"

#include "base/arena.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Whether BYTES[AT] is followed by a blank or by the end of the line. */
static bool before_blank(const char *bytes, size_t at, size_t end)
{
	return at + 1 >= end || is_blank(bytes[at + 1]);
}

/* Where the value that begins at START ends: before a comment and blanks. */
static size_t value_end(const char *bytes, size_t start, size_t end)
{
	for (size_t at = start; at + 1 < end; at++)
		if (is_blank(bytes[at]) && bytes[at + 1] == '#')
			end = at;
	while (end > start && is_blank(bytes[end - 1]))
		end--;
	return end;
}

/* The colon that ends the key at START, or END. */
static size_t key_colon(const char *bytes, size_t start, size_t end)
{
	size_t at = start;

	if (at < end && (bytes[at] == '"' || bytes[at] == '\'')) {
		char quote = bytes[at++];

		while (at < end && bytes[at] != quote)
			at += bytes[at] == '\\' && quote == '"' ? 2 : 1;
		at++;
		while (at < end && is_blank(bytes[at]))
			at++;
		return at < end && bytes[at] == ':' && before_blank(bytes, at, end) ? at : end;
	}
	while (at < end && !(bytes[at] == ':' && before_blank(bytes, at, end)))
		at++;
	return at;
}

struct yaml_line yaml_line_at(const char *bytes, struct span range, size_t at)
{
	struct yaml_line line = {0};
	size_t colon;

	line.start = at < range.end ? at : range.end;
	line.end = line.start;
	while (line.start > range.start && !is_line_end(bytes[line.start - 1]))
		line.start--;
	while (line.end < range.end && !is_line_end(bytes[line.end]))
		line.end++;
	line.indent = line.start;
	while (line.indent < line.end && is_blank(bytes[line.indent]))
		line.indent++;
	line.key = line.indent;
	while (line.key < line.end && (bytes[line.key] == '-' || bytes[line.key] == '?') &&
	       before_blank(bytes, line.key, line.end)) {
		line.key++;
		while (line.key < line.end && is_blank(bytes[line.key]))
			line.key++;
	}
	colon = key_colon(bytes, line.key, line.end);
	line.has_key = colon < line.end;
	line.key_end = line.has_key ? colon : line.key;
	line.value = line.has_key ? colon + 1 : line.key;
	while (line.value < line.end && is_blank(bytes[line.value]))
		line.value++;
	line.value_end = value_end(bytes, line.value, line.end);
	return line;
}

/*
 * The quote that was meant to stand around all of TEXT: 'it's' and "say "hi" now",
 * but not "this" and "that"; 0 when there is none.
 */
static char outer_quote(struct slice text)
{
	char quote = text.len > 1 ? text.ptr[0] : '\0';

	if ((quote != '"' && quote != '\'') || text.ptr[text.len - 1] != quote)
		return '\0';
	for (size_t i = 1; i + 1 < text.len; i++)
		if (text.ptr[i] == quote)
			return is_blank(text.ptr[i - 1]) || char_is_alnum(text.ptr[i + 1]) ? quote
			                                                                   : '\0';
	return quote;
}

char *yaml_quoted(struct arena *arena, struct slice text)
{
	char quote = outer_quote(text);
	struct builder out = {0};
	char *copy;

	if (quote)
		text = slice_sub(text, 1, text.len - 1);
	builder_add_char(&out, '"');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (quote == '"' && c == '\\' && i + 1 < text.len) {
			builder_add_char(&out, c);
			c = text.ptr[++i];
		} else if (c == '"' || c == '\\') {
			builder_add_char(&out, '\\');
		} else if (quote == '\'' && c == '\'' && i + 1 < text.len &&
		           text.ptr[i + 1] == '\'') {
			i++;
		}
		builder_add_char(&out, c);
	}
	builder_add_char(&out, '"');
	copy = builder_copy(&out, arena);
	builder_release(&out);
	return copy;
}
