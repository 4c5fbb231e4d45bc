#include "parse/markdown.h"

#include <setjmp.h>
#include <string.h>

#include <cmark.h>

#include "base/arena.h"
#include "parse/guard.h"
#include "parse/html.h"
#include "parse/mdx.h"
#include "parse/table.h"

enum { DEFAULT_MILLISECONDS = 1000, DEFAULT_MEMORY = 256 * 1024 * 1024 };

static const char bom[] = "\xEF\xBB\xBF";

/* One parse; it lives in the arena, so that longjmp leaves its members as they were. */
struct reader {
	struct guard guard;
	cmark_mem memory;
	struct arena *arena;
	const struct source *source;
	struct document *document;
	struct span excluded;
	bool mdx;
	struct srcmap map;
	struct prose prose;
	struct entities entities;
	struct html html;
	size_t skip_end;    /* MDX: blocks before this source offset are code */
	size_t text_end;    /* MDX: content up to here has been dealt with */
	size_t quote_depth; /* open containers */
	size_t list_depth;
};

/* ---- cmark ---- */

/* Feeds line by line: the clock is looked at in between. */
static cmark_node *parse(struct reader *reader)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, &reader->memory);
	const char *clean = reader->source->clean;

	for (size_t line = 0; line < reader->map.line_count; line++) {
		size_t start = srcmap_line(&reader->map, line).start;
		size_t end = line + 1 < reader->map.line_count
		                 ? srcmap_line(&reader->map, line + 1).start
		                 : reader->source->size;

		/* cmark takes a byte order mark off a first line, but not one in two parts. */
		if (line == 0 && end - start >= 3 && memcmp(clean + start, bom, 3) == 0)
			cmark_parser_feed(parser, clean + start++, 1);
		if (end > start)
			cmark_parser_feed(parser, clean + start, end - start);
		guard_tick(256);
	}
	return cmark_parser_finish(parser);
}

/* Asks cmark what "&NAME;" is: it is parsed between two letters. */
static size_t named_entity(void *context, struct slice name, char text[ENTITY_TEXT])
{
	cmark_mem *memory = context;
	cmark_parser *parser = cmark_parser_new_with_mem(0, memory);
	cmark_node *root;
	const char *literal;
	size_t len;

	cmark_parser_feed(parser, "x&", 2);
	cmark_parser_feed(parser, name.ptr, name.len);
	cmark_parser_feed(parser, ";x", 2);
	root = cmark_parser_finish(parser);
	literal = cmark_node_get_literal(cmark_node_first_child(cmark_node_first_child(root)));
	len = strlen(literal) - 2;
	/* What is no entity stays as it was written. */
	if (len > ENTITY_TEXT || (len > name.len && memcmp(literal + 2, name.ptr, name.len) == 0))
		len = 0;
	memcpy(text, literal + 1, len);
	cmark_node_free(root);
	cmark_parser_free(parser);
	return len;
}

/* ---- inline nodes ---- */

/* The next node after NODE inside ROOT, in document order; *ENTER tells which event. */
static cmark_node *next_event(cmark_node *root, cmark_node *node, bool *enter)
{
	cmark_node *next = *enter ? cmark_node_first_child(node) : NULL;

	if (next)
		return next;
	if (*enter && node == root) {
		*enter = false;
		return node;
	}
	/* Only what can hold children is left by an event of its own. */
	if (*enter) {
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_EMPH:
		case CMARK_NODE_STRONG:
		case CMARK_NODE_LINK:
		case CMARK_NODE_IMAGE:
			*enter = false;
			return node;
		default:
			break;
		}
	}
	next = cmark_node_next(node);
	if (next) {
		*enter = true;
		return next;
	}
	*enter = false;
	return cmark_node_parent(node);
}

static struct slice literal_of(cmark_node *node)
{
	return slice_of(cmark_node_get_literal(node));
}

/* A link's handle and whether it is an autolink are kept in its node. */
static void set_handle(cmark_node *node, size_t handle, bool autolink)
{
	cmark_node_set_user_data(node, (void *)(uintptr_t)(handle * 2 + autolink));
}

static size_t handle_of(cmark_node *node)
{
	return (uintptr_t)cmark_node_get_user_data(node) / 2;
}

static bool is_autolink(cmark_node *node)
{
	return (uintptr_t)cmark_node_get_user_data(node) % 2;
}

