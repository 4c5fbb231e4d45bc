/*
 * Pattern: regular expressions by PCRE2: the one file that knows <pcre2.h>.
 *
 * A compiled pattern is immutable and shared by all threads (it is JITed at
 * first use, under a once). Each thread matches with a matcher of its own.
 * Limits of design/reliability: a pattern of at most 4 KiB and 64 groups,
 * without verbs, callouts or \C; match, heap and stack limits, windows of
 * 16 KiB, a deadline. A limit hit is PATTERN_ABORTED, never "no match".
 */
#ifndef RULES_PATTERN_H
#define RULES_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/text.h"

struct arena;
struct pattern;
struct matcher;

enum { PATTERN_CASELESS = 1 };

struct pattern_error {
	size_t offset;	   /* in the pattern's bytes */
	char message[160]; /* PCRE2's own, lower case */
};

/* NULL on failure, with *ERROR filled. Freed with ARENA. */
struct pattern *pattern_compile(struct arena *arena, struct slice text, unsigned flags,
				struct pattern_error *error);

/* A thread's scratch; MILLISECONDS bounds the regex time between two calls of
 * matcher_restart (one draft); 0: 2,000. */
struct matcher *matcher_new(unsigned milliseconds);
void matcher_free(struct matcher *matcher);
void matcher_restart(struct matcher *matcher);

enum pattern_result { PATTERN_NONE, PATTERN_MATCH, PATTERN_ABORTED };

/*
 * Searches SUBJECT (valid UTF-8) from byte FROM. On PATTERN_MATCH *FOUND is the
 * match; groups follow by pattern_group until the next call with MATCHER.
 * After an empty match the caller goes on one code point later.
 */
enum pattern_result pattern_find(const struct pattern *pattern, struct matcher *matcher,
				 struct slice subject, size_t from, struct span *found);

/* Range of capture group N of the last match; false when it took no part. */
bool pattern_group(const struct matcher *matcher, size_t n, struct span *found);

size_t pattern_group_count(const struct pattern *pattern);

#endif
