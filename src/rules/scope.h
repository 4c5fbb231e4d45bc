/*
 * Scope: which texts of a draft a prose rule reads.
 *
 * A text has a set of properties (it is a heading, of level 2, …) and, in front
 * matter, the key it stands under. A rule's scope is a list of entries; one must
 * hold. In an entry "a.b" both must be there, "&" is and, "~" not. What is no
 * property is the key of a field: "frontmatter.author", "author".
 */
#ifndef RULES_SCOPE_H
#define RULES_SCOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct arena;

enum {
	SCOPE_TEXT = 1 << 0,
	SCOPE_HEADING = 1 << 1,
	SCOPE_H1 = 1 << 2, /* to H6, one bit each */
	SCOPE_LIST = 1 << 8,
	SCOPE_BLOCKQUOTE = 1 << 9,
	SCOPE_TABLE = 1 << 10,
	SCOPE_CELL = 1 << 11,
	SCOPE_HEADER = 1 << 12,
	SCOPE_ATTR = 1 << 13,
	SCOPE_ALT = 1 << 14,
	SCOPE_FRONTMATTER = 1 << 15,
	SCOPE_PARAGRAPH = 1 << 16,
	SCOPE_SENTENCE = 1 << 17,
	SCOPE_RAW = 1 << 18,
	SCOPE_SUMMARY = 1 << 19,
	SCOPE_CODE = 1 << 20, /* inline code … */
	SCOPE_LINK = 1 << 21, /* … and what else is set apart in a block */
	SCOPE_STRONG = 1 << 22,
	SCOPE_EMPHASIS = 1 << 23,
	SCOPE_MD = 1 << 24,
	SCOPE_MDX = 1 << 25,
	SCOPE_NEVER = 1 << 26, /* what no Markdown has: comments of programs, captions */

	SCOPE_INLINES = SCOPE_CODE | SCOPE_LINK | SCOPE_STRONG | SCOPE_EMPHASIS,
	/* Texts that are not blocks. */
	SCOPE_APART = SCOPE_SENTENCE | SCOPE_RAW | SCOPE_SUMMARY | SCOPE_INLINES,
};

struct scope_term {
	unsigned bits;
	struct slice field; /* a key that the text's field must have; ptr NULL: any text */
	bool negated;
};

struct scope_entry {
	struct scope_term *terms;
	size_t count;
	unsigned wanted; /* bits of the terms that are not negated */
	bool named;      /* … and they are about the metadata */
	bool simple;     /* it asks for no more than that of the bits MASK there are VALUE */
	unsigned mask;
	unsigned value;
};

struct prose_scope {
	struct scope_entry *entries;
	size_t count;
	unsigned kinds; /* of SCOPE_APART: what some entry asks for */
	bool blocks;    /* some entry is about blocks */
	bool simple;    /* there is one entry, and it is simple and not of the metadata */
};

/* Adds the entry TEXT to SCOPE, in ARENA; false and *WHY (static) when it is none. */
bool scope_add(struct arena *arena, struct prose_scope *scope, struct slice text, const char **why);

/* Whether a text with BITS, under the keys FIELD ("author.name"), is meant by an
 * entry that asks for exactly the BITS of SCOPE_APART that the text has. */
bool scope_holds_any(const struct prose_scope *scope, unsigned bits, struct slice field);

static inline bool scope_holds(const struct prose_scope *scope, unsigned bits, struct slice field)
{
	if (!scope->simple)
		return scope_holds_any(scope, bits, field);
	return (bits & scope->entries->mask) == scope->entries->value &&
	       bits & (SCOPE_TEXT | SCOPE_APART);
}

/* Whether no text of a Markdown draft can be meant. */
bool scope_is_foreign(const struct prose_scope *scope);

#endif
