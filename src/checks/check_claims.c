/*
 * Claims: promises that nobody can keep ("never fails"), in the pack's words.
 *
 * Not reported: a claim that is denied, asked or supposed; in quotation marks,
 * a block quote or code; one that words of the pack's `bounds` bound in the same
 * sentence; the capitalised name of something in mid-sentence ("the Zero
 * Downtime Deploys guide"); and, in a draft whose title compares the product with
 * others, what neither its sentence, its heading nor its table column ascribes to
 * the product: there it is as likely said of the other one.
 *
 * It does not know whether a claim is true, nor that a bound fits it.
 */
#include "checks/check.h"

#include "base/utf8.h"
#include "checks/use.h"
#include "rules/clause.h"
#include "rules/words.h"

enum { UNBOUNDED_CLAIM };

static const struct rule rules[] = {
    [UNBOUNDED_CLAIM] = {"unbounded-claim", SEVERITY_WARNING, NULL, "a promise without a bound",
                         "Who has run a system knows that nothing never fails: one such claim "
                         "makes the true ones doubtful.",
                         "It <never fails>.",
                         "It restarts within 50 ms after a crash, measured in <our tests>.", false,
                         false},
};

/* Words in a title that set one thing beside another. */
static bool is_comparison(const struct check_context *context)
{
	static const char *const words[] = {
	    "vs",         "versus",      "compare",   "compared",    "compares",
	    "comparison", "comparisons", "comparing", "alternative", "alternatives"};
	const struct document *document = &context->draft->document;

	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];
		struct slice text = block_text(block);
		struct word word;

		/* The metadata's prose and the title in the body. */
		if (block->kind != BLOCK_FIELD &&
		    (block->kind != BLOCK_HEADING || block->level > 1))
			continue;
		for (size_t at = 0; word_next(text, at, &word); at = word.end)
			for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++)
				if (word_equal(slice_sub(text, word.start, word.end),
				               slice_of(words[w])))
					return true;
	}
	return false;
}

static bool names_product(const struct check_context *context, struct slice text)
{
	struct slice product = slice_of(context->pack->positioning.product);
	struct word word;

	for (size_t at = 0; word_next(text, at, &word); at = word.end)
		if (word.start + product.len <= text.len &&
		    slice_equal_fold(slice_sub(text, word.start, word.start + product.len),
		                     product) &&
		    word_end(text, word.start + product.len) == word.start + product.len)
			return true;
	return false;
}

/* What was found out of the claim before: claims come in order, and many may
 * stand in one sentence or table. */
struct walk {
	const struct check_context *context;
	const struct hit *bound;
	size_t block;
	struct span sentence;
	bool named;   /* the sentence names the product */
	size_t table; /* the first cell of the table of BLOCK */
};

static size_t table_start(const struct walk *walk, size_t index)
{
	const struct block *blocks = walk->context->draft->document.blocks;

	while (index > 0 && blocks[index - 1].kind == BLOCK_CELL &&
	       !(blocks[index].table_header && !blocks[index - 1].table_header)) {
		index--;
		if (index == walk->block)
			return walk->table;
	}
	return index;
}

/* The column of a cell, by the bars before it: cells that are empty are no
 * blocks, so that counting blocks does not tell. */
static size_t column_of(const struct walk *walk, const struct block *cell)
{
	const struct source *source = walk->context->draft->source;
	size_t at = source_line(source, source_line_at(source, cell->span.start)).start;
	size_t bars = 0;

	for (; at < cell->span.start; at++)
		bars += source->bytes[at] == '|' && (at == 0 || source->bytes[at - 1] != '\\');
	return bars;
}

static size_t line_of(const struct walk *walk, const struct block *block)
{
	return source_line_at(walk->context->draft->source, block->span.start);
}

/* Whether the head of the column or the first cell of the row of the cell at
 * INDEX names the product. */
