/*
 * Call to action: what the reader is asked to do, whether it fits persona,
 * stage and the reader's authority, and whether the text makes that ask.
 *
 * Asks in the body are recognised by the pack's phrases on links, buttons and
 * image texts, and at the start of imperative sentences; and by where a link
 * goes. An ask in a block quote, in quotation marks, in code, after a negation
 * or in the middle of a sentence is none. It does not see asks in other words than the pack lists,
 * nor what stands in pictures.
 */
#include "checks/check.h"

#include "base/arena.h"
#include "rules/sentence.h"

enum {
	CTA_MISSING,
	CTA_UNKNOWN,
	CTA_STAGE_MISMATCH,
	CTA_PERSONA_MISMATCH,
	CTA_AUTHORITY,
	CTA_ABSENT,
	CTA_CONFLICT,
	CTA_BURIED,
};

static const struct rule rules[] = {
    [CTA_MISSING] = {"cta-missing", SEVERITY_ERROR, "cta",
                     "the draft does not say what the reader should do",
                     "A text without a next step ends where it could begin to work.",
                     "persona: <id>\nstage: <id>", "persona: <id>\nstage: <id>\ncta: <id>", false,
                     false},
    [CTA_UNKNOWN] = {"cta-unknown", SEVERITY_ERROR, "cta",
                     "the call to action is not one the strategy declares",
                     "Whether it fits cannot be judged.", "cta: <misspelt id>", "cta: <id>", true,
                     false},
    [CTA_STAGE_MISMATCH] = {"cta-stage-mismatch", SEVERITY_ERROR, "cta",
                            "the call to action does not fit the stage",
                            "Who has just understood the problem does not buy; who is about to buy "
                            "does not want another story.",
                            "stage: <first>\ncta: <one of the last stage>",
                            "stage: <first>\ncta: <one of the first stage>", false, false},
    [CTA_PERSONA_MISMATCH] = {"cta-persona-mismatch", SEVERITY_ERROR, "cta",
                              "the call to action is not one for this persona",
                              "The reader is asked for something they never do.",
                              "persona: <id>\ncta: <another persona's>",
                              "persona: <id>\ncta: <one of its own>", false, false},
    [CTA_AUTHORITY] = {"cta-authority", SEVERITY_ERROR, "cta",
                       "the reader cannot decide what they are asked to do",
                       "Asking somebody to sign who may not sign embarrasses them and ends the "
                       "conversation.",
                       "persona: <who may not buy>\ncta: <needs a signature>",
                       "persona: <who may not buy>\ncta: <what they can bring to the one who may>",
                       false, false},
    [CTA_ABSENT] = {"cta-absent", SEVERITY_WARNING, "cta", "the body never makes the declared ask",
                    "A call to action in the metadata alone reaches no reader.",
                    "cta: <id>, and no link or sentence that asks for it",
                    "cta: <id>, and a link in the last section that asks for it", false, false},
    [CTA_CONFLICT] = {"cta-conflict", SEVERITY_WARNING, "cta",
                      "the body asks for something that does not fit persona or stage",
                      "A second ask of another stage undoes the first.",
                      "an early piece that ends in a sales link",
                      "an early piece that ends in its own next step", false, false},
    [CTA_BURIED] = {"cta-buried", SEVERITY_INFO, "cta", "the ask is not in the last section",
                    "Readers act where they stop reading: an ask in the middle is passed over.",
                    "the ask in the second of five sections", "the ask in the closing section",
                    false, false},
};

/* An ask that the body makes. */
struct ask {
	const struct cta *cta;
	const struct link *link; /* NULL: a phrase */
	uint32_t block;
	uint32_t start; /* text offsets in the block */
	uint32_t end;
};

struct asks {
	struct ask *items;
	size_t count;
	size_t capacity;
};

static bool fits_stage(const struct check_context *context, const struct cta *cta)
{
	const struct stage *stage = context->fields->stage;

	return !stage || cta->stages[stage->entry.index];
}

static bool lacks_authority(const struct check_context *context, const struct cta *cta)
{
	const struct persona *persona = context->fields->persona;

	return persona && persona->authority >= 0 && cta->authority > persona->authority;
}

static bool fits(const struct check_context *context, const struct cta *cta)
{
	return pack_may_ask(cta, context->fields->persona, context->fields->stage);
}

