/*
 * The document that markdown.c makes: text, kinds, spans, links, sections,
 * comments, MDX, and the limits. Positions of all text are test_srcmap.c's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"
#include "markdown_generator.h"

static struct parsed parse(const char *text)
{
	struct parsed parsed = parse_string(text);
	const char *wrong = wrong_document(&parsed);

	if (wrong)
		fail_msg("%s: %s", wrong, text);
	assert_true(parsed.complete);
	return parsed;
}

static struct parsed parse_mdx(const char *text)
{
	struct parsed parsed = parse_bytes(text, strlen(text), true);
	const char *wrong = wrong_document(&parsed);

	if (wrong)
		fail_msg("%s: %s", wrong, text);
	return parsed;
}

static void assert_slice(struct slice slice, const char *expected)
{
	if (!slice_is(slice, expected))
		fail_msg("\"%.*s\" is not \"%s\"", SLICE_ARG(slice), expected);
}

static void assert_source(const struct parsed *parsed, struct span span, const char *expected)
{
	assert_slice(source_slice(parsed->source, span), expected);
}

static const struct block *block_at(const struct parsed *parsed, size_t i)
{
	assert_true(i < parsed->document.block_count);
	return &parsed->document.blocks[i];
}

static const struct link *link_at(const struct parsed *parsed, size_t i)
{
	assert_true(i < parsed->document.link_count);
	return &parsed->document.links[i];
}

/* The text of all blocks, each in front of a "|". */
static void assert_texts(const char *markdown, const char *expected)
{
	struct parsed parsed = parse(markdown);
	struct builder texts = {NULL, 0, 0};

	for (size_t i = 0; i < parsed.document.block_count; i++) {
		builder_add_slice(&texts, block_text(&parsed.document.blocks[i]));
		builder_add_char(&texts, '|');
	}
	assert_slice(builder_slice(&texts), expected);
	builder_release(&texts);
	arena_free(parsed.arena);
}

static void text_is_what_a_reader_sees(void **state)
{
	(void)state;
	assert_texts("a *b* __c__\nd  \ne\\\nf\n", "a b c d e f|");
	assert_texts("x `co de` y", "x ***** y|");
	assert_texts("`\xC3\xA9\xE2\x80\x99`", "**|");
	assert_texts("\\*a\\* &amp; &#233; &bogus;", "*a* & \xC3\xA9 &bogus;|");
	assert_texts("a<br>b<br/>\nc <b>d</b>e", "a b c de|");
	assert_texts("one![alt](u)two ![](v) three", "one two  three|alt||");
	assert_texts("a<!-- c -->b <code>x&lt;</code>", "ab **|");
	assert_texts("# one #\n\ntwo\n===\n", "one|two|");
	assert_texts("[a]: /u\n\n[a]: /v\ntext", "text|");
	assert_texts("<http://x.y/&amp;>", "http://x.y/&|");
	assert_texts("", "");
	assert_texts("#", "|");
}

static void kinds_and_containers(void **state)
{
	struct parsed p =
	    parse("## h\n\n> q\n\n- i\n  - j\n\n    > k\n\n``` c x\ny\n```\n\n    code\n");

	(void)state;
	assert_int_equal(p.document.block_count, 7);
	assert_int_equal(block_at(&p, 0)->kind, BLOCK_HEADING);
	assert_int_equal(block_at(&p, 0)->level, 2);
	assert_true(block_at(&p, 1)->quoted);
	assert_int_equal(block_at(&p, 2)->list_depth, 1);
	assert_int_equal(block_at(&p, 3)->list_depth, 2);
	assert_false(block_at(&p, 3)->quoted);
	assert_true(block_at(&p, 4)->quoted);
	assert_int_equal(block_at(&p, 4)->list_depth, 2);
	assert_int_equal(block_at(&p, 5)->kind, BLOCK_CODE);
	assert_slice(block_at(&p, 5)->name, "c x");
	assert_int_equal(block_at(&p, 5)->map.len, 0);
	assert_int_equal(block_at(&p, 6)->kind, BLOCK_CODE);
	assert_slice(block_at(&p, 6)->name, "");
	arena_free(p.arena);
}

