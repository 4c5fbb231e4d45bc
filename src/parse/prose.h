/*
 * Prose: collects what a reader sees of one leaf block (text, links, images)
 * while its source is stepped through, then adds it to the document as one
 * block or several.
 *
 * What is added must come in source order. Nothing inside a skipped range is
 * kept: {expressions} and JSX of MDX, metadata in the body.
 */
#ifndef PARSE_PROSE_H
#define PARSE_PROSE_H

#include "parse/document.h"

#include "parse/srcmap.h"

struct arena;

enum { PROSE_TAG_NAME = 24, PROSE_OPEN_TAGS = 8 };

struct prose_link {
	struct link link; /* block is not known yet; start and end in the text or in an alt */
	bool in_image;    /* its text is part of an alt */
	bool open;
	bool dropped;                  /* it stands in a skipped range */
	char name[PROSE_TAG_NAME + 1]; /* of the tag that opened it; empty for Markdown */
};

struct prose_alt {
	struct block block;
	uint32_t at; /* text offset where its image stands */
	size_t link; /* of the image; those of images inside it follow */
	size_t link_end;
};

struct prose_inline {
	struct inline_part part; /* block is not known yet */
	bool open;
	bool in_image;
};

/* A blank that is written only when text follows. */
enum prose_gap {
	PROSE_JOINED,
	PROSE_UNFUSED, /* between two words, where an image or tag was left out */
	PROSE_BLANK,   /* <br> */
};

struct prose {
	struct arena *arena;
	const struct source *source;
	struct document *document;
	struct span excluded; /* its text is dropped */
	size_t skip_end;      /* text before this source offset is dropped */
	struct textmap_builder text;
	struct textmap_builder alt;
	struct textmap_builder part; /* for prose_cut */
	struct prose_link *links;
	size_t link_count;
	size_t link_capacity;
	struct prose_inline *inlines;
	size_t inline_count;
	size_t inline_capacity;
	struct prose_alt *alts;
	size_t alt_count;
	size_t alt_capacity;
	size_t open_tags[PROSE_OPEN_TAGS]; /* links that a tag opened; the oldest are forgotten */
	size_t open_tag_count;
	size_t next_piece; /* what prose_emit_part has passed already */
	size_t next_link;
	size_t next_alt;
	size_t next_inline;
	enum prose_gap gap;
	struct span gap_span;
	unsigned images; /* open images: their text is an alt's */
	unsigned codes;  /* open <code> tags: their text is masked */
};

void prose_release(struct prose *prose);

/* Forgets the block at hand, all of it or all but its first LINKS. */
void prose_clear(struct prose *prose);
void prose_clear_keeping(struct prose *prose, size_t links);

/* Where text goes: an alt's while an image is open. */
static inline struct textmap_builder *prose_target(struct prose *prose)
{
	return prose->images ? &prose->alt : &prose->text;
}

/* True when what stands at SOURCE is neither left out nor masked, and no gap is before it. */
static inline bool prose_is_plain(const struct prose *prose, size_t source)
{
	return source >= prose->skip_end && source >= prose->excluded.end &&
	       prose->gap == PROSE_JOINED && !prose->codes;
}

/* prose_add where a range is left out, a gap is to be filled, or code is masked. */
void prose_add_with_care(struct prose *prose, enum textmap_kind kind, const char *text, size_t len,
                         size_t source, size_t source_len);

/* Text for the source bytes [source, source + source_len). */
static inline void prose_add(struct prose *prose, enum textmap_kind kind, const char *text,
                             size_t len, size_t source, size_t source_len)
{
	if (len && prose_is_plain(prose, source))
		textmap_add(prose_target(prose), kind, text, len, source, source_len);
	else if (len)
		prose_add_with_care(prose, kind, text, len, source, source_len);
}

/* Bytes of a content as they are; a line break in them is one blank. */
void prose_add_range(struct prose *prose, struct content *content, struct range range);

/* prose_add_range for a RANGE, not empty, without a line break. */
static inline void prose_add_plain(struct prose *prose, struct content *content, struct range range)
{
	const struct segment *segment = content_segment(content, range.start);
	size_t source = segment->source + (range.start - segment->at);

	if (prose_is_plain(prose, source) && segment->kind == SEGMENT_BYTES &&
	    range.end - segment->at <= segment->len)
		textmap_add_verbatim(prose_target(prose), content->bytes + range.start,
		                     range.end - range.start, source);
	else
		prose_add_range(prose, content, range);
}

/* Code: one '*' for each code point of CODE. */
void prose_mask(struct prose *prose, struct slice code, struct span span);

void prose_gap(struct prose *prose, enum prose_gap gap, struct span span);

/* The text of a link from here on; START is where the construct begins. Returns
 * a handle for prose_close_link, valid until the block is added. */
size_t prose_open_link(struct prose *prose, enum link_kind kind, size_t start,
                       struct slice destination);
void prose_close_link(struct prose *prose, size_t handle, size_t end, struct span destination);

/* The same for emphasis of KIND, whose content lies between two source offsets. */
void prose_open_inline(struct prose *prose, enum inline_kind kind, size_t start);
void prose_close_inline(struct prose *prose, enum inline_kind kind, size_t end);

/* An image's alt text lies between the two. */
size_t prose_open_image(struct prose *prose, size_t start, struct slice destination);
void prose_close_image(struct prose *prose, size_t handle, size_t end, struct span destination);

/* Adds the whole text as a block like MODEL (without map), followed by its
 * alts; its links go with it. The prose at hand is used up. */
void prose_emit(struct prose *prose, const struct block *model);

/* Adds [START, END) of it in the same way, with the links and alts up to text
 * offset LIMIT; parts come in order. */
void prose_emit_part(struct prose *prose, const struct block *model, size_t start, size_t end,
                     size_t limit);

/* The same; the block's span is that of its text. */
void prose_emit_cell(struct prose *prose, const struct block *model, size_t start, size_t end,
                     size_t limit);

/* Adds the alts up to LIMIT alone, when their images stand in no block. */
void prose_emit_alts(struct prose *prose, const struct block *model, size_t limit);

/* True when a link, not an image's, begins at or before LIMIT and is not yet added. */
bool prose_has_link(const struct prose *prose, size_t limit);

/* Source range of the text [start, end); its piece for an offset in it. */
struct span prose_span(const struct prose *prose, size_t start, size_t end);
size_t prose_piece(const struct prose *prose, size_t at);

/* True when there is neither text nor a link that is no image. */
bool prose_is_empty(const struct prose *prose);

/* Adds a copy of BLOCK to the document, in the section at hand. */
void prose_add_block(struct prose *prose, const struct block *block);

#endif
