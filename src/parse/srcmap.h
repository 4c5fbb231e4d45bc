/*
 * Srcmap: where the text of a parsed Markdown block stands in the source.
 *
 * cmark's inline positions are wrong after continuation prefixes, backslash
 * breaks, reference definitions and more, so none is used. Instead the block
 * parser's work is repeated for one leaf block at a time: srcmap.c takes the
 * container prefixes (quotes, list items, tabs) off each line and so rebuilds
 * the content that cmark's inline parser saw, with the source offset of every
 * byte. srcmap_inline.c then follows the inline nodes through that content
 * with one cursor. Each literal must equal its bytes, and the cursor must end
 * where the content ends: a mapping that is wrong is found out, never used.
 *
 * Lines are 0-based from the start of the Markdown body, columns are 0-based
 * bytes. The memory is the srcmap's own and is used again for each block.
 */
#ifndef PARSE_SRCMAP_H
#define PARSE_SRCMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/source.h"
#include "parse/entity.h"

/* ---- content of one leaf block ---- */

enum segment_kind {
	SEGMENT_BYTES, /* equal to the source, one to one */
	SEGMENT_BREAK, /* "\n" for a line break of one or two bytes */
	SEGMENT_TAB,   /* blanks for the rest of a tab that a prefix used in part */
};

struct segment {
	uint32_t at; /* in the content */
	uint32_t source;
	uint32_t len;
	uint32_t source_len;
	enum segment_kind kind;
};

struct content {
	const char *bytes; /* into the source itself when its lines adjoin there; padded as it is */
	size_t len;        /* trailing white space is not content */
	struct segment *segments;
	size_t count;
	size_t capacity;
	size_t hint; /* segment of the last look-up: they come in order */
	struct builder copy;
};

/* Bytes of a content, ends exclusive. */
struct range {
	size_t start;
	size_t end;
};

/* The same for one that is not the last that was asked for. */
const struct segment *content_search(struct content *content, size_t at);

/* The segment that holds AT (< len). Here, because each step through a content
 * asks for it, nearly always for the one before. */
static inline const struct segment *content_segment(struct content *content, size_t at)
{
	const struct segment *last = &content->segments[content->hint];

	return at - last->at < last->len ? last : content_search(content, at);
}

/* The same for a range that is empty or not of one segment's bytes. */
struct span content_span_across(struct content *content, struct range range);

/* Source range of RANGE; an empty range at the end is that of the last byte's end. */
static inline struct span content_span(struct content *content, struct range range)
{
	const struct segment *last = content->count ? &content->segments[content->hint] : NULL;

	if (last && last->kind == SEGMENT_BYTES && range.start >= last->at &&
	    range.start < range.end && range.end - last->at <= last->len)
		return (struct span){last->source + (range.start - last->at),
		                     last->source + (range.end - last->at)};
	return content_span_across(content, range);
}

/* ---- containers ---- */

/* Where the block parser stands in a line. Tab stops are counted in bytes. */
struct line_state {
	size_t offset; /* in the source */
	size_t column;
	bool partial; /* inside a tab: OFFSET is the tab, COLUMN is past its start */
};

struct container {
	bool quote;   /* else a list item */
	size_t line;  /* where it opened */
	size_t width; /* item: columns that a continuation line must be indented */
	struct line_state inside;
};

struct srcmap {
	const struct source *source;
	size_t body;
	size_t first_line; /* the source's line that holds BODY */
	size_t line_count; /* lines of the body */
	struct container *containers;
	size_t depth;
	size_t capacity;
	struct content content;
};

void srcmap_init(struct srcmap *map, const struct source *source, size_t body);
void srcmap_release(struct srcmap *map);

/* Bytes of a line without its break; an empty one at the end when there is none. */
static inline struct span srcmap_line(const struct srcmap *map, size_t line)
{
	struct span span;

	if (line >= map->line_count)
		return (struct span){map->source->size, map->source->size};
	span = source_line(map->source, map->first_line + line);
	if (line == 0)
		span.start = map->body;
	return span;
}

