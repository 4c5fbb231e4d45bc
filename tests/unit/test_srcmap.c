/*
 * Properties of the position mapping, over CommonMark's examples in many
 * wrappings, random soup, and documents with NUL and invalid UTF-8. The
 * oracle is cmark itself: the text of the blocks must be the text of its nodes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmark.h>
#include <cmocka.h>

#include "base/text.h"
#include "markdown_generator.h"

enum { SOUP_DOCUMENTS = 40000, BROKEN_DOCUMENTS = 8000 };

static void assert_right(const char *bytes, size_t size, bool mdx, const char *what)
{
	struct parsed parsed = parse_bytes(bytes, size, mdx);
	const char *wrong = parsed.complete ? wrong_document(&parsed) : "a limit was reached";

	if (wrong)
		fail_msg("%s (%s):\n[[[%.*s]]]", wrong, what, (int)size, bytes);
	arena_free(parsed.arena);
}

/* ---- the oracle ---- */

/* Text without white space: where blanks go is not the nodes' to say. */
static void add_dense(struct builder *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!char_is_space((unsigned char)text[i]))
			builder_add_char(out, text[i]);
	}
}

/* What the nodes say; false when there is HTML, whose text is our own reading. */
static bool node_text(const char *bytes, size_t size, struct builder *out)
{
	cmark_node *root = cmark_parse_document(bytes, size, 0);
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	bool plain = true;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		const char *literal = cmark_node_get_literal(node);

		if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE ||
		    type == CMARK_NODE_IMAGE)
			plain = false;
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT)
			add_dense(out, literal, strlen(literal));
		if (type == CMARK_NODE_CODE) {
			for (; *literal; literal++) {
				if ((*literal & 0xC0) != 0x80)
					builder_add_char(out, '*');
			}
		}
	}
	cmark_iter_free(iter);
	cmark_node_free(root);
	return plain;
}

/* Returns whether the document could be compared. */
static bool assert_same_text(const char *bytes, size_t size)
{
	struct parsed parsed = parse_bytes(bytes, size, false);
	struct builder expected = {NULL, 0, 0};
	struct builder got = {NULL, 0, 0};
	const char *clean = parsed.source->clean;
	bool comparable = node_text(clean, size, &expected);

	for (size_t i = 0; i < parsed.document.block_count; i++) {
		const struct block *block = &parsed.document.blocks[i];

		/* Tables lose their pipes. */
		comparable = comparable && block->kind != BLOCK_CELL;
		add_dense(&got, block->map.text, block->map.len);
	}
	if (comparable && !slice_equal(builder_slice(&got), builder_slice(&expected)))
		fail_msg("text differs:\n[[[%.*s]]]\n%.*s\n%.*s", (int)size, bytes,
		         (int)expected.len, expected.bytes, (int)got.len, got.bytes);
	builder_release(&expected);
	builder_release(&got);
	arena_free(parsed.arena);
	return comparable;
}

/* ---- CommonMark's examples ---- */

/* How an example's lines are wrapped: before the first, before the others, after each. */
struct wrapping {
	const char *name;
	const char *head; /* before everything */
	const char *first;
	const char *rest;
	const char *line_end;
	const char *tail;
};

static const struct wrapping wrappings[] = {
    {"plain", "", "", "", "\n", ""},
    {"CRLF", "", "", "", "\r\n", ""},
    {"CR", "", "", "", "\r", ""},
    {"BOM", "\xEF\xBB\xBF", "", "", "\n", ""},
    {"no line end", "", "", "", "\n", "x"},
    {"block quote", "", "> ", "> ", "\n", ""},
    {"tight quote", "", ">", ">", "\n", ""},
    {"quote with tabs", "", ">\t", ">\t", "\n", ""},
    {"quote, CRLF", "", " > ", "  >", "\r\n", ""},
    {"lazy quote", "", "> ", "", "\n", ""},
    {"lazy indented quote", "", "> ", "  ", "\n", ""},
    {"item", "", "- ", "  ", "\n", ""},
    {"wide item", "", "-   ", "    ", "\n", ""},
    {"item with a tab", "", "-\t", "\t", "\n", ""},
    {"indented item", "", "  * ", "    ", "\n", ""},
    {"numbered item", "", "10) ", "    ", "\n", ""},
    {"lazy item", "", "1. ", "", "\n", ""},
    {"lazy item with a tab", "", "- - ", "\t", "\n", ""},
    {"nested items", "", "- 1. ", "     ", "\n", ""},
    {"second item", "- a\n- b\n\n", "  ", "  ", "\n", ""},
    {"quote in item", "", "- > ", "  > ", "\n", ""},
    {"item in quote", "", "> 1. ", ">    ", "\n", ""},
    {"lazy item in quote", "", "> - ", "> ", "\n", ""},
    {"lazy item in quote, part of a tab", "", "> 1. ", ">\t", "\n", ""},
    {"deep quote, lazy in part", "", "> > > ", "> ", "\n", ""},
    {"setext", "", "", "", "\n", "===\n"},
    {"setext in quote", "", "> ", "> ", "\n", "> ---\n"},
    {"after a definition", "[zz]: /url 'title\nmore'\n", "", "", "\n", ""},
    {"definition in quote", "> [zz]: <u>\n", "> ", "> ", "\n", ""},
    {"after a paragraph", "before\\\n", "", "", "\n", ""},
    {"after code", "`a\nb` [c\n](d\n\"e\")\n", "", "", "\n", ""},
    {"blanks before", "", "   ", "  ", "\n", ""},
    {"in emphasis", "*", "", "", "\n", "*\n"},
};

