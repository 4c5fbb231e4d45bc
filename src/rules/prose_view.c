#include "rules/prose_view.h"

#include <string.h>

#include "base/arena.h"
#include "rules/bare.h"
#include "rules/need.h"

struct prose_text *prose_texts_add(struct prose_texts *texts, struct arena *arena,
                                   struct prose_text text)
{
	texts->items =
	    arena_grow(arena, texts->items, texts->count, &texts->capacity, sizeof(*texts->items));
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

/* "https://…" and "www.…" that stand in the text as they are. */
static void mask_bare(struct prose_view *view, struct prose_text *text)
{
	struct slice whole = text->text; /* as it is before anything is masked */
	struct span found;

	if (!bare_may_be_in(whole))
		return;
	for (size_t at = 0; bare_next_scheme(whole, at, &found); at = found.end)
		mask(view, text, found.start, found.end);
	for (size_t at = 0; bare_next_www(whole, at, &found); at = found.end)
		mask(view, text, found.start, found.end);
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
	mask_bare(view, prose_texts_add(&view->blocks, view->arena, text));
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
