#include "rules/pack_loader.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "rules/glob.h"
#include "rules/phrases.h"

/* The entry that the text of NODE names by id; an error when there is none. */
static struct entry *reference_text(struct pack_loader *loader, const struct taxonomy *taxonomy,
                                    struct slice id, struct span span)
{
	struct entry *entry = taxonomy_by_id(taxonomy, id);
	struct finding *finding;
	bool certain;

	if (entry)
		return entry;
	finding = decode_error(&loader->decoder, span, "%s `%.*s` is not declared", taxonomy->what,
	                       SLICE_ARG(id));
	entry = taxonomy_nearest(taxonomy, id, &certain);
	if (entry)
		finding_help(loader->decoder.report, finding, "did you mean `%s`?", entry->id);
	return NULL;
}

static struct entry *reference(struct pack_loader *loader, const struct taxonomy *taxonomy,
                               const struct node *node)
{
	return reference_text(loader, taxonomy, node_text(node), node_value_span(node));
}

struct entry *pack_entry_at(struct pack_loader *loader, const struct taxonomy *taxonomy, size_t i)
{
	loader->decoder.source = taxonomy->items[i]->place.source;
	return taxonomy->items[i];
}

static struct place place_of(const struct pack_loader *loader, struct span span)
{
	return (struct place){loader->decoder.source, span};
}

bool *pack_reference_set(struct pack_loader *loader, const struct taxonomy *taxonomy,
                         const struct node *node)
{
	bool *set = arena_array(loader->decoder.arena, taxonomy->count, sizeof(*set));

	for (const struct node *i = strings_first(node); i; i = strings_next(node, i)) {
		const struct entry *entry = reference(loader, taxonomy, i);

		if (entry)
			set[entry->index] = true;
	}
	return set;
}

/* The map under KEY; of anything else that stands there the entry's decoding tells. */
static const struct node *map_under(const struct entry *entry, const char *key)
{
	const struct node *node = node_get(entry->node, key);

	return node && node->kind == NODE_MAP ? node : NULL;
}

static long authority_index(struct pack_loader *loader, const struct node *node)
{
	const struct node *authorities = loader->pack->authorities;
	struct finding *finding;
	struct nearest nearest;
	const char *best;
	bool certain;
	long index = 0;

	if (!node)
		return -1;
	nearest_init(&nearest, node_text(node));
	for (const struct node *a = authorities ? authorities->first : NULL; a; a = a->next) {
		if (slice_equal(node_text(a), node_text(node)))
			return index;
		nearest_try(&nearest, a->map.text);
		index++;
	}
	finding = decode_error(&loader->decoder, node_value_span(node),
	                       "authority `%.*s` is not declared", SLICE_ARG(node_text(node)));
	best = nearest_best(&nearest, &certain);
	if (best)
		finding_help(loader->decoder.report, finding, "did you mean `%s`?", best);
	return -1;
}

uint32_t pack_phrase_list(struct pack_loader *loader, const struct node *strings, unsigned flags)
{
	uint32_t list;
	uint32_t item = 0;

	if (!strings_first(strings))
		return NO_LIST;
	list = phrases_list(loader->phrases, flags);
	for (const struct node *i = strings_first(strings); i; i = strings_next(strings, i))
		if (!phrases_add(loader->phrases, list, node_text(i), item++))
			decode_error(&loader->decoder, i->span, "`%.*s` holds no word to look for",
			             SLICE_ARG(node_text(i)));
	return list;
}

/* Each entry of the list must be met; one that is itself a list, by any member. */
static struct proof *read_proof(struct pack_loader *loader, const struct node *list)
{
	struct proof *first = NULL;
	struct proof **end = &first;

	for (const struct node *item = list ? list->first : NULL; item; item = item->next) {
		struct proof *proof = arena_alloc(loader->decoder.arena, sizeof(*proof));
		size_t most = item->kind == NODE_LIST ? item->count : 1;

		proof->place = place_of(loader, item->span);
		proof->any = arena_array(loader->decoder.arena, most, sizeof(struct detector *));
		for (const struct node *i = strings_first(item); i; i = strings_next(item, i)) {
			const struct entry *entry = reference(loader, &loader->pack->detectors, i);

			if (entry)
				proof->any[proof->count++] = (const struct detector *)entry;
		}
		*end = proof;
		end = &proof->next;
	}
	return first;
}

