#include "parse/prose.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

void prose_release(struct prose *prose)
{
	textmap_builder_release(&prose->text);
	textmap_builder_release(&prose->alt);
	textmap_builder_release(&prose->part);
	free(prose->links);
	free(prose->alts);
	free(prose->inlines);
	prose->inlines = NULL;
	prose->links = NULL;
	prose->alts = NULL;
}

void prose_clear_keeping(struct prose *prose, size_t links)
{
	textmap_builder_clear(&prose->text);
	textmap_builder_clear(&prose->alt);
	prose->link_count = links;
	prose->open_tag_count = links;
	prose->alt_count = 0;
	prose->inline_count = 0;
	prose->gap = PROSE_JOINED;
	prose->images = 0;
	prose->next_piece = 0;
	prose->next_link = 0;
	prose->next_alt = 0;
	prose->next_inline = 0;
}

void prose_clear(struct prose *prose)
{
	prose_clear_keeping(prose, 0);
	prose->skip_end = 0;
	prose->codes = 0;
}

static bool is_dropped(const struct prose *prose, size_t source, size_t source_len)
{
	return source < prose->skip_end ||
	       (source < prose->excluded.end && source + source_len > prose->excluded.start);
}

/* Letters and digits, and what is not ASCII. */
static bool is_wordy(char c)
{
	return char_is_alnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static void fill_gap(struct prose *prose, enum textmap_kind kind, char next)
{
	struct textmap_builder *text = prose_target(prose);
	enum prose_gap gap = prose->gap;
	char last;

	prose->gap = PROSE_JOINED;
	if (text->text.len == 0 || kind == TEXTMAP_BREAK)
		return;
	last = text->text.bytes[text->text.len - 1];
	if (gap == PROSE_BLANK ? last != ' ' : is_wordy(last) && is_wordy(next))
		textmap_add(text, TEXTMAP_BREAK, " ", 1, prose->gap_span.start,
		            prose->gap_span.end - prose->gap_span.start);
}

void prose_add_with_care(struct prose *prose, enum textmap_kind kind, const char *text, size_t len,
                         size_t source, size_t source_len)
{
	if (is_dropped(prose, source, source_len)) {
		if (kind != TEXTMAP_VERBATIM)
			return;
		/* Byte by byte: a range may begin or end inside the text. */
		for (size_t i = 0; i < len; i++) {
			if (!is_dropped(prose, source + i, 1))
				prose_add(prose, kind, text + i, 1, source + i, 1);
		}
		return;
	}
	if (prose->gap != PROSE_JOINED)
		fill_gap(prose, kind, text[0]);
	if (prose->codes && kind != TEXTMAP_BREAK && kind != TEXTMAP_MASKED)
		prose_mask(prose, slice_from(text, len),
		           (struct span){source, source + source_len});
	else
		textmap_add(prose_target(prose), kind, text, len, source, source_len);
}

void prose_add_range(struct prose *prose, struct content *content, struct range range)
{
	while (range.start < range.end) {
		const struct segment *segment = content_segment(content, range.start);
		size_t end = segment->at + segment->len;
		struct range part = {range.start, end < range.end ? end : range.end};
		const char *bytes = content->bytes + part.start;
		const char *newline = memchr(bytes, '\n', part.end - part.start);
		enum textmap_kind kind = TEXTMAP_VERBATIM;
		struct span span;

		if (newline == bytes)
			part.end = part.start + 1;
		else if (newline)
			part.end = part.start + (size_t)(newline - bytes);
		span = content_span(content, part);
		if (newline == bytes)
			kind = TEXTMAP_BREAK;
		else if (segment->kind != SEGMENT_BYTES)
			kind = TEXTMAP_DERIVED;
		prose_add(prose, kind, kind == TEXTMAP_BREAK ? " " : bytes, part.end - part.start,
		          span.start, span.end - span.start);
		range.start = part.end;
	}
}

void prose_mask(struct prose *prose, struct slice code, struct span span)
{
	static const char stars[] =
	    "****************************************************************";
	size_t count = utf8_count(code.ptr, code.len);
	struct builder mask = {0};

	if (count < sizeof(stars)) {
		prose_add(prose, TEXTMAP_MASKED, stars, count, span.start, span.end - span.start);
		return;
	}
	builder_add_repeated(&mask, '*', count);
	prose_add(prose, TEXTMAP_MASKED, mask.bytes, count, span.start, span.end - span.start);
	builder_release(&mask);
}

void prose_gap(struct prose *prose, enum prose_gap gap, struct span span)
{
	if (gap < prose->gap || is_dropped(prose, span.start, span.end - span.start))
		return;
	prose->gap = gap;
	prose->gap_span = span;
}

/* ---- emphasis and code ---- */

static void add_inline(struct prose *prose, struct prose_inline item)
{
	if (prose->inline_count == prose->inline_capacity) {
		prose->inline_capacity = prose->inline_capacity ? prose->inline_capacity * 2 : 16;
		prose->inlines = memory_realloc(prose->inlines,
		                                prose->inline_capacity * sizeof(*prose->inlines));
	}
	item.in_image = prose->images > 0;
	prose->inlines[prose->inline_count++] = item;
}

void prose_open_inline(struct prose *prose, enum inline_kind kind, size_t start)
{
	struct inline_part part = {
	    .kind = kind, .start = (uint32_t)prose_target(prose)->text.len, .span = {start, start}};

	add_inline(prose, (struct prose_inline){.part = part, .open = true});
}

/* They nest: the last one that is open is meant. */
void prose_close_inline(struct prose *prose, enum inline_kind kind, size_t end)
{
	for (size_t i = prose->inline_count; i > 0; i--) {
		struct prose_inline *item = &prose->inlines[i - 1];

		if (!item->open || item->part.kind != kind)
			continue;
		item->open = false;
		item->part.end = (uint32_t)prose_target(prose)->text.len;
		item->part.span.end = end;
		return;
	}
}

static uint32_t clip(uint32_t at, size_t start, size_t end)
{
	return (uint32_t)(at < start ? 0 : (at < end ? at : end) - start);
}

/* TEXT is what the block added last has of [START, END). */
static void emit_inlines(struct prose *prose, const char *text, size_t start, size_t end)
{
	struct document *document = prose->document;

	for (; prose->next_inline < prose->inline_count; prose->next_inline++) {
		const struct prose_inline *item = &prose->inlines[prose->next_inline];
		struct inline_part part = item->part;

		if (part.start >= end)
			return;
		if (item->in_image || item->open || part.start < start)
			continue;
		part.start = clip(part.start, start, end);
		part.end = clip(part.end, start, end);
		/* A gap may have been filled after it was opened. */
		if (part.start < part.end && text[part.start] == ' ')
			part.start++;
		if (part.start == part.end)
			continue;
		part.block = (uint32_t)(document->block_count - 1);
		document->inlines =
		    arena_grow(prose->arena, document->inlines, document->inline_count,
		               &document->inline_capacity, sizeof(*document->inlines));
		document->inlines[document->inline_count++] = part;
	}
}

/* ---- links ---- */

size_t prose_open_link(struct prose *prose, enum link_kind kind, size_t start,
                       struct slice destination)
{
	struct prose_link *link;

	if (prose->link_count == prose->link_capacity) {
		prose->link_capacity = prose->link_capacity ? prose->link_capacity * 2 : 16;
		prose->links =
		    memory_realloc(prose->links, prose->link_capacity * sizeof(*prose->links));
	}
	link = &prose->links[prose->link_count++];
	*link = (struct prose_link){.open = true, .in_image = prose->images > 0};
	link->dropped = is_dropped(prose, start, 1);
	link->link.kind = kind;
	link->link.start = (uint32_t)prose_target(prose)->text.len;
	link->link.span = (struct span){start, start};
	link->link.destination.ptr = "";
	if (destination.len) {
		link->link.destination.ptr =
		    arena_copy(prose->arena, destination.ptr, destination.len);
		link->link.destination.len = destination.len;
	}
	return prose->link_count - 1;
}

void prose_close_link(struct prose *prose, size_t handle, size_t end, struct span destination)
{
	struct prose_link *link = &prose->links[handle];
	const struct builder *text = &prose_target(prose)->text;

	link->open = false;
	link->link.span.end = end;
	link->link.destination_span = destination;
	link->link.end = (uint32_t)text->len;
}

size_t prose_open_image(struct prose *prose, size_t start, struct slice destination)
{
	size_t handle = prose_open_link(prose, LINK_IMAGE, start, destination);

	/* An image in an alt has its text there; it makes no alt of its own. */
	if (prose->images++ == 0) {
		prose->links[handle].link.start = 0;
		prose->gap = PROSE_JOINED;
	}
	prose->links[handle].in_image = true;
	return handle;
}

void prose_close_image(struct prose *prose, size_t handle, size_t end, struct span destination)
{
	const struct prose_link *link = &prose->links[handle];
	struct prose_alt *alt;

	prose_close_link(prose, handle, end, destination);
	if (--prose->images)
		return;
	prose->gap = PROSE_JOINED;
	prose_gap(prose, PROSE_UNFUSED, link->link.span);
	if (prose->alt_count == prose->alt_capacity) {
		prose->alt_capacity = prose->alt_capacity ? prose->alt_capacity * 2 : 8;
		prose->alts =
		    memory_realloc(prose->alts, prose->alt_capacity * sizeof(*prose->alts));
	}
	alt = &prose->alts[prose->alt_count++];
	*alt = (struct prose_alt){
	    .at = (uint32_t)prose->text.text.len, .link = handle, .link_end = prose->link_count};
	alt->block.kind = BLOCK_ALT;
	alt->block.span = link->link.span;
	alt->block.map = textmap_finish(&prose->alt, prose->arena);
}

bool prose_is_empty(const struct prose *prose)
{
	for (size_t i = 0; i < prose->text.text.len; i++) {
		if (!char_is_space((unsigned char)prose->text.text.bytes[i]))
			return false;
	}
	return !prose_has_link(prose, SIZE_MAX);
}

/* ---- blocks ---- */

void prose_add_block(struct prose *prose, const struct block *block)
{
	struct document *document = prose->document;

	document->blocks = arena_grow(prose->arena, document->blocks, document->block_count,
	                              &document->block_capacity, sizeof(*document->blocks));
	document->blocks[document->block_count] = *block;
	document->blocks[document->block_count++].section = (uint32_t)document->section_count - 1;
	document->sections[document->section_count - 1].end_block = (uint32_t)document->block_count;
}

static void add_link(struct prose *prose, struct link link)
{
	struct document *document = prose->document;

	link.block = (uint32_t)(document->block_count - 1);
	document->links = arena_grow(prose->arena, document->links, document->link_count,
	                             &document->link_capacity, sizeof(*document->links));
	document->links[document->link_count++] = link;
}

static void emit_links(struct prose *prose, size_t start, size_t end, size_t limit)
{
	for (; prose->next_link < prose->link_count; prose->next_link++) {
		const struct prose_link *entry = &prose->links[prose->next_link];
		struct link link = entry->link;

		if (entry->in_image || entry->open || entry->dropped)
			continue;
		if (link.start > limit)
			return;
		link.start = clip(link.start, start, end);
		link.end = clip(link.end, start, end);
		add_link(prose, link);
	}
}

void prose_emit_alts(struct prose *prose, const struct block *model, size_t limit)
{
	for (; prose->next_alt < prose->alt_count; prose->next_alt++) {
		const struct prose_alt *alt = &prose->alts[prose->next_alt];
		struct block block = alt->block;

		if (alt->at > limit)
			return;
		if (prose->links[alt->link].dropped)
			continue;
		block.quoted = model->quoted;
		block.list_depth = model->list_depth;
		block.table_header = model->table_header;
		prose_add_block(prose, &block);
		for (size_t i = alt->link; i < alt->link_end; i++) {
			/* A link in an alt is no link to its reader. */
			if (prose->links[i].link.kind == LINK_IMAGE)
				add_link(prose, prose->links[i].link);
		}
	}
}

static struct textmap cut(struct prose *prose, size_t start, size_t end)
{
	const struct textmap_piece *pieces = prose->text.pieces;

	while (prose->next_piece < prose->text.count &&
	       pieces[prose->next_piece].text + pieces[prose->next_piece].text_len <= start)
		prose->next_piece++;
	for (; prose->next_piece < prose->text.count; prose->next_piece++) {
		struct textmap_piece piece = pieces[prose->next_piece];
		size_t piece_end = piece.text + piece.text_len;
		size_t from = piece.text > start ? piece.text : start;
		size_t to = piece_end < end ? piece_end : end;

		if (from < to && piece.kind == TEXTMAP_VERBATIM) {
			piece.source += (uint32_t)(from - piece.text);
			piece.source_len = (uint32_t)(to - from);
		}
		if (from < to)
			textmap_add(&prose->part, piece.kind, prose->text.text.bytes + from,
			            to - from, piece.source, piece.source_len);
		if (piece_end > end)
			break;
	}
	return textmap_finish(&prose->part, prose->arena);
}

/* Adds what belongs to [START, END) after its block was. */
static void emit_parts(struct prose *prose, const struct block *block, size_t start, size_t end,
                       size_t limit)
{
	if (prose->next_inline < prose->inline_count)
		emit_inlines(prose, block->map.text, start, end);
	if (prose->next_link < prose->link_count)
		emit_links(prose, start, end, limit);
	if (prose->next_alt < prose->alt_count)
		prose_emit_alts(prose, block, limit);
}

void prose_emit_part(struct prose *prose, const struct block *model, size_t start, size_t end,
                     size_t limit)
{
	struct block block = *model;

	block.map = cut(prose, start, end);
	prose_add_block(prose, &block);
	emit_parts(prose, &block, start, end, limit);
}

void prose_emit_cell(struct prose *prose, const struct block *model, size_t start, size_t end,
                     size_t limit)
{
	struct block block = *model;

	block.map = cut(prose, start, end);
	block.span = start < end ? textmap_source(&block.map, 0, end - start)
	                         : prose_span(prose, start, end);
	prose_add_block(prose, &block);
	emit_parts(prose, &block, start, end, limit);
}

void prose_emit(struct prose *prose, const struct block *model)
{
	struct block block = *model;
	size_t end = prose->text.text.len;

	block.map = textmap_finish(&prose->text, prose->arena);
	prose_add_block(prose, &block);
	emit_parts(prose, &block, 0, end, end);
}

bool prose_has_link(const struct prose *prose, size_t limit)
{
	for (size_t i = prose->next_link; i < prose->link_count; i++) {
		const struct prose_link *link = &prose->links[i];

		if (link->link.start > limit)
			return false;
		if (!link->in_image && !link->dropped && !link->open)
			return true;
	}
	return false;
}

struct span prose_span(const struct prose *prose, size_t start, size_t end)
{
	struct textmap map = {prose->text.text.bytes, prose->text.text.len, prose->text.pieces,
	                      prose->text.count};

	return textmap_source(&map, start, end);
}

size_t prose_piece(const struct prose *prose, size_t at)
{
	size_t low = 0;
	size_t high = prose->text.count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (prose->text.pieces[middle].text <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}
