/* Memory that is given back at once: alignment, zeros, growth, hooks, exhaustion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>

#include "support.h"

static void memory_is_zeroed_and_aligned(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 600; size++) {
			unsigned char *p = arena_alloc(arena, size);

			assert_non_null(p);
			assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xA5, size);
		}
		/* What was written before is not seen again. */
		arena_reset(arena);
	}
	arena_free(arena);
}

/* Every byte of each object, cleared or not, is its own: none overlaps another, small or large. */
static void objects_keep_apart(void **state)
{
	static const size_t sizes[] = {1, 16, 17, 4000, 16384, 16385, 70000, 1 << 20, 3 << 20};
	struct arena *arena = arena_new();
	uint64_t seed = 7;
	unsigned char *objects[400];
	size_t lens[400];

	(void)state;
	for (size_t i = 0; i < 400; i++) {
		lens[i] = i % 40 == 39 ? sizes[random_below(&seed, SUPPORT_COUNT(sizes))]
		                       : random_below(&seed, 300);
		objects[i] = i % 3 ? arena_alloc(arena, lens[i]) : arena_room(arena, lens[i]);
		assert_int_equal((uintptr_t)objects[i] % alignof(max_align_t), 0);
		memset(objects[i], (int)(i % 251) + 1, lens[i]);
	}
	for (size_t i = 0; i < 400; i++)
		for (size_t j = 0; j < lens[i]; j++)
			if (objects[i][j] != i % 251 + 1)
				fail_msg("byte %zu of object %zu was overwritten", j, i);
	arena_free(arena);
}

static void reset_keeps_the_newest_memory(void **state)
{
	struct arena *arena = arena_new();
	void *large;

	(void)state;
	arena_alloc(arena, 10);
	large = arena_alloc(arena, 100 * 1000);
	arena_reset(arena);
	assert_ptr_equal(arena_alloc(arena, 100 * 1000), large);
	arena_free(arena);
}

static void growing_keeps_items(void **state)
{
	struct arena *arena = arena_new();
	int *items = NULL;
	size_t capacity = 0;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		int *before = items;

		items = arena_grow(arena, items, (size_t)i, &capacity, sizeof(*items));
		assert_true(capacity > (size_t)i);
		assert_true(before == items || i == 0 || (i & (i - 1)) == 0);
		items[i] = i * 3;
	}
	for (int i = 0; i < 5000; i++)
		assert_int_equal(items[i], i * 3);
	arena_free(arena);
}

static void copies_end_in_nul(void **state)
{
	struct arena *arena = arena_new();
	char text[] = "one\0two";
	char *copy = arena_copy(arena, text, 7);
	char *printed;

	(void)state;
	assert_memory_equal(copy, "one\0two", 8);
	text[0] = '?';
	assert_int_equal(copy[0], 'o');
	assert_string_equal(arena_copy(arena, NULL, 0), "");
	assert_string_equal(arena_copy(arena, "abc", 2), "ab");
	assert_string_equal(arena_strdup(arena, ""), "");
	assert_string_equal(arena_printf(arena, "%s-%d", "a", 7), "a-7");
	assert_string_equal(arena_printf(arena, "%s", ""), "");
	printed = arena_printf(arena, "%0*d", 40000, 1);
	assert_int_equal(strlen(printed), 40000);
	assert_int_equal(printed[39999], '1');
	arena_free(arena);
}

static char order[16];
static size_t released;

static void release(void *object)
{
	order[released++] = *(const char *)object;
	order[released] = '\0';
}

static void hooks_run_newest_first_and_once(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	released = 0;
	arena_on_free(arena, release, arena_strdup(arena, "a"));
	arena_alloc(arena, 1 << 20); /* hooks and their objects lie in several chunks */
	arena_on_free(arena, release, arena_strdup(arena, "b"));
	arena_on_free(arena, release, arena_strdup(arena, "c"));
	assert_int_equal(released, 0);
	arena_reset(arena);
	assert_string_equal(order, "cba");
	arena_reset(arena);
	assert_string_equal(order, "cba");
	arena_on_free(arena, release, arena_strdup(arena, "d"));
	arena_free(arena);
	assert_string_equal(order, "cbad");
	arena_free(NULL);
}

static void overflowing_array(void *arena)
{
	arena_array(arena, SIZE_MAX / 16 + 2, 16);
}

static void overflowing_growth(void *arena)
{
	size_t capacity = SIZE_MAX / 32 + 1;

	arena_grow(arena, NULL, capacity, &capacity, 16);
}

static void largest_object(void *arena)
{
	arena_alloc(arena, SIZE_MAX);
}

static void object_with_header_too_large(void *arena)
{
	arena_alloc(arena, SIZE_MAX - 31);
}

static void exhausted(void *arena)
{
	(void)arena;
	memory_exhausted();
}

static void exhaustion_ends_with_status_2(void **state)
{
	static void (*const ways[])(void *) = {overflowing_array, overflowing_growth,
	                                       largest_object, object_with_header_too_large,
	                                       exhausted};
	struct arena *arena = arena_new();
	char errors[256];

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(ways); i++) {
		assert_int_equal(status_of_child(ways[i], arena, errors, sizeof(errors)), 2);
		assert_string_equal(errors, "draftlint: out of memory\n");
	}
	/* A product with zero is none that overflows. */
	assert_non_null(arena_array(arena, SIZE_MAX, 0));
	assert_non_null(arena_array(arena, 0, SIZE_MAX));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memory_is_zeroed_and_aligned),
	    cmocka_unit_test(objects_keep_apart),
	    cmocka_unit_test(reset_keeps_the_newest_memory),
	    cmocka_unit_test(growing_keeps_items),
	    cmocka_unit_test(copies_end_in_nul),
	    cmocka_unit_test(hooks_run_newest_first_and_once),
	    cmocka_unit_test(exhaustion_ends_with_status_2),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
