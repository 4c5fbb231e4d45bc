/*
 * markdown, of an audit: what a pull request or the summary of a job has room
 * for, in some 200 lines at most; the end says what was left out.
 */
#include <draftlint_audit.h>

#include "cli/audit_words.h"
#include "cli/formats.h"
#include "cli/markdown.h"
#include "cli/markup.h"

enum {
	ACTIONS_MOST = 15,
	SHARES_MOST = 20,
	GOALS_MOST = 10,
	ROWS_MOST = 40,
	GAPS_MOST = 10, /* of each kind */
};

/* "and 12 more" as the last item of a list. */
static void add_rest(struct sink *sink, const char *mark, size_t all, size_t shown)
{
	if (all > shown)
		sink_printf(sink, "%s and %zu more\n", mark, all - shown);
}

static void add_heading(struct sink *sink, const char *text)
{
	sink_printf(sink, "\n### %s\n\n", text);
}

static void write_verdict(struct sink *sink, const struct draftlint_audit *audit)
{
	sink_add(sink, "## ");
	markup_text(sink, audit->pack.title ? audit->pack.title : audit->pack.id);
	sink_add(sink, ", audit of ");
	markup_text(sink, audit->today);
	sink_printf(sink, "\n\n**%s**, ", audit->passed ? "Passed" : "Failed");
	markup_prose(sink, audit->verdict);
	sink_add(sink, "; ");
	markup_count(sink, audit->piece_count, "piece");
	if (audit->unpublished)
		sink_printf(sink, ", %zu not published", audit->unpublished);
	if (audit->incomplete)
		sink_printf(sink, ", %zu not checked in full", audit->incomplete);
	sink_add(sink, ".\n");
}

static void write_gates(struct sink *sink, const struct draftlint_audit *audit)
{
	if (!audit->gate_count)
		return;
	sink_add(sink, "\n| Gate | Result | In words |\n| --- | --- | --- |\n");
	for (size_t i = 0; i < audit->gate_count; i++) {
		sink_add(sink, "| ");
		markup_text(sink, audit->gates[i].name);
		sink_add(sink, audit->gates[i].passed ? " | holds | " : " | **fails** | ");
		markup_prose(sink, audit->gates[i].message);
		sink_add(sink, " |\n");
	}
}

static void write_actions(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t shown = audit->action_count < ACTIONS_MOST ? audit->action_count : ACTIONS_MOST;

	add_heading(sink, "Next actions");
	sink_add(sink, shown ? "" : "There is nothing to do.\n");
	for (size_t i = 0; i < shown; i++) {
		const struct draftlint_action *action = &audit->actions[i];

		sink_printf(sink, "%zu. ", i + 1);
		markup_prose(sink, action->text);
		sink_add(sink, action->gate ? " (a gate waits for it)" : "");
		if (action->reason) {
			sink_add(sink, ": ");
			markup_prose(sink, action->reason);
		}
		sink_add(sink, "\n");
	}
}

/* ---- mix ---- */

static void write_share(struct sink *sink, const struct draftlint_share *share)
{
	sink_add(sink, "| ");
	markup_label(sink, share->id, share->name);
	sink_printf(sink, " | %zu | ", share->count);
	markup_permille(sink, share->permille);
	if (share->target < 0)
		sink_add(sink, " | | ");
	else
		sink_printf(sink, " | %ld&nbsp;%% | ", share->target);
	if (share->to_tolerance)
		sink_printf(sink, "**%zu**", share->to_tolerance);
	else if (share->drifts)
		sink_add(sink, "enough");
	sink_add(sink, " |\n");
}

static void write_mix(struct sink *sink, const struct draftlint_mix *mix)
{
	if (!mix->share_count || !mix->count)
		return;
	sink_printf(sink, "\n| %s | Pieces | Share | Target | To write |\n",
	            *mix->what == 'g' ? "Group" : "Persona");
	sink_add(sink, "| --- | ---: | ---: | ---: | ---: |\n");
	for (size_t i = 0; i < mix->share_count && i < SHARES_MOST; i++)
		write_share(sink, &mix->shares[i]);
	if (mix->share_count > SHARES_MOST)
		sink_printf(sink, "| and %zu more | | | | |\n", mix->share_count - SHARES_MOST);
}

