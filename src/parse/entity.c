#include "parse/entity.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static int hex_digit(char c)
{
	if (char_is_digit(c))
		return c - '0';
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "&#…;": CommonMark takes 1 to 7 decimal or 1 to 6 hexadecimal digits. */
static size_t decode_number(const char *bytes, size_t len, char text[ENTITY_TEXT], size_t *text_len)
{
	bool hex = len > 2 && (bytes[2] == 'x' || bytes[2] == 'X');
	size_t start = hex ? 3 : 2;
	size_t at = start;
	uint32_t code = 0;

	for (; at < len && at - start < 8; at++) {
		int digit = hex                        ? hex_digit(bytes[at])
		            : char_is_digit(bytes[at]) ? bytes[at] - '0'
		                                       : -1;

		if (digit < 0)
			break;
		code = code * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (at == start || at - start > (hex ? 6u : 7u) || at == len || bytes[at] != ';')
		return 0;
	if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		code = 0xFFFD;
	*text_len = utf8_encode(code, text);
	return at + 1;
}

static struct entity_entry *cache_slot(struct entities *entities, const char *name, size_t len)
{
	size_t hash = len;

	for (size_t i = 0; i < len; i++)
		hash = hash * 31 + (unsigned char)name[i];
	return &entities->cache[hash % ENTITY_CACHE];
}

size_t entity_decode(struct entities *entities, const char *bytes, size_t len,
                     char text[ENTITY_TEXT], size_t *text_len)
{
	struct entity_entry *entry;
	size_t at = 1;

	if (len > 3 && bytes[1] == '#')
		return decode_number(bytes, len, text, text_len);
	while (at < len && at <= ENTITY_NAME && char_is_alnum((unsigned char)bytes[at]))
		at++;
	if (at < 3 || at == len || at > ENTITY_NAME || bytes[at] != ';')
		return 0;
	if (!entities->cache)
		entities->cache =
		    arena_array(entities->arena, ENTITY_CACHE, sizeof(*entities->cache));
	entry = cache_slot(entities, bytes + 1, at - 1);
	if (entry->name_len != at - 1 || memcmp(entry->name, bytes + 1, at - 1) != 0) {
		entry->name_len = (unsigned char)(at - 1);
		memcpy(entry->name, bytes + 1, at - 1);
		entry->text_len = (unsigned char)entities->named(
		    entities->context, slice_from(bytes + 1, at - 1), entry->text);
	}
	*text_len = entry->text_len;
	memcpy(text, entry->text, entry->text_len);
	return entry->text_len ? at + 1 : 0;
}
