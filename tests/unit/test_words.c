/*
 * All words of a text, by masks, against one after another, by characters. The same tests
 * run in test_words_portable.c with the lanes of a machine that has no registers for them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/utf8.h"
#include "rules/words.h"
#include "support.h"

static bool all_ascii(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

static uint32_t expected_first(struct slice word)
{
	uint32_t first = 0;
	for (size_t i = 0; i < word.len && i < 4 && all_ascii(word); i++)
		first |= (uint32_t)((unsigned char)word.ptr[i] | 0x20u) << i * 8;
	return first;
}

/* Asserts that TEXT has the words that it has; how many. */
static size_t compare(struct slice text)
{
	struct words words = words_of(text);
	struct word word;
	struct word_hash hash;
	struct word expected = {0, 0};
	size_t count = 0;
	for (; words_next(&words, &word, &hash); count++) {
		assert_true(word_next(text, expected.end, &expected));
		if (word.start != expected.start || word.end != expected.end)
			fail_msg("a word at %zu-%zu, not %zu-%zu, in: %.*s", word.start, word.end,
			         expected.start, expected.end, SLICE_ARG(text));
		struct slice letters = slice_sub(text, word.start, word.end);
		assert_true(hash.hash == word_hash(letters));
		assert_int_equal(hash.first, expected_first(letters));
	}
	assert_false(word_next(text, expected.end, &expected));
	assert_false(words_next(&words, &word, &hash));
	return count;
}

static void words_of_texts(void **state)
{
	(void)state;
	assert_int_equal(compare(slice_of("")), 0);
	assert_int_equal(compare(slice_of(" .,- ")), 0);
	assert_int_equal(compare(slice_of("a")), 1);
	assert_int_equal(compare(slice_of("foo_bar don't \xc3\xa9t\xc3\xa9 x")), 5);
}

/* A word of each length at each place about the edges of what is looked at at once, at
 * the end of the text and before it. */
static void each_place(void **state)
{
	char text[200];
	(void)state;
	for (size_t len = 1; len < 70; len++) {
		for (size_t start = 0; start < 80; start++) {
			memset(text, ' ', sizeof(text));
			memset(text + start, 'x', len);
			assert_int_equal(compare(slice_from(text, sizeof(text))), 1);
			assert_int_equal(compare(slice_from(text, start + len)), 1);
			memcpy(text + start + len, "\xc3\xa9", 2);
			assert_int_equal(compare(slice_from(text, start + len + 2)), 1);
			memcpy(text + start + len, "\xe2\x80\x99", 3);
			assert_int_equal(compare(slice_from(text, start + len + 3)), 1);
		}
	}
}

static void random_texts(void **state)
{
	static const char *const pieces[] = {"a",
	                                     "Words",
	                                     "it",
	                                     "7",
	                                     "_",
	                                     "internationally",
	                                     "sixteenlettersss",
	                                     "seventeen_letters",
	                                     "\xc3\xa9",
	                                     "\xe2\x84\xaa",
	                                     "\xe6\xbc\xa2",
	                                     " ",
	                                     " ",
	                                     " ",
	                                     " ",
	                                     "\n",
	                                     "'",
	                                     "-",
	                                     "\xe2\x80\x99",
	                                     "\xf0\x9f\x98\x80",
	                                     "\xff",
	                                     "\xe2\x80"};
	uint64_t seed = 7;
	char text[300];
	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t most = random_below(&seed, sizeof(text) - 20);
		size_t len = 0;
		while (len < most) {
			const char *piece = pieces[random_below(&seed, SUPPORT_COUNT(pieces))];
			memcpy(text + len, piece, strlen(piece));
			len += strlen(piece);
		}
		compare(slice_from(text, len));
	}
}

/* What differs in case has one hash, whatever characters fold to what. */
static void hashes_are_of_folded_words(void **state)
{
	static const char *const pairs[][2] = {
	    {"word", "WORD"},
	    {"K", "\xe2\x84\xaa"},
	    {"internationalization", "Internationalization"},
	    {"kelvinkelvin", "Kelvin\xe2\x84\xaa"
	                     "elvin"},
	    {"\xc3\xa9t\xc3\xa9", "\xc3\x89T\xc3\x89"},
	    {"a_1", "A_1"},
	};
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(pairs); i++)
		assert_true(word_hash(slice_of(pairs[i][0])) == word_hash(slice_of(pairs[i][1])));
	assert_true(word_hash(slice_of("a")) != word_hash(slice_of("aa")));
	assert_true(word_hash(slice_of("aaaaaaaa")) != word_hash(slice_of("aaaaaaaaa")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_of_texts),
	    cmocka_unit_test(each_place),
	    cmocka_unit_test(random_texts),
	    cmocka_unit_test(hashes_are_of_folded_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
