/* Slices and builders, against what the C library and a naive loop say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <limits.h>

#include "support.h"

static void characters_are_ascii_of_the_c_locale(void **state)
{
	(void)state;
	for (int c = -128; c < 256; c++) {
		bool ascii = c >= 0 && c < 128;

		assert_int_equal(char_is_space(c), ascii && isspace(c));
		assert_int_equal(char_is_alpha(c), ascii && isalpha(c));
		assert_int_equal(char_is_digit(c), ascii && isdigit(c));
		assert_int_equal(char_is_alnum(c), ascii && isalnum(c));
		assert_int_equal(char_is_punct(c), ascii && ispunct(c));
		if (c < 128)
			assert_int_equal(char_lower((char)c), ascii ? (char)tolower(c) : (char)c);
	}
}

static struct slice random_text(uint64_t *seed, char *room, size_t limit, const char *alphabet)
{
	size_t len = random_below(seed, limit + 1);

	for (size_t i = 0; i < len; i++)
		room[i] = alphabet[random_below(seed, strlen(alphabet))];
	room[len] = '\0';
	return slice_from(room, len);
}

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

static void comparing_is_what_the_c_library_says(void **state)
{
	uint64_t seed = 11;
	char a[16];
	char b[16];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct slice x = random_text(&seed, a, 6, "abAB\xC3");
		struct slice y = random_text(&seed, b, 6, "abAB\xC3");

		assert_int_equal(slice_equal(x, y), strcmp(a, b) == 0);
		assert_int_equal(slice_is(x, b), strcmp(a, b) == 0);
		assert_int_equal(sign(slice_compare(x, y)), sign(strcmp(a, b)));
		assert_int_equal(slice_starts(x, b), strncmp(a, b, y.len) == 0);
		assert_int_equal(slice_ends(x, b),
		                 y.len <= x.len && strcmp(a + x.len - y.len, b) == 0);
		for (char *c = a; *c; c++)
			*c = char_lower(*c);
		for (char *c = b; *c; c++)
			*c = char_lower(*c);
		assert_int_equal(slice_equal_fold(x, y), strcmp(a, b) == 0);
	}
	assert_true(slice_equal(slice_of(NULL), slice_of("")));
	assert_true(slice_equal_fold(slice_of("Stage"), slice_of("sTAGE")));
	assert_false(slice_equal_fold(slice_of("@"), slice_of("`")));
	assert_false(slice_equal(slice_from("a\0b", 3), slice_from("a\0c", 3)));
}

static size_t naive_find(struct slice whole, const char *needle, size_t from)
{
	size_t len = strlen(needle);

	for (size_t i = from; i <= whole.len; i++)
		if (len <= whole.len - i && memcmp(whole.ptr + i, needle, len) == 0)
			return i;
	return SIZE_MAX;
}

static void finding_is_naive_finding(void **state)
{
	uint64_t seed = 13;
	char a[32];
	char b[8];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct slice whole = random_text(&seed, a, 12, "ab");

		random_text(&seed, b, 4, "ab");
		for (size_t from = 0; from <= whole.len + 2; from++)
			assert_int_equal(slice_find(whole, b, from), naive_find(whole, b, from));
	}
	assert_int_equal(slice_find(slice_from(NULL, 0), "a", 0), SIZE_MAX);
	assert_int_equal(slice_find(slice_from("a\0ab", 4), "ab", 0), 2);
}

static void parts_and_separators_make_the_whole(void **state)
{
	uint64_t seed = 17;
	char a[32];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		struct slice whole = random_text(&seed, a, 10, "a,,b");
		struct slice rest = whole;
		struct slice part;
		struct builder joined = {0};
		size_t parts = 0;
		size_t commas = 0;

		while (slice_split(&rest, ',', &part)) {
			if (parts++)
				builder_add_char(&joined, ',');
			assert_int_equal(slice_find(part, ",", 0), SIZE_MAX);
			builder_add_slice(&joined, part);
		}
		for (size_t c = 0; c < whole.len; c++)
			commas += a[c] == ',';
		assert_null(rest.ptr);
		assert_int_equal(parts, commas + 1);
		assert_true(slice_equal(builder_slice(&joined), whole));
		builder_release(&joined);
	}
}

static void cutting_clamps(void **state)
{
	struct slice text = slice_of(" \t\v\f\r\nword \n");

	(void)state;
	assert_true(slice_is(slice_trim(text), "word"));
	assert_true(slice_is(slice_trim(slice_of(" \n ")), ""));
	assert_true(slice_is(slice_trim(slice_of("\xC2\xA0x")), "\xC2\xA0x"));
	assert_true(slice_is(slice_sub(slice_of("abc"), 1, 2), "b"));
	assert_true(slice_is(slice_sub(slice_of("abc"), 0, SIZE_MAX), "abc"));
	assert_true(slice_is(slice_sub(slice_of("abc"), 5, 9), ""));
	assert_true(slice_is(slice_sub(slice_of("abc"), 2, 1), ""));
}

static void numbers_fill_the_slice(void **state)
{
	static const struct {
		const char *text;
		long value;
		bool good;
	} cases[] = {{"0", 0, true},    {"007", 7, true},      {"-5", -5, true},  {"", 0, false},
	             {"-", 0, false},   {"+1", 0, false},      {" 1", 0, false},  {"1 ", 0, false},
	             {"1.0", 0, false}, {"0x10", 0, false},    {"1e3", 0, false}, {"--1", 0, false},
	             {"1,0", 0, false}, {"\xD9\xA1", 0, false}};
	char text[32];
	long value = 99;

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
		value = 99;
		assert_int_equal(slice_long(slice_of(cases[i].text), &value), cases[i].good);
		assert_int_equal(value, cases[i].good ? cases[i].value : 99);
	}
	snprintf(text, sizeof(text), "%ld", LONG_MAX);
	assert_true(slice_long(slice_of(text), &value));
	assert_true(value == LONG_MAX);
	text[strlen(text) - 1]++;
	assert_false(slice_long(slice_of(text), &value));
	snprintf(text, sizeof(text), "%ld0", LONG_MAX);
	assert_false(slice_long(slice_of(text), &value));
}

static void builders_hold_what_was_added(void **state)
{
	struct arena *arena = arena_new();
	struct builder builder = {0};
	struct builder expected = {0};
	char *copy;

	(void)state;
	assert_true(slice_is(builder_slice(&builder), ""));
	assert_string_equal(builder_copy(&builder, arena), "");
	builder_add(&builder, "a\0b", 3);
	builder_add_string(&builder, "");
	builder_add_repeated(&builder, '-', 0);
	builder_add_repeated(&builder, '-', 3);
	builder_printf(&builder, "%s", "");
	builder_printf(&builder, "%d%%", 50);
	assert_int_equal(builder.len, 9);
	assert_memory_equal(builder.bytes, "a\0b---50%", 10);
	copy = builder_copy(&builder, arena);
	builder_clear(&builder);
	assert_int_equal(builder.len, 0);
	assert_string_equal(builder.bytes, "");
	assert_memory_equal(copy, "a\0b---50%", 10);
	for (int i = 0; i < 3000; i++) {
		builder_printf(&builder, "%d,", i);
		builder_add_char(&builder, 'x');
		assert_int_equal(builder.bytes[builder.len], '\0');
	}
	for (int i = 0; i < 3000; i++) {
		char number[16];

		snprintf(number, sizeof(number), "%d,x", i);
		builder_add_string(&expected, number);
	}
	assert_string_equal(builder.bytes, expected.bytes);
	builder_release(&builder);
	builder_release(&expected);
	assert_null(builder.bytes);
	assert_int_equal(builder.capacity, 0);
	arena_free(arena);
}

/* Around the length up to which a text is formatted once. */
static void what_is_formatted_may_be_long(void **state)
{
	(void)state;
	for (int width = 100; width < 300; width++) {
		struct builder builder = {0};

		builder_printf(&builder, "%0*d", width, 7);
		assert_int_equal(builder.len, width);
		assert_int_equal(strlen(builder.bytes), width);
		assert_int_equal(builder.bytes[0], '0');
		assert_int_equal(builder.bytes[width - 1], '7');
		builder_release(&builder);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(characters_are_ascii_of_the_c_locale),
	    cmocka_unit_test(comparing_is_what_the_c_library_says),
	    cmocka_unit_test(finding_is_naive_finding),
	    cmocka_unit_test(parts_and_separators_make_the_whole),
	    cmocka_unit_test(cutting_clamps),
	    cmocka_unit_test(numbers_fill_the_slice),
	    cmocka_unit_test(builders_hold_what_was_added),
	    cmocka_unit_test(what_is_formatted_may_be_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
