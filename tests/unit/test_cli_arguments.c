/*
 * Command lines that are right; fixtures/cli/usage has those that are wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/cli/arguments.c"
#include "../../src/cli/complain.c"
#include "../../src/cli/options.c"
#include "../../src/cli/sanitise.c"
#include "../../src/cli/sink.c"

static const struct command check = {
    .name = "check", .bit = FOR_CHECK, .operands = "[PATH...]", .most = SIZE_MAX};

static struct arguments parse(struct arena *arena, const char *const *words)
{
	struct arguments arguments;
	char *argv[16] = {NULL};

	for (size_t i = 0; words[i]; i++)
		argv[i] = arena_strdup(arena, words[i]);
	assert_true(arguments_parse(&arguments, &check, argv, arena));
	return arguments;
}

#define PARSE(...) parse(*state, (const char *const[]){__VA_ARGS__, NULL})

static void assert_list(const struct string_list *list, const char *joined)
{
	struct builder text = {NULL, 0, 0};

	for (size_t i = 0; i < list->count; i++)
		builder_printf(&text, "%s|", list->items[i]);
	assert_string_equal(text.bytes ? text.bytes : "", joined);
	assert_true(!list->items || !list->items[list->count]);
	builder_release(&text);
}

static int set_up(void **state)
{
	*state = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

static void test_defaults(void **state)
{
	struct arguments arguments = parse(*state, (const char *const[]){NULL});
	struct draftlint_options session = arguments_session(&arguments);

	assert_int_equal(session.fail_on, DRAFTLINT_OFF);
	assert_int_equal(session.max_warnings, -1);
	assert_int_equal(session.jobs, 0);
	assert_null(session.select);
	assert_null(session.ignore);
	assert_list(&arguments.operands, "");
}

static void test_forms(void **state)
{
	struct arguments arguments = PARSE("-qj4", "a", "--config=c=d", "--pack", "--p", "-fjson",
	                                   "-f", "full:x", "-", "--", "-q", "--");
	struct draftlint_options session = arguments_session(&arguments);

	assert_true(arguments.quiet);
	assert_int_equal(session.jobs, 4);
	assert_string_equal(session.config, "c=d");
	assert_string_equal(session.pack, "--p");
	assert_list(&arguments.formats, "json|full:x|");
	assert_list(&arguments.operands, "a|-|-q|--|");
}

static void test_optional_values(void **state)
{
	struct arguments arguments = PARSE("--changed", "a.md");

	assert_string_equal(arguments.changed, "");
	assert_list(&arguments.operands, "a.md|");
	arguments = PARSE("--changed=main", "a.md");
	assert_string_equal(arguments.changed, "main");
	assert_null(PARSE("a.md").changed);
}

static void test_names(void **state)
{
	struct arguments arguments =
	    PARSE("--select", "a,b", "--select=,c ,", "--ignore", "d", "--fail-on", "info");
	struct draftlint_options session = arguments_session(&arguments);

	assert_list(&arguments.select, "a|b|c|");
	assert_string_equal(session.ignore[0], "d");
	assert_null(session.ignore[1]);
	assert_int_equal(session.fail_on, DRAFTLINT_INFO);
}

static void test_severities(void **state)
{
	struct arguments arguments = PARSE("--fail-on=error");

	assert_int_equal(arguments_session(&arguments).fail_on, DRAFTLINT_ERROR);
	arguments = PARSE("--fail-on=warning", "--max-warnings=0");
	assert_int_equal(arguments_session(&arguments).fail_on, DRAFTLINT_WARNING);
	assert_int_equal(arguments_session(&arguments).max_warnings, 0);
}

/* Letters and names are told apart by their command alone. */
static void test_table(void **state)
{
	(void)state;
	for (const struct option *a = options; a->name; a++) {
		assert_true(a->commands != 0);
		assert_true((a->kind == OPTION_FLAG) == !a->argument);
		assert_true((a->kind == OPTION_CHOICE) == (a->choices != NULL));
		for (const struct option *b = a + 1; b->name; b++) {
			if (!(a->commands & b->commands))
				continue;
			assert_string_not_equal(a->name, b->name);
			assert_true(!a->letter || a->letter != b->letter);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_defaults, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_forms, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_optional_values, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_severities, set_up, tear_down),
	    cmocka_unit_test(test_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
