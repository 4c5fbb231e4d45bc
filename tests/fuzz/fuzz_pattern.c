/*
 * Bytes before the first NUL are a pattern, those behind it the text. Whatever
 * they are, a search ends within its budget and what it finds lies in the text;
 * and what is said to be well-formed compiles.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/source.h"
#include "rules/pattern.h"
#include "rules/wellformed.h"

enum { BUDGET = 200, SLACK = 2000 }; /* milliseconds; sanitizers are slow */

static int64_t milliseconds(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void search(const struct pattern *pattern, struct matcher *matcher, struct slice text)
{
	struct span found;
	size_t at = 0;
	while (pattern_find(pattern, matcher, text, at, &found) == PATTERN_MATCH) {
		require(found.start >= at && found.start <= found.end && found.end <= text.len);
		for (size_t group = 0; group <= pattern_group_count(pattern); group++) {
			struct span part;
			if (pattern_group(matcher, group, &part))
				require(part.start <= part.end && part.end <= text.len);
		}
		size_t next = pattern_after(text, found);
		require(next > at || found.end > found.start);
		require(next >= at);
		at = next;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	struct arena *arena = arena_new();
	const char *bytes = (const char *)data;
	unsigned flags = data[0] & 1 ? PATTERN_CASELESS : 0;
	const char *nul = memchr(bytes + 1, '\0', size - 1);
	size_t len = nul ? (size_t)(nul - bytes) - 1 : size - 1;
	/* Both are valid UTF-8 wherever they come from: sources see to it. */
	const struct source *pattern_text = source_from_bytes(arena, "p", bytes + 1, len);
	const struct source *text =
	    source_from_bytes(arena, "t", nul ? nul + 1 : "", nul ? size - len - 2 : 0);
	struct pattern_error error;
	struct wellformed wellformed;
	struct pattern *pattern =
	    pattern_compile(arena, slice_from(pattern_text->clean, len), flags, &error);
	if (wellformed_read(slice_from(pattern_text->clean, len), &wellformed))
		require(pattern && pattern_group_count(pattern) == wellformed.groups &&
		        (pattern_is_light(pattern) || !wellformed.light));
	if (pattern) {
		struct matcher *matcher = matcher_new(BUDGET);
		int64_t begin = milliseconds();
		search(pattern, matcher, slice_from(text->clean, text->size));
		require(milliseconds() - begin < BUDGET + SLACK);
		matcher_free(matcher);
	} else {
		require(error.offset <= len && error.message[0]);
	}
	arena_free(arena);
	return 0;
}
