#include "audit/audit.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit_rules.h"
#include "base/arena.h"
#include "base/date.h"

/*
 * What is done first: what a gate waits for; then what stops a reader on the way;
 * then what the strategy asks for and is not there; then what is wrong in drafts;
 * then upkeep. Within a rank, what concerns more.
 */
enum {
	RANK_GATE = 1000,
	RANK_DEAD_LINKS = 500,
	RANK_JOURNEY = 450,
	RANK_REQUIRED = 400,
	RANK_MIX = 350,
	RANK_COVERAGE = 250,
	RANK_ANSWERS = 240,
	RANK_NEXT_LINK = 230,
	RANK_PACK_REVIEW = 220,
	RANK_PAIN = 200,
	RANK_REVIEW = 180,
	RANK_STALE = 150,
	RANK_SAY_SO = 120,
	RANK_ORPHANS = 100,
	ACTIONS_LIMIT = 100,
	WEIGHT_LIMIT = 99,
};

struct list {
	struct audit *audit;
	struct draftlint_action *items;
	size_t count;
	size_t capacity;
};

static bool gate_fails(const struct audit *audit, enum config_gate gate)
{
	const char *name = config_gate_name(gate);

	for (size_t i = 0; i < audit->out.gate_count; i++)
		if (strcmp(audit->out.gates[i].name, name) == 0)
			return !audit->out.gates[i].passed;
	return false;
}

/* Adds an action of RANK; its reason is filled in by whoever asks for it. */
static struct draftlint_action *add(struct list *list, unsigned rank, size_t weight,
                                    enum config_gate gate, const char *rule)
{
	struct draftlint_action *action;

	list->items = arena_grow(list->audit->arena, list->items, list->count, &list->capacity,
	                         sizeof(*list->items));
	action = &list->items[list->count++];
	*action = (struct draftlint_action){
	    .rule = rule,
	    .impact = rank + (unsigned)(weight > WEIGHT_LIMIT ? WEIGHT_LIMIT : weight),
	    .gate = gate < GATE_COUNT && gate_fails(list->audit, gate),
	};
	if (action->gate)
		action->impact += RANK_GATE;
	return action;
}

