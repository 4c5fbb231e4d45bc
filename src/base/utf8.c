#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "base/eight.h"

uint32_t utf8_decode(const char *bytes, size_t len, size_t *size)
{
	const unsigned char *p = (const unsigned char *)bytes;
	unsigned char low = 0x80, high = 0xBF; /* bounds of the second byte */
	size_t need;
	uint32_t code;

	*size = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return UINT32_MAX;
	need = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	code = p[0] & (0xFFu >> (need + 1));
	for (size_t i = 1; i < need; i++) {
		if (i >= len || p[i] < low || p[i] > high)
			return UINT32_MAX;
		code = code << 6 | (p[i] & 0x3Fu);
		*size = i + 1;
		low = 0x80;
		high = 0xBF;
	}
	return code;
}

size_t utf8_encode(uint32_t code, char out[4])
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

/* Whether eight bytes of ASCII stand at BYTES, of which LEFT are to be looked at. */
static inline bool is_plain(const char *bytes, size_t left)
{
	return left >= EIGHT && !(eight_load(bytes) & EIGHT_TOPS);
}

size_t utf8_valid_prefix(const char *bytes, size_t len)
{
	size_t i = 0;

	while (i < len) {
		size_t size = EIGHT;

		if (!is_plain(bytes + i, len - i) &&
		    utf8_decode(bytes + i, len - i, &size) == UINT32_MAX)
			return i;
		i += size;
	}
	return len;
}

/* Length in code points; ASTRAL: of those beyond U+FFFF each counts as two. */
static inline size_t count_units(const char *bytes, size_t len, bool astral)
{
	size_t count = 0;

	for (size_t i = 0, size; i < len; i += size) {
		uint32_t code;

		if ((unsigned char)bytes[i] < 0x80) {
			size = is_plain(bytes + i, len - i) ? EIGHT : 1;
			count += size;
			continue;
		}
		code = utf8_decode(bytes + i, len - i, &size);
		count += astral && code != UINT32_MAX && code > 0xFFFF ? 2 : 1;
	}
	return count;
}

size_t utf8_count(const char *bytes, size_t len)
{
	return count_units(bytes, len, false);
}

size_t utf8_count_utf16(const char *bytes, size_t len)
{
	return count_units(bytes, len, true);
}

size_t utf8_advance(const char *bytes, size_t len, size_t count)
{
	size_t i = 0;

	for (size_t size; i < len && count; i += size, count--)
		utf8_decode(bytes + i, len - i, &size);
	return i;
}

int utf8_width(uint32_t code)
{
	if (code < 0x80)
		return code >= 0x20 && code != 0x7F;
	return code > 0x10FFFF ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
}

size_t utf8_grapheme(const char *bytes, size_t len, int *width)
{
	utf8proc_int32_t state = 0;
	size_t size;
	uint32_t previous = utf8_decode(bytes, len, &size);
	size_t end = size;

	*width = previous == UINT32_MAX ? 1 : utf8_width(previous);
	while (end < len && previous != UINT32_MAX) {
		uint32_t code = utf8_decode(bytes + end, len - end, &size);

		if (code == UINT32_MAX ||
		    utf8proc_grapheme_break_stateful((utf8proc_int32_t)previous,
		                                     (utf8proc_int32_t)code, &state))
			break;
		/* U+FE0F asks for the emoji, two columns wide, form of the character; a
		 * second regional indicator makes a flag of two narrow letters. */
		if (code == 0xFE0F || (code >= 0x1F1E6 && code <= 0x1F1FF))
			*width = 2;
		else if (utf8_width(code) > *width)
			*width = utf8_width(code);
		previous = code;
		end += size;
	}
	return end;
}

uint32_t utf8_fold(uint32_t code)
{
	enum { DOTLESS_I = 0x131 }; /* "I" is its capital, but to a Turk alone */

	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
	if (code > 0x10FFFF)
		return code;
	/* Several small letters may share a capital: both of the sigmas do. */
	if (code != DOTLESS_I)
		code = (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

static utf8proc_category_t category(uint32_t code)
{
	if (code > 0x10FFFF)
		return UTF8PROC_CATEGORY_CN;
	return utf8proc_category((utf8proc_int32_t)code);
}

uint32_t utf8_lower(uint32_t code)
{
	return code > 0x10FFFF ? code : (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

uint32_t utf8_upper(uint32_t code)
{
	return code > 0x10FFFF ? code : (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

bool utf8_is_letter(uint32_t code)
{
	utf8proc_category_t c = category(code);

	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool utf8_is_word(uint32_t code)
{
	switch (category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
		return true;
	default:
		return false;
	}
}

bool utf8_is_space(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return code == 0x85 || category(code) == UTF8PROC_CATEGORY_ZS || code == 0x2028 ||
	       code == 0x2029;
}

uint32_t utf8_straight(uint32_t code)
{
	switch (code) {
	case 0x2018:
	case 0x2019:
		return '\'';
	case 0x201c:
	case 0x201d:
		return '"';
	default:
		return code;
	}
}

bool utf8_is_upper(uint32_t code)
{
	utf8proc_category_t c = category(code);

	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

void utf8_library(char text[64])
{
	snprintf(text, 64, "utf8proc %s", utf8proc_version());
}