static void assert_spans(const char *markdown, const char *const *expected)
{
	struct parsed p = parse(markdown);

	for (size_t i = 0; expected[i]; i++)
		assert_source(&p, block_at(&p, i)->span, expected[i]);
	arena_free(p.arena);
}

#define SPANS(markdown, ...) assert_spans(markdown, (const char *const[]){__VA_ARGS__, NULL})

static void spans_are_exact(void **state)
{
	(void)state;
	SPANS(" ## *h* ##  \n\nb\n---\nc", "## *h* ##", "b\n---", "c");
	SPANS("> **a**\n> b  \n\nc", "**a**\n> b", "c");
	SPANS("[z]: /u\ntext\n===\n===\n", "text\n===", "===");
	SPANS("[z]: /u\n===\n===", "===\n===");
	SPANS("```\na\n```\n\n~~~\nb\n", "```\na\n```", "~~~\nb");
	SPANS("> ```\n> a\nb", "```\n> a", "b");
	SPANS("- ```\n  a\n\n\nb", "```\n  a", "b");
	SPANS("    a\n\n    b\n\n\nc", "a\n\n    b", "c");
	SPANS("    ```\n\nc", "```", "c");
	SPANS("[a]: /u\n[b]: /v\n't\nu'\nx *y*", "x *y*");
}

static void links_know_their_places(void **state)
{
	struct parsed p = parse("See [the *docs*](/a\\)b \"t\"), [x][l], <m@n.o>, [](e)\n"
	                        "<a href=\"/q?a&amp;b\">q</a> <Button href=/r>Go</Button>\n"
	                        "<a class='btn' href='s'>s</a> <CallToAction/>\n\n[l]: /l\n");
	const struct link *link = link_at(&p, 0);

	(void)state;
	assert_int_equal(link->kind, LINK_TEXT);
	assert_source(&p, link->span, "[the *docs*](/a\\)b \"t\")");
	assert_slice(link->destination, "/a)b");
	assert_source(&p, link->destination_span, "/a\\)b");
	assert_slice(slice_sub(block_text(block_at(&p, 0)), link->start, link->end), "the docs");
	link = link_at(&p, 1);
	assert_source(&p, link->span, "[x][l]");
	assert_slice(link->destination, "/l");
	assert_int_equal(link->destination_span.start, link->span.end);
	assert_int_equal(link->destination_span.end, link->span.end);
	link = link_at(&p, 2);
	assert_int_equal(link->kind, LINK_AUTO);
	assert_slice(link->destination, "mailto:m@n.o");
	assert_source(&p, link->destination_span, "m@n.o");
	assert_int_equal(link_at(&p, 3)->start, link_at(&p, 3)->end);
	link = link_at(&p, 4);
	assert_int_equal(link->kind, LINK_TEXT);
	assert_slice(link->destination, "/q?a&b");
	assert_source(&p, link->destination_span, "/q?a&amp;b");
	assert_source(&p, link->span, "<a href=\"/q?a&amp;b\">q</a>");
	link = link_at(&p, 5);
	assert_int_equal(link->kind, LINK_BUTTON);
	assert_slice(slice_sub(block_text(block_at(&p, 0)), link->start, link->end), "Go");
	assert_int_equal(link_at(&p, 6)->kind, LINK_BUTTON);
	assert_int_equal(p.document.link_count, 7);
	arena_free(p.arena);
}

static void images_have_an_alt_block(void **state)
{
	struct parsed p = parse("> a [![x *y*\n> z](i.png)](u) b\n\nc");
	const struct link *link;

	(void)state;
	assert_int_equal(p.document.block_count, 3);
	assert_slice(block_text(block_at(&p, 0)), "a  b");
	assert_int_equal(block_at(&p, 1)->kind, BLOCK_ALT);
	assert_true(block_at(&p, 1)->quoted);
	assert_slice(block_text(block_at(&p, 1)), "x y z");
	assert_source(&p, block_at(&p, 1)->span, "![x *y*\n> z](i.png)");
	link = link_at(&p, 0);
	assert_int_equal(link->kind, LINK_TEXT);
	assert_int_equal(link->block, 0);
	assert_int_equal(link->start, link->end);
	link = link_at(&p, 1);
	assert_int_equal(link->kind, LINK_IMAGE);
	assert_int_equal(link->block, 1);
	assert_int_equal(link->end, 5);
	assert_slice(link->destination, "i.png");
	assert_source(&p, link->destination_span, "i.png");
	arena_free(p.arena);
}

