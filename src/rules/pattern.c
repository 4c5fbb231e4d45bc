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
#include "rules/lookbehind.h"

enum {
	LENGTH_LIMIT = 16384, /* bytes, as written */
	GROUP_LIMIT = 64,
	NEST_LIMIT = 64,
	MATCH_LIMIT = 50000,   /* PCRE2 counts it anew for each place a match may start at … */
	WINDOW = 128,          /* … so that we look at the clock after so many of them, */
	WINDOW_WORK = 1 << 22, /* fewer in a long subject: each may read to its end */
	LOOK_AFTER = 4,        /* short searches */
	BEHIND_LIMIT = 32,
	BEHIND_REACH = 1000, /* bytes that such a look-behind looks back */
	RETRY_MATCH_LIMIT = 10000,
	HEAP_LIMIT = 64 * 1024, /* KiB */
	JIT_STACK_FIRST = 32 * 1024,
	JIT_STACK_LAST = 1024 * 1024,
	BUDGET_DEFAULT = 2000, /* milliseconds */
	BUDGET_SHARE = 8,      /* part of the budget that one search may take */
	LIGHT_SIZE = 1400,     /* bytes of code; forty are below PCRE2's limit of 64 KiB */
};

static const int64_t MILLISECOND = 1000000;

/* A look-behind whose length varies: a callout asks for it at each place. */
struct behind {
	pcre2_code *code; /* what must, or must not, end there */
	bool negated;
};

struct pattern {
	pcre2_code *code;
	struct slice deferred; /* what it is compiled from at its first use; empty: it is */
	unsigned flags;
	size_t groups;
	bool light;
	struct behind behinds[BEHIND_LIMIT];
	size_t behind_count;
	pthread_mutex_t mutex;
	bool jited;
	atomic_bool prepared; /* JITed, or found not to be JITable */
};

/* Nanoseconds that may be used, by the clock first, then of the processor. */
struct allowance {
	int64_t length;
	int64_t end;   /* by the clock */
	int64_t start; /* of the processor's time; 0: not asked yet */
	bool used_up;
};

struct matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_match_context *retry;
	pcre2_match_data *behind_data;
	pcre2_match_context *behind_context;
	const struct pattern *pattern; /* being searched for */
	bool stopped;                  /* a look-behind reached a limit */
	pcre2_jit_stack *stack;
	int groups; /* of the last match, the whole one included; 0: none */
	int64_t budget;
	struct allowance draft;
	struct allowance rule; /* of a search, or of all between matcher_begin and _end */
	int64_t ended;         /* when there was last something to search for */
	bool begun;
	bool running;      /* … and there was a search since */
	int64_t begun_for; /* nanoseconds */
	unsigned looked;   /* searches since the clock was looked at */
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
	if (out->behind_count < BEHIND_LIMIT && !behind->nested)
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
	if (groups > GROUP_LIMIT)
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

/*
 * A pattern that never has to run is never JITed. PCRE2 changes its code when
 * it does so: no thread may search with it meanwhile.
 */
static void prepare(struct pattern *pattern)
{
	struct pattern_error unused = {0};
	if (atomic_load_explicit(&pattern->prepared, memory_order_acquire))
		return;
	pthread_mutex_lock(&pattern->mutex);
	if (!atomic_load_explicit(&pattern->prepared, memory_order_relaxed)) {
		if (pattern->deferred.len)
			pattern->code =
			    compile_dialect(pattern->deferred, pattern->flags, pattern, &unused);
		/* Where there is no JIT the interpreter does the same, more slowly. */
		if (pattern->code)
			pattern->jited = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
		for (size_t i = 0; i < pattern->behind_count; i++)
			(void)pcre2_jit_compile(pattern->behinds[i].code, PCRE2_JIT_COMPLETE);
		atomic_store_explicit(&pattern->prepared, true, memory_order_release);
	}
	pthread_mutex_unlock(&pattern->mutex);
}

bool pattern_knows_start(const struct pattern *pattern)
{
	const uint8_t *bitmap = NULL;
	uint32_t type = 0;
	if (pattern->deferred.len)
		prepare((struct pattern *)pattern);
	if (!pattern->code)
		return false;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTBITMAP, &bitmap);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_FIRSTCODETYPE, &type);
	return bitmap || type;
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

/* Fails the path where a look-behind does not hold. */
static int ask_behind(pcre2_callout_block *block, void *data)
{
	struct matcher *matcher = data;
	if (block->callout_number >= matcher->pattern->behind_count)
		return 0;
	const struct behind *behind = &matcher->pattern->behinds[block->callout_number];
	size_t end = block->current_position;
	size_t start = end > BEHIND_REACH ? end - BEHIND_REACH : 0;
	while (start < end && (block->subject[start] & 0xc0) == 0x80)
		start++;
	int result = pcre2_match(behind->code, block->subject, end, start, PCRE2_NO_UTF_CHECK,
	                         matcher->behind_data, matcher->behind_context);
	if (result < 0 && result != PCRE2_ERROR_NOMATCH)
		matcher->stopped = true;
	return (result > 0) == behind->negated;
}

