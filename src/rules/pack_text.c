#include "rules/pack_text.h"

#include "base/arena.h"

const char *pack_range_text(struct arena *arena, const struct range *range)
{
	if (range->min < 0)
		return arena_printf(arena, "at most %ld", range->max);
	if (range->max < 0)
		return arena_printf(arena, "at least %ld", range->min);
	return arena_printf(arena, "%ld to %ld", range->min, range->max);
}

const char *pack_mix_text(struct arena *arena, const struct pack *pack, const struct goal *goal)
{
	const char *text = "";

	for (size_t i = 0; i < pack->personas.count; i++)
		if (goal->mix[i] > 0)
			text = arena_printf(arena, "%s%s%s %ld %%", text, *text ? ", " : "",
			                    pack->personas.items[i]->id, goal->mix[i]);
	return text;
}