void pack_check_globs(struct pack_loader *loader, const struct node *globs)
{
	const char *why;

	for (const struct node *i = strings_first(globs); i; i = strings_next(globs, i))
		if (!glob_valid(node_text(i), &why))
			decode_error(&loader->decoder, node_value_span(i), "glob is wrong: %s",
			             why);
}

static void link_personas(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;
	unsigned stemmed = pack->language ? PHRASES_STEMMED : 0;

	for (size_t i = 0; i < pack->personas.count; i++) {
		struct persona *persona =
		    (struct persona *)pack_entry_at(loader, &pack->personas, i);
		const struct node *group = node_get(persona->entry.node, "group");

		if (group)
			persona->group =
			    (const struct group *)reference(loader, &pack->groups, group);
		persona->authority =
		    authority_index(loader, node_get(persona->entry.node, "authority"));
		persona->proof = read_proof(loader, node_get(persona->entry.node, "proof"));
		if (persona->route)
			persona->route_place = place_of(
			    loader, node_value_span(node_get(persona->entry.node, "route")));
		if (!persona->knows && persona->group)
			persona->knows = persona->group->knows;
		if (persona->pains.count == 0 && !persona->question)
			decode_error(&loader->decoder, persona->entry.place.span,
			             "persona `%s` has no pains", persona->entry.id);
		for (size_t p = 0; p < persona->pains.count; p++) {
			struct pain *pain = (struct pain *)persona->pains.items[p];

			pain->persona = persona;
			pain->list = pack_phrase_list(loader, pain->keywords, stemmed);
		}
		for (size_t o = 0; o < persona->objections.count; o++) {
			struct objection *objection =
			    (struct objection *)persona->objections.items[o];

			objection->persona = persona;
			objection->list = pack_phrase_list(loader, objection->keywords, stemmed);
		}
	}
}

static void link_stage_site(struct pack_loader *loader, struct stage *stage)
{
	const struct node *surfaces = node_get(stage->entry.node, "surfaces");
	const struct node *kpis = node_get(stage->entry.node, "kpis");

	pack_check_globs(loader, stage->surfaces);
	if (surfaces)
		stage->surfaces_place = place_of(loader, surfaces->key_span);
	if (!kpis)
		return;
	stage->kpis = pack_reference_set(loader, &loader->pack->kpis, kpis);
	stage->kpis_place = place_of(loader, kpis->key_span);
}

static void link_stages(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;
	size_t personas = pack->personas.count;

	for (size_t i = 0; i < pack->stages.count; i++) {
		struct stage *stage = (struct stage *)pack_entry_at(loader, &pack->stages, i);
		const struct node *kinds = map_under(&stage->entry, "kinds");

		link_stage_site(loader, stage);
		stage->proof = read_proof(loader, node_get(stage->entry.node, "proof"));
		stage->kinds =
		    arena_array(loader->decoder.arena, personas, sizeof(const struct kind **));
		stage->kinds_place =
		    arena_array(loader->decoder.arena, personas, sizeof(*stage->kinds_place));
		for (const struct node *k = kinds ? kinds->first : NULL; k; k = k->next) {
			const struct entry *persona =
			    reference_text(loader, &pack->personas, k->key, k->key_span);
			const struct kind **list =
			    arena_array(loader->decoder.arena, k->count + 2, sizeof(struct kind *));
			size_t count = 0;

			for (const struct node *n = strings_first(k); n; n = strings_next(k, n)) {
				const struct entry *kind = reference(loader, &pack->kinds, n);

				if (kind)
					list[count++] = (const struct kind *)kind;
			}
			if (persona) {
				stage->kinds[persona->index] = list;
				stage->kinds_place[persona->index] = place_of(loader, k->key_span);
			}
		}
	}
}