/* Of goals only what drifts. */
static void write_goals(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t all = 0;

	for (size_t g = 0; g < audit->goal_count; g++) {
		const struct draftlint_mix *goal = &audit->goals[g];

		for (size_t i = 0; i < goal->share_count; i++) {
			const struct draftlint_share *share = &goal->shares[i];

			if (!share->drifts || all++ >= GOALS_MOST)
				continue;
			sink_add(sink, all == 1 ? "\n- " : "- ");
			markup_label(sink, goal->id, goal->name);
			sink_add(sink, ": ");
			markup_permille(sink, share->permille);
			sink_add(sink, " for ");
			markup_text(sink, share->name ? share->name : share->id);
			sink_printf(sink, ", %ld&nbsp;%% wanted", share->target);
			if (share->to_tolerance)
				sink_printf(sink, ", %zu to write", share->to_tolerance);
			sink_add(sink, "\n");
		}
	}
	add_rest(sink, "-", all, GOALS_MOST);
}

/* ---- matrix ---- */

static void write_matrix(struct sink *sink, const struct draftlint_audit *audit)
{
	const struct draftlint_matrix *matrix = &audit->persona_stage;

	if (!matrix->row_count || !matrix->column_count)
		return;
	add_heading(sink, "Persona by stage");
	sink_printf(sink,
	            "%zu of %zu places that the strategy wants content for are covered.\n\n| |",
	            audit->cells_covered, audit->cells_wanted);
	for (size_t c = 0; c < matrix->column_count; c++) {
		sink_add(sink, " ");
		markup_text(sink, matrix->columns[c].name ? matrix->columns[c].name
		                                          : matrix->columns[c].id);
		sink_add(sink, " |");
	}
	sink_add(sink, "\n| --- |");
	for (size_t c = 0; c < matrix->column_count; c++)
		sink_add(sink, " :---: |");
	sink_add(sink, "\n");
	for (size_t r = 0; r < matrix->row_count && r < ROWS_MOST; r++) {
		sink_add(sink, "| ");
		markup_label(sink, matrix->rows[r].id, matrix->rows[r].name);
		sink_add(sink, " |");
		for (size_t c = 0; c < matrix->column_count; c++) {
			const struct draftlint_cell *cell =
			    &matrix->cells[r * matrix->column_count + c];

			if (cell->count)
				sink_printf(sink, " %zu |", cell->count);
			else
				sink_add(sink, cell->wanted ? " **gap** |" : " |");
		}
		sink_add(sink, "\n");
	}
	if (matrix->row_count > ROWS_MOST)
		sink_printf(sink, "\nand %zu more personas\n", matrix->row_count - ROWS_MOST);
}

/* ---- gaps ---- */

/* The beginning of a gap's line; false when there were enough of its kind. */
static bool add_gap(struct sink *sink, const char *kind, size_t *count)
{
	if ((*count)++ >= GAPS_MOST)
		return false;
	sink_printf(sink, "- %s: ", kind);
	return true;
}

static void write_pains(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t count = 0;

	for (size_t i = 0; i < audit->pain_count; i++) {
		const struct draftlint_pain *pain = &audit->pains[i];

		if (!pain->top || pain->count || !add_gap(sink, "pain", &count))
			continue;
		markup_label(sink, pain->id, pain->name);
		sink_add(sink, " of ");
		markup_text(sink, pain->persona);
		sink_add(sink, "\n");
	}
	add_rest(sink, "- pains:", count, GAPS_MOST);
}

static void write_step(struct sink *sink, const struct draftlint_journey *journey, size_t i)
{
	const struct draftlint_step *step = &journey->steps[i];

	markup_label(sink, journey->id, journey->name);
	sink_add(sink, ", <code>");
	markup_text(sink, step->route);
	sink_printf(sink, "</code>: %s",
	            step->state > DRAFTLINT_STEP_REDIRECT ? audit_step_word(step->state) : "");
	if (step->next == DRAFTLINT_LINK_LACKING)
		sink_add(sink, step->state > DRAFTLINT_STEP_REDIRECT ? ", no link to the next step"
		                                                     : "no link to the next step");
	sink_add(sink, "\n");
}

static void write_steps(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t count = 0;

	for (size_t j = 0; j < audit->journey_count; j++) {
		const struct draftlint_journey *journey = &audit->journeys[j];

		for (size_t i = 0; i < journey->step_count; i++)
			if ((journey->steps[i].state > DRAFTLINT_STEP_REDIRECT ||
			     journey->steps[i].next == DRAFTLINT_LINK_LACKING) &&
			    add_gap(sink, "journey", &count))
				write_step(sink, journey, i);
	}
	add_rest(sink, "- journeys:", count, GAPS_MOST);
}

