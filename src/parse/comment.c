#include "parse/comment.h"

#include "base/arena.h"

void comments_add(struct comments *comments, struct arena *arena, struct comment comment)
{
	comments->items = arena_grow(arena, comments->items, comments->count, &comments->capacity,
	                             sizeof(*comments->items));
	comments->items[comments->count++] = comment;
}
