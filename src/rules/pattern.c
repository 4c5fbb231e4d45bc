#include "rules/pattern.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "rules/dialect.h"
#include "rules/lookbehind.h"
#include "rules/pattern_code.h"

enum {
	LENGTH_LIMIT = 16384, /* bytes, as written */
	NEST_LIMIT = 64,
	LIGHT_SIZE = 1400, /* bytes of code; forty are below PCRE2's limit of 64 KiB */
};

static void release_pattern(void *object)
{
	struct pattern *pattern = object;
	pcre2_code_free(pattern->code);
	for (size_t i = 0; i < pattern->behind_count; i++)
		pcre2_code_free(pattern->behinds[i].code);
	pthread_mutex_destroy(&pattern->mutex);
}

static struct pattern *fail(struct pattern_error *error, size_t offset, const char *message)
{
	error->offset = offset;
	error->beyond = false;
	snprintf(error->message, sizeof(error->message), "%s", message);
	return NULL;
}

/* The same for what is right, but more than can run here. */
static struct pattern *beyond(struct pattern_error *error, const char *message)
{
	fail(error, 0, message);
	error->beyond = true;
	return NULL;
}

/*
 * PCRE2 (10.42) remembers the character that a match begins with and one that must
 * follow it, and looks for both before it tries a place. Of "(?=b)b*b" it takes the
 * look-ahead's "b" for the first and the last "b" for the one that follows, though both
 * may be the same one: it misses "b". Whether CODE may err so: only a look-ahead
 * names a first character that the match need not go past, and two characters that
 * differ do stand in two places.
 */
static bool misjudges_start(const pcre2_code *code, struct slice text)
{
	uint32_t first_known = 0, last_known = 0;
	uint32_t first = 0, last = 0;
	if (slice_find(text, "(?=", 0) == SIZE_MAX)
		return false;
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODETYPE, &first_known);
	pcre2_pattern_info(code, PCRE2_INFO_LASTCODETYPE, &last_known);
	pcre2_pattern_info(code, PCRE2_INFO_FIRSTCODEUNIT, &first);
	pcre2_pattern_info(code, PCRE2_INFO_LASTCODEUNIT, &last);
	return first_known == 1 && last_known == 1 &&
	       char_lower((char)first) == char_lower((char)last);
}

static pcre2_code *compile(struct slice text, unsigned flags, struct pattern_error *error)
{
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_ALT_CIRCUMFLEX | PCRE2_DOLLAR_ENDONLY |
	                   PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT |
	                   (flags & PATTERN_CASELESS ? PCRE2_CASELESS : 0);
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	if (!context)
		memory_exhausted();
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_set_parens_nest_limit(context, NEST_LIMIT);
	int number;
	size_t offset;
	pcre2_code *code =
	    pcre2_compile((PCRE2_SPTR)text.ptr, text.len, options, &number, &offset, context);
	if (code && misjudges_start(code, text)) {
		pcre2_code_free(code);
		code = pcre2_compile((PCRE2_SPTR)text.ptr, text.len,
		                     options | PCRE2_NO_START_OPTIMIZE, &number, &offset, context);
	}
	pcre2_compile_context_free(context);
	if (code)
		return code;
	char message[sizeof(error->message)] = "";
	pcre2_get_error_message(number, (PCRE2_UCHAR *)message, sizeof(message));
	fail(error, offset, message);
	error->beyond = number == PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH ||
	                number == PCRE2_ERROR_PATTERN_TOO_LARGE;
	return NULL;
}

/* Whether PCRE2 takes the look-behind: its alternatives are each of one length. */
static bool is_fixed(struct slice group, unsigned flags)
{
	struct pattern_error error = {0};
	pcre2_code *code = compile(group, flags, &error);
	pcre2_code_free(code);
	return code || !error.beyond;
}

static bool add_behind(struct pattern *out, struct slice text, const struct lookbehind *behind,
                       unsigned flags, struct pattern_error *error)
{
	struct builder inner = {0};
	pcre2_code *code = NULL;
	lookbehind_flags(text, behind->start, &inner);
	builder_add_string(&inner, "(?:");
	builder_add_slice(&inner, behind->body);
	builder_add_string(&inner, ")\\z");
	if (out->behind_count < PATTERN_BEHINDS && !behind->nested)
		code = compile(builder_slice(&inner), flags, error);
	builder_release(&inner);
	if (code)
		out->behinds[out->behind_count++] = (struct behind){code, behind->negated};
	return code != NULL;
}

/* TEXT with a callout in place of each look-behind that PCRE2 does not take, and
 * groups that never take part in place of those it captures. */