static void read_fit(struct pack_loader *loader, const struct node *item, struct fit *fit)
{
	const struct decode_field fields[] = {
	    {"stars", DECODE_LONG, offsetof(struct fit, stars), true, NULL},
	    {"note", DECODE_STRING, offsetof(struct fit, note), false, NULL}};
	const struct decode_schema schema = DECODE_SCHEMA("a fit", fields);

	fit->place = place_of(loader, item->key_span);
	if (decode(&loader->decoder, item, &schema, fit) && fit->stars > 3)
		decode_error(&loader->decoder, node_get(item, "stars")->span,
		             "`stars` must be 0 (do not use) to 3 (primary)");
}

static void link_channels(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;
	struct fit nobody;

	for (size_t i = 0; i < pack->channels.count; i++) {
		struct channel *channel =
		    (struct channel *)pack_entry_at(loader, &pack->channels, i);
		const struct node *fit = map_under(&channel->entry, "fit");

		channel->fit =
		    arena_array(loader->decoder.arena, pack->personas.count, sizeof(*channel->fit));
		for (size_t p = 0; p < pack->personas.count; p++)
			channel->fit[p].stars = -1;
		if (!node_get(channel->entry.node, "fit")) {
			struct finding *finding =
			    decode_error(&loader->decoder, channel->entry.place.span,
			                 "channel `%s` is rated for nobody", channel->entry.id);

			finding_help(loader->decoder.report, finding,
			             "write `fit: {}` if that is meant");
		}
		for (const struct node *f = fit ? fit->first : NULL; f; f = f->next) {
			const struct entry *persona =
			    reference_text(loader, &pack->personas, f->key, f->key_span);

			read_fit(loader, f, persona ? &channel->fit[persona->index] : &nobody);
		}
	}
}

static void link_ctas(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;
	bool *served = arena_array(loader->decoder.arena, pack->stages.count, sizeof(*served));

	for (size_t i = 0; i < pack->ctas.count; i++) {
		struct cta *cta = (struct cta *)pack_entry_at(loader, &pack->ctas, i);
		const struct node *stages = node_get(cta->entry.node, "stages");
		const struct node *personas = node_get(cta->entry.node, "personas");

		cta->stages = pack_reference_set(loader, &pack->stages, stages);
		cta->personas = pack_reference_set(loader, &pack->personas, personas);
		for (size_t s = 0; s < pack->stages.count; s++) {
			cta->stages[s] = cta->stages[s] || !stages;
			served[s] = served[s] || cta->stages[s];
		}
		for (size_t p = 0; p < pack->personas.count; p++)
			cta->personas[p] = cta->personas[p] || !personas;
		cta->stages_place =
		    place_of(loader, stages ? stages->key_span : cta->entry.place.span);
		cta->personas_place =
		    place_of(loader, personas ? personas->key_span : cta->entry.place.span);
		cta->authority = authority_index(loader, node_get(cta->entry.node, "authority"));
		cta->list = pack_phrase_list(loader, cta->match, 0);
		pack_add_cta_links(loader, cta);
	}
	for (size_t s = 0; s < pack->stages.count && pack->ctas.count; s++) {
		const struct entry *stage = pack_entry_at(loader, &pack->stages, s);

		if (!served[s])
			decode_error(&loader->decoder, stage->place.span,
			             "no call to action serves the stage `%s`", stage->id);
	}
}

static struct range read_range(struct pack_loader *loader, const struct node *node)
{
	const struct decode_field fields[] = {
	    {"min", DECODE_LONG, offsetof(struct range, min), false, NULL},
	    {"max", DECODE_LONG, offsetof(struct range, max), false, NULL}};
	const struct decode_schema schema = DECODE_SCHEMA("a range", fields);
	struct range range = {-1, -1, {NULL, {0, 0}}};

	if (!node)
		return range;
	range.place = place_of(loader, node->key_span);
	if (decode(&loader->decoder, node, &schema, &range) && range.max >= 0 &&
	    range.min > range.max)
		decode_error(&loader->decoder, node->span, "`min` %ld is above `max` %ld",
		             range.min, range.max);
	return range;
}

