/*
 * Glossary: words that this reader does not know.
 *
 * Hunts three things, only where the persona is known and does not know the
 * word's group: phrases that take such knowledge for granted; a term in title,
 * description or introduction before any outcome was spoken of; and a term that
 * is first used in the text without being explained in the same or the next
 * sentence. It judges order and form, not whether an explanation explains.
 *
 * The introduction ends at the first heading past the title. Order is that of
 * the words: an outcome later in the term's own sentence does not lead.
 *
 * A title, a heading, a table's header or the description is no place to explain
 * a word: there a term is judged by order alone, and whether it is explained by
 * its first use in the text that follows (a description that is its only place
 * is judged itself). Headings past the title may name the product's own features
 * and are never reported; nor is a term inside the product's own names ("<Product>
 * Ecto") or in a link's longer text, which names another page.
 *
 * One mistake, one finding, for each term: a term within an assumed-knowledge
 * phrase is settled by it; one that comes before any outcome is reported for
 * that and not also as untranslated, for leading with the outcome rewrites the
 * very sentence.
 */
#include "checks/check.h"

#include <string.h>

#include "base/arena.h"
#include "checks/use.h"
#include "rules/clause.h"
#include "rules/sentence.h"
#include "rules/words.h"

enum { ASSUMED_KNOWLEDGE, JARGON_BEFORE_OUTCOME, JARGON_UNTRANSLATED };

static const struct rule rules[] = {
    [ASSUMED_KNOWLEDGE] = {"assumed-knowledge", SEVERITY_WARNING, NULL,
                           "a phrase takes knowledge for granted that the reader does not have",
                           "Whoever does not know it is told that the text is not for them.",
                           "<as everybody knows>, a <term> restarts it.",
                           "It is restarted automatically.", false, false},
    [JARGON_BEFORE_OUTCOME] = {"jargon-before-outcome", SEVERITY_WARNING, NULL,
                               "a term this reader does not know comes before any outcome",
                               "Title and opening decide whether the reader stays: what they get "
                               "holds them, a word they do not know does not.",
                               "title: Pools of <term>s", "title: Jobs that survive a crash", false,
                               false},
    [JARGON_UNTRANSLATED] = {"jargon-untranslated", SEVERITY_WARNING, NULL,
                             "a term this reader does not know is used without an explanation",
                             "A claim in words that the reader has to look up convinces nobody.",
                             "Each job is a <term>.", "Each job is a <term> (<in plain words>).",
                             true, false},
};

/* The ways a form of words explains: how many words that takes, at least. */
enum { GLOSS_WORDS = 3, PARENTHESIS_WORDS = 2, APART_WORDS = 2, LEAD_WORDS = 2 };

/* How much of the text around a term is looked at for them, in bytes. */
enum { NEAR = 300, FAR = 1000 };

/* Where a reader meets a term, in reading order. */
enum rank { RANK_TITLE, RANK_FIELD, RANK_BODY };

/* What is known of a term after the draft was read once. */
struct meeting {
	const struct use *title;   /* in the title field */
	const struct use *field;   /* in another field: the description */
	const struct use *opening; /* in the introduction, headings included */
	const struct use *text;    /* in text that could explain it */
};

struct glossary {
	const struct check_context *context;
	const struct persona *persona;
	const struct term **terms; /* those the persona does not know */
	size_t count;
	struct uses uses; /* of them */
	struct meeting *meetings;
	size_t introduction; /* the block it ends before */
};

static const struct block *block_of(const struct glossary *glossary, const struct use *use)
{
	return &glossary->context->draft->document.blocks[use->block];
}

/* ---- assumed knowledge ---- */

static void report_assumed(const struct glossary *glossary, const struct use *use,
                           const struct assumption *assumption)
{
	const struct check_context *context = glossary->context;
	const struct block *block = block_of(glossary, use);
	struct finding *finding;

	finding =
	    report_add(context->report, &rules[ASSUMED_KNOWLEDGE],
	               check_place(context, block, use->text.start, use->text.end),
	               "`%.*s` takes for granted that the reader knows `%s`, and %s does not",
	               SLICE_ARG(slice_sub(block_text(block), use->text.start, use->text.end)),
	               assumption->group, glossary->persona->entry.id);
	finding_note(context->report, finding, assumption->place,
	             "the phrases that assume `%s` are declared here", assumption->group);
	finding_help(context->report, finding, "say it without them, or explain it first");
}

