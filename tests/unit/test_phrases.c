#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "naive_phrases.h"
#include "support.h"

/* The hits of one list of PHRASES (NULL-terminated) in TEXT as "item:start-end ". */
static void finds(unsigned flags, const char *const *phrases, const char *text,
                  const char *expected)
{
	struct arena *arena = arena_new();
	struct phrases *table = phrases_new(arena, "english");
	uint32_t list = phrases_list(table, flags);
	for (uint32_t i = 0; phrases[i]; i++)
		assert_true(phrases_add(table, list, slice_of(phrases[i]), i));
	phrases_freeze(table);
	struct hits hits = {0};
	hits_reset(&hits, table);
	phrases_scan(table, slice_of(text), 7, &hits);
	struct builder found = {0};
	builder_add_string(&found, "");
	for (const struct hit *hit = hits_first(&hits, list); hit; hit = hits_next(&hits, hit)) {
		assert_int_equal(hit->list, list);
		assert_int_equal(hit->block, 7);
		builder_printf(&found, "%s%u:%u-%u", found.len ? " " : "", hit->item, hit->start,
		               hit->end);
	}
	assert_string_equal(found.bytes, expected);
	builder_release(&found);
	hits_release(&hits);
	arena_free(arena);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void words_and_white_space(void **state)
{
	(void)state;
	finds(0, LIST("seamless"), "Seamless, SEAMLESS seamlessly unseamless", "0:0-8 0:10-18");
	finds(0, LIST("state of the art"),
	      "state of\n  the\xc2\xa0"
	      "ART",
	      "0:0-19");
	finds(0, LIST("best in", "best in class", "in class", "in"), "best in class",
	      "0:0-7 1:0-13 3:5-7 2:5-13");
	finds(0, LIST("foo"), "foo_bar foo1 (foo) foo", "0:14-17 0:19-22");
	finds(0, LIST("a a"), "a a a", "0:0-3 0:2-5");
	finds(0, LIST("on-call"),
	      "on-call on call on\xe2\x80\x91"
	      "call on--call",
	      "0:0-7 0:16-25");
	finds(0, LIST("don't"), "don\xe2\x80\x99t DON'T dont don", "0:0-7 0:8-13");
	finds(0, LIST("team"), "the team's", "0:4-8");
	finds(0, LIST("caf\xc3\x89"), "CAF\xc3\xa9 caf", "0:0-5");
	finds(0, LIST("kelvin"),
	      "\xe2\x84\xaa"
	      "elvin",
	      "0:0-8");
	finds(0, LIST("internationalization of it"), "Internationalization of IT", "0:0-26");
	finds(0, LIST("foo"), "", "");
	finds(0, LIST("x"), "**** x ***x", "0:5-6 0:10-11");
}

static void punctuation(void **state)
{
	(void)state;
	finds(0, LIST("C++", "C", "C#"), "C++ and C, c# C",
	      "1:0-1 0:0-3 1:8-9 1:11-12 2:11-13 1:14-15");
	finds(0, LIST(".NET", "NET"), ".NET asp.net net", "0:0-4 1:1-4 0:8-12 1:9-12 1:13-16");
	finds(0, LIST("AI-powered!"), "AI-powered! AI-powered", "0:0-11");
	finds(0, LIST("foo, bar"), "foo,  bar foo , bar foo bar", "0:0-9");
	finds(0, LIST("\"yes\" we"), "\xe2\x80\x9cyes\xe2\x80\x9d we", "0:0-12");
	finds(0, LIST("$ 5"), "$  5 5", "0:0-4");
	finds(0, LIST(" padded "), "padded", "0:0-6");
}

static void case_sensitive(void **state)
{
	(void)state;
	finds(PHRASES_CASE_SENSITIVE, LIST("IT", "Go"), "it IT go Go iT", "0:3-5 1:9-11");
	finds(PHRASES_CASE_SENSITIVE, LIST("Foo bar"), "Foo bar foo bar Foo Bar", "0:0-7");
}

static void stemmed(void **state)
{
	(void)state;
	finds(PHRASES_STEMMED, LIST("leverage"), "Leveraging leveraged LEVERAGES lever",
	      "0:0-10 0:11-20 0:21-30");
	finds(PHRASES_STEMMED, LIST("production failure"), "productions failures, production fails",
	      "0:0-20");
	finds(PHRASES_STEMMED, LIST("die"), "dying died dyes", "0:0-5 0:6-10");
	finds(PHRASES_STEMMED, LIST("sky"), "skies Sky", "0:0-5 0:6-9");
	finds(PHRASES_STEMMED, LIST("missed deadlines"), "missing a deadline, misses deadline",
	      "0:20-35");
}

static void other_languages(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	assert_null(phrases_new(arena, "klingon"));
	struct phrases *table = phrases_new(arena, "german");
	uint32_t list = phrases_list(table, PHRASES_STEMMED);
	assert_true(phrases_add(table, list, slice_of("\xc3\xa4lter"), 0));
	phrases_freeze(table);
	struct hits hits = {0};
	hits_reset(&hits, table);
	phrases_scan(table, slice_of("\xc3\x84ltere alters"), 0, &hits);
	assert_int_equal(hits.count, 2);
	hits_release(&hits);
	arena_free(arena);
}

static void only_words_are_phrases(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct phrases *table = phrases_new(arena, NULL);
	uint32_t list = phrases_list(table, 0);
	assert_false(phrases_add(table, list, slice_of(""), 0));
	assert_false(phrases_add(table, list, slice_of(" - "), 0));
	phrases_freeze(table);
	struct hits hits = {0};
	hits_reset(&hits, table);
	phrases_scan(table, slice_of("nothing - here"), 0, &hits);
	assert_null(hits_first(&hits, list));
	assert_null(hits_first_in(&hits, list, 0));
	hits_release(&hits);
	arena_free(arena);
}

static void blocks_are_found_again(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct phrases *table = phrases_new(arena, NULL);
	uint32_t empty = phrases_list(table, 0);
	uint32_t list = phrases_list(table, 0);
	phrases_add(table, list, slice_of("a"), 0);
	phrases_freeze(table);
	struct hits hits = {0};
	for (int round = 0; round < 2; round++) {
		hits_reset(&hits, table);
		for (uint32_t block = 0; block < 10; block++)
			phrases_scan(table, slice_of(block % 3 ? "a b a" : "b"), block, &hits);
		static const uint32_t order[] = {0, 1, 1, 2, 5, 3, 4, 9, 8, 0, 8, 7};
		for (size_t i = 0; i < SUPPORT_COUNT(order); i++) {
			const struct hit *hit = hits_first_in(&hits, list, order[i]);
			assert_true((hit != NULL) == (order[i] % 3 != 0));
			if (!hit)
				continue;
			assert_int_equal(hit->block, order[i]);
			assert_int_equal(hit->start, 0);
			hit = hits_next(&hits, hit);
			assert_int_equal(hit->block, order[i]);
			assert_int_equal(hit->start, 4);
		}
		assert_null(hits_first_in(&hits, empty, 1));
	}
	hits_release(&hits);
	arena_free(arena);
}

static void random_text(uint64_t *seed, size_t pieces, struct builder *out)
{
	static const char *const words[] = {
	    "a",          "b",          "ab",           "AB",
	    "run",        "running",    "Runs",         "\xc3\xa9",
	    "\xc3\x89",   "a\xc3\xa9",  "\xe2\x84\xaa", "k",
	    "x_1",        "dying",      "die",          "ties",
	    "tie",        "abcdefghij", "abcdefghijK",  "abcdefghijklmnopqrstuvw",
	    "production", "productive"};
	static const char *const gaps[] = {" ",           " ",
	                                   " ",           " ",
	                                   "  ",          "\n",
	                                   "-",           "'",
	                                   "+",           "\xe2\x80\x99",
	                                   "\xc2\xa0",    "",
	                                   ". ",          " - ",
	                                   "*",           "\xe2\x80\x91",
	                                   "\xe2\x80\x9c"};
	builder_clear(out);
	builder_add_string(out, "");
	for (size_t i = 0; i < pieces; i++) {
		if (random_below(seed, 8))
			builder_add_string(out, words[random_below(seed, SUPPORT_COUNT(words))]);
		builder_add_string(out, gaps[random_below(seed, SUPPORT_COUNT(gaps))]);
	}
}

static void one_round(uint64_t *seed, struct stems *stems)
{
	static const unsigned flags[] = {0, PHRASES_CASE_SENSITIVE, PHRASES_STEMMED, 0};
	struct arena *arena = arena_new();
	struct phrases *table = phrases_new(arena, "english");
	struct builder text = {0};
	struct naive_phrase naive[40];
	size_t count = 0;
	for (uint32_t i = 0; i < 4; i++)
		phrases_list(table, flags[i]);
	for (uint32_t i = 0; i < 40; i++) {
		uint32_t list = (uint32_t)random_below(seed, 4);
		random_text(seed, 1 + random_below(seed, 4), &text);
		struct slice phrase = slice_of(builder_copy(&text, arena));
		assert_int_equal(phrases_add(table, list, phrase, i), naive_has_word(phrase));
		naive[count++] = (struct naive_phrase){phrase, flags[list], list, i};
	}
	phrases_freeze(table);
	struct hits hits = {0};
	hits_reset(&hits, table);
	for (uint32_t block = 0; block < 5; block++) {
		size_t before = hits.count;
		size_t expected_count;
		random_text(seed, 60, &text);
		phrases_scan(table, builder_slice(&text), block, &hits);
		struct hit *expected =
		    naive_scan(naive, count, builder_slice(&text), stems, &expected_count);
		if (hits.count - before != expected_count)
			fail_msg("%zu hits, not %zu, in: %s", hits.count - before, expected_count,
			         text.bytes);
		for (size_t i = 0; i < expected_count; i++)
			assert_int_equal(naive_compare(&hits.items[before + i], &expected[i]), 0);
		free(expected);
	}
	hits_release(&hits);
	builder_release(&text);
	arena_free(arena);
}

static void equals_the_naive_scanner(void **state)
{
	(void)state;
	uint64_t seed = 1;
	struct stems *stems = stems_new("english");
	for (int round = 0; round < 600; round++)
		one_round(&seed, stems);
	stems_free(stems);
}

/* Asserts that the stemmed list of PHRASE finds each of WORDS; their number. */
static size_t found_by(const char *phrase, const char *const *words)
{
	struct arena *arena = arena_new();
	struct phrases *table = phrases_new(arena, "english");
	struct hits hits = {0};
	size_t count = 0;

	phrases_add(table, phrases_list(table, PHRASES_STEMMED), slice_of(phrase), 0);
	phrases_freeze(table);
	for (; words[count]; count++) {
		hits_reset(&hits, table);
		phrases_scan(table, slice_of(words[count]), 0, &hits);
		if (hits.count != 1)
			fail_msg("`%s` does not find `%s`", phrase, words[count]);
	}
	hits_release(&hits);
	arena_free(arena);
	return count;
}

/* A word is stemmed only when it begins like a phrase: whatever Snowball makes of a
 * beginning and a suffix must be found by every other word of the same stem. */
static void inflections_begin_like_their_stem(void **state)
{
	static const char *const beginnings[] = {
	    "d",    "l",     "t",    "sk",  "sp",   "us",  "ag",   "ow",        "be",
	    "hop",  "hopp",  "dy",   "ly",  "cr",   "fl",  "abl",  "ab",        "comm",
	    "gen",  "news",  "earl", "ugl", "sky",  "mak", "bl",   "loop",      "pric",
	    "agre", "alert", "fail", "on",  "idl",  "rel", "yel",  "fee",       "see",
	    "die",  "tie",   "inn",  "out", "proc", "exc", "succ", "\xc3\xa9t", "a",
	    "in",   "up",    "go",   "ad",  "add",  "4",   "14",   "vs",        "pay",
	    "one",  "the",   "spi",  "us_", "buzz", "i",   "css"};
	static const char *const suffixes[] = {
	    "",        "s",     "es",    "ed",    "ing",     "ied",     "ies",   "y",
	    "ly",      "er",    "eed",   "eedly", "ational", "ization", "ation", "ness",
	    "fully",   "ement", "ive",   "e",     "ible",    "ability", "ical",  "ship",
	    "fulness", "edly",  "ingly", "en",    "ls"};
	enum { MOST = 61 * 29 };
	char words[MOST][24];
	char stems[MOST][24];
	struct stems *snowball = stems_new("english");
	size_t count = 0;
	size_t shared = 0;

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(beginnings); i++)
		for (size_t j = 0; j < SUPPORT_COUNT(suffixes); j++, count++) {
			struct slice stem;

			snprintf(words[count], sizeof(words[0]), "%s%s", beginnings[i],
			         suffixes[j]);
			stem = stems_of(snowball, slice_of(words[count]));
			snprintf(stems[count], sizeof(stems[0]), "%.*s", SLICE_ARG(stem));
		}
	/* Each word finds the later ones of its stem. */
	for (size_t i = 0; i < count; i++) {
		const char *same[MOST + 1];
		size_t others = 0;

		for (size_t j = i + 1; j < count; j++)
			if (strcmp(stems[i], stems[j]) == 0)
				same[others++] = words[j];
		same[others] = NULL;
		if (others)
			shared += found_by(words[i], same);
	}
	assert_true(shared > 1000);
	stems_free(snowball);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_and_white_space),
	    cmocka_unit_test(punctuation),
	    cmocka_unit_test(case_sensitive),
	    cmocka_unit_test(stemmed),
	    cmocka_unit_test(other_languages),
	    cmocka_unit_test(only_words_are_phrases),
	    cmocka_unit_test(blocks_are_found_again),
	    cmocka_unit_test(equals_the_naive_scanner),
	    cmocka_unit_test(inflections_begin_like_their_stem),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