static void link_formats(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;

	for (size_t i = 0; i < pack->formats.count; i++) {
		struct format *format = (struct format *)pack_entry_at(loader, &pack->formats, i);
		const struct node *personas = map_under(&format->entry, "personas");

		format->words = read_range(loader, map_under(&format->entry, "words"));
		format->minutes = read_range(loader, map_under(&format->entry, "minutes"));
		if (!personas)
			continue;
		format->personas =
		    arena_array(loader->decoder.arena, pack->personas.count, sizeof(bool));
		format->personas_place = place_of(loader, personas->key_span);
		for (const struct node *p = personas->first; p; p = p->next) {
			const struct entry *persona =
			    reference_text(loader, &pack->personas, p->key, p->key_span);

			if (persona)
				format->personas[persona->index] = true;
			pack_reference_set(loader, &pack->kinds, p->count ? p : NULL);
		}
	}
}

static void link_goals(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;

	for (size_t i = 0; i < pack->goals.count; i++) {
		struct goal *goal = (struct goal *)pack_entry_at(loader, &pack->goals, i);
		const struct node *mix = map_under(&goal->entry, "mix");
		long sum = 0;

		goal->mix = arena_array(loader->decoder.arena, pack->personas.count, sizeof(long));
		for (size_t p = 0; p < pack->personas.count; p++)
			goal->mix[p] = -1;
		if (!mix)
			continue;
		goal->mix_place = place_of(loader, mix->key_span);
		for (const struct node *m = mix->first; m; m = m->next) {
			const struct entry *persona =
			    reference_text(loader, &pack->personas, m->key, m->key_span);
			long percent = 0;

			if (!node_long(m, &percent) || percent < 0 || percent > 100)
				decode_error(&loader->decoder, m->span,
				             "a share must be a whole percentage");
			sum += percent;
			if (persona)
				goal->mix[persona->index] = percent;
		}
		if (sum != 100)
			decode_error(&loader->decoder, mix->key_span,
			             "the mix of `%s` adds up to %ld, not 100", goal->entry.id,
			             sum);
	}
}

/* Shares are of a whole, so those of one kind add up to it. */
static void check_shares(struct pack_loader *loader, const struct taxonomy *taxonomy)
{
	long sum = 0;
	bool any = false;

	for (size_t i = 0; i < taxonomy->count; i++) {
		long share = pack_share(pack_entry_at(loader, taxonomy, i));

		any = any || share >= 0;
		sum += share > 0 ? share : 0;
	}
	if (any && sum != 100)
		decode_error(&loader->decoder, taxonomy->items[0]->place.span,
		             "the shares of the %ss add up to %ld, not 100", taxonomy->what, sum);
}

void pack_link_when(struct pack_loader *loader, const struct prose_rule *rule)
{
	const struct pack *pack = loader->pack;

	loader->decoder.source = rule->place.source;
	for (size_t i = 0; i < rule->when_count; i++) {
		const struct prose_when *when = &rule->when[i];
		const struct {
			const struct node *names;
			const struct taxonomy *taxonomy;
		} conditions[] = {{when->persona, &pack->personas},
		                  {when->secondary, &pack->personas},
		                  {when->stage, &pack->stages},
		                  {when->channel, &pack->channels},
		                  {when->format, &pack->formats}};

		for (size_t c = 0; c < sizeof(conditions) / sizeof(conditions[0]); c++)
			pack_reference_set(loader, conditions[c].taxonomy, conditions[c].names);
	}
}

void pack_link(struct pack_loader *loader)
{
	for (size_t i = 0; i < loader->pack->detectors.count; i++) {
		struct detector *detector =
		    (struct detector *)pack_entry_at(loader, &loader->pack->detectors, i);

		pack_check_globs(loader, detector->links);
	}
	check_shares(loader, &loader->pack->groups);
	check_shares(loader, &loader->pack->personas);
	check_shares(loader, &loader->pack->stages);
	link_personas(loader);
	link_stages(loader);
	link_channels(loader);
	link_ctas(loader);
	link_formats(loader);
	link_goals(loader);
	loader->pack->fields =
	    field_map_read(&loader->decoder, NULL, loader->fields, loader->fields_source,
	                   loader->defaults, loader->defaults_source);
}
