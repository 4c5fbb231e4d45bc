#include "rules/sentence.h"

#include <string.h>

#include "base/lanes.h"
#include "base/utf8.h"

/* English abbreviations that are followed by more of the sentence. Grammar, not
 * belief: no pack has a reason to change them. What may as well end a sentence
 * ("etc.", "Inc.") does so when a capital follows, as any word does. */
static const char *const abbreviations[] = {"e.g", "i.e",  "vs", "cf",  "mr",     "mrs", "ms",
                                            "dr",  "prof", "st", "viz", "approx", "u.s", "u.k"};

/* Abbreviations before a number, words elsewhere: "no. 5", "the answer is no." */
static const char *const number_abbreviations[] = {
    "no",  "nos", "fig", "figs", "sec", "ch",  "vol", "pp",  "ed",   "eds", "al",  "est", "ca",
    "jan", "feb", "mar", "apr",  "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"};

/* Whether the full stop at DOT belongs to its word; NEXT is what follows it. */
static bool is_abbreviation(struct slice text, size_t dot, size_t next)
{
	enum { LONGEST = 8 };
	size_t start = dot;
	struct slice word;

	while (start > 0 && dot - start <= LONGEST &&
	       (char_is_alnum(text.ptr[start - 1]) || text.ptr[start - 1] == '.'))
		start--;
	word = slice_sub(text, start, dot);
	if (word.len == 1 && char_is_alpha(word.ptr[0]) && word.ptr[0] != 'I')
		return true;
	return SLICE_IN(word, abbreviations) ||
	       (char_is_digit(text.ptr[next]) && SLICE_IN(word, number_abbreviations));
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

/* Whether what stands at AT can begin a sentence: anything but a small letter,
 * and names that are written with one ("iOS", "gRPC", "req_llm"). */
static bool begins(struct slice text, size_t at)
{
	if (at >= text.len || !(text.ptr[at] >= 'a' && text.ptr[at] <= 'z'))
		return true;
	while (++at < text.len && (char_is_alnum(text.ptr[at]) || text.ptr[at] == '_'))
		if (text.ptr[at] == '_' || (text.ptr[at] >= 'A' && text.ptr[at] <= 'Z'))
			return true;
	return false;
}

/* A run of marks that may end a sentence. */
struct stop {
	size_t end;
	bool sure; /* holds an exclamation or question mark */
	bool wide; /* holds one of the ideographic marks: no blank need follow */
};

static struct stop stop_at(struct slice text, size_t at)
{
	static const struct {
		const char *mark;
		bool sure;
		bool wide;
	} marks[] = {{".", false, false},
	             {"!", true, false},
	             {"?", true, false},
	             {"\xE2\x80\xA6", false, false},
	             {"\xE3\x80\x82", false, true},
	             {"\xEF\xBC\x81", true, true},
	             {"\xEF\xBC\x9F", true, true}};
	struct stop stop = {at, false, false};
	size_t i = 0;

	while (i < sizeof(marks) / sizeof(marks[0]) && stop.end < text.len) {
		if (slice_starts(slice_sub(text, stop.end, text.len), marks[i].mark)) {
			stop.end += strlen(marks[i].mark);
			stop.sure = stop.sure || marks[i].sure;
			stop.wide = stop.wide || marks[i].wide;
			i = 0;
		} else {
			i++;
		}
	}
	return stop;
}

/* The end of a sentence that STOP at AT ends; 0 when it ends none. */
static size_t end_of(struct slice text, size_t at, const struct stop *stop)
{
	size_t end = stop->end;
	size_t next;

	for (size_t len; end < text.len && (len = closer(text, end)); end += len)
		;
	if (stop->wide)
		return end;
	if (end < text.len && !char_is_space(text.ptr[end]))
		return 0;
	for (next = end; next < text.len && char_is_space(text.ptr[next]);)
		next++;
	if (end == at + 1 && text.ptr[at] == '.' && next < text.len &&
	    is_abbreviation(text, at, next))
		return 0;
	return !stop->sure && !begins(text, next) ? 0 : end;
}

/* Whether a mark that may end a sentence can begin with C. */
static bool may_stop(char c)
{
	return c == '.' || c == '!' || c == '?' || c == '\xE2' || c == '\xE3' || c == '\xEF';
}

/* The first byte from AT on with which such a mark may begin; the text's length when
 * there is none. */
static size_t next_stop(struct slice text, size_t at)
{
	while (at < text.len) {
		if (text.len - at >= LANE_BYTES) {
			struct lane lane = lane_load(text.ptr + at);
			struct lane stops = lane_or(lane_or(lane_is(lane, '.'), lane_is(lane, '!')),
			                            lane_is(lane, '?'));
			uint64_t may = lane_mask(stops) | lane_foreign(lane);

			if (!may) {
				at += LANE_BYTES;
				continue;
			}
			at += mask_before(may);
		}
		if (may_stop(text.ptr[at]))
			break;
		at++;
	}
	return at;
}

bool sentence_next(struct slice text, size_t from, struct span *sentence)
{
	while (from < text.len && char_is_space(text.ptr[from]))
		from++;
	if (from >= text.len)
		return false;
	sentence->start = from;
	for (size_t i = next_stop(text, from); i < text.len; i = next_stop(text, i)) {
		struct stop stop = stop_at(text, i);

		if (stop.end == i) {
			i++;
			continue;
		}
		sentence->end = end_of(text, i, &stop);
		if (sentence->end)
			return true;
		i = stop.end;
	}
	sentence->end = text.len;
	while (sentence->end > from && char_is_space(text.ptr[sentence->end - 1]))
		sentence->end--;
	return true;
}

/* ---- quotations ---- */

static const struct marks {
	const char *open;
	const char *close;
	size_t limit; /* bytes; a longer quotation is a mark that went astray */
	bool joined;  /* a word may follow the closing mark: no blanks in this script */
} quotation_marks[] = {
    {"\"", "\"", 1000, false},
    {"\xE2\x80\x9C", "\xE2\x80\x9D", 1000, false},
    {"\xE2\x80\x9E", "\xE2\x80\x9C", 1000, false},
    {"\xC2\xAB", "\xC2\xBB", 1000, false},
    {"\xE3\x80\x8C", "\xE3\x80\x8D", 1000, true},
    {"\xE2\x80\x98", "\xE2\x80\x99", 200, false},
    {"'", "'", 200, false},
};

/* Whether a letter or digit ends right before AT, or begins there. */
static bool follows_word(struct slice text, size_t at)
{
	size_t size;

	if (at == 0)
		return false;
	at = utf8_before(text.ptr, at);
	return utf8_is_word(utf8_decode(text.ptr + at, text.len - at, &size));
}

static bool begins_word(struct slice text, size_t at)
{
	size_t size;

	return at < text.len && utf8_is_word(utf8_decode(text.ptr + at, text.len - at, &size));
}

/* Whether a quotation opens at AT: of marks that are the same on both sides one
 * that opens follows no word and touches one. */
static bool opens(struct slice text, size_t at, const struct marks *marks)
{
	size_t after = at + strlen(marks->open);

	if (!slice_starts(slice_sub(text, at, text.len), marks->open))
		return false;
	return after > at + 1 ||
	       (!follows_word(text, at) && after < text.len && !char_is_space(text.ptr[after]));
}

/* Where the quotation whose text begins at FROM has closed; SIZE_MAX when it
 * never does. No mark that closes lies before *BARREN: it grows with failures,
 * so that a row of marks that open is looked through once. */
static size_t close_of(struct slice text, size_t from, const struct marks *marks, size_t *barren)
{
	size_t limit = from + marks->limit < text.len ? from + marks->limit : text.len;
	struct slice near = slice_sub(text, 0, limit);
	size_t at = from > *barren ? from : *barren;

	while (at < limit && (at = slice_find(near, marks->close, at)) != SIZE_MAX) {
		at += strlen(marks->close);
		if (marks->joined || !begins_word(text, at))
			return at;
	}
	*barren = limit;
	return SIZE_MAX;
}

bool quotation_next(struct slice text, size_t from, struct span *quotation)
{
	enum { KINDS = sizeof(quotation_marks) / sizeof(quotation_marks[0]) };
	size_t barren[KINDS] = {0};

	for (; from < text.len; from++) {
		if (char_is_alnum(text.ptr[from]) || text.ptr[from] == ' ')
			continue;
		for (size_t i = 0; i < KINDS; i++) {
			const struct marks *marks = &quotation_marks[i];
			size_t end;

			if (!opens(text, from, marks))
				continue;
			end = close_of(text, from + strlen(marks->open), marks, &barren[i]);
			if (end != SIZE_MAX) {
				*quotation = (struct span){from, end};
				return true;
			}
		}
	}
	return false;
}