static bool read_text(struct reader *reader, struct cursor *cursor, cmark_node *node)
{
	struct slice rest = literal_of(node);
	cmark_node *parent = cmark_node_parent(node);
	bool escapes = cmark_node_get_type(parent) != CMARK_NODE_LINK || !is_autolink(parent);
	struct run run;

	while (rest.len) {
		struct span span;

		if (!cursor_text(cursor, rest.ptr, rest.len, escapes, &run))
			return false;
		if (run.kind == RUN_DERIVED) {
			span = content_span(cursor->content, run.content);
			prose_add(&reader->prose, TEXTMAP_DERIVED, rest.ptr, run.len, span.start,
			          span.end - span.start);
		} else if (reader->mdx) {
			mdx_text(&reader->html, run.content, &reader->text_end);
		} else {
			prose_add_range(&reader->prose, cursor->content, run.content);
		}
		rest = slice_sub(rest, run.len, rest.len);
	}
	return true;
}

static bool enter_link(struct reader *reader, struct cursor *cursor, cmark_node *node, bool image)
{
	struct slice destination = slice_of(cmark_node_get_url(node));
	struct range start = {cursor->at, cursor->at + 1};
	bool autolink;
	size_t source;
	size_t handle;

	if (!cursor_link_open(cursor, image, &autolink))
		return false;
	source = content_span(cursor->content, start).start;
	if (image)
		handle = prose_open_image(&reader->prose, source, destination);
	else
		handle = prose_open_link(&reader->prose, autolink ? LINK_AUTO : LINK_TEXT, source,
		                         destination);
	set_handle(node, handle, autolink);
	return true;
}

/* Where the destination stands; an empty span at END when that is not sure. */
static struct span destination_span(const struct cursor *cursor, const struct link_tail *tail,
                                    struct slice destination, size_t end)
{
	struct slice raw = slice_sub(slice_from(cursor->content->bytes, cursor->content->len),
	                             tail->destination.start, tail->destination.end);
	bool decoded = raw.len && (memchr(raw.ptr, '&', raw.len) || memchr(raw.ptr, '\\', raw.len));

	if (!tail->inline_link || (!decoded && !slice_equal(slice_trim(raw), destination)))
		return (struct span){end, end};
	return content_span(cursor->content, tail->destination);
}

static bool leave_link(struct reader *reader, struct cursor *cursor, cmark_node *node, bool image)
{
	struct slice destination = slice_of(cmark_node_get_url(node));
	struct link_tail tail;
	struct span span;
	size_t end;
	size_t close = cursor->at;

	if (!cursor_link_close(cursor, is_autolink(node), &tail))
		return false;
	end = content_span(cursor->content, (struct range){cursor->at - 1, cursor->at}).end;
	span = destination_span(cursor, &tail, destination, end);
	if (is_autolink(node))
		span = (struct span){
		    reader->prose.links[handle_of(node)].link.span.start + 1,
		    content_span(cursor->content, (struct range){close, close + 1}).start};
	if (image)
		prose_close_image(&reader->prose, handle_of(node), end, span);
	else
		prose_close_link(&reader->prose, handle_of(node), end, span);
	return true;
}

/* Code, HTML and breaks: what has neither text to decode nor children. */
static bool read_atom(struct reader *reader, struct cursor *cursor, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	struct slice literal = literal_of(node);
	struct range range;
	struct range code;
	struct span span;

	if (type == CMARK_NODE_HTML_INLINE) {
		if (!cursor_bytes(cursor, literal.ptr, literal.len, &range))
			return false;
		if (range.start >= reader->text_end)
			html_inline(&reader->html, range);
		return true;
	}
	if (type == CMARK_NODE_CODE) {
		if (!cursor_code(cursor, literal.ptr, literal.len, &range, &code))
			return false;
		prose_mask(&reader->prose, literal, content_span(cursor->content, range));
		return true;
	}
	if (!cursor_break(cursor, type == CMARK_NODE_LINEBREAK, &range))
		return false;
	span = content_span(cursor->content, range);
	prose_add(&reader->prose, TEXTMAP_BREAK, " ", 1, span.start, span.end - span.start);
	return true;
}

static bool read_inline(struct reader *reader, struct cursor *cursor, cmark_node *node, bool enter)
{
	cmark_node_type type = cmark_node_get_type(node);

	switch (type) {
	case CMARK_NODE_TEXT:
		return read_text(reader, cursor, node);
	case CMARK_NODE_EMPH:
		return cursor_emphasis(cursor, 1);
	case CMARK_NODE_STRONG:
		return cursor_emphasis(cursor, 2);
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		return enter ? enter_link(reader, cursor, node, type == CMARK_NODE_IMAGE)
		             : leave_link(reader, cursor, node, type == CMARK_NODE_IMAGE);
	default:
		return read_atom(reader, cursor, node);
	}
}

