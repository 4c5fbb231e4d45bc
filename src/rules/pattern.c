#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/pattern.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "rules/dialect.h"

enum {
	LENGTH_LIMIT = 4096, /* bytes, as written */
	GROUP_LIMIT = 64,
	NEST_LIMIT = 64,
	MATCH_LIMIT = 100000,  /* PCRE2 counts it anew for each place a match may start at … */
	WINDOW = 256,          /* … so that we look at the clock after so many of them, */
	WINDOW_WORK = 1 << 26, /* fewer in a long subject: each may read to its end */
	RETRY_MATCH_LIMIT = 10000,
	HEAP_LIMIT = 64 * 1024, /* KiB */
	JIT_STACK_FIRST = 32 * 1024,
	JIT_STACK_LAST = 1024 * 1024,
	BUDGET_DEFAULT = 2000, /* milliseconds */
	BUDGET_SHARE = 8,      /* part of the budget that one search may take */
};

struct pattern {
	pcre2_code *code;
	size_t groups;
	pthread_mutex_t mutex;
	atomic_bool prepared; /* JITed, or found not to be JITable */
};

struct matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_match_context *retry;
	pcre2_jit_stack *stack;
	int groups; /* of the last match, the whole one included; 0: none */
	int64_t budget;
	int64_t left; /* nanoseconds */
};

static void release_pattern(void *object)
{
	struct pattern *pattern = object;
	pcre2_code_free(pattern->code);
	pthread_mutex_destroy(&pattern->mutex);
}

static struct pattern *fail(struct pattern_error *error, size_t offset, const char *message)
{
	error->offset = offset;
	snprintf(error->message, sizeof(error->message), "%s", message);
	return NULL;
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
	pcre2_compile_context_free(context);
	if (code)
		return code;
	char message[sizeof(error->message)] = "";
	pcre2_get_error_message(number, (PCRE2_UCHAR *)message, sizeof(message));
	fail(error, offset, message);
	return NULL;
}

struct pattern *pattern_compile(struct arena *arena, struct slice text, unsigned flags,
                                struct pattern_error *error)
{
	if (text.len > LENGTH_LIMIT)
		return fail(error, LENGTH_LIMIT, "regular expression is longer than 4,096 bytes");
	struct builder translated = {0};
	const char *why;
	builder_add_string(&translated, "");
	pcre2_code *code = NULL;
	size_t offset;
	error->offset = 0;
	if (!dialect_translate(text, &translated, &why, &offset))
		fail(error, offset, why);
	else
		code = compile(builder_slice(&translated), flags, error);
	/* Translation changes few bytes: PCRE2's offset is right up to them. */
	if (error->offset > text.len)
		error->offset = text.len;
	builder_release(&translated);
	if (!code)
		return NULL;
	uint32_t groups = 0;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups > GROUP_LIMIT) {
		pcre2_code_free(code);
		return fail(error, 0, "regular expression has more than 64 groups");
	}
	struct pattern *pattern = arena_alloc(arena, sizeof(*pattern));
	pattern->code = code;
	pattern->groups = groups;
	pthread_mutex_init(&pattern->mutex, NULL);
	atomic_init(&pattern->prepared, false);
	arena_on_free(arena, release_pattern, pattern);
	return pattern;
}

size_t pattern_group_count(const struct pattern *pattern)
{
	return pattern->groups;
}

/*
 * A pattern that never has to run is never JITed. PCRE2 changes its code when
 * it does so: no thread may search with it meanwhile.
 */
static void prepare(struct pattern *pattern)
{
	if (atomic_load_explicit(&pattern->prepared, memory_order_acquire))
		return;
	pthread_mutex_lock(&pattern->mutex);
	if (!atomic_load_explicit(&pattern->prepared, memory_order_relaxed)) {
		/* Where there is no JIT the interpreter does the same, more slowly. */
		(void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
		atomic_store_explicit(&pattern->prepared, true, memory_order_release);
	}
	pthread_mutex_unlock(&pattern->mutex);
}

static pcre2_match_context *new_context(uint32_t match_limit)
{
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	if (!context)
		memory_exhausted();
	pcre2_set_match_limit(context, match_limit);
	pcre2_set_depth_limit(context, match_limit);
	pcre2_set_heap_limit(context, HEAP_LIMIT);
	return context;
}

struct matcher *matcher_new(unsigned milliseconds)
{
	struct matcher *matcher = memory_alloc(sizeof(*matcher));
	memset(matcher, 0, sizeof(*matcher));
	matcher->data = pcre2_match_data_create(GROUP_LIMIT + 1, NULL);
	matcher->context = new_context(MATCH_LIMIT);
	matcher->retry = new_context(RETRY_MATCH_LIMIT);
	if (!matcher->data)
		memory_exhausted();
	/* Without it JIT code has 32 KiB of the machine's stack. */
	matcher->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_LAST, NULL);
	if (matcher->stack)
		pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
	matcher->budget = (int64_t)(milliseconds ? milliseconds : BUDGET_DEFAULT) * 1000000;
	matcher_restart(matcher);
	return matcher;
}

