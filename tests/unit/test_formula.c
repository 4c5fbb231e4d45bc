#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

#include "base/arena.h"
#include "rules/formula.h"
#include "rules/scope.h"
#include "rules/statistics.h"

static const char *const names[] = {"words", "heading.h2"};

/* The value of TEXT for 12 words and 2 headings, in thousandths. */
static long value(const char *text)
{
	const double values[] = {12, 2};
	struct arena *arena = arena_new();
	struct formula_error error;
	struct formula *formula = formula_parse(arena, slice_of(text), names, 2, &error);
	double result;

	if (!formula)
		fail_msg("%s: %s at %zu", text, error.message, error.offset);
	result = formula_value(formula, values);
	arena_free(arena);
	return (long)(result * 1000 + (result < 0 ? -0.5 : 0.5));
}

static void reckons(void **state)
{
	(void)state;
	assert_int_equal(value("1 + 2 * 3"), 7000);
	assert_int_equal(value("(1 + 2) * 3"), 9000);
	assert_int_equal(value("10 - 4 - 3"), 3000);
	assert_int_equal(value("words / 5 % 2"), 400);
	assert_int_equal(value("-words + heading.h2"), -10000);
	assert_int_equal(value("math.sqrt(9) + math.pow(2, 3) - math.abs(-1)"), 10000);
	assert_int_equal(value("words > 11 && !(heading.h2 == 3) || 1 > 2"), 1000);
	assert_int_equal(value("words <= 11"), 0);
	assert_int_equal(value(" .5*2\n"), 1000);
}

static void refuses(const char *text, size_t offset)
{
	struct arena *arena = arena_new();
	struct formula_error error;

	if (formula_parse(arena, slice_of(text), names, 2, &error))
		fail_msg("%s was taken", text);
	assert_int_equal(error.offset, offset);
	assert_non_null(error.message);
	arena_free(arena);
}

static void mistakes(void **state)
{
	(void)state;
	refuses("", 0);
	refuses("1 +", 3);
	refuses("(1", 2);
	refuses("1 2", 2);
	refuses("word + 1", 0);
	refuses("math.sqrt 2", 10);
	refuses("math.pow(1)", 10);
}

static void counts_text(void **state)
{
	struct statistics s = statistics_of(
	    slice_of("It's a test. The U.S. agreed.\n\nConsiderable enterprises failed."));

	(void)state;
	assert_int_equal(s.paragraphs, 2);
	assert_int_equal(s.words, 9);
	assert_int_equal(s.long_words, 2);
	assert_int_equal(s.polysyllabic, 2);
	assert_int_equal(statistics_syllables(slice_of("the")), 1);
	assert_int_equal(statistics_syllables(slice_of("table")), 2);
	assert_int_equal(statistics_syllables(slice_of("used")), 1);
	assert_int_equal(statistics_syllables(slice_of("wanted")), 2);
	assert_int_equal(statistics_syllables(slice_of("nation")), 2);
}

static bool holds(const char *entry, unsigned bits, const char *field)
{
	struct arena *arena = arena_new();
	struct prose_scope scope = {0};
	const char *why;
	bool result;

	assert_true(scope_add(arena, &scope, slice_of(entry), &why));
	result = scope_holds(&scope, bits, slice_of(field));
	arena_free(arena);
	return result;
}

static void scopes(void **state)
{
	unsigned heading = SCOPE_TEXT | SCOPE_HEADING | SCOPE_H1 << 1 | SCOPE_MD;

	(void)state;
	assert_true(holds("text", heading, ""));
	assert_true(holds("heading.h2", heading, ""));
	assert_true(holds("text.heading.h2.md", heading, ""));
	assert_false(holds("heading.h1", heading, ""));
	assert_false(holds("~heading", heading, ""));
	assert_true(holds("~list & heading", heading, ""));
	assert_true(holds("~heading.h1", heading, ""));
	assert_false(holds("~heading.h2", heading, ""));
	assert_false(holds("~heading & heading", heading, ""));
	assert_true(holds("~frontmatter & ~table & ~list", heading, ""));
	assert_false(holds("~frontmatter & ~table & ~heading", heading, ""));
	assert_false(holds("sentence", heading, ""));
	assert_true(holds("sentence", SCOPE_TEXT | SCOPE_SENTENCE, ""));
	assert_false(holds("~heading", SCOPE_RAW, ""));
	assert_true(holds("frontmatter.author.name", SCOPE_FRONTMATTER, "author.name"));
	assert_true(holds("name", SCOPE_FRONTMATTER, "author.name"));
	assert_false(holds("nam", SCOPE_FRONTMATTER, "author.name"));
	assert_false(holds("text", SCOPE_FRONTMATTER, "slug"));
	assert_true(holds("text.frontmatter", SCOPE_FRONTMATTER, "slug"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reckons),
	    cmocka_unit_test(mistakes),
	    cmocka_unit_test(counts_text),
	    cmocka_unit_test(scopes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
