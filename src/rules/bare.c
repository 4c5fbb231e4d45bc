#include "rules/bare.h"

#include <stdint.h>
#include <string.h>

#include "base/lanes.h"

static bool ends_address(char c)
{
	return char_is_space(c) || c == '<' || c == '>' || c == '"' || c == '`';
}

/* The end of an address that begins at START: without the punctuation of the
 * sentence it stands in. */
static size_t address_end(struct slice text, size_t start)
{
	size_t end = start;
	size_t open = 0;

	while (end < text.len && !ends_address(text.ptr[end])) {
		open += text.ptr[end] == '(';
		if (text.ptr[end] == ')' && open-- == 0)
			break;
		end++;
	}
	while (end > start && strchr(".,:;!?'*_~", text.ptr[end - 1]))
		end--;
	return end;
}

static bool is_scheme(struct slice text, size_t start, size_t end)
{
	static const char *const schemes[] = {"http",   "https", "ftp", "ftps",
	                                      "mailto", "ssh",   "git"};

	return SLICE_IN(slice_sub(text, start, end), schemes);
}

/* Which bytes of the lane at BYTES are the ":" of ":/" or the "w" of "w.". */
static inline struct lane pairs_at(const char *bytes)
{
	struct lane first = lane_load(bytes);
	struct lane second = lane_load(bytes + 1);

	return lane_or(lane_and(lane_is(first, ':'), lane_is(second, '/')),
	               lane_and(lane_is(first, 'w'), lane_is(second, '.')));
}

bool bare_may_be_in(struct slice text)
{
	struct lane all = {0};
	size_t at = 0;

	if (text.len <= LANE_BYTES) {
		while (at < text.len && text.ptr[at] != '/' && text.ptr[at] != '.')
			at++;
		return at < text.len;
	}
	for (; text.len - at > LANE_BYTES; at += LANE_BYTES)
		all = lane_or(all, pairs_at(text.ptr + at));
	/* Those that are left, with some again. */
	all = lane_or(all, pairs_at(text.ptr + text.len - LANE_BYTES - 1));
	return lane_mask(all) != 0;
}

bool bare_next_scheme(struct slice text, size_t from, struct span *found)
{
	for (size_t at = from; (at = slice_find(text, "://", at)) != SIZE_MAX; at = found->end) {
		size_t start = at;

		while (start && char_is_alnum(text.ptr[start - 1]))
			start--;
		*found = (struct span){start, address_end(text, at)};
		if (found->end <= at + 3)
			found->end = at + 3;
		else if (is_scheme(text, start, at))
			return true;
	}
	return false;
}

bool bare_next_www(struct slice text, size_t from, struct span *found)
{
	for (size_t at = from; (at = slice_find(text, "www.", at)) != SIZE_MAX; at = found->end) {
		*found = (struct span){at, address_end(text, at)};
		if (!at || !char_is_alnum(text.ptr[at - 1]))
			return true;
	}
	return false;
}
