#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "rules/pattern.h"

static struct arena *arena;
static struct matcher *matcher;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	matcher = matcher_new(0);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	matcher_free(matcher);
	arena_free(arena);
	return 0;
}

static struct pattern *compiled(const char *text, unsigned flags)
{
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(arena, slice_of(text), flags, &error);
	if (!pattern)
		fail_msg("%s: %s at %zu", text, error.message, error.offset);
	return pattern;
}

/* All matches of TEXT in SUBJECT as "start-end ". */
static void finds_with(const char *text, unsigned flags, const char *subject, const char *expected)
{
	struct pattern *pattern = compiled(text, flags);
	struct builder found = {0};
	struct span span;
	struct slice whole = slice_of(subject);
	builder_add_string(&found, "");
	for (size_t at = 0; pattern_find(pattern, matcher, whole, at, &span) == PATTERN_MATCH;
	     at = pattern_after(whole, span)) {
		assert_true(span.start >= at && span.end >= span.start && span.end <= whole.len);
		builder_printf(&found, "%s%zu-%zu", found.len ? " " : "", span.start, span.end);
	}
	if (strcmp(found.bytes, expected) != 0)
		fail_msg("%s in %s: %s, not %s", text, subject, found.bytes, expected);
	builder_release(&found);
}

static void finds(const char *text, const char *subject, const char *expected)
{
	finds_with(text, 0, subject, expected);
}

static void matches(void **state)
{
	(void)state;
	finds("b+", "abbcb", "1-3 4-5");
	finds("x", "abc", "");
	finds("", "a\xc3\xa4z", "0-0 1-1 3-3 4-4");
	finds("a*", "baac", "0-0 1-3 3-3 4-4");
	finds_with("Stra\xc3\x9f"
	           "e",
	           PATTERN_CASELESS,
	           "STRA\xe1\xba\x9e"
	           "E",
	           "0-8");
	finds("(?<=a)b", "ab", "1-2");
	finds("\\bfoo\\b", "foo xfoo foo", "0-3 9-12");
	finds("a", "", "");
}

static void dialect(void **state)
{
	(void)state;
	finds("a$", "a\na\n", "");
	finds("a\\Z", "a\n", "");
	finds("a\\Z", "ba", "1-2");
	finds("(?m)^b", "a\nb", "2-3");
	finds("(?m)^", "a\n", "0-0 2-2");
	finds("a.c", "a\rc a\nc", "0-3");
	finds("\\w+", "na\xc3\xafve", "0-6");
	finds("\\v", "\n\x0b", "1-2");
	finds("\\u00e4", "\xc3\xa4", "0-2");
	finds("[\\u00e4x]", "\xc3\xa4", "0-2");
	finds("[\\w-_]+", "a-b_c", "0-5");
	finds("[\\w-]+", "a-b", "0-3");
	finds("[[:alpha:]]+", "a\xc3\xa4", "0-1");
	finds("[^[:alpha:]]", "a\xc3\xa4", "1-3");
	finds("[[:^alpha:]1-]+",
	      "a1-\xc3\xa4"
	      "b",
	      "1-5");
	finds("[[:punct:]]+", "a]\\[^-!~b", "1-8");
	finds("a{,3}", "aaa a{,3}", "4-9");
	finds("[]a]+", "]a[", "0-2");
	finds("\\Q(*a[\\E", "(*a[", "0-4");
	finds("(?#[)a", "a", "0-1");
	finds("\\p{Lu}-", "A-", "0-2");
	finds("\\d", "\xd9\xa3", "0-2");
}

/* PCRE2's start optimisation takes the character that a look-ahead names for another
 * than the one that the match needs. */
static void look_ahead_and_match_may_share_a_character(void **state)
{
	(void)state;
	finds("(?=b)b*(b.)+", "bc abc", "0-2 4-6");
	finds("(?=b)b*b", "b", "0-1");
	finds("(?=b)x*b", "ab", "1-2");
	finds("(?=ab)b*a.", "ab", "0-2");
	finds("(?:(?=b)b?b.)", "bc", "0-2");
	finds("(?=b)(b*)b.", "bc", "0-2");
	finds("\\b(?!x)(?=b)b*b.", "a bc", "2-4");
	finds("(?<=a|bb)(?=b)b*b.", "abc", "1-3");
	finds("(?=b)b*b.|(?=bc)b*b..", "bc", "0-2");
	finds_with("(?=b)b*B.", PATTERN_CASELESS, "BC", "0-2");
	finds("(?=b)(?i)b*B.", "bC", "0-2");
	finds("(?=\xc3\xa4)\xc3\xa4*\xc3\xa4", "\xc3\xa4", "0-2");
	finds("(?=b)b+c", "abc", "1-3");
}

