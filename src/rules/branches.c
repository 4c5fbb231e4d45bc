#include "rules/branches.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { DEPTH_MAX = 8 };

/* Bytes that a group's brackets take: sharing must not make the expression longer. */
static const size_t BRACKETS = sizeof("(?:)") - 1;

struct branches {
	struct builder *out;
	bool begun; /* something stands before, in this group */
};

static void add_groups(struct branches *b, struct slice *items, size_t count, unsigned depth);

/* Whether ITEM is ASCII and means nothing but itself. */
static bool is_word(struct slice item)
{
	for (size_t i = 0; i < item.len; i++)
		if (!char_is_alnum(item.ptr[i]) && !strchr(" '-_", item.ptr[i]))
			return false;
	return item.len > 0;
}

static void add_item(struct branches *b, struct slice item)
{
	builder_add_string(b->out, b->begun ? "|" : "");
	builder_add_slice(b->out, item);
	b->begun = true;
}

/* Bytes with which all COUNT ITEMS begin. */
static size_t shared(const struct slice *items, size_t count)
{
	size_t len = items[0].len;

	for (size_t i = 1; i < count; i++) {
		size_t same = 0;

		while (same < len && same < items[i].len &&
		       items[i].ptr[same] == items[0].ptr[same])
			same++;
		len = same;
	}
	return len;
}

/* ITEMS, words that begin with the same letter of either case. */
static void add_group(struct branches *b, struct slice *items, size_t count, unsigned depth)
{
	size_t len = shared(items, count);
	struct branches inner = {b->out, false};

	if (depth == DEPTH_MAX || (count - 1) * len < BRACKETS) {
		for (size_t i = 0; i < count; i++)
			add_item(b, items[i]);
		return;
	}
	add_item(b, slice_sub(items[0], 0, len));
	builder_add_string(b->out, "(?:");
	for (size_t i = 0; i < count; i++)
		items[i] = slice_sub(items[i], len, items[i].len);
	add_groups(&inner, items, count, depth + 1);
	builder_add_char(b->out, ')');
}

/*
 * ITEMS that are all words: those that begin with the same letter together, in their
 * order. Of two that do not only one matches at any place: which of them is tried
 * first makes no difference.
 */
static void add_words(struct branches *b, struct slice *items, size_t count, unsigned depth)
{
	while (count) {
		char letter = char_lower(items[0].ptr[0]);
		size_t alike = 0;

		for (size_t i = 0; i < count; i++) {
			struct slice item = items[i];

			if (char_lower(item.ptr[0]) != letter)
				continue;
			memmove(&items[alike + 1], &items[alike], (i - alike) * sizeof(*items));
			items[alike++] = item;
		}
		add_group(b, items, alike, depth);
		items += alike;
		count -= alike;
	}
}

static void add_groups(struct branches *b, struct slice *items, size_t count, unsigned depth)
{
	for (size_t i = 0; i < count;) {
		size_t end = i;

		while (end < count && is_word(items[end]))
			end++;
		if (end == i)
			add_item(b, items[i++]);
		else
			add_words(b, items + i, end - i, depth);
		i = end > i ? end : i;
	}
}

void branches_add(struct builder *out, const struct slice *items, size_t count)
{
	struct branches all = {out, false};
	struct slice *copy = memory_alloc((count + 1) * sizeof(*copy));

	if (count)
		memcpy(copy, items, count * sizeof(*copy));
	add_groups(&all, copy, count, 0);
	free(copy);
}
