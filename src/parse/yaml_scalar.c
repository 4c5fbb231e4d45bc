#include "parse/yaml_scalar.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

/* The place in the source and in the value that the pieces made so far explain. */
struct walk {
	const struct yaml_scalar *scalar;
	struct textmap_builder *builder;
	size_t at;   /* source */
	size_t done; /* value bytes explained */
	bool wrong;  /* the source says something else than the value */
};

size_t yaml_break_at(const char *bytes, size_t at, size_t end)
{
	const unsigned char *p = (const unsigned char *)bytes + at;
	size_t room = end - at;

	if (room == 0)
		return 0;
	if (p[0] == '\n')
		return 1;
	if (p[0] == '\r')
		return room > 1 && p[1] == '\n' ? 2 : 1;
	if (p[0] == 0xC2 && room > 1 && p[1] == 0x85)
		return 2;
	if (p[0] == 0xE2 && room > 2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9))
		return 3;
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* TEXT, which stands for SOURCE_LEN bytes at SOURCE, must be what the value goes on with. */
static void emit(struct walk *walk, enum textmap_kind kind, const char *text, size_t len,
                 size_t source, size_t source_len)
{
	struct slice value = walk->scalar->value;

	if (walk->wrong || len > value.len - walk->done ||
	    memcmp(value.ptr + walk->done, text, len) != 0) {
		walk->wrong = true;
		return;
	}
	textmap_add(walk->builder, kind, text, len, source, source_len);
	walk->done += len;
}

static void emit_verbatim(struct walk *walk, size_t from, size_t to)
{
	emit(walk, TEXTMAP_VERBATIM, walk->scalar->bytes + from, to - from, from, to - from);
}

/* A line break that is kept: U+2028 and U+2029 stay themselves, others become "\n". */
static void emit_break(struct walk *walk, size_t at, size_t len)
{
	if (len == 3 || walk->scalar->bytes[at] == '\n')
		emit_verbatim(walk, at, at + len);
	else
		emit(walk, TEXTMAP_DERIVED, "\n", 1, at, len);
}

/* All line breaks of [from, to), which holds nothing else but indentation. */
static void emit_breaks(struct walk *walk, size_t from, size_t to)
{
	while (from < to && !walk->wrong) {
		size_t len = yaml_break(walk->scalar->bytes, from, to);

		if (len)
			emit_break(walk, from, len);
		from += len ? len : 1;
	}
}

/* A break between two lines: a blank when it stands alone, nothing when blank
 * lines follow in [next, to). Breaks of three bytes are never folded. */
static void emit_folded(struct walk *walk, size_t at, size_t len, size_t next, size_t to)
{
	size_t blank_lines;

	if (len == 3)
		emit_break(walk, at, len);
	blank_lines = walk->done;
	emit_breaks(walk, next, to);
	if (len != 3 && walk->done == blank_lines)
		emit(walk, TEXTMAP_BREAK, " ", 1, at, len);
}

/* White space of a plain or quoted scalar. ESCAPED: a backslash has just
 * swallowed a line break, so that no break is folded here. */
static void flow_space(struct walk *walk, size_t end, bool escaped)
{
	const char *bytes = walk->scalar->bytes;
	size_t start = walk->at;
	size_t first = SIZE_MAX;
	size_t first_len = 0;

	while (walk->at < end) {
		size_t len = yaml_break(bytes, walk->at, end);

		if (len && first == SIZE_MAX) {
			first = walk->at;
			first_len = len;
		}
		if (!len && !is_blank(bytes[walk->at]))
			break;
		walk->at += len ? len : 1;
	}
	if (escaped)
		emit_breaks(walk, start, walk->at);
	else if (first == SIZE_MAX)
		emit_verbatim(walk, start, walk->at);
	else
		emit_folded(walk, first, first_len, first + first_len, walk->at);
}

