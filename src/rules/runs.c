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
	memset(out->of, RUNS_FOREIGN, sizeof(out->of));
	for (int c = 0; c < 0x80; c++) {
		bool inside = out->words ? char_is_alnum(c) || c == '_'
		                         : !char_is_space(c) && !memchr(apart.ptr, c, apart.len);

		out->of[c] = inside ? RUNS_INSIDE : RUNS_APART;
	}
	return true;
}

static bool belongs(const struct runs *runs, uint32_t code)
{
	return runs->words ? utf8_is_word(code) : !utf8_is_space(code);
}

/* Where the characters of TEXT from AT on are no longer KIND. */
static inline size_t pass(const struct runs *runs, struct slice text, size_t at,
                          enum runs_byte kind)
{
	for (;;) {
		size_t size;

		while (at < text.len && runs->of[(unsigned char)text.ptr[at]] == kind)
			at++;
		if (at >= text.len || runs->of[(unsigned char)text.ptr[at]] != RUNS_FOREIGN ||
		    belongs(runs, utf8_decode(text.ptr + at, text.len - at, &size)) !=
		        (kind == RUNS_INSIDE))
			return at;
		at += size;
	}
}

bool runs_next(const struct runs *runs, struct slice text, size_t from, struct span *found)
{
	found->start = pass(runs, text, from, RUNS_APART);
	found->end = pass(runs, text, found->start, RUNS_INSIDE);
	return found->end > found->start;
}