/* Follows LEAF's inline nodes through the content from START on; true when all
 * of it is accounted for. */
static bool read_inlines(struct reader *reader, cmark_node *leaf, size_t start)
{
	struct cursor cursor = {&reader->map.content, &reader->entities, start};
	cmark_node *node = leaf;
	bool enter = true;

	prose_clear(&reader->prose);
	reader->prose.skip_end = reader->skip_end;
	reader->text_end = 0;
	for (;;) {
		node = next_event(leaf, node, &enter);
		if (node == leaf)
			return cursor_done(&cursor);
		if (!read_inline(reader, &cursor, node, enter))
			return false;
		guard_tick(16);
	}
}

/*
 * As read_inlines, and finds out where the text begins: link reference
 * definitions before it are gone from the tree, but not from the lines.
 */
static bool read_content(struct reader *reader, cmark_node *leaf, size_t *start)
{
	const struct content *content = &reader->map.content;

	/* After the definitions stood white space that cmark does not call blank: "\f". */
	if (!cmark_node_first_child(leaf)) {
		prose_clear(&reader->prose);
		*start = content->len;
		return true;
	}
	for (*start = 0; !read_inlines(reader, leaf, *start);) {
		const char *next = NULL;

		if (content->len && content->bytes[0] == '[')
			next = memchr(content->bytes + *start, '\n', content->len - *start);
		if (!next)
			return false;
		guard_tick(16);
		*start = (size_t)(next - content->bytes) + 1;
	}
	return true;
}

/* ---- leaf blocks ---- */

/* A node's place in 0-based lines and columns. */
struct lines {
	size_t first;
	size_t column;
	size_t end; /* exclusive, as cmark has it */
};

static struct lines lines_of(cmark_node *node)
{
	return (struct lines){(size_t)cmark_node_get_start_line(node) - 1,
	                      (size_t)cmark_node_get_start_column(node) - 1,
	                      (size_t)cmark_node_get_end_line(node)};
}

static struct block model_of(const struct reader *reader, enum block_kind kind)
{
	return (struct block){
	    .kind = kind,
	    .quoted = reader->quote_depth > 0,
	    .list_depth =
	        (uint16_t)(reader->list_depth < UINT16_MAX ? reader->list_depth : UINT16_MAX)};
}

/* From the first byte of the place to the last one of line LAST that is not blank. */
static struct span line_span(const struct reader *reader, const struct lines *lines, size_t last)
{
	struct span line = srcmap_line(&reader->map, last);
	struct span span = {srcmap_line(&reader->map, lines->first).start + lines->column,
	                    line.end};

	while (span.end > line.start && span.end > span.start &&
	       char_is_space((unsigned char)reader->source->clean[span.end - 1]))
		span.end--;
	if (span.end < span.start)
		span.end = span.start;
	return span;
}

/* True when nothing of SPAN is the body's prose. */
static bool is_left_out(const struct reader *reader, struct span span)
{
	return span.end <= reader->skip_end ||
	       (span.start >= reader->excluded.start && span.end <= reader->excluded.end);
}

/* The mapping failed, which no input is known to do: the text, at the block's start. */
static void add_approximate(struct reader *reader, cmark_node *leaf, struct block block)
{
	cmark_node *node = leaf;
	bool enter = true;

	prose_clear(&reader->prose);
	while ((node = next_event(leaf, node, &enter)) != leaf) {
		struct slice literal = literal_of(node);

		if (!literal.len)
			literal = slice_of(" ");
		if (enter && !cmark_node_first_child(node))
			textmap_add(&reader->prose.text, TEXTMAP_DERIVED, literal.ptr, literal.len,
			            block.span.start, 0);
	}
	block.approximate = true;
	reader->document->unmapped++;
	prose_emit(&reader->prose, &block);
}

static void add_section(struct reader *reader, unsigned level)
{
	struct document *document = reader->document;

	document->sections = arena_grow(reader->arena, document->sections, document->section_count,
	                                &document->section_capacity, sizeof(*document->sections));
	document->sections[document->section_count++] =
	    (struct section){.level = (uint8_t)level,
	                     .first_block = (uint32_t)document->block_count,
	                     .end_block = (uint32_t)document->block_count};
}

static bool is_atx(const struct reader *reader, const struct lines *lines)
{
	struct span line = srcmap_line(&reader->map, lines->first);
	const char *clean = reader->source->clean;
	size_t at = line.start + lines->column;
	size_t start = at;

	while (at < line.end && clean[at] == '#')
		at++;
	return at > start && at - start <= 6 &&
	       (at == line.end || clean[at] == ' ' || clean[at] == '\t');
}

