#include "audit/audit.h"

#include "base/arena.h"

static size_t count_pain(const struct audit *audit, const struct pain *pain)
{
	size_t count = 0;

	for (size_t i = 0; i < audit->count; i++)
		count += audit_counts(audit, i) && audit->drafts[i]->pain == pain;
	return count;
}

static void add_pains(struct audit *audit, struct draftlint_pain *out,
                      const struct persona *persona)
{
	size_t top = pack_top(audit->pack, persona);

	for (size_t i = 0; i < persona->pains.count; i++) {
		const struct pain *pain = (const struct pain *)persona->pains.items[i];

		out[i] = (struct draftlint_pain){
		    .persona = persona->entry.id,
		    .id = pain->entry.id,
		    .name = pain->entry.name,
		    .rank = i + 1,
		    .top = i < top,
		    .count = count_pain(audit, pain),
		};
	}
}

static size_t count_objection(const struct audit *audit, const struct entry *objection)
{
	size_t count = 0;

	for (size_t i = 0; i < audit->count; i++) {
		const struct facts_list *answered = &audit->drafts[i]->objections;

		for (size_t o = 0; o < answered->count && audit_counts(audit, i); o++)
			count += answered->items[o] == objection;
	}
	return count;
}

static void add_objections(struct audit *audit, struct draftlint_objection *out,
                           const struct persona *persona)
{
	for (size_t i = 0; i < persona->objections.count; i++) {
		const struct objection *objection =
		    (const struct objection *)persona->objections.items[i];

		out[i] = (struct draftlint_objection){
		    .persona = persona->entry.id,
		    .id = objection->entry.id,
		    .name = objection->entry.name,
		    .counter = objection->counter,
		    .count = count_objection(audit, &objection->entry),
		};
	}
}

void coverage_fill(struct audit *audit)
{
	const struct taxonomy *personas = &audit->pack->personas;
	struct draftlint_audit *out = &audit->out;
	struct draftlint_pain *pains;
	struct draftlint_objection *objections;

	for (size_t i = 0; i < personas->count; i++) {
		const struct persona *persona = (const struct persona *)personas->items[i];

		out->pain_count += persona->pains.count;
		out->objection_count += persona->objections.count;
	}
	pains = arena_array(audit->arena, out->pain_count, sizeof(*pains));
	objections = arena_array(audit->arena, out->objection_count, sizeof(*objections));
	out->pains = pains;
	out->objections = objections;
	for (size_t i = 0; i < personas->count; i++) {
		const struct persona *persona = (const struct persona *)personas->items[i];

		add_pains(audit, pains, persona);
		add_objections(audit, objections, persona);
		pains += persona->pains.count;
		objections += persona->objections.count;
	}
}
