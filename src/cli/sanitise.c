#include "cli/sanitise.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/utf8.h"

struct range {
	uint32_t first;
	uint32_t last;
};

/* Invisible, direction-turning and line-breaking characters, in ascending order. */
static const struct range hidden[] = {
    {0xAD, 0xAD},       /* soft hyphen */
    {0x34F, 0x34F},     /* combining grapheme joiner */
    {0x61C, 0x61C},     /* Arabic letter mark */
    {0x115F, 0x1160},   /* Hangul fillers */
    {0x17B4, 0x17B5},   /* Khmer inherent vowels */
    {0x180B, 0x180E},   /* Mongolian variation selectors and vowel separator */
    {0x200B, 0x200B},   /* zero width space */
    {0x200E, 0x200F},   /* direction marks */
    {0x2028, 0x202E},   /* line and paragraph separator, embeddings, overrides */
    {0x2060, 0x206F},   /* word joiner, isolates, deprecated format characters */
    {0x3164, 0x3164},   /* Hangul filler */
    {0xFEFF, 0xFEFF},   /* byte order mark */
    {0xFFA0, 0xFFA0},   /* halfwidth Hangul filler */
    {0xFFF9, 0xFFFB},   /* interlinear annotation */
    {0xFFFE, 0xFFFF},   /* no characters, and not allowed in XML */
    {0x1BCA0, 0x1BCA3}, /* shorthand format controls */
    {0x1D173, 0x1D17A}, /* musical format controls */
    {0xE0000, 0xE0FFF}, /* tags and variation selectors beyond the first sixteen */
};

static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

static bool is_hidden(uint32_t code)
{
	for (size_t i = 0; i < sizeof(hidden) / sizeof(*hidden); i++)
		if (code <= hidden[i].last)
			return code >= hidden[i].first;
	return false;
}

bool sanitise_is_unsafe(uint32_t code)
{
	return is_control(code) || is_hidden(code);
}

/* Only the three escapes that every reader knows; the others in hexadecimal. */
static void show_control(uint32_t code, char out[SANITISED_MAX])
{
	switch (code) {
	case '\t':
	case '\n':
	case '\r':
		snprintf(out, SANITISED_MAX, "\\%c", code == '\t' ? 't' : code == '\n' ? 'n' : 'r');
		return;
	default:
		snprintf(out, SANITISED_MAX, "\\x%02" PRIx32, code);
		return;
	}
}

bool sanitise_next(const char *bytes, size_t len, size_t *size, char out[SANITISED_MAX])
{
	uint32_t code = utf8_decode(bytes, len, size);

	if (code == UINT32_MAX) {
		*size = 1;
		snprintf(out, SANITISED_MAX, "\\x%02x", (unsigned)(unsigned char)bytes[0]);
		return false;
	}
	if (is_control(code)) {
		show_control(code, out);
		return false;
	}
	if (is_hidden(code)) {
		snprintf(out, SANITISED_MAX, "<U+%04" PRIX32 ">", code);
		return false;
	}
	return true;
}
