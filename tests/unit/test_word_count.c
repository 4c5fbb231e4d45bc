#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "rules/word_count.h"

/* The same with the lanes of a machine that has no registers for them. */
#define LANES_PORTABLE 1
#define word_count     word_count_portable
size_t word_count_portable(struct slice text);
#include "../../src/rules/word_count.c"
#undef word_count

static bool joins(struct slice text, uint32_t code, size_t end)
{
	return (code == '\'' || code == '-' || code == '.' || code == ',' || code == 0x2019) &&
	       end < text.len && !utf8_is_space((unsigned char)text.ptr[end]);
}

/* Character by character. */
static size_t naive_count(struct slice text)
{
	size_t words = 0;
	bool inside = false;

	for (size_t i = 0, size; i < text.len; i += size) {
		uint32_t code = utf8_decode(text.ptr + i, text.len - i, &size);
		bool word = utf8_is_word(code);
		bool ideograph = word && code >= 0x3040 && utf8_width(code) == 2 &&
		                 !(code >= 0xAC00 && code <= 0xD7A3);

		words += ideograph || (word && !inside);
		inside = (word && !ideograph) || (inside && joins(text, code, i + size));
	}
	return words;
}

static void counts(const char *text, size_t expected)
{
	assert_int_equal(word_count(slice_of(text)), expected);
	assert_int_equal(word_count_portable(slice_of(text)), expected);
	assert_int_equal(naive_count(slice_of(text)), expected);
}

static void words_as_readers_count_them(void **state)
{
	(void)state;
	counts("", 0);
	counts(" - ", 0);
	counts("Don't e-mail 3.5 people, 10,000 times.", 6);
	counts("don\xe2\x80\x99t \xe2\x80\x99twas", 2);
	counts("one--two 'three' four", 3);
	counts("a_b wait...what wait... what", 5);
	counts("caf\xc3\xa9 \xe6\xbc\xa2\xe5\xad\x97 a\xe6\xbc\xa2-a", 6);
	counts("\xea\xb0\x80\xea\xb0\x80 \xea\xb0\x80", 2);
}

static void equals_the_naive_count(void **state)
{
	static const char *const pieces[] = {"a",
	                                     "word",
	                                     "it",
	                                     "7",
	                                     "_",
	                                     "\xc3\xa9",
	                                     "\xe2\x84\xaa",
	                                     "\xe6\xbc\xa2",
	                                     "\xea\xb0\x80",
	                                     " ",
	                                     " ",
	                                     " ",
	                                     "\n",
	                                     "\xc2\xa0",
	                                     "'",
	                                     "-",
	                                     ".",
	                                     ",",
	                                     "\xe2\x80\x99",
	                                     "\xe2\x80\x9c",
	                                     "\xf0\x9f\x98\x80",
	                                     "*",
	                                     "internationalization",
	                                     "\xff",
	                                     "\xe2\x80"};
	uint32_t seed = 1;
	char text[400];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t len = 0;
		size_t most;

		seed = seed * 1664525 + 1013904223;
		most = (seed >> 8) % (sizeof(text) - 24);
		while (len < most) {
			seed = seed * 1664525 + 1013904223;
			const char *piece =
			    pieces[(seed >> 8) % (sizeof(pieces) / sizeof(*pieces))];
			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		struct slice slice = slice_from(text, len);
		size_t expected = naive_count(slice);
		if (word_count(slice) != expected || word_count_portable(slice) != expected)
			fail_msg("%zu and %zu words, not %zu, in: %.*s", word_count(slice),
			         word_count_portable(slice), expected, SLICE_ARG(slice));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_as_readers_count_them),
	    cmocka_unit_test(equals_the_naive_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