static void sections_begin_at_headings(void **state)
{
	struct parsed p = parse("intro ![a](b)\n\n# one\n\ntext\n\n### two\n");
	const struct section *sections = p.document.sections;

	(void)state;
	assert_int_equal(p.document.section_count, 3);
	assert_int_equal(sections[0].level, 0);
	assert_int_equal(sections[0].end_block, 2);
	assert_int_equal(sections[1].level, 1);
	assert_int_equal(sections[1].end_block, 4);
	assert_int_equal(sections[2].level, 3);
	assert_int_equal(sections[2].end_block, 5);
	arena_free(p.arena);
	p = parse("");
	assert_int_equal(p.document.section_count, 1);
	arena_free(p.arena);
}

static void comments_are_kept(void **state)
{
	struct parsed p = parse("<!-- one -->\n\na <!--two--> b\n\n<div> <!-- three\n--> </div>\n");

	(void)state;
	assert_int_equal(p.document.comments.count, 3);
	assert_slice(p.document.comments.items[0].text, "one");
	assert_source(&p, p.document.comments.items[0].span, "<!-- one -->");
	assert_slice(p.document.comments.items[1].text, "two");
	assert_slice(p.document.comments.items[2].text, "three");
	arena_free(p.arena);
}

static void mdx_code_is_no_prose(void **state)
{
	struct parsed p =
	    parse_mdx("import A from 'a'\nexport const b = {\n\n  c: 1\n}\n\n"
	              "Hi {name} there{/* draft */}. <Card a={x => <b/>}>In</Card>\n\n"
	              "{/* whole\n\nblock */}\n\n"
	              "<Button onClick={() => go('/x')} href=\"/x\">Go {now}</Button>\n\n"
	              "\\{kept\\} `{code}` {open\n");

	(void)state;
	assert_slice(block_text(block_at(&p, 0)), "Hi  there. In");
	assert_slice(block_text(block_at(&p, 1)), "Go ");
	assert_slice(block_text(block_at(&p, 2)), "{kept} ****** {open");
	assert_int_equal(p.document.block_count, 3);
	assert_int_equal(p.document.comments.count, 2);
	assert_slice(p.document.comments.items[0].text, "draft");
	assert_slice(p.document.comments.items[1].text, "whole\n\nblock");
	assert_int_equal(p.document.link_count, 1);
	assert_int_equal(link_at(&p, 0)->kind, LINK_BUTTON);
	assert_slice(link_at(&p, 0)->destination, "/x");
	arena_free(p.arena);
}

static void excluded_bytes_are_left_out(void **state)
{
	static const char text[] = "**Key:** v\n\n<!-- k -->\n\nrest\n";
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "d", text, sizeof(text) - 1);
	struct document document = {0};
	struct problems problems = {.arena = arena};

	(void)state;
	assert_true(markdown_parse(arena, source, 0, (struct span){0, 23}, false, NULL, &document,
	                           &problems));
	assert_int_equal(document.block_count, 1);
	assert_slice(block_text(&document.blocks[0]), "rest");
	assert_int_equal(document.comments.count, 0);
	arena_free(arena);
}

/* ---- limits ---- */

static char *repeated(struct arena *arena, const char *head, const char *part, size_t times,
                      const char *tail)
{
	struct builder text = {NULL, 0, 0};
	char *copy;

	builder_add_string(&text, head);
	for (size_t i = 0; i < times; i++)
		builder_add_string(&text, part);
	builder_add_string(&text, tail);
	copy = builder_copy(&text, arena);
	builder_release(&text);
	return copy;
}