/* "`a`, `b`": what could be asked of this persona at this stage. */
static const char *fitting_list(const struct check_context *context)
{
	const struct taxonomy *ctas = &context->pack->ctas;
	struct taxonomy list = {.what = "call to action"};

	for (size_t i = 0; i < ctas->count; i++) {
		if (!fits(context, (const struct cta *)ctas->items[i]))
			continue;
		list.items = arena_grow(context->arena, list.items, list.count, &list.capacity,
		                        sizeof(struct entry *));
		list.items[list.count++] = ctas->items[i];
	}
	return list.count ? taxonomy_list(&list, context->report->arena, 12) : "none";
}

/* The id of the pack's default, where it fits; NULL otherwise. */
static const char *default_cta(const struct check_context *context)
{
	const struct taxonomy *ctas = &context->pack->ctas;

	for (size_t i = 0; i < ctas->count; i++) {
		const struct cta *cta = (const struct cta *)ctas->items[i];

		if (cta->is_default && fits(context, cta))
			return cta->entry.id;
	}
	return NULL;
}

static void help_fitting(const struct check_context *context, struct finding *finding)
{
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;

	if (persona && stage)
		finding_help(context->report, finding, "what fits %s at %s: %s", persona->entry.id,
		             stage->entry.id, fitting_list(context));
}

/* ---- the declared call to action ---- */

static void check_declared(const struct check_context *context, const struct cta *cta,
                           struct place place)
{
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;
	struct finding *finding = NULL;

	if (!fits_stage(context, cta)) {
		finding =
		    report_add(context->report, &rules[CTA_STAGE_MISMATCH], place,
		               "`%s` does not fit the %s stage", cta->entry.id, stage->entry.id);
		finding_note(context->report, finding, cta->stages_place,
		             "the stages of `%s` are declared here", cta->entry.id);
		help_fitting(context, finding);
	}
	if (lacks_authority(context, cta)) {
		finding = report_add(
		    context->report, &rules[CTA_AUTHORITY], place,
		    "%s cannot `%s`: it takes the authority `%s`, %s has `%s`", persona->entry.id,
		    cta->entry.id, pack_authority(context->pack, cta->authority), persona->entry.id,
		    pack_authority(context->pack, persona->authority));
		finding_note(context->report, finding, cta->entry.place, "`%s` is declared here",
		             cta->entry.id);
		help_fitting(context, finding);
	} else if (!pack_may_ask(cta, persona, NULL)) {
		finding = report_add(context->report, &rules[CTA_PERSONA_MISMATCH], place,
		                     "`%s` is not an ask for %s", cta->entry.id, persona->entry.id);
		finding_note(context->report, finding, cta->personas_place,
		             "whom `%s` is for is declared here", cta->entry.id);
		help_fitting(context, finding);
	}
}

/* ---- the asks of the body ---- */

/* Words that may stand before an imperative and leave it one. */
static bool opens_imperative(struct slice before)
{
	static const char *const openers[] = {"please", "now",   "then",    "so",   "and",
	                                      "or",     "today", "just",    "next", "finally",
	                                      "simply", "also",  "instead", "first"};
	struct slice word;

	before = slice_trim(before);
	while (slice_split(&before, ' ', &word)) {
		while (word.len && !char_is_alnum(word.ptr[0]))
			word = slice_sub(word, 1, word.len);
		while (word.len && !char_is_alnum(word.ptr[word.len - 1]))
			word.len--;
		if (word.len && !SLICE_IN(word, openers))
			return false;
	}
	return true;
}

/* Whether the phrase at START is in quotation marks: words that are spoken of. */
static bool is_quoted(struct slice text, size_t start)
{
	struct slice before = slice_sub(text, 0, start);

	return slice_ends(before, "\"") || slice_ends(before, "'") ||
	       slice_ends(before, "\xE2\x80\x9C") || slice_ends(before, "\xE2\x80\x98");
}

/*
 * Where the search for the phrases of one call to action stands. Hits come in
 * the order of the text: sentences and links are stepped through once.
 */
struct cursor {
	uint32_t block;
	struct span sentence; /* in that block's text */
	size_t link;          /* the first that does not end before the hit */
	size_t ask;           /* likewise */
};

/* Whether HIT stands where an imperative sentence begins: at the start of its
 * sentence, or of a clause after a colon or semicolon. */
