/*
 * Where sentences end. A case is written with a bar between its sentences. What
 * is not told apart stands here too, so that a change of it is seen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rules/sentence.h"
#include "support.h"

static const char *const cases[] = {
    "",
    "One",
    "One sentence.",
    "One.| Two.| Three",
    "One!| Two?| Three?!| Four...| Five.",
    /* no white space, or a small letter behind */
    "See v1.2 and Node.js now.| Then go.",
    "It costs 3.5 dollars.| Or $4.",
    "A file.txt here.| Next.",
    "It ended. and went on.",
    "What?| he asked.| No!| she said.",
    "Yes!| more",
    "A name.| iOS begins one.| req_llm too.",
    /* abbreviations and initials */
    "Use a tool, e.g. Make.| Done.",
    "That is, i.e. Monday.| Done.",
    "Ask Dr. Smith.| Ask J. Doe.| Ask J. R. Doe.",
    "The U.S. Market.| Fine.",
    "It was I.| You knew.",
    "(E.G. This).| That.",
    "See Fig. 1 and Nos. 2 to 4.| Good.",
    "Did it work?| No.| We moved on.",
    /* what may end a sentence does so before a capital */
    "They sell paper, etc.| The rest is known.",
    "They sell paper, etc. and more.",
    "Acme Inc.| Sells it.",
    "At 5 p.m.| Monday.",
    "It ends so, etc.",
    /* what closes stays with its sentence */
    "He said \"Stop.\"| Then he left.",
    "He said (loudly.)| Then he left.",
    "\xE2\x80\x9CStop.\xE2\x80\x9D| Then.",
    "\xE2\x80\x98Stop!\xE2\x80\x99| Then.",
    "**Bold.**| Then.",
    "[Note.]| Then.",
    /* what begins one */
    "One.| 2 is next.",
    "One.| \"Two.\"",
    "One.| (Two.)",
    "One.| \xC3\x89t\xC3\xA9.",
    "One.| - a list",
    "1.| First item",
    "2) First item.| Second.",
    "A heading without a stop",
    /* white space */
    "One.|\n\n Two.|\tThree.",
    /* the ellipsis as a character, and ideographic stops, which need no blank */
    "So\xE2\x80\xA6| And more.",
    "So\xE2\x80\xA6 and more.",
    "\xE4\xB8\x80\xE3\x80\x82|\xE4\xBA\x8C\xEF\xBC\x81|\xE4\xB8\x89",
    /* not told apart: a no-break space, and a sentence that ends in a letter */
    "One.\xC2\xA0Two.",
    "Plan A. Then plan B.",
};

/* CASE without its bars; where each sentence begins and ends goes to SPANS. */
static size_t read_case(const char *text, char *out, struct span *spans)
{
	size_t len = 0;
	size_t count = 0;
	size_t start = 0;

	for (const char *c = text;; c++) {
		if (*c && *c != '|') {
			out[len++] = *c;
			continue;
		}
		while (start < len && char_is_space(out[start]))
			start++;
		if (start < len)
			spans[count++] = (struct span){start, len};
		start = len;
		if (!*c)
			break;
	}
	out[len] = '\0';
	return count;
}

static void sentences_end_where_they_do(void **state)
{
	char out[256];
	struct span wanted[16];

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
		size_t count = read_case(cases[i], out, wanted);
		struct slice text = slice_of(out);
		struct span found = {0, 0};
		size_t n = 0;

		while (sentence_next(text, found.end, &found)) {
			if (n == count || found.start != wanted[n].start ||
			    found.end != wanted[n].end)
				fail_msg("sentence %zu of `%s` is [%zu, %zu)", n, out, found.start,
				         found.end);
			n++;
		}
		if (n != count)
			fail_msg("`%s` has %zu sentences", out, n);
	}
}

/* Of any text: sentences follow each other, hold every byte but blanks, and are
 * neither empty nor blank at an end. */
static void sentences_cover_the_text(void **state)
{
	static const char *const parts[] = {".",    "!",        "?",  " ", "\n",           "a",
	                                    "B",    "e.g.",     "\"", ")", "\xE2\x80\x9D", "1",
	                                    "etc.", "\xC3\xA9", "Mr", "*"};
	uint64_t seed = 51;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct builder built = {0};
		struct slice text;
		struct span found = {0, 0};
		size_t covered = 0;

		for (size_t n = random_below(&seed, 20); n > 0; n--)
			builder_add_string(&built,
			                   parts[random_below(&seed, SUPPORT_COUNT(parts))]);
		text = builder_slice(&built);
		while (sentence_next(text, found.end, &found)) {
			assert_true(found.start >= covered && found.start < found.end);
			assert_true(found.end <= text.len);
			for (; covered < found.start; covered++)
				assert_true(char_is_space(text.ptr[covered]));
			assert_false(char_is_space(text.ptr[found.start]));
			assert_false(char_is_space(text.ptr[found.end - 1]));
			covered = found.end;
		}
		for (; covered < text.len; covered++)
			assert_true(char_is_space(text.ptr[covered]));
		builder_release(&built);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sentences_end_where_they_do),
	    cmocka_unit_test(sentences_cover_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
