#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "rules/branches.h"
#include "rules/pattern.h"
#include "support.h"

enum { ITEMS_MAX = 24 };

/* Cuts LIST at ';' into ITEMS. */
static size_t split(const char *list, struct slice *items)
{
	struct slice rest = slice_of(list);
	size_t count = 0;

	while (count < ITEMS_MAX && slice_split(&rest, ';', &items[count]))
		count++;
	return count;
}

static void are(const char *list, const char *expected)
{
	struct slice items[ITEMS_MAX];
	struct builder out = {0};

	builder_add_string(&out, "");
	branches_add(&out, items, split(list, items));
	assert_string_equal(out.bytes, expected);
	builder_release(&out);
}

static void what_begins_alike_is_together(void **state)
{
	(void)state;
	are("one", "one");
	are("bent;bet", "bent|bet");
	are("bidden;bid", "bidden|bid");
	are("blown;blowing;blow", "blow(?:n|ing|)");
	are("blown;x;blowing;y;blow", "blow(?:n|ing|)|x|y");
	are("sent;sat;sold;set;said;seen", "s(?:ent|et|een|at|aid|old)");
}

static void what_is_no_word_stays_where_it_is(void **state)
{
	(void)state;
	are("\\w+ed;blown;blowing;blow", "\\w+ed|blow(?:n|ing|)");
	are("blown;\\w+;blowing;blow", "blown|\\w+|blow(?:ing|)");
	are("blown;Blowing;blow", "blown|Blowing|blow");
	are("caf\xc3\xa9s;caf\xc3\xa9", "caf\xc3\xa9s|caf\xc3\xa9");
	are("a|b;c", "a|b|c");
	are("", "");
}

/* Both find the same, whatever follows. */
static void equals_the_list(void **state)
{
	static const char *const pieces[] = {"a", "b", "ab", "aab", "B",
	                                     "A", " ", "ba", "s",   "\xc5\xbf"};
	static const char *const others[] = {"a+", "\\w", "a|b", "", "[ab]s", "b?"};
	static const char *const ends[] = {"", "\\b", "b", "(?!a)"};
	struct matcher *matcher = matcher_new(60000);
	uint64_t seed = 9;
	unsigned found = 0;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct arena *arena = arena_new();
		struct slice items[ITEMS_MAX];
		struct builder list = {0}, branches = {0}, text = {0};
		size_t count = 1 + random_below(&seed, ITEMS_MAX - 1);
		const char *end = ends[random_below(&seed, 4)];
		unsigned flags = random_below(&seed, 2) ? PATTERN_CASELESS : 0;
		struct pattern_error error;
		struct pattern *a, *b;
		struct span x = {0, 0}, y = {0, 0};

		for (size_t i = 0; i < count; i++) {
			struct builder item = {0};

			if (random_below(&seed, 12) == 0)
				builder_add_string(&item, others[random_below(&seed, 6)]);
			else
				for (size_t n = 1 + random_below(&seed, 4); n; n--)
					builder_add_string(&item, pieces[random_below(&seed, 10)]);
			builder_add_string(&item, "");
			items[i] = slice_from(builder_copy(&item, arena), item.len);
			builder_release(&item);
		}
		for (size_t n = 20; n; n--)
			builder_add_string(&text, pieces[random_below(&seed, 10)]);
		builder_add_string(&list, "(?:");
		for (size_t i = 0; i < count; i++)
			builder_printf(&list, "%s%.*s", i ? "|" : "", SLICE_ARG(items[i]));
		builder_printf(&list, ")%s", end);
		builder_add_string(&branches, "(?:");
		branches_add(&branches, items, count);
		builder_printf(&branches, ")%s", end);
		a = pattern_compile(arena, builder_slice(&list), flags, &error);
		b = pattern_compile(arena, builder_slice(&branches), flags, &error);
		assert_non_null(a);
		assert_non_null(b);
		for (size_t at = 0; at <= text.len; at = pattern_after(builder_slice(&text), x)) {
			enum pattern_result first =
			    pattern_find(a, matcher, builder_slice(&text), at, &x);

			if (first != pattern_find(b, matcher, builder_slice(&text), at, &y) ||
			    (first == PATTERN_MATCH && (x.start != y.start || x.end != y.end)))
				fail_msg("%s is not %s in %s", branches.bytes, list.bytes,
				         text.bytes);
			if (first != PATTERN_MATCH)
				break;
			found++;
		}
		builder_release(&list);
		builder_release(&branches);
		builder_release(&text);
		arena_free(arena);
	}
	assert_true(found > 1000);
	matcher_free(matcher);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_begins_alike_is_together),
	    cmocka_unit_test(what_is_no_word_stays_where_it_is),
	    cmocka_unit_test(equals_the_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
