/*
 * What holds for every value tree read from text: spans nest and lie inside the
 * source, and every byte of a scalar is accounted for. Shared by the unit tests
 * and the fuzz targets.
 */
#ifndef TREE_CHECK_H
#define TREE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/node.h"
#include "parse/yaml_scalar.h"

/* Whether a backslash at AT stands at the end of its line. */
static inline bool tree_check_line_end(const struct source *source, size_t at)
{
	at++;
	while (at < source->size && strchr(" \t", source->clean[at]))
		at++;
	return yaml_break(source->clean, at, source->size) > 0;
}

/* Whether the bytes between two pieces are those that folding drops, or one
 * underscore between the digits of a number. */
static inline bool tree_check_gap(const struct source *source, size_t from, size_t to)
{
	if (to - from == 1 && source->clean[from] == '_')
		return true;
	while (from < to) {
		size_t len = yaml_break(source->clean, from, to);

		if (!len && source->clean[from] == '\\' && tree_check_line_end(source, from))
			len = 1;
		if (!len && !strchr(" \t", source->clean[from]))
			return false;
		from += len ? len : 1;
	}
	return true;
}

static inline const char *tree_check_piece(const struct source *source, const struct textmap *map,
                                           const struct textmap_piece *piece)
{
	const char *text = map->text + piece->text;
	const char *bytes = source->clean + piece->source;
	size_t broken = yaml_break(source->clean, piece->source, source->size);

	if (piece->source + (size_t)piece->source_len > source->size)
		return "piece outside of the source";
	switch (piece->kind) {
	case TEXTMAP_VERBATIM:
		if (piece->text_len != piece->source_len ||
		    memcmp(text, bytes, piece->text_len) != 0)
			return "verbatim piece differs from its source";
		return NULL;
	case TEXTMAP_BREAK:
		if (piece->text_len != 1 || *text != ' ' || broken != piece->source_len)
			return "break piece is no folded line break";
		return NULL;
	case TEXTMAP_DERIVED:
		if (*bytes == '\\' || *bytes == '*' || broken == piece->source_len ||
		    (*bytes == '\'' && piece->source_len == 2 && piece->text_len == 1))
			return NULL;
		return "derived piece is neither escape, alias nor line break";
	default:
		return "masked piece in a scalar";
	}
}

static inline const char *tree_check_map(const struct source *source, const struct textmap *map)
{
	size_t text = 0;
	size_t at = 0;

	for (size_t i = 0; i < map->count; i++) {
		const struct textmap_piece *piece = &map->pieces[i];
		const char *fault = tree_check_piece(source, map, piece);

		if (fault)
			return fault;
		if (piece->text != text)
			return "pieces do not adjoin";
		if (i > 0 && (piece->source < at || !tree_check_gap(source, at, piece->source)))
			return "source bytes between pieces are lost";
		text += piece->text_len;
		at = piece->source + (size_t)piece->source_len;
	}
	return text == map->len ? NULL : "pieces do not cover the text";
}

static inline bool tree_check_inside(struct span inner, struct span outer)
{
	return inner.start <= inner.end && inner.start >= outer.start && inner.end <= outer.end;
}

/* NULL, or what is wrong with the tree under NODE; its nodes are added to *COUNT. */
static inline const char *tree_check(const struct source *source, const struct node *node,
                                     size_t *count)
{
	size_t children = 0;

	++*count;
	if (!tree_check_inside(node->span, (struct span){0, source->size}))
		return "span outside of the source";
	if (node->kind == NODE_SCALAR) {
		const char *fault = tree_check_map(source, &node->map);

		if (fault)
			return fault;
	}
	for (const struct node *item = node->first; item; item = item->next) {
		const char *fault = tree_check(source, item, count);

		children++;
		if (fault)
			return fault;
		if (!tree_check_inside(item->span, node->span))
			return "item outside of its list or map";
		if (node->kind == NODE_MAP && (!tree_check_inside(item->key_span, node->span) ||
		                               item->key_span.end > item->span.start))
			return "key outside of its map or behind its value";
	}
	return children == node->count ? NULL : "wrong count";
}

#endif
