#include "base/json_writer.h"

#include <inttypes.h>
#include <string.h>

#include "base/eight.h"
#include "base/utf8.h"

/* The comma, if one is due, before a value or a key. */
static void separate(struct json_writer *json)
{
	if (json->need_comma)
		builder_add_char(json->out, ',');
	json->need_comma = true;
}

static void open_with(struct json_writer *json, char bracket)
{
	separate(json);
	builder_add_char(json->out, bracket);
	json->need_comma = false;
}

static void close_with(struct json_writer *json, char bracket)
{
	builder_add_char(json->out, bracket);
	json->need_comma = true;
}

void json_object_begin(struct json_writer *json)
{
	open_with(json, '{');
}

void json_object_end(struct json_writer *json)
{
	close_with(json, '}');
}

void json_array_begin(struct json_writer *json)
{
	open_with(json, '[');
}

void json_array_end(struct json_writer *json)
{
	close_with(json, ']');
}

static void add_escaped(struct builder *out, uint32_t code, const char *bytes, size_t size)
{
	switch (code) {
	case '"':
		builder_add_string(out, "\\\"");
		return;
	case '\\':
		builder_add_string(out, "\\\\");
		return;
	case '\n':
		builder_add_string(out, "\\n");
		return;
	case '\r':
		builder_add_string(out, "\\r");
		return;
	case '\t':
		builder_add_string(out, "\\t");
		return;
	case UINT32_MAX:
		builder_add_string(out, "\xEF\xBF\xBD");
		return;
	default:
		break;
	}
	if (code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029)
		builder_printf(out, "\\u%04" PRIx32, code);
	else
		builder_add(out, bytes, size);
}

/* How many bytes from AT on are printable ASCII and stand for themselves. */
static size_t plain_length(struct slice text, size_t at)
{
	size_t end = at;

	while (text.len - end >= EIGHT) {
		uint64_t eight = eight_load(text.ptr + end);

		if (!eight_all_printable(eight) || eight_between(eight, '"', '"') ||
		    eight_between(eight, '\\', '\\'))
			break;
		end += EIGHT;
	}
	while (end < text.len && text.ptr[end] >= ' ' && text.ptr[end] < 0x7F &&
	       text.ptr[end] != '"' && text.ptr[end] != '\\')
		end++;
	return end - at;
}

static void add_long(struct builder *out, struct slice text)
{
	builder_add_char(out, '"');
	for (size_t i = 0, size; i < text.len; i += size) {
		size = plain_length(text, i);
		if (size) {
			builder_add(out, text.ptr + i, size);
		} else {
			uint32_t code = utf8_decode(text.ptr + i, text.len - i, &size);

			add_escaped(out, code, text.ptr + i, size);
		}
	}
	builder_add_char(out, '"');
}

/* TEXT, with a colon when it is a KEY. Most texts are short and plain: they are put
 * together here and added at once. */
static void add_quoted(struct json_writer *json, struct slice text, bool key)
{
	char plain[96];
	size_t at = 0;

	if (text.len + 4 <= sizeof(plain) && plain_length(text, 0) == text.len) {
		if (json->need_comma)
			plain[at++] = ',';
		plain[at++] = '"';
		if (text.len)
			memcpy(plain + at, text.ptr, text.len);
		at += text.len;
		plain[at++] = '"';
		if (key)
			plain[at++] = ':';
		builder_add(json->out, plain, at);
	} else {
		separate(json);
		add_long(json->out, text);
		if (key)
			builder_add_char(json->out, ':');
	}
	json->need_comma = !key;
}

void json_key(struct json_writer *json, const char *key)
{
	add_quoted(json, slice_of(key), true);
}

void json_text(struct json_writer *json, struct slice text)
{
	add_quoted(json, text, false);
}

void json_text_of(struct json_writer *json, const char *string)
{
	if (string)
		json_text(json, slice_of(string));
	else
		json_null_value(json);
}

void json_number(struct json_writer *json, uint64_t number)
{
	separate(json);
	builder_add_number(json->out, number);
}

void json_tenths(struct json_writer *json, uint64_t tenths)
{
	separate(json);
	builder_add_number(json->out, tenths / 10);
	if (tenths % 10)
		builder_printf(json->out, ".%d", (int)(tenths % 10));
}

void json_bool(struct json_writer *json, bool value)
{
	separate(json);
	builder_add_string(json->out, value ? "true" : "false");
}

void json_null_value(struct json_writer *json)
{
	separate(json);
	builder_add_string(json->out, "null");
}

void json_member(struct json_writer *json, const char *key, const char *string)
{
	json_key(json, key);
	json_text_of(json, string);
}

void json_member_number(struct json_writer *json, const char *key, uint64_t number)
{
	json_key(json, key);
	json_number(json, number);
}

void json_member_bool(struct json_writer *json, const char *key, bool value)
{
	json_key(json, key);
	json_bool(json, value);
}