static void every_posix_class_has_its_complement(void **state)
{
	(void)state;
	static const char *const names[] = {"alpha", "digit",  "alnum", "upper", "lower",
	                                    "space", "blank",  "punct", "cntrl", "graph",
	                                    "print", "xdigit", "word",  "ascii"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char text[64];
		struct span span;
		snprintf(text, sizeof(text), "^[[:%s:]]$", names[i]);
		struct pattern *in = compiled(text, 0);
		snprintf(text, sizeof(text), "^[[:^%s:]]$", names[i]);
		struct pattern *out = compiled(text, 0);
		for (int c = 0; c < 128; c++) {
			struct slice one = slice_from((char[]){(char)c}, 1);
			assert_int_not_equal(pattern_find(in, matcher, one, 0, &span),
			                     pattern_find(out, matcher, one, 0, &span));
		}
		assert_int_equal(pattern_find(in, matcher, slice_of("\xc3\xa4"), 0, &span),
		                 PATTERN_NONE);
		assert_int_equal(pattern_find(out, matcher, slice_of("\xc3\xa4"), 0, &span),
		                 PATTERN_MATCH);
	}
}

static void refused(const char *text, size_t offset, const char *part)
{
	struct pattern_error error;
	assert_null(pattern_compile(arena, slice_of(text), 0, &error));
	if (error.offset != offset || !strstr(error.message, part))
		fail_msg("%s: %s at %zu", text, error.message, error.offset);
}

static void refuses(void **state)
{
	(void)state;
	refused("(*UTF)a", 0, "verbs");
	refused("a(*ACCEPT)", 1, "verbs");
	refused("(*LIMIT_MATCH=1)a", 0, "verbs");
	refused("a(?C1)", 1, "callouts");
	refused("a(?(?C9)b)", 3, "callouts");
	refused("a\\Cb", 1, "\\C");
	refused("[a-z-[aeiou]]", 4, "subtraction");
	refused("a(b", 3, "parenthesis");
	refused("[a", 2, "]");
	refused("(?<=(?<!c*)a+)b", 4, "lookbehind");
	refused("((a{1,1000}){1,1000}){1,1000}", 29, "large");
	refused("(a|b){5000}", 11, "large");
	static char text[16400];
	struct pattern_error error;
	memset(text, 'a', sizeof(text));
	assert_null(pattern_compile(arena, slice_from(text, 16385), 0, &error));
	assert_non_null(pattern_compile(arena, slice_from(text, 16384), 0, &error));
	for (size_t i = 0; i < 65; i++)
		memcpy(text + 3 * i, "(a)", 3);
	assert_null(pattern_compile(arena, slice_from(text, 195), 0, &error));
	assert_non_null(pattern_compile(arena, slice_from(text, 192), 0, &error));
	memset(text, '(', 1000);
	memset(text + 1000, ')', 1000);
	assert_null(pattern_compile(arena, slice_from(text, 2000), 0, &error));
}

/* A pattern that is compiled at its first use is as good as any. */
static void deferred_patterns_are_compiled_later(void **state)
{
	struct span span;
	struct pattern *pattern = pattern_defer(arena, slice_of("(?<=\\w+ )(a)|b"), 0, 1);
	struct pattern *wrong = pattern_defer(arena, slice_of("("), 0, 1);

	(void)state;
	assert_int_equal(pattern_group_count(pattern), 1);
	assert_int_equal(pattern_find(pattern, matcher, slice_of("a xy a"), 0, &span),
	                 PATTERN_MATCH);
	assert_int_equal(span.start, 5);
	assert_true(pattern_group(matcher, 1, &span));
	assert_true(pattern_knows_start(pattern_defer(arena, slice_of("ab"), 0, 0)));
	assert_false(pattern_knows_start(pattern_defer(arena, slice_of(".b"), 0, 0)));
	assert_int_equal(pattern_find(wrong, matcher, slice_of("("), 0, &span), PATTERN_ABORTED);
}

/* COUNT times the same inside of GROUPS nested groups. */
static void nest(struct builder *out, int groups, size_t count)
{
	builder_clear(out);
	for (int i = 0; i < groups; i++)
		builder_add_string(out, "(?:");
	builder_printf(out, "(?:ab){%zu}", count);
	builder_add_repeated(out, ')', (size_t)groups);
}

