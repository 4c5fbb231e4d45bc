#include "rules/alternation_joined.h"

/* The first hit of LIST that the search may see, or NULL. */
static const struct hit *first_hit(const struct alternation_search *search, uint32_t list)
{
	const struct alternation_hits *hits = &search->hits;
	const struct hit *hit = hits->hits ? hits_first_in(hits->hits, list, hits->block) : NULL;

	while (hit && hit->block == hits->block && hit->start < hits->offset)
		hit = hits_next(hits->hits, hit);
	return hit && hit->block == hits->block && hit->end <= hits->offset + search->text.len
	           ? hit
	           : NULL;
}

void alternation_search(struct alternation_search *search, const struct alternation *a,
                        struct slice text, struct alternation_hits hits, struct matcher *matcher)
{
	search->alternation = a;
	search->text = text;
	search->hits = hits;
	search->matcher = matcher;
	search->at = 0;
	search->hit = a->has_list ? first_hit(search, a->list) : NULL;
	search->aborted = false;
	for (size_t i = 0; i < a->joined_count; i++) {
		const struct joined *joined = &a->joined[i];
		search->patterns[i].found = false;
		search->patterns[i].probed = 0;
		search->patterns[i].hit = joined->gated ? first_hit(search, joined->gate) : NULL;
		search->patterns[i].done =
		    (joined->gated && !search->patterns[i].hit) ||
		    (joined->need && hits.pairs && !need_is_met(joined->need, hits.pairs));
	}
}

static uint32_t next_block_of(const struct hits *hits, uint32_t list, uint32_t block)
{
	const struct hit *hit = hits_from(hits, list, block);
	return hit ? hit->block : UINT32_MAX;
}

bool alternation_is_idle(const struct alternation *a, const struct need_pairs *pairs)
{
	for (size_t i = 0; i < a->joined_count; i++) {
		const struct joined *joined = &a->joined[i];
		if (!joined->gated && (!joined->need || need_is_met(joined->need, pairs)))
			return false;
	}
	return true;
}

bool alternation_asks_pairs(const struct alternation *a)
{
	return a->asks_pairs;
}

bool alternation_has_hit(const struct alternation *a, const struct hits *hits, uint32_t block)
{
	if (a->has_list && hits_first_in(hits, a->list, block))
		return true;
	for (size_t i = 0; i < a->joined_count; i++)
		if (a->joined[i].gated && hits_first_in(hits, a->joined[i].gate, block))
			return true;
	return false;
}

uint32_t alternation_next_block(const struct alternation *a, const struct hits *hits,
                                uint32_t block, bool idle)
{
	uint32_t best = a->has_list ? next_block_of(hits, a->list, block) : UINT32_MAX;

	for (size_t i = 0; i < a->joined_count && best > block; i++) {
		uint32_t next = idle ? UINT32_MAX : block;
		if (a->joined[i].gated)
			next = next_block_of(hits, a->joined[i].gate, block);
		best = next < best ? next : best;
	}
	return best;
}

/* The item of the match that MATCHER holds. */
static uint32_t matched_item(const struct joined *joined, const struct matcher *matcher)
{
	struct span unused;
	size_t i = 0;
	while (i + 1 < joined->part_count &&
	       !pattern_group(matcher, joined->parts[i].group, &unused))
		i++;
	return joined->parts[i].item;
}

/* The next match of pattern number I, whose matches begin where phrases do. */
static void advance_by_hits(struct alternation_search *search, size_t i)
{
	const struct joined *joined = &search->alternation->joined[i];
	struct alternation_match *match = &search->patterns[i].match;
	const struct alternation_hits *hits = &search->hits;
	const struct hit *hit = search->patterns[i].hit;
	size_t tried = SIZE_MAX;

	for (; hit && hit->block == hits->block && !search->patterns[i].found;
	     hit = hits_next(hits->hits, hit)) {
		size_t at = hit->start - hits->offset;

		if (hit->start < hits->offset + search->at || at == tried)
			continue;
		if (at > search->text.len)
			break;
		tried = at;
		switch (pattern_find_at(joined->pattern, search->matcher, search->text, at,
		                        &match->text)) {
		case PATTERN_MATCH:
			match->item = matched_item(joined, search->matcher);
			search->patterns[i].found = match->text.end > match->text.start;
			break;
		case PATTERN_ABORTED:
			search->aborted = true;
			search->patterns[i].done = true;
			return;
		default:
			break;
		}
	}
	search->patterns[i].hit = hit;
	search->patterns[i].done = !search->patterns[i].found;
}

