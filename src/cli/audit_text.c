/*
 * text, of an audit: what fits on a screen of 80 columns and 25 lines. The other
 * formats have the rest.
 */
#include <string.h>

#include <draftlint_audit.h>

#include "base/utf8.h"
#include "cli/formats.h"

enum {
	LINES = 25,
	WIDTH = 80,
	ROW_LABEL = 22,
	ROWS_MOST = 10,
	ACTIONS_MOST = 6,
	GATES_MOST = 3,
	FIXED_LINES = 12, /* all but gates, actions and rows of the matrix */
};

/* ---- text in columns ---- */

/* TEXT in exactly WIDTH columns, cut with "…" where it is longer. */
static void cell(struct sink *sink, const char *text, size_t width, bool right)
{
	struct slice all = slice_of(text);
	size_t used = sink_columns(all);
	struct slice part = all;

	while (used > width && part.len) {
		part.len = utf8_before(part.ptr, part.len);
		used = sink_columns(part) + 1;
	}
	if (right)
		sink_blanks(sink, width - used);
	sink_text(sink, part);
	if (part.len < all.len)
		sink_add(sink, "\xE2\x80\xA6");
	if (!right)
		sink_blanks(sink, width - used);
}

static void label(struct sink *sink, const char *text)
{
	sink_style(sink, STYLE_BOLD);
	sink_add(sink, text);
	sink_style(sink, STYLE_PLAIN);
	sink_blanks(sink, strlen(text) < 11 ? 11 - strlen(text) : 1);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* ---- lines ---- */

static void write_verdict(struct sink *sink, const struct draftlint_audit *audit)
{
	sink_style(sink, STYLE_BOLD);
	sink_printf(sink, "Audit of %zu piece%s", audit->piece_count, plural(audit->piece_count));
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, " against ");
	sink_message(sink, audit->pack.title ? audit->pack.title : audit->pack.id);
	sink_add(sink, ", ");
	sink_add(sink, audit->today);
	sink_add(sink, "\n");
	sink_style(sink, audit->passed ? STYLE_GOOD : STYLE_ERROR);
	sink_add(sink, audit->passed ? "passed" : "failed");
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, ": ");
	sink_message(sink, audit->verdict);
	if (audit->unpublished)
		sink_printf(sink, "; %zu piece%s not published", audit->unpublished,
		            audit->unpublished == 1 ? " is" : "s are");
	sink_add(sink, "\n");
}

/* The gates that fail, on one line: what is to be done says more. */
static size_t write_gates(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t shown = 0;

	if (!audit->gates_failed)
		return 0;
	label(sink, "Gates");
	for (size_t i = 0; i < audit->gate_count; i++) {
		const struct draftlint_gate *gate = &audit->gates[i];

		if (gate->passed)
			continue;
		if (shown == GATES_MOST) {
			sink_add(sink, ", \xE2\x80\xA6");
			break;
		}
		sink_printf(sink, "%s%s %ld %s %ld%s", shown++ ? ", " : "", gate->name,
		            gate->measured, gate->at_least ? "<" : ">", gate->wanted,
		            gate->percent ? " %" : "");
	}
	sink_add(sink, "\n");
	return 1;
}

static void write_actions(struct sink *sink, const struct draftlint_audit *audit, size_t most)
{
	size_t count = audit->action_count < most ? audit->action_count : most;

	sink_style(sink, STYLE_BOLD);
	sink_add(sink, "Do next");
	sink_style(sink, STYLE_PLAIN);
	if (audit->action_count > count)
		sink_printf(sink, " (%zu of %zu)", count, audit->action_count);
	else if (!count)
		sink_add(sink, ": nothing");
	sink_add(sink, "\n");
	for (size_t i = 0; i < count; i++) {
		const struct draftlint_action *action = &audit->actions[i];
		size_t used = sink_columns(slice_of(action->text));

		sink_printf(sink, "%3zu. ", i + 1);
		sink_message(sink, action->text);
		sink_add(sink, ": ");
		if (used + 7 < WIDTH) {
			size_t room = WIDTH - used - 7;
			size_t need = sink_columns(slice_of(action->reason));

			cell(sink, action->reason, need < room ? need : room, false);
		}
		sink_add(sink, "\n");
	}
}

