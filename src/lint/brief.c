#include "lint/brief.h"

#include <string.h>

#include "base/arena.h"
#include "lint/brief_writer.h"
#include "rules/card.h"
#include "rules/pack_text.h"

/* ---- from one to the other ---- */

/* The entry called NAME; NULL when none is wanted, or there is none: *WHY says so. */
static const struct entry *find(const struct brief *brief, const struct taxonomy *taxonomy,
                                const char *name, const char **why)
{
	const struct entry *entry = name ? taxonomy_find(taxonomy, slice_of(name)) : NULL;

	if (name && !entry && !*why)
		*why = taxonomy_unknown(taxonomy, brief->arena, slice_of(name));
	return entry;
}

/* The persona that has the greatest share of the goal, if one has. */
static void derive_persona(struct brief *brief)
{
	const struct taxonomy *personas = &brief->pack->personas;
	const struct goal *goal = brief->goal;
	long best = 0;

	for (size_t i = 0; i < personas->count; i++) {
		if (goal->mix[i] == best)
			brief->persona = NULL;
		if (goal->mix[i] <= best)
			continue;
		best = goal->mix[i];
		brief->persona = (const struct persona *)personas->items[i];
	}
	brief->persona_why = arena_printf(brief->arena, "`%s` is for %s", goal->entry.id,
	                                  pack_mix_text(brief->arena, brief->pack, goal));
	brief->persona_place = goal->mix_place;
}

/* The only goal that targets the persona, if there is only one. */
static void derive_goal(struct brief *brief)
{
	const struct taxonomy *goals = &brief->pack->goals;
	size_t count = 0;

	for (size_t i = 0; i < goals->count; i++) {
		const struct goal *goal = (const struct goal *)goals->items[i];

		if (goal->mix[brief->persona->entry.index] <= 0)
			continue;
		count++;
		brief->goal = goal;
		brief->goal_place = goal->mix_place;
	}
	if (count != 1)
		brief->goal = NULL;
	brief->goal_why =
	    arena_printf(brief->arena, "no other goal is for %s", brief->persona->entry.id);
}

static void derive(struct brief *brief)
{
	const struct taxonomy *stages = &brief->pack->stages;

	if (!brief->persona && brief->pack->personas.count == 1) {
		brief->persona = (const struct persona *)brief->pack->personas.items[0];
		brief->persona_why = "there is no other";
	} else if (!brief->persona && brief->goal) {
		derive_persona(brief);
	}
	if (!brief->goal && brief->persona)
		derive_goal(brief);
	if (!brief->stage && stages->count == 1) {
		brief->stage = (const struct stage *)stages->items[0];
		brief->stage_why = "there is no other";
	}
}

/* ---- items ---- */

/* The key that states FIELD, as the pack writes it first. */
static const char *key_of(const struct brief *brief, enum field_id field)
{
	const struct field_map *map = &brief->plan->fields;

	for (size_t i = 0; i < map->key_count; i++)
		if (map->keys[i].field == field)
			return arena_copy(brief->arena, map->keys[i].key.ptr, map->keys[i].key.len);
	return NULL;
}

struct draftlint_brief_item brief_item(const struct brief *brief, const char *section,
                                       enum field_id field, const struct entry *entry)
{
	return (struct draftlint_brief_item){
	    .section = section,
	    .key = field < FIELD_COUNT ? key_of(brief, field) : NULL,
	    .id = entry->id,
	    .name = entry->name,
	    .text = card_text(brief->arena, entry),
	    .number = -1,
	};
}

/* ITEM, with PLACE in the pack. */
void brief_add(const struct brief *brief, struct draftlint_brief_item item, struct place place)
{
	if (place.source) {
		item.path = place.source->path;
		item.line = source_position(place.source, place.span.start).line;
	}
	brief->item(brief->context, &item);
}

void brief_add_text(const struct brief *brief, const char *section, const char *id,
                    const char *text, struct place place)
{
	struct draftlint_brief_item item = {
	    .section = section, .id = id, .text = text, .number = -1};

	brief_add(brief, item, place);
}

/* "first, second": the kinds that serve PERSONA at STAGE; NULL: none are named. */
static const char *kinds_of(const struct brief *brief, const struct stage *stage,
                            const struct persona *persona)
{
	const struct kind **kinds = stage->kinds[persona->entry.index];
	const char *text = "";

	for (; kinds && *kinds; kinds++)
		text = arena_printf(brief->arena, "%s%s%s", text, *text ? ", " : "",
		                    (*kinds)->entry.id);
	return *text ? text : NULL;
}

const char *brief_join(struct arena *arena, const char *first, const char *second)
{
	if (!first || !second)
		return first ? first : second;
	return arena_printf(arena, "%s; %s", first, second);
}

/* ---- whom, why, when ---- */

static void add_goals(const struct brief *brief)
{
	const struct taxonomy *goals = &brief->pack->goals;

	for (size_t i = 0; i < goals->count; i++) {
		const struct goal *goal = (const struct goal *)goals->items[i];
		struct draftlint_brief_item item =
		    brief_item(brief, "goal", FIELD_GOAL, goals->items[i]);
		bool derived = goal == brief->goal && brief->goal_why;

		if (brief->goal ? goal != brief->goal
		                : brief->persona && goal->mix[brief->persona->entry.index] <= 0)
			continue;
		item.chosen = goal == brief->goal;
		item.text = brief_join(brief->arena, item.text,
		                       pack_mix_text(brief->arena, brief->pack, goal));
		item.why = derived ? brief->goal_why : NULL;
		brief_add(brief, item, derived ? brief->goal_place : goal->entry.place);
	}
}

