#include <string.h>

#include "base/arena.h"
#include "lint/brief_writer.h"
#include "rules/pack_text.h"
#include "rules/routes.h"

enum { STARS_PRIMARY = 3 };

/* ---- what for this reader ---- */

static void add_pains(const struct brief *brief)
{
	const struct taxonomy *pains = &brief->persona->pains;
	size_t count = pack_top(brief->pack, brief->persona);

	for (size_t i = 0; i < pains->count && i < count; i++) {
		const struct node *keywords = ((const struct pain *)pains->items[i])->keywords;
		struct draftlint_brief_item item =
		    brief_item(brief, "pain", FIELD_PAIN, pains->items[i]);

		item.number = (long)i + 1;
		item.chosen = pains->count == 1;
		item.words = keywords ? strings_first(keywords)->map.text : NULL;
		brief_add(brief, item, pains->items[i]->place);
	}
}

static void add_strings(const struct brief *brief, const char *section, const struct entry *entry,
                        const char *key)
{
	const struct node *strings = node_get(entry->node, key);

	for (const struct node *s = strings_first(strings); s; s = strings_next(strings, s))
		brief_add_text(brief, section, NULL, s->map.text,
		               (struct place){entry->place.source, s->span});
}

static void add_kinds(const struct brief *brief)
{
	const struct kind **kinds = brief->stage->kinds[brief->persona->entry.index];

	for (size_t i = 0; kinds && kinds[i]; i++) {
		struct draftlint_brief_item item =
		    brief_item(brief, "kind", FIELD_KIND, &kinds[i]->entry);

		item.chosen = !kinds[1];
		brief_add(brief, item, kinds[i]->entry.place);
	}
}

/* Whether KINDS of a format (empty: all) hold one that fits the stage. */
static bool serves(const struct brief *brief, const struct node *kinds)
{
	const struct kind **fitting =
	    brief->stage ? brief->stage->kinds[brief->persona->entry.index] : NULL;

	if (!fitting || !kinds || !kinds->count)
		return true;
	for (; *fitting; fitting++)
		for (const struct node *k = strings_first(kinds); k; k = strings_next(kinds, k))
			if (slice_is(node_text(k), (*fitting)->entry.id))
				return true;
	return false;
}

static const char *length_text(const struct brief *brief, const struct range *range,
                               const char *unit)
{
	if (range->min < 0 && range->max < 0)
		return NULL;
	return arena_printf(brief->arena, "%s %s", pack_range_text(brief->arena, range), unit);
}

static bool fits(const struct brief *brief, const struct format *format)
{
	const struct node *personas = node_get(format->entry.node, "personas");

	return !format->personas || (format->personas[brief->persona->entry.index] &&
	                             serves(brief, node_get(personas, brief->persona->entry.id)));
}

static void add_formats(const struct brief *brief)
{
	const struct taxonomy *formats = &brief->pack->formats;
	size_t count = 0;

	for (size_t i = 0; i < formats->count; i++)
		count += fits(brief, (const struct format *)formats->items[i]);
	for (size_t i = 0; i < formats->count; i++) {
		const struct format *format = (const struct format *)formats->items[i];
		struct draftlint_brief_item item =
		    brief_item(brief, "format", FIELD_FORMAT, &format->entry);

		if (!fits(brief, format))
			continue;
		item.chosen = count == 1;
		item.text = brief_join(brief->arena, length_text(brief, &format->words, "words"),
		                       length_text(brief, &format->minutes, "minutes"));
		brief_add(brief, item, format->entry.place);
	}
}

static void add_channels(const struct brief *brief)
{
	const struct taxonomy *channels = &brief->pack->channels;

	for (long stars = STARS_PRIMARY; stars >= 0; stars--)
		for (size_t i = 0; i < channels->count; i++) {
			const struct fit *fit = &((const struct channel *)channels->items[i])
			                             ->fit[brief->persona->entry.index];
			struct draftlint_brief_item item =
			    brief_item(brief, "channel", FIELD_CHANNELS, channels->items[i]);

			if (fit->stars != stars)
				continue;
			item.number = stars;
			item.text = fit->note;
			item.chosen = stars == STARS_PRIMARY;
			brief_add(brief, item, fit->place);
		}
}

/* A link of the call to action that says where it leads; NULL: all are patterns. */
static const char *link_of(const struct cta *cta)
{
	for (const struct node *l = strings_first(cta->links); l; l = strings_next(cta->links, l))
		if (!strpbrk(l->map.text, "*?[{"))
			return l->map.text;
	return NULL;
}

