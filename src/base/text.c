#include "base/text.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

bool slice_equal(struct slice a, struct slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool slice_is(struct slice a, const char *string)
{
	if (!string)
		return a.len == 0;
	/* Most of a table's strings differ from A in the first byte. */
	for (size_t i = 0; i < a.len; i++)
		if (a.ptr[i] != string[i] || !string[i])
			return false;
	return string[a.len] == '\0';
}

bool slice_equal_fold(struct slice a, struct slice b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (char_lower(a.ptr[i]) != char_lower(b.ptr[i]))
			return false;
	return true;
}

bool slice_starts(struct slice whole, const char *prefix)
{
	size_t len = strlen(prefix);

	return whole.len >= len && memcmp(whole.ptr, prefix, len) == 0;
}

bool slice_ends(struct slice whole, const char *suffix)
{
	size_t len = strlen(suffix);

	return whole.len >= len && memcmp(whole.ptr + whole.len - len, suffix, len) == 0;
}

int slice_compare(struct slice a, struct slice b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

struct slice slice_trim(struct slice whole)
{
	while (whole.len && char_is_space(whole.ptr[0])) {
		whole.ptr++;
		whole.len--;
	}
	while (whole.len && char_is_space(whole.ptr[whole.len - 1]))
		whole.len--;
	return whole;
}

bool slice_is_ascii(struct slice text)
{
	unsigned char all = 0;

	for (size_t i = 0; i < text.len; i++)
		all |= (unsigned char)text.ptr[i];
	return all < 0x80;
}

size_t slice_find(struct slice whole, const char *needle, size_t from)
{
	size_t len = strlen(needle);

	if (len == 0)
		return from <= whole.len ? from : SIZE_MAX;
	while (from < whole.len && len <= whole.len - from) {
		const char *at = memchr(whole.ptr + from, needle[0], whole.len - from - len + 1);

		if (!at)
			break;
		if (memcmp(at, needle, len) == 0)
			return (size_t)(at - whole.ptr);
		from = (size_t)(at - whole.ptr) + 1;
	}
	return SIZE_MAX;
}

bool slice_in(struct slice word, const char *const *list, size_t count)
{
	char first = word.len ? char_lower(word.ptr[0]) : '\0';

	for (size_t i = 0; i < count; i++)
		if (char_lower(list[i][0]) == first && slice_equal_fold(word, slice_of(list[i])))
			return true;
	return false;
}

bool slice_split(struct slice *rest, char separator, struct slice *part)
{
	const char *at;

	if (!rest->ptr)
		return false;
	at = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
	if (!at) {
		*part = *rest;
		*rest = (struct slice){NULL, 0};
		return true;
	}
	*part = slice_from(rest->ptr, (size_t)(at - rest->ptr));
	rest->len -= part->len + 1;
	rest->ptr = at + 1;
	return true;
}

bool slice_long(struct slice text, long *value)
{
	long number = 0;
	bool negative = text.len > 1 && text.ptr[0] == '-';
	size_t i = negative ? 1 : 0;

	if (text.len == 0)
		return false;
	for (; i < text.len; i++) {
		int digit = text.ptr[i] - '0';

		if (digit < 0 || digit > 9 || number > (LONG_MAX - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	*value = negative ? -number : number;
	return true;
}

void builder_grow(struct builder *builder, size_t more)
{
	size_t need;

	if (more > SIZE_MAX / 2 - builder->len)
		memory_exhausted();
	need = builder->len + more + 1;
	if (need < builder->capacity * 2)
		need = builder->capacity * 2;
	if (need < 64)
		need = 64;
	builder->bytes = memory_realloc(builder->bytes, need);
	builder->capacity = need;
}

void builder_release(struct builder *builder)
{
	free(builder->bytes);
	*builder = (struct builder){NULL, 0, 0};
}

void builder_clear(struct builder *builder)
{
	builder->len = 0;
	if (builder->bytes)
		builder->bytes[0] = '\0';
}

void builder_add_string(struct builder *builder, const char *string)
{
	builder_add(builder, string, strlen(string));
}

void builder_add_slice(struct builder *builder, struct slice slice)
{
	builder_add(builder, slice.ptr, slice.len);
}

void builder_add_char(struct builder *builder, char c)
{
	builder_reserve(builder, 1);
	builder->bytes[builder->len++] = c;
	builder->bytes[builder->len] = '\0';
}

void builder_add_number(struct builder *builder, uint64_t number)
{
	char digits[20]; /* of the largest */
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	builder_add(builder, digits + at, sizeof(digits) - at);
}

void builder_add_repeated(struct builder *builder, char c, size_t count)
{
	builder_reserve(builder, count);
	if (count)
		memset(builder->bytes + builder->len, c, count);
	builder->len += count;
	builder->bytes[builder->len] = '\0';
}

void builder_printf(struct builder *builder, const char *format, ...)
{
	enum { USUAL = 120 }; /* bytes, so that most is formatted once */
	va_list args;
	va_list again;
	size_t room;
	int len;

	builder_reserve(builder, USUAL);
	room = builder->capacity - builder->len;
	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(builder->bytes + builder->len, room, format, again);
	va_end(again);
	if (len > 0 && (size_t)len >= room) {
		builder_reserve(builder, (size_t)len);
		vsnprintf(builder->bytes + builder->len, (size_t)len + 1, format, args);
	}
	va_end(args);
	if (len > 0)
		builder->len += (size_t)len;
	builder->bytes[builder->len] = '\0';
}

void builder_add_path(struct builder *builder, struct slice path)
{
	struct slice part;

	while (slice_split(&path, '/', &part)) {
		if (part.len == 0 || slice_is(part, "."))
			continue;
		if (slice_is(part, "..")) {
			while (builder->len && builder->bytes[--builder->len] != '/')
				;
			continue;
		}
		builder_add_char(builder, '/');
		builder_add_slice(builder, part);
	}
	if (builder->bytes)
		builder->bytes[builder->len] = '\0';
}

struct slice builder_slice(const struct builder *builder)
{
	return slice_from(builder->bytes ? builder->bytes : "", builder->len);
}

char *builder_copy(const struct builder *builder, struct arena *arena)
{
	return arena_copy(arena, builder->bytes, builder->len);
}