__attribute__((format(printf, 2, 3))) static const char *say(struct list *list, const char *format,
                                                             ...)
{
	va_list args;
	const char *text;

	va_start(args, format);
	text = arena_vprintf(list->audit->arena, format, args);
	va_end(args);
	return text;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* ---- the site ---- */

static void add_dead_links(struct list *list)
{
	const struct draftlint_audit *out = &list->audit->out;
	struct draftlint_action *action;

	if (!out->dead_link_count)
		return;
	action = add(list, RANK_DEAD_LINKS, out->dead_link_count, GATE_LINKS, "link-broken");
	action->text = say(list, "mend %zu dead internal link%s", out->dead_link_count,
	                   plural(out->dead_link_count));
	action->reason =
	    say(list, "the first leads to `%s`, which is not served", out->dead_links[0].to);
	action->path = out->dead_links[0].path;
	action->line = out->dead_links[0].line;
}

static const char *mend_step(struct list *list, const struct draftlint_journey *journey,
                             const struct draftlint_step *step)
{
	const char *namesake;

	if (step->state == DRAFTLINT_STEP_DRAFT)
		return say(list, "publish the page at `%s`", step->route);
	if (step->state == DRAFTLINT_STEP_RETIRED)
		return say(list, "lead `%s` past the retired `%s`", journey->id, step->route);
	namesake = site_namesake(list->audit->site, step->route);
	if (namesake)
		return say(list, "redirect `%s` to `%s`", step->route, namesake);
	return say(list, "write the page at `%s`", step->route);
}

static void add_step(struct list *list, const struct draftlint_journey *journey, size_t i)
{
	const struct draftlint_step *step = &journey->steps[i];
	struct draftlint_action *action;

	if (step->state > DRAFTLINT_STEP_REDIRECT) {
		action = add(list, RANK_JOURNEY, journey->step_count - i, GATE_JOURNEYS,
		             "journey-route-missing");
		action->text = mend_step(list, journey, step);
		action->reason = say(list, "step %zu of %zu of `%s` ends nowhere", i + 1,
		                     journey->step_count, journey->id);
		action->path = step->path;
	} else if (step->next == DRAFTLINT_LINK_LACKING) {
		action = add(list, RANK_NEXT_LINK, journey->step_count - i, GATE_COUNT, NULL);
		action->text =
		    say(list, "link `%s` from `%s`", journey->steps[i + 1].route, step->route);
		action->reason = say(list, "it is the next step of `%s`", journey->id);
		action->path = step->path;
	}
}

static void add_journeys(struct list *list)
{
	const struct draftlint_audit *out = &list->audit->out;

	for (size_t j = 0; j < out->journey_count; j++)
		for (size_t i = 0; i < out->journeys[j].step_count; i++)
			add_step(list, &out->journeys[j], i);
}

static void add_orphans(struct list *list)
{
	const struct draftlint_audit *out = &list->audit->out;
	struct draftlint_action *action;

	if (!out->orphans)
		return;
	action = add(list, RANK_ORPHANS, out->orphans, GATE_ORPHANS, "orphan-page");
	action->text = say(list, "link to %zu page%s that no other page links to", out->orphans,
	                   plural(out->orphans));
	action->reason = "readers do not come by what nobody points to";
	for (size_t i = 0; i < out->piece_count && !action->path; i++)
		if (out->pieces[i].orphan)
			action->path = out->pieces[i].path;
}

/* ---- the strategy ---- */

static void add_required(struct list *list)
{
	const struct draftlint_audit *out = &list->audit->out;

	for (size_t i = 0; i < out->required_count; i++) {
		const struct draftlint_required *required = &out->required[i];
		struct draftlint_action *action;

		if (required->supply == DRAFTLINT_SUPPLIED)
			continue;
		if (required->supply == DRAFTLINT_AT_ROUTE) {
			action = add(list, RANK_SAY_SO, 0, GATE_COUNT, NULL);
			action->text =
			    say(list, "say `covers: %s` if that is what it does", required->id);
			action->reason = "the page stands where the strategy wants it, and does "
			                 "not say so";
		} else {
			action =
			    add(list, RANK_REQUIRED, 0, GATE_REQUIRED, "required-content-missing");
			action->text =
			    say(list, "%s `%s`",
			        required->supply == DRAFTLINT_LACKING ? "write" : "publish",
			        required->id);
			action->reason = say(list, "the strategy asks for it: %s", required->name);
		}
		if (required->paths.count)
			action->path = required->paths.items[0];
	}
}

static void add_mix(struct list *list, const struct draftlint_mix *mix, enum config_gate gate)
{
	for (size_t i = 0; i < mix->share_count; i++) {
		const struct draftlint_share *share = &mix->shares[i];
		struct draftlint_action *action;

		if (!mix->drifts || !share->to_tolerance)
			continue;
		action = add(list, RANK_MIX,
		             (size_t)(share->target - (long)share->permille / 10 + 100) / 2, gate,
		             "mix-drift");
		action->text = say(list, "write %zu piece%s for `%s`", share->to_tolerance,
		                   plural(share->to_tolerance), share->id);
		action->reason =
		    say(list, "%s of the content%s%s%s, %ld %% wanted",
		        audit_percent(list->audit->arena, share->permille), mix->id ? " for `" : "",
		        mix->id ? mix->id : "", mix->id ? "`" : "", share->target);
	}
}

/* What would fit the empty cell, "one `case-study`": the first kind that the pack names for
 * it. */
static const char *kind_for(struct list *list, size_t persona, size_t stage)
{
	const struct kind **kinds =
	    ((const struct stage *)list->audit->pack->stages.items[stage])->kinds[persona];

	return kinds && kinds[0] ? say(list, "one `%s`", kinds[0]->entry.id) : "one piece";
}

/* One action for a reader: for the first stage at which nothing is written, with what
 * lacks besides. */
static void add_cells_of(struct list *list, size_t p)
{
	const struct audit *audit = list->audit;
	const struct draftlint_matrix *matrix = &audit->out.persona_stage;
	const struct draftlint_cell *cells = matrix->cells + p * matrix->column_count;
	const struct group *group = ((const struct persona *)audit->pack->personas.items[p])->group;
	long share = group ? pack_share(&group->entry) : -1;
	struct draftlint_action *action;
	size_t first = matrix->column_count;
	size_t gaps = 0;

	for (size_t s = matrix->column_count; s-- > 0;) {
		if (!cells[s].wanted || cells[s].count)
			continue;
		first = s;
		gaps++;
	}
	if (!gaps)
		return;
	action = add(list, RANK_COVERAGE, gaps + (share > 0 ? (size_t)share / 2 : 0), GATE_COVERAGE,
	             "coverage-gap");
	action->text = say(list, "write %s for `%s` at %s", kind_for(list, p, first),
	                   matrix->rows[p].id, matrix->columns[first].id);
	action->reason = audit->out.personas.shares[p].count == 0 ? "nothing is written for them"
	                 : gaps == 1 ? "nothing is written for them there"
	                             : say(list, "nothing is there, nor at %zu other stage%s",
	                                   gaps - 1, plural(gaps - 1));
}

static void add_cells(struct list *list)
{
	for (size_t p = 0; p < list->audit->out.persona_stage.row_count; p++)
		add_cells_of(list, p);
}

static void add_pains(struct list *list)
{
	const struct draftlint_audit *out = &list->audit->out;

	for (size_t i = 0; i < out->pain_count; i++) {
		const struct draftlint_pain *pain = &out->pains[i];
		struct draftlint_action *action;

		if (!pain->top || pain->count)
			continue;
		action = add(list, RANK_PAIN, pain->rank < 10 ? 10 - pain->rank : 0, GATE_COUNT,
		             "coverage-gap");
		action->text = say(list, "write about `%s` for `%s`", pain->id, pain->persona);
		action->reason = say(list, "nothing is about their pain %zu", pain->rank);
	}
}

static void add_pack_review(struct list *list)
{
	const struct audit *audit = list->audit;
	struct draftlint_action *action;

	if (!audit->out.pack.overdue)
		return;
	action = add(list, RANK_PACK_REVIEW, 0, GATE_COUNT, "pack-review-overdue");
	action->text = "review the strategy itself";
	action->reason = say(list, "it was due by %s", audit->out.pack.due);
	action->path = audit->pack->reviewed_place.source->path;
	action->line = source_position(audit->pack->reviewed_place.source,
	                               audit->pack->reviewed_place.span.start)
	                   .line;
}

/* ---- the drafts ---- */

static void add_answers(struct list *list)
{
	const struct draftlint_audit *out = &list->audit->out;

	for (size_t q = 0; q < out->question_count; q++) {
		size_t open = out->piece_count - out->incomplete - out->questions[q].answered;
		struct draftlint_action *action;

		if (!open)
			continue;
		action = add(list, RANK_ANSWERS, open, GATE_ANSWERS, NULL);
		action->text = say(list, "answer the question of `%s` in %zu piece%s",
		                   out->questions[q].question, open, plural(open));
		action->reason = out->questions[q].ask;
		for (size_t i = 0; i < out->piece_count && !action->path; i++)
			if (out->pieces[i].complete && !out->pieces[i].answers[q].answered)
				action->path = out->pieces[i].path;
	}
}

/* The oldest of the pieces that STALE or, if not, whose review is due. */
static const char *oldest(const struct audit *audit, bool stale)
{
	const struct draftlint_piece *found = NULL;

	for (size_t i = 0; i < audit->count; i++) {
		const struct draftlint_piece *piece = &audit->pieces[i];

		if (audit_counts(audit, i) && (stale ? piece->stale : piece->review_due) &&
		    (!found || piece->age > found->age))
			found = piece;
	}
	return found ? found->path : NULL;
}

static void add_upkeep(struct list *list)
{
	const struct draftlint_freshness *fresh = &list->audit->out.freshness;
	struct draftlint_action *action;

	if (fresh->review_due) {
		action = add(list, RANK_REVIEW, fresh->review_due, GATE_COUNT, "stale-content");
		action->text = say(list, "review %zu piece%s whose day has passed",
		                   fresh->review_due, plural(fresh->review_due));
		action->reason = "they say themselves when";
		action->path = oldest(list->audit, false);
	}
	if (fresh->stale) {
		action = add(list, RANK_STALE, fresh->stale, GATE_STALE, "stale-content");
		action->text = say(list, "go through %zu piece%s, the oldest first", fresh->stale,
		                   plural(fresh->stale));
		action->reason =
		    say(list, "not touched for more than %ld days", fresh->stale_after);
		action->path = oldest(list->audit, true);
	}
}

static int by_impact(const void *a, const void *b)
{
	const struct draftlint_action *x = a;
	const struct draftlint_action *y = b;

	if (x->impact != y->impact)
		return x->impact > y->impact ? -1 : 1;
	return strcmp(x->text, y->text);
}

void actions_fill(struct audit *audit)
{
	struct list list = {.audit = audit};

	add_dead_links(&list);
	add_journeys(&list);
	add_orphans(&list);
	add_required(&list);
	add_mix(&list, &audit->out.groups, GATE_MIX);
	add_mix(&list, &audit->out.personas, GATE_COUNT);
	add_mix(&list, &audit->out.stages, GATE_COUNT);
	for (size_t i = 0; i < audit->out.goal_count; i++)
		add_mix(&list, &audit->out.goals[i], GATE_COUNT);
	add_cells(&list);
	add_pains(&list);
	add_pack_review(&list);
	add_answers(&list);
	add_upkeep(&list);
	if (list.count)
		qsort(list.items, list.count, sizeof(*list.items), by_impact);
	audit->out.actions = list.items;
	audit->out.action_count = list.count < ACTIONS_LIMIT ? list.count : ACTIONS_LIMIT;
}
