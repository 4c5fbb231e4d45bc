#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "rules/pattern.h"
#include "rules/runs.h"
#include "support.h"

/* What is found without PCRE2 is what PCRE2 finds. */
static void equal_their_patterns(void **state)
{
	static const char *const patterns[] = {"\\w+", "\\b(\\w+)\\b", "\\S+", "[^\\s]+",
	                                       "[^\\s.,;!?]+"};
	static const char *const pieces[] = {"a",
	                                     "word",
	                                     "Z9",
	                                     "_",
	                                     " ",
	                                     " ",
	                                     "\t",
	                                     "\n",
	                                     ".",
	                                     ", ",
	                                     "-",
	                                     "'",
	                                     "?!",
	                                     "\xc3\xa9",
	                                     "\xc2\xa0",
	                                     "\xe2\x80\x94",
	                                     "\x7f",
	                                     "longer_words",
	                                     "\xf0\x9f\x98\x80"};
	struct matcher *matcher = matcher_new(60000);
	struct arena *arena = arena_new();
	uint64_t seed = 23;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		const char *text = patterns[random_below(&seed, 5)];
		struct pattern_error error;
		struct pattern *pattern = pattern_compile(arena, slice_of(text), 0, &error);
		struct builder all = {0};
		struct runs runs;
		struct span expected, found;
		size_t at = 0;
		size_t count = 0;

		builder_add_string(&all, "");
		random_add(&seed, &all, pieces, SUPPORT_COUNT(pieces), random_below(&seed, 30));
		assert_true(runs_of(slice_of(text), &runs));
		for (; pattern_find(pattern, matcher, builder_slice(&all), at, &expected) ==
		       PATTERN_MATCH;
		     at = expected.end, count++) {
			assert_true(runs_next(&runs, builder_slice(&all), at, &found));
			if (found.start != expected.start || found.end != expected.end)
				fail_msg("%s in %s: %zu-%zu, not %zu-%zu", text, all.bytes,
				         found.start, found.end, expected.start, expected.end);
		}
		assert_false(runs_next(&runs, builder_slice(&all), at, &found));
		assert_int_equal(runs_count(&runs, builder_slice(&all), 0), count);
		builder_release(&all);
	}
	arena_free(arena);
	matcher_free(matcher);
}

static void others_are_none(void **state)
{
	static const char *const patterns[] = {"", "\\w", "\\w*", "[^\\s-]+", "[^\\sa]+", "[\\s]+"};
	struct runs runs;

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(patterns); i++)
		assert_false(runs_of(slice_of(patterns[i]), &runs));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_their_patterns),
	    cmocka_unit_test(others_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
