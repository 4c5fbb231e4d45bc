#include "lsp/value.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

/* A value is jansson's under another name. */
static json_t *json_of(const struct value *value)
{
	return (json_t *)(uintptr_t)value;
}

static struct value *value_of(json_t *json)
{
	return json_is_null(json) ? NULL : (struct value *)(void *)json;
}

/* ---- before it is read ---- */

/* The unit of the escape "\\uXXXX" at BYTES, of which LEFT are there; -1: there is none. */
static long escape_at(const char *bytes, size_t left)
{
	long unit = 0;

	if (left < 6 || bytes[0] != '\\' || bytes[1] != 'u')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		char c = char_lower(bytes[i]);

		if (!char_is_digit((unsigned char)c) && (c < 'a' || c > 'f'))
			return -1;
		unit = unit * 16 + (c <= '9' ? c - '0' : c - 'a' + 10);
	}
	return unit;
}

/* Mends the escape at BYTES when it is half of a pair; how many bytes are done with. */
static size_t mend_escape(char *bytes, size_t left)
{
	long unit = escape_at(bytes, left);
	long next;

	if (unit < 0)
		return left < 2 ? left : 2;
	if (unit < 0xD800 || unit > 0xDFFF)
		return 6;
	next = unit < 0xDC00 ? escape_at(bytes + 6, left - 6) : -1;
	if (next >= 0xDC00 && next <= 0xDFFF)
		return 12;
	memcpy(bytes + 2, "fffd", 4);
	return 6;
}

/* One pass over what may be any bytes: jansson would go deep, and would refuse half a
 * pair of surrogates. False when they are nested too deep. */
static bool prepare(char *bytes, size_t len)
{
	size_t depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < len;) {
		char c = bytes[i];

		if (quoted && c == '\\') {
			i += mend_escape(bytes + i, len - i);
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '[' || c == '{') && ++depth > VALUE_DEPTH)
			return false;
		else if (!quoted && (c == ']' || c == '}') && depth > 0)
			depth--;
		i++;
	}
	return true;
}

bool value_parse(char *bytes, size_t len, struct value **root, struct value_fault *fault)
{
	json_error_t error;
	json_t *json;

	*root = NULL;
	if (!prepare(bytes, len)) {
		snprintf(fault->text, sizeof(fault->text), "nested more than %d deep", VALUE_DEPTH);
		return false;
	}
	json = json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY,
	                  &error);
	if (!json) {
		snprintf(fault->text, sizeof(fault->text), "%.100s at byte %d", error.text,
		         error.position);
		return false;
	}
	*root = value_of(json);
	return true;
}

void value_free(struct value *root)
{
	json_decref(json_of(root));
}

enum value_kind value_kind(const struct value *value)
{
	if (!value)
		return VALUE_NULL;
	switch (json_typeof(json_of(value))) {
	case JSON_TRUE:
	case JSON_FALSE:
		return VALUE_BOOL;
	case JSON_INTEGER:
		return VALUE_INTEGER;
	case JSON_REAL:
		return VALUE_NUMBER;
	case JSON_STRING:
		return VALUE_STRING;
	case JSON_ARRAY:
		return VALUE_ARRAY;
	case JSON_OBJECT:
		return VALUE_OBJECT;
	case JSON_NULL:
		break;
	}
	return VALUE_NULL;
}

const struct value *value_get(const struct value *object, const char *key)
{
	return value_of(json_object_get(json_of(object), key));
}

const struct value *value_get2(const struct value *object, const char *key, const char *inner)
{
	return value_get(value_get(object, key), inner);
}

const struct value *value_get3(const struct value *object, const char *key, const char *inner,
                               const char *innermost)
{
	return value_get(value_get2(object, key, inner), innermost);
}

bool value_has(const struct value *object, const char *key)
{
	return json_object_get(json_of(object), key) != NULL;
}

struct slice value_text(const struct value *string)
{
	if (value_kind(string) != VALUE_STRING)
		return slice_of("");
	return slice_from(json_string_value(json_of(string)), json_string_length(json_of(string)));
}

bool value_is(const struct value *string, const char *text)
{
	return value_kind(string) == VALUE_STRING && slice_is(value_text(string), text);
}

bool value_integer(const struct value *value, int64_t *integer)
{
	if (value_kind(value) != VALUE_INTEGER)
		return false;
	*integer = json_integer_value(json_of(value));
	return true;
}

bool value_true(const struct value *value)
{
	return json_is_true(json_of(value));
}

size_t value_count(const struct value *array)
{
	return json_array_size(json_of(array));
}

const struct value *value_at(const struct value *array, size_t index)
{
	return value_of(json_array_get(json_of(array), index));
}

const char *value_library(void)
{
	return jansson_version_str();
}
