#include "rules/statistics.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "rules/sentence.h"

enum { WORD_MAX = 64 };

/* ---- syllables ---- */

/*
 * Groups of vowels, less those that are not heard, more those that are two.
 * "^" and "$" are the word's ends, "C" is a consonant, "V" a vowel.
 */
static const char *const silent[] = {"cial",   "tia",   "cius",  "cious", "gui",   "ion",
                                     "iou",    "sia$",  "Cely$", "Cely.", "eaux$", "Vged$",
                                     "Vched$", "Vsed$", "CCes$", "ques$", "gues$", "Cles$"};
static const char *const split[] = {"ia",   "riet", "dien",  "iu",    "io",    "ii",    "eo",
                                    "ism$", "^mc",  "dnt$",  "lien",  "^coad", "^coag", "uity",
                                    "uous", "bl$",  "creat", "being", "nuity", "ying",  "Cl$C"};

static bool is_vowel(char c)
{
	return c && strchr("aeiouy", c) != NULL;
}

/* Whether PART is found at AT of WORD. */
static bool stands_at(const char *word, size_t len, size_t at, const char *part)
{
	if (*part == '^') {
		if (at)
			return false;
		part++;
	}
	for (; *part; part++, at++) {
		if (*part == '$')
			return at == len;
		if (at >= len)
			return false;
		if (*part == 'C'
		        ? is_vowel(word[at])
		        : (*part == 'V' ? !is_vowel(word[at]) : *part != '.' && *part != word[at]))
			return false;
	}
	return true;
}

static size_t count_parts(const char *word, size_t len, const char *const *parts, size_t count)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t at = 0; at < len; at++)
			found += stands_at(word, len, at, parts[i]);
	return found;
}

size_t statistics_syllables(struct slice text)
{
	char word[WORD_MAX];
	size_t len = 0;
	size_t groups = 0;
	size_t less;

	for (size_t i = 0; i < text.len && len < WORD_MAX; i++)
		if (char_is_alpha(text.ptr[i]))
			word[len++] = char_lower(text.ptr[i]);
	if (len < 3)
		return 1;
	/* "used", "makes": an e that is not heard. */
	if (word[len - 1] == 'e' && !(word[len - 2] == 'l' && !is_vowel(word[len - 3])))
		len--;
	else if (len > 3 && word[len - 2] == 'e' &&
	         ((word[len - 1] == 'd' && !strchr("td", word[len - 3])) ||
	          (word[len - 1] == 's' && !strchr("cgsxz", word[len - 3]) &&
	           word[len - 3] != 'h')))
		len -= 2;
	for (size_t i = 0; i < len; i++)
		groups += is_vowel(word[i]) && (i == 0 || !is_vowel(word[i - 1]));
	groups += count_parts(word, len, split, sizeof(split) / sizeof(split[0]));
	less = count_parts(word, len, silent, sizeof(silent) / sizeof(silent[0]));
	return groups > less ? groups - less : 1;
}

/* ---- words ---- */

/* "U.S." and the like, at AT: a word of single letters; 0 when there is none. */
static size_t initials(struct slice text, size_t at)
{
	size_t end = at;

	while (end + 1 < text.len && text.ptr[end] >= 'A' && text.ptr[end] <= 'Z' &&
	       text.ptr[end + 1] == '.')
		end += 2;
	return end >= at + 4 ? end - at : 0;
}

/* Counts the word that begins at AT; returns where it ends. */
static size_t add_word(struct statistics *out, struct slice text, size_t at)
{
	size_t end = at + initials(text, at);
	struct slice word;
	size_t syllables;

	for (size_t size; end < text.len && end >= at; end += size) {
		uint32_t code = utf8_decode(text.ptr + end, text.len - end, &size);

		if (code != '\'' && (code == '_' || code == UINT32_MAX || !utf8_is_word(code)))
			break;
		out->characters += code != '\'';
	}
	word = slice_sub(text, at, end);
	syllables = statistics_syllables(word);
	out->words++;
	out->syllables += syllables;
	out->long_words += word.len > 6;
	out->polysyllabic += syllables > 2;
	if (slice_ends(word, "es") || slice_ends(word, "ed") || slice_ends(word, "ing"))
		syllables--;
	out->complex += syllables > 2;
	return end;
}

static void count_words(struct statistics *out, struct slice text)
{
	for (size_t at = 0, size; at < text.len;) {
		uint32_t code = utf8_decode(text.ptr + at, text.len - at, &size);

		if (code == '\'' || (code != '_' && code != UINT32_MAX && utf8_is_word(code)))
			at = add_word(out, text, at);
		else
			at += size;
	}
}

struct statistics statistics_of(struct slice text)
{
	struct statistics out = {0};
	struct span sentence;

	for (size_t start = 0, end; start < text.len; start = end + 2) {
		struct slice paragraph;

		end = slice_find(text, "\n\n", start);
		if (end == SIZE_MAX)
			end = text.len;
		paragraph = slice_sub(text, start, end);
		out.paragraphs++;
		for (size_t at = 0; sentence_next(paragraph, at, &sentence); at = sentence.end)
			out.sentences++;
		count_words(&out, paragraph);
	}
	return out;
}
