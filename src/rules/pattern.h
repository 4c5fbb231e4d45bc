/*
 * Pattern: regular expressions by PCRE2.
 *
 * A compiled pattern is immutable and shared by all threads. It becomes machine code at
 * its first use, and one that was deferred is compiled then, under a lock: what never has
 * to run costs nothing. Each thread matches with a matcher of its own. The dialect is that
 * of Vale's rules (dialect.h): "^" and "$" are the ends of the subject, "." is anything but
 * a line feed, "\w" is of any script.
 *
 * A pattern has at most 16 KiB and 64 groups, no verbs, callouts or "\C". A
 * search has limits of backtracking, memory and time: where one is reached the
 * result is PATTERN_ABORTED, never "no match".
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
	size_t offset;     /* in the pattern's bytes */
	char message[160]; /* PCRE2's own, lower case */
	bool beyond;       /* nothing is wrong with it, but it cannot run here */
};

/* NULL on failure, with *ERROR filled. Freed with ARENA. */
struct pattern *pattern_compile(struct arena *arena, struct slice text, unsigned flags,
                                struct pattern_error *error);

/*
 * A pattern that is known to compile, with GROUPS groups, without doing so: because
 * this TEXT did, or because every part of it did and was light. Should it not, each
 * search is aborted.
 */
struct pattern *pattern_defer(struct arena *arena, struct slice text, unsigned flags,
                              size_t groups);

/* Whether forty such patterns as alternatives of one are within every limit. */
bool pattern_is_light(const struct pattern *pattern);

/*
 * A thread's scratch; MILLISECONDS bounds the time of all searches between two
 * calls of matcher_restart (one draft), 0: 2,000; one may take an eighth of it.
 * Once it is used up every search is aborted.
 */
struct matcher *matcher_new(unsigned milliseconds);
void matcher_free(struct matcher *matcher);
void matcher_restart(struct matcher *matcher);

/*
 * Between the two all searches together (of one rule) have but MILLISECONDS, and
 * are aborted once these are used up. Twice that can pass: only what is late by
 * the clock is held against the time that the thread had the processor.
 */
void matcher_begin(struct matcher *matcher, unsigned milliseconds);
void matcher_end(struct matcher *matcher);

enum pattern_result { PATTERN_NONE, PATTERN_MATCH, PATTERN_ABORTED };

/*
 * Searches SUBJECT (valid UTF-8, below 4 GiB) from byte FROM on, seeing what
 * stands before. On PATTERN_MATCH *FOUND is the match, start <= end, none
 * before FROM; groups follow by pattern_group until the next call with MATCHER.
 * The next search begins at pattern_after. PATTERN_NONE for FROM > length.
 */
enum pattern_result pattern_find(const struct pattern *pattern, struct matcher *matcher,
                                 struct slice subject, size_t from, struct span *found);

/* The same at AT alone: a match begins there or is none. */
enum pattern_result pattern_find_at(const struct pattern *pattern, struct matcher *matcher,
                                    struct slice subject, size_t at, struct span *found);

/* Where the search after FOUND begins: its end; after an empty match one code
 * point later, beyond the subject at its end. */
size_t pattern_after(struct slice subject, struct span found);

/* Whether MATCHER's time since matcher_restart, or matcher_begin, is used up. */
bool matcher_exhausted(const struct matcher *matcher);

/* Range of capture group N of the last match; false when it took no part. */
bool pattern_group(const struct matcher *matcher, size_t n, struct span *found);

size_t pattern_group_count(const struct pattern *pattern);

/* Whether the library itself knows with what a match begins, and steps to it. */
bool pattern_knows_start(const struct pattern *pattern);

/* The version of the library behind it: "PCRE2 10.42" in TEXT. */
void pattern_library(char text[64]);

#endif