static void add_ctas(const struct brief *brief)
{
	const struct taxonomy *ctas = &brief->pack->ctas;
	const struct cta *pick = NULL;
	size_t count = 0;

	for (size_t i = 0; i < ctas->count; i++) {
		const struct cta *cta = (const struct cta *)ctas->items[i];

		if (!pack_may_ask(cta, brief->persona, brief->stage))
			continue;
		count++;
		if (!pick || cta->is_default)
			pick = cta;
	}
	for (size_t i = 0; i < ctas->count; i++) {
		const struct cta *cta = (const struct cta *)ctas->items[i];
		struct draftlint_brief_item item = brief_item(brief, "cta", FIELD_CTA, &cta->entry);

		if (!pack_may_ask(cta, brief->persona, brief->stage))
			continue;
		item.chosen = cta == pick && brief->stage && (count == 1 || cta->is_default);
		item.why = cta->is_default ? "the default" : NULL;
		item.words = cta->label   ? cta->label
		             : cta->match ? strings_first(cta->match)->map.text
		                          : NULL;
		item.link = link_of(cta);
		brief_add(brief, item, cta->entry.place);
	}
}

static void add_proof(const struct brief *brief, const struct proof *proof)
{
	for (; proof; proof = proof->next) {
		const char *id = "";
		const char *note = NULL;

		for (size_t i = 0; i < proof->count; i++) {
			id = arena_printf(brief->arena, "%s%s%s", id, i ? " or " : "",
			                  proof->any[i]->entry.id);
			note = brief_join(brief->arena, note, proof->any[i]->note);
		}
		brief_add_text(brief, "proof", id, note, proof->place);
	}
}

static void add_objections(const struct brief *brief)
{
	const struct taxonomy *objections = &brief->persona->objections;

	for (size_t i = 0; i < objections->count; i++)
		brief_add(brief,
		          brief_item(brief, "objection", FIELD_OBJECTION, objections->items[i]),
		          objections->items[i]->place);
}

static void add_terms(const struct brief *brief)
{
	const struct taxonomy *terms = &brief->pack->terms;

	for (size_t i = 0; i < terms->count; i++)
		if (!pack_knows(brief->persona, ((const struct term *)terms->items[i])->group))
			brief_add(brief, brief_item(brief, "term", FIELD_COUNT, terms->items[i]),
			          terms->items[i]->place);
}

/* ---- where on the site ---- */

static void add_surfaces(const struct brief *brief)
{
	const struct node *surfaces = brief->stage->surfaces;
	const bool *kpis = brief->stage->kpis;

	for (const struct node *s = strings_first(surfaces); s; s = strings_next(surfaces, s))
		brief_add_text(brief, "surface", NULL, s->map.text, brief->stage->surfaces_place);
	for (size_t i = 0; kpis && i < brief->pack->kpis.count; i++)
		if (kpis[i])
			brief_add(brief,
			          brief_item(brief, "kpi", FIELD_KPI, brief->pack->kpis.items[i]),
			          brief->pack->kpis.items[i]->place);
}

/* The steps of each journey that stand on a surface of the stage, with what comes
 * next. */
static void add_journeys(const struct brief *brief)
{
	const struct taxonomy *journeys = &brief->pack->journeys;

	for (size_t i = 0; i < journeys->count; i++) {
		const struct journey *journey = (const struct journey *)journeys->items[i];
		const struct node *path = journey->path;

		for (const struct node *s = strings_first(path); s; s = strings_next(path, s)) {
			const struct node *next = strings_next(path, s);
			struct draftlint_brief_item item =
			    brief_item(brief, "journey", FIELD_JOURNEY, &journey->entry);

			if (!route_matches(brief->stage->surfaces, s->map.text))
				continue;
			item.text = arena_printf(brief->arena, "%s%s%s", s->map.text,
			                         next ? ", then " : ", its last page",
			                         next ? next->map.text : "");
			brief_add(brief, item, journey->entry.place);
		}
	}
}

void brief_add_offers(const struct brief *brief)
{
	add_strings(brief, "promise", &brief->persona->entry, "promise");
	add_pains(brief);
	if (brief->stage)
		add_kinds(brief);
	add_formats(brief);
	add_channels(brief);
	add_ctas(brief);
	add_proof(brief, brief->persona->proof);
	if (brief->stage)
		add_proof(brief, brief->stage->proof);
	add_objections(brief);
	add_strings(brief, "topic", &brief->persona->entry, "topics");
	add_terms(brief);
	if (brief->persona->route)
		brief_add_text(brief, "first-route", NULL, brief->persona->route,
		               brief->persona->route_place);
}

void brief_add_site(const struct brief *brief)
{
	if (!brief->persona)
		add_proof(brief, brief->stage->proof);
	add_surfaces(brief);
	if (brief->stage->surfaces)
		add_journeys(brief);
}
