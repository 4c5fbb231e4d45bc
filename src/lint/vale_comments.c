#include "lint/vale_comments.h"

#include <string.h>

#include "base/arena.h"

struct vale_comment {
	size_t at;          /* where it begins to hold: its end in the source */
	struct slice name;  /* a rule or a style; empty: everything */
	struct slice found; /* `"a", "b"`; ptr NULL: whatever was found */
	struct slice value; /* of `styles`: the list */
	bool styles;
	bool off;
};

struct vale_comments {
	struct vale_comment *items;
	size_t count;
	size_t capacity;
};

static bool is_word(struct slice text, const char *word)
{
	return slice_equal_fold(text, slice_of(word));
}

/* NAME, NAME["found"] or `styles` before the equals sign, and what stands behind. */
static bool read_comment(struct slice text, struct vale_comment *out)
{
	size_t list = slice_find(text, "[", 0);
	size_t list_end = list < text.len ? slice_find(text, "]", list) : 0;
	size_t equals = slice_find(text, "=", list_end < text.len ? list_end : 0);
	size_t bracket;

	*out = (struct vale_comment){.found = {NULL, 0}};
	out->value = slice_trim(slice_sub(text, equals < text.len ? equals + 1 : 0, text.len));
	if (equals < text.len)
		out->name = slice_trim(slice_sub(text, 0, equals));
	bracket = slice_find(out->name, "[", 0);
	if (bracket < out->name.len) {
		out->found = slice_sub(out->name, bracket, out->name.len);
		out->name = slice_trim(slice_sub(out->name, 0, bracket));
	}
	out->styles = is_word(out->name, "style") || is_word(out->name, "styles");
	out->off = is_word(out->value, "off") || is_word(out->value, "no");
	return out->styles || out->off || is_word(out->value, "on") || is_word(out->value, "yes");
}

const struct vale_comments *vale_comments_read(struct arena *arena, const struct comments *comments)
{
	struct vale_comments *all = NULL;

	for (size_t i = 0; i < comments->count; i++) {
		const struct comment *comment = &comments->items[i];
		struct vale_comment item;

		if (!slice_starts(comment->text, "vale ") ||
		    !read_comment(slice_trim(slice_sub(comment->text, 5, comment->text.len)),
		                  &item))
			continue;
		item.at = comment->span.end;
		if (!all)
			all = arena_alloc(arena, sizeof(*all));
		all->items =
		    arena_grow(arena, all->items, all->count, &all->capacity, sizeof(*all->items));
		all->items[all->count++] = item;
	}
	return all;
}

/* Whether LIST, of texts in double quotes, holds FOUND. */
static bool holds(struct slice list, struct slice found)
{
	for (size_t start = 0; (start = slice_find(list, "\"", start)) != SIZE_MAX;) {
		size_t end = slice_find(list, "\"", start + 1);

		if (end == SIZE_MAX)
			return false;
		if (slice_equal(slice_sub(list, start + 1, end), found))
			return true;
		start = end + 1;
	}
	return false;
}

static bool lists_style(struct slice list, struct slice style)
{
	struct slice part;

	while (slice_split(&list, ',', &part))
		if (slice_equal(slice_trim(part), style))
			return true;
	return false;
}

bool vale_comments_silence(const struct vale_comments *comments, struct slice rule,
                           struct slice found, size_t at)
{
	struct slice style = slice_sub(rule, 0, slice_find(rule, ".", 0));
	bool off = false;
	bool style_off = false;
	bool rule_off = false;
	bool match_off = false;

	for (size_t i = 0; comments && i < comments->count && comments->items[i].at <= at; i++) {
		const struct vale_comment *item = &comments->items[i];

		if (item->styles)
			style_off = !lists_style(item->value, style);
		else if (!item->name.len)
			off = item->off;
		else if (item->found.ptr && slice_equal(item->name, rule) &&
		         holds(item->found, found))
			match_off = item->off;
		else if (!item->found.ptr && slice_equal(item->name, rule))
			rule_off = item->off;
		else if (!item->found.ptr && slice_equal(item->name, style))
			style_off = item->off;
	}
	return off || style_off || rule_off || match_off;
}
