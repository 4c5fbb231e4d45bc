/* What is said to compile does, with as many groups, and is light when it is said to be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "rules/pattern.h"
#include "rules/wellformed.h"
#include "support.h"

enum { ROUNDS = 100000 };

static const char *const sure[] = {
    "",
    "plain text",
    "game[ -]?chang(?:ing|er|ers)",
    "(a)|(b+?)(?:c*)?",
    "\\bworld\\b.\\w+\\d\\s\\.",
    "[^a-z0-9 _-]+",
    "[-a]",
    "^a|b$",
    "(|a)",
    "a, b: c; d/e @ # ~ ! & = ' \" < > %",
};

static const char *const unsure[] = {
    "(",     ")",       "(a))",  "*",        "a**", "a++",   "a+?+",        "|*",   "(*a)", "(?=a)",
    "(?i)a", "(?<n>a)", "(?",    "a{2}",     "}",   "]",     "[a",          "[]a]", "[]",   "[^]",
    "[b-a]", "[a-Z]",   "[ -/]", "[\\d]",    "[a-", "[:a:]", "[[:alpha:]]", "\\",   "\\1",  "\\Qa",
    "\\b+",  "^*",      "\\x41", "\xc3\xa9", "a\n", "\t",    "[a-c-e]",     "(?:",  "\\C",  "\\pL",
};

static void what_is_sure(void **state)
{
	struct wellformed wellformed;

	(void)state;
	for (size_t i = 0; i < sizeof(sure) / sizeof(sure[0]); i++)
		if (!wellformed_read(slice_of(sure[i]), &wellformed))
			fail_msg("not sure: %s", sure[i]);
	for (size_t i = 0; i < sizeof(unsure) / sizeof(unsure[0]); i++)
		if (wellformed_read(slice_of(unsure[i]), &wellformed))
			fail_msg("sure: %s", unsure[i]);
}

/* Whether it is sure; then it compiles. */
static bool holds(const char *text, unsigned flags)
{
	struct arena *arena = arena_new();
	struct wellformed wellformed;
	struct pattern_error error;
	bool is_sure = wellformed_read(slice_of(text), &wellformed);

	if (is_sure) {
		struct pattern *pattern = pattern_compile(arena, slice_of(text), flags, &error);

		if (!pattern)
			fail_msg("%s: %s", text, error.message);
		if (pattern_group_count(pattern) != wellformed.groups)
			fail_msg("%s has %zu groups", text, pattern_group_count(pattern));
		if (wellformed.light && !pattern_is_light(pattern))
			fail_msg("%s is not light", text);
	}
	arena_free(arena);
	return is_sure;
}

static void what_is_sure_compiles(void **state)
{
	static const char *const pieces[] = {
	    "a", "k", "S", " ",     "(",    "(?:", ")",    "|",    "?",      "*", "+",
	    ".", "^", "$", "\\b",   "\\w",  "\\.", "[ab]", "[-s]", "[^k-m]", "[", "]",
	    "-", ":", "!", "[A-Z]", "word", "\\",  "[. ]", "{",    "1",      "=", "#"};
	uint64_t seed = 3;
	size_t count = 0;

	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct builder text = {0};

		random_add(&seed, &text, pieces, SUPPORT_COUNT(pieces), 1 + random_below(&seed, 9));
		count += holds(text.bytes, random_below(&seed, 2) ? PATTERN_CASELESS : 0);
		builder_release(&text);
	}
	assert_in_range(count, ROUNDS / 20, ROUNDS * 9 / 10);
}

/* The heaviest there are by their weight. */
static void what_is_light_is(void **state)
{
	static const char *const pieces[] = {
	    "k", "[^ks]", "[a-zA-Z0-9_k]", "(k)", "(?:k|s)*", ".+?", "\\w", "k?", "(|)*"};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(pieces); i++) {
		struct builder text = {0};

		for (int n = 0; n < 30; n++) {
			builder_add_string(&text, pieces[i]);
			holds(text.bytes, PATTERN_CASELESS);
			holds(text.bytes, 0);
		}
		while (text.len < 1010) {
			builder_add_string(&text, pieces[i]);
			holds(text.bytes, PATTERN_CASELESS);
		}
		builder_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_sure),
	    cmocka_unit_test(what_is_sure_compiles),
	    cmocka_unit_test(what_is_light_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
