/*
 * Positioning: the product is defined in one way, the pack's anchor.
 *
 * Hunts sentences that define the product ("<Product> is a …", "<Product>: the
 * …", "<Product> — an …") in other words than the anchor or one of the accepted
 * sentences; words are compared, not case, spaces or punctuation, and a sentence
 * may go on after the anchor. Title, description and headings count as the text
 * does; questions, quotations, code and other names that begin with the
 * product's ("<Product> AI is a …", "<Product>.Signal is a …") do not.
 *
 * What says how good the product is ("is a strong choice") or what the text is
 * ("<Product>: a tour") is no definition. One hidden in mid-sentence ("…, which
 * is why <product>, the framework, …") is not seen, nor a paraphrase of another
 * form ("we built a runtime").
 */
#include "checks/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "checks/mend.h"
#include "rules/clause.h"
#include "rules/sentence.h"
#include "rules/words.h"

enum { POSITIONING_DRIFT };

static const struct rule rules[] = {
    [POSITIONING_DRIFT] = {"positioning-drift", SEVERITY_WARNING, NULL,
                           "the product is defined in other words than the positioning anchor",
                           "A reader who meets three definitions remembers none.",
                           "<Product> is a toolbox for everything.", "<the anchor>", true, false},
};

/* A definition in a block's text. */
struct definition {
	struct span sentence;
	size_t start;   /* of the product's name */
	size_t article; /* where what it is defined as begins */
	bool copula;    /* "is", not a colon or a dash */
};

/* ---- how a definition is recognised ---- */

static size_t skip_blanks(struct slice text, size_t at)
{
	while (at < text.len && char_is_space(text.ptr[at]))
		at++;
	return at;
}

/* Where the product's name at AT ends; 0 when it does not stand there, or when
 * it goes on to another name ("<Product>.Signal", "<product>_action"). */
static size_t product_at(struct slice text, size_t at, struct slice product)
{
	size_t end = at + product.len;

	if (end >= text.len || !slice_equal_fold(slice_sub(text, at, end), product) ||
	    word_end(text, end) != end)
		return 0;
	return end;
}

/* Past a parenthesis behind the name: "<Product> (自動) is a …". */
static size_t skip_parenthesis(struct slice text, size_t at, size_t end)
{
	size_t open = skip_blanks(text, at);
	size_t close = open;

	if (open >= end || text.ptr[open] != '(')
		return at;
	while (close < end && text.ptr[close] != ')')
		close++;
	return close < end ? close + 1 : at;
}

/* Past " is", a colon or a dash behind the name; 0 when there is none. */
static size_t skip_link(struct slice text, size_t at, bool *copula)
{
	static const char *const signs[] = {
	    ":", " \xE2\x80\x94 ", "\xE2\x80\x94", " \xE2\x80\x93 ", " - ", " -- "};
	struct word word;

	*copula = false;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (slice_starts(slice_sub(text, at, text.len), signs[i]))
			return at + strlen(signs[i]);
	if (skip_blanks(text, at) == at || !word_next(text, at, &word) ||
	    word.start != skip_blanks(text, at) ||
	    !word_equal(slice_sub(text, word.start, word.end), slice_of("is")))
		return 0;
	*copula = true;
	return word.end;
}

/* The article that begins what the product is defined as, past an adverb. */
static bool find_article(struct slice text, size_t at, size_t *article, size_t *end)
{
	static const char *const adverbs[] = {
	    "simply", "essentially", "basically", "primarily", "fundamentally", "really", "just"};
	static const char *const articles[] = {"a", "an", "the"};
	struct word word;

	if (!word_next(text, at, &word) || word.start != skip_blanks(text, at))
		return false;
	if (SLICE_IN(slice_sub(text, word.start, word.end), adverbs)) {
		at = word.end;
		if (!word_next(text, at, &word) || word.start != skip_blanks(text, at))
			return false;
	}
	*article = word.start;
	*end = word.end;
	return SLICE_IN(slice_sub(text, word.start, word.end), articles) && word.end < text.len &&
	       char_is_space(text.ptr[word.end]);
}

/*
 * Whether the words from AT on name a kind of thing: their head, the last word
 * before a preposition, a relative or a mark, is not one that judges, relates or
 * names the text itself.
 */
