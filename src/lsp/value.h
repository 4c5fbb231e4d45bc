/*
 * Value: JSON as it is read. Strict (RFC 8259): what is not JSON, is deeper than
 * VALUE_DEPTH, is not UTF-8, gives a key twice or has a whole number of more than 64
 * bits is refused. A lone surrogate escape, which editors in JavaScript can send,
 * becomes U+FFFD.
 *
 * A null is NULL, as is what is not there; asking anything of NULL or of a value of
 * another kind gives nothing, so that messages can be read without checking each
 * step. Everything belongs to the root and is freed with it.
 */
#ifndef LSP_VALUE_H
#define LSP_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct value;

enum { VALUE_DEPTH = 128 };

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_INTEGER,
	VALUE_NUMBER, /* not whole */
	VALUE_STRING,
	VALUE_ARRAY,
	VALUE_OBJECT,
};

/* What was wrong with a text. */
struct value_fault {
	char text[160];
};

/* All of the LEN bytes as one value; they are used up. False when they are not JSON,
 * which FAULT then explains. The caller frees *ROOT, which is NULL for null. */
bool value_parse(char *bytes, size_t len, struct value **root, struct value_fault *fault);
void value_free(struct value *root);

enum value_kind value_kind(const struct value *value);

/* The member KEY, and a member of a member; value_has tells null from nothing. */
const struct value *value_get(const struct value *object, const char *key);
const struct value *value_get2(const struct value *object, const char *key, const char *inner);
const struct value *value_get3(const struct value *object, const char *key, const char *inner,
                               const char *innermost);
bool value_has(const struct value *object, const char *key);

struct slice value_text(const struct value *string); /* may hold NUL; then one more follows it */
bool value_is(const struct value *string, const char *text);
bool value_integer(const struct value *value, int64_t *integer);
bool value_true(const struct value *value);

size_t value_count(const struct value *array);
const struct value *value_at(const struct value *array, size_t index);

/* The version of jansson, which reads it all. */
const char *value_library(void);

#endif
