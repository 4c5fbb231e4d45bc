/* Blocks, their spans and sections; see reader.h. */
#include "parse/reader.h"

#include <string.h>

#include "base/arena.h"
#include "parse/guard.h"
#include "parse/mdx.h"

enum { CODE_INDENT = 4, HASHES = 6 };

struct reader *reader_new(struct arena *arena, const struct source *source, size_t body,
                          struct span excluded, bool mdx, struct document *document)
{
	struct reader *reader = arena_alloc(arena, sizeof(*reader));

	reader->arena = arena;
	reader->source = source;
	reader->document = document;
	reader->mdx = mdx;
	srcmap_init(&reader->map, source, body < source->bom ? source->bom : body);
	reader->prose.arena = arena;
	reader->prose.source = source;
	reader->prose.document = document;
	reader->prose.excluded = excluded;
	reader->html =
	    (struct html){&reader->prose, &reader->map.content, &reader->entities, mdx, 0};
	if (document->section_count == 0)
		reader_add_section(reader, 0);
	return reader;
}

void reader_release(struct reader *reader)
{
	srcmap_release(&reader->map);
	prose_release(&reader->prose);
}

struct block reader_block(const struct reader *reader, enum block_kind kind)
{
	return (struct block){
	    .kind = kind,
	    .quoted = reader->quote_depth > 0,
	    .list_depth =
	        (uint16_t)(reader->list_depth < UINT16_MAX ? reader->list_depth : UINT16_MAX)};
}

struct span reader_span(const struct reader *reader, const struct lines *lines, size_t last)
{
	struct span line = srcmap_line(&reader->map, last);
	struct span span = {srcmap_line_start(&reader->map, lines->first) + lines->column,
	                    line.end};

	while (span.end > line.start && span.end > span.start &&
	       char_is_space((unsigned char)reader->source->clean[span.end - 1]))
		span.end--;
	if (span.end < span.start)
		span.end = span.start;
	return span;
}

bool reader_leaves_out(const struct reader *reader, struct span span)
{
	return span.end <= reader->skip_end || (span.start >= reader->prose.excluded.start &&
	                                        span.end <= reader->prose.excluded.end);
}

bool reader_is_atx(const struct reader *reader, const struct lines *lines)
{
	struct span line = srcmap_line(&reader->map, lines->first);
	const char *clean = reader->source->clean;
	size_t at = line.start + lines->column;
	size_t start = at;

	while (at < line.end && clean[at] == '#')
		at++;
	return at > start && at - start <= HASHES &&
	       (at == line.end || clean[at] == ' ' || clean[at] == '\t');
}

void reader_add_section(struct reader *reader, unsigned level)
{
	struct document *document = reader->document;

	document->sections = arena_grow(reader->arena, document->sections, document->section_count,
	                                &document->section_capacity, sizeof(*document->sections));
	document->sections[document->section_count++] =
	    (struct section){.level = (uint8_t)level,
	                     .first_block = (uint32_t)document->block_count,
	                     .end_block = (uint32_t)document->block_count};
}

void reader_find_flow(struct reader *reader, struct span span)
{
	struct slice bytes = slice_from(reader->source->clean, reader->source->size);
	size_t end = mdx_flow_end(bytes, span.start);

	if (end == span.start || (bytes.ptr[span.start] == '{' && end <= span.end))
		return;
	if (slice_starts(slice_sub(bytes, span.start, end), "{/*"))
		html_add_comment(&reader->prose, (struct span){span.start, end}, 3, 3);
	reader->skip_end = end;
}

/* ---- blocks without inline nodes ---- */

static size_t count_lines(struct slice text)
{
	size_t count = 0;
	const char *at = text.ptr;
	const char *end = text.ptr + text.len;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		count++;
	}
	return count;
}

void reader_add_code(struct reader *reader, const struct lines *lines, struct slice literal,
                     struct slice info)
{
	struct block block = reader_block(reader, BLOCK_CODE);
	size_t last = lines->first + count_lines(literal);

	if (srcmap_indent(&reader->map, lines->first) < CODE_INDENT) {
		/* cmark's last line is the closing fence, or the one that ended the container. */
		last = lines->end - 1;
		if (last > lines->first && !srcmap_continues(&reader->map, last))
			last--;
		for (; last > lines->first && srcmap_is_blank(&reader->map, last); last--)
			guard_tick(64);
	} else if (last > lines->first) {
		last--;
	}
	block.span = reader_span(reader, lines, last);
	block.map.text = "";
	block.name.ptr = arena_copy(reader->arena, info.ptr, info.len);
	block.name.len = info.len;
	if (!reader_leaves_out(reader, block.span))
		prose_add_block(&reader->prose, &block);
}

void reader_add_html(struct reader *reader, const struct lines *lines, struct slice literal)
{
	struct block block = reader_block(reader, BLOCK_HTML);
	const struct content *content = &reader->map.content;

	srcmap_content(&reader->map, lines->first, lines->column,
	               lines->first + count_lines(literal), false);
	while (literal.len && (literal.ptr[0] == ' ' || literal.ptr[0] == '\t'))
		literal = slice_sub(literal, 1, literal.len);
	block.span = content_span(&reader->map.content, (struct range){0, content->len});
	if (reader_leaves_out(reader, block.span))
		return;
	if (literal.len != content->len + 1 ||
	    memcmp(literal.ptr, content->bytes, content->len) != 0) {
		block.approximate = true;
		block.map.text = "";
		reader->document->unmapped++;
		prose_add_block(&reader->prose, &block);
		return;
	}
	prose_clear(&reader->prose);
	reader->prose.skip_end = reader->skip_end;
	html_block(&reader->html, &block);
}