static bool names_kind(struct slice text, size_t at, size_t end)
{
	static const char *const stops[] = {
	    "for",  "of",      "that",  "which",  "who",   "to",      "in",    "on",
	    "with", "when",    "if",    "where",  "from",  "by",      "as",    "and",
	    "or",   "at",      "than",  "versus", "vs",    "whose",   "how",   "why",
	    "is",   "you",     "your",  "we",     "it",    "because", "built", "designed",
	    "made", "running", "under", "over",   "while", "but",     "so"};
	static const char *const others[] = {
	    /* judges */
	    "choice", "fit", "option", "match", "candidate", "bet", "alternative", "way", "place",
	    "answer", "reason", "idea", "lot", "bit", "winner", "deal", "best", "ideal",
	    /* relates */
	    "part", "member", "result", "dependency", "subset", "superset", "exception", "example",
	    "same", "opposite", "one", "case", "difference", "owner", "author", "maintainer",
	    /* the name, the text, the release */
	    "word", "name", "term", "guide", "tutorial", "introduction", "intro", "tour", "primer",
	    "year", "look", "review", "overview", "story", "retrospective", "walkthrough",
	    "comparison", "dive", "history", "checklist", "faq", "roadmap", "road", "journey",
	    "preview", "release", "version", "update", "beginning", "end", "future", "basics",
	    "parts", "start", "case study", "manifesto", "recap", "postmortem"};
	static const char *const judgements[] = {"right",   "wrong",   "same",   "ideal",
	                                         "perfect", "natural", "obvious"};
	struct slice head = {NULL, 0};
	struct word word;

	for (bool first = true; word_next(text, at, &word) && word.start < end; first = false) {
		struct slice letters = slice_sub(text, word.start, word.end);
		struct slice gap = slice_sub(text, at, word.start);
		bool mark = false;

		for (size_t i = 0; i < gap.len; i++)
			mark = mark || !strchr(" -/&'\n", gap.ptr[i]);
		if ((mark && head.len) || SLICE_IN(letters, stops) ||
		    (first && SLICE_IN(letters, judgements)))
			break;
		head = letters;
		at = word.end;
	}
	return head.len && !SLICE_IN(head, others);
}

/* A definition whose product stands at AT in the sentence. */
static bool definition_at(struct slice text, struct span sentence, size_t at, struct slice product,
                          struct definition *out)
{
	size_t end = product_at(text, at, product);
	size_t article_end;

	if (!end)
		return false;
	*out = (struct definition){.sentence = sentence, .start = at};
	end = skip_link(text, skip_parenthesis(text, end, sentence.end), &out->copula);
	return end && find_article(text, end, &out->article, &article_end) &&
	       article_end < sentence.end && names_kind(text, article_end, sentence.end);
}

/* Whether the words that open a sentence leave what follows a plain statement. */
static bool is_lead(struct slice lead)
{
	static const char *const leads[] = {
	    "in short,",      "simply put,", "put simply,", "at its core,",    "in a nutshell,",
	    "at heart,",      "in brief,",   "in essence,", "in other words,", "in one sentence,",
	    "in a sentence,", "so,",         "today,",      "in summary,",     "to recap,"};

	lead = slice_trim(lead);
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
		if (slice_equal_fold(lead, slice_of(leads[i])))
			return true;
	return slice_ends(lead, ":") || slice_ends(lead, ";");
}

/* The definition that SENTENCE begins with, or makes after such words. */
static bool find_definition(struct slice text, struct span sentence, struct slice product,
                            struct definition *out)
{
	struct slice words = slice_sub(text, 0, sentence.end);

	if (definition_at(text, sentence, sentence.start, product, out))
		return true;
	for (size_t at = sentence.start; at < sentence.end; at++) {
		if (!strchr(":;,", words.ptr[at]))
			continue;
		if (at + 1 < sentence.end && words.ptr[at + 1] == ' ' &&
		    product_at(text, at + 2, product) &&
		    is_lead(slice_sub(text, sentence.start, at + 1)) &&
		    definition_at(text, sentence, at + 2, product, out))
			return true;
	}
	return false;
}

/* ---- comparison with the anchor ---- */

/* What SENTENCE says the product is: what follows "<Product> is", or all of it. */
static struct slice predicate_of(struct slice sentence, struct slice product)
{
	struct definition definition;

	if (definition_at(sentence, (struct span){0, sentence.len}, 0, product, &definition))
		return slice_sub(sentence, definition.article, sentence.len);
	return sentence;
}

/* Whether WORDS begins with the words of START. */
static bool begins_with(struct slice words, struct slice start)
{
	struct word a;
	struct word b;
	size_t at = 0;

	for (size_t i = 0; word_next(start, i, &b); i = b.end, at = a.end)
		if (!word_next(words, at, &a) ||
		    !word_equal(slice_sub(words, a.start, a.end), slice_sub(start, b.start, b.end)))
			return false;
	return true;
}

static bool is_accepted(const struct positioning *positioning, struct slice text,
                        const struct definition *definition)
{
	struct slice product = slice_of(positioning->product);
	struct slice predicate = slice_sub(text, definition->article, definition->sentence.end);
	struct slice whole = slice_sub(text, definition->start, definition->sentence.end);
	const struct node *accept = positioning->accept;
	struct slice sentence = slice_of(positioning->anchor);
	const struct node *next = strings_first(accept);

	for (;;) {
		if (begins_with(predicate, predicate_of(sentence, product)) ||
		    begins_with(whole, sentence))
			return true;
		if (!next)
			return false;
		sentence = node_text(next);
		next = strings_next(accept, next);
	}
}