void matcher_free(struct matcher *matcher)
{
	if (!matcher)
		return;
	pcre2_match_data_free(matcher->data);
	pcre2_match_context_free(matcher->context);
	pcre2_match_context_free(matcher->retry);
	pcre2_jit_stack_free(matcher->stack);
	free(matcher);
}

void matcher_restart(struct matcher *matcher)
{
	matcher->left = matcher->budget;
	matcher->groups = 0;
}

bool matcher_exhausted(const struct matcher *matcher)
{
	return matcher->left <= 0;
}

static int64_t now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static bool inside_character(struct slice subject, size_t at)
{
	return at < subject.len && ((unsigned char)subject.ptr[at] & 0xc0) == 0x80;
}

/* Tries the places from START to LAST, both included. */
static int search_window(const struct pattern *pattern, struct matcher *matcher,
                         struct slice subject, size_t start, size_t last)
{
	PCRE2_SPTR bytes = (PCRE2_SPTR)subject.ptr;
	pcre2_set_offset_limit(matcher->context, last);
	int result = pcre2_match(pattern->code, bytes, subject.len, start, PCRE2_NO_UTF_CHECK,
	                         matcher->data, matcher->context);
	if (result != PCRE2_ERROR_JIT_STACKLIMIT)
		return result;
	/* The interpreter keeps its state on the heap: more room, much slower. */
	pcre2_set_offset_limit(matcher->retry, last);
	return pcre2_match(pattern->code, bytes, subject.len, start,
	                   PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, matcher->data, matcher->retry);
}

/* The last match's place; one that \K turned around is empty at its start. */
static struct span match_span(const struct matcher *matcher, size_t from, size_t len)
{
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
	struct span found = {ends[0], ends[1]};
	if (found.start < from)
		found.start = from;
	if (found.start > len)
		found.start = len;
	if (found.end < found.start)
		found.end = found.start;
	return found;
}

enum pattern_result pattern_find(const struct pattern *pattern, struct matcher *matcher,
                                 struct slice subject, size_t from, struct span *found)
{
	matcher->groups = 0;
	if (from > subject.len)
		return PATTERN_NONE;
	if (matcher->left <= 0)
		return PATTERN_ABORTED;
	/* What changes is guarded; to its users the pattern stays the same. */
	prepare((struct pattern *)pattern);
	if (!subject.ptr)
		subject.ptr = "";
	while (inside_character(subject, from))
		from++;
	int64_t begin = now();
	int64_t share = matcher->budget / BUDGET_SHARE;
	int64_t limit = share < matcher->left ? share : matcher->left;
	size_t window = subject.len < WINDOW_WORK / WINDOW ? WINDOW : WINDOW_WORK / subject.len + 1;
	enum pattern_result outcome = PATTERN_NONE;
	for (size_t start = from; start <= subject.len;) {
		size_t last = subject.len - start < window ? subject.len : start + window - 1;
		int result = search_window(pattern, matcher, subject, start, last);
		if (result > 0) {
			matcher->groups = result;
			*found = match_span(matcher, from, subject.len);
			outcome = PATTERN_MATCH;
			break;
		}
		start = last + 1;
		while (inside_character(subject, start))
			start++;
		if (result != PCRE2_ERROR_NOMATCH ||
		    (start <= subject.len && now() - begin > limit)) {
			outcome = PATTERN_ABORTED;
			break;
		}
	}
	matcher->left -= now() - begin;
	return outcome;
}

size_t pattern_after(struct slice subject, struct span found)
{
	size_t next = found.end;
	if (found.end > found.start)
		return next;
	next++;
	while (inside_character(subject, next))
		next++;
	return next;
}

bool pattern_group(const struct matcher *matcher, size_t n, struct span *found)
{
	if (n >= (size_t)matcher->groups)
		return false;
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
	if (ends[2 * n] == PCRE2_UNSET || ends[2 * n + 1] < ends[2 * n])
		return false;
	*found = (struct span){ends[2 * n], ends[2 * n + 1]};
	return true;
}

void pattern_library(char text[64])
{
	char version[64] = "";

	pcre2_config(PCRE2_CONFIG_VERSION, version);
	version[strcspn(version, " ")] = '\0'; /* its date follows */
	snprintf(text, 64, "PCRE2 %.40s", version);
}