/* Where a line begins; the source's end for those that are not there. */
static inline size_t srcmap_line_start(const struct srcmap *map, size_t line)
{
	if (line >= map->line_count)
		return map->source->size;
	return line ? map->source->lines[map->first_line + line] : map->body;
}

/* Enters a block quote or list item that begins on LINE at COLUMN, or leaves it.
 * False when there is none: then nothing inside it can be mapped. */
bool srcmap_open(struct srcmap *map, bool quote, size_t line, size_t column);
void srcmap_close(struct srcmap *map);

/* True when LINE has the prefixes of all open containers. */
bool srcmap_continues(struct srcmap *map, size_t line);

/* True when nothing but prefixes and blanks stands on LINE. */
bool srcmap_is_blank(struct srcmap *map, size_t line);

/* Columns of blanks before LINE's first byte inside the open containers. */
size_t srcmap_indent(struct srcmap *map, size_t line);

/*
 * Makes the content of lines [FIRST, END): the first one from COLUMN. TEXT is
 * a paragraph's or heading's: white space before its lines and at its end goes.
 */
void srcmap_content(struct srcmap *map, size_t first, size_t column, size_t end, bool text);

/* The content of an ATX heading: without its number signs. */
void srcmap_heading(struct srcmap *map, size_t line, size_t column);

/* ---- inline cursor (srcmap_inline.c) ---- */

struct cursor {
	struct content *content;
	struct entities *entities;
	size_t at;
	size_t special; /* cursor_special of a former AT */
};

enum run_kind { RUN_VERBATIM, RUN_DERIVED };

struct run {
	enum run_kind kind;
	struct range content;
	size_t len; /* of the literal that it stands for */
};

/* What follows the text of a link or image. */
struct link_tail {
	bool inline_link;         /* "(destination)": else a reference or autolink */
	struct range destination; /* raw, without angle brackets */
};

/* Stands before the byte START of CONTENT. */
void cursor_begin(struct cursor *cursor, struct content *content, struct entities *entities,
                  size_t start);

/* The next "\\", "&" or line break of CONTENT at or after AT, or its end. */
size_t cursor_special(const struct content *content, size_t at);

/* Steps over LITERAL if it stands there byte for byte, as one line of text that nothing
 * in it can change; stays where it is otherwise. */
static inline bool cursor_plain(struct cursor *cursor, const char *literal, size_t len,
                                struct range *range)
{
	const struct content *content = cursor->content;

	if (cursor->special < cursor->at)
		cursor->special = cursor_special(content, cursor->at);
	if (cursor->special - cursor->at < len ||
	    memcmp(content->bytes + cursor->at, literal, len) != 0)
		return false;
	*range = (struct range){cursor->at, cursor->at + len};
	cursor->at += len;
	return true;
}

/* Steps over the first run of LITERAL (LEN > 0); ESCAPES: "\*" stands for "*". */
bool cursor_text(struct cursor *cursor, const char *literal, size_t len, bool escapes,
                 struct run *run);

/* A code span that normalises to LITERAL; SPAN is all of it, backticks included. */
bool cursor_code(struct cursor *cursor, const char *literal, size_t len, struct range *span);

/* Bytes that stand in the content as they are: inline HTML. */
bool cursor_bytes(struct cursor *cursor, const char *literal, size_t len, struct range *span);

/* A soft or hard break: RANGE is its "\n". */
bool cursor_break(struct cursor *cursor, bool hard, struct range *range);

/* LENGTH delimiters of emphasis. */
bool cursor_emphasis(struct cursor *cursor, size_t length);

/* "[", "![" or, for an autolink, "<"; and what closes it. */
bool cursor_link_open(struct cursor *cursor, bool image, bool *autolink);
bool cursor_link_close(struct cursor *cursor, bool autolink, struct link_tail *tail);

/* True when all content is accounted for. */
bool cursor_done(const struct cursor *cursor);

#endif
