/* Maps made at random, against one array that knows the source of each byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/textmap.h"
#include "support.h"

enum { ROOM = 400 };

/* What each text byte stands for. */
struct naive {
	size_t start[ROOM];
	size_t end[ROOM];
	char text[ROOM + 1];
	size_t len;
	size_t source; /* where the last piece ends */
};

static void add_piece(struct textmap_builder *builder, struct naive *naive, uint64_t *seed)
{
	static const enum textmap_kind kinds[] = {TEXTMAP_VERBATIM, TEXTMAP_VERBATIM,
	                                          TEXTMAP_DERIVED, TEXTMAP_BREAK, TEXTMAP_MASKED};
	enum textmap_kind kind = kinds[random_below(seed, SUPPORT_COUNT(kinds))];
	size_t source = naive->source + (random_below(seed, 2) ? random_below(seed, 4) : 0);
	size_t len = kind == TEXTMAP_BREAK ? 1 : random_below(seed, 5);
	size_t source_len = kind == TEXTMAP_VERBATIM ? len : random_below(seed, 7);
	char text[8];

	for (size_t i = 0; i < len; i++)
		text[i] = (char)('a' + (char)random_below(seed, 26));
	textmap_add(builder, kind, text, len, source, source_len);
	for (size_t i = 0; i < len; i++) {
		bool exact = kind == TEXTMAP_VERBATIM;

		naive->start[naive->len] = exact ? source + i : source;
		naive->end[naive->len] = exact ? source + i + 1 : source + source_len;
		naive->text[naive->len++] = text[i];
	}
	if (len)
		naive->source = source + source_len;
}

static void compare(const struct textmap *map, const struct naive *naive)
{
	assert_int_equal(map->len, naive->len);
	assert_memory_equal(map->text, naive->text, naive->len);
	assert_int_equal(map->text[map->len], '\0');
	for (size_t a = 0; a <= naive->len; a++) {
		size_t place = a < naive->len ? naive->start[a]
		               : naive->len   ? naive->end[naive->len - 1]
		                              : 0;

		for (size_t b = a; b <= naive->len; b++) {
			struct span span = textmap_source(map, a, b);
			size_t end = b > a ? naive->end[b - 1] : place;

			if (span.start != place || span.end != end)
				fail_msg("text [%zu, %zu) stands at [%zu, %zu), not [%zu, %zu)", a,
				         b, span.start, span.end, place, end);
		}
	}
	for (size_t source = 0; source <= naive->source + 3; source++) {
		size_t text = 0;

		while (text < naive->len && naive->end[text] <= source)
			text++;
		if (textmap_text(map, source) != text)
			fail_msg("source %zu is text %zu, not %zu", source,
			         textmap_text(map, source), text);
	}
}

static void random_maps_are_exact(void **state)
{
	struct textmap_builder builder = {0};
	uint64_t seed = 21;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct arena *arena = arena_new();
		struct naive naive = {.source = random_below(&seed, 10)};
		struct textmap map;

		for (size_t n = random_below(&seed, 20); n > 0; n--)
			add_piece(&builder, &naive, &seed);
		/* The builder is used again and again. */
		map = textmap_finish(&builder, arena);
		assert_int_equal(builder.count, 0);
		assert_int_equal(builder.text.len, 0);
		compare(&map, &naive);
		arena_free(arena);
	}
	textmap_builder_release(&builder);
	assert_null(builder.pieces);
}

static void adjoining_verbatim_pieces_are_one(void **state)
{
	struct arena *arena = arena_new();
	struct textmap_builder builder = {0};
	struct textmap map;

	(void)state;
	textmap_add(&builder, TEXTMAP_VERBATIM, "ab", 2, 10, 2);
	textmap_add(&builder, TEXTMAP_VERBATIM, "c", 1, 12, 1);
	textmap_add(&builder, TEXTMAP_DERIVED, "", 0, 13, 4);
	textmap_add(&builder, TEXTMAP_DERIVED, "&", 1, 13, 5);
	textmap_add(&builder, TEXTMAP_DERIVED, "<", 1, 18, 4);
	textmap_add(&builder, TEXTMAP_VERBATIM, "d", 1, 22, 1);
	textmap_add(&builder, TEXTMAP_VERBATIM, "e", 1, 24, 1);
	map = textmap_finish(&builder, arena);
	assert_string_equal(map.text, "abc&<de");
	assert_int_equal(map.count, 5);
	assert_int_equal(map.pieces[0].source_len, 3);
	textmap_builder_release(&builder);
	arena_free(arena);
}

static void offsets_are_clamped(void **state)
{
	struct arena *arena = arena_new();
	struct textmap_builder builder = {0};
	struct textmap empty = textmap_finish(&builder, arena);
	struct textmap map;
	struct span span;

	(void)state;
	span = textmap_source(&empty, 3, 9);
	assert_true(span.start == 0 && span.end == 0);
	assert_int_equal(textmap_text(&empty, 5), 0);
	assert_string_equal(empty.text, "");
	textmap_add(&builder, TEXTMAP_VERBATIM, "abc", 3, 7, 3);
	map = textmap_finish(&builder, arena);
	span = textmap_source(&map, 1, 99);
	assert_true(span.start == 8 && span.end == 10);
	span = textmap_source(&map, 50, 99);
	assert_true(span.start == 10 && span.end == 10);
	span = textmap_source(&map, 2, 1);
	assert_true(span.start == 8 && span.end == 8);
	assert_int_equal(textmap_text(&map, 0), 0);
	assert_int_equal(textmap_text(&map, SIZE_MAX), 3);
	textmap_builder_release(&builder);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(random_maps_are_exact),
	    cmocka_unit_test(adjoining_verbatim_pieces_are_one),
	    cmocka_unit_test(offsets_are_clamped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
