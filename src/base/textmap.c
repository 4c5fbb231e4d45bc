#include "base/textmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* The piece that holds text offset AT (count > 0); the last one for AT == len. */
static const struct textmap_piece *piece_at(const struct textmap *map, size_t at)
{
	size_t low = 0;
	size_t high = map->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (map->pieces[middle].text <= at)
			low = middle;
		else
			high = middle;
	}
	return &map->pieces[low];
}

struct span textmap_source(const struct textmap *map, size_t start, size_t end)
{
	const struct textmap_piece *piece;
	struct span span = {0, 0};

	if (map->count == 0)
		return span;
	if (end > map->len)
		end = map->len;
	if (start > end)
		start = end;
	piece = piece_at(map, start);
	span.start = piece->source;
	if (piece->kind == TEXTMAP_VERBATIM)
		span.start += start - piece->text;
	else if (start == piece->text + piece->text_len)
		span.start += piece->source_len;
	if (start == end)
		return (struct span){span.start, span.start};
	piece = piece_at(map, end - 1);
	span.end = piece->source + piece->source_len;
	if (piece->kind == TEXTMAP_VERBATIM)
		span.end = piece->source + (end - piece->text);
	return span;
}

bool textmap_is_verbatim(const struct textmap *map, size_t start, size_t end)
{
	const struct textmap_piece *piece = map->count ? piece_at(map, start) : NULL;

	return piece && piece->kind == TEXTMAP_VERBATIM && start >= piece->text &&
	       end <= piece->text + piece->text_len;
}

size_t textmap_text(const struct textmap *map, size_t source)
{
	size_t low = 0;
	size_t high = map->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct textmap_piece *piece = &map->pieces[middle];

		if (piece->source + piece->source_len <= source)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == map->count)
		return map->len;
	if (source <= map->pieces[low].source || map->pieces[low].kind != TEXTMAP_VERBATIM)
		return map->pieces[low].text;
	return map->pieces[low].text + (source - map->pieces[low].source);
}

void textmap_grow(struct textmap_builder *builder)
{
	builder->capacity = builder->capacity ? builder->capacity * 2 : 16;
	builder->pieces =
	    memory_realloc(builder->pieces, builder->capacity * sizeof(*builder->pieces));
}

struct textmap textmap_finish(struct textmap_builder *builder, struct arena *arena)
{
	struct textmap map;
	size_t len = builder->text.len;
	size_t size = builder->count * sizeof(struct textmap_piece);
	struct textmap_piece *pieces = arena_room(arena, size + len + 1);
	char *text = (char *)pieces + size;

	if (builder->count) {
		memcpy(pieces, builder->pieces, size);
		memcpy(text, builder->text.bytes, len);
	}
	text[len] = '\0';
	map = (struct textmap){text, len, pieces, builder->count};
	textmap_builder_clear(builder);
	return map;
}

void textmap_builder_clear(struct textmap_builder *builder)
{
	builder_clear(&builder->text);
	builder->count = 0;
}

void textmap_builder_release(struct textmap_builder *builder)
{
	builder_release(&builder->text);
	free(builder->pieces);
	*builder = (struct textmap_builder){0};
}
