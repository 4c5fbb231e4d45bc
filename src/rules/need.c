#include <string.h>

#include "base/arena.h"
#include "base/eight.h"
#include "rules/need_sets.h"

/* Where a need is met by more texts than this, asking costs more than it saves. */
static const double WORTH = 0.9;

/* The share of texts of some hundred characters that have one of the pairs. */
static double share_of(const struct need *need)
{
	enum { LENGTH = 200 };
	double sum = 0;

	for (size_t i = 0; i < need->count && sum < 1e5; i++) {
		for (unsigned w = 0; w < SYMBOL_WORDS; w++) {
			for (uint64_t left = need->rows[i].second[w]; left; left &= left - 1)
				sum += LENGTH * symbol_pair_frequency(
				                    need->rows[i].first,
				                    w * 64 + (unsigned)__builtin_ctzll(left));
		}
	}
	return sum < 1e5 ? sum / 1e5 : 1;
}

struct need *need_pair(struct arena *arena, const struct symbols *first,
                       const struct symbols *second)
{
	struct need *need = arena_alloc(arena, sizeof(*need));
	size_t count = 0;

	for (unsigned w = 0; w < SYMBOL_WORDS; w++)
		for (uint64_t left = first->bits[w]; left; left &= left - 1)
			count++;
	need->rows = arena_array(arena, count, sizeof(*need->rows));
	for (unsigned w = 0; w < SYMBOL_WORDS; w++)
		for (uint64_t left = first->bits[w]; left; left &= left - 1)
			need->rows[need->count++] = (struct need_row){
			    (unsigned char)(w * 64 + (unsigned)__builtin_ctzll(left)),
			    {second->bits[0], second->bits[1]}};
	need->share = share_of(need);
	return need->share < WORTH ? need : NULL;
}

struct need *need_rarer(struct need *a, struct need *b)
{
	return !a || (b && b->share < a->share) ? b : a;
}

struct need *need_join(struct arena *arena, const struct need *a, const struct need *b)
{
	struct need *need;

	if (!a || !b)
		return NULL;
	need = arena_alloc(arena, sizeof(*need));
	need->rows = arena_array(arena, a->count + b->count, sizeof(*need->rows));
	memcpy(need->rows, a->rows, a->count * sizeof(*a->rows));
	need->count = a->count;
	for (size_t i = 0; i < b->count; i++) {
		size_t same = 0;

		while (same < a->count && need->rows[same].first != b->rows[i].first)
			same++;
		if (same == a->count) {
			need->rows[need->count++] = b->rows[i];
			continue;
		}
		need->rows[same].second[0] |= b->rows[i].second[0];
		need->rows[same].second[1] |= b->rows[i].second[1];
	}
	need->share = share_of(need);
	return need->share < WORTH ? need : NULL;
}

/* The least and the greatest of ASCII in SET, but for the symbol of all others. */
static void range_of(const struct symbols *set, unsigned char *low, unsigned char *high)
{
	uint64_t above = set->bits[1] & ~(UINT64_C(1) << (SYMBOL_FOREIGN - 64));
	uint64_t below = set->bits[0];

	*low = (unsigned char)(below   ? __builtin_ctzll(below)
	                       : above ? 64 + __builtin_ctzll(above)
	                               : 1);
	*high = (unsigned char)(above   ? 127 - __builtin_clzll(above)
	                        : below ? 63 - __builtin_clzll(below)
	                                : 0);
}

/* Sets whose members lie close together, as the ten digits do, are looked for eight bytes at
 * a time; what is not ASCII, and the byte whose symbol stands for that, by itself. */
size_t need_next(const struct need_first *first, struct slice text, size_t at)
{
	enum { NARROW = 16 };
	unsigned char low, high;
	bool narrow;

	range_of(&first->set, &low, &high);
	narrow = high < low + NARROW;
	while (at < text.len) {
		if (narrow && text.len - at >= EIGHT) {
			uint64_t eight = eight_load(text.ptr + at);
			uint64_t low_bits = eight & ~EIGHT_TOPS;
			uint64_t may = ((eight | (low_bits + EIGHT_ONES)) & EIGHT_TOPS) |
			               eight_between(low_bits, low, high);

			if (!may) {
				at += EIGHT;
				continue;
			}
			at += eight_before(may);
		}
		if (symbols_has(&first->set, symbol_of((unsigned char)text.ptr[at])))
			break;
		at++;
	}
	return at;
}

/* Each try may look through all of the text for what a match must hold: after some it is
 * cheaper to leave the rest to one search. */
enum pattern_result need_find(const struct need_first *first, const struct pattern *pattern,
                              struct matcher *matcher, struct slice text, size_t from,
                              struct span *found)
{
	enum { TRIES = 64 };
	size_t at = from;

	for (unsigned tries = 0; first->rare && tries < TRIES; tries++, at++) {
		enum pattern_result result;

		at = need_next(first, text, at);
		if (at >= text.len)
			return PATTERN_NONE;
		result = pattern_find_at(pattern, matcher, text, at, found);
		if (result != PATTERN_NONE)
			return result;
	}
	return pattern_find(pattern, matcher, text, at, found);
}

void need_read(struct need_pairs *pairs, struct slice text)
{
	unsigned before = SYMBOL_END;

	memset(pairs, 0, sizeof(*pairs));
	for (size_t i = 0; i < text.len; i++) {
		unsigned symbol = symbol_of((unsigned char)text.ptr[i]);

		pairs->rows[before][symbol / 64] |= UINT64_C(1) << symbol % 64;
		before = symbol;
	}
	pairs->rows[before][0] |= 1;
}

void need_unite(struct need_pairs *all, const struct need_pairs *pairs)
{
	for (size_t i = 0; i < SYMBOL_COUNT; i++)
		for (size_t w = 0; w < SYMBOL_WORDS; w++)
			all->rows[i][w] |= pairs->rows[i][w];
}
