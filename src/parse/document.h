/*
 * Document: the body of a draft as prose blocks with exact source positions.
 *
 * markdown.c makes it from cmark's tree; nothing outside src/parse/ sees
 * cmark. Blocks are in source order (an image's alt text follows the block it
 * stands in). Everything lives in the draft's arena.
 */
#ifndef PARSE_DOCUMENT_H
#define PARSE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/textmap.h"
#include "parse/comment.h"
#include "parse/problem.h"

struct arena;

enum block_kind {
	BLOCK_FIELD, /* prose of the metadata: title, description; `name` is its key */
	BLOCK_HEADING,
	BLOCK_PARAGRAPH, /* also list items, quotes: see list_depth, quoted */
	BLOCK_CELL,      /* one cell of a table, header cells included */
	BLOCK_ALT,       /* alt text of an image */
	BLOCK_HTML,      /* text between the tags of an HTML or JSX block */
	BLOCK_CODE,      /* fenced or indented code: no prose, map is empty */
};

struct block {
	enum block_kind kind;
	uint8_t level;       /* heading: 1 to 6 */
	bool quoted;         /* inside a block quote */
	bool table_header;   /* a cell of the header row */
	bool approximate;    /* could not be mapped: positions are the block's start */
	uint16_t list_depth; /* 0 outside lists */
	uint32_t section;    /* sections[] it belongs to; a heading belongs to its own */
	struct span span;    /* from its first to its last byte of content, markup included */
	struct textmap map;  /* prose; inline code is masked, inline HTML left out */
	struct slice name;   /* BLOCK_FIELD: key; BLOCK_CODE: info string */
};

enum link_kind {
	LINK_TEXT,   /* [text](destination), [text][label], <a href> */
	LINK_AUTO,   /* <https://…> */
	LINK_IMAGE,  /* ![alt](destination): its alt is the block */
	LINK_BUTTON, /* <button>, <Button href>, a tag or component that acts as one */
};

struct link {
	enum link_kind kind;
	uint32_t block; /* the block that holds its text */
	uint32_t start; /* its text: offsets in that block's text */
	uint32_t end;
	struct span span;             /* the whole construct in the source */
	struct slice destination;     /* decoded, as cmark gives it; empty when it has none */
	struct span destination_span; /* in the source; empty at span.end when unknown */
};

enum inline_kind {
	INLINE_EMPHASIS,
	INLINE_STRONG,
	INLINE_CODE, /* its text is masked; what it says stands in the source */
};

/* A part of a block's text that is set apart by markup. */
struct inline_part {
	enum inline_kind kind;
	uint32_t block;
	uint32_t start; /* offsets in the block's text */
	uint32_t end;
	struct span span; /* its content in the source, without the marks */
};

/* A heading and what follows it up to the next heading; sections[0] is what
 * stands before the first heading (possibly nothing). */
struct section {
	uint8_t level;        /* 0 for sections[0] */
	uint32_t first_block; /* blocks[] range [first_block, end_block), heading included */
	uint32_t end_block;
};

struct document {
	struct block *blocks;
	size_t block_count;
	size_t block_capacity;
	struct link *links; /* by block, then start */
	size_t link_count;
	size_t link_capacity;
	struct inline_part *inlines; /* by block */
	size_t inline_count;
	size_t inline_capacity;
	struct section *sections;
	size_t section_count;
	size_t section_capacity;
	struct comments comments; /* HTML and MDX comments of the body */
	size_t unmapped;          /* blocks marked approximate: 0 unless the mapper is wrong */
};

/* The block's text between two offsets. */
struct slice block_text(const struct block *block);

#endif
