/*
 * The texts of a prose view that are no blocks: sentences and what is set apart within
 * blocks, the file as it is, the running text. Each is made when a rule asks for it.
 */
#include <string.h>

#include "base/arena.h"
#include "rules/prose_view.h"
#include "rules/sentence.h"

/* ---- parts of blocks ---- */

static struct prose_text part_of(const struct prose_text *block, size_t start, size_t end,
                                 unsigned bits)
{
	struct prose_text part = *block;

	part.text = slice_sub(block->text, start, end);
	if (!part.approximate)
		part.offset += start;
	part.bits = (block->bits & ~(unsigned)SCOPE_PARAGRAPH) | bits;
	return part;
}

const struct prose_texts *prose_view_sentences(struct prose_view *view)
{
	struct prose_texts *sentences = &view->sentences;
	struct span at;

	if (sentences->made)
		return sentences;
	sentences->made = true;
	for (size_t i = 0; i < view->blocks.count; i++) {
		const struct prose_text *block = &view->blocks.items[i];

		if (!(block->bits & SCOPE_PARAGRAPH))
			continue;
		for (size_t from = 0; sentence_next(block->text, from, &at); from = at.end)
			prose_texts_add(sentences, view->arena,
			                part_of(block, at.start, at.end, SCOPE_SENTENCE));
	}
	return sentences;
}

const struct prose_texts *prose_view_inlines(struct prose_view *view)
{
	static const unsigned bits[] = {[INLINE_EMPHASIS] = SCOPE_EMPHASIS,
	                                [INLINE_STRONG] = SCOPE_STRONG,
	                                [INLINE_CODE] = SCOPE_CODE};
	const struct document *document = &view->draft->document;
	struct prose_texts *inlines = &view->inlines;

	if (inlines->made)
		return inlines;
	inlines->made = true;
	for (size_t i = 0; i < document->inline_count; i++) {
		const struct inline_part *part = &document->inlines[i];
		const struct prose_text *block = prose_view_block(view, part->block);
		struct prose_text text;

		if (!block || block->approximate || part->end > block->text.len)
			continue;
		text = part_of(block, part->start, part->end, bits[part->kind]);
		if (part->kind == INLINE_CODE) {
			text.text = slice_from(view->draft->source->clean + part->span.start,
			                       part->span.end - part->span.start);
			text.map = NULL;
			text.offset = part->span.start;
			text.number = PROSE_NO_BLOCK;
		}
		prose_texts_add(inlines, view->arena, text);
	}
	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		const struct prose_text *block = prose_view_block(view, link->block);

		if (block && !block->approximate && link->kind != LINK_IMAGE &&
		    link->end <= block->text.len && link->start < link->end)
			prose_texts_add(inlines, view->arena,
			                part_of(block, link->start, link->end, SCOPE_LINK));
	}
	return inlines;
}

/* ---- texts of the whole draft ---- */

/* The file with every line break as "\n". */
static struct prose_text without_returns(struct prose_view *view)
{
	const struct source *source = view->draft->source;
	struct textmap_builder builder = {0};
	struct textmap *map = arena_alloc(view->arena, sizeof(*map));

	for (size_t at = source->bom, next; at < source->size; at = next) {
		const char *cr = memchr(source->clean + at, '\r', source->size - at);
		size_t end = cr ? (size_t)(cr - source->clean) : source->size;

		if (end > at)
			textmap_add(&builder, TEXTMAP_VERBATIM, source->clean + at, end - at, at,
			            end - at);
		next = end;
		if (!cr)
			break;
		next += cr[1] == '\n' ? 2 : 1;
		textmap_add(&builder, TEXTMAP_BREAK, "\n", 1, end, next - end);
	}
	*map = textmap_finish(&builder, view->arena);
	textmap_builder_release(&builder);
	return (struct prose_text){.text = slice_from(map->text, map->len), .map = map};
}

const struct prose_text *prose_view_raw(struct prose_view *view)
{
	const struct source *source = view->draft->source;
	size_t size = source->size - source->bom;
	struct prose_text text = {.text = slice_from(source->clean + source->bom, size),
	                          .offset = source->bom};

	if (view->raw.made)
		return view->raw.items;
	view->raw.made = true;
	if (size && memchr(text.text.ptr, '\r', size))
		text = without_returns(view);
	text.number = PROSE_NO_BLOCK;
	text.bits = SCOPE_RAW | SCOPE_MD;
	text.field = slice_of("");
	return prose_texts_add(&view->raw, view->arena, text);
}

static void add_pieces(struct textmap_builder *builder, const struct prose_text *block)
{
	for (size_t i = 0; i < block->map->count; i++) {
		const struct textmap_piece *piece = &block->map->pieces[i];

		textmap_add(builder, piece->kind, block->text.ptr + piece->text, piece->text_len,
		            piece->source, piece->source_len);
	}
}

static void count_blocks(struct prose_view *view)
{
	const struct document *document = &view->draft->document;
	struct prose_counts *counts = &view->counts;

	for (size_t i = view->first_block; i < view->end_block; i++) {
		const struct block *block = &document->blocks[i];

		if (block->kind == BLOCK_HEADING)
			counts->headings[block->level - 1]++;
		counts->codes += block->kind == BLOCK_CODE;
		counts->lists += block->kind == BLOCK_PARAGRAPH && block->list_depth;
		counts->quotes += block->kind == BLOCK_PARAGRAPH && block->quoted;
	}
}

const struct prose_text *prose_view_summary(struct prose_view *view)
{
	struct textmap_builder builder = {0};
	struct textmap *map = arena_alloc(view->arena, sizeof(*map));

	if (view->summary.made)
		return view->summary.items;
	view->summary.made = true;
	count_blocks(view);
	for (size_t i = 0; i < view->blocks.count; i++) {
		const struct prose_text *block = &view->blocks.items[i];

		if (!(block->bits & SCOPE_PARAGRAPH) || !block->map)
			continue;
		if (builder.text.len && block->map->count)
			textmap_add(&builder, TEXTMAP_BREAK, "\n\n", 2,
			            block->map->pieces[0].source, 0);
		add_pieces(&builder, block);
	}
	*map = textmap_finish(&builder, view->arena);
	textmap_builder_release(&builder);
	return prose_texts_add(&view->summary, view->arena,
	                       (struct prose_text){.text = slice_from(map->text, map->len),
	                                           .map = map,
	                                           .number = PROSE_NO_BLOCK,
	                                           .bits = SCOPE_SUMMARY | SCOPE_MD,
	                                           .field = slice_of("")});
}
