/*
 * Excerpts: where the carets stand, and how long lines are cut.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../../src/cli/excerpt.c"
#include "../../src/cli/sanitise.c"
#include "../../src/cli/sink.c"

#include "base/source.h"

static struct sink written;

static int release(void **state)
{
	(void)state;
	sink_release(&written);
	return 0;
}

static void write_excerpt(struct slice text, size_t start, size_t end, size_t width)
{
	struct draftlint_excerpt excerpt = {text.ptr, text.len, 100, false, false};
	struct draftlint_range range = {{.byte = 100 + start, .line = 5}, {.byte = 100 + end}};

	sink_release(&written);
	sink_init(&written, false);
	excerpt_write(&written, &excerpt, &range, STYLE_ERROR, width);
}

/* TEXT with the span between "<" and ">" gives the two lines of WANTED. */
static void expect(const char *text, size_t width, const char *wanted)
{
	struct builder plain = {NULL, 0, 0};
	size_t start = strcspn(text, "<");
	size_t end = strcspn(text, ">");

	builder_add(&plain, text, start);
	builder_add(&plain, text + start + 1, end - start - 1);
	builder_add_string(&plain, text + end + 1);
	write_excerpt(builder_slice(&plain), start, end - 1, width);
	assert_string_equal(written.bytes.bytes, wanted);
	builder_release(&plain);
}

static void test_carets(void **state)
{
	(void)state;
	expect("pain: <on-call>", 100, "    5 | pain: on-call\n      |       ^~~~~~~\n");
	expect("<a>bc", 100, "    5 | abc\n      | ^\n");
	expect("ab<>c", 100, "    5 | abc\n      |   ^\n");
	expect("abc<>", 100, "    5 | abc\n      |    ^\n");
	expect("<>", 100, "    5 |\n      | ^\n");
}

static void test_width(void **state)
{
	(void)state;
	expect("日本<語>の", 100, "    5 | 日本語の\n      |     ^~\n");
	expect("e\u0301<x>", 100, "    5 | e\u0301x\n      |  ^\n");
	expect("👩‍👩‍👧<x>", 100, "    5 | 👩‍👩‍👧x\n      |   ^\n");
	expect("a\t<x>", 100, "    5 | a   x\n      |     ^\n");
	expect("<\t>x", 100, "    5 |     x\n      | ^~~~\n");
	/* Half of a grapheme is underlined whole. */
	expect("e<\u0301>x", 100, "    5 | e\u0301x\n      | ^\n");
}

static void test_escapes(void **state)
{
	(void)state;
	expect("\x1B<x>", 100, "    5 | \\x1bx\n      |     ^\n");
	expect("a\u202E<x>", 100, "    5 | a<U+202E>x\n      |          ^\n");
	expect("\xFF<x>", 100, "    5 | \\xffx\n      |     ^\n");
	expect("a\u034F<x>", 100, "    5 | a<U+034F>x\n      |          ^\n");
}

static void test_window(void **state)
{
	static const char *const line = "one two three four five six seven eight nine <ten> eleven "
	                                "twelve thirteen fourteen fifteen sixteen seventeen";
	(void)state;
	expect(line, 60,
	       "    5 | …six seven eight nine ten eleven twelve thirteen…\n"
	       "      |                       ^~~\n");
	expect(line, 200,
	       "    5 | one two three four five six seven eight nine ten eleven twelve thirteen "
	       "fourteen fifteen sixteen seventeen\n"
	       "      |                                              ^~~\n");
}

/* No line is wider than asked for, and the first caret stands under the first
 * character of the span, an "@". */
static void expect_window(char *text, size_t size, size_t start, size_t end, size_t width)
{
	char was = text[start];
	char *line, *carets;
	size_t columns;

	text[start] = '@';
	write_excerpt(slice_from(text, size), start, end, width);
	text[start] = was;
	line = written.bytes.bytes;
	carets = strchr(line, '\n') + 1;
	assert_true(utf8_count(line, (size_t)(carets - line)) <= width + 1);
	assert_true(strlen(carets) <= width + 1);
	columns = utf8_count(line, (size_t)(strchr(line, '@') - line));
	assert_ptr_equal(strchr(carets, '^'), carets + columns);
}

static void test_every_window(void **state)
{
	char text[300];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 7 == 3 ? ' ' : (char)('a' + i % 26);
	for (size_t start = 0; start < sizeof(text); start++)
		for (size_t end = start + 1; end <= sizeof(text); end += 13)
			for (size_t width = 40; width < 100; width += 9)
				expect_window(text, sizeof(text), start, end, width);
}

/* The same where runs of plain characters are parted by others, a blank among them. */
static void test_every_window_of_runs(void **state)
{
	char text[300];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 10 == 8   ? '\xC3'
		          : i % 10 == 9 ? '\xA9'
		          : i % 7 == 3  ? ' '
		                        : (char)('a' + i % 26);
	for (size_t start = 0; start < sizeof(text); start++)
		for (size_t end = start + 1; end <= sizeof(text) && start % 10 < 8; end += 13)
			for (size_t width = 40; width < 100; width += 9)
				expect_window(text, sizeof(text), start, end, width);
}

static void test_words_beside_runs(void **state)
{
	static const char *const line =
	    "zero one\ttwo thrée four five six sevén eight nine <tén> eleven\ttwelve thirteen "
	    "fourteen fiftéén sixteen";

	(void)state;
	expect(line, 50,
	       "    5 | …sevén eight nine tén eleven twelve…\n"
	       "      |                   ^~~\n");
}

static void test_cut_by_library(void **state)
{
	struct draftlint_excerpt excerpt = {"two three", 9, 100, true, true};
	struct draftlint_range range = {{.byte = 104, .line = 123456}, {.byte = 109}};

	(void)state;
	sink_init(&written, false);
	excerpt_write(&written, &excerpt, &range, STYLE_ERROR, 100);
	assert_string_equal(written.bytes.bytes, "123456 | …two three…\n"
	                                         "       |      ^~~~~\n");
	sink_release(&written);
	/* Places outside of the text are not shown rather than read. */
	range.start.byte = 99;
	excerpt_write(&written, &excerpt, &range, STYLE_ERROR, 100);
	range.start.byte = 110;
	excerpt_write(&written, &excerpt, &range, STYLE_ERROR, 100);
	assert_int_equal(written.bytes.len, 0);
}

/* A letter under a hundred thousand accents is one grapheme: it is neither
 * looked at again and again nor printed. */
static void test_zalgo(void **state)
{
	struct builder text = {NULL, 0, 0};

	(void)state;
	builder_add_string(&text, "a");
	for (int i = 0; i < 100000; i++)
		builder_add_string(&text, i % 2 ? "\u0301" : "\u0302");
	builder_add_string(&text, "x");
	write_excerpt(builder_slice(&text), text.len - 1, text.len, 100);
	assert_true(written.bytes.len < 200);
	builder_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_teardown(test_carets, release),
	    cmocka_unit_test_teardown(test_width, release),
	    cmocka_unit_test_teardown(test_escapes, release),
	    cmocka_unit_test_teardown(test_window, release),
	    cmocka_unit_test_teardown(test_every_window, release),
	    cmocka_unit_test_teardown(test_every_window_of_runs, release),
	    cmocka_unit_test_teardown(test_words_beside_runs, release),
	    cmocka_unit_test_teardown(test_cut_by_library, release),
	    cmocka_unit_test_teardown(test_zalgo, release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
