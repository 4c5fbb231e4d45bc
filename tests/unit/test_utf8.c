/*
 * Decoding, against a reference that knows no table of bytes: it asks which code
 * points a prefix can still become. All strings of up to three bytes, and the
 * boundary bytes of longer ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "support.h"

/* Whether a scalar value that needs LENGTH bytes lies in [low, high]. */
static bool scalar_within(size_t length, uint32_t low, uint32_t high)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	static const uint32_t most[] = {0, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF};

	if (low < least[length])
		low = least[length];
	if (high > most[length])
		high = most[length];
	return low <= high && !(low >= 0xD800 && high <= 0xDFFF);
}

/* utf8_decode as its contract says. */
static uint32_t reference_decode(const unsigned char *p, size_t len, size_t *size)
{
	size_t length = p[0] < 0x80 ? 1 : p[0] < 0xC0 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	uint32_t code = length == 1 ? p[0] : length ? p[0] & (0x3Fu >> (length - 1)) : 0;
	size_t used = 1;

	*size = 1;
	if (length == 0 || p[0] > 0xF7)
		return UINT32_MAX;
	while (used < length) {
		unsigned missing;

		if (used == len || (p[used] & 0xC0) != 0x80)
			return UINT32_MAX;
		code = code << 6 | (p[used++] & 0x3Fu);
		missing = (unsigned)(6 * (length - used));
		if (!scalar_within(length, code << missing,
		                   (code << missing) | ((1u << missing) - 1)))
			return UINT32_MAX;
		*size = used;
	}
	return code;
}

static void compare(const unsigned char *bytes, size_t len)
{
	size_t wanted_size;
	size_t size = 0;
	uint32_t wanted = reference_decode(bytes, len, &wanted_size);
	uint32_t code = utf8_decode((const char *)bytes, len, &size);
	size_t valid = 0;

	if (code != wanted || size != wanted_size)
		fail_msg("%02x %02x %02x %02x, %zu bytes: U+%04X of %zu, not U+%04X of %zu",
		         bytes[0], bytes[1], bytes[2], bytes[3], len, code, size, wanted,
		         wanted_size);
	while (valid < len &&
	       reference_decode(bytes + valid, len - valid, &wanted_size) != UINT32_MAX)
		valid += wanted_size;
	if (utf8_valid_prefix((const char *)bytes, len) != valid)
		fail_msg("%02x %02x %02x %02x, %zu bytes: valid up to %zu", bytes[0], bytes[1],
		         bytes[2], bytes[3], len, valid);
}

static void all_strings_of_three_bytes(void **state)
{
	unsigned char bytes[4] = {0};

	(void)state;
	for (unsigned a = 0; a < 256; a++) {
		bytes[0] = (unsigned char)a;
		compare(bytes, 1);
		for (unsigned b = 0; b < 256; b++) {
			bytes[1] = (unsigned char)b;
			compare(bytes, 2);
			for (unsigned c = 0; c < 256; c++) {
				bytes[2] = (unsigned char)c;
				compare(bytes, 3);
			}
		}
	}
}

static void boundaries_of_four_bytes(void **state)
{
	static const unsigned char lead[] = {0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
	                                     0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3,
	                                     0xF4, 0xF5, 0xF7, 0xF8, 0xFC, 0xFE, 0xFF};
	static const unsigned char next[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F,
	                                     0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xF0, 0xFF};
	unsigned char bytes[16];

	(void)state;
	memset(bytes, 'x', sizeof(bytes));
	for (size_t a = 0; a < sizeof(lead); a++)
		for (size_t b = 0; b < sizeof(next); b++)
			for (size_t c = 0; c < sizeof(next); c++)
				for (size_t d = 0; d < sizeof(next); d++) {
					bytes[0] = lead[a];
					bytes[1] = next[b];
					bytes[2] = next[c];
					bytes[3] = next[d];
					compare(bytes, 4);
					compare(bytes, sizeof(bytes));
				}
}

