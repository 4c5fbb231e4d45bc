#include "parse/markdown.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmark.h>

#include "base/arena.h"
#include "parse/guard.h"
#include "parse/reader.h"
#include "parse/table.h"

enum {
	DEFAULT_MILLISECONDS = 1000,
	DEFAULT_MEMORY = 256 * 1024 * 1024,
	MOST_MEMORY = 1024 * 1024 * 1024,
};

static const char bom[] = "\xEF\xBB\xBF";

/* cmark's own part of a parse; it lives in the arena as the reader does. */
struct parse {
	struct guard guard;
	cmark_mem memory;
	struct reader *reader;
};

/* ---- cmark ---- */

/* Feeds as many lines at once as may pass between two looks at the clock: a line
 * that asks for no memory can still be long work. */
static cmark_node *feed(struct parse *parse)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &parse->memory);
	struct reader *reader = parse->reader;
	const char *clean = reader->source->clean;
	size_t step = guard_steps(&parse->guard);

	for (size_t line = 0; line < reader->map.line_count; line += step) {
		size_t start = srcmap_line_start(&reader->map, line);
		size_t end = srcmap_line_start(&reader->map, line + step);

		/* cmark takes a byte order mark off a first line, but not one in two parts. */
		if (line == 0 && end - start >= 3 && memcmp(clean + start, bom, 3) == 0)
			cmark_parser_feed(parser, clean + start++, 1);
		if (end > start)
			cmark_parser_feed(parser, clean + start, end - start);
		guard_step(step);
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

/* Only these hold others, and are left by an event of their own. */
static bool holds_others(cmark_node_type type)
{
	return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG || type == CMARK_NODE_LINK ||
	       type == CMARK_NODE_IMAGE;
}

/* The node after NODE, which is of TYPE, in document order; the leaf block itself when
 * it was the last. *ENTER tells whether it is entered or left. */
static inline cmark_node *next_event(cmark_node *node, cmark_node_type type, bool *enter)
{
	cmark_node *next;

	if (*enter && holds_others(type)) {
		next = cmark_node_first_child(node);
		*enter = next != NULL;
		return next ? next : node;
	}
	next = cmark_node_next(node);
	*enter = next != NULL;
	return next ? next : cmark_node_parent(node);
}

static struct slice literal_of(cmark_node *node)
{
	return slice_of(cmark_node_get_literal(node));
}

static bool read_link(struct reader *reader, cmark_node *node, bool image, bool enter)
{
	struct slice destination = slice_of(cmark_node_get_url(node));
	size_t handle;

	if (!enter)
		return reader_close_link(reader, image, destination,
		                         (uintptr_t)cmark_node_get_user_data(node));
	if (!reader_open_link(reader, image, destination, &handle))
		return false;
	cmark_node_set_user_data(node, (void *)(uintptr_t)handle);
	return true;
}

static bool read_inline(struct reader *reader, cmark_node *node, cmark_node_type type, bool enter)
{
	switch (type) {
	case CMARK_NODE_TEXT:
		return reader_text(reader, literal_of(node));
	case CMARK_NODE_CODE:
		return reader_code(reader, literal_of(node));
	case CMARK_NODE_HTML_INLINE:
		return reader_html_inline(reader, literal_of(node));
	case CMARK_NODE_SOFTBREAK:
		return reader_break(reader, false);
	case CMARK_NODE_LINEBREAK:
		return reader_break(reader, true);
	case CMARK_NODE_EMPH:
		return reader_emphasis(reader, false, enter);
	case CMARK_NODE_STRONG:
		return reader_emphasis(reader, true, enter);
	case CMARK_NODE_LINK:
		return read_link(reader, node, false, enter);
	case CMARK_NODE_IMAGE:
		return read_link(reader, node, true, enter);
	default:
		return false;
	}
}

/* Follows LEAF's inline nodes through the content from START on; true when all
 * of it is accounted for. */
static bool read_inlines(struct reader *reader, cmark_node *leaf, size_t start)
{
	cmark_node *node = cmark_node_first_child(leaf);
	bool enter = true;

	reader_begin(reader, start);
	while (node && node != leaf) {
		cmark_node_type type = cmark_node_get_type(node);

		if (!read_inline(reader, node, type, enter))
			return false;
		node = next_event(node, type, &enter);
		guard_tick(16);
	}
	return cursor_done(&reader->cursor);
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
		reader_begin(reader, content->len);
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

static struct lines lines_of(cmark_node *node)
{
	return (struct lines){(size_t)cmark_node_get_start_line(node) - 1,
	                      (size_t)cmark_node_get_start_column(node) - 1,
	                      (size_t)cmark_node_get_end_line(node)};
}

/* The mapping failed, which no input is known to do: the text, at the block's start. */
static void add_approximate(struct reader *reader, cmark_node *leaf, struct block block)
{
	cmark_node *node = cmark_node_first_child(leaf);
	bool enter = true;

	prose_clear(&reader->prose);
	for (; node && node != leaf; node = next_event(node, cmark_node_get_type(node), &enter)) {
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

static void read_heading(struct reader *reader, cmark_node *node)
{
	struct block block = reader_block(reader, BLOCK_HEADING);
	struct lines lines = lines_of(node);
	size_t start = 0;
	bool mapped;

	block.level = (uint8_t)cmark_node_get_heading_level(node);
	block.span = reader_span(reader, &lines, lines.first);
	if (reader_is_atx(reader, &lines)) {
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
		block.span = reader_span(reader, &lines, underline);
		if (mapped)
			block.span.start =
			    content_span(&reader->map.content, (struct range){start, start + 1})
			        .start;
	}
	if (reader_leaves_out(reader, block.span))
		return;
	reader_add_section(reader, block.level);
	if (mapped)
		prose_emit(&reader->prose, &block);
	else
		add_approximate(reader, node, block);
}

static void read_paragraph(struct reader *reader, cmark_node *node)
{
	struct block block = reader_block(reader, BLOCK_PARAGRAPH);
	struct lines lines = lines_of(node);
	struct content *content = &reader->map.content;
	size_t start = 0;

	block.span = reader_span(reader, &lines, lines.end - 1);
	if (reader->mdx && !reader->quote_depth && !reader->list_depth &&
	    block.span.start >= reader->skip_end)
		reader_find_flow(reader, block.span);
	if (reader_leaves_out(reader, block.span))
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

/* ---- the tree ---- */

static void enter_block(struct reader *reader, cmark_node *node, cmark_node_type type)
{
	struct lines lines;

	switch (type) {
	case CMARK_NODE_BLOCK_QUOTE:
		reader->quote_depth++;
		lines = lines_of(node);
		srcmap_open(&reader->map, true, lines.first, lines.column);
		break;
	case CMARK_NODE_LIST:
		reader->list_depth++;
		break;
	case CMARK_NODE_ITEM:
		lines = lines_of(node);
		srcmap_open(&reader->map, false, lines.first, lines.column);
		break;
	case CMARK_NODE_PARAGRAPH:
		read_paragraph(reader, node);
		break;
	case CMARK_NODE_HEADING:
		read_heading(reader, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		lines = lines_of(node);
		reader_add_code(reader, &lines, literal_of(node),
		                slice_of(cmark_node_get_fence_info(node)));
		break;
	case CMARK_NODE_HTML_BLOCK:
		lines = lines_of(node);
		reader_add_html(reader, &lines, literal_of(node));
		break;
	default:
		break;
	}
}

static void leave_block(struct reader *reader, cmark_node_type type)
{
	switch (type) {
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

/* The first block inside NODE; NULL when none is, or what is inside is no block. */
static cmark_node *first_inside(cmark_node *node, cmark_node_type type)
{
	if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
		return NULL;
	return cmark_node_first_child(node);
}

/* Without recursion: nesting is as deep as the draft says. */
static void read_tree(struct reader *reader, cmark_node *root)
{
	cmark_node *node = root;

	for (;;) {
		cmark_node_type type = cmark_node_get_type(node);
		cmark_node *next = first_inside(node, type);

		enter_block(reader, node, type);
		guard_tick(64);
		if (next) {
			node = next;
			continue;
		}
		leave_block(reader, type);
		while (node != root && !(next = cmark_node_next(node))) {
			node = cmark_node_parent(node);
			leave_block(reader, cmark_node_get_type(node));
		}
		if (node == root)
			return;
		node = next;
	}
}

static void report_limit(struct problems *problems, size_t body, int limit,
                         const struct markdown_limits *limits)
{
	struct span span = {body, body};
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

/* Fills DOCUMENT, which is half-made when a limit is returned. */
static int read_guarded(struct parse *parse, const struct markdown_limits *limits)
{
	int limit;

	guard_open(&parse->guard, limits->milliseconds, limits->memory,
	           parse->reader->source->size);
	limit = setjmp(parse->guard.escape);
	if (limit == 0)
		read_tree(parse->reader, feed(parse));
	guard_close(&parse->guard);
	return limit;
}

bool markdown_parse(struct arena *arena, const struct source *source, size_t body,
                    struct span excluded, bool mdx, const struct markdown_limits *limits,
                    struct document *document, struct problems *problems)
{
	struct markdown_limits asked = limits ? *limits : (struct markdown_limits){0, 0};
	struct parse *parse = arena_alloc(arena, sizeof(*parse));
	struct document before;
	struct section last;
	int limit = GUARD_MEMORY;

	if (!asked.milliseconds)
		asked.milliseconds = DEFAULT_MILLISECONDS;
	if (!asked.memory)
		asked.memory = DEFAULT_MEMORY;
	/* cmark counts in int and aborts when a buffer passes that. */
	if (asked.memory > MOST_MEMORY)
		asked.memory = MOST_MEMORY;
	parse->memory = (cmark_mem){guard_calloc, guard_realloc, guard_free};
	parse->reader = reader_new(arena, source, body, excluded, mdx, document);
	parse->reader->entities =
	    (struct entities){.named = named_entity, .context = &parse->memory, .arena = arena};
	before = *document;
	last = document->sections[document->section_count - 1];
	if (source->size - body <= asked.memory)
		limit = read_guarded(parse, &asked);
	reader_release(parse->reader);
	if (limit == 0)
		return true;
	*document = before;
	document->sections[document->section_count - 1] = last;
	report_limit(problems, body, limit, &asked);
	return false;
}

void markdown_library(char text[64])
{
	snprintf(text, 64, "cmark %s", cmark_version_string());
}
