/*
 * What a pattern is, for pattern.c, which compiles it, and pattern_search.c, which
 * searches with it: private to these two. The one file that includes <pcre2.h>.
 */
#ifndef RULES_PATTERN_CODE_H
#define RULES_PATTERN_CODE_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>

#include "rules/pattern.h"

enum {
	PATTERN_GROUPS = 64,  /* at most */
	PATTERN_BEHINDS = 32, /* look-behinds of varying length, at most */
};

/*
 * A look-behind whose length varies, which PCRE2 does not take. A callout stands in
 * the pattern instead, whose number is its index: the search asks it at each place.
 */
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
	struct behind behinds[PATTERN_BEHINDS];
	size_t behind_count;
	pthread_mutex_t mutex;
	bool jited;
	atomic_bool prepared; /* JITed, or found not to be JITable */
};

/*
 * Compiles what was deferred, and compiles to machine code. Any thread may ask for
 * it: the first one does it, the others wait. CODE stays NULL where that fails.
 */
void pattern_prepare(const struct pattern *pattern);

#endif