/* Parses with LIMITS into a document that already holds a field. */
static bool parse_limited(struct arena *arena, const char *text, struct markdown_limits limits,
                          struct problems *problems)
{
	struct source *source = source_from_bytes(arena, "d", text, strlen(text));
	struct document document = {0};
	bool complete;

	document.blocks =
	    arena_grow(arena, NULL, 0, &document.block_capacity, sizeof(*document.blocks));
	document.blocks[document.block_count++].kind = BLOCK_FIELD;
	problems->arena = arena;
	complete = markdown_parse(arena, source, 0, (struct span){0, 0}, false, &limits, &document,
	                          problems);
	assert_int_equal(document.blocks[0].kind, BLOCK_FIELD);
	if (!complete) {
		assert_int_equal(document.block_count, 1);
		assert_int_equal(document.link_count, 0);
		assert_int_equal(document.section_count, 1);
		assert_int_equal(document.sections[0].end_block, 1);
	}
	return complete;
}

static void time_has_a_limit(void **state)
{
	struct arena *arena = arena_new();
	struct problems problems = {0};
	char *lists = repeated(arena, "- ", "- ", 40000, "x");

	(void)state;
	lists = repeated(arena, lists, "\n", 40000, "");
	assert_false(parse_limited(arena, lists, (struct markdown_limits){20, 0}, &problems));
	assert_int_equal(problems.count, 1);
	assert_int_equal(problems.first->kind, PROBLEM_LIMIT);
	assert_false(parse_limited(arena, repeated(arena, "", "![[]()", 100000, ""),
	                           (struct markdown_limits){20, 0}, &problems));
	assert_int_equal(problems.count, 2);
	arena_free(arena);
}

static void memory_has_a_limit(void **state)
{
	struct arena *arena = arena_new();
	struct problems problems = {0};
	char *text = repeated(arena, "", "*a* `b` [c](d)\n", 2000, "");

	(void)state;
	for (size_t limit = 64 * 1024; limit <= 1024 * 1024; limit += 64 * 1024)
		assert_false(
		    parse_limited(arena, text, (struct markdown_limits){10000, limit}, &problems));
	assert_true(parse_limited(arena, text, (struct markdown_limits){10000, 64 * 1024 * 1024},
	                          &problems));
	assert_int_equal(problems.count, 16);
	arena_free(arena);
}

/* Long, but linear: no limit may be said. */
static void depth_and_length_are_linear(void **state)
{
	static const struct {
		const char *head, *part, *tail;
	} cases[] = {
	    {"", "[", ""},
	    {"", ">", "a"},
	    {"", "- ", "a"},
	    {"", "[a](", ""},
	    {"", "&", ""},
	    {"", "\\", ""},
	    {"", "<", ""},
	    {"", "`a``b", ""},
	    {"<div>\n", "<a ", ""},
	    {"<div>\n", "<a b=\"", ""},
	    {"<div>\n", "<a href=x>", "</a>"},
	    {"x", "<a href=x>", "</a>"},
	    {"", "[a]: b\n", "x"},
	    {"", "a\n===\n", ""},
	    {"", "|-|\n|-|-|\n", ""},
	    {"x\n", "|-|\n", ""},
	    {"<b>", "&z;", ""},
	    {"*a", "![a](", ""},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text = repeated(arena, cases[i].head, cases[i].part, 20000, cases[i].tail);
		struct parsed parsed = parse(text);

		arena_free(parsed.arena);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(text_is_what_a_reader_sees),
	    cmocka_unit_test(kinds_and_containers),
	    cmocka_unit_test(spans_are_exact),
	    cmocka_unit_test(links_know_their_places),
	    cmocka_unit_test(images_have_an_alt_block),
	    cmocka_unit_test(sections_begin_at_headings),
	    cmocka_unit_test(comments_are_kept),
	    cmocka_unit_test(mdx_code_is_no_prose),
	    cmocka_unit_test(excluded_bytes_are_left_out),
	    cmocka_unit_test(time_has_a_limit),
	    cmocka_unit_test(memory_has_a_limit),
	    cmocka_unit_test(depth_and_length_are_linear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