/* Reports the phrases that assume what the persona does not know, and returns
 * where they stand. What is denied or supposed is not assumed: "you need not know
 * OTP", "if you know OTP". */
static struct uses check_assumptions(const struct glossary *glossary)
{
	const struct check_context *context = glossary->context;
	const struct pack *pack = context->pack;
	uint32_t *lists = arena_array(context->arena, pack->assumption_count, sizeof(*lists));
	struct uses uses;
	size_t kept = 0;

	for (size_t i = 0; i < pack->assumption_count; i++)
		lists[i] = pack_knows(glossary->persona, pack->assumptions[i].group)
		               ? NO_LIST
		               : pack->assumptions[i].list;
	uses = uses_find(context, lists, pack->assumption_count);
	for (size_t i = 0; i < uses.count; i++) {
		const struct use *use = &uses.items[i];
		struct slice text = block_text(block_of(glossary, use));

		if (clause_asks(text, use->sentence) ||
		    clause_denies(text, use->sentence, use->text))
			continue;
		report_assumed(glossary, use, &pack->assumptions[use->item]);
		uses.items[kept++] = *use;
	}
	uses.count = kept;
	return uses;
}

/* ---- words near a term ---- */

/* How many words SPAN of TEXT holds, counting no further than LIMIT. */
static size_t count_words(struct slice text, struct span span, size_t limit)
{
	struct slice part = slice_sub(text, span.start, span.end);
	struct word word;
	size_t count = 0;

	for (size_t at = 0; count < limit && word_next(part, at, &word); at = word.end)
		count++;
	return count;
}

/* The words of SPAN that no unknown term covers: an explanation in terms alone
 * explains nothing. */
static size_t count_plain_words(const struct glossary *glossary, const struct use *use,
                                struct span span)
{
	struct slice text = block_text(block_of(glossary, use));
	size_t count = count_words(text, span, SIZE_MAX);

