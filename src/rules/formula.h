/*
 * Formula: arithmetic over named numbers, as the rules of kind `metric` write it.
 *
 * Numbers, names ("words", "heading.h2"), + - * / %, comparisons, && || !,
 * parentheses and the functions of math ("math.sqrt(x)"). Truth is 1 and 0.
 */
#ifndef RULES_FORMULA_H
#define RULES_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct formula;

struct formula_error {
	size_t offset; /* in the text */
	const char *message;
};

/* NAMES are those of the numbers it may use. NULL on failure, with *ERROR filled. */
struct formula *formula_parse(struct arena *arena, struct slice text, const char *const *names,
                              size_t count, struct formula_error *error);

/* Its value for VALUES, in the order of the names. A division by zero gives an
 * infinity or no number, as in C. */
double formula_value(const struct formula *formula, const double *values);

#endif