static bool is_imperative(struct cursor *cursor, struct slice text, const struct hit *hit)
{
	enum { OPENING_LIMIT = 200 }; /* bytes of "please", "so", "today", … */
	struct span *sentence = &cursor->sentence;
	size_t start = hit->start;
	size_t from;

	if (cursor->block != hit->block) {
		cursor->block = hit->block;
		*sentence = (struct span){0, 0};
	}
	while (hit->start >= sentence->end && sentence_next(text, sentence->end, sentence))
		;
	from = hit->start > OPENING_LIMIT ? hit->start - OPENING_LIMIT : 0;
	if (from < sentence->start)
		from = sentence->start;
	while (start > from && text.ptr[start - 1] != ':' && text.ptr[start - 1] != ';')
		start--;
	if (start == from && from > sentence->start)
		return false;
	return opens_imperative(slice_sub(text, start, hit->start));
}

static void add_ask(const struct check_context *context, struct asks *asks, struct ask ask)
{
	asks->items = arena_grow(context->arena, asks->items, asks->count, &asks->capacity,
	                         sizeof(*asks->items));
	asks->items[asks->count++] = ask;
}

/* Whether the hit lies in the text of a link: then the link is the ask. */
static bool in_link(const struct document *document, struct cursor *cursor, const struct hit *hit)
{
	size_t i = cursor->link;

	while (i < document->link_count &&
	       (document->links[i].block < hit->block ||
	        (document->links[i].block == hit->block && document->links[i].end <= hit->start)))
		i++;
	cursor->link = i;
	return i < document->link_count && document->links[i].block == hit->block &&
	       document->links[i].start < hit->end;
}

/* Whether SPAN lies in a link that asks: then a picture in it is no ask of its
 * own. *NEXT, 0 at first, moves on with the spans, which ascend. */
static bool in_asking_link(const struct asks *links, size_t *next, struct span span)
{
	const struct link *link;

	while (*next < links->count && links->items[*next].link->span.end <= span.start)
		++*next;
	link = *next < links->count ? links->items[*next].link : NULL;
	return link && link->span.start <= span.start && span.end <= link->span.end;
}

/* Whether a phrase lies in LINK's text; *HIT moves on to what may lie in later ones. */
static bool has_phrase(const struct check_context *context, const struct link *link,
                       const struct hit **hit)
{
	const struct hit *h = *hit;

	while (h && (h->block < link->block || (h->block == link->block && h->start < link->start)))
		h = hits_next(context->hits, h);
	*hit = h;
	for (; h && h->block == link->block && h->start < link->end;
	     h = hits_next(context->hits, h))
		if (h->end <= link->end)
			return true;
	return false;
}

/* Sets in FOUND, for each link that asks for CTA, that it does: the declared one
 * before any other, one that fits before one that does not. */
static void find_links_of(const struct check_context *context, const struct cta *cta,
                          const struct cta **found)
{
	const struct document *document = &context->draft->document;
	const struct hit *hit = cta->list == NO_LIST ? NULL : hits_first(context->hits, cta->list);

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		struct check_target target = check_target(context, link->destination);

		if ((found[i] && found[i] == context->fields->cta) ||
		    !check_is_prose(context, link->block) ||
		    !(has_phrase(context, link, &hit) ||
		      (cta->links && check_target_matches(&target, cta->links))))
			continue;
		if (!found[i] || cta == context->fields->cta ||
		    (!fits(context, found[i]) && fits(context, cta)))
			found[i] = cta;
	}
}

static void find_link_asks(const struct check_context *context, struct asks *asks)
{
	const struct document *document = &context->draft->document;
	const struct taxonomy *ctas = &context->pack->ctas;
	const struct cta **found =
	    arena_array(context->arena, document->link_count, sizeof(*found));

	for (size_t i = 0; i < ctas->count; i++)
		find_links_of(context, (const struct cta *)ctas->items[i], found);
	for (size_t i = 0, next = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];

		if (found[i] &&
		    (link->kind != LINK_IMAGE || !in_asking_link(asks, &next, link->span)))
			add_ask(context, asks,
			        (struct ask){found[i], link, link->block, link->start, link->end});
	}
}

