#include "cli/brief_items.h"

#include <string.h>

#include "base/arena.h"

static const char *keep(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

void brief_items_add(void *context, const struct draftlint_brief_item *item)
{
	struct brief_items *items = context;
	struct arena *arena = items->arena;

	items->items =
	    arena_grow(arena, items->items, items->count, &items->capacity, sizeof(*items->items));
	items->items[items->count++] = (struct draftlint_brief_item){
	    .section = keep(arena, item->section),
	    .key = keep(arena, item->key),
	    .id = keep(arena, item->id),
	    .name = keep(arena, item->name),
	    .text = keep(arena, item->text),
	    .words = keep(arena, item->words),
	    .link = keep(arena, item->link),
	    .why = keep(arena, item->why),
	    .number = item->number,
	    .chosen = item->chosen,
	    .path = keep(arena, item->path),
	    .line = item->line,
	};
}

bool brief_items_find(const struct brief_items *items, const char *section, size_t *start,
                      size_t *end)
{
	*start = 0;
	while (*start < items->count && strcmp(items->items[*start].section, section) != 0)
		++*start;
	*end = *start;
	while (*end < items->count && strcmp(items->items[*end].section, section) == 0)
		++*end;
	return *end > *start;
}

const struct draftlint_brief_item *brief_items_chosen(const struct brief_items *items,
                                                      const char *section)
{
	size_t start;
	size_t end;

	brief_items_find(items, section, &start, &end);
	while (start < end && !items->items[start].chosen)
		start++;
	return start < end ? &items->items[start] : NULL;
}

static bool is_named(const struct draftlint_brief_item *item)
{
	return item->name && (!item->id || strcmp(item->name, item->id) != 0);
}

bool brief_item_says(const struct draftlint_brief_item *item)
{
	return is_named(item) || item->text;
}

void brief_item_write(struct sink *sink, const struct draftlint_brief_item *item)
{
	bool named = is_named(item);

	if (named)
		sink_message(sink, item->name);
	if (named && item->text)
		sink_add(sink, ": ");
	if (item->text)
		sink_message(sink, item->text);
}
