/*
 * Text: slices (bytes that somebody else owns) and builders (bytes that grow).
 *
 * A slice is a pointer and a length in bytes, not NUL-terminated; its bytes
 * must outlive it. Functions that compare or split look at bytes; those whose
 * name says "fold" ignore the case of ASCII letters only.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct slice {
	const char *ptr;
	size_t len;
};

/* printf("%.*s", SLICE_ARG(slice)) */
#define SLICE_ARG(slice) (int)(slice).len, (slice).ptr

/* Of a C string; NULL gives empty. */
static inline struct slice slice_of(const char *string)
{
	return (struct slice){string, string ? strlen(string) : 0};
}

static inline struct slice slice_from(const char *ptr, size_t len)
{
	return (struct slice){ptr, len};
}

/* [start, end), as far as WHOLE goes. */
static inline struct slice slice_sub(struct slice whole, size_t start, size_t end)
{
	if (end > whole.len)
		end = whole.len;
	if (start > end)
		start = end;
	return (struct slice){whole.ptr + start, end - start};
}

bool slice_equal(struct slice a, struct slice b);
bool slice_is(struct slice a, const char *string);
bool slice_equal_fold(struct slice a, struct slice b);
bool slice_starts(struct slice whole, const char *prefix);
bool slice_ends(struct slice whole, const char *suffix);
int slice_compare(struct slice a, struct slice b); /* byte order, as strcmp */
struct slice slice_trim(struct slice whole);       /* ASCII white space at both ends */

/* Whether no byte is above 0x7F. */
bool slice_is_ascii(struct slice text);

/* Offset of NEEDLE in WHOLE at or after FROM, or SIZE_MAX. */
size_t slice_find(struct slice whole, const char *needle, size_t from);

/* Whether WORD is one of COUNT words, without regard to case. */
bool slice_in(struct slice word, const char *const *list, size_t count);
#define SLICE_IN(word, list) slice_in(word, list, sizeof(list) / sizeof((list)[0]))

/*
 * Cuts the next part of *REST before SEPARATOR (or all of it) and steps over
 * the separator. False when nothing is left: rest->ptr is then NULL.
 */
bool slice_split(struct slice *rest, char separator, struct slice *part);

/* A decimal number that fills the slice, up to LONG_MAX; false when it is none. */
bool slice_long(struct slice text, long *value);

/* ASCII only, without regard to the locale. Here, because every byte of a draft
 * is asked. */
static inline bool char_is_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool char_is_alpha(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool char_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool char_is_alnum(int c)
{
	return char_is_alpha(c) || char_is_digit(c);
}

static inline bool char_is_punct(int c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}

static inline char char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* A growing byte string on the heap; zero-initialised is empty and valid. */
struct builder {
	char *bytes; /* NUL-terminated once anything was added */
	size_t len;
	size_t capacity;
};

void builder_release(struct builder *builder);           /* frees; the builder is empty again */
void builder_clear(struct builder *builder);             /* empties, keeps the memory */
void builder_grow(struct builder *builder, size_t more); /* builder_reserve, when there is none */

/* Room for MORE bytes and a NUL. */
static inline void builder_reserve(struct builder *builder, size_t more)
{
	if (more >= builder->capacity - builder->len)
		builder_grow(builder, more);
}

/* Inline, because every stretch of a draft's text is added by it. */
static inline void builder_add(struct builder *builder, const char *bytes, size_t len)
{
	char *end;

	builder_reserve(builder, len);
	end = builder->bytes + builder->len;
	builder->len += len;
	end[len] = '\0';
	if (len)
		memcpy(end, bytes, len);
}

void builder_add_string(struct builder *builder, const char *string);
void builder_add_slice(struct builder *builder, struct slice slice);
void builder_add_char(struct builder *builder, char c);
void builder_add_number(struct builder *builder, uint64_t number); /* in decimal */
void builder_add_repeated(struct builder *builder, char c, size_t count);
void builder_printf(struct builder *builder, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Goes on from the path in BUILDER (without a final slash) along PATH, each part
 * with a slash before it: "." stays, ".." takes the last part away. */
void builder_add_path(struct builder *builder, struct slice path);
struct slice builder_slice(const struct builder *builder);
char *builder_copy(const struct builder *builder, struct arena *arena);

#endif