static bool cell_is_ours(const struct walk *walk, size_t index)
{
	const struct block *blocks = walk->context->draft->document.blocks;
	size_t column = column_of(walk, &blocks[index]);
	size_t first = index;

	for (size_t i = walk->table; i < index && blocks[i].table_header; i++)
		if (column_of(walk, &blocks[i]) == column &&
		    names_product(walk->context, block_text(&blocks[i])))
			return true;
	while (first > walk->table &&
	       line_of(walk, &blocks[first - 1]) == line_of(walk, &blocks[index]))
		first--;
	return names_product(walk->context, block_text(&blocks[first]));
}

/* In a comparison: whether the claim is made of the product. */
static bool is_ours(struct walk *walk, const struct use *use)
{
	const struct document *document = &walk->context->draft->document;
	const struct block *block = &document->blocks[use->block];
	const struct section *section;

	if (use->block != walk->block || use->sentence.start != walk->sentence.start) {
		walk->named =
		    names_product(walk->context, slice_sub(block_text(block), use->sentence.start,
		                                           use->sentence.end));
		walk->table =
		    block->kind == BLOCK_CELL ? table_start(walk, use->block) : use->block;
		walk->sentence = use->sentence;
		walk->block = use->block;
	}
	if (walk->named)
		return true;
	if (block->kind == BLOCK_CELL)
		return cell_is_ours(walk, use->block);
	if (block->kind == BLOCK_FIELD || block->section >= document->section_count)
		return false;
	section = &document->sections[block->section];
	return section->level > 1 &&
	       names_product(walk->context, block_text(&document->blocks[section->first_block]));
}

/* Whether each word of the phrase has a capital and it does not begin its
 * sentence: a name. */
static bool is_name(struct slice text, const struct use *use)
{
	struct word word;
	size_t words = 0;

	if (use->text.start <= use->sentence.start)
		return false;
	for (size_t at = use->text.start; word_next(text, at, &word) && word.start < use->text.end;
	     at = word.end, words++) {
		size_t size;

		if (!utf8_is_upper(
		        utf8_decode(text.ptr + word.start, text.len - word.start, &size)))
			return false;
	}
	return words > 1;
}

static void report(const struct check_context *context, const struct use *use)
{
	const struct block *block = &context->draft->document.blocks[use->block];
	struct finding *finding;

	finding =
	    report_add(context->report, &rules[UNBOUNDED_CLAIM],
	               check_place(context, block, use->text.start, use->text.end),
	               "`%.*s` is a promise without a bound",
	               SLICE_ARG(slice_sub(block_text(block), use->text.start, use->text.end)));
	finding_note(context->report, finding, context->pack->claims_place,
	             "such claims and the words that bound them are declared here");
	finding_help(context->report, finding,
	             "say what can be shown: under which conditions, how often, how long");
}

static bool is_claimed(struct walk *walk, const struct use *use)
{
	const struct check_context *context = walk->context;
	const struct block *block = &context->draft->document.blocks[use->block];
	struct slice text = block_text(block);
	bool title_case = block->kind == BLOCK_HEADING || block->kind == BLOCK_FIELD;

	return !clause_asks(text, use->sentence) &&
	       !clause_denies(text, use->sentence, use->text) &&
	       !use_bound(context, &walk->bound, use) && (title_case || !is_name(text, use));
}

static void run(const struct check_context *context, const void *settings)
{
	const struct pack *pack = context->pack;
	struct walk walk = {.context = context, .block = SIZE_MAX};
	bool comparison;
	struct uses uses;

	(void)settings;
	if (pack->claims == NO_LIST)
		return;
	walk.bound = pack->bounds == NO_LIST ? NULL : hits_first(context->hits, pack->bounds);
	comparison = pack->positioning.product && is_comparison(context);
	uses = uses_find(context, &pack->claims, 1);
	for (size_t i = 0; i < uses.count; i++)
		if (is_claimed(&walk, &uses.items[i]) &&
		    !use_is_page_name(context, &uses.items[i]) &&
		    (!comparison || is_ours(&walk, &uses.items[i])))
			report(context, &uses.items[i]);
}

const struct check check_claims = {
    .name = "claims",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