	for (const struct use *u = use + 1; u < glossary->uses.items + glossary->uses.count &&
	                                    u->block == use->block && u->text.start < span.end;
	     u++) {
		size_t words = count_words(text, u->text, SIZE_MAX);

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
static bool explains_at(const struct glossary *glossary, const struct use *use, size_t at)
{
	struct slice text = block_text(block_of(glossary, use));
	size_t end = near_end(use->sentence, at);
	size_t dash = at < end ? dash_at(text, at) : 0;
	size_t start = skip_blanks(text, at);

	if (dash)
		return count_plain_words(glossary, use, (struct span){at + dash, end}) >=
		       GLOSS_WORDS;
	if (start >= end)
		return false;
	if (text.ptr[start] == '(') {
		struct span inside = {start + 1, find_byte(text, ')', start, end)};

		return count_plain_words(glossary, use, inside) >= PARENTHESIS_WORDS;
	}
	if (start > at)
		return false;
	if (text.ptr[at] == ':')
		return count_plain_words(glossary, use, (struct span){at + 1, end}) >= GLOSS_WORDS;
	if (text.ptr[at] != ',')
		return false;
	start = skip_blanks(text, at + 1);
	return start < end && opens_apposition(text, start) &&
	       count_plain_words(glossary, use,
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
static bool defines_at(const struct glossary *glossary, const struct use *use, size_t at)
{
	static const char *const verbs[] = {"is", "are", "means", "mean", "refers", "stands"};
	static const char *const articles[] = {"a",    "an",     "the",   "what", "how",
	                                       "like", "our",    "to",    "for",  "where",
	                                       "just", "simply", "elixir"};
	struct slice text = block_text(block_of(glossary, use));
	struct word verb;
	struct word article;
	bool is_verb = false;

	if (count_words(text, (struct span){clause_start(text, use), use->text.start},
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
static bool stands_in_parenthesis(const struct glossary *glossary, const struct use *use)
{
	struct slice text = block_text(block_of(glossary, use));
	size_t open = use->text.start;
	size_t end = near_end(use->sentence, use->text.end);

	while (open > use->sentence.start && use->text.start - open < NEAR / 4 &&
	       !strchr("()", text.ptr[open]))
		open--;
	return open > use->sentence.start && text.ptr[open] == '(' &&
	       find_byte(text, ')', use->text.end, end) < end &&
	       count_words(text, (struct span){open, use->text.start}, LEAD_WORDS + 1) <=
	           LEAD_WORDS &&
	       count_words(text, (struct span){use->sentence.start, open}, GLOSS_WORDS) ==
	           GLOSS_WORDS;
}

/* The form of the sentence explains the term. Up to two words may stand between
 * the term and the explanation: "OTP supervision trees (…)". */
static bool form_explains(const struct glossary *glossary, const struct use *use)
{
	struct slice text = block_text(block_of(glossary, use));
	size_t at = use->text.end;
	struct word word;

	for (size_t skipped = 0; skipped <= APART_WORDS; skipped++) {
		if (explains_at(glossary, use, at) || defines_at(glossary, use, at))
			return true;
		/* Only a blank or hyphen, or the phrase has ended. */
		if (at >= text.len || !strchr(" -/", text.ptr[at]) || !word_next(text, at, &word) ||
		    word.start != at + 1)
			break;
		at = word.end;
	}
	return stands_in_parenthesis(glossary, use);
}

/* ---- what the pack's words explain ---- */

/* The sentence behind USE's: in its block, or at the beginning of the next text
 * of the same section. False when there is none. */
static bool next_sentence(const struct glossary *glossary, const struct use *use, size_t *block,
                          struct span *sentence)
{
	const struct check_context *context = glossary->context;
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
static bool says_plainly(const struct glossary *glossary, const struct term *term, size_t block,
                         struct span span, size_t at)
{
	const struct check_context *context = glossary->context;
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
static bool gloss_introduces(const struct glossary *glossary, const struct use *use)
{
	const struct check_context *context = glossary->context;
	struct slice text = block_text(block_of(glossary, use));
	uint32_t list = context->pack->glosses;
	const struct hit *hit = hits_first_in(context->hits, list, use->block);

	for (; hit && hit->block == use->block && hit->start < use->sentence.end;
	     hit = hits_next(context->hits, hit)) {
		if (hit->start >= use->text.end)
			return true;
		if (hit->start >= use->sentence.start && hit->end <= use->text.start &&
		    count_words(text, (struct span){hit->end, use->text.start}, APART_WORDS) <
		        APART_WORDS)
			return true;
	}
	return false;
}

/* A sentence or cell that is nothing but the term is a label: what follows it in
 * the block, or in the next cell, explains it. */
static bool is_label(const struct glossary *glossary, const struct use *use)
{
	struct slice text = block_text(block_of(glossary, use));
	size_t words = count_words(text, use->text, SIZE_MAX);

	return count_words(text, use->sentence, words + 2) <= words + 1;
}

static bool is_explained(const struct glossary *glossary, const struct term *term,
                         const struct use *use)
{
	const struct check_context *context = glossary->context;
	const struct document *document = &context->draft->document;
	struct span next;
	size_t block;

	if (form_explains(glossary, use) || gloss_introduces(glossary, use) ||
	    says_plainly(glossary, term, use->block, (struct span){use->before, use->sentence.end},
	                 use->text.start))
		return true;
	if (!next_sentence(glossary, use, &block, &next))
		return false;
	if (is_label(glossary, use) &&
	    (block == use->block || document->blocks[block].kind == BLOCK_CELL) &&
	    count_words(block_text(&document->blocks[block]), next, GLOSS_WORDS) == GLOSS_WORDS)
		return true;
	return use_says(context, context->pack->glosses, block, next) ||
	       says_plainly(glossary, term, block, next, next.start);
}

/* ---- order ---- */

static bool is_title(const struct check_context *context, const struct block *block)
{
	const struct place *title = &context->fields->of[FIELD_TITLE].place;

	return block->kind == BLOCK_FIELD && title->source == context->draft->source &&
	       block->span.start >= title->span.start && block->span.start < title->span.end;
}

static enum rank rank_of(const struct check_context *context, uint32_t block)
{
	const struct block *at = &context->draft->document.blocks[block];

	if (at->kind != BLOCK_FIELD)
		return RANK_BODY;
	return is_title(context, at) ? RANK_TITLE : RANK_FIELD;
}

/* Whether a reader meets A before B: the metadata's title first, in whatever
 * order its fields stand. */
static bool is_before(const struct check_context *context, const struct use *a, const struct use *b)
{
	enum rank rank_a = rank_of(context, a->block);
	enum rank rank_b = rank_of(context, b->block);

	if (rank_a != rank_b)
		return rank_a < rank_b;
	return a->block != b->block ? a->block < b->block : a->text.start < b->text.start;
}

/* The block before which the introduction ends. */
static size_t introduction_end(const struct check_context *context)
{
	const struct document *document = &context->draft->document;
	bool title = false;

	for (size_t i = context->first_block; i < context->end_block; i++) {
		if (document->blocks[i].kind != BLOCK_HEADING)
			continue;
		if (document->blocks[i].level > 1 || title)
			return i;
		title = true;
	}
	return context->end_block;
}

/* The first word of an outcome up to the introduction's end; NULL: none. */
static const struct use *first_outcome(const struct glossary *glossary)
{
	const struct check_context *context = glossary->context;
	struct uses uses = uses_find(context, &context->pack->outcomes, 1);
	const struct use *first = NULL;

	for (size_t i = 0; i < uses.count && uses.items[i].block < glossary->introduction; i++)
		if (!first || is_before(context, &uses.items[i], first))
			first = &uses.items[i];
	return first;
}

/* ---- terms ---- */

static void help_plain(const struct check_context *context, struct finding *finding,
                       const struct term *term)
{
	finding_note(context->report, finding, term->entry.place, "`%s` is declared here",
	             term->entry.id);
	if (term->plain)
		finding_help(context->report, finding, "in plain words: `%s`", term->plain);
}

static void report_early(const struct glossary *glossary, const struct term *term,
                         const struct use *use)
{
	const struct check_context *context = glossary->context;
	const struct block *block = block_of(glossary, use);
	struct finding *finding;

	finding =
	    report_add(context->report, &rules[JARGON_BEFORE_OUTCOME],
	               check_place(context, block, use->text.start, use->text.end),
	               "`%.*s` comes before any outcome, and %s does not know it",
	               SLICE_ARG(slice_sub(block_text(block), use->text.start, use->text.end)),
	               glossary->persona->entry.id);
	help_plain(context, finding, term);
}

static void report_unexplained(const struct glossary *glossary, const struct term *term,
                               const struct use *use)
{
	const struct check_context *context = glossary->context;
	const struct block *block = block_of(glossary, use);
	struct place place = check_place(context, block, use->text.start, use->text.end);
	struct finding *finding;

	finding =
	    report_add(context->report, &rules[JARGON_UNTRANSLATED], place,
	               "`%.*s` is not explained here, and %s does not know it",
	               SLICE_ARG(slice_sub(block_text(block), use->text.start, use->text.end)),
	               glossary->persona->entry.id);
	help_plain(context, finding, term);
	/* A parenthesis leaves the sentence's grammar alone; whether it reads well is
	 * for a person to say. In metadata it could break the container's quoting. */
	if (term->plain && !block->approximate && block->kind != BLOCK_FIELD)
		finding_fix(context->report, finding, false,
		            (struct span){place.span.end, place.span.end},
		            slice_of(arena_printf(context->arena, " (%s)", term->plain)),
		            "explain it: `(%s)`", term->plain);
}

/* Whether the term is a word of a link's longer text: the name of another page. */
static bool is_in_page_name(const struct glossary *glossary, const struct use *use)
{
	const struct document *document = &glossary->context->draft->document;
	struct slice text = block_text(block_of(glossary, use));
	size_t low = 0;
	size_t high = document->link_count;

	/* The last link that begins at or before the term. */
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct link *link = &document->links[middle];

		if (link->block < use->block ||
		    (link->block == use->block && link->start <= use->text.start))
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0 || document->links[low - 1].block != use->block ||
	    document->links[low - 1].end < use->text.end)
		return false;
	return count_words(
	           text,
	           (struct span){document->links[low - 1].start, document->links[low - 1].end},
	           APART_WORDS + 8) > count_words(text, use->text, SIZE_MAX);
}

/* "<Product> Ecto": a name of the product's own. */
static bool is_part_of_product(const struct glossary *glossary, const struct use *use)
{
	struct slice product = slice_of(glossary->context->pack->positioning.product);
	struct slice before = slice_sub(block_text(block_of(glossary, use)), 0, use->text.start);

	if (product.len == 0 || before.len <= product.len || !slice_ends(before, " "))
		return false;
	before.len--;
	return slice_equal_fold(slice_sub(before, before.len - product.len, before.len), product);
}

static void meet(struct glossary *glossary, const struct use *use, const struct uses *assumed,
                 size_t *settled)
{
	const struct check_context *context = glossary->context;
	const struct block *block = block_of(glossary, use);
	struct meeting *meeting = &glossary->meetings[use->item];
	const struct use **slot = NULL;

	if (is_title(context, block))
		slot = &meeting->title;
	else if (block->kind == BLOCK_FIELD)
		slot = &meeting->field;
	else if (block->kind != BLOCK_HEADING && !block->table_header)
		slot = &meeting->text;
	if (slot && !*slot)
		*slot = use;
	if (block->kind != BLOCK_FIELD && use->block < glossary->introduction && !meeting->opening)
		meeting->opening = use;
	/* What an assumed-knowledge finding covers is reported by it. */
	while (*settled < assumed->count &&
	       (assumed->items[*settled].block < use->block ||
	        (assumed->items[*settled].block == use->block &&
	         assumed->items[*settled].text.end <= use->text.start)))
		++*settled;
}

static bool is_covered(const struct uses *assumed, size_t at, const struct use *use)
{
	return at < assumed->count && assumed->items[at].block == use->block &&
	       assumed->items[at].text.start <= use->text.start &&
	       assumed->items[at].text.end >= use->text.end;
}

static void check_term(const struct glossary *glossary, size_t item, const struct use *outcome)
{
	const struct check_context *context = glossary->context;
	const struct meeting *meeting = &glossary->meetings[item];
	const struct use *early = meeting->title   ? meeting->title
	                          : meeting->field ? meeting->field
	                                           : meeting->opening;
	const struct use *text = meeting->text ? meeting->text : meeting->field;

	if (early && context->pack->outcomes != NO_LIST &&
	    (!outcome || is_before(context, early, outcome)))
		report_early(glossary, glossary->terms[item], early);
	else if (text && !is_explained(glossary, glossary->terms[item], text))
		report_unexplained(glossary, glossary->terms[item], text);
}

static void check_terms(struct glossary *glossary, const struct uses *assumed)
{
	const struct check_context *context = glossary->context;
	bool *settled = arena_array(context->arena, glossary->count, sizeof(*settled));
	const struct use *outcome;
	size_t at = 0;

	for (size_t i = 0; i < glossary->uses.count; i++) {
		const struct use *use = &glossary->uses.items[i];
		const struct meeting *meeting = &glossary->meetings[use->item];
		const struct use *first = meeting->text;

		if (is_part_of_product(glossary, use) || is_in_page_name(glossary, use))
			continue;
		meet(glossary, use, assumed, &at);
		if (meeting->text == use && !first && is_covered(assumed, at, use))
			settled[use->item] = true;
	}
	outcome = first_outcome(glossary);
	for (size_t i = 0; i < glossary->count; i++)
		if (!settled[i])
			check_term(glossary, i, outcome);
}

static void run(const struct check_context *context, const void *settings)
{
	const struct pack *pack = context->pack;
	struct glossary glossary = {.context = context, .persona = context->fields->persona};
	uint32_t *lists;
	struct uses assumed;

	(void)settings;
	if (!glossary.persona || (pack->terms.count == 0 && pack->assumption_count == 0))
		return;
	assumed = check_assumptions(&glossary);
	lists = arena_array(context->arena, pack->terms.count, sizeof(*lists));
	glossary.terms = arena_array(context->arena, pack->terms.count, sizeof(*glossary.terms));
	for (size_t i = 0; i < pack->terms.count; i++) {
		const struct term *term = (const struct term *)pack->terms.items[i];

		if (pack_knows(glossary.persona, term->group))
			continue;
		lists[glossary.count] = term->list;
		glossary.terms[glossary.count++] = term;
	}
	glossary.uses = uses_find(context, lists, glossary.count);
	glossary.meetings = arena_array(context->arena, glossary.count, sizeof(struct meeting));
	glossary.introduction = introduction_end(context);
	check_terms(&glossary, &assumed);
}

const struct check check_glossary = {
    .name = "glossary",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
