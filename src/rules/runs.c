#include "rules/runs.h"

#include <string.h>

#include "base/utf8.h"

static const char *const word_patterns[] = {"\\w+",         "(\\w+)",       "\\b\\w+\\b",
                                            "\\b(\\w+)\\b", "(\\b\\w+\\b)", "\\b(?:\\w+)\\b"};

/* Whether PATTERN is one; *APART: the marks that its runs have not. */
static bool read(struct slice pattern, bool *words, struct slice *apart)
{
	*words = true;
	*apart = slice_from("", 0);
	for (size_t i = 0; i < sizeof(word_patterns) / sizeof(word_patterns[0]); i++)
		if (slice_is(pattern, word_patterns[i]))
			return true;
	*words = false;
	if (slice_is(pattern, "\\S+"))
		return true;
	if (!slice_starts(pattern, "[^\\s") || !slice_ends(pattern, "]+"))
		return false;
	*apart = slice_sub(pattern, strlen("[^\\s"), pattern.len - strlen("]+"));
	for (size_t i = 0; i < apart->len; i++)
		if (!strchr(".,;:!?", apart->ptr[i]))
			return false;
	return true;
}

bool runs_of(struct slice pattern, struct runs *out)
{
	struct slice apart;

	*out = (struct runs){.words = false};
	if (!read(pattern, &out->words, &apart))
		return false;
	for (unsigned c = 0; c < 0x80; c++)
		if (out->words ? char_is_alnum((int)c) || c == '_'
		               : !char_is_space((int)c) && !memchr(apart.ptr, (int)c, apart.len))
			out->ascii[c / 64] |= UINT64_C(1) << c % 64;
	return true;
}

static bool belongs(const struct runs *runs, uint32_t code)
{
	return runs->words ? utf8_is_word(code) : !utf8_is_space(code);
}

/* Where the characters of TEXT from AT on no longer belong to a run (INSIDE), or
 * begin to. */
static size_t pass(const struct runs *runs, struct slice text, size_t at, bool inside)
{
	while (at < text.len) {
		unsigned char c = (unsigned char)text.ptr[at];
		size_t size = 1;

		if (c < 0x80
		        ? (runs->ascii[c / 64] >> c % 64 & 1) != inside
		        : belongs(runs, utf8_decode(text.ptr + at, text.len - at, &size)) != inside)
			break;
		at += size;
	}
	return at;
}

bool runs_next(const struct runs *runs, struct slice text, size_t from, struct span *found)
{
	found->start = pass(runs, text, from, false);
	found->end = pass(runs, text, found->start, true);
	return found->end > found->start;
}
