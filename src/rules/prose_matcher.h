/*
 * What a compiled prose rule holds: prose.c fills it, prose_find.c runs it.
 * Private to them; a new kind of rule has its own part here, its own row in
 * prose.c's table and its own function in prose_find.c's.
 */
#ifndef RULES_PROSE_MATCHER_H
#define RULES_PROSE_MATCHER_H

#include "rules/alternation.h"
#include "rules/prose.h"

struct list_of_text {
	const struct slice *items;
	size_t count;
};

/* One pair of a substitution, in the order of rank. */
struct prose_swap {
	struct slice key;
	struct slice value;
	struct list_of_text options; /* value's alternatives at "|"; with action replace */
	struct pattern *key_pattern; /* for "$1" in the value; NULL when it has none */
	struct pattern *accepted;    /* the value as a pattern; NULL: it is plain text */
};

struct prose_matcher {
	const char *message;
	struct alternation *alternation;
	struct alternation *exceptions; /* found in a match they let it pass; or NULL */
	struct alternation *allowed;    /* phrases that let pass what lies in them; or NULL */
	bool replace;                   /* action: replace … */
	bool remove;                    /* … or remove */
	struct list_of_text params;     /* of the action */
	bool capitalize;
	const struct prose_swap *swaps;
};

/* One argument of a message: a text, or a list that is shown as 'a' or 'b'. */
struct prose_argument {
	struct slice text;
	struct list_of_text list; /* when count > 0 */
};

/*
 * FORMAT with its %s, %[n]s and %% filled in; a verb without an argument gives
 * nothing, a stray "%" itself, a line feed a blank. Where quotes of some kind
 * stand around a verb, a list takes those.
 */
const char *prose_message(struct arena *arena, const char *format,
                          const struct prose_argument *arguments, size_t count);

#endif