/* Whether pattern number I may match from FROM on, by its probe. */
static bool probe(struct alternation_search *search, size_t i, size_t from)
{
	const struct joined *joined = &search->alternation->joined[i];
	struct span found;

	if (!joined->probe || search->patterns[i].probed > from)
		return true;
	switch (pattern_find(joined->probe, search->matcher, search->text, from, &found)) {
	case PATTERN_NONE:
		return false;
	case PATTERN_MATCH:
		search->patterns[i].probed = found.start + 1;
		return true;
	default:
		return true;
	}
}

/* The first match of pattern number I from FROM on. */
static enum pattern_result find_next(struct alternation_search *search, size_t i, size_t from,
                                     struct span *found)
{
	const struct joined *joined = &search->alternation->joined[i];

	if (!probe(search, i, from))
		return PATTERN_NONE;
	return need_find(&joined->first, joined->pattern, search->matcher, search->text, from,
	                 found);
}

/* Brings pattern number I's match to or behind the place we are at. */
static void advance(struct alternation_search *search, size_t i)
{
	const struct joined *joined = &search->alternation->joined[i];
	struct alternation_match *match = &search->patterns[i].match;
	if (search->patterns[i].found && match->text.start >= search->at)
		return;
	search->patterns[i].found = false;
	if (joined->prefix) {
		advance_by_hits(search, i);
		return;
	}
	for (size_t from = search->at; !search->patterns[i].found;) {
		enum pattern_result result = find_next(search, i, from, &match->text);
		if (result != PATTERN_MATCH) {
			search->patterns[i].done = true;
			search->aborted = search->aborted || result == PATTERN_ABORTED;
			return;
		}
		match->item = matched_item(joined, search->matcher);
		search->patterns[i].found = match->text.end > match->text.start;
		from = pattern_after(search->text, match->text);
	}
}

/* The first phrase that was hit at or behind the place we are at. */
static bool next_phrase(struct alternation_search *search, struct alternation_match *match)
{
	const struct alternation_hits *hits = &search->hits;
	const struct hit *hit = search->hit;
	size_t end = hits->offset + search->text.len;
	while (hit && hit->block == hits->block &&
	       (hit->start < hits->offset + search->at || hit->end > end))
		hit = hits_next(hits->hits, hit);
	search->hit = hit;
	if (!hit || hit->block != hits->block)
		return false;
	const struct hit *best = hit;
	for (; hit && hit->block == hits->block && hit->start == best->start;
	     hit = hits_next(hits->hits, hit)) {
		if (hit->item < best->item && hit->end <= end)
			best = hit;
	}
	match->text = (struct span){best->start - hits->offset, best->end - hits->offset};
	match->item = search->alternation->ranked[best->item];
	return true;
}

bool alternation_next(struct alternation_search *search, struct alternation_match *match)
{
	bool found = next_phrase(search, match);
	for (size_t i = 0; i < search->alternation->joined_count; i++) {
		if (!search->patterns[i].done)
			advance(search, i);
		if (search->patterns[i].done)
			continue;
		const struct alternation_match *other = &search->patterns[i].match;
		bool earlier =
		    !found || other->text.start < match->text.start ||
		    (other->text.start == match->text.start && other->item < match->item);
		if (earlier)
			*match = *other;
		found = true;
	}
	if (found)
		search->at = match->text.end;
	return found;
}
