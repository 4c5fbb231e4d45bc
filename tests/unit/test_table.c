/* GFM tables: when a paragraph is one, and its cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "markdown_generator.h"
#include "parse/table.h"

/* Blocks in source order: "<header>", "[cell]", "(other)". */
static void assert_cells(const char *markdown, const char *expected)
{
	struct parsed parsed = parse_string(markdown);
	const char *wrong = wrong_document(&parsed);
	struct builder text = {NULL, 0, 0};

	assert_null(wrong);
	for (size_t i = 0; i < parsed.document.block_count; i++) {
		const struct block *block = &parsed.document.blocks[i];
		const char *marks = block->kind != BLOCK_CELL ? "()"
		                    : block->table_header     ? "<>"
		                                              : "[]";

		builder_add_char(&text, marks[0]);
		builder_add_slice(&text, block_text(block));
		builder_add_char(&text, marks[1]);
		if (block->kind == BLOCK_CELL && block->map.len &&
		    block->map.pieces[0].kind == TEXTMAP_VERBATIM)
			assert_int_equal(textmap_source(&block->map, 0, 1).start,
			                 block->map.pieces[0].source);
	}
	assert_string_equal(text.bytes ? text.bytes : "", expected);
	builder_release(&text);
	arena_free(parsed.arena);
}

static size_t columns(const char *line)
{
	return table_delimiter_columns(slice_of(line));
}

static void delimiter_rows(void **state)
{
	(void)state;
	assert_int_equal(columns("|-|"), 1);
	assert_int_equal(columns("| --- | :-: |"), 2);
	assert_int_equal(columns("a"), 0);
	assert_int_equal(columns(":-- | --:"), 2);
	assert_int_equal(columns("-|-|-"), 3);
	assert_int_equal(columns("---"), 0);
	assert_int_equal(columns("|"), 0);
	assert_int_equal(columns("||"), 0);
	assert_int_equal(columns("|-|x|"), 0);
	assert_int_equal(columns("|- -|"), 0);
	assert_int_equal(columns(""), 0);
}

static void tables(void **state)
{
	(void)state;
	assert_cells("| a | b |\n|---|---|\n| c | *d* |\n", "<a><b>[c][d]");
	assert_cells("a | b\n-|-\nc | d\n", "<a><b>[c][d]");
	assert_cells("> | a |\n> |---|\n> | b |\n\nx", "<a>[b](x)");
	assert_cells("- a | b\n  -|-\n  c | d\n", "<a><b>[c][d]");
	assert_cells("before\nmore\n| a |\n|---|\n| b |", "(before more)<a>[b]");
	assert_cells("a | b\n:-|:-\n", "<a><b>");
	assert_cells("a | b\r\n-|-\r\nc | d\r\n", "<a><b>[c][d]");
}

static void no_tables(void **state)
{
	(void)state;
	assert_cells("a | b\n-|-|-\n", "(a | b -|-|-)");
	assert_cells("|-|\n", "(|-|)");
	assert_cells("a\n|-|-|\n", "(a |-|-|)");
	assert_cells("a `b\n|-|\n` c", "(a ****** c)");
}

static void cells(void **state)
{
	(void)state;
	/* Escaped pipes and pipes of code are text. */
	assert_cells("| a\\|b | `c|d` |\n|-|-|\n| e | f |", "<a|b><***>[e][f]");
	/* Empty cells are no blocks, and cells beyond the header's are not shown. */
	assert_cells("| a | b |\n|-|-|\n|| c | d |\n| e |\n", "<a><b>[c][e]");
	assert_cells("|a|b|c|\n|-|-|-|\n| |x|  |\n", "<a><b><c>[x]");
	/* A <br> does not end the row. */
	assert_cells("|a<br>b|\n|-|\n|c<br>d|", "<a b>[c d]");
	assert_cells("|a|b|\n|-|-|\n|![x](y)|[![z](y)](w)|\n", "<a><b>(x)[](z)");
}

static void links_go_with_their_cells(void **state)
{
	struct parsed parsed =
	    parse_string("| [a](b) | c [d](e|f) |\n|-|-|\n| <gg:h> | x ![i](j) |\n");
	const struct link *links = parsed.document.links;

	(void)state;
	assert_null(wrong_document(&parsed));
	assert_int_equal(parsed.document.link_count, 4);
	assert_int_equal(links[0].block, 0);
	assert_int_equal(links[0].start, 0);
	assert_int_equal(links[0].end, 1);
	assert_int_equal(links[1].block, 1);
	assert_int_equal(links[1].start, 2);
	assert_int_equal(links[1].end, 3);
	assert_int_equal(links[2].block, 2);
	assert_int_equal(links[2].kind, LINK_AUTO);
	assert_int_equal(links[3].kind, LINK_IMAGE);
	assert_int_equal(links[3].block, 4);
	assert_true(parsed.document.blocks[0].table_header);
	assert_int_equal(parsed.document.blocks[4].kind, BLOCK_ALT);
	arena_free(parsed.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(delimiter_rows),
	    cmocka_unit_test(tables),
	    cmocka_unit_test(no_tables),
	    cmocka_unit_test(cells),
	    cmocka_unit_test(links_go_with_their_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
