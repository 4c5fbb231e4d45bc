#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "rules/need.h"
#include "rules/pattern.h"
#include "support.h"

/* Whether TEXT has what PATTERN needs; PATTERN must have a need. */
static bool met(const char *pattern, bool caseless, const char *text)
{
	struct arena *arena = arena_new();
	struct need_first first;
	struct need *need = need_of(arena, slice_of(pattern), caseless, &first);
	struct need_pairs *pairs = arena_alloc(arena, sizeof(*pairs));
	bool result;

	if (!need)
		fail_msg("%s needs nothing", pattern);
	need_read(pairs, slice_of(text));
	result = need_is_met(need, pairs);
	arena_free(arena);
	return result;
}

static void pairs(void **state)
{
	(void)state;
	assert_true(met("xyz", false, "an xyz"));
	assert_false(met("xyz", false, "an x, y, z"));
	assert_false(met("xyz", false, "XYZ"));
	assert_true(met("xyz", true, "XYZ"));
	assert_true(met("(?i)xyz", false, "XYZ"));
	assert_true(met("(?:jq|zx)", false, "zx"));
	assert_false(met("(?:jq|zx)", false, "jx zq"));
	assert_true(met("\\d{2}[AP]M", false, "10AM"));
	assert_false(met("\\d{2}[AP]M", false, "10 km"));
	assert_true(met("[a-z][.?!][A-Z]", false, "end.Begin"));
	assert_false(met("[a-z][.?!][A-Z]", false, "end. Begin"));
	assert_true(met("\xe2\x80\x94", false, "a \xe2\x80\x94 b"));
	assert_true(met("q$", false, "q"));
	assert_true(met("(?:^|\\s)I(?=\\s)", false, "I am"));
	assert_false(met("(?:^|\\s)I(?=\\s)", false, "It is"));
	assert_true(met("ax?;", false, "a;"));
}

static void nothing_is_needed(void **state)
{
	static const char *const patterns[] = {"",   ".*",           "(a)\\1",    "(?(1)a|b)",
	                                       "a|", "[[:alpha:]]x", "\\Qa.b\\E", "x?"};

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		struct arena *arena = arena_new();
		struct need_first first;
		struct need *need = need_of(arena, slice_of(patterns[i]), false, &first);

		if (need)
			fail_msg("%s needs something", patterns[i]);
		assert_false(first.rare);
		arena_free(arena);
	}
}

/* Whatever a pattern finds, its need is met, and it begins as it may. */
static void needs_are_sound(void **state)
{
	static const char *const atoms[] = {
	    "a",      "b",     "[ab]",     "[^a ]", "\\d",          "\\w+",     "\\s",
	    "\\b",    ".",     "(?:a|bc)", "a?",    "b*",           "(c|)",     "x{2}",
	    "x{0,1}", "(?i)K", "(?=b)",    "(?!a)", "(?<=a)",       "\xc3\xa9", "[é-ü]",
	    "^",      "$",     "|",        "(?-i)", "(?:b(?=c)|d)", "\\.",      "[^\\x41]",
	    "ſ",      "[^ſ]",  "[Ā-ɏ]",    "[K]",   "[^\\p{L}d]",   "[^\\h]",   "[^k]"};
	static const char *const pieces[] = {
	    "a",  "b", "c",        "x", "xx",           " ", "1", "K",       "k", ".",
	    "\n", "d", "\xc3\xa9", "B", "\xe2\x84\xaa", "s", "S", "\xc5\xbf"};
	struct matcher *matcher = matcher_new(0);
	uint64_t seed = 11;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct arena *arena = arena_new();
		struct builder pattern = {0};
		struct builder text = {0};
		bool caseless = random_below(&seed, 2);
		struct need_pairs *read = arena_alloc(arena, sizeof(*read));
		struct pattern_error error;
		struct need_first first;
		struct span found;

		random_add(&seed, &pattern, atoms, SUPPORT_COUNT(atoms),
		           1 + random_below(&seed, 5));
		builder_add_string(&text, "");
		random_add(&seed, &text, pieces, SUPPORT_COUNT(pieces), random_below(&seed, 12));
		struct pattern *compiled = pattern_compile(arena, builder_slice(&pattern),
		                                           caseless ? PATTERN_CASELESS : 0, &error);
		struct need *need = need_of(arena, builder_slice(&pattern), caseless, &first);
		need_read(read, builder_slice(&text));
		if (compiled && pattern_find(compiled, matcher, builder_slice(&text), 0, &found) ==
		                    PATTERN_MATCH) {
			if (need && !need_is_met(need, read))
				fail_msg("%s is found in %s", pattern.bytes, text.bytes);
			if (found.end > found.start &&
			    need_next(&first, builder_slice(&text), found.start) != found.start)
				fail_msg("%s begins otherwise in %s", pattern.bytes, text.bytes);
		}
		builder_release(&pattern);
		builder_release(&text);
		arena_free(arena);
	}
	matcher_free(matcher);
}