static pcre2_code *compile_behinds(struct slice text, unsigned flags, struct pattern *out,
                                   struct pattern_error *error)
{
	struct pattern_error unused;
	struct builder all = {0};
	struct lookbehind behind;
	pcre2_code *code = NULL;
	bool fine = true;
	size_t at = 0;
	while (fine && lookbehind_next(text, at, &behind)) {
		struct slice group = slice_sub(text, behind.start, behind.end);
		builder_add_slice(&all, slice_sub(text, at, behind.start));
		at = behind.end;
		if (is_fixed(group, flags)) {
			builder_add_slice(&all, group);
			continue;
		}
		builder_printf(&all, "(?C%zu)", out->behind_count);
		for (size_t i = 0; i < behind.groups; i++)
			builder_add_string(&all, "(?:(?!)())?");
		fine = add_behind(out, text, &behind, flags, &unused);
	}
	builder_add_slice(&all, slice_sub(text, at, text.len));
	if (fine)
		code = compile(builder_slice(&all), flags, error);
	builder_release(&all);
	return code;
}

/* The code for TEXT as it was written; NULL with *ERROR. */
static pcre2_code *compile_dialect(struct slice text, unsigned flags, struct pattern *out,
                                   struct pattern_error *error)
{
	struct builder translated = {0};
	pcre2_code *code = NULL;
	const char *why;
	size_t offset;
	builder_add_string(&translated, "");
	if (!dialect_translate(text, &translated, &why, &offset)) {
		fail(error, offset, why);
	} else {
		struct slice pattern = builder_slice(&translated);
		code = compile(pattern, flags, error);
		if (!code && error->beyond)
			code = compile_behinds(pattern, flags, out, error);
	}
	/* Translation changes few bytes: PCRE2's offset is right up to them. */
	if (error->offset > text.len)
		error->offset = text.len;
	builder_release(&translated);
	return code;
}

static struct pattern *new_pattern(struct arena *arena, unsigned flags)
{
	struct pattern *pattern = arena_alloc(arena, sizeof(*pattern));
	pattern->flags = flags;
	pthread_mutex_init(&pattern->mutex, NULL);
	atomic_init(&pattern->prepared, false);
	arena_on_free(arena, release_pattern, pattern);
	return pattern;
}

/* Whether CODE, made of TEXT, stays far from the limits of PCRE2. */
static bool is_light(const pcre2_code *code, struct slice text)
{
	size_t size = 0;
	size_t nested = 0;
	pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
	for (size_t i = 0; i < text.len; i++)
		nested += text.ptr[i] == '(';
	return size <= LIGHT_SIZE && nested < NEST_LIMIT / 2;
}

struct pattern *pattern_compile(struct arena *arena, struct slice text, unsigned flags,
                                struct pattern_error *error)
{
	if (text.len > LENGTH_LIMIT)
		return beyond(error, "regular expression is longer than 16,384 bytes");
	struct pattern *pattern = new_pattern(arena, flags);
	error->offset = 0;
	pattern->code = compile_dialect(text, flags, pattern, error);
	if (!pattern->code)
		return NULL;
	uint32_t groups = 0;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups > PATTERN_GROUPS)
		return beyond(error, "regular expression has more than 64 groups");
	pattern->groups = groups;
	pattern->light = !pattern->behind_count && is_light(pattern->code, text);
	return pattern;
}

struct pattern *pattern_defer(struct arena *arena, struct slice text, unsigned flags, size_t groups)
{
	struct pattern *pattern = new_pattern(arena, flags);
	pattern->deferred = slice_from(arena_copy(arena, text.ptr, text.len), text.len);
	pattern->groups = groups;
	return pattern;
}

size_t pattern_group_count(const struct pattern *pattern)
{
	return pattern->groups;
}

bool pattern_is_light(const struct pattern *pattern)
{
	return pattern->light;
}

/* PCRE2 changes the code when it JITs it: no thread may search with it meanwhile. */
static void prepare(struct pattern *pattern)
{
	struct pattern_error unused = {0};
	if (pattern->deferred.len)
		pattern->code =
		    compile_dialect(pattern->deferred, pattern->flags, pattern, &unused);
	/* Where there is no JIT the interpreter does the same, more slowly. */
	if (pattern->code)
		pattern->jited = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
	for (size_t i = 0; i < pattern->behind_count; i++)
		(void)pcre2_jit_compile(pattern->behinds[i].code, PCRE2_JIT_COMPLETE);
}

void pattern_prepare(const struct pattern *pattern)
{
	/* What changes is guarded; to its users the pattern stays the same. */
	struct pattern *own = (struct pattern *)pattern;
	if (atomic_load_explicit(&own->prepared, memory_order_acquire))
		return;
	pthread_mutex_lock(&own->mutex);
	if (!atomic_load_explicit(&own->prepared, memory_order_relaxed)) {
		prepare(own);
		atomic_store_explicit(&own->prepared, true, memory_order_release);
	}
	pthread_mutex_unlock(&own->mutex);
}

bool pattern_knows_start(const struct pattern *pattern)
{
	const uint8_t *bitmap = NULL;
	uint32_t type = 0;
	if (pattern->deferred.len)
		pattern_prepare(pattern);
	if (!pattern->code)
		return false;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTBITMAP, &bitmap);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTCODETYPE, &type);
	return bitmap || type;
}

void pattern_library(char text[64])
{
	char version[64] = "";

	pcre2_config(PCRE2_CONFIG_VERSION, version);
	version[strcspn(version, " ")] = '\0'; /* its date follows */
	snprintf(text, 64, "PCRE2 %.40s", version);
}
