#include "rules/clause.h"

#include <string.h>

#include "base/utf8.h"
#include "rules/words.h"

/* How far a negation reaches, in bytes and, behind the phrase, in words. */
enum { REACH_BEFORE = 200, REACH_AFTER = 3 };

/* What a word of a clause does to the words after it. */
enum reach {
	REACH_NONE,
	REACH_NOUN,   /* "no", "without", "if": up to the next comma */
	REACH_CLAUSE, /* "not", "never", "cannot": past commas, up to a new subject */
};

static const char *const noun_denials[] = {"no", "without", "hardly", "if", "whether", "unless"};

static const char *const clause_denials[] = {
    "not",     "cannot",   "never",  "nobody",  "nothing", "none", "neither", "nor",    "rarely",
    "seldom",  "avoid",    "unlike", "rather",  "instead", "myth", "lack",    "lacks",  "refuse",
    "refuses", "illusion", "stop",   "pretend", "cant",    "wont", "dont",    "doesnt", "isnt"};

/* Words that begin a clause of their own. */
static const char *const openers[] = {"but",      "yet",    "however", "because",
                                      "although", "though", "while",   "whereas"};

/* Words that begin one after a comma: a new subject. */
static const char *const subjects[] = {
    "it",    "we",   "you", "they", "this", "that", "these", "those", "the", "our", "your", "its",
    "every", "each", "a",   "an",   "so",   "then", "i",     "he",    "she", "all", "just", "and"};

static const char *const copulas[] = {"is",  "are",  "was",   "were",   "does", "do",  "did",
                                      "can", "will", "would", "should", "must", "has", "have"};

/* After a copula, or joined to it ("isn't"). */
static const char *const predicates[] = {"not",         "never",    "impossible", "unrealistic",
                                         "unavailable", "unlikely", "cannot"};

/* Whether the word is the "t" of "doesn't": the apostrophe ends a word. */
static bool is_contracted_not(struct slice text, const struct word *word)
{
	size_t size;
	size_t mark;

	if (!word->start || word->end - word->start != 1 ||
	    char_lower(text.ptr[word->start]) != 't')
		return false;
	mark = utf8_before(text.ptr, word->start);
	return mark > 0 && word_gap(text, mark, &size) == '\'' &&
	       char_lower(text.ptr[mark - 1]) == 'n';
}

/* What stands between two words: whether a clause, or a part of one, ends there. */
struct gap {
	bool ends;
	bool comma;
};

static struct gap gap_in(struct slice text, size_t start, size_t end)
{
	struct gap gap = {false, false};
	struct slice between = slice_sub(text, start, end);

	for (size_t i = 0; i < between.len; i++) {
		gap.comma = gap.comma || between.ptr[i] == ',';
		gap.ends = gap.ends || strchr(";:()[]!?", between.ptr[i]) != NULL;
	}
	gap.ends = gap.ends || slice_find(between, "\xE2\x80\x94", 0) != SIZE_MAX ||
	           slice_find(between, " - ", 0) != SIZE_MAX ||
	           slice_find(between, "\xE2\x80\x93 ", 0) != SIZE_MAX ||
	           slice_find(between, ". ", 0) != SIZE_MAX;
	return gap;
}

/* The reach at WORD, from REACH before it. */
static enum reach step(struct slice text, const struct word *word, struct gap gap, enum reach reach,
                       bool *after_comma)
{
	struct slice letters = slice_sub(text, word->start, word->end);

	*after_comma = gap.comma || (*after_comma && !gap.ends);
	if (gap.ends || (gap.comma && reach == REACH_NOUN) || SLICE_IN(letters, openers) ||
	    (gap.comma && SLICE_IN(letters, subjects)))
		reach = REACH_NONE;
	/* "not only safe": the safety is said. */
	if (reach == REACH_CLAUSE && (slice_equal_fold(letters, slice_of("only")) ||
	                              slice_equal_fold(letters, slice_of("just"))))
		return REACH_NONE;
	if (is_contracted_not(text, word) || SLICE_IN(letters, clause_denials))
		return REACH_CLAUSE;
	return SLICE_IN(letters, noun_denials) && reach == REACH_NONE ? REACH_NOUN : reach;
}

static bool is_denied_before(struct slice text, struct span sentence, struct span phrase)
{
	size_t at = sentence.start;
	enum reach reach = REACH_NONE;
	bool after_comma = false;
	struct word word;

	if (phrase.start - at > REACH_BEFORE) {
		at = phrase.start - REACH_BEFORE;
		while (at < phrase.start && text.ptr[at] != ' ')
			at++;
	}
	for (; word_next(text, at, &word) && word.start < phrase.start; at = word.end)
		reach = step(text, &word, gap_in(text, at, word.start), reach, &after_comma);
	if (at < phrase.start) {
		struct gap gap = gap_in(text, at, phrase.start);

		if (gap.ends || (gap.comma && reach == REACH_NOUN))
			return false;
	}
	return reach != REACH_NONE;
}

/* "… is not", "… are impossible", "… is a myth" */
static bool is_denied_after(struct slice text, struct span sentence, struct span phrase)
{
	bool copula = false;
	struct word word;
	size_t at = phrase.end;

	for (unsigned words = 0;
	     words < REACH_AFTER + 3 && word_next(text, at, &word) && word.start < sentence.end;
	     at = word.end, words++) {
		struct slice letters = slice_sub(text, word.start, word.end);
		struct gap gap = gap_in(text, at, word.start);

		if (gap.ends || gap.comma)
			return false;
		if (copula && (is_contracted_not(text, &word) || SLICE_IN(letters, predicates) ||
		               slice_equal_fold(letters, slice_of("myth"))))
			return true;
		if (slice_equal_fold(letters, slice_of("cannot")))
			return true;
		/* "isn" of "isn't" */
		copula = copula || SLICE_IN(letters, copulas) ||
		         (letters.len > 2 && char_lower(letters.ptr[letters.len - 1]) == 'n' &&
		          SLICE_IN(slice_sub(letters, 0, letters.len - 1), copulas));
		if (!copula && words >= REACH_AFTER - 1)
			return false;
		if (!copula && (slice_equal_fold(letters, slice_of("that")) ||
		                slice_equal_fold(letters, slice_of("your")) ||
		                slice_equal_fold(letters, slice_of("you"))))
			return false;
	}
	return false;
}

bool clause_asks(struct slice text, struct span sentence)
{
	struct slice words = slice_sub(text, sentence.start, sentence.end);

	while (words.len && strchr("\"')]*", words.ptr[words.len - 1]))
		words.len--;
	return slice_ends(words, "?") || slice_ends(words, "\xEF\xBC\x9F") ||
	       slice_ends(words, "?\xE2\x80\x9D");
}

bool clause_denies(struct slice text, struct span sentence, struct span phrase)
{
	return is_denied_before(text, sentence, phrase) || is_denied_after(text, sentence, phrase);
}