/* The step over eight ASCII bytes at once must not step over anything else. */
static void long_text_is_valid_up_to_its_fault(void **state)
{
	static const char *const wrong[] = {"\x80", "\xC3", "\xED\xA0\x80", "\xF0\x9F\x98", "\xFF"};
	char text[64];

	(void)state;
	for (size_t w = 0; w < SUPPORT_COUNT(wrong); w++)
		for (size_t at = 0; at < 40; at++) {
			memset(text, 'a', sizeof(text));
			memcpy(text + at, wrong[w], strlen(wrong[w]));
			assert_int_equal(utf8_valid_prefix(text, sizeof(text)), at);
			assert_int_equal(utf8_valid_prefix(text, at), at);
		}
	memset(text, 0, sizeof(text));
	assert_int_equal(utf8_valid_prefix(text, sizeof(text)), sizeof(text));
	assert_int_equal(utf8_valid_prefix("", 0), 0);
}

static void every_scalar_returns(void **state)
{
	(void)state;
	for (uint32_t code = 0; code <= 0x10FFFF; code++) {
		char bytes[4];
		size_t len;
		size_t size;

		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		len = utf8_encode(code, bytes);
		if (utf8_decode(bytes, len, &size) != code || size != len)
			fail_msg("U+%04X", code);
		assert_int_equal(utf8_count_utf16(bytes, len), code > 0xFFFF ? 2 : 1);
	}
}

static void lengths_are_sums(void **state)
{
	static const char *const parts[] = {
	    "a",    "\n",       "\xC3\xA9",    "\xE4\xB8\x96", "\xF0\x9F\x98\x80",
	    "\xFF", "\xE2\x82", "\xF0\x9F\x98"};
	static const size_t utf16[] = {1, 1, 1, 1, 2, 1, 1, 1};
	uint64_t seed = 3;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct builder text = {0};
		size_t starts[40];
		size_t count = random_below(&seed, 20);
		size_t units = 0;

		for (size_t i = 0; i < count; i++) {
			size_t part = random_below(&seed, SUPPORT_COUNT(parts));

			starts[i] = text.len;
			units += utf16[part];
			builder_add_string(&text, parts[part]);
		}
		starts[count] = text.len;
		assert_int_equal(utf8_count(text.bytes, text.len), count);
		assert_int_equal(utf8_count_utf16(text.bytes, text.len), units);
		for (size_t i = 0; i <= count; i++)
			assert_int_equal(utf8_advance(text.bytes, text.len, i), starts[i]);
		assert_int_equal(utf8_advance(text.bytes, text.len, count + 7), text.len);
		builder_release(&text);
	}
}

