#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/nearest.h"

static const char *best(const char *wanted, const char *const *candidates, bool *certain)
{
	struct nearest nearest;
	nearest_init(&nearest, slice_of(wanted));
	for (; *candidates; candidates++)
		nearest_try(&nearest, *candidates);
	return nearest_best(&nearest, certain);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void finds_the_nearest(void **state)
{
	(void)state;
	bool certain;
	assert_string_equal(best("awarness", LIST("decision", "awareness"), &certain), "awareness");
	assert_true(certain);
	assert_string_equal(best("eelna", LIST("alex", "elena", "sarah"), &certain), "elena");
	assert_true(certain);
	assert_string_equal(best("tokns", LIST("token", "tokens"), &certain), "tokens");
	assert_false(certain); /* "token" is two edits away */
	assert_string_equal(best("considertaoin", LIST("consideration"), NULL), "consideration");
}

static void far_is_nothing(void **state)
{
	(void)state;
	bool certain = true;
	assert_null(best("xyz", LIST("awareness", "alex"), &certain));
	assert_false(certain);
	assert_null(best("cat", LIST("dog", "cow"), &certain)); /* 2 > 3/3 */
	assert_null(best("", LIST("alex"), &certain));
	assert_null(best("abcdefghijkl", LIST("xxxxefghijkl"), NULL)); /* 4 > 3 */
	assert_non_null(best("abcdefghijkl", LIST("xxxdefghijkl"), NULL));
	char longest[200];
	for (size_t i = 0; i < sizeof(longest) - 1; i++)
		longest[i] = 'a';
	longest[sizeof(longest) - 1] = '\0';
	assert_null(best(longest, LIST(longest), NULL));
}

static void case_alone_is_certain(void **state)
{
	(void)state;
	bool certain;
	assert_string_equal(best("ALEX", LIST("alec", "alex"), &certain), "alex");
	assert_true(certain);
	assert_string_equal(best("ZO\xc3\x8b", LIST("zo\xc3\xab"), &certain), "zo\xc3\xab");
	assert_true(certain);
}

static void ties_are_uncertain(void **state)
{
	(void)state;
	bool certain;
	assert_string_equal(best("lead", LIST("head", "read"), &certain), "head");
	assert_false(certain);
	assert_string_equal(best("stagee", LIST("stage", "stage"), &certain), "stage");
	assert_true(certain);
	/* Three edits are worth a question, not a fix. */
	assert_string_equal(best("prodnfailure", LIST("productfailure"), &certain),
	                    "productfailure");
	assert_false(certain);
}

static void another_acronym_is_uncertain(void **state)
{
	(void)state;
	bool certain;
	assert_string_equal(best("Enterprise CFO", LIST("Enterprise CTO"), &certain),
	                    "Enterprise CTO");
	assert_false(certain);
	assert_non_null(best("Enterprize CTO", LIST("Enterprise CTO"), &certain));
	assert_true(certain);
	assert_non_null(best("read-teh-docs", LIST("read-them-docs"), &certain));
	assert_true(certain);
	assert_non_null(best("alx", LIST("alex"), &certain));
	assert_true(certain);
}

static void accepts_any_bytes(void **state)
{
	(void)state;
	assert_null(best("\xff\xfe", LIST("alex"), NULL));
	assert_string_equal(best("ale\xff", LIST("alex"), NULL), "alex");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_the_nearest),
	    cmocka_unit_test(far_is_nothing),
	    cmocka_unit_test(case_alone_is_certain),
	    cmocka_unit_test(ties_are_uncertain),
	    cmocka_unit_test(another_acronym_is_uncertain),
	    cmocka_unit_test(accepts_any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
