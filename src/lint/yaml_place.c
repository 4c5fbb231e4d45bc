#include "lint/yaml_place.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static bool closes(struct slice text)
{
	return slice_is(text, "---") || slice_is(text, "...");
}

/* The line that ends the front matter that LINE is in: the closing one; without one,
 * the first that is blank, from LINE on. */
static size_t end_line(const struct source *source, size_t line)
{
	size_t end = 1;

	while (end < source->line_count && !closes(source_line_text(source, end)))
		end++;
	if (end < source->line_count)
		return end;
	for (end = 1; end < source->line_count; end++)
		if (end > line && source_line_text(source, end).len == 0)
			break;
	return end;
}

static size_t indent_of(struct slice text)
{
	size_t indent = 0;

	while (indent < text.len && text.ptr[indent] == ' ')
		indent++;
	return indent;
}

/* Where the colon of "key:" is in TEXT from START on, and a blank or nothing behind
 * it; SIZE_MAX when there is no plain or quoted key. */
static size_t colon_of(struct slice text, size_t start)
{
	char quote = start < text.len && strchr("\"'", text.ptr[start]) ? text.ptr[start] : '\0';

	for (size_t i = start + (quote != '\0'); i < text.len; i++) {
		if (quote) {
			quote = text.ptr[i] == quote ? '\0' : quote;
			continue;
		}
		if (strchr("[{,#", text.ptr[i]))
			return SIZE_MAX;
		if (text.ptr[i] == ':' &&
		    (i + 1 == text.len || char_is_space((unsigned char)text.ptr[i + 1])))
			return i;
	}
	return SIZE_MAX;
}

static struct slice bare_key(struct slice text)
{
	text = slice_trim(text);
	if (text.len > 1 && strchr("\"'", text.ptr[0]) && text.ptr[text.len - 1] == text.ptr[0])
		return slice_sub(text, 1, text.len - 1);
	return text;
}

/* The key in LINE, which begins at INDENT, behind those it is nested in. */
static struct slice path_of(struct arena *arena, const struct source *source, size_t line,
                            struct slice key, size_t indent)
{
	while (indent > 0 && --line > 0) {
		struct slice text = source_line_text(source, line);
		size_t outer = indent_of(text);
		size_t colon = colon_of(text, outer);
		struct slice above;

		if (text.len == 0 || outer >= indent || colon == SIZE_MAX)
			continue;
		above = bare_key(slice_sub(text, outer, colon));
		key = slice_of(arena_printf(arena, "%.*s.%.*s", SLICE_ARG(above), SLICE_ARG(key)));
		indent = outer;
	}
	return key;
}

/* The key whose list has an item in LINE at INDENT; empty when there is none. */
static struct slice list_key(struct arena *arena, const struct source *source, size_t line,
                             size_t indent)
{
	while (--line > 0) {
		struct slice text = source_line_text(source, line);
		size_t outer = indent_of(text);
		size_t colon = colon_of(text, outer);

		if (text.len == 0 || text.ptr[outer] == '#' || outer > indent)
			continue;
		if (text.ptr[outer] == '-' && outer == indent)
			continue;
		if (colon == SIZE_MAX || colon + 1 != text.len)
			break;
		return path_of(arena, source, line, bare_key(slice_sub(text, outer, colon)), outer);
	}
	return slice_of("");
}

/* The value in TEXT around AT, from START on: of a list in brackets or with commas the
 * item. */
static struct span word_around(struct slice text, size_t start, size_t at)
{
	struct span word = {start, at};
	char quote = '\0';
	bool bracketed = start < text.len && text.ptr[start] == '[';

	for (size_t i = start; i < at; i++) {
		if (quote)
			quote = text.ptr[i] == quote ? '\0' : quote;
		else if (strchr("\"'", text.ptr[i]) && i == word.start)
			quote = text.ptr[i];
		else if (text.ptr[i] == '[' || text.ptr[i] == ',')
			word.start = i + 1;
		while (word.start < at && word.start == i + 1 && char_is_space(text.ptr[i + 1]))
			word.start = ++i + 1;
	}
	while (word.end < text.len) {
		char c = text.ptr[word.end];

		if (quote ? c == quote : c == ',' || (bracketed && c == ']'))
			break;
		if (!quote && c == '#' && char_is_space(text.ptr[word.end - 1]))
			break;
		word.end++;
	}
	if (quote && word.end < text.len)
		word.end++;
	while (word.end > at && char_is_space(text.ptr[word.end - 1]))
		word.end--;
	return word;
}

static bool in_comment(struct slice head)
{
	for (size_t i = 0; i < head.len; i++)
		if (head.ptr[i] == '#' && (i == 0 || char_is_space(head.ptr[i - 1])))
			return true;
	return false;
}

bool yaml_place_at(struct arena *arena, const struct source *source, size_t offset,
                   struct yaml_place *place)
{
	size_t line = source_line_at(source, offset);
	size_t end = end_line(source, line);
	size_t start = source_line_start(source, line);
	struct slice text = source_slice(source, source_line(source, line));
	size_t at = offset - start;
	size_t indent = indent_of(text);
	size_t begin = indent;
	size_t colon;
	bool item = false;

	memset(place, 0, sizeof(*place));
	if (line == 0 || line >= end || at > text.len ||
	    !slice_is(source_line_text(source, 0), "---"))
		return false;
	place->lines = (struct span){source_line_start(source, 1), source_line_start(source, end)};
	place->line = (struct span){start, source_line_start(source, line + 1)};
	place->is_comment = in_comment(slice_sub(text, 0, at));
	if (place->is_comment)
		return true;
	while (begin + 1 < at && text.ptr[begin] == '-' && text.ptr[begin + 1] == ' ') {
		item = true;
		for (begin++; begin < at && text.ptr[begin] == ' ';)
			begin++;
	}
	colon = colon_of(text, begin);
	if (colon != SIZE_MAX && at > colon) {
		struct slice key = bare_key(slice_sub(text, begin, colon));
		size_t value = colon + 1;

		while (value < at && text.ptr[value] == ' ')
			value++;
		place->key = path_of(arena, source, line, key, indent);
		place->word = word_around(text, value, at);
	} else if (colon == SIZE_MAX && item) {
		place->key = list_key(arena, source, line, indent);
		place->word = word_around(text, begin, at);
		if (!place->key.len)
			return false;
	} else if (colon == SIZE_MAX && indent == 0) {
		place->word = (struct span){0, slice_trim(text).len};
	} else {
		return false;
	}
	place->word.start += start;
	place->word.end += start;
	return true;
}
