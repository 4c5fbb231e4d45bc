#include "rules/prose_view.h"

#include <string.h>

#include "base/arena.h"
#include "rules/need.h"
#include "rules/sentence.h"

static struct prose_text *add(struct prose_view *view, struct prose_texts *texts,
                              struct prose_text text)
{
	texts->items = arena_grow(view->arena, texts->items, texts->count, &texts->capacity,
	                          sizeof(*texts->items));
	texts->items[texts->count] = text;
	return &texts->items[texts->count++];
}

/* ---- addresses ---- */

/* Masks [START, END) of TEXT, copying it first when it is still the block's. */
static void mask(struct prose_view *view, struct prose_text *text, size_t start, size_t end)
{
	char *bytes = (char *)text->text.ptr;

	if (start >= end)
		return;
	if (bytes == text->map->text) {
		bytes = arena_copy(view->arena, bytes, text->text.len);
		text->text.ptr = bytes;
	}
	memset(bytes + start, '*', end - start);
}

static bool ends_address(char c)
{
	return char_is_space(c) || c == '<' || c == '>' || c == '"' || c == '`';
}

/* The end of an address that begins at START: without the punctuation of the
 * sentence it stands in. */
static size_t address_end(struct slice text, size_t start)
{
	size_t end = start;
	size_t open = 0;

	while (end < text.len && !ends_address(text.ptr[end])) {
		open += text.ptr[end] == '(';
		if (text.ptr[end] == ')' && open-- == 0)
			break;
		end++;
	}
	while (end > start && strchr(".,:;!?'*_~", text.ptr[end - 1]))
		end--;
	return end;
}

static bool is_scheme(struct slice text, size_t start, size_t end)
{
	static const char *const schemes[] = {"http",   "https", "ftp", "ftps",
	                                      "mailto", "ssh",   "git"};

	return SLICE_IN(slice_sub(text, start, end), schemes);
}

/* As slice_find does "www.": texts have fewer points than "w". */
static size_t find_www(struct slice text, size_t from)
{
	while (text.len > from + 3) {
		const char *point = memchr(text.ptr + from + 3, '.', text.len - from - 3);

		if (!point)
			break;
		if (memcmp(point - 3, "www", 3) == 0)
			return (size_t)(point - 3 - text.ptr);
		from = (size_t)(point - 2 - text.ptr);
	}
	return SIZE_MAX;
}

/* "https://…" and "www.…" that stand in the text as they are. */
static void mask_bare(struct prose_view *view, struct prose_text *text)
{
	struct slice whole = text->text;

	for (size_t at = 0; (at = slice_find(whole, "://", at)) != SIZE_MAX;) {
		size_t start = at;
		size_t end = address_end(whole, at);

		while (start && char_is_alnum(whole.ptr[start - 1]))
			start--;
		if (is_scheme(whole, start, at) && end > at + 3)
			mask(view, text, start, end);
		at = end > at + 3 ? end : at + 3;
	}
	for (size_t at = 0; (at = find_www(whole, at)) != SIZE_MAX;) {
		size_t end = address_end(whole, at);

		if (!at || !char_is_alnum(whole.ptr[at - 1]))
			mask(view, text, at, end);
		at = end > at ? end : at + 4;
	}
}

/* Links that show nothing but where they lead. */
static void mask_links(struct prose_view *view)
{
	const struct document *document = &view->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		struct prose_text *text = NULL;
		struct slice shown;

		if (link->block < view->number_count && view->index[link->block])
			text = &view->blocks.items[view->index[link->block] - 1];
		if (!text || link->end > text->text.len || link->start >= link->end)
			continue;
		shown = slice_sub(text->text, link->start, link->end);
		if (link->kind == LINK_AUTO || slice_equal(shown, link->destination))
			mask(view, text, link->start, link->end);
	}
}

/* ---- blocks ---- */

static unsigned bits_of(const struct block *block)
{
	unsigned bits = SCOPE_TEXT | (block->list_depth ? SCOPE_LIST : 0) |
	                (block->quoted ? SCOPE_BLOCKQUOTE : 0);

	switch (block->kind) {
	case BLOCK_FIELD:
		return bits | SCOPE_FRONTMATTER;
	case BLOCK_HEADING:
		return bits | SCOPE_HEADING | (unsigned)SCOPE_H1 << (block->level - 1);
	case BLOCK_CELL:
		return bits | SCOPE_TABLE | (block->table_header ? SCOPE_HEADER : SCOPE_CELL);
	case BLOCK_ALT:
		return SCOPE_TEXT | SCOPE_ATTR | SCOPE_ALT;
	default:
		return bits | SCOPE_PARAGRAPH;
	}
}

/* "$$ … $$" is a formula, not prose. */
static bool is_formula(struct slice text)
{
	size_t start = 0;

	while (start < text.len && char_is_space(text.ptr[start]))
		start++;
	if (start == text.len || text.ptr[start] != '$')
		return false; /* nearly all of them */
	text = slice_trim(text);
	return text.len > 4 && slice_starts(text, "$$") && slice_ends(text, "$$");
}

static void add_block(struct prose_view *view, uint32_t number, struct prose_text text)
{
	text.number = number;
	text.bits |= view->markup;
	mask_bare(view, add(view, &view->blocks, text));
	view->index[number] = (uint32_t)view->blocks.count;
}

/* ---- the metadata ---- */

/* Whether VALUE is one of the blocks already. */
static bool is_block(const struct prose_view *view, const struct node *value)
{
	const struct document *document = &view->draft->document;

	for (size_t i = 0; i < document->block_count && document->blocks[i].kind == BLOCK_FIELD;
	     i++)
		if (document->blocks[i].span.start == value->span.start)
			return true;
	return false;
}