static void read_heading(struct reader *reader, cmark_node *node)
{
	struct block block = model_of(reader, BLOCK_HEADING);
	struct lines lines = lines_of(node);
	size_t start = 0;
	bool mapped;

	block.level = (uint8_t)cmark_node_get_heading_level(node);
	block.span = line_span(reader, &lines, lines.first);
	if (is_atx(reader, &lines)) {
		srcmap_heading(&reader->map, lines.first, lines.column);
		mapped = read_inlines(reader, node, 0);
	} else {
		/* cmark's last line is the underline or, when it saw one more, the next. */
		size_t underline = lines.end >= 2 ? lines.end - 2 : 0;

		srcmap_content(&reader->map, lines.first, lines.column, underline, true);
		mapped = underline > lines.first && read_content(reader, node, &start);
		if (!mapped) {
			underline = lines.end - 1;
			srcmap_content(&reader->map, lines.first, lines.column, underline, true);
			mapped = read_content(reader, node, &start);
		}
		block.span = line_span(reader, &lines, underline);
		if (mapped)
			block.span.start =
			    content_span(&reader->map.content, (struct range){start, start + 1})
			        .start;
	}
	if (is_left_out(reader, block.span))
		return;
	add_section(reader, block.level);
	if (mapped)
		prose_emit(&reader->prose, &block);
	else
		add_approximate(reader, node, block);
}

/* MDX: code at the top level, which may reach behind the paragraph. */
static void find_flow(struct reader *reader, struct span span)
{
	struct slice bytes = slice_from(reader->source->clean, reader->source->size);
	size_t end = mdx_flow_end(bytes, span.start);

	if (end == span.start || (bytes.ptr[span.start] == '{' && end <= span.end))
		return;
	if (slice_starts(slice_sub(bytes, span.start, end), "{/*"))
		html_add_comment(&reader->prose, (struct span){span.start, end}, 3, 3);
	reader->skip_end = end;
}

static void read_paragraph(struct reader *reader, cmark_node *node)
{
	struct block block = model_of(reader, BLOCK_PARAGRAPH);
	struct lines lines = lines_of(node);
	struct content *content = &reader->map.content;
	size_t start = 0;

	block.span = line_span(reader, &lines, lines.end - 1);
	if (reader->mdx && !reader->quote_depth && !reader->list_depth &&
	    block.span.start >= reader->skip_end)
		find_flow(reader, block.span);
	if (is_left_out(reader, block.span))
		return;
	srcmap_content(&reader->map, lines.first, lines.column, lines.end, true);
	if (!read_content(reader, node, &start)) {
		add_approximate(reader, node, block);
		return;
	}
	block.span = content_span(content, (struct range){start, content->len});
	if (!table_emit(&reader->prose, content, start, &block))
		prose_emit(&reader->prose, &block);
}

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

static void read_code(struct reader *reader, cmark_node *node)
{
	struct block block = model_of(reader, BLOCK_CODE);
	struct lines lines = lines_of(node);
	struct slice info = slice_of(cmark_node_get_fence_info(node));
	size_t last = lines.first + count_lines(literal_of(node));

	if (srcmap_indent(&reader->map, lines.first) < 4) {
		/* cmark's last line is the closing fence, or the one that ended the container. */
		last = lines.end - 1;
		if (last > lines.first && !srcmap_continues(&reader->map, last))
			last--;
		for (; last > lines.first && srcmap_is_blank(&reader->map, last); last--)
			guard_tick(64);
	} else if (last > lines.first) {
		last--;
	}
	block.span = line_span(reader, &lines, last);
	block.map.text = "";
	block.name.ptr = arena_copy(reader->arena, info.ptr, info.len);
	block.name.len = info.len;
	if (!is_left_out(reader, block.span))
		prose_add_block(&reader->prose, block);
}

static void read_html(struct reader *reader, cmark_node *node)
{
	struct block block = model_of(reader, BLOCK_HTML);
	struct lines lines = lines_of(node);
	struct slice literal = literal_of(node);
	const struct content *content = &reader->map.content;

	srcmap_content(&reader->map, lines.first, lines.column, lines.first + count_lines(literal),
	               false);
	while (literal.len && (literal.ptr[0] == ' ' || literal.ptr[0] == '\t'))
		literal = slice_sub(literal, 1, literal.len);
	block.span = content_span(&reader->map.content, (struct range){0, content->len});
	if (is_left_out(reader, block.span))
		return;
	if (literal.len != content->len + 1 ||
	    memcmp(literal.ptr, content->bytes, content->len) != 0) {
		block.approximate = true;
		block.map.text = "";
		reader->document->unmapped++;
		prose_add_block(&reader->prose, block);
		return;
	}
	prose_clear(&reader->prose);
	reader->prose.skip_end = reader->skip_end;
	html_block(&reader->html, &block);
}

