#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "rules/glob.h"
#include "support.h"

struct expectation {
	const char *pattern;
	const char *text;
	bool matches;
};

static void expect(const struct expectation *e, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (glob_match(slice_of(e[i].pattern), slice_of(e[i].text)) != e[i].matches)
			fail_msg("%s %s %s", e[i].pattern,
			         e[i].matches ? "should match" : "should not match", e[i].text);
	}
}

#define EXPECT(...)                                                                                \
	expect((struct expectation[]){__VA_ARGS__},                                                \
	       sizeof((struct expectation[]){__VA_ARGS__}) / sizeof(struct expectation))

static void segments(void **state)
{
	(void)state;
	EXPECT({"", "", true}, {"", "a", false}, {"a", "a", true}, {"a", "A", false},
	       {"*", "", true}, {"*", "abc", true}, {"*", "a/b", false}, {"*.md", "x.md", true},
	       {"*.md", ".md", true}, {"*.md", "a/x.md", false}, {"a*c", "abbbc", true},
	       {"a*c", "ac", true}, {"a*c", "ab", false}, {"a?c", "abc", true},
	       {"a?c", "a/c", false},
	       {"a?c",
	        "a\xc3\xa4"
	        "c",
	        true},
	       {"a?c", "ac", false}, {"/contact-sales*", "/contact-sales?x=1", true},
	       {"/contact-sales*", "/contact-sales/eu", false},
	       {"a?c",
	        "a\xff"
	        "c",
	        true},
	       {"\xff", "\xff", true}, {"\xff", "\xfe", false});
}

static void across_segments(void **state)
{
	(void)state;
	EXPECT({"**", "a/b/c", true}, {"**", "", true}, {"**/x", "x", true}, {"**/x", "a/x", true},
	       {"**/x", "a/b/x", true}, {"**/x", "ax", false}, {"**/x", "a/bx", false},
	       {"a/**/b", "a/b", true}, {"a/**/b", "a/x/b", true}, {"a/**/b", "a/x/y/b", true},
	       {"a/**/b", "ab", false}, {"a/**/b", "a/xb", false}, {"a/**", "a/b/c", true},
	       {"a/**", "a/", true}, {"a/**", "a", false},
	       {"content/**/*.md", "content/x.md", true},
	       {"content/**/*.md", "content/a/b/x.md", true},
	       {"content/**/*.md", "content/x.mdx", false},
	       {"https://github.com/**", "https://github.com/a/b#c", true},
	       {"{**/a,b}", "x/y/a", true}, {"{**/a,b}", "a", true}, {"a**/b", "axy/b", true},
	       {"a,**/b", "a,b", false}, {"a**b", "a/x/b", true});
}

static void alternatives(void **state)
{
	(void)state;
	EXPECT({"{a,b}", "a", true}, {"{a,b}", "b", true}, {"{a,b}", "c", false},
	       {"{a,b}", "ab", false}, {"x.{md,mdx}", "x.mdx", true}, {"x{,y}", "x", true},
	       {"x{,y}", "xy", true}, {"{a,{b,c}d}e", "cde", true}, {"{a,{b,c}d}e", "ae", true},
	       {"{a,{b,c}d}e", "bce", false}, {"{a}", "a", true}, {"{}", "", true},
	       {"a,b", "a,b", true}, {"{a*,b}/c", "axx/c", true}, {"{a,b}{c,d}", "bc", true},
	       {"{a,b,c,d,e}", "e", true}, {"{a,b,c,d,e}", "c", true});
}

static void classes_and_escapes(void **state)
{
	(void)state;
	EXPECT({"[a-c]", "b", true}, {"[a-c]", "d", false}, {"[!a-c]", "d", true},
	       {"[^a-c]", "b", false}, {"[!a]", "/", false}, {"[/]", "/", false},
	       {"[]a]", "]", true}, {"[a-]", "-", true}, {"[\\]]", "]", true},
	       {"[\xc3\xa0-\xc3\xbf]", "\xc3\xa4", true}, {"\\*", "*", true}, {"\\*", "a", false},
	       {"\\{a,b\\}", "{a,b}", true}, {"\\\\", "\\", true});
}

static void validity(void **state)
{
	(void)state;
	static const char *const bad[] = {"[a", "{a,b", "a}", "a\\", "[", "[]", "{[}"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		const char *why = NULL;
		if (glob_valid(slice_of(bad[i]), &why))
			fail_msg("%s should not be valid", bad[i]);
		assert_non_null(why);
		assert_false(glob_match(slice_of(bad[i]), slice_of(bad[i])));
	}
	const char *why;
	assert_true(glob_valid(slice_of("{a,[b]}/**/x?\\{*"), &why));
	assert_null(why);
	static char pattern[GLOB_LENGTH_LIMIT + 1];
	memset(pattern, '{', 100);
	assert_false(glob_valid(slice_from(pattern, 100), &why));
	memset(pattern, 'a', sizeof(pattern));
	assert_true(glob_valid(slice_from(pattern, GLOB_LENGTH_LIMIT), NULL));
	assert_true(glob_match(slice_from(pattern, GLOB_LENGTH_LIMIT),
	                       slice_from(pattern, GLOB_LENGTH_LIMIT)));
	assert_false(glob_valid(slice_from(pattern, GLOB_LENGTH_LIMIT + 1), &why));
}

/* What makes backtracking matchers hang: nothing to see but that it ends. */
static void no_backtracking(void **state)
{
	(void)state;
	char pattern[201], text[4000];
	for (size_t i = 0; i < 200; i += 2)
		memcpy(pattern + i, "a*", 2);
	pattern[200] = 'b';
	memset(text, 'a', sizeof(text));
	assert_false(glob_match(slice_from(pattern, 201), slice_from(text, sizeof(text))));
	for (size_t i = 0; i < 200; i += 4)
		memcpy(pattern + i, "**a/", 4);
	assert_false(glob_match(slice_from(pattern, 201), slice_from(text, sizeof(text))));
}

/* Nothing is told of a pattern in braces before its automaton runs: the same pattern
 * without them must give the same answer. */
static void what_is_told_at_once_is_what_the_automaton_says(void **state)
{
	static const char *const parts[] = {"a", "b",    "/",    "*",    "**",   "?",
	                                    "]", "\xff", "[ab]", "[!a]", "**/*", "\xc3\xa4"};
	static const char *const letters[] = {"a", "b", "/", "]", "\xff", "\xc3\xa4", "c"};
	uint64_t seed = 1;
	size_t matches = 0;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		char braced[64] = "{";
		char text[64] = "";
		struct slice pattern;

		for (size_t n = random_below(&seed, 6); n; n--)
			strcat(braced, parts[random_below(&seed, SUPPORT_COUNT(parts))]);
		for (size_t n = random_below(&seed, 7); n; n--)
			strcat(text, letters[random_below(&seed, SUPPORT_COUNT(letters))]);
		strcat(braced, "}");
		pattern = slice_of(braced);
		if (glob_match(slice_sub(pattern, 1, pattern.len - 1), slice_of(text)) !=
		    glob_match(pattern, slice_of(text)))
			fail_msg("%s differs for %s", braced, text);
		matches += glob_match(pattern, slice_of(text));
	}
	assert_true(matches > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(segments),
	    cmocka_unit_test(across_segments),
	    cmocka_unit_test(alternatives),
	    cmocka_unit_test(classes_and_escapes),
	    cmocka_unit_test(validity),
	    cmocka_unit_test(no_backtracking),
	    cmocka_unit_test(what_is_told_at_once_is_what_the_automaton_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