/* A value without two words is a name, a date, a path: only rules that ask for
 * the metadata read it. */
static bool is_prose(struct slice value)
{
	bool begins = true;
	size_t words = 0;

	for (size_t i = 0; i < value.len && words < 2; i++) {
		unsigned char c = (unsigned char)value.ptr[i];

		words += begins && (char_is_alpha(c) || c >= 0x80);
		begins = char_is_space(c);
	}
	return words == 2;
}

static void add_value(struct prose_view *view, const struct node *value, struct slice keys,
                      uint32_t most)
{
	bool prose = is_prose(node_text(value));

	if (!slice_trim(node_text(value)).len || view->number_count == most ||
	    is_block(view, value))
		return;
	add_block(view, view->number_count++,
	          (struct prose_text){.text = node_text(value),
	                              .map = &value->map,
	                              .bits = SCOPE_FRONTMATTER | (prose ? SCOPE_TEXT : 0),
	                              .field = keys});
}

static void add_values(struct prose_view *view, const struct node *parent, struct slice keys,
                       uint32_t most, unsigned depth)
{
	enum { DEPTH_MAX = 8 };

	if (depth == DEPTH_MAX)
		return;
	for (const struct node *item = parent->first; item; item = item->next) {
		struct slice name = item->key;

		if (parent->kind == NODE_LIST)
			name = keys;
		else if (keys.len)
			name = slice_of(arena_printf(view->arena, "%.*s.%.*s", SLICE_ARG(keys),
			                             SLICE_ARG(name)));
		if (item->kind == NODE_SCALAR)
			add_value(view, item, name, most);
		else
			add_values(view, item, name, most, depth + 1);
	}
}

struct prose_view *prose_view_new(struct arena *arena, const struct draft *draft,
                                  size_t first_block, size_t end_block, bool values)
{
	enum { VALUES_MAX = 256 };
	const struct document *document = &draft->document;
	struct prose_view *view = arena_alloc(arena, sizeof(*view));
	uint32_t most = (uint32_t)document->block_count + (values ? VALUES_MAX : 0);

	*view = (struct prose_view){
	    .arena = arena, .draft = draft, .first_block = first_block, .end_block = end_block};
	view->markup = SCOPE_MD | (draft_path_is_mdx(draft->source->path) ? SCOPE_MDX : 0);
	view->blocks.capacity = document->block_count;
	view->blocks.items = arena_room(arena, document->block_count * sizeof(struct prose_text));
	view->index = arena_array(arena, most, sizeof(*view->index));
	view->pairs = arena_array(arena, most, sizeof(*view->pairs));
	view->number_count = (uint32_t)document->block_count;
	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];
		struct prose_text text = {.text = block_text(block),
		                          .map = &block->map,
		                          .bits = bits_of(block),
		                          .field = block->kind == BLOCK_FIELD ? block->name
		                                                              : slice_of(""),
		                          .approximate = block->approximate};

		if (block->kind == BLOCK_CODE || is_formula(text.text) ||
		    (block->kind != BLOCK_FIELD && (i < first_block || i >= end_block)))
			continue;
		if (text.approximate) {
			text.map = NULL;
			text.offset = block->span.start;
		}
		add_block(view, (uint32_t)i, text);
	}
	if (values && draft->metadata.root)
		add_values(view, draft->metadata.root, slice_of(""), most, 0);
	mask_links(view);
	return view;
}

const struct prose_text *prose_view_block(const struct prose_view *view, uint32_t number)
{
	uint32_t index = number < view->number_count ? view->index[number] : 0;

	return index ? &view->blocks.items[index - 1] : NULL;
}

const struct need_pairs *prose_view_pairs(struct prose_view *view, const struct prose_text *text)
{
	const struct prose_text *block = view ? prose_view_block(view, text->number) : NULL;
	struct need_pairs **pairs;

	if (!block)
		return NULL;
	pairs = &view->pairs[text->number];
	if (!*pairs) {
		*pairs = arena_room(view->arena, sizeof(**pairs));
		need_read(*pairs, block->text);
	}
	return *pairs;
}

const struct need_pairs *prose_view_every_pair(struct prose_view *view)
{
	if (view->every)
		return view->every;
	view->every = arena_alloc(view->arena, sizeof(*view->every));
	for (size_t i = 0; i < view->blocks.count; i++)
		need_unite(view->every, prose_view_pairs(view, &view->blocks.items[i]));
	return view->every;
}

struct span prose_text_source(const struct prose_text *text, struct span match)
{
	if (text->approximate)
		return (struct span){text->offset, text->offset};
	if (!text->map)
		return (struct span){text->offset + match.start, text->offset + match.end};
	return textmap_source(text->map, text->offset + match.start, text->offset + match.end);
}

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
			add(view, sentences, part_of(block, at.start, at.end, SCOPE_SENTENCE));
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
		add(view, inlines, text);
	}
	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		const struct prose_text *block = prose_view_block(view, link->block);

		if (block && !block->approximate && link->kind != LINK_IMAGE &&
		    link->end <= block->text.len && link->start < link->end)
			add(view, inlines, part_of(block, link->start, link->end, SCOPE_LINK));
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
	return add(view, &view->raw, text);
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
	return add(view, &view->summary,
	           (struct prose_text){.text = slice_from(map->text, map->len),
	                               .map = map,
	                               .number = PROSE_NO_BLOCK,
	                               .bits = SCOPE_SUMMARY | SCOPE_MD,
	                               .field = slice_of("")});
}
