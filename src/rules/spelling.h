/*
 * Spelling: the freedom that taxonomy.c and field_values.c leave to whoever writes
 * front matter, as regular expressions for readers of JSON Schema (ECMA 262,
 * with and without its Unicode flag).
 *
 * They say a little less than the resolver: a remark in parentheses holds no
 * parentheses, no separator stands before the first value, and a name that holds
 * one (`Build and run`) stands alone.
 */
#ifndef RULES_SPELLING_H
#define RULES_SPELLING_H

#include <stddef.h>

#include "base/text.h"
#include "rules/taxonomy.h"

/* TEXT itself; NAME in any spelling that name_equal takes for it. */
void spelling_add_literal(struct builder *out, struct slice text);
void spelling_add_name(struct builder *out, struct slice name);

/* "^…$": a text that names entries of TAXONOMY, one or several; with ONE, a single
 * one, under whatever names. */
void spelling_add_values(struct builder *out, const struct taxonomy *taxonomy, bool one);

/* "^…$": a text that says there is nothing to say. */
void spelling_add_nothing(struct builder *out);

#endif