static void wrap(const struct wrapping *wrapping, struct slice example, struct builder *out)
{
	bool first = true;
	struct slice line;

	builder_clear(out);
	builder_add_string(out, wrapping->head);
	while (slice_split(&example, '\n', &line)) {
		if (!example.ptr && !line.len)
			break;
		builder_add_string(out, first ? wrapping->first : wrapping->rest);
		builder_add_slice(out, line);
		builder_add_string(out, wrapping->line_end);
		first = false;
	}
	builder_add_string(out, wrapping->tail);
}

/* The next example of the specification, its arrows made tabs again. */
static bool next_example(struct slice *rest, struct builder *out)
{
	static const char open[] = "\n```````````````````````````````` example\n";
	size_t start = slice_find(*rest, open, 0);
	size_t end;

	if (start == SIZE_MAX)
		return false;
	start += sizeof(open) - 1;
	end = slice_find(*rest, "\n.\n", start - 1);
	assert_true(end != SIZE_MAX);
	builder_clear(out);
	for (size_t i = start; i < end + 1; i++) {
		if (slice_starts(slice_sub(*rest, i, rest->len), "\xE2\x86\x92")) {
			builder_add_char(out, '\t');
			i += 2;
		} else {
			builder_add_char(out, rest->ptr[i]);
		}
	}
	*rest = slice_sub(*rest, end, rest->len);
	return true;
}

static void spec_examples_map_in_every_wrapping(void **state)
{
	const char *path = getenv("SPEC") ? getenv("SPEC") : "build/spec/spec.txt";
	struct arena *arena = arena_new();
	struct source *source = NULL;
	struct builder example = {NULL, 0, 0};
	struct builder wrapped = {NULL, 0, 0};
	struct slice rest;
	size_t examples = 0;
	size_t compared = 0;

	(void)state;
	if (source_read(arena, path, path, SOURCE_LIMIT, true, &source) != SOURCE_OK)
		fail_msg(
		    "%s is not there: run `sh tests/fetch-spec.sh build/spec`, which needs npm",
		    path);
	rest = slice_from(source->bytes, source->size);
	while (next_example(&rest, &example)) {
		examples++;
		for (size_t i = 0; i < sizeof(wrappings) / sizeof(wrappings[0]); i++) {
			wrap(&wrappings[i], builder_slice(&example), &wrapped);
			assert_right(wrapped.bytes, wrapped.len, false, wrappings[i].name);
			assert_right(wrapped.bytes, wrapped.len, true, wrappings[i].name);
			compared += assert_same_text(wrapped.bytes, wrapped.len);
		}
	}
	assert_true(examples > 600);
	assert_true(compared > examples * 10);
	builder_release(&example);
	builder_release(&wrapped);
	arena_free(arena);
}

/* ---- soup ---- */

static void soup_maps(void **state)
{
	struct soup soup = {.state = 88172645463325252u};
	size_t compared = 0;

	(void)state;
	for (size_t i = 0; i < SOUP_DOCUMENTS; i++) {
		soup_make(&soup);
		assert_right(soup.bytes, soup.len, false, "soup");
		assert_right(soup.bytes, soup.len, true, "soup, MDX");
		compared += assert_same_text(soup.bytes, soup.len);
	}
	assert_true(compared > SOUP_DOCUMENTS / 20);
}

static void broken_bytes_map(void **state)
{
	static const char broken[] = {'\0', '\x80', '\xFF', '\xC3', '\xE2', '\xF0', '\xED'};
	struct soup soup = {.state = 424242};

	(void)state;
	for (size_t i = 0; i < BROKEN_DOCUMENTS; i++) {
		soup_make(&soup);
		for (size_t k = 0; k <= soup.len / 16 && soup.len; k++)
			soup.bytes[soup_random(&soup, (uint32_t)soup.len)] =
			    broken[soup_random(&soup, sizeof(broken))];
		assert_right(soup.bytes, soup.len, false, "broken bytes");
		assert_same_text(soup.bytes, soup.len);
	}
}

/* The same positions whatever the line ends are. */
static void line_ends_make_no_difference(void **state)
{
	struct parsed lf = parse_string("> a\n> *b*\n\n- c\n  d\n");
	struct parsed crlf = parse_string("> a\r\n> *b*\r\n\r\n- c\r\n  d\r\n");
	struct parsed cr = parse_string("> a\r> *b*\r\r- c\r  d\r");

	(void)state;
	assert_int_equal(lf.document.block_count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct block *block = &lf.document.blocks[i];
		const struct block *others[] = {&crlf.document.blocks[i], &cr.document.blocks[i]};

		for (size_t k = 0; k < 2; k++) {
			assert_string_equal(block->map.text, others[k]->map.text);
			assert_int_equal(block->map.count, others[k]->map.count);
		}
		for (size_t at = 0; at < block->map.len; at++) {
			size_t a = textmap_source(&block->map, at, at + 1).start;
			size_t b = textmap_source(&others[0]->map, at, at + 1).start;

			assert_int_equal(source_position(lf.source, a).line,
			                 source_position(crlf.source, b).line);
			assert_int_equal(source_position(lf.source, a).column,
			                 source_position(crlf.source, b).column);
		}
	}
	arena_free(lf.arena);
	arena_free(crlf.arena);
	arena_free(cr.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(spec_examples_map_in_every_wrapping),
	    cmocka_unit_test(soup_maps),
	    cmocka_unit_test(broken_bytes_map),
	    cmocka_unit_test(line_ends_make_no_difference),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