static void write_required(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t count = 0;

	for (size_t i = 0; i < audit->required_count; i++) {
		const struct draftlint_required *required = &audit->required[i];

		if (required->supply <= DRAFTLINT_AT_ROUTE || !add_gap(sink, "required", &count))
			continue;
		markup_label(sink, required->id, required->name);
		sink_printf(sink, ", %s\n", audit_supply_word(required->supply));
	}
	add_rest(sink, "- required:", count, GAPS_MOST);
}

static void write_objections(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t count = 0;

	for (size_t i = 0; i < audit->objection_count; i++) {
		const struct draftlint_objection *objection = &audit->objections[i];

		if (objection->count || !add_gap(sink, "objection", &count))
			continue;
		markup_label(sink, objection->id, objection->name);
		sink_add(sink, " of ");
		markup_text(sink, objection->persona);
		sink_add(sink, "\n");
	}
	add_rest(sink, "- objections:", count, GAPS_MOST);
}

static void write_gaps(struct sink *sink, const struct draftlint_audit *audit)
{
	const struct draftlint_freshness *fresh = &audit->freshness;

	add_heading(sink, "Gaps and upkeep");
	write_required(sink, audit);
	write_steps(sink, audit);
	write_pains(sink, audit);
	write_objections(sink, audit);
	sink_printf(sink, "- age: %zu of %zu dated pieces are stale; due for review: %zu\n",
	            fresh->stale, fresh->dated, fresh->review_due);
	sink_printf(sink, "- links: %zu dead, %zu pages that no other links to\n",
	            audit->dead_link_count, audit->orphans);
	sink_printf(sink, "- drafts: %zu errors, %zu warnings; %zu without a finding\n",
	            audit->errors, audit->warnings, audit->clean);
	if (audit->pack.overdue) {
		sink_add(sink, "- strategy: its own review was due by ");
		markup_text(sink, audit->pack.due);
		sink_add(sink, "\n");
	}
}

static void write_trend(struct sink *sink, const struct draftlint_trend *trend)
{
	if (!trend)
		return;
	add_heading(sink, "Trend");
	sink_add(sink, "Since <code>");
	markup_text(sink, trend->since);
	sink_printf(sink, "</code>: %zu findings are new, %zu fixed, %zu unchanged; ",
	            trend->new_findings, trend->fixed, trend->unchanged);
	sink_printf(sink, "%zu pieces added, %zu removed, %zu in another place of the matrix.\n",
	            trend->added.count, trend->removed.count, trend->changed.count);
}

static void write_left_out(struct sink *sink, const struct draftlint_audit *audit)
{
	sink_add(sink, "\nLeft out here: ");
	if (audit->action_count > ACTIONS_MOST) {
		markup_count(sink, audit->action_count - ACTIONS_MOST, "action");
		sink_add(sink, ", ");
	}
	sink_add(sink, "the inventory of ");
	markup_count(sink, audit->piece_count, "article");
	sink_add(sink, ", rules, channels and calls to action: "
	               "<code>draftlint audit --format html:audit.html</code> shows all of it.\n");
}

/* A reader who takes only so much is given the verdict alone. */
static void cut(struct output *output, size_t verdict)
{
	struct builder *bytes = &output->sink.bytes;

	if (!output->limit || bytes->len <= output->limit)
		return;
	bytes->len = verdict;
	bytes->bytes[verdict] = '\0';
}

static void markdown_end(struct output *output, const struct totals *totals)
{
	const struct draftlint_audit *audit = totals->audit;
	struct sink *sink = &output->sink;
	size_t verdict;

	if (!audit) {
		sink_add(sink, "Nothing was audited\n");
		return;
	}
	sink->escapes = markdown_escapes;
	write_verdict(sink, audit);
	verdict = sink->bytes.len;
	write_gates(sink, audit);
	write_actions(sink, audit);
	add_heading(sink, "Mix");
	sink_printf(sink, "A share may be %ld points away from its target.\n",
	            audit->mix_tolerance);
	write_mix(sink, audit->groups.share_count ? &audit->groups : &audit->personas);
	write_goals(sink, audit);
	write_matrix(sink, audit);
	write_gaps(sink, audit);
	write_trend(sink, audit->trend);
	write_left_out(sink, audit);
	cut(output, verdict);
}

const struct format audit_markdown = {
    .name = "markdown",
    .help = "a summary for pull requests and jobs",
    .has_summary = true,
    .end = markdown_end,
};
