#include "rules/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/pattern_code.h"

enum {
	MATCH_LIMIT = 50000,   /* PCRE2 counts it anew for each place a match may start at … */
	WINDOW = 128,          /* … so that we look at the clock after so many of them, */
	WINDOW_WORK = 1 << 22, /* fewer in a long subject: each may read to its end */
	LOOK_AFTER = 4,        /* short searches */
	BEHIND_REACH = 1000,   /* bytes that a look-behind of varying length looks back */
	RETRY_MATCH_LIMIT = 10000,
	HEAP_LIMIT = 64 * 1024, /* KiB */
	JIT_STACK_FIRST = 32 * 1024,
	JIT_STACK_LAST = 1024 * 1024,
	BUDGET_DEFAULT = 2000, /* milliseconds */
	BUDGET_SHARE = 8,      /* part of the budget that one search may take */
};

static const int64_t MILLISECOND = 1000000; /* in nanoseconds */

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
	pcre2_match_context *retry;          /* for the interpreter, where JIT code lacks stack */
	pcre2_match_data *behind_data;       /* for look-behinds, which are asked … */
	pcre2_match_context *behind_context; /* … while a search goes on */
	const struct pattern *pattern;       /* being searched for */
	bool stopped;                        /* a look-behind reached a limit */
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
	while (start < end && utf8_continues((char)block->subject[start]))
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
	matcher->data = pcre2_match_data_create(PATTERN_GROUPS + 1, NULL);
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
	return at < subject.len && utf8_continues(subject.ptr[at]);
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
	pattern_prepare(pattern);
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