/* Whether PERSONA may be meant as far as goal and stage say. */
static bool may_be(const struct brief *brief, const struct persona *persona)
{
	if (brief->goal && brief->goal->mix[persona->entry.index] <= 0)
		return false;
	return !brief->stage || !brief->pack->kinds.count || kinds_of(brief, brief->stage, persona);
}

static void add_personas(const struct brief *brief)
{
	const struct taxonomy *personas = &brief->pack->personas;

	for (size_t i = 0; i < personas->count; i++) {
		const struct persona *persona = (const struct persona *)personas->items[i];
		struct draftlint_brief_item item =
		    brief_item(brief, "persona", FIELD_PERSONA, &persona->entry);
		bool derived = persona == brief->persona && brief->persona_why;

		if (brief->persona ? persona != brief->persona : !may_be(brief, persona))
			continue;
		item.chosen = persona == brief->persona;
		item.why = derived ? brief->persona_why : NULL;
		if (!brief->persona && brief->stage)
			item.text = brief_join(brief->arena, item.text,
			                       kinds_of(brief, brief->stage, persona));
		if (brief->goal)
			item.number = brief->goal->mix[i];
		brief_add(brief, item,
		          derived && brief->persona_place.source ? brief->persona_place
		                                                 : persona->entry.place);
	}
	for (size_t i = 0; brief->persona && brief->goal && i < personas->count; i++) {
		struct draftlint_brief_item item =
		    brief_item(brief, "secondary", FIELD_SECONDARY, personas->items[i]);

		if (brief->goal->mix[i] <= 0 || personas->items[i] == &brief->persona->entry)
			continue;
		item.number = brief->goal->mix[i];
		brief_add(brief, item, personas->items[i]->place);
	}
}

static void add_stages(const struct brief *brief)
{
	const struct taxonomy *stages = &brief->pack->stages;

	for (size_t i = 0; i < stages->count; i++) {
		const struct stage *stage = (const struct stage *)stages->items[i];
		struct draftlint_brief_item item =
		    brief_item(brief, "stage", FIELD_STAGE, &stage->entry);

		if (brief->stage && stage != brief->stage)
			continue;
		item.chosen = stage == brief->stage;
		item.why = item.chosen ? brief->stage_why : NULL;
		if (!brief->stage && brief->persona)
			item.text = brief_join(brief->arena, item.text,
			                       kinds_of(brief, stage, brief->persona));
		brief_add(brief, item, stage->entry.place);
	}
}

static bool may_ask_anything(const struct brief *brief)
{
	const struct taxonomy *ctas = &brief->pack->ctas;

	for (size_t i = 0; i < ctas->count; i++)
		if (pack_may_ask((const struct cta *)ctas->items[i], brief->persona, brief->stage))
			return true;
	return ctas->count == 0;
}

/* What does not go together, so that no draft can be right. */
static void add_cautions(const struct brief *brief)
{
	const char *text;

	if (!brief->persona)
		return;
	if (brief->goal && brief->goal->mix[brief->persona->entry.index] <= 0) {
		text = arena_printf(brief->arena, "`%s` is not for %s: %s", brief->goal->entry.id,
		                    brief->persona->entry.id,
		                    pack_mix_text(brief->arena, brief->pack, brief->goal));
		brief_add_text(brief, "caution", NULL, text, brief->goal->mix_place);
	}
	if (brief->stage && !may_ask_anything(brief)) {
		text = arena_printf(brief->arena, "no call to action is for %s at %s",
		                    brief->persona->entry.id, brief->stage->entry.id);
		brief_add_text(brief, "caution", NULL, text, NO_PLACE);
	}
}

static void print(const struct brief *brief)
{
	add_goals(brief);
	add_personas(brief);
	add_cautions(brief);
	add_stages(brief);
	if (brief->persona)
		brief_add_offers(brief);
	if (brief->stage)
		brief_add_site(brief);
	for (size_t i = 0; i < brief->pack->question_count; i++)
		brief_add_text(brief, "question", brief->pack->questions[i].id,
		               brief->pack->questions[i].ask, NO_PLACE);
}

bool brief_print(struct arena *arena, const struct plan *plan, const struct draftlint_wish *wish,
                 void (*item)(void *context, const struct draftlint_brief_item *item),
                 void *context, const char **why)
{
	const struct pack *pack = plan->ruleset->pack;
	struct brief brief = {
	    .arena = arena, .plan = plan, .pack = pack, .item = item, .context = context};

	*why = NULL;
	brief.goal = (const struct goal *)find(&brief, &pack->goals, wish->goal, why);
	brief.persona = (const struct persona *)find(&brief, &pack->personas, wish->persona, why);
	brief.stage = (const struct stage *)find(&brief, &pack->stages, wish->stage, why);
	if (*why)
		return false;
	derive(&brief);
	print(&brief);
	return true;
}
