/*
 * json, of an audit: all of it, as share/audit-1.schema.json describes. Fields may
 * be added, never changed or removed.
 */
#include <draftlint_audit.h>

#include "base/json_writer.h"
#include "cli/audit_words.h"
#include "cli/diagnostic.h"
#include "cli/formats.h"
#include "cli/json_report.h"

#define AUDIT_SCHEMA "draftlint-audit-1"

enum { AUDIT_VERSION = 1 };

static void member(struct json_writer *json, const char *key, const char *value)
{
	json_key(json, key);
	json_string(json, value);
}

static void number(struct json_writer *json, const char *key, size_t value)
{
	json_key(json, key);
	json_number(json, value);
}

/* A number that may not be known. */
static void maybe(struct json_writer *json, const char *key, long value)
{
	json_key(json, key);
	if (value < 0)
		json_null(json);
	else
		json_number(json, (uint64_t)value);
}

static void flag(struct json_writer *json, const char *key, bool value)
{
	json_key(json, key);
	json_bool(json, value);
}

static void names(struct json_writer *json, const char *key, const struct draftlint_names *list)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < list->count; i++)
		json_string(json, list->items[i]);
	json_array_end(json);
}

/* ---- what it comes to ---- */

static void write_head(struct json_writer *json, const struct draftlint_audit *audit)
{
	member(json, "schema", AUDIT_SCHEMA);
	number(json, "version", AUDIT_VERSION);
	json_key(json, "tool");
	json_object(json);
	member(json, "name", "draftlint");
	member(json, "version", audit->tool);
	json_object_end(json);
	number(json, "exit", (size_t)audit->status);
	member(json, "today", audit->today);
	flag(json, "passed", audit->passed);
	member(json, "verdict", audit->verdict);
	json_key(json, "pack");
	json_object(json);
	member(json, "id", audit->pack.id);
	member(json, "title", audit->pack.title);
	member(json, "version", audit->pack.version);
	member(json, "reviewed", audit->pack.reviewed);
	member(json, "review", audit->pack.review);
	member(json, "due", audit->pack.due);
	flag(json, "overdue", audit->pack.overdue);
	json_object_end(json);
}

