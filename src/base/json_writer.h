/*
 * JSON writer: a streaming writer onto a builder. Commas, quotes and escapes
 * are its business; nesting is the caller's. Output is UTF-8 on one line;
 * invalid bytes become U+FFFD; control characters, U+2028 and U+2029 are escaped.
 * No name here is one of jansson's, which the language server reads with: both are
 * linked into one program.
 */
#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct json_writer {
	struct builder *out;
	bool need_comma;
};

void json_object_begin(struct json_writer *json); /* { */
void json_object_end(struct json_writer *json);   /* } */
void json_array_begin(struct json_writer *json);  /* [ */
void json_array_end(struct json_writer *json);    /* ] */
void json_key(struct json_writer *json, const char *key);
void json_text(struct json_writer *json, struct slice text);
void json_text_of(struct json_writer *json, const char *string); /* NULL writes null */
void json_number(struct json_writer *json, uint64_t number);
/* A number of tenths: 167 is 16.7. */
void json_tenths(struct json_writer *json, uint64_t tenths);
void json_bool(struct json_writer *json, bool value);
void json_null_value(struct json_writer *json);

/* A member of an object: its key and its value. */
void json_member(struct json_writer *json, const char *key, const char *string);
void json_member_number(struct json_writer *json, const char *key, uint64_t number);
void json_member_bool(struct json_writer *json, const char *key, bool value);

#endif
