#include "checks/asks.h"

#include <string.h>

#include "base/arena.h"
#include "rules/sentence.h"

static bool fits(const struct check_context *context, const struct cta *cta)
{
	return pack_may_ask(cta, context->fields->persona, context->fields->stage);
}

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

static void find_in_list(const struct check_context *context, size_t list,
                         const struct check_target *target, bool *asked)
{
	const struct pack *pack = context->pack;

	for (uint32_t i = pack->cta_link_lists[list]; i; i = pack->cta_links[i - 1].next) {
		const struct cta_link *link = &pack->cta_links[i - 1];

		asked[link->cta] = asked[link->cta] || check_target_is(target, link->glob);
	}
}

/* Sets ASKED for the calls to action that TARGET is a link of. */
static void find_targets(const struct check_context *context, const struct check_target *target,
                         bool *asked)
{
	find_in_list(context, CTA_LINK_OTHERS, target, asked);
	if (target->path.len > 1 && target->path.ptr[0] == '/')
		find_in_list(context, CTA_LINK_PATHS + (unsigned char)target->path.ptr[1], target,
		             asked);
	if (target->whole.len)
		find_in_list(context, (unsigned char)target->whole.ptr[0], target, asked);
}

/* The one of the calls to action ASKED that a link is taken for: the declared one
 * before any other, one that fits before one that does not. NULL: none. */
static const struct cta *choose(const struct check_context *context, const bool *asked)
{
	const struct taxonomy *ctas = &context->pack->ctas;
	const struct cta *declared = context->fields->cta;
	const struct cta *chosen = NULL;

	if (declared && asked[declared->entry.index])
		return declared;
	for (size_t i = 0; i < ctas->count; i++) {
		const struct cta *cta = (const struct cta *)ctas->items[i];

		if (asked[i] && (!chosen || (!fits(context, chosen) && fits(context, cta))))
			chosen = cta;
	}
	return chosen;
}

static void find_link_asks(const struct check_context *context, struct asks *asks)
{
	const struct document *document = &context->draft->document;
	const struct taxonomy *ctas = &context->pack->ctas;
	const struct hit **hits = arena_array(context->arena, ctas->count, sizeof(*hits));
	bool *asked = arena_array(context->arena, ctas->count, sizeof(*asked));

	for (size_t c = 0; c < ctas->count; c++) {
		const struct cta *cta = (const struct cta *)ctas->items[c];

		hits[c] = cta->list == NO_LIST ? NULL : hits_first(context->hits, cta->list);
	}
	for (size_t i = 0, next = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		struct check_target target = check_target(context, link->destination);
		const struct cta *found;

		if (!check_is_prose(context, link->block))
			continue;
		memset(asked, 0, ctas->count * sizeof(*asked));
		find_targets(context, &target, asked);
		for (size_t c = 0; c < ctas->count; c++)
			if (hits[c] && has_phrase(context, link, &hits[c]))
				asked[c] = true;
		found = choose(context, asked);
		if (found && (link->kind != LINK_IMAGE || !in_asking_link(asks, &next, link->span)))
			add_ask(context, asks,
			        (struct ask){found, link, link->block, link->start, link->end});
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

struct asks asks_find(const struct check_context *context)
{
	struct asks asks = {0};

	find_link_asks(context, &asks);
	find_phrase_asks(context, &asks);
	return asks;
}
