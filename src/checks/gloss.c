#include "checks/gloss.h"

#include <string.h>

#include "rules/sentence.h"
#include "rules/words.h"

/* The ways a form of words explains: how many words that takes, at least. */
enum { GLOSS_WORDS = 3, PARENTHESIS_WORDS = 2, APART_WORDS = 2, LEAD_WORDS = 2 };

/* How much of the text around a term is looked at for them, in bytes. */
enum { NEAR = 300, FAR = 1000 };

static const struct block *block_of(const struct gloss *gloss, const struct use *use)
{
	return &gloss->context->draft->document.blocks[use->block];
}

/* ---- the form of the sentence ---- */

/* The words of SPAN that no unknown term covers: an explanation in terms alone
 * explains nothing. */
static size_t count_plain_words(const struct gloss *gloss, const struct use *use, struct span span)
{
	struct slice text = block_text(block_of(gloss, use));
	size_t count = use_words(text, span, SIZE_MAX);

	for (const struct use *u = use + 1; u < gloss->uses->items + gloss->uses->count &&
	                                    u->block == use->block && u->text.start < span.end;
	     u++) {
		size_t words = use_words(text, u->text, SIZE_MAX);

		if (u->text.start >= span.start)
			count -= words < count ? words : count;
	}
	return count;
}

/* Where in SENTENCE the search for a form of explanation ends. */
static size_t near_end(struct span sentence, size_t at)
{
	return sentence.end < at + NEAR ? sentence.end : at + NEAR;
}

static size_t skip_blanks(struct slice text, size_t at)
{
	while (at < text.len && char_is_space(text.ptr[at]))
		at++;
	return at;
}

/* Bytes of a dash at AT that sets words apart; 0 when there is none. */
static size_t dash_at(struct slice text, size_t at)
{
	struct slice rest = slice_sub(text, at, text.len);

	if (slice_starts(rest, "\xE2\x80\x94"))
		return 3;
	if (slice_starts(rest, " \xE2\x80\x94") || slice_starts(rest, " \xE2\x80\x93 "))
		return 4;
	if (slice_starts(rest, " -- "))
		return 3;
	return slice_starts(rest, " - ") ? 2 : 0;
}

/* Whether the word at AT, which follows a comma, opens an apposition. */
static bool opens_apposition(struct slice text, size_t at)
{
	static const char *const words[] = {
	    "a",    "an",     "the",       "which",       "who",   "where",   "whose",
	    "i",    "or",     "meaning",   "its",         "that",  "so",      "our",
	    "what", "namely", "basically", "essentially", "think", "similar", "like"};
	struct word word;

	if (!word_next(text, at, &word) || word.start != at)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_equal_fold(slice_sub(text, word.start, word.end), slice_of(words[i])))
			return true;
	return false;
}

static size_t find_byte(struct slice text, char byte, size_t from, size_t end)
{
	while (from < end && text.ptr[from] != byte)
		from++;
	return from;
}

/* Whether an explanation begins at AT, right behind the term of USE. */
static bool explains_at(const struct gloss *gloss, const struct use *use, size_t at)
{
	struct slice text = block_text(block_of(gloss, use));
	size_t end = near_end(use->sentence, at);
	size_t dash = at < end ? dash_at(text, at) : 0;
	size_t start = skip_blanks(text, at);

	if (dash)
		return count_plain_words(gloss, use, (struct span){at + dash, end}) >= GLOSS_WORDS;
	if (start >= end)
		return false;
	if (text.ptr[start] == '(') {
		struct span inside = {start + 1, find_byte(text, ')', start, end)};

		return count_plain_words(gloss, use, inside) >= PARENTHESIS_WORDS;
	}
	if (start > at)
		return false;
	if (text.ptr[at] == ':')
		return count_plain_words(gloss, use, (struct span){at + 1, end}) >= GLOSS_WORDS;
	if (text.ptr[at] != ',')
		return false;
	start = skip_blanks(text, at + 1);
	return start < end && opens_apposition(text, start) &&
	       count_plain_words(gloss, use,
	                         (struct span){start, find_byte(text, ',', start, end)}) >
	           GLOSS_WORDS;
}

/* Where the words begin that USE's term may be the subject of. */
static size_t clause_start(struct slice text, const struct use *use)
{
	size_t start = use->text.start;

	while (start > use->sentence.start && use->text.start - start < NEAR &&
	       !strchr(":;,", text.ptr[start - 1]))
		start--;
	return start;
}

/* "… is a …", "… are what …", "… means …": the sentence defines its subject. */
static bool defines_at(const struct gloss *gloss, const struct use *use, size_t at)
{
	static const char *const verbs[] = {"is", "are", "means", "mean", "refers", "stands"};
	static const char *const articles[] = {"a",   "an", "the", "what",  "how",  "like",
	                                       "our", "to", "for", "where", "just", "simply"};
	struct slice text = block_text(block_of(gloss, use));
	struct word verb;
	struct word article;
	bool is_verb = false;

	if (use_words(text, (struct span){clause_start(text, use), use->text.start},
	              LEAD_WORDS + 1) > LEAD_WORDS ||
	    !word_next(text, at, &verb) || verb.start != skip_blanks(text, at) ||
	    !word_next(text, verb.end, &article) || article.start >= use->sentence.end)
		return false;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		is_verb = is_verb || slice_equal_fold(slice_sub(text, verb.start, verb.end),
		                                      slice_of(verbs[i]));
	for (size_t i = 0; is_verb && i < sizeof(articles) / sizeof(articles[0]); i++)
		if (slice_equal_fold(slice_sub(text, article.start, article.end),
		                     slice_of(articles[i])))
			return true;
	return false;
}

