#include "rules/runs.h"

#include <string.h>

#include "base/utf8.h"

static const char *const word_patterns[] = {"\\w+",         "(\\w+)",       "\\b\\w+\\b",
                                            "\\b(\\w+)\\b", "(\\b\\w+\\b)", "\\b(?:\\w+)\\b"};

bool runs_of(struct slice pattern, struct runs *out)
{
	*out = (struct runs){.words = true, .apart = {"", 0}};
	for (size_t i = 0; i < sizeof(word_patterns) / sizeof(word_patterns[0]); i++)
		if (slice_is(pattern, word_patterns[i]))
			return true;
	out->words = false;
	if (slice_is(pattern, "\\S+"))
		return true;
	if (!slice_starts(pattern, "[^\\s") || !slice_ends(pattern, "]+"))
		return false;
	out->apart = slice_sub(pattern, strlen("[^\\s"), pattern.len - strlen("]+"));
	for (size_t i = 0; i < out->apart.len; i++)
		if (!strchr(".,;:!?", out->apart.ptr[i]))
			return false;
	return true;
}

/* Bytes of the character at AT when it belongs to a run, else 0; *SIZE: all of it. */
static bool belongs(const struct runs *runs, struct slice text, size_t at, size_t *size)
{
	unsigned char c = (unsigned char)text.ptr[at];
	uint32_t code;

	*size = 1;
	if (c < 0x80 && runs->words)
		return char_is_alnum(c) || c == '_';
	if (c < 0x80)
		return !char_is_space(c) && !memchr(runs->apart.ptr, c, runs->apart.len);
	code = utf8_decode(text.ptr + at, text.len - at, size);
	return runs->words ? utf8_is_word(code) : !utf8_is_space(code);
}

bool runs_next(const struct runs *runs, struct slice text, size_t from, struct span *found)
{
	size_t size;

	while (from < text.len && !belongs(runs, text, from, &size))
		from += size;
	found->start = from;
	while (from < text.len && belongs(runs, text, from, &size))
		from += size;
	found->end = from;
	return found->end > found->start;
}