struct matcher *matcher_new(unsigned milliseconds)
{
	struct matcher *matcher = memory_alloc(sizeof(*matcher));
	memset(matcher, 0, sizeof(*matcher));
	matcher->data = pcre2_match_data_create(GROUP_LIMIT + 1, NULL);
	matcher->context = new_context(MATCH_LIMIT);
	matcher->retry = new_context(RETRY_MATCH_LIMIT);
	matcher->behind_data = pcre2_match_data_create(1, NULL);
	matcher->behind_context = new_context(RETRY_MATCH_LIMIT);
	pcre2_set_callout(matcher->context, ask_behind, matcher);
	pcre2_set_callout(matcher->retry, ask_behind, matcher);
	if (!matcher->data || !matcher->behind_data)
		memory_exhausted();
	/* Without it JIT code has 32 KiB of the machine's stack. */
	matcher->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_LAST, NULL);
	if (matcher->stack)
		pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
	matcher->budget = (int64_t)(milliseconds ? milliseconds : BUDGET_DEFAULT) * MILLISECOND;
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
	pcre2_match_data_free(matcher->behind_data);
	pcre2_match_context_free(matcher->behind_context);
	pcre2_jit_stack_free(matcher->stack);
	free(matcher);
}

static int64_t now(clockid_t clock)
{
	struct timespec time;
	clock_gettime(clock, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static struct allowance allow(int64_t length, int64_t time)
{
	return (struct allowance){.length = length, .end = time + length};
}

/* Asking for the processor's time costs much more than looking at the clock. */
static bool is_used_up(struct allowance *allowance, int64_t time)
{
	if (allowance->used_up || time < allowance->end)
		return allowance->used_up;
	int64_t used = now(CLOCK_THREAD_CPUTIME_ID);
	if (!allowance->start)
		allowance->start = used;
	allowance->used_up = used - allowance->start >= allowance->length;
	allowance->end = time + allowance->length - (used - allowance->start);
	return allowance->used_up;
}

void matcher_restart(struct matcher *matcher)
{
	matcher->ended = now(CLOCK_MONOTONIC);
	matcher->draft = allow(matcher->budget, matcher->ended);
	matcher->begun = false;
	matcher->rule.used_up = false;
	matcher->groups = 0;
}

/* What has passed since the last search was the caller's own time. */
static void begin(struct matcher *matcher, int64_t length)
{
	int64_t time = now(CLOCK_MONOTONIC);
	matcher->draft.end += time - matcher->ended;
	matcher->rule = allow(length, time);
}

/* Most rules have nothing to search for in a draft: they look at no clock. */
void matcher_begin(struct matcher *matcher, unsigned milliseconds)
{
	matcher->begun_for = milliseconds * MILLISECOND;
	matcher->begun = true;
	matcher->running = false;
}

void matcher_end(struct matcher *matcher)
{
	if (matcher->running)
		matcher->ended = now(CLOCK_MONOTONIC);
	matcher->rule.used_up = false;
	matcher->begun = false;
}

bool matcher_exhausted(const struct matcher *matcher)
{
	return matcher->draft.used_up || matcher->rule.used_up;
}

/* Looks at the clock; whether the searches must end. */
static bool is_late(struct matcher *matcher)
{
	int64_t time = now(CLOCK_MONOTONIC);
	matcher->looked = 0;
	return is_used_up(&matcher->draft, time) || is_used_up(&matcher->rule, time);
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
	int result = pattern->jited
	                 ? pcre2_jit_match(pattern->code, bytes, subject.len, start,
	                                   PCRE2_NO_UTF_CHECK, matcher->data, matcher->context)
	                 : pcre2_match(pattern->code, bytes, subject.len, start, PCRE2_NO_UTF_CHECK,
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

/* Searches from FROM on; ONCE: there alone. */
static enum pattern_result search(const struct pattern *pattern, struct matcher *matcher,
                                  struct slice subject, size_t from, bool once, struct span *found)
{
	matcher->groups = 0;
	if (from > subject.len)
		return PATTERN_NONE;
	if (matcher->draft.used_up || (matcher->begun && matcher->rule.used_up))
		return PATTERN_ABORTED;
	if (!matcher->begun)
		begin(matcher, matcher->budget / BUDGET_SHARE);
	else if (!matcher->running)
		begin(matcher, matcher->begun_for);
	else if (++matcher->looked == LOOK_AFTER && is_late(matcher))
		return PATTERN_ABORTED;
	matcher->running = matcher->begun;
	/* What changes is guarded; to its users the pattern stays the same. */
	prepare((struct pattern *)pattern);
	if (!pattern->code)
		return PATTERN_ABORTED;
	matcher->pattern = pattern;
	matcher->stopped = false;
	if (!subject.ptr)
		subject.ptr = "";
	while (inside_character(subject, from))
		from++;
	size_t window = subject.len < WINDOW_WORK / WINDOW ? WINDOW : WINDOW_WORK / subject.len + 1;
	enum pattern_result outcome = PATTERN_NONE;
	for (size_t start = from; start <= subject.len;) {
		size_t last = subject.len - start < window ? subject.len : start + window - 1;
		if (once)
			last = start;
		int result = search_window(pattern, matcher, subject, start, last);
		if (matcher->stopped) {
			outcome = PATTERN_ABORTED;
			break;
		}
		if (result > 0) {
			matcher->groups = result;
			*found = match_span(matcher, from, subject.len);
			outcome = PATTERN_MATCH;
			break;
		}
		start = once ? subject.len + 1 : last + 1;
		while (inside_character(subject, start))
			start++;
		if (result != PCRE2_ERROR_NOMATCH || (start <= subject.len && is_late(matcher))) {
			outcome = PATTERN_ABORTED;
			break;
		}
	}
	if (!matcher->begun)
		matcher->ended = now(CLOCK_MONOTONIC);
	return outcome;
}

enum pattern_result pattern_find(const struct pattern *pattern, struct matcher *matcher,
                                 struct slice subject, size_t from, struct span *found)
{
	return search(pattern, matcher, subject, from, false, found);
}

enum pattern_result pattern_find_at(const struct pattern *pattern, struct matcher *matcher,
                                    struct slice subject, size_t at, struct span *found)
{
	return search(pattern, matcher, subject, at, true, found);
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
