/* What the words of the body name: terms of the glossary, asks, pains of the reader. */
#include "lint/reading.h"

struct search {
	const struct block *block;
	const struct hits *hits;
	size_t offset; /* in the source */
	struct reading_name *name;
	bool found;
};

/* Takes ENTRY for what is named when a phrase of its LIST stands at the offset, and no
 * longer one does. */
static void try_entry(struct search *search, const char *kind, const struct entry *entry,
                      uint32_t list)
{
	const struct hit *hit = list == NO_LIST ? NULL : hits_first(search->hits, list);

	for (; hit; hit = hits_next(search->hits, hit)) {
		struct span span = textmap_source(&search->block->map, hit->start, hit->end);

		if (search->offset < span.start || search->offset > span.end)
			continue;
		if (search->found &&
		    span.end - span.start <= search->name->span.end - search->name->span.start)
			continue;
		*search->name = (struct reading_name){kind, entry, span};
		search->found = true;
	}
}

static void try_all(struct search *search, const struct pack *pack, const struct persona *persona)
{
	for (size_t i = 0; i < pack->terms.count; i++)
		try_entry(search, "term", pack->terms.items[i],
		          ((const struct term *)pack->terms.items[i])->list);
	for (size_t i = 0; i < pack->ctas.count; i++)
		try_entry(search, "cta", pack->ctas.items[i],
		          ((const struct cta *)pack->ctas.items[i])->list);
	for (size_t i = 0; persona && i < persona->pains.count; i++)
		try_entry(search, "pain", persona->pains.items[i],
		          ((const struct pain *)persona->pains.items[i])->list);
}

/* The block of prose that OFFSET lies in; NULL when it lies in none that is mapped. */
static const struct block *block_at(const struct draftlint_reading *reading, size_t offset)
{
	const struct document *document = &reading->draft->document;

	for (size_t i = 0; i < document->block_count; i++) {
		const struct block *block = &document->blocks[i];

		if (block->span.start <= offset && offset <= block->span.end &&
		    block->kind != BLOCK_FIELD && block->kind != BLOCK_CODE && !block->approximate)
			return block;
	}
	return NULL;
}

bool reading_phrase(const struct draftlint_reading *reading, size_t offset,
                    struct reading_name *name)
{
	const struct phrases *phrases = reading->plan->ruleset->phrases;
	const struct block *block = reading->pack && phrases ? block_at(reading, offset) : NULL;
	struct hits hits = {0};
	struct search search = {.block = block, .hits = &hits, .offset = offset, .name = name};

	if (!block)
		return false;
	hits_reset(&hits, phrases);
	phrases_scan(phrases, block_text(block), 0, &hits);
	try_all(&search, reading->pack, reading->fields.persona);
	hits_release(&hits);
	return search.found;
}