static int hex_digit(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code point of the escape at bytes[at] (a backslash), its length in *LEN. */
static uint32_t escape(const char *bytes, size_t at, size_t end, size_t *len)
{
	static const char names[] = "0abt\tnvfre \"/\\N_LP";
	static const uint32_t codes[] = {0,  7,   8,   9,   9,    10,   11,   12,     13,
	                                 27, ' ', '"', '/', '\\', 0x85, 0xA0, 0x2028, 0x2029};
	const char *name = at + 1 < end && bytes[at + 1] ? strchr(names, bytes[at + 1]) : NULL;
	size_t digits = 0;
	uint32_t code = 0;

	*len = 2;
	if (name)
		return codes[name - names];
	if (at + 1 < end && bytes[at + 1] == 'x')
		digits = 2;
	else if (at + 1 < end && bytes[at + 1] == 'u')
		digits = 4;
	else if (at + 1 < end && bytes[at + 1] == 'U')
		digits = 8;
	if (digits == 0 || at + 2 + digits > end)
		return UINT32_MAX;
	for (size_t i = 0; i < digits; i++) {
		int digit = hex_digit(bytes[at + 2 + i]);

		if (digit < 0)
			return UINT32_MAX;
		code = code * 16 + (uint32_t)digit;
	}
	*len = 2 + digits;
	return code;
}

static void double_escape(struct walk *walk, size_t end)
{
	size_t broken = yaml_break(walk->scalar->bytes, walk->at + 1, end);
	char text[4];
	size_t len;
	uint32_t code;

	if (broken) {
		walk->at += 1 + broken;
		flow_space(walk, end, true);
		return;
	}
	code = escape(walk->scalar->bytes, walk->at, end, &len);
	if (code > 0x10FFFF) {
		walk->wrong = true;
		return;
	}
	emit(walk, TEXTMAP_DERIVED, text, utf8_encode(code, text), walk->at, len);
	walk->at += len;
}

static void map_flow(struct walk *walk)
{
	enum yaml_style style = walk->scalar->style;
	const char *bytes = walk->scalar->bytes;
	size_t end = walk->scalar->end;

	if (style != YAML_STYLE_PLAIN) {
		walk->at++;
		end--;
	}
	while (walk->at < end && !walk->wrong) {
		char c = bytes[walk->at];

		if (is_blank(c) || yaml_break(bytes, walk->at, end)) {
			flow_space(walk, end, false);
		} else if (style == YAML_STYLE_SINGLE && c == '\'') {
			emit(walk, TEXTMAP_DERIVED, "'", 1, walk->at, 2);
			walk->at += 2;
		} else if (style == YAML_STYLE_DOUBLE && c == '\\') {
			double_escape(walk, end);
		} else {
			size_t start = walk->at;

			while (++walk->at < end && !is_blank(bytes[walk->at]) &&
			       bytes[walk->at] != '\'' && bytes[walk->at] != '\\' &&
			       !yaml_break(bytes, walk->at, end))
				continue;
			emit_verbatim(walk, start, walk->at);
		}
	}
}

/* What the header line of a block says: "|2-" and the like. */
struct header {
	char chomping; /* '+', '-' or 0 */
	size_t content;
};

static struct header read_header(const struct yaml_scalar *scalar)
{
	struct header header = {0, scalar->start + 1};
	const char *bytes = scalar->bytes;
	size_t len = 0;

	for (; header.content < scalar->end; header.content++) {
		char c = bytes[header.content];

		if (c == '+' || c == '-')
			header.chomping = c;
		else if (!char_is_digit(c))
			break;
	}
	while (header.content < scalar->end &&
	       (len = yaml_break(bytes, header.content, scalar->end)) == 0)
		header.content++;
	if (header.content < scalar->end)
		header.content += len;
	return header;
}

/* Steps over blank lines and the indentation of the next line. */
static void block_blank_lines(struct walk *walk, size_t indent)
{
	const struct yaml_scalar *scalar = walk->scalar;
	size_t column = 0;

	while (walk->at < scalar->end) {
		size_t len = yaml_break(scalar->bytes, walk->at, scalar->end);

		if (len) {
			walk->at += len;
			column = 0;
		} else if (scalar->bytes[walk->at] == ' ' && column < indent) {
			walk->at++;
			column++;
		} else {
			break;
		}
	}
}

/* A line break of a block and the blank lines after it, not yet given out. */
struct gap {
	size_t at;
	size_t len;
	size_t next;
	size_t to;
};

static void block_line(struct walk *walk, struct gap *gap, bool *after_blank)
{
	const struct yaml_scalar *scalar = walk->scalar;
	bool blank = is_blank(scalar->bytes[walk->at]);
	size_t start = walk->at;

	if (gap->len && scalar->style == YAML_STYLE_FOLDED && !*after_blank && !blank) {
		emit_folded(walk, gap->at, gap->len, gap->next, gap->to);
	} else {
		if (gap->len)
			emit_break(walk, gap->at, gap->len);
		emit_breaks(walk, gap->next, gap->to);
	}
	*after_blank = blank;
	while (walk->at < scalar->end && !yaml_break(scalar->bytes, walk->at, scalar->end))
		walk->at++;
	emit_verbatim(walk, start, walk->at);
	gap->at = walk->at;
	gap->len = yaml_break(scalar->bytes, walk->at, scalar->end);
	walk->at += gap->len;
}

/* Reads the block as one whose lines are indented by INDENT. */
static void map_block(struct walk *walk, size_t indent)
{
	struct header header = read_header(walk->scalar);
	struct gap gap = {0, 0, header.content, header.content};
	bool after_blank = false;

	walk->at = header.content;
	block_blank_lines(walk, indent);
	gap.to = walk->at;
	while (walk->at < walk->scalar->end && !walk->wrong) {
		block_line(walk, &gap, &after_blank);
		gap.next = walk->at;
		block_blank_lines(walk, indent);
		gap.to = walk->at;
	}
	if (header.chomping != '-' && gap.len)
		emit_break(walk, gap.at, gap.len);
	if (header.chomping == '+')
		emit_breaks(walk, gap.next, gap.to);
}

/* Spaces before the first byte of TEXT that is neither space nor line break, on
 * its line; SIZE_MAX when there is none. */
static size_t first_indent(struct slice text)
{
	size_t spaces = 0;

	for (size_t at = 0; at < text.len;) {
		size_t len = yaml_break(text.ptr, at, text.len);

		if (!len && text.ptr[at] != ' ')
			return spaces;
		spaces = len ? 0 : spaces + 1;
		at += len ? len : 1;
	}
	return SIZE_MAX;
}

static bool try_block(struct walk *walk, size_t indent)
{
	textmap_builder_clear(walk->builder);
	walk->done = 0;
	walk->wrong = false;
	map_block(walk, indent);
	return !walk->wrong && walk->done == walk->scalar->value.len;
}

/*
 * The indentation depends on the blocks around the scalar, which are not known
 * here: it is what the first line of content lost. A block of nothing but
 * blanks leaves few choices, and they are tried.
 */
static bool map_any_block(struct walk *walk)
{
	const struct yaml_scalar *scalar = walk->scalar;
	size_t content = read_header(scalar).content;
	size_t inside = first_indent(scalar->value);
	size_t outside = first_indent(slice_from(scalar->bytes + content, scalar->end - content));

	if (inside != SIZE_MAX && outside != SIZE_MAX && inside < outside)
		return try_block(walk, outside - inside);
	if (inside == outside && inside != SIZE_MAX)
		return false;
	if (try_block(walk, SIZE_MAX))
		return true;
	for (size_t indent = 1; indent <= 256; indent++)
		if (try_block(walk, indent))
			return true;
	return false;
}

/* Whether the value stands in the source as it is: so it is with most of them. */
static bool is_verbatim(const struct yaml_scalar *scalar)
{
	size_t quote = scalar->style != YAML_STYLE_PLAIN;

	return scalar->end - scalar->start == scalar->value.len + 2 * quote &&
	       memcmp(scalar->bytes + scalar->start + quote, scalar->value.ptr,
	              scalar->value.len) == 0;
}

bool yaml_scalar_map(const struct yaml_scalar *scalar, struct textmap_builder *builder)
{
	bool block = scalar->style == YAML_STYLE_LITERAL || scalar->style == YAML_STYLE_FOLDED;
	struct walk walk = {scalar, builder, scalar->start, 0, false};
	bool mapped;

	if (!block && is_verbatim(scalar)) {
		textmap_add(builder, TEXTMAP_VERBATIM, scalar->value.ptr, scalar->value.len,
		            scalar->start + (scalar->style != YAML_STYLE_PLAIN), scalar->value.len);
		return true;
	}
	if (block) {
		mapped = map_any_block(&walk);
	} else {
		map_flow(&walk);
		mapped = !walk.wrong && walk.done == scalar->value.len;
	}
	if (mapped)
		return true;
	textmap_builder_clear(builder);
	textmap_add(builder, TEXTMAP_DERIVED, scalar->value.ptr, scalar->value.len, scalar->start,
	            scalar->end - scalar->start);
	return false;
}