/* ---- the fix ---- */

/* Whether the sentence is the definition and nothing else: no further clause,
 * whose loss a reader would notice. A comma between adjectives opens none. */
static bool is_bare(struct slice text, const struct definition *definition)
{
	static const char *const clauses[] = {
	    "that",  "which", "who", "where",  "when",     "while", "because", "so", "but",
	    "whose", "if",    "not", "unless", "although", "and",   "or",      "as", "than"};
	static const char *const openers[] = {"built",   "designed", "made", "written", "powered",
	                                      "created", "using",    "with", "giving",  "letting",
	                                      "it",      "we",       "you",  "a",       "an",
	                                      "the",     "from",     "by",   "for",     "in"};
	struct word word;

	if (definition->start != definition->sentence.start)
		return false;
	for (size_t at = definition->article;
	     word_next(text, at, &word) && word.start < definition->sentence.end; at = word.end) {
		struct slice letters = slice_sub(text, word.start, word.end);
		struct slice gap = slice_sub(text, at, word.start);
		bool comma = slice_find(gap, ",", 0) != SIZE_MAX;

		if (SLICE_IN(letters, clauses) || (comma && SLICE_IN(letters, openers)))
			return false;
		for (size_t i = 0; i < gap.len; i++)
			if (!strchr(" -/&',\n", gap.ptr[i]))
				return false;
	}
	return true;
}

/* The anchor in the form of the sentence it replaces: with "is" or the sign that
 * stands for it, and with a full stop where there was one. */
static struct slice replacement(const struct check_context *context, struct slice text,
                                const struct definition *definition)
{
	const struct positioning *positioning = &context->pack->positioning;
	struct slice anchor = slice_of(positioning->anchor);
	struct slice sentence =
	    slice_sub(text, definition->sentence.start, definition->sentence.end);
	char last = sentence.ptr[sentence.len - 1];
	struct slice predicate;

	if (slice_ends(anchor, "."))
		anchor.len--;
	predicate = predicate_of(anchor, slice_of(positioning->product));
	if (!definition->copula && predicate.len < anchor.len)
		anchor = slice_of(
		    arena_printf(context->arena, "%.*s%.*s",
		                 SLICE_ARG(slice_sub(text, definition->start, definition->article)),
		                 SLICE_ARG(predicate)));
	return slice_of(arena_printf(context->arena, "%.*s%s", SLICE_ARG(anchor),
	                             last == '.' || last == '!' ? "." : ""));
}

static void report(const struct check_context *context, const struct block *block,
                   const struct definition *definition)
{
	const struct positioning *positioning = &context->pack->positioning;
	struct slice text = block_text(block);
	struct span span = definition->sentence;
	struct place place = check_place(context, block, span.start, span.end);
	struct slice anchor = replacement(context, text, definition);
	struct finding *finding;

	finding = report_add(context->report, &rules[POSITIONING_DRIFT], place,
	                     "this defines `%s` in other words than its positioning",
	                     positioning->product);
	finding_note(context->report, finding, positioning->place, "the anchor: `%s`",
	             positioning->anchor);
	finding_help(context->report, finding,
	             "say `%s`, and what is particular here in a sentence of its own",
	             positioning->anchor);
	if (is_bare(text, definition) && mend_fits(context, block, span, anchor))
		finding_fix(context->report, finding, true, place.span, anchor,
		            "replace with the anchor");
}

/* ---- the draft ---- */

static void check_block(const struct check_context *context, const struct block *block)
{
	const struct positioning *positioning = &context->pack->positioning;
	struct slice text = block_text(block);
	struct span quotation = {0, 0};
	bool quotations = true;
	struct definition definition;

	for (struct span s = {0, 0}; sentence_next(text, s.end, &s);) {
		if (clause_asks(text, s) ||
		    !find_definition(text, s, slice_of(positioning->product), &definition))
			continue;
		while (quotations && quotation.end <= definition.start)
			quotations = quotation_next(text, quotation.end, &quotation);
		if ((quotations && quotation.start < definition.start) ||
		    is_accepted(positioning, text, &definition))
			continue;
		report(context, block, &definition);
	}
}

static void run(const struct check_context *context, const void *settings)
{
	const struct document *document = &context->draft->document;

	(void)settings;
	if (!context->pack->positioning.product)
		return;
	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];

		if (!block->quoted && block->kind != BLOCK_ALT &&
		    (block->kind == BLOCK_FIELD || check_is_prose(context, i)))
			check_block(context, block);
	}
}

const struct check check_positioning = {
    .name = "positioning",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