/* ---- the tree ---- */

static void enter_block(struct reader *reader, cmark_node *node)
{
	struct lines lines = lines_of(node);

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		reader->quote_depth++;
		srcmap_open(&reader->map, true, lines.first, lines.column);
		break;
	case CMARK_NODE_LIST:
		reader->list_depth++;
		break;
	case CMARK_NODE_ITEM:
		srcmap_open(&reader->map, false, lines.first, lines.column);
		break;
	case CMARK_NODE_PARAGRAPH:
		read_paragraph(reader, node);
		break;
	case CMARK_NODE_HEADING:
		read_heading(reader, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		read_code(reader, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		read_html(reader, node);
		break;
	default:
		break;
	}
}

static void leave_block(struct reader *reader, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		reader->quote_depth--;
		srcmap_close(&reader->map);
		break;
	case CMARK_NODE_LIST:
		reader->list_depth--;
		break;
	case CMARK_NODE_ITEM:
		srcmap_close(&reader->map);
		break;
	default:
		break;
	}
}

static bool is_leaf(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING ||
	       !cmark_node_first_child(node);
}

/* Without recursion: nesting is as deep as the draft says. */
static void read_tree(struct reader *reader, cmark_node *root)
{
	cmark_node *node = root;

	for (;;) {
		enter_block(reader, node);
		guard_tick(64);
		if (!is_leaf(node)) {
			node = cmark_node_first_child(node);
			continue;
		}
		leave_block(reader, node);
		while (node != root && !cmark_node_next(node)) {
			node = cmark_node_parent(node);
			leave_block(reader, node);
		}
		if (node == root)
			return;
		node = cmark_node_next(node);
	}
}

static void report_limit(struct reader *reader, struct problems *problems, int limit,
                         const struct markdown_limits *limits)
{
	struct span span = {reader->map.body, reader->map.body};
	struct problem *problem;

	if (limit == GUARD_TIME)
		problem = problems_add(problems, PROBLEM_LIMIT, span,
		                       "the Markdown takes longer to parse than %u ms",
		                       limits->milliseconds);
	else
		problem = problems_add(problems, PROBLEM_LIMIT, span,
		                       "the Markdown takes more than %zu MiB to parse",
		                       limits->memory / (1024 * 1024));
	problem->help =
	    "look for very deep nesting or thousands of open brackets, or split the file";
}

static struct reader *new_reader(struct arena *arena, const struct source *source, size_t body,
                                 struct document *document)
{
	struct reader *reader = arena_alloc(arena, sizeof(*reader));

	reader->memory = (cmark_mem){guard_calloc, guard_realloc, guard_free};
	reader->arena = arena;
	reader->source = source;
	reader->document = document;
	if (body == 0)
		body = source->bom;
	srcmap_init(&reader->map, source, body);
	reader->prose.arena = arena;
	reader->prose.source = source;
	reader->prose.document = document;
	reader->entities.named = named_entity;
	reader->entities.context = &reader->memory;
	reader->html.prose = &reader->prose;
	reader->html.content = &reader->map.content;
	reader->html.entities = &reader->entities;
	if (document->section_count == 0)
		add_section(reader, 0);
	return reader;
}

bool markdown_parse(struct arena *arena, const struct source *source, size_t body,
                    struct span excluded, bool mdx, const struct markdown_limits *limits,
                    struct document *document, struct problems *problems)
{
	struct markdown_limits asked = limits ? *limits : (struct markdown_limits){0, 0};
	struct reader *reader = new_reader(arena, source, body, document);
	struct document before = *document;
	struct section last = document->sections[document->section_count - 1];
	int limit;

	if (!asked.milliseconds)
		asked.milliseconds = DEFAULT_MILLISECONDS;
	if (!asked.memory)
		asked.memory = DEFAULT_MEMORY;
	reader->excluded = excluded;
	reader->prose.excluded = excluded;
	reader->mdx = mdx;
	reader->html.jsx = mdx;
	guard_open(&reader->guard, asked.milliseconds, asked.memory, source->size);
	limit = setjmp(reader->guard.escape);
	if (limit == 0)
		read_tree(reader, parse(reader));
	guard_close(&reader->guard);
	if (limit) {
		*document = before;
		document->sections[document->section_count - 1] = last;
		report_limit(reader, problems, limit, &asked);
	}
	srcmap_release(&reader->map);
	prose_release(&reader->prose);
	return limit == 0;
}