/* It is the first byte of the set, wherever that is and whatever surrounds it. */
static void next_is_the_first(void **state)
{
	uint64_t seed = 17;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		unsigned char low = (unsigned char)random_below(&seed, SYMBOL_FOREIGN);
		struct symbols set = {{0, 0}};
		struct need_first first;
		char text[40];
		size_t at = random_below(&seed, sizeof(text));
		size_t expected = at;

		for (size_t n = random_below(&seed, 4); n; n--)
			symbols_put(&set,
			            (unsigned)(low + random_below(&seed, round % 2 ? 10 : 100)) %
			                SYMBOL_COUNT);
		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = (char)(random_below(&seed, 3) ? low + random_below(&seed, 10)
			                                        : random_below(&seed, 256));
		first = (struct need_first){set, true};
		while (expected < sizeof(text) &&
		       !symbols_has(&set, symbol_of((unsigned char)text[expected])))
			expected++;
		assert_int_equal(need_next(&first, slice_from(text, sizeof(text)), at), expected);
	}
}

/* The factor of PATTERN is EXPECTED; NULL: there is none. */
static void factor_is(const char *pattern, const char *expected)
{
	struct arena *arena = arena_new();
	struct need_factor factor;
	bool found = need_factor(arena, slice_of(pattern), false, &factor);

	if (found != (expected != NULL) || (found && !slice_is(factor.text, expected)))
		fail_msg("%s: %.*s", pattern, found ? (int)factor.text.len : 4,
		         found ? factor.text.ptr : "none");
	arena_free(arena);
}

static void factors(void **state)
{
	(void)state;
	factor_is("(?:[^,]+,){1,}\\s\\w+\\s(?:and|or)", ",\\s\\w+\\s(?:and|or)");
	factor_is("(?:[^\\s,]+,)+ \\w+", ", \\w+");
	factor_is("([^,]+,)\\w", ",\\w");
	factor_is("(?:[^,]+,)*\\w+!", "!");
	factor_is("(?:[^,]+,|x)+\\w", "(?:[^,]+,|x)+\\w");
	factor_is("(?i:\\w,)x", "x");
	factor_is("\\w+nised?", "nised?");
	factor_is("\\s[\xe2\x80\x94]\\s|\\w;", "[\xe2\x80\x94]\\s|;");
	factor_is("zebra", "zebra");
	factor_is("\\w+(?<=b)z", "(?<=b)z");
	factor_is("\\w+z(?=a)", "z(?=a)");
	factor_is("(?i)\\w+z", NULL);
	factor_is("(?:\\w(?i),)z", "z");
	factor_is("(\\w)\\1z", NULL);
	factor_is("\\w+\\Gz", NULL);
	factor_is("\\w+z|", NULL);
	factor_is("\\w+z)", NULL);
}

/* Within whatever a pattern finds its factor is found. */
static void factors_are_sound(void **state)
{
	static const char *const atoms[] = {
	    "a",       "b",     "[ab]",     "[^a ]",       "\\d",      "\\w+",   "\\s",
	    "\\b",     ".",     "(?:a|bc)", "a?",          "b*",       "(c|)",   "x{2}",
	    "(?:.x)+", "(?=b)", "(?!a)",    "(?<=a)",      "\xc3\xa9", "[^x]++", "(?:[^x]+x){1,}",
	    "^",       "$",     "(?i:K)",   "(?:\\w+?b)+", "(b.)+",    "\\.",    "(?:a(?=x).)+"};
	static const char *const pieces[] = {"a", "b", "c",  "x", "xx", " ",
	                                     "1", "k", "\n", ".", "d",  "\xc3\xa9"};
	struct matcher *matcher = matcher_new(60000);
	uint64_t seed = 3;
	unsigned tried = 0;

	(void)state;
	for (int round = 0; round < 30000; round++) {
		struct arena *arena = arena_new();
		struct builder pattern = {0};
		struct builder text = {0};
		bool caseless = random_below(&seed, 2);
		unsigned flags = caseless ? PATTERN_CASELESS : 0;
		struct pattern_error error;
		struct pattern *whole, *part;
		struct need_factor factor;
		struct span found, inside;

		random_add(&seed, &pattern, atoms, SUPPORT_COUNT(atoms),
		           1 + random_below(&seed, 5));
		builder_add_string(&text, "");
		random_add(&seed, &text, pieces, SUPPORT_COUNT(pieces), random_below(&seed, 20));
		whole = pattern_compile(arena, builder_slice(&pattern), flags, &error);
		if (whole && need_factor(arena, builder_slice(&pattern), caseless, &factor)) {
			part = pattern_compile(arena, factor.text, flags, &error);
			if (!part)
				fail_msg("%s is none of %s", factor.text.ptr, pattern.bytes);
			for (size_t at = 0; pattern_find(whole, matcher, builder_slice(&text), at,
			                                 &found) == PATTERN_MATCH;
			     at = pattern_after(builder_slice(&text), found), tried++)
				if (pattern_find(part, matcher, builder_slice(&text), found.start,
				                 &inside) != PATTERN_MATCH ||
				    inside.start > found.end)
					fail_msg("%s is found in %s without %.*s", pattern.bytes,
					         text.bytes, SLICE_ARG(factor.text));
		}
		builder_release(&pattern);
		builder_release(&text);
		arena_free(arena);
	}
	if (tried < 1000)
		fail_msg("only %u matches", tried);
	matcher_free(matcher);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pairs),           cmocka_unit_test(nothing_is_needed),
	    cmocka_unit_test(needs_are_sound), cmocka_unit_test(next_is_the_first),
	    cmocka_unit_test(factors),         cmocka_unit_test(factors_are_sound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
