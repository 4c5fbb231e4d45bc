/*
 * Textmap: text as a reader sees it, and where each byte of it stands in the
 * source. Markdown paragraphs and front matter scalars are both read this way,
 * so a match in either has an exact place.
 *
 * The pieces are in text order, adjoin each other, and cover the whole text;
 * their source ranges never go backwards. Source bytes that produce no text
 * (markup, continuation prefixes) lie between the pieces.
 */
#ifndef BASE_TEXTMAP_H
#define BASE_TEXTMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/source.h"

struct arena;

enum textmap_kind {
	TEXTMAP_VERBATIM, /* text and source bytes are equal, one to one */
	TEXTMAP_DERIVED,  /* an entity, an escape: the whole text stands for the whole source */
	TEXTMAP_BREAK,    /* one blank that stands for a line break */
	TEXTMAP_MASKED,   /* code: '*' for each code point, as wide as the code's source */
};

struct textmap_piece {
	uint32_t text;   /* offset in the text */
	uint32_t source; /* offset in the source */
	uint32_t text_len;
	uint32_t source_len;
	enum textmap_kind kind;
};

struct textmap {
	const char *text; /* UTF-8, NUL-terminated */
	size_t len;
	const struct textmap_piece *pieces;
	size_t count;
};

/* Source range of the text bytes [start, end); start == end gives an empty
 * range at start's place. Offsets past the end are clamped. */
struct span textmap_source(const struct textmap *map, size_t start, size_t end);

/* Whether the text bytes [start, end) stand in the source as they are. */
bool textmap_is_verbatim(const struct textmap *map, size_t start, size_t end);

/* The text offset at or after which the source offset lies, for looking up the
 * other way; len when it lies behind all pieces. */
size_t textmap_text(const struct textmap *map, size_t source);

/* Collects a textmap; zero-initialise, add, then finish. */
struct textmap_builder {
	struct builder text;
	struct textmap_piece *pieces;
	size_t count;
	size_t capacity;
};

/* Room for more pieces. */
void textmap_grow(struct textmap_builder *builder);

/* textmap_add for LEN > 0 and a piece that is joined to none. */
static inline void textmap_add_piece(struct textmap_builder *builder, enum textmap_kind kind,
                                     const char *text, size_t len, size_t source, size_t source_len)
{
	if (builder->count == builder->capacity)
		textmap_grow(builder);
	builder->pieces[builder->count++] =
	    (struct textmap_piece){(uint32_t)builder->text.len, (uint32_t)source, (uint32_t)len,
	                           (uint32_t)source_len, kind};
	builder_add(&builder->text, text, len);
}

/* textmap_add for LEN > 0 and TEXTMAP_VERBATIM: most of all text is that. */
static inline void textmap_add_verbatim(struct textmap_builder *builder, const char *text,
                                        size_t len, size_t source)
{
	struct textmap_piece *last = builder->count ? &builder->pieces[builder->count - 1] : NULL;

	if (!last || last->kind != TEXTMAP_VERBATIM || last->source + last->source_len != source) {
		textmap_add_piece(builder, TEXTMAP_VERBATIM, text, len, source, len);
		return;
	}
	last->text_len += (uint32_t)len;
	last->source_len += (uint32_t)len;
	builder_add(&builder->text, text, len);
}

/* Adds LEN text bytes that stand for SOURCE_LEN source bytes at SOURCE. For
 * TEXTMAP_VERBATIM both lengths are LEN; adjoining verbatim pieces are joined. */
static inline void textmap_add(struct textmap_builder *builder, enum textmap_kind kind,
                               const char *text, size_t len, size_t source, size_t source_len)
{
	if (len == 0)
		return;
	if (kind == TEXTMAP_VERBATIM)
		textmap_add_verbatim(builder, text, len, source);
	else
		textmap_add_piece(builder, kind, text, len, source, source_len);
}

/* A copy in ARENA; the builder is empty again and keeps its memory. */
struct textmap textmap_finish(struct textmap_builder *builder, struct arena *arena);

/* Forgets what was added and keeps the memory. */
void textmap_builder_clear(struct textmap_builder *builder);

void textmap_builder_release(struct textmap_builder *builder);

#endif
