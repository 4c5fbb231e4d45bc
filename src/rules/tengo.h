/*
 * Tengo: the words of the language that scripts of Vale's rules are written in, and
 * whether a statement that is known stands where one reads. Nothing is run.
 */
#ifndef RULES_TENGO_H
#define RULES_TENGO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;

enum { TENGO_NAMES = 8 };

/* A reader of TEXT, at byte AT; what it gives lives as long as TEXT and ARENA. */
struct tengo {
	struct arena *arena;
	struct slice text;
	size_t at;
	struct slice names[TENGO_NAMES]; /* what "$0" to "$7" of a statement stood for */
	struct slice string;             /* what "#" stood for, without quotes and escapes */
};

/* Goes behind white space and comments. */
void tengo_skip_blanks(struct tengo *tengo);

/* The next word: a name, a number, a string with its quotes, or one mark; empty at
 * the end. */
struct slice tengo_next(struct tengo *tengo);

/*
 * Whether what comes next is STATEMENT, words and single marks that are set apart by
 * blanks: "$0" to "$7" are names, the same number the same name; "#" is a string.
 * Goes behind it when it is.
 */
bool tengo_takes(struct tengo *tengo, const char *statement);

#endif
