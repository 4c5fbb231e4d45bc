/*
 * Whether words are said, denied or asked, and what stands in quotation marks.
 * In a case the phrase stands between brackets, which are taken out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rules/clause.h"
#include "rules/sentence.h"
#include "support.h"

static const char *const said[] = {
    "It [never fails].",
    "[Zero downtime] for all",
    "It does not sleep; it [never fails].",
    "It is not slow: it [never fails]",
    "It isn't slow \xE2\x80\x94 it [never fails]",
    "No retries, [zero downtime].",
    "No matter what, it [never fails].",
    "It is not only quick, it [never fails].",
    "Not only [bulletproof] but quick.",
    "It does not sleep, and it [never fails].",
    "It is no toy but [bulletproof].",
    "It [guarantees] that your data is not lost.",
    "It [guarantees] no loss.",
    "We knot what [never fails].",
    "If one stops, the rest [never fails].",
    "(Not a toy.) It [never fails].",
};

static const char *const denied[] = {
    "It does not [guarantee] it.",
    "It doesn't [guarantee] it.",
    "It doesn\xE2\x80\x99t [guarantee] it.",
    "No framework [never fails].",
    "It is not [bulletproof].",
    "It cannot, by itself, [guarantee] it.",
    "It comes without [guarantees].",
    "There are no [guarantees].",
    "Nobody [guarantees] it.",
    "NOTHING [never fails]",
    "Neither of them is [bulletproof].",
    "Rather than [zero downtime] it has a window.",
    "If it [never fails], good.",
    "Whether it [never fails] is open.",
    "[Zero downtime] is a myth.",
    "[Zero downtime] isn\xE2\x80\x99t free.",
    "[Zero downtime] deployments are not possible.",
    "[Guarantees] cannot be given.",
    "Its [guarantees] do not cover it.",
};

/* CASE without its brackets; what stood between them. */
static struct slice read_case(const char *text, struct builder *out, struct span *phrase)
{
	for (; *text; text++) {
		if (*text == '[')
			phrase->start = out->len;
		else if (*text == ']')
			phrase->end = out->len;
		else
			builder_add_char(out, *text);
	}
	return builder_slice(out);
}

/* The sentence that holds the phrase. */
static struct span sentence_of(struct slice text, struct span phrase)
{
	struct span sentence = {0, 0};

	while (sentence_next(text, sentence.end, &sentence) && phrase.start >= sentence.end)
		;
	return sentence;
}

static void check(const char *const *cases, size_t count, bool wanted)
{
	for (size_t i = 0; i < count; i++) {
		struct builder out = {0};
		struct span phrase;
		struct slice text = read_case(cases[i], &out, &phrase);

		if (clause_denies(text, sentence_of(text, phrase), phrase) != wanted)
			fail_msg("`%s` is %s", cases[i], wanted ? "denied" : "said");
		builder_release(&out);
	}
}

static void what_is_said_is_said(void **state)
{
	(void)state;
	check(said, SUPPORT_COUNT(said), false);
}

static void what_is_denied_is_not(void **state)
{
	(void)state;
	check(denied, SUPPORT_COUNT(denied), true);
}

static void questions_ask(void **state)
{
	static const char *const questions[] = {"Does it?", "Does it?\"", "Does it?)",
	                                        "Does it?\xE2\x80\x9D", "\xEF\xBC\x9F"};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(questions); i++) {
		struct slice text = slice_of(questions[i]);

		assert_true(clause_asks(text, (struct span){0, text.len}));
	}
	assert_false(clause_asks(slice_of("It does."), (struct span){0, 8}));
	assert_false(clause_asks(slice_of("It? No."), (struct span){4, 7}));
	assert_false(clause_asks(slice_of(""), (struct span){0, 0}));
}

/* A case is text whose quotations stand between brackets. */
static void quotations_open_and_close(void **state)
{
	static const char *const cases[] = {
	    "none at all",
	    "He said [\"stop\"] and [\"go.\"]",
	    "[\xE2\x80\x9Cstop\xE2\x80\x9D] and \xE2\x80\x9Cnever closed",
	    "[\xE2\x80\x98stop\xE2\x80\x99] and don\xE2\x80\x99t",
	    "['stop, don't'] and the users' own",
	    "A 5\" disk and a 3\" one",
	    "(\xE2\x80\x9Enicht",
	    "[\xE2\x80\x9Enicht\xE2\x80\x9C]",
	    "[\xC2\xABnon\xC2\xBB], \xE5\xBD\xBC[\xE3\x80\x8C\xE3\x81\x84\xE3\x80\x8D]\xE3\x81\xA8",
	    "['a'][\"b\"]",
	    "\"",
	    "\" open",
	};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
		struct builder plain = {0};
		struct builder marked = {0};
		struct span none;
		struct slice text = read_case(cases[i], &plain, &none);
		struct span found = {0, 0};
		size_t done = 0;

		while (quotation_next(text, found.end, &found)) {
			builder_add_slice(&marked, slice_sub(text, done, found.start));
			builder_printf(&marked, "[%.*s]",
			               SLICE_ARG(slice_sub(text, found.start, found.end)));
			done = found.end;
		}
		builder_add_slice(&marked, slice_sub(text, done, text.len));
		if (!slice_is(builder_slice(&marked), cases[i]))
			fail_msg("%.*s", SLICE_ARG(builder_slice(&marked)));
		builder_release(&plain);
		builder_release(&marked);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_said_is_said),
	    cmocka_unit_test(what_is_denied_is_not),
	    cmocka_unit_test(questions_ask),
	    cmocka_unit_test(quotations_open_and_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
