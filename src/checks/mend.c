#include "checks/mend.h"

#include <stdint.h>
#include <string.h>

/* ---- words ---- */

/* Whether the place holds the text and nothing else: no markup would be cut. A line
 * break is the text's blank. */
static bool is_bare(struct place place, struct slice text)
{
	struct slice source = source_slice(place.source, place.span);
	size_t at = 0;

	for (size_t i = 0; i < text.len; i++, at++) {
		if (at < source.len && text.ptr[i] == ' ' && source.ptr[at] == '\r' &&
		    at + 1 < source.len && source.ptr[at + 1] == '\n')
			at++;
		if (at == source.len || (source.ptr[at] != text.ptr[i] &&
		                         !(text.ptr[i] == ' ' && char_is_space(source.ptr[at]))))
			return false;
	}
	return at == source.len;
}

static bool has_any(struct slice text, const char *bytes)
{
	for (size_t i = 0; i < text.len; i++)
		if (strchr(bytes, text.ptr[i]))
			return true;
	return false;
}

/* The scalar below NODE that holds SPAN. */
static const struct node *scalar_around(const struct node *node, struct span span)
{
	for (; node; node = node->next) {
		if (span.start < node->span.start || span.end > node->span.end)
			continue;
		return node->kind == NODE_SCALAR ? node : scalar_around(node->first, span);
	}
	return NULL;
}

static struct slice line_before(const struct source *source, size_t at)
{
	struct span line = source_line(source, source_line_at(source, at));

	return slice_from(source->bytes + line.start, at - line.start);
}

/* Whether SPAN's text would end a value without quotes, or begin a comment. */
static bool ends_value(const struct source *source, struct span span, struct slice text)
{
	char before = span.start > 0 ? source->bytes[span.start - 1] : '\n';
	char after = span.end < source->size ? source->bytes[span.end] : '\n';

	return slice_find(text, ": ", 0) != SIZE_MAX || slice_find(text, " #", 0) != SIZE_MAX ||
	       (slice_starts(text, "#") && char_is_space(before)) ||
	       (slice_starts(text, " ") && before == ':') ||
	       (slice_ends(text, ":") && char_is_space(after)) ||
	       (slice_ends(text, " ") && after == '#') ||
	       (!text.len && char_is_space(before) && after == '#') ||
	       (!text.len && before == ':' && char_is_space(after));
}

static bool fits_plain(const struct source *source, struct span span, const struct node *scalar,
                       struct slice text)
{
	bool flow = has_any(line_before(source, scalar->span.start), "{[");
	char first = text.len ? text.ptr[0] : source->bytes[span.end];

	if (span.start == scalar->span.start && (char_is_punct(first) || char_is_space(first)))
		return false;
	return !ends_value(source, span, text) && !has_any(text, flow ? "\"'\\{}[]," : "\"\\");
}

static bool fits_metadata(const struct check_context *context, struct place place,
                          struct slice text)
{
	const struct node *root = context->draft->metadata.root;
	const struct node *scalar = root ? scalar_around(root->first, place.span) : NULL;

	if (!scalar)
		return false;
	switch (place.source->bytes[scalar->span.start]) {
	case '"':
		return !has_any(text, "\"\\#");
	case '\'':
		return !has_any(text, "'\\#");
	case '|':
	case '>':
		return true;
	case '~':
		return false;
	default:
		return fits_plain(place.source, place.span, scalar, text);
	}
}

/* What Markdown takes for the mark of a list, a heading or a quotation. */
static bool may_open_block(struct slice text)
{
	return text.len && (char_is_digit(text.ptr[0]) || strchr("-+*#>=~`|<", text.ptr[0]));
}

/* Whether nothing but such marks stands before AT on its line. */
static bool opens_line(const struct source *source, size_t at)
{
	struct slice line = line_before(source, at);

	for (size_t i = 0; i < line.len; i++)
		if (!char_is_space(line.ptr[i]) && !char_is_punct(line.ptr[i]) &&
		    !char_is_digit(line.ptr[i]))
			return false;
	return true;
}

bool mend_fits(const struct check_context *context, const struct block *block, struct span span,
               struct slice text)
{
	struct place place = check_place(context, block, span.start, span.end);

	if (block->approximate || has_any(text, "\r\n") ||
	    !is_bare(place, slice_sub(block_text(block), span.start, span.end)))
		return false;
	if (block->kind == BLOCK_FIELD)
		return fits_metadata(context, place, text);
	if (block->kind == BLOCK_CELL && has_any(text, "|"))
		return false;
	return !may_open_block(text) || !opens_line(place.source, place.span.start);
}

