#include "rules/bare.h"

#include <stdint.h>
#include <string.h>

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

/* As slice_find does "www.": texts have fewer points than "w". */
static size_t find_www(struct slice text, size_t from)
{
	while (text.len > from + 3) {
		const char *point = memchr(text.ptr + from + 3, '.', text.len - from - 3);

		if (!point)
			break;
		if (memcmp(point - 3, "www", 3) == 0)
			return (size_t)(point - 3 - text.ptr);
		from = (size_t)(point - 2 - text.ptr);
	}
	return SIZE_MAX;
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
	for (size_t at = from; (at = find_www(text, at)) != SIZE_MAX; at = found->end) {
		*found = (struct span){at, address_end(text, at)};
		if (!at || !char_is_alnum(text.ptr[at - 1]))
			return true;
	}
	return false;
}
