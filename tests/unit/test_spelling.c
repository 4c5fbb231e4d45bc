/*
 * The regular expressions of spelling.c, read by PCRE2, say what the resolver
 * says. tests/cli/schema.py holds whole schemas against whole drafts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rules/pattern.h"
#include "rules/spelling.h"
#include "support.h"

static struct entry ada = {.id = "ada", .name = "Ada (who runs it)"};
static struct entry bo = {.id = "bo_2", .name = "Bo and Co."};
static struct entry *both[] = {&ada, &bo};
static const struct taxonomy taxonomy = {.what = "persona", .items = both, .count = 2};

static void several(struct builder *out)
{
	spelling_add_values(out, &taxonomy, false);
}

static void one(struct builder *out)
{
	spelling_add_values(out, &taxonomy, true);
}

static void literal(struct builder *out)
{
	builder_add_char(out, '^');
	spelling_add_literal(out, slice_of("a.b (c) $[d]"));
	builder_add_char(out, '$');
}

static const struct spelling {
	void (*write)(struct builder *out);
	const char *text;
	bool expected;
} spellings[] = {
    {several, "ada", true},
    {several, "A-D_a.", true},
    {several, "adaa", false},
    {several, "", false},
    {several, " **ada** (a remark)", true},
    {several, ":ada", true},
    {several, "::ada", false},
    {several, "ada (one) (two)", false},
    {several, "Ada (who runs it)", true},
    {several, "ada (who runs it", false},
    {several, "ada, bo2", true},
    {several, "Ada (who runs it) (she does) + bo_2", true},
    {several, "ada, bo2,", true},
    {several, "ada bo2", false},
    {several, "ada, nobody", false},
    {several, "ada->bo2", true},
    {several, "ada/bo2", false},
    /* a name that holds a separator stands alone */
    {several, "Bo and Co.", true},
    {several, "bo AND co (both)", true},
    {several, "ada, Bo and Co.", false},
    {one, "ada", true},
    {one, "Bo and Co.", true},
    {one, "ada, bo2", false},
    {one, "ada, Ada", true},
    {spelling_add_nothing, "", true},
    {spelling_add_nothing, " `-` ", true},
    {spelling_add_nothing, "TBD (soon)", true},
    {spelling_add_nothing, "(soon)", false},
    {spelling_add_nothing, "nothing", false},
    {literal, "a.b (c) $[d]", true},
    {literal, "a-b (c) $[d]", false},
};

static bool matches(const struct spelling *spelling)
{
	struct arena *arena = arena_new();
	struct matcher *matcher = matcher_new(0);
	struct builder out = {NULL, 0, 0};
	const struct pattern *pattern;
	struct pattern_error error;
	enum pattern_result found;
	struct span at;

	spelling->write(&out);
	pattern = pattern_compile(arena, builder_slice(&out), 0, &error);
	if (!pattern)
		fail_msg("%s: %s", out.bytes, error.message);
	found = pattern_find(pattern, matcher, slice_of(spelling->text), 0, &at);
	matcher_free(matcher);
	builder_release(&out);
	arena_free(arena);
	return found == PATTERN_MATCH;
}

static void spellings_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(spellings); i++)
		if (matches(&spellings[i]) != spellings[i].expected)
			fail_msg("`%s` should%s match", spellings[i].text,
			         spellings[i].expected ? "" : " not");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(spellings_are_told_apart)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
