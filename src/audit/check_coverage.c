/*
 * Coverage: readers for whom nothing is written at a stage, and pains of theirs
 * that count and that nothing is about.
 *
 * It looks at what pieces declare, not at whether they are any good.
 */
#include "audit/audit.h"

#include "base/arena.h"

enum { COVERAGE_GAP };

static const struct rule rules[] = {
    [COVERAGE_GAP] = {"coverage-gap", SEVERITY_WARNING, NULL,
                      "nothing is written for a reader at a stage, or about one of their first "
                      "pains",
                      "A reader who finds nothing for the next step takes it elsewhere.",
                      "three pieces, all for the first stage", "a piece for each stage", false,
                      false},
};

/* "`a`, `b`" */
static const char *kinds_text(struct arena *arena, const struct kind *const *kinds)
{
	const char *text = "";

	for (; *kinds; kinds++)
		text = arena_printf(arena, "%s%s`%s`", text, *text ? ", " : "", (*kinds)->entry.id);
	return text;
}

static const struct draftlint_cell *cells_of(const struct audit *audit, const struct entry *persona)
{
	const struct draftlint_matrix *matrix = &audit->out.persona_stage;

	return matrix->cells + persona->index * matrix->column_count;
}

static void note_kinds(struct audit *audit, struct finding *finding, const struct persona *persona)
{
	const struct taxonomy *stages = &audit->pack->stages;
	const struct draftlint_cell *cells = cells_of(audit, &persona->entry);

	for (size_t s = 0; s < stages->count; s++) {
		const struct stage *stage = (const struct stage *)stages->items[s];
		const struct kind **kinds = stage->kinds[persona->entry.index];

		if (!cells[s].wanted || cells[s].count || !kinds)
			continue;
		finding_note(&audit->report, finding, stage->kinds_place[persona->entry.index],
		             "what serves %s at %s: %s", persona->entry.id, stage->entry.id,
		             kinds_text(audit->report.arena, (const struct kind *const *)kinds));
	}
}

/* False when nothing at all is written for PERSONA: then its pains are no further gaps. */
static bool check_stages(struct audit *audit, const struct persona *persona)
{
	const struct taxonomy *stages = &audit->pack->stages;
	const struct draftlint_cell *cells = cells_of(audit, &persona->entry);
	struct report *report = &audit->report;
	const char *empty = "";
	bool any = audit->out.personas.shares[persona->entry.index].count > 0;
	struct finding *finding;

	for (size_t s = 0; s < stages->count; s++)
		if (cells[s].wanted && !cells[s].count)
			empty = arena_printf(report->arena, "%s%s`%s`", empty, *empty ? ", " : "",
			                     stages->items[s]->id);
	if (!any)
		finding = report_add(report, &rules[COVERAGE_GAP], persona->entry.place,
		                     "nothing is written for `%s`", persona->entry.id);
	else if (*empty)
		finding = report_add(report, &rules[COVERAGE_GAP], persona->entry.place,
		                     "nothing for `%s` at %s", persona->entry.id, empty);
	else
		return true;
	note_kinds(audit, finding, persona);
	return any;
}

static void check_pains(struct audit *audit, const struct persona *persona,
                        const struct draftlint_pain *pains)
{
	for (size_t i = 0; i < persona->pains.count; i++)
		if (pains[i].top && pains[i].count == 0)
			report_add(&audit->report, &rules[COVERAGE_GAP],
			           persona->pains.items[i]->place,
			           "nothing is about `%s`, pain %zu of %s", pains[i].id,
			           pains[i].rank, persona->entry.id);
}

static void run(struct audit *audit)
{
	const struct taxonomy *personas = &audit->pack->personas;
	const struct draftlint_pain *pains = audit->out.pains;

	for (size_t i = 0; i < personas->count; i++) {
		const struct persona *persona = (const struct persona *)personas->items[i];

		if (check_stages(audit, persona))
			check_pains(audit, persona, pains);
		pains += persona->pains.count;
	}
}

const struct library_check library_check_coverage = {
    .name = "coverage",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