static void write_summary(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "summary");
	json_object(json);
	number(json, "pieces", audit->piece_count);
	number(json, "published", audit->published);
	number(json, "unpublished", audit->unpublished);
	number(json, "incomplete", audit->incomplete);
	number(json, "clean", audit->clean);
	number(json, "error", audit->errors);
	number(json, "warning", audit->warnings);
	number(json, "info", audit->infos);
	number(json, "suppressed", audit->suppressed);
	json_key(json, "skips");
	json_array(json);
	for (size_t i = 0; i < audit->skip_count; i++) {
		json_object(json);
		member(json, "reason", audit->skips[i].reason);
		number(json, "count", audit->skips[i].count);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void write_gates(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "gates");
	json_array(json);
	for (size_t i = 0; i < audit->gate_count; i++) {
		const struct draftlint_gate *gate = &audit->gates[i];

		json_object(json);
		member(json, "name", gate->name);
		flag(json, "passed", gate->passed);
		maybe(json, "measured", gate->measured);
		maybe(json, "wanted", gate->wanted);
		member(json, "bound", gate->at_least ? "at least" : "at most");
		flag(json, "percent", gate->percent);
		member(json, "message", gate->message);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_actions(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "actions");
	json_array(json);
	for (size_t i = 0; i < audit->action_count; i++) {
		const struct draftlint_action *action = &audit->actions[i];

		json_object(json);
		member(json, "text", action->text);
		member(json, "reason", action->reason);
		member(json, "rule", action->rule);
		number(json, "impact", action->impact);
		flag(json, "gate", action->gate);
		member(json, "path", action->path);
		maybe(json, "line", action->line ? (long)action->line : -1);
		json_object_end(json);
	}
	json_array_end(json);
}

/* ---- mix ---- */

static void write_shares(struct json_writer *json, const char *key, const struct draftlint_mix *mix)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < mix->share_count; i++) {
		const struct draftlint_share *share = &mix->shares[i];

		json_object(json);
		member(json, "id", share->id);
		member(json, "name", share->name);
		number(json, "count", share->count);
		json_key(json, "share");
		json_tenths(json, share->permille);
		maybe(json, "target", share->target);
		flag(json, "drifts", share->drifts);
		number(json, "to_tolerance", share->to_tolerance);
		number(json, "to_target", share->to_target);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_mix(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "mix");
	json_object(json);
	maybe(json, "tolerance", audit->mix_tolerance);
	write_shares(json, "groups", &audit->groups);
	write_shares(json, "personas", &audit->personas);
	write_shares(json, "stages", &audit->stages);
	json_key(json, "goals");
	json_array(json);
	for (size_t i = 0; i < audit->goal_count; i++) {
		json_object(json);
		member(json, "id", audit->goals[i].id);
		member(json, "name", audit->goals[i].name);
		number(json, "count", audit->goals[i].count);
		flag(json, "drifts", audit->goals[i].drifts);
		write_shares(json, "personas", &audit->goals[i]);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

/* ---- matrices ---- */

static void write_matrix(struct json_writer *json, const char *key,
                         const struct draftlint_matrix *matrix)
{
	json_key(json, key);
	json_object(json);
	for (size_t r = 0; r < matrix->row_count; r++) {
		json_key(json, matrix->rows[r].id);
		json_object(json);
		for (size_t c = 0; c < matrix->column_count; c++)
			number(json, matrix->columns[c].id,
			       matrix->cells[r * matrix->column_count + c].count);
		json_object_end(json);
	}
	json_object_end(json);
}

/* The cells that are (not) WANTED and are (not) FILLED. */
static void write_cells(struct json_writer *json, const char *key, const char *row,
                        const char *column, const struct draftlint_matrix *matrix, bool wanted,
                        bool filled)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < matrix->row_count * matrix->column_count; i++) {
		const struct draftlint_cell *cell = &matrix->cells[i];

		if (cell->wanted != wanted || (cell->count > 0) != filled)
			continue;
		json_object(json);
		member(json, row, matrix->rows[i / matrix->column_count].id);
		member(json, column, matrix->columns[i % matrix->column_count].id);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_matrices(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "matrix");
	json_object(json);
	write_matrix(json, "persona_stage", &audit->persona_stage);
	write_matrix(json, "stage_channel", &audit->stage_channel);
	write_matrix(json, "cta_stage", &audit->cta_stage);
	json_object_end(json);
	json_key(json, "coverage");
	json_object(json);
	number(json, "wanted", audit->cells_wanted);
	number(json, "covered", audit->cells_covered);
	write_cells(json, "gaps", "persona", "stage", &audit->persona_stage, true, false);
	write_cells(json, "illegal", "cta", "stage", &audit->cta_stage, false, true);
	json_object_end(json);
}

/* ---- coverage ---- */

static void write_pains(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "pains");
	json_array(json);
	for (size_t i = 0; i < audit->pain_count; i++) {
		const struct draftlint_pain *pain = &audit->pains[i];

		json_object(json);
		member(json, "persona", pain->persona);
		member(json, "id", pain->id);
		member(json, "name", pain->name);
		number(json, "rank", pain->rank);
		flag(json, "top", pain->top);
		number(json, "count", pain->count);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_objections(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "objections");
	json_array(json);
	for (size_t i = 0; i < audit->objection_count; i++) {
		const struct draftlint_objection *objection = &audit->objections[i];

		json_object(json);
		member(json, "persona", objection->persona);
		member(json, "id", objection->id);
		member(json, "name", objection->name);
		member(json, "counter", objection->counter);
		number(json, "count", objection->count);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_steps(struct json_writer *json, const struct draftlint_journey *journey)
{
	json_key(json, "steps");
	json_array(json);
	for (size_t i = 0; i < journey->step_count; i++) {
		const struct draftlint_step *step = &journey->steps[i];

		json_object(json);
		member(json, "route", step->route);
		member(json, "state", audit_step_word(step->state));
		member(json, "path", step->path);
		json_key(json, "links_next");
		if (step->next == DRAFTLINT_LINK_UNKNOWN)
			json_null(json);
		else
			json_bool(json, step->next == DRAFTLINT_LINK_THERE);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_journeys(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "journeys");
	json_array(json);
	for (size_t i = 0; i < audit->journey_count; i++) {
		const struct draftlint_journey *journey = &audit->journeys[i];

		json_object(json);
		member(json, "id", journey->id);
		member(json, "name", journey->name);
		member(json, "goal", journey->goal);
		number(json, "gaps", journey->gaps);
		write_steps(json, journey);
		names(json, "off_path", &journey->off_path);
		json_object_end(json);
	}
	json_array_end(json);
	json_key(json, "required");
	json_array(json);
	for (size_t i = 0; i < audit->required_count; i++) {
		json_object(json);
		member(json, "id", audit->required[i].id);
		member(json, "name", audit->required[i].name);
		member(json, "supply", audit_supply_word(audit->required[i].supply));
		names(json, "paths", &audit->required[i].paths);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_upkeep(struct json_writer *json, const struct draftlint_audit *audit)
{
	const struct draftlint_freshness *fresh = &audit->freshness;

	json_key(json, "freshness");
	json_object(json);
	maybe(json, "stale_after", fresh->stale_after);
	number(json, "dated", fresh->dated);
	number(json, "by_git", fresh->by_git);
	number(json, "undated", fresh->undated);
	number(json, "stale", fresh->stale);
	number(json, "review_due", fresh->review_due);
	json_key(json, "buckets");
	json_array(json);
	for (size_t i = 0; i < fresh->bucket_count; i++) {
		json_object(json);
		member(json, "label", fresh->buckets[i].label);
		number(json, "count", fresh->buckets[i].count);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
	json_key(json, "links");
	json_object(json);
	number(json, "orphans", audit->orphans);
	json_key(json, "dead");
	json_array(json);
	for (size_t i = 0; i < audit->dead_link_count; i++) {
		const struct draftlint_dead_link *link = &audit->dead_links[i];

		json_object(json);
		member(json, "path", link->path);
		number(json, "line", link->line);
		number(json, "column", link->column);
		member(json, "to", link->to);
		member(json, "state", audit_step_word(link->state));
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

/* ---- rules and pieces ---- */

static void write_rules(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "rules");
	json_array(json);
	for (size_t i = 0; i < audit->rule_count; i++) {
		const struct draftlint_rule_count *rule = &audit->rules[i];

		json_object(json);
		member(json, "rule", rule->rule);
		member(json, "severity", diagnostic_severity_name(rule->severity));
		number(json, "count", rule->count);
		number(json, "pieces", rule->files);
		flag(json, "fixable", rule->fixable);
		json_object_end(json);
	}
	json_array_end(json);
	json_key(json, "questions");
	json_array(json);
	for (size_t i = 0; i < audit->question_count; i++) {
		json_object(json);
		member(json, "question", audit->questions[i].question);
		member(json, "ask", audit->questions[i].ask);
		number(json, "answered", audit->questions[i].answered);
		json_object_end(json);
	}
	json_array_end(json);
	json_key(json, "worst");
	json_array(json);
	for (size_t i = 0; i < audit->worst_count; i++)
		json_string(json, audit->pieces[audit->worst[i]].path);
	json_array_end(json);
}

static void write_piece_findings(struct json_writer *json, const struct draftlint_piece *piece)
{
	number(json, "findings", piece->errors + piece->warnings + piece->infos);
	number(json, "error", piece->errors);
	number(json, "warning", piece->warnings);
	number(json, "info", piece->infos);
	number(json, "suppressed", piece->suppressed);
	json_key(json, "rules");
	json_object(json);
	for (size_t i = 0; i < piece->rule_count; i++) {
		size_t count = piece->rules[i].count;

		/* A rule may stand there once for each of its severities. */
		while (i + 1 < piece->rule_count &&
		       slice_is(slice_of(piece->rules[i].rule), piece->rules[i + 1].rule))
			count += piece->rules[++i].count;
		number(json, piece->rules[i].rule, count);
	}
	json_object_end(json);
	json_key(json, "answers");
	json_object(json);
	for (size_t i = 0; i < piece->answer_count; i++)
		flag(json, piece->answers[i].question, piece->answers[i].answered);
	json_object_end(json);
}

static void write_piece(struct json_writer *json, const struct draftlint_piece *piece)
{
	member(json, "path", piece->path);
	member(json, "title", piece->title);
	member(json, "route", piece->route);
	member(json, "persona", piece->persona);
	member(json, "pain", piece->pain);
	member(json, "stage", piece->stage);
	member(json, "cta", piece->cta);
	names(json, "channels", &piece->channels);
	member(json, "group", piece->group);
	names(json, "secondary", &piece->secondary);
	member(json, "goal", piece->goal);
	member(json, "format", piece->format);
	member(json, "kind", piece->kind);
	names(json, "journeys", &piece->journeys);
	names(json, "covers", &piece->covers);
	names(json, "objections", &piece->objections);
	names(json, "proof", &piece->proof);
	names(json, "asks", &piece->asks);
	number(json, "words", piece->words);
	flag(json, "published", piece->published);
	flag(json, "complete", piece->complete);
	member(json, "date", piece->date);
	member(json, "dated_by", audit_dated_word(piece->dated_by));
	maybe(json, "age", piece->age);
	flag(json, "stale", piece->stale);
	member(json, "review", piece->review);
	flag(json, "review_due", piece->review_due);
	member(json, "advice", piece->advice);
	number(json, "inbound", piece->inbound);
	flag(json, "orphan", piece->orphan);
	number(json, "dead_links", piece->dead_links);
	write_piece_findings(json, piece);
}

/* ---- against a former audit ---- */

static void write_moved(struct json_writer *json, const char *key,
                        const struct draftlint_moved *moved, size_t count, bool shares)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < count; i++) {
		json_object(json);
		member(json, "id", moved[i].id);
		json_key(json, "before");
		json_tenths(json, shares ? moved[i].before : (uint64_t)moved[i].before * 10);
		json_key(json, "after");
		json_tenths(json, shares ? moved[i].after : (uint64_t)moved[i].after * 10);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_trend(struct json_writer *json, const struct draftlint_trend *trend)
{
	json_key(json, "trend");
	if (!trend) {
		json_null(json);
		return;
	}
	json_object(json);
	member(json, "since", trend->since);
	member(json, "today", trend->today);
	number(json, "before", trend->before);
	number(json, "new", trend->new_findings);
	number(json, "fixed", trend->fixed);
	number(json, "unchanged", trend->unchanged);
	names(json, "added", &trend->added);
	names(json, "removed", &trend->removed);
	names(json, "moved", &trend->changed);
	write_moved(json, "groups", trend->groups, trend->group_count, true);
	write_moved(json, "rules", trend->rules, trend->rule_count, false);
	json_object_end(json);
}

/* ---- the document ---- */

/* Moves what is written so far into the sink: a library can be large. */
static void flush(struct json_writer *json, struct output *output)
{
	sink_json(&output->sink, builder_slice(json->out));
	builder_clear(json->out);
}

static void write_lists(struct json_writer *json, const struct draftlint_audit *audit,
                        struct output *output)
{
	json_key(json, "inventory");
	json_array(json);
	for (size_t i = 0; i < audit->piece_count; i++) {
		json_object(json);
		write_piece(json, &audit->pieces[i]);
		json_object_end(json);
		flush(json, output);
	}
	json_array_end(json);
	json_key(json, "findings");
	json_array(json);
	for (size_t i = 0; i < audit->finding_count; i++) {
		json_object(json);
		json_report_finding(json, &audit->findings[i], false);
		json_object_end(json);
		flush(json, output);
	}
	json_array_end(json);
}

static void json_end(struct output *output, const struct totals *totals)
{
	const struct draftlint_audit *audit = totals->audit;
	struct builder document = {NULL, 0, 0};
	struct json_writer json = {&document, false};

	json_object(&json);
	if (audit) {
		write_head(&json, audit);
		write_summary(&json, audit);
		write_gates(&json, audit);
		write_actions(&json, audit);
		write_mix(&json, audit);
		write_matrices(&json, audit);
		write_pains(&json, audit);
		write_journeys(&json, audit);
		write_objections(&json, audit);
		write_upkeep(&json, audit);
		write_rules(&json, audit);
		write_trend(&json, audit->trend);
		write_lists(&json, audit, output);
	} else {
		/* Complete and valid all the same. */
		member(&json, "schema", AUDIT_SCHEMA);
		number(&json, "version", AUDIT_VERSION);
		number(&json, "exit", (size_t)totals->status);
	}
	json_object_end(&json);
	builder_add_char(&document, '\n');
	flush(&json, output);
	builder_release(&document);
}

const struct format audit_json = {
    .name = "json",
    .help = "one JSON object with everything the audit found out",
    .has_summary = true,
    .end = json_end,
};