static const struct grapheme {
	const char *text; /* one grapheme */
	int width;
	const char *what;
} graphemes[] = {
    {"a", 1, "a letter"},
    {"\xC3\xA9", 1, "a composed letter"},
    {"e\xCC\x81", 1, "a letter and a combining accent"},
    {"e\xCC\x81\xCC\xA7", 1, "a letter and two combining marks"},
    {"\xE4\xB8\x96", 2, "a Chinese character"},
    {"\xEF\xBC\xA1", 2, "a full-width letter"},
    {"\xEF\xBD\xB1", 1, "half-width katakana"},
    {"\xEA\xB0\x81", 2, "a Hangul syllable"},
    {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", 2, "Hangul in letters"},
    {"\xF0\x9F\x98\x80", 2, "an emoji"},
    {"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", 2, "an emoji and a skin tone"},
    {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", 2, "a family"},
    {"\xF0\x9F\x8F\xB3\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x8C\x88", 2, "the rainbow flag"},
    {"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA", 2, "the flag of a country"},
    {"\xE2\x9D\xA4\xEF\xB8\x8F", 2, "a heart as an emoji"},
    {"1\xEF\xB8\x8F\xE2\x83\xA3", 2, "a keycap"},
    {"\r\n", 0, "a line break"},
    {"\x01", 0, "a control character"},
    {"\xE2\x80\x8B", 0, "a zero-width space"},
    {"\xFF", 1, "an invalid byte"},
    {"\xF0\x9F\x98", 1, "the beginning of an emoji"},
};

static void graphemes_are_one_thing_on_the_screen(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(graphemes); i++) {
		const struct grapheme *g = &graphemes[i];
		char text[64];
		int width = -1;

		/* Alone, and before something that begins the next one. */
		snprintf(text, sizeof(text), "%sb", g->text);
		if (utf8_grapheme(g->text, strlen(g->text), &width) != strlen(g->text) ||
		    width != g->width)
			fail_msg("%s is %d wide", g->what, width);
		width = -1;
		if (utf8_grapheme(text, strlen(text), &width) != strlen(g->text) ||
		    width != g->width)
			fail_msg("%s before a letter is %d wide", g->what, width);
	}
}

static void two_flags_are_two(void **state)
{
	static const char flags[] =
	    "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7";
	int width;

	(void)state;
	assert_int_equal(utf8_grapheme(flags, sizeof(flags) - 1, &width), 8);
	assert_int_equal(utf8_grapheme(flags + 8, sizeof(flags) - 9, &width), 8);
	/* A mark after an invalid byte belongs to nothing. */
	assert_int_equal(utf8_grapheme("\xFF\xCC\x81", 3, &width), 1);
	assert_int_equal(utf8_grapheme("a\xFF", 2, &width), 1);
}

static void properties(void **state)
{
	static const uint32_t words[] = {'a',    'Z',   '0',   0xE9,  0x3A3,
	                                 0x4E16, 0x301, 0x903, 0x661, 0x2160};
	static const uint32_t others[] = {' ',  '-',     '_',    '\'',   '.',        0x2019,
	                                  0xA0, 0x1F600, 0x200B, 0x20AC, UINT32_MAX, 0x110000};
	static const uint32_t spaces[] = {' ',  '\t',   '\n',   '\r',   0x0B,   0x0C,  0x85,
	                                  0xA0, 0x2003, 0x202F, 0x2028, 0x2029, 0x3000};
	static const uint32_t uppers[] = {'A', 0xC9, 0x3A3, 0x1C5, 0x410};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(words); i++) {
		assert_true(utf8_is_word(words[i]));
		assert_false(utf8_is_space(words[i]));
	}
	for (size_t i = 0; i < SUPPORT_COUNT(others); i++) {
		assert_false(utf8_is_word(others[i]));
		assert_false(utf8_is_upper(others[i]));
	}
	for (size_t i = 0; i < SUPPORT_COUNT(spaces); i++)
		assert_true(utf8_is_space(spaces[i]));
	assert_false(utf8_is_space(0x200B));
	assert_false(utf8_is_space(UINT32_MAX));
	for (size_t i = 0; i < SUPPORT_COUNT(uppers); i++) {
		assert_true(utf8_is_upper(uppers[i]));
		assert_int_not_equal(utf8_fold(uppers[i]), uppers[i]);
		assert_false(utf8_is_upper(utf8_fold(uppers[i])));
	}
	assert_false(utf8_is_upper('a'));
	assert_int_equal(utf8_fold('Q'), 'q');
	assert_int_equal(utf8_fold(0xC4), 0xE4);
	assert_int_equal(utf8_fold('@'), '@');
	assert_int_equal(utf8_fold('['), '[');
	assert_int_equal(utf8_fold(UINT32_MAX), UINT32_MAX);
	/* The long s, the kelvin sign and the final sigma; the small letter stays small. */
	assert_int_equal(utf8_fold(0x17F), 's');
	assert_int_equal(utf8_fold(0x212A), 'k');
	assert_int_equal(utf8_fold(0x3C2), utf8_fold(0x3A3));
	assert_int_equal(utf8_fold(0x131), 0x131);
	assert_int_equal(utf8_lower(0x3C2), 0x3C2);
	assert_int_equal(utf8_lower('Q'), 'q');
	assert_int_equal(utf8_lower(UINT32_MAX), UINT32_MAX);
	assert_int_equal(utf8_width('\t'), 0);
	assert_int_equal(utf8_width(0x7F), 0);
	assert_int_equal(utf8_width('~'), 1);
	assert_int_equal(utf8_width(0x301), 0);
	assert_int_equal(utf8_width(0x3042), 2);
	assert_int_equal(utf8_width(0x110000), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_strings_of_three_bytes),
	    cmocka_unit_test(boundaries_of_four_bytes),
	    cmocka_unit_test(long_text_is_valid_up_to_its_fault),
	    cmocka_unit_test(every_scalar_returns),
	    cmocka_unit_test(lengths_are_sums),
	    cmocka_unit_test(graphemes_are_one_thing_on_the_screen),
	    cmocka_unit_test(two_flags_are_two),
	    cmocka_unit_test(properties),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