/* The heaviest of the light ones go together, forty of them and inside two groups more. */
static void light_patterns_go_together(void **state)
{
	struct builder one = {0};
	struct builder all = {0};
	size_t count = 1;

	(void)state;
	for (nest(&one, 30, 1); pattern_is_light(compiled(one.bytes, PATTERN_CASELESS));)
		nest(&one, 30, ++count);
	assert_in_range(count, 50, 500);
	nest(&one, 30, count - 1);
	for (int i = 0; i < 40; i++)
		builder_printf(&all, "%s(%s)", i ? "|" : "(?m)(?:", one.bytes);
	builder_add_string(&all, ")");
	assert_int_equal(pattern_group_count(compiled(all.bytes, PATTERN_CASELESS)), 40);
	nest(&one, 31, 1);
	assert_false(pattern_is_light(compiled(one.bytes, 0)));
	assert_false(pattern_is_light(compiled("(?<=a+)b", 0)));
	builder_release(&one);
	builder_release(&all);
}

static void groups(void **state)
{
	(void)state;
	struct span span;
	struct pattern *pattern = compiled("(a)|(b)(c)?", 0);
	assert_int_equal(pattern_group_count(pattern), 3);
	assert_int_equal(pattern_find(pattern, matcher, slice_of("xb"), 0, &span), PATTERN_MATCH);
	assert_false(pattern_group(matcher, 1, &span));
	assert_true(pattern_group(matcher, 2, &span));
	assert_int_equal(span.start, 1);
	assert_int_equal(span.end, 2);
	assert_false(pattern_group(matcher, 3, &span));
	assert_false(pattern_group(matcher, 64, &span));
	assert_int_equal(pattern_find(pattern, matcher, slice_of("x"), 0, &span), PATTERN_NONE);
	assert_false(pattern_group(matcher, 0, &span));
}

/* \K may put the start of a match behind its end. */
static void turned_matches(void **state)
{
	(void)state;
	finds("a\\Kb", "ab ab", "1-2 4-5");
	struct pattern_error error;
	struct pattern *pattern = pattern_compile(arena, slice_of("(?=ab\\K)"), 0, &error);
	if (pattern)
		finds("(?=ab\\K)", "ab ab", "2-2 5-5");
	pattern = pattern_compile(arena, slice_of("(?(DEFINE)(?<x>ab\\K))(?=(?&x))a"), 0, &error);
	if (pattern)
		finds("(?(DEFINE)(?<x>ab\\K))(?=(?&x))a", "ab ab", "2-2 5-5");
}

static struct slice repeated(const char *part, size_t total)
{
	size_t len = strlen(part);
	char *text = arena_alloc(arena, total + len);
	for (size_t i = 0; i < total; i += len)
		memcpy(text + i, part, len);
	return slice_from(text, total);
}

/* The clock is ours to read but not to judge: the budget must have ended the
 * search, or the result must be the right one. */
static void bounded(const char *text, struct slice subject, enum pattern_result right)
{
	struct span span;
	struct pattern *pattern = compiled(text, 0);
	matcher_restart(matcher);
	enum pattern_result result = pattern_find(pattern, matcher, subject, 0, &span);
	if (result != right && result != PATTERN_ABORTED)
		fail_msg("%.60s: %d", text, (int)result);
	if (result == PATTERN_MATCH)
		assert_true(span.start <= span.end && span.end <= subject.len);
}

