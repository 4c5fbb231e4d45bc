/*
 * Prose view: the texts of one draft as prose rules read them.
 *
 * The blocks are the published prose, the prose of the metadata and, for the
 * rules of styles, its other values of several words. In them inline code and
 * addresses are masked by '*'. Sentences, inline parts, the whole file and the
 * running text are made when the first rule asks for them.
 *
 * A view belongs to one draft and one thread; it lives in the draft's arena.
 */
#ifndef RULES_PROSE_VIEW_H
#define RULES_PROSE_VIEW_H

#include "parse/draft.h"
#include "rules/need.h"
#include "rules/scope.h"

struct prose_text {
	struct slice text;
	const struct textmap *map; /* what maps it; NULL: the source's own bytes … */
	size_t offset;             /* where it begins in the map's text, or (NULL) the source */
	uint32_t number;           /* of the block it is, or is part of: hits go by it */
	unsigned bits;             /* rules/scope.h */
	struct slice field;        /* "author.name"; empty outside of the metadata */
	bool approximate;          /* its places are all the block's start */
};

struct prose_texts {
	struct prose_text *items;
	size_t count;
	size_t capacity;
	bool made;
};

enum { PROSE_NO_BLOCK = UINT32_MAX };

/* What a draft is made of, for rules that count. */
struct prose_counts {
	size_t headings[6];
	size_t lists;
	size_t quotes;
	size_t codes;
};

struct prose_view {
	struct arena *arena;
	const struct draft *draft;
	size_t first_block; /* the published ones, as in check_context */
	size_t end_block;
	unsigned markup;           /* SCOPE_MD, SCOPE_MDX: of each block */
	struct prose_texts blocks; /* by number */
	uint32_t *index;           /* for each number: where it stands in blocks, + 1 */
	struct need_pairs **pairs; /* for each number; NULL until they are asked for */
	struct need_pairs *every;  /* those of all blocks; NULL as above */
	uint32_t number_count;
	struct prose_texts sentences;
	struct prose_texts inlines;
	struct prose_texts raw;     /* one */
	struct prose_texts summary; /* one */
	struct prose_counts counts; /* with the summary */
};

/* VALUES: with every value of the metadata, not only those known to be prose. */
struct prose_view *prose_view_new(struct arena *arena, const struct draft *draft,
                                  size_t first_block, size_t end_block, bool values);

/* The block called NUMBER; NULL when no rule reads it. */
const struct prose_text *prose_view_block(const struct prose_view *view, uint32_t number);

/* The pairs of characters in the block that TEXT is, or is a part of; NULL when it
 * is none. */
const struct need_pairs *prose_view_pairs(struct prose_view *view, const struct prose_text *text);

/* Those of all blocks together. */
const struct need_pairs *prose_view_every_pair(struct prose_view *view);

/* Adds TEXT to TEXTS, which grow in ARENA. */
struct prose_text *prose_texts_add(struct prose_texts *texts, struct arena *arena,
                                   struct prose_text text);

/* Each makes its texts at the first call: prose_parts.c. */
const struct prose_texts *prose_view_sentences(struct prose_view *view);
const struct prose_texts *prose_view_inlines(struct prose_view *view);
const struct prose_text *prose_view_raw(struct prose_view *view);
const struct prose_text *prose_view_summary(struct prose_view *view);

/* Where the bytes MATCH of TEXT stand in the source. */
struct span prose_text_source(const struct prose_text *text, struct span match);

#endif