static void find_phrases_of(const struct check_context *context, const struct cta *cta,
                            const struct asks *links, struct asks *asks)
{
	const struct document *document = &context->draft->document;
	const struct hit *hit = cta->list == NO_LIST ? NULL : hits_first(context->hits, cta->list);
	struct cursor cursor = {.block = UINT32_MAX};
	uint32_t block = UINT32_MAX;
	uint32_t end = 0;

	for (; hit; hit = hits_next(context->hits, hit)) {
		const struct block *in = &document->blocks[hit->block];
		bool overlaps = hit->block == block && hit->start < end;

		if (overlaps || !check_is_prose(context, hit->block) || in->quoted ||
		    in_link(document, &cursor, hit) ||
		    (in->kind == BLOCK_ALT && in_asking_link(links, &cursor.ask, in->span)) ||
		    (in->kind != BLOCK_ALT && (is_quoted(block_text(in), hit->start) ||
		                               !is_imperative(&cursor, block_text(in), hit))))
			continue;
		add_ask(context, asks, (struct ask){cta, NULL, hit->block, hit->start, hit->end});
		block = hit->block;
		end = hit->end;
	}
}

static void find_phrase_asks(const struct check_context *context, struct asks *asks)
{
	const struct taxonomy *ctas = &context->pack->ctas;
	const struct asks links = *asks;

	for (size_t i = 0; i < ctas->count; i++)
		find_phrases_of(context, (const struct cta *)ctas->items[i], &links, asks);
}

/* ---- asks against the metadata ---- */

/* The link's text or the phrase; a link around a picture has no text. */
static struct place ask_place(const struct check_context *context, const struct ask *ask)
{
	if (ask->link && ask->start == ask->end)
		return (struct place){context->draft->source, ask->link->span};
	return check_place(context, &context->draft->document.blocks[ask->block], ask->start,
	                   ask->end);
}

static void report_conflict(const struct check_context *context, const struct ask *ask)
{
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;
	const struct cta *cta = ask->cta;
	bool wrong_stage = !fits_stage(context, cta);
	struct finding *finding;

	finding = report_add(
	    context->report, &rules[CTA_CONFLICT], ask_place(context, ask),
	    "this asks for `%s`, which is not for %s", cta->entry.id,
	    wrong_stage ? arena_printf(context->report->arena, "the %s stage", stage->entry.id)
	                : persona->entry.id);
	finding_note(
	    context->report, finding, wrong_stage ? cta->stages_place : cta->personas_place,
	    "`%s` is declared for these %s", cta->entry.id, wrong_stage ? "stages" : "personas");
	help_fitting(context, finding);
}

static bool same_ask(const struct check_context *context, const struct ask *ask)
{
	const struct field *field = &context->fields->of[FIELD_CTA];

	return field_has(field, &ask->cta->entry);
}

static void check_presence(const struct check_context *context, const struct field_value *value,
                           const struct asks *asks)
{
	const struct cta *cta = (const struct cta *)value->entry;
	const struct ask *last = NULL;
	struct finding *finding;

	for (size_t i = 0; i < asks->count; i++)
		if (asks->items[i].cta == cta &&
		    (!last || asks->items[i].block > last->block ||
		     (asks->items[i].block == last->block && asks->items[i].start > last->start)))
			last = &asks->items[i];
	if (!last) {
		finding = report_add(context->report, &rules[CTA_ABSENT], value->place,
		                     "the body never asks for `%s`", cta->entry.id);
		if (strings_first(cta->match))
			finding_help(context->report, finding,
			             "close with a link or a sentence like `%s`",
			             strings_first(cta->match)->map.text);
		return;
	}
	if (last->block >= check_last_section(context))
		return;
	finding = report_add(context->report, &rules[CTA_BURIED], ask_place(context, last),
	                     "the ask for `%s` is not in the last section", cta->entry.id);
	finding_help(context->report, finding, "ask again where the reader stops reading");
}

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_CTA];
	struct asks asks = {0};

	(void)settings;
	if (context->pack->ctas.count == 0)
		return;
	if (field->count == 0 && check_metadata_readable(context))
		check_report_missing(context, &rules[CTA_MISSING], FIELD_CTA, fitting_list(context),
		                     default_cta(context));
	find_link_asks(context, &asks);
	find_phrase_asks(context, &asks);
	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];
		const struct cta *cta = (const struct cta *)value->entry;

		if (!cta) {
			check_report_unknown(context, &rules[CTA_UNKNOWN], value,
			                     &context->pack->ctas);
			continue;
		}
		check_declared(context, cta, value->place);
		if ((cta->links || cta->list != NO_LIST) && context->draft->complete)
			check_presence(context, value, &asks);
	}
	for (size_t i = 0; i < asks.count; i++)
		if (!same_ask(context, &asks.items[i]) && !fits(context, asks.items[i].cta))
			report_conflict(context, &asks.items[i]);
}

const struct check check_cta = {
    .name = "cta",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
