#include "rules/pack_loader.h"

#include <stddef.h>

#include "base/arena.h"
#include "rules/phrases.h"

static const struct decode_field term_fields[] = {
    ENTRY_FIELDS(term),
    {"group", DECODE_STRING, offsetof(struct term, group), true, NULL},
    {"plain", DECODE_STRING, offsetof(struct term, plain), false, NULL},
    UNSTORED("match", DECODE_STRINGS),
    UNSTORED("explained", DECODE_STRINGS),
};

static const struct decode_field assumption_fields[] = {
    {"group", DECODE_STRING, offsetof(struct assumption, group), true, NULL},
    UNSTORED("match", DECODE_STRINGS),
};

static const struct decode_field positioning_fields[] = {
    {"product", DECODE_STRING, offsetof(struct positioning, product), true, NULL},
    {"anchor", DECODE_STRING, offsetof(struct positioning, anchor), true, NULL},
    {"accept", DECODE_STRINGS, offsetof(struct positioning, accept), false, NULL},
    UNSTORED("differentiator", DECODE_STRING),
};

static const struct decode_field claim_fields[] = {
    UNSTORED("match", DECODE_STRINGS),
    UNSTORED("bounds", DECODE_STRINGS),
};

void pack_read_glossary(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a term", term_fields);

	pack_read_entries(loader, list, &schema, sizeof(struct term), &loader->pack->terms);
}

void pack_read_positioning(struct pack_loader *loader, const struct node *map)
{
	static const struct decode_schema schema =
	    DECODE_SCHEMA("the positioning", positioning_fields);
	const struct node *anchor = node_get(map, "anchor");

	decode(&loader->decoder, map, &schema, &loader->pack->positioning);
	loader->pack->positioning.place =
	    (struct place){loader->decoder.source, anchor ? node_value_span(anchor) : map->span};
}

/* Phrase lists wait for the language, which may stand in a later file. */
void pack_read_assumed(struct pack_loader *loader, const struct node *list)
{
	loader->assumed = list;
	loader->assumed_source = loader->decoder.source;
}

void pack_read_outcomes(struct pack_loader *loader, const struct node *strings)
{
	loader->outcomes = strings;
	loader->outcomes_source = loader->decoder.source;
}

void pack_read_glosses(struct pack_loader *loader, const struct node *strings)
{
	loader->glosses = strings;
	loader->glosses_source = loader->decoder.source;
}

void pack_read_claims(struct pack_loader *loader, const struct node *map)
{
	static const struct decode_schema schema = DECODE_SCHEMA("the claims", claim_fields);

	decode(&loader->decoder, map, &schema, loader->pack);
	loader->claims = map;
	loader->claims_source = loader->decoder.source;
}

static bool has_small_letter(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= 'a' && text.ptr[i] <= 'z')
			return true;
	return false;
}

/* The forms of a term: a word in capitals alone is an acronym, and its case
 * tells it from the word ("BEAM" is no beam). */
static uint32_t term_list(struct pack_loader *loader, const struct node *term)
{
	const struct node *match = node_get(term, "match");
	const struct node *forms = match ? match : node_get(term, "name");
	bool small = false;

	for (const struct node *f = strings_first(forms); f; f = strings_next(forms, f))
		small = small || has_small_letter(node_text(f));
	return pack_phrase_list(loader, forms, small ? 0 : PHRASES_CASE_SENSITIVE);
}

static void link_assumed(struct pack_loader *loader)
{
	static const struct decode_schema schema =
	    DECODE_SCHEMA("an assumption", assumption_fields);
	struct pack *pack = loader->pack;
	const struct node *list = loader->assumed;

	loader->decoder.source = loader->assumed_source;
	pack->assumptions =
	    arena_array(loader->decoder.arena, list->count, sizeof(*pack->assumptions));
	for (const struct node *item = list->first; item; item = item->next) {
		struct assumption *assumption = &pack->assumptions[pack->assumption_count];

		if (!decode(&loader->decoder, item, &schema, assumption))
			continue;
		assumption->list = pack_phrase_list(loader, node_get(item, "match"), 0);
		assumption->place = (struct place){loader->decoder.source, item->span};
		pack->assumption_count += assumption->list != NO_LIST;
	}
}

void pack_link_words(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;
	unsigned stemmed = pack->language ? PHRASES_STEMMED : 0;

	for (size_t i = 0; i < pack->terms.count; i++) {
		struct term *term = (struct term *)pack_entry_at(loader, &pack->terms, i);

		term->list = term_list(loader, term->entry.node);
		term->plain_list =
		    pack_phrase_list(loader, node_get(term->entry.node, "explained"), stemmed);
	}
	if (loader->assumed)
		link_assumed(loader);
	loader->decoder.source = loader->outcomes_source;
	pack->outcomes = pack_phrase_list(loader, loader->outcomes, stemmed);
	loader->decoder.source = loader->glosses_source;
	pack->glosses = pack_phrase_list(loader, loader->glosses, 0);
	if (!loader->claims)
		return;
	loader->decoder.source = loader->claims_source;
	pack->claims = pack_phrase_list(loader, node_get(loader->claims, "match"), 0);
	pack->bounds = pack_phrase_list(loader, node_get(loader->claims, "bounds"), 0);
	pack->claims_place = (struct place){loader->claims_source, loader->claims->key_span};
}
