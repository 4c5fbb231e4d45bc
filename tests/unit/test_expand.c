#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "rules/phrases.h"

static void collect(void *context, struct slice phrase)
{
	struct builder *all = context;
	builder_add_slice(all, phrase);
	builder_add_char(all, ';');
}

/* EXPECTED: the phrases, each followed by ';'; NULL: not finite. */
static void expands(const char *pattern, const char *expected)
{
	struct builder all = {0};
	builder_add_string(&all, "");
	bool finite = phrases_expand(slice_of(pattern), 16, collect, &all);
	if (finite != (expected != NULL))
		fail_msg("%s: %s", pattern, finite ? all.bytes : "not expanded");
	assert_string_equal(all.bytes, expected ? expected : "");
	builder_release(&all);
}

static void literals(void **state)
{
	(void)state;
	expands("seamless", "seamless;");
	expands("state of the art", "state of the art;");
	expands("C\\+\\+", "C++;");
	expands("\\.NET", ".NET;");
	expands("don't", "don't;");
	expands("caf\xc3\xa9s?", "caf\xc3\xa9s;caf\xc3\xa9;");
	expands("a}b]c", "a}b]c;");
	expands("10\\ x", "10 x;");
}

static void alternatives(void **state)
{
	(void)state;
	expands("e-?mail", "e-mail;email;");
	expands("cell ?phone", "cell phone;cellphone;");
	expands("fresh(?:m[ae]n|wom[ae]n)", "freshman;freshmen;freshwoman;freshwomen;");
	expands("a|b|ab", "a;b;ab;");
	expands("(one|two)", "one;two;");
	expands("x(?:a(?:b|c)?)?y", "xaby;xacy;xay;xy;");
	expands("ab??c", "ac;abc;");
	expands("lo{1,2}p", "loop;lop;");
	expands("lo{2}p", "loop;");
	expands("lo{0,1}?p", "lp;lop;");
	expands("(?:a|a)b", "ab;");
	expands("best[ -](?:in|of)", "best in;best of;best-in;best-of;");
	expands("a\\sb", "a b;");
	expands("[\\s_-]x", NULL);
	expands("x[\\s-]y", "x y;x-y;");
	expands("v[1-3]", "v1;v2;v3;");
	expands("[a-]b", "ab;-b;");
}

static void boundaries(void **state)
{
	(void)state;
	expands("\\bme\\b", "me;");
	expands("(?:\\bme\\b|you)", "me;you;");
	expands("me\\b you", "me you;");
	expands("me\\bx", NULL);
	expands("\\b\\.NET", NULL);
	expands("C\\+\\+\\b", NULL);
	expands("a-\\b-b", NULL);
}

static void infinite(void **state)
{
	(void)state;
	static const char *const patterns[] = {
	    "a*",        "a+b",     "a.b",   "^a",
	    "a$",        "\\w+",    "a{3}",  "a{1,}",
	    "[^a]b",     "[a-z]",   "(?i)a", "(?=a)b",
	    "(?<!a)b",   "(a",      "a)",    "a|",
	    "",          " a",      "a ",    "a(?: b)? ",
	    "\\d",       "a?",      "[]",    "[a",
	    "a\\",       "[[:a:]]", "(*F)a", "a{,2}",
	    "a?+",       "[z-a]",   "\\x41", "+a",
	    "-",         "a\1",     "[\1]a", "(?:a|b)(?:c|d)(?:e|f)(?:g|h)(?:i|j)",
	    "a\xc2\xa0",
	};
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		expands(patterns[i], NULL);
	char deep[200];
	for (size_t i = 0; i < 100; i++) {
		deep[i] = '(';
		deep[100 + i] = i < 99 ? ')' : '\0';
	}
	expands(deep, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(literals),
	    cmocka_unit_test(alternatives),
	    cmocka_unit_test(boundaries),
	    cmocka_unit_test(infinite),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