static void write_mix(struct sink *sink, const struct draftlint_audit *audit)
{
	const struct draftlint_mix *mix =
	    audit->groups.share_count ? &audit->groups : &audit->personas;

	label(sink, mix->has_targets ? "Mix (want)" : "Mix");
	for (size_t i = 0; i < mix->share_count; i++) {
		const struct draftlint_share *share = &mix->shares[i];

		sink_add(sink, i ? ", " : "");
		sink_style(sink, share->drifts ? STYLE_WARNING : STYLE_PLAIN);
		sink_text(sink, slice_of(share->id));
		sink_printf(sink, " %u %%", (share->permille + 5) / 10);
		if (share->target >= 0)
			sink_printf(sink, " (%ld)", share->target);
		sink_add(sink, share->drifts ? " !" : "");
		sink_style(sink, STYLE_PLAIN);
	}
	sink_add(sink, "\n");
}

static void write_row(struct sink *sink, const struct draftlint_matrix *matrix, size_t row,
                      size_t width)
{
	cell(sink, matrix->rows[row].id, ROW_LABEL, false);
	for (size_t c = 0; c < matrix->column_count; c++) {
		const struct draftlint_cell *at = &matrix->cells[row * matrix->column_count + c];

		sink_blanks(sink, 1);
		if (at->count) {
			sink_printf(sink, "%*zu", (int)width - 1, at->count);
			continue;
		}
		sink_blanks(sink, width - 2);
		sink_style(sink, at->wanted ? STYLE_WARNING : STYLE_PLAIN);
		sink_add(sink, at->wanted ? "-" : ".");
		sink_style(sink, STYLE_PLAIN);
	}
	sink_add(sink, "\n");
}

static size_t rows_shown(const struct draftlint_matrix *matrix)
{
	return matrix->row_count < ROWS_MOST ? matrix->row_count : ROWS_MOST;
}

static void write_matrix(struct sink *sink, const struct draftlint_audit *audit)
{
	const struct draftlint_matrix *matrix = &audit->persona_stage;
	size_t width = matrix->column_count ? (WIDTH - ROW_LABEL) / matrix->column_count : 0;

	if (width < 4 || !matrix->row_count) {
		sink_add(sink, "\n");
		return;
	}
	if (width > 15)
		width = 15;
	cell(sink, "", ROW_LABEL, false);
	for (size_t c = 0; c < matrix->column_count; c++) {
		sink_blanks(sink, 1);
		cell(sink, matrix->columns[c].id, width - 1, true);
	}
	sink_add(sink, "\n");
	for (size_t r = 0; r < rows_shown(matrix); r++)
		write_row(sink, matrix, r, width);
}

static void write_coverage(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t top = 0;
	size_t there = 0;
	size_t answered = 0;

	for (size_t i = 0; i < audit->pain_count; i++) {
		top += audit->pains[i].top;
		there += audit->pains[i].top && audit->pains[i].count;
	}
	for (size_t i = 0; i < audit->objection_count; i++)
		answered += audit->objections[i].count > 0;
	label(sink, "Coverage");
	sink_printf(sink, "%zu of %zu cells (`-` is a gap)", audit->cells_covered,
	            audit->cells_wanted);
	if (top)
		sink_printf(sink, ", %zu of %zu first pains", there, top);
	if (audit->objection_count)
		sink_printf(sink, ", %zu of %zu objections", answered, audit->objection_count);
	sink_add(sink, "\n");
}

