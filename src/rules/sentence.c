#include "rules/sentence.h"

#include <string.h>

#include "base/utf8.h"

/* English abbreviations that are followed by more of the sentence. Grammar, not
 * belief: no pack has a reason to change them. */
static const char *const abbreviations[] = {
    "e.g", "i.e",  "vs",  "etc",  "cf",  "mr",     "mrs", "ms",  "dr",   "prof", "st",  "no",
    "nos", "fig",  "sec", "ch",   "vol", "approx", "inc", "ltd", "corp", "co",   "jr",  "sr",
    "al",  "ed",   "eds", "dept", "est", "jan",    "feb", "mar", "apr",  "jun",  "jul", "aug",
    "sep", "sept", "oct", "nov",  "dec", "u.s",    "u.k", "a.m", "p.m"};

/* Whether the full stop at DOT (offset of '.') belongs to its word. */
static bool is_abbreviation(struct slice text, size_t dot)
{
	size_t start = dot;
	struct slice word;

	while (start > 0 && (char_is_alnum(text.ptr[start - 1]) || text.ptr[start - 1] == '.'))
		start--;
	word = slice_sub(text, start, dot);
	if (word.len == 1 && char_is_alpha(word.ptr[0]) && word.ptr[0] != 'I')
		return true;
	for (size_t i = 0; i < sizeof(abbreviations) / sizeof(abbreviations[0]); i++)
		if (slice_equal_fold(word, slice_of(abbreviations[i])))
			return true;
	return false;
}

/* Bytes of a closing quote or bracket at AT, 0 when there is none. */
static size_t closer(struct slice text, size_t at)
{
	static const char *const closers[] = {"\"",           "'",           ")", "]", "*",
	                                      "\xE2\x80\x9D", "\xE2\x80\x99"};

	for (size_t i = 0; i < sizeof(closers) / sizeof(closers[0]); i++)
		if (slice_starts(slice_sub(text, at, text.len), closers[i]))
			return strlen(closers[i]);
	return 0;
}

/* Whether what stands at AT can begin a sentence: anything but a small letter. */
static bool begins(struct slice text, size_t at)
{
	return at >= text.len || !(text.ptr[at] >= 'a' && text.ptr[at] <= 'z');
}

/* The end of a sentence that has a terminator at AT; 0 when none ends there. */
static size_t end_at(struct slice text, size_t at)
{
	char mark = text.ptr[at];
	size_t end = at + 1;
	size_t next;

	if (mark != '.' && mark != '!' && mark != '?')
		return 0;
	while (end < text.len && strchr(".!?", text.ptr[end]))
		end++;
	for (size_t len; end < text.len && (len = closer(text, end)); end += len)
		;
	if (end < text.len && !char_is_space(text.ptr[end]))
		return 0;
	for (next = end; next < text.len && char_is_space(text.ptr[next]);)
		next++;
	if (mark == '.' && end == at + 1 && is_abbreviation(text, at) && next < text.len)
		return 0;
	return mark == '.' && !begins(text, next) ? 0 : end;
}

bool sentence_next(struct slice text, size_t from, struct span *sentence)
{
	while (from < text.len && char_is_space(text.ptr[from]))
		from++;
	if (from >= text.len)
		return false;
	sentence->start = from;
	for (size_t i = from; i < text.len; i++) {
		size_t end = end_at(text, i);

		if (end) {
			sentence->end = end;
			return true;
		}
	}
	sentence->end = text.len;
	while (sentence->end > from && char_is_space(text.ptr[sentence->end - 1]))
		sentence->end--;
	return true;
}

struct span sentence_at(struct slice text, size_t at)
{
	struct span sentence = {0, text.len};

	while (sentence_next(text, sentence.end == text.len ? 0 : sentence.end, &sentence))
		if (at < sentence.end || sentence.end >= text.len)
			break;
	return sentence;
}