/* "restarts what crashed (supervision)": plain words first, then the term. */
static bool stands_in_parenthesis(const struct gloss *gloss, const struct use *use)
{
	struct slice text = block_text(block_of(gloss, use));
	size_t open = use->text.start;
	size_t end = near_end(use->sentence, use->text.end);

	while (open > use->sentence.start && use->text.start - open < NEAR / 4 &&
	       !strchr("()", text.ptr[open]))
		open--;
	return open > use->sentence.start && text.ptr[open] == '(' &&
	       find_byte(text, ')', use->text.end, end) < end &&
	       use_words(text, (struct span){open, use->text.start}, LEAD_WORDS + 1) <=
	           LEAD_WORDS &&
	       use_words(text, (struct span){use->sentence.start, open}, GLOSS_WORDS) ==
	           GLOSS_WORDS;
}

/* The form of the sentence explains the term. Up to two words may stand between
 * the term and the explanation: "OTP supervision trees (…)". */
static bool form_explains(const struct gloss *gloss, const struct use *use)
{
	struct slice text = block_text(block_of(gloss, use));
	size_t at = use->text.end;
	struct word word;

	for (size_t skipped = 0; skipped <= APART_WORDS; skipped++) {
		if (explains_at(gloss, use, at) || defines_at(gloss, use, at))
			return true;
		/* Only a blank or hyphen, or the phrase has ended. */
		if (at >= text.len || !strchr(" -/", text.ptr[at]) || !word_next(text, at, &word) ||
		    word.start != at + 1)
			break;
		at = word.end;
	}
	return stands_in_parenthesis(gloss, use);
}

/* ---- what the pack's words explain ---- */

/* The sentence behind USE's: in its block, or at the beginning of the next text
 * of the same section. False when there is none. */
static bool next_sentence(const struct gloss *gloss, const struct use *use, size_t *block,
                          struct span *sentence)
{
	const struct check_context *context = gloss->context;
	const struct document *document = &context->draft->document;

	*block = use->block;
	if (sentence_next(block_text(&document->blocks[use->block]), use->sentence.end, sentence))
		return true;
	for (size_t i = use->block + 1; i < context->end_block; i++) {
		const struct block *next = &document->blocks[i];

		if (next->kind == BLOCK_HEADING)
			return false;
		if (i < context->first_block || next->kind == BLOCK_CODE ||
		    next->kind == BLOCK_ALT || next->kind == BLOCK_FIELD)
			continue;
		*block = i;
		return sentence_next(block_text(next), 0, sentence);
	}
	return false;
}

/* Whether the words of the glossary's own explanation stand in SPAN, or in so
 * much of it as is near the place AT. */
static bool says_plainly(const struct gloss *gloss, const struct term *term, size_t block,
                         struct span span, size_t at)
{
	const struct check_context *context = gloss->context;
	struct slice text = block_text(&context->draft->document.blocks[block]);
	struct slice plain = slice_of(term->plain);

	span.start = span.start + FAR < at ? at - FAR : span.start;
	span.end = span.end > at + FAR ? at + FAR : span.end;
	if (use_says(context, term->plain_list, block, span))
		return true;
	for (size_t i = span.start; plain.len && i + plain.len <= span.end; i++)
		if (slice_equal_fold(slice_sub(text, i, i + plain.len), plain))
			return true;
	return false;
}

/* A phrase that introduces an explanation: behind the term in its sentence, or
 * just before it ("a small worker, called a <term>"). */
static bool gloss_introduces(const struct gloss *gloss, const struct use *use)
{
	const struct check_context *context = gloss->context;
	struct slice text = block_text(block_of(gloss, use));
	uint32_t list = context->pack->glosses;
	const struct hit *hit = hits_first_in(context->hits, list, use->block);

	for (; hit && hit->block == use->block && hit->start < use->sentence.end;
	     hit = hits_next(context->hits, hit)) {
		if (hit->start >= use->text.end)
			return true;
		if (hit->start >= use->sentence.start && hit->end <= use->text.start &&
		    use_words(text, (struct span){hit->end, use->text.start}, APART_WORDS) <
		        APART_WORDS)
			return true;
	}
	return false;
}

/* A sentence or cell that is nothing but the term is a label: what follows it in
 * the block, or in the next cell, explains it. */
static bool is_label(const struct gloss *gloss, const struct use *use)
{
	struct slice text = block_text(block_of(gloss, use));
	size_t words = use_words(text, use->text, SIZE_MAX);

	return use_words(text, use->sentence, words + 2) <= words + 1;
}

bool gloss_explains(const struct gloss *gloss, const struct term *term, const struct use *use)
{
	const struct check_context *context = gloss->context;
	const struct document *document = &context->draft->document;
	struct span next;
	size_t block;

	if (form_explains(gloss, use) || gloss_introduces(gloss, use) ||
	    says_plainly(gloss, term, use->block, (struct span){use->before, use->sentence.end},
	                 use->text.start))
		return true;
	if (!next_sentence(gloss, use, &block, &next))
		return false;
	if (is_label(gloss, use) &&
	    (block == use->block || document->blocks[block].kind == BLOCK_CELL) &&
	    use_words(block_text(&document->blocks[block]), next, GLOSS_WORDS) == GLOSS_WORDS)
		return true;
	return use_says(context, context->pack->glosses, block, next) ||
	       says_plainly(gloss, term, block, next, next.start);
}
