/*
 * Reader: one Markdown parse on its way from cmark's tree to the document.
 *
 * markdown.c walks the tree; what needs no tree is here: the steps through a
 * leaf block's inline nodes (reader_inline.c), and the blocks themselves, their
 * spans and sections (reader_block.c). Internal to markdown.c.
 */
#ifndef PARSE_READER_H
#define PARSE_READER_H

#include "parse/html.h"

/* It lives in the arena, so that longjmp leaves its members as they were. */
struct reader {
	struct arena *arena;
	const struct source *source;
	struct document *document;
	bool mdx;
	struct srcmap map;
	struct prose prose;
	struct entities entities;
	struct html html;
	struct cursor cursor; /* in the content of the leaf block at hand */
	bool autolink;        /* inside <an address>, where a backslash is one */
	size_t skip_end;      /* MDX: blocks before this source offset are code */
	size_t text_end;      /* MDX: content up to here has been dealt with */
	size_t quote_depth;   /* open containers */
	size_t list_depth;
};

/* A node's place, 0-based; END is exclusive, as cmark has it, which may be wrong. */
struct lines {
	size_t first;
	size_t column;
	size_t end;
};

/* Empty, for SOURCE from BODY on, whose text in EXCLUDED is left out. */
struct reader *reader_new(struct arena *arena, const struct source *source, size_t body,
                          struct span excluded, bool mdx, struct document *document);

/* Gives back what is not the arena's. */
void reader_release(struct reader *reader);

/* ---- inline steps: false when the node is not what the content holds ---- */

/* Begins the leaf block whose content was just made, at START of it. */
void reader_begin(struct reader *reader, size_t start);

bool reader_text_runs(struct reader *reader, struct slice literal);

/* Here, because most of a draft is text that stands there as it is. */
static inline bool reader_text(struct reader *reader, struct slice literal)
{
	struct cursor *cursor = &reader->cursor;
	struct range range;

	if (!literal.len || reader->mdx || !cursor_plain(cursor, literal.ptr, literal.len, &range))
		return reader_text_runs(reader, literal);
	prose_add_plain(&reader->prose, cursor->content, range);
	return true;
}

bool reader_code(struct reader *reader, struct slice literal);
bool reader_html_inline(struct reader *reader, struct slice literal);
bool reader_break(struct reader *reader, bool hard);
bool reader_emphasis(struct reader *reader, bool strong, bool enter);
bool reader_open_link(struct reader *reader, bool image, struct slice destination, size_t *handle);
bool reader_close_link(struct reader *reader, bool image, struct slice destination, size_t handle);

/* ---- blocks ---- */

/* A block with what the open containers say. */
struct block reader_block(const struct reader *reader, enum block_kind kind);

/* From the first byte of the place to the last one of line LAST that is not blank. */
struct span reader_span(const struct reader *reader, const struct lines *lines, size_t last);

/* True when nothing of SPAN is the body's prose. */
bool reader_leaves_out(const struct reader *reader, struct span span);

/* True when an ATX heading begins there: else it is a setext heading. */
bool reader_is_atx(const struct reader *reader, const struct lines *lines);

void reader_add_section(struct reader *reader, unsigned level);

/* MDX: looks whether code begins at a paragraph of the top level. */
void reader_find_flow(struct reader *reader, struct span span);

void reader_add_code(struct reader *reader, const struct lines *lines, struct slice literal,
                     struct slice info);
void reader_add_html(struct reader *reader, const struct lines *lines, struct slice literal);

#endif
