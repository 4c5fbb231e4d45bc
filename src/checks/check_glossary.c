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

#include "base/arena.h"
#include "checks/gloss.h"
#include "checks/mend.h"
#include "checks/use.h"
#include "rules/clause.h"

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
	bool *covered;    /* those in a phrase that is reported itself */
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
	struct slice text;

	finding =
	    report_add(context->report, &rules[JARGON_UNTRANSLATED], place,
	               "`%.*s` is not explained here, and %s does not know it",
	               SLICE_ARG(slice_sub(block_text(block), use->text.start, use->text.end)),
	               glossary->persona->entry.id);
	help_plain(context, finding, term);
	if (!term->plain || block->kind == BLOCK_FIELD)
		return;
	/* A parenthesis leaves the sentence's grammar alone; whether it reads well is
	 * for a person to say. A title is none. */
	text = slice_of(arena_printf(context->arena, " (%s)", term->plain));
	if (mend_fits(context, block, (struct span){use->text.end, use->text.end}, text))
		finding_fix(context->report, finding, false,
		            (struct span){place.span.end, place.span.end}, text,
		            "explain it: `(%s)`", term->plain);
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

static void meet(struct glossary *glossary, const struct use *use)
{
	const struct block *block = block_of(glossary, use);
	struct meeting *meeting = &glossary->meetings[use->item];
	const struct use **slot = NULL;

	if (is_title(glossary->context, block))
		slot = &meeting->title;
	else if (block->kind == BLOCK_FIELD)
		slot = &meeting->field;
	else if (block->kind != BLOCK_HEADING && !block->table_header)
		slot = &meeting->text;
	if (slot && !*slot)
		*slot = use;
	if (block->kind != BLOCK_FIELD && use->block < glossary->introduction && !meeting->opening)
		meeting->opening = use;
}

/* Whether USE lies in one of the phrases that were reported as ASSUMED; AT is
 * the first of them that may hold it and moves on. */
static bool is_covered(const struct uses *assumed, size_t *at, const struct use *use)
{
	const struct use *phrase;

	while (*at < assumed->count && (assumed->items[*at].block < use->block ||
	                                (assumed->items[*at].block == use->block &&
	                                 assumed->items[*at].text.end <= use->text.start)))
		++*at;
	if (*at == assumed->count)
		return false;
	phrase = &assumed->items[*at];
	return phrase->block == use->block && phrase->text.start <= use->text.start &&
	       phrase->text.end >= use->text.end;
}

static void check_term(const struct glossary *glossary, size_t item, const struct use *outcome)
{
	const struct check_context *context = glossary->context;
	const struct gloss gloss = {context, &glossary->uses};
	const struct meeting *meeting = &glossary->meetings[item];
	const struct use *early = meeting->title   ? meeting->title
	                          : meeting->field ? meeting->field
	                                           : meeting->opening;
	const struct use *text = meeting->text ? meeting->text : meeting->field;
	bool is_early = early && context->pack->outcomes != NO_LIST &&
	                (!outcome || is_before(context, early, outcome));

	if (is_early && !glossary->covered[early - glossary->uses.items])
		report_early(glossary, glossary->terms[item], early);
	else if (!is_early && text && !glossary->covered[text - glossary->uses.items] &&
	         !gloss_explains(&gloss, glossary->terms[item], text))
		report_unexplained(glossary, glossary->terms[item], text);
}

static void check_terms(struct glossary *glossary, const struct uses *assumed)
{
	const struct use *outcome;
	size_t at = 0;

	glossary->covered =
	    arena_array(glossary->context->arena, glossary->uses.count, sizeof(*glossary->covered));
	for (size_t i = 0; i < glossary->uses.count; i++) {
		const struct use *use = &glossary->uses.items[i];

		if (is_part_of_product(glossary, use) || use_is_page_name(glossary->context, use))
			continue;
		glossary->covered[i] = is_covered(assumed, &at, use);
		meet(glossary, use);
	}
	outcome = first_outcome(glossary);
	for (size_t i = 0; i < glossary->count; i++)
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