static void write_site(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t gaps = 0;
	size_t there = 0;

	for (size_t i = 0; i < audit->journey_count; i++)
		gaps += audit->journeys[i].gaps;
	for (size_t i = 0; i < audit->required_count; i++)
		there += audit->required[i].supply <= DRAFTLINT_AT_ROUTE;
	if (!audit->journey_count && !audit->required_count && !audit->dead_link_count &&
	    !audit->orphans)
		return;
	label(sink, "Site");
	if (audit->journey_count)
		sink_printf(sink, "%zu gap%s in %zu journey%s, ", gaps, plural(gaps),
		            audit->journey_count, plural(audit->journey_count));
	if (audit->required_count)
		sink_printf(sink, "%zu of %zu required, ", there, audit->required_count);
	sink_printf(sink, "%zu dead link%s, %zu orphan%s\n", audit->dead_link_count,
	            plural(audit->dead_link_count), audit->orphans, plural(audit->orphans));
}

static void write_freshness(struct sink *sink, const struct draftlint_audit *audit)
{
	const struct draftlint_freshness *fresh = &audit->freshness;

	label(sink, "Freshness");
	for (size_t i = 0; i < fresh->bucket_count; i++)
		sink_printf(sink, "%zu %s, ", fresh->buckets[i].count, fresh->buckets[i].label);
	sink_printf(sink, "%zu undated, %zu stale\n", fresh->undated, fresh->stale);
}

static void write_drafts(struct sink *sink, const struct draftlint_audit *audit)
{
	label(sink, "Drafts");
	sink_printf(sink, "%zu error%s, %zu warning%s, %zu info, %zu clean", audit->errors,
	            plural(audit->errors), audit->warnings, plural(audit->warnings), audit->infos,
	            audit->clean);
	if (audit->worst_count) {
		const char *path = audit->pieces[audit->worst[0]].path;
		size_t columns = sink_columns(slice_of(path));

		sink_add(sink, "; worst: ");
		cell(sink, path, columns < 30 ? columns : 30, false);
	}
	sink_add(sink, "\n");
	if (!audit->rule_count)
		return;
	label(sink, "Rules");
	for (size_t i = 0; i < audit->rule_count && i < 3; i++) {
		sink_add(sink, i ? ", " : "");
		sink_text(sink, slice_of(audit->rules[i].rule));
		sink_printf(sink, " %zu", audit->rules[i].count);
	}
	sink_add(sink, "\n");
}

static void write_trend(struct sink *sink, const struct draftlint_trend *trend)
{
	if (!trend)
		return;
	label(sink, "Trend");
	sink_printf(sink, "%zu new finding%s, %zu fixed; %zu added, %zu removed, %zu moved, since ",
	            trend->new_findings, plural(trend->new_findings), trend->fixed,
	            trend->added.count, trend->removed.count, trend->changed.count);
	sink_text(sink, slice_of(trend->today ? trend->today : trend->since));
	sink_add(sink, "\n");
}

static void write_end(struct sink *sink, const struct draftlint_audit *audit)
{
	size_t shown = 0;

	for (size_t i = 0; i < audit->finding_count; i++)
		shown += !audit->findings[i].suppressed;
	if (audit->pack.overdue) {
		label(sink, "Pack");
		sink_add(sink, "its review was due by ");
		sink_add(sink, audit->pack.due);
		sink_add(sink, "\n");
	}
	if (shown)
		sink_printf(sink, "%zu finding%s: `--format full` shows %s\n", shown, plural(shown),
		            shown == 1 ? "it" : "them");
}

static void text_end(struct output *output, const struct totals *totals)
{
	const struct draftlint_audit *audit = totals->audit;
	struct sink *sink = &output->sink;
	size_t used = FIXED_LINES;

	if (!audit)
		return;
	write_verdict(sink, audit);
	used +=
	    write_gates(sink, audit) + rows_shown(&audit->persona_stage) + (audit->trend != NULL);
	write_actions(sink, audit,
	              used >= LINES                 ? 1
	              : LINES - used > ACTIONS_MOST ? ACTIONS_MOST
	                                            : LINES - used);
	write_mix(sink, audit);
	write_matrix(sink, audit);
	write_coverage(sink, audit);
	write_site(sink, audit);
	write_freshness(sink, audit);
	write_drafts(sink, audit);
	write_trend(sink, audit->trend);
	write_end(sink, audit);
}

const struct format audit_text = {
    .name = "text",
    .help = "what fits on a screen",
    .has_summary = true,
    .end = text_end,
};