static void runaway_patterns(void **state)
{
	(void)state;
	bounded("(a+)+$", slice_of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
	        PATTERN_NONE);
	bounded("^(\\w+,?)+$", slice_of("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
	        PATTERN_NONE);
	bounded("[^,]*[.]", repeated("a", 60000), PATTERN_NONE);
	char *blanks = arena_alloc(arena, 20001);
	memset(blanks, ' ', 20000);
	blanks[20000] = 'x';
	bounded("\\s+$", slice_from(blanks, 20001), PATTERN_NONE);
	bounded("(?:[^,]+,){1,}\\s\\w+\\s(?:and|or)", repeated("some words, ", 80000),
	        PATTERN_NONE);
	bounded("(?:a|b){5000}", repeated("ab", 10000), PATTERN_MATCH);
	bounded("(?:(?:a|b){100}){40}", repeated("ab", 10000), PATTERN_MATCH);
	bounded("^(?:(a)|(b))*c$", repeated("ab", 200000), PATTERN_NONE);
	bounded("(.*)*x", repeated("y", 5000), PATTERN_NONE);
	bounded("(?:a?){30}a{30}b", repeated("a", 30), PATTERN_NONE);
	bounded("(x+x+)+y", repeated("x", 3000), PATTERN_NONE);
	bounded("z", repeated("a", 1 << 20), PATTERN_NONE);
}

static void exponential_is_aborted_not_absent(void **state)
{
	(void)state;
	struct span span;
	struct pattern *pattern = compiled("(?:a|aa|aaa)+$", 0);
	struct slice subject = repeated("a", 200);
	char *bytes = arena_copy(arena, subject.ptr, 200);
	bytes[199] = '!';
	assert_int_equal(pattern_find(pattern, matcher, slice_from(bytes, 200), 0, &span),
	                 PATTERN_ABORTED);
}

static void budget_is_of_one_draft(void **state)
{
	(void)state;
	struct span span;
	struct matcher *hurried = matcher_new(1);
	struct pattern *slow = compiled("(?:[^,]+,){1,}\\s\\w+\\s(?:and|or)", 0);
	struct pattern *quick = compiled("a", 0);
	struct slice subject = repeated("some words, ", 80000);
	for (int i = 0; i < 1000 && !matcher_exhausted(hurried); i++)
		assert_int_equal(pattern_find(slow, hurried, subject, 0, &span), PATTERN_ABORTED);
	assert_true(matcher_exhausted(hurried));
	assert_int_equal(pattern_find(quick, hurried, slice_of("a"), 0, &span), PATTERN_ABORTED);
	matcher_restart(hurried);
	assert_int_equal(pattern_find(quick, hurried, slice_of("a"), 0, &span), PATTERN_MATCH);
	matcher_free(hurried);
}

/* Many short searches are together as long as one long one. */
static void budget_is_of_one_rule(void **state)
{
	(void)state;
	struct span span;
	struct matcher *own = matcher_new(60000);
	struct pattern *slow = compiled("(?:[^,]+,){1,}\\s\\w+\\s(?:and|or)", 0);
	struct pattern *quick = compiled("a", 0);
	struct slice subject = repeated("some words, ", 240);
	matcher_begin(own, 1);
	for (int i = 0; i < 100000 && !matcher_exhausted(own); i++)
		pattern_find(slow, own, subject, 0, &span);
	assert_true(matcher_exhausted(own));
	assert_int_equal(pattern_find(quick, own, slice_of("a"), 0, &span), PATTERN_ABORTED);
	matcher_end(own);
	assert_int_equal(pattern_find(quick, own, slice_of("a"), 0, &span), PATTERN_MATCH);
	matcher_free(own);
}

/* A match is found wherever the windows' edges fall, in many-byte text too. */
static void windows_miss_nothing(void **state)
{
	(void)state;
	struct span span;
	struct pattern *pattern = compiled("(?<=\xc3\xa4)x+(?=\xc3\xa4)", 0);
	for (size_t at = 2; at < 1400; at++) {
		struct slice subject = repeated("\xc3\xa4", 1500 - at % 2);
		char *bytes = arena_alloc(arena, 1504);
		size_t place = at & ~(size_t)1;
		memcpy(bytes, subject.ptr, place);
		bytes[place] = 'x';
		memcpy(bytes + place + 1, "\xc3\xa4\xc3\xa4", 4);
		assert_int_equal(
		    pattern_find(pattern, matcher, slice_from(bytes, place + 5), 0, &span),
		    PATTERN_MATCH);
		assert_int_equal(span.start, place);
		assert_int_equal(span.end, place + 1);
	}
	finds("c$",
	      "\xc3\xa4"
	      "c",
	      "2-3");
}

static void *search_shared(void *pattern)
{
	struct matcher *own = matcher_new(0);
	struct span span;
	size_t found = 0;
	for (int i = 0; i < 200; i++)
		found += pattern_find(pattern, own, slice_of("aaab"), 0, &span) == PATTERN_MATCH;
	matcher_free(own);
	return found == 200 ? pattern : NULL;
}

static void threads_share_patterns(void **state)
{
	(void)state;
	for (int round = 0; round < 20; round++) {
		pthread_t threads[4];
		struct pattern *pattern =
		    round % 2 ? compiled("a+b", 0) : pattern_defer(arena, slice_of("a+b"), 0, 0);
		for (size_t i = 0; i < 4; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, search_shared, pattern),
			                 0);
		for (size_t i = 0; i < 4; i++) {
			void *result;
			pthread_join(threads[i], &result);
			assert_ptr_equal(result, pattern);
		}
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(matches),
	    TEST(dialect),
	    TEST(look_ahead_and_match_may_share_a_character),
	    TEST(every_posix_class_has_its_complement),
	    TEST(refuses),
	    TEST(groups),
	    TEST(deferred_patterns_are_compiled_later),
	    TEST(light_patterns_go_together),
	    TEST(turned_matches),
	    TEST(runaway_patterns),
	    TEST(exponential_is_aborted_not_absent),
	    TEST(budget_is_of_one_draft),
	    TEST(budget_is_of_one_rule),
	    TEST(windows_miss_nothing),
	    TEST(threads_share_patterns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