/* ---- entries ---- */

/* What stands before a key on its line: quotes, bold marks, blanks. */
static bool is_prefix(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr(" \t\"'*", text.ptr[i]))
			return false;
	return true;
}

/* Whether a value that begins in TEXT, the rest of a line, ends there too. */
static bool is_complete(struct slice text)
{
	long depth = 0;
	size_t quotes[2] = {0, 0};

	for (size_t i = 0; i < text.len; i++) {
		depth += strchr("([{", text.ptr[i]) != NULL;
		depth -= strchr(")]}", text.ptr[i]) != NULL;
		quotes[0] += text.ptr[i] == '"';
		quotes[1] += text.ptr[i] == '\'';
	}
	text = slice_trim(text);
	return depth == 0 && quotes[0] % 2 == 0 && quotes[1] % 2 == 0 && text.len > 0 &&
	       slice_find(text, "\"\"\"", 0) == SIZE_MAX &&
	       slice_find(text, "'''", 0) == SIZE_MAX &&
	       /* Somebody else may refer to an anchor. */
	       !has_any(text, "&") && !strchr(":=|>", text.ptr[text.len - 1]);
}

static size_t indent_of(struct slice line)
{
	size_t indent = 0;

	while (indent < line.len && char_is_space(line.ptr[indent]))
		indent++;
	return indent;
}

static struct slice line_of(const struct source *source, size_t line)
{
	return source_slice(source, source_line(source, line));
}

/* The first line from LINE on, in steps of STEP, that is not blank. */
static struct slice near_line(const struct source *source, size_t line, size_t step)
{
	while (line < source->line_count && slice_trim(line_of(source, line)).len == 0)
		line += step;
	return line < source->line_count ? line_of(source, line) : slice_of("");
}

bool mend_remove_entry(const struct source *source, struct span key, struct span *line)
{
	size_t number = source_line_at(source, key.start);
	struct slice text = line_of(source, number);
	struct slice above;
	struct slice below;
	size_t rest = key.end - source->lines[number];

	if (rest < text.len && strchr("\"'", text.ptr[rest]))
		rest++;
	if (number == 0 || number + 1 >= source->line_count ||
	    !is_prefix(line_before(source, key.start)) || rest > text.len ||
	    !is_complete(slice_sub(text, rest, text.len)))
		return false;
	/* A value goes on in lines that are indented further; a comma of the line
	 * before would be one too many. */
	below = near_line(source, number + 1, 1);
	above = slice_trim(near_line(source, number - 1, SIZE_MAX));
	if (indent_of(below) > indent_of(text) ||
	    (slice_ends(above, ",") && !slice_ends(slice_trim(text), ",")))
		return false;
	*line = (struct span){source->lines[number], source->lines[number + 1]};
	return true;
}

bool mend_same_entry(const struct source *source, struct span first, struct span second)
{
	struct slice a = line_of(source, source_line_at(source, first.start));
	struct slice b = line_of(source, source_line_at(source, second.start));

	if (indent_of(a) != indent_of(b))
		return false;
	a = slice_trim(a);
	b = slice_trim(b);
	a.len -= slice_ends(a, ",");
	b.len -= slice_ends(b, ",");
	return slice_equal(slice_trim(a), slice_trim(b));
}

/* ---- items ---- */

/* Whether TEXT, between two items of a list on one line, is their separator. */
static bool is_separator(struct slice text)
{
	size_t commas = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!strchr(" \t,", text.ptr[i]))
			return false;
		commas += text.ptr[i] == ',';
	}
	return commas <= 1;
}

bool mend_remove_item(const struct source *source, const struct node *list, const struct node *item,
                      struct span *span)
{
	const struct node *before = NULL;
	struct span gap;

	if (list->kind != NODE_LIST || list->count < 2)
		return false;
	for (const struct node *n = list->first; n && n != item; n = n->next)
		before = n;
	if (item->next)
		gap = (struct span){item->span.end, item->next->span.start};
	else
		gap = (struct span){before->span.end, item->span.start};
	if (gap.end <= gap.start || !is_separator(source_slice(source, gap)))
		return false;
	*span = item->next ? (struct span){item->span.start, gap.end}
	                   : (struct span){gap.start, item->span.end};
	return true;
}
