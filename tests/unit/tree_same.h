/*
 * Whether two readers made the same of one document: kinds, keys, texts, and the
 * place of every byte. Shared by the unit tests and the fuzz targets.
 */
#ifndef TREE_SAME_H
#define TREE_SAME_H

#include <stdbool.h>
#include <string.h>

#include "base/node.h"
#include "parse/comment.h"

static inline bool tree_same_span(struct span a, struct span b)
{
	return a.start == b.start && a.end == b.end;
}

static inline bool tree_same_map(const struct textmap *a, const struct textmap *b)
{
	if (a->len != b->len || a->count != b->count ||
	    (a->len && memcmp(a->text, b->text, a->len + 1) != 0))
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct textmap_piece *p = &a->pieces[i];
		const struct textmap_piece *q = &b->pieces[i];

		if (p->text != q->text || p->source != q->source || p->text_len != q->text_len ||
		    p->source_len != q->source_len || p->kind != q->kind)
			return false;
	}
	return true;
}

/* The first node of A that is not the one of B; NULL when they are the same. */
static inline const struct node *tree_other(const struct node *a, const struct node *b)
{
	const struct node *m = a->first;
	const struct node *n = b->first;

	if (a->kind != b->kind || a->quoted != b->quoted || a->count != b->count ||
	    !tree_same_span(a->span, b->span) || !tree_same_span(a->key_span, b->key_span) ||
	    !slice_equal(a->key, b->key) || !tree_same_map(&a->map, &b->map))
		return a;
	for (; m && n; m = m->next, n = n->next) {
		const struct node *other = tree_other(m, n);

		if (other)
			return other;
	}
	return m || n ? a : NULL;
}

static inline bool tree_same_comments(const struct comments *a, const struct comments *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!tree_same_span(a->items[i].span, b->items[i].span) ||
		    a->items[i].text.ptr != b->items[i].text.ptr ||
		    a->items[i].text.len != b->items[i].text.len ||
		    a->items[i].metadata != b->items[i].metadata)
			return false;
	return true;
}

#endif
