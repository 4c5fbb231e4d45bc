#include <string.h>

#include "base/arena.h"
#include "base/eight.h"
#include "rules/need_sets.h"

enum { SETS_MAX = 3 };

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
	return need;
}

static struct need *join_sets(struct arena *arena, const struct need *a, const struct need *b)
{
	struct need *need = arena_alloc(arena, sizeof(*need));

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
	return need;
}

struct need *need_insert(struct arena *arena, struct need *list, const struct need *added)
{
	for (; added; added = added->also) {
		struct need **at = &list;
		struct need *copy;
		size_t count = 1;

		while (*at && (*at)->share <= added->share) {
			at = &(*at)->also;
			count++;
		}
		if (count > SETS_MAX || added->share >= WORTH)
			continue;
		copy = arena_alloc(arena, sizeof(*copy));
		*copy = *added;
		copy->also = *at;
		*at = copy;
		for (; copy && count < SETS_MAX; count++)
			copy = copy->also;
		if (copy)
			copy->also = NULL;
	}
	return list;
}

struct need *need_join(struct arena *arena, const struct need *a, const struct need *b)
{
	struct need *list = NULL;

	while (a && b) {
		list = need_insert(arena, list, join_sets(arena, a, b));
		if (!a->also && !b->also)
			break;
		a = a->also ? a->also : a;
		b = b->also ? b->also : b;
	}
	return list;
}

static bool begins(const struct need_first *first, char byte)
{
	unsigned symbol = symbol_of((unsigned char)byte);

	return first->bits[symbol / 64] >> symbol % 64 & 1;
}

/* The least and the greatest of ASCII in FIRST, but for the symbol of all others. */
static void range_of(const struct need_first *first, unsigned char *low, unsigned char *high)
{
	uint64_t above = first->bits[1] & ~(UINT64_C(1) << (SYMBOL_FOREIGN - 64));
	uint64_t below = first->bits[0];

	*low = (unsigned char)(below   ? __builtin_ctzll(below)
	                       : above ? 64 + __builtin_ctzll(above)
	                               : 1);
	*high = (unsigned char)(above   ? 127 - __builtin_clzll(above)
	                        : below ? 63 - __builtin_clzll(below)
	                                : 0);
}

/* Most of these sets are digits: eight bytes at a time are none. */
size_t need_next(const struct need_first *first, struct slice text, size_t at)
{
	enum { NARROW = 16 };
	unsigned char low, high;
	bool narrow;

	range_of(first, &low, &high);
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
		if (begins(first, text.ptr[at]))
			break;
		at++;
	}
	return at;
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
