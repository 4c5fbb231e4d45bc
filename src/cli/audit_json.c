/*
 * json, of an audit: all of it, as share/audit-1.schema.json describes. Fields may
 * be added, never changed or removed.
 */
#include <draftlint_audit.h>

#include "cli/audit_json.h"
#include "cli/audit_words.h"
#include "cli/diagnostic.h"
#include "cli/formats.h"
#include "cli/json_report.h"

#define AUDIT_SCHEMA "draftlint-audit-1"

enum { AUDIT_VERSION = 1 };

/* ---- what it comes to ---- */

static void write_head(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_member(json, "schema", AUDIT_SCHEMA);
	json_member_number(json, "version", AUDIT_VERSION);
	json_key(json, "tool");
	json_object_begin(json);
	json_member(json, "name", "draftlint");
	json_member(json, "version", audit->tool);
	json_object_end(json);
	json_member_number(json, "exit", (size_t)audit->status);
	json_member(json, "today", audit->today);
	json_member_bool(json, "passed", audit->passed);
	json_member(json, "verdict", audit->verdict);
	json_key(json, "pack");
	json_object_begin(json);
	json_member(json, "id", audit->pack.id);
	json_member(json, "title", audit->pack.title);
	json_member(json, "version", audit->pack.version);
	json_member(json, "reviewed", audit->pack.reviewed);
	json_member(json, "review", audit->pack.review);
	json_member(json, "due", audit->pack.due);
	json_member_bool(json, "overdue", audit->pack.overdue);
	json_object_end(json);
}

static void write_summary(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "summary");
	json_object_begin(json);
	json_member_number(json, "pieces", audit->piece_count);
	json_member_number(json, "published", audit->published);
	json_member_number(json, "unpublished", audit->unpublished);
	json_member_number(json, "incomplete", audit->incomplete);
	json_member_number(json, "clean", audit->clean);
	json_member_number(json, "error", audit->errors);
	json_member_number(json, "warning", audit->warnings);
	json_member_number(json, "info", audit->infos);
	json_member_number(json, "suppressed", audit->suppressed);
	json_key(json, "skips");
	json_array_begin(json);
	for (size_t i = 0; i < audit->skip_count; i++) {
		json_object_begin(json);
		json_member(json, "reason", audit->skips[i].reason);
		json_member_number(json, "count", audit->skips[i].count);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void write_gates(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "gates");
	json_array_begin(json);
	for (size_t i = 0; i < audit->gate_count; i++) {
		const struct draftlint_gate *gate = &audit->gates[i];

		json_object_begin(json);
		json_member(json, "name", gate->name);
		json_member_bool(json, "passed", gate->passed);
		audit_json_maybe(json, "measured", gate->measured);
		audit_json_maybe(json, "wanted", gate->wanted);
		json_member(json, "bound", gate->at_least ? "at least" : "at most");
		json_member_bool(json, "percent", gate->percent);
		json_member(json, "message", gate->message);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_actions(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "actions");
	json_array_begin(json);
	for (size_t i = 0; i < audit->action_count; i++) {
		const struct draftlint_action *action = &audit->actions[i];

		json_object_begin(json);
		json_member(json, "text", action->text);
		json_member(json, "reason", action->reason);
		json_member(json, "rule", action->rule);
		json_member_number(json, "impact", action->impact);
		json_member_bool(json, "gate", action->gate);
		json_member(json, "path", action->path);
		audit_json_maybe(json, "line", action->line ? (long)action->line : -1);
		json_object_end(json);
	}
	json_array_end(json);
}

/* ---- rules and pieces ---- */

static void write_rules(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "rules");
	json_array_begin(json);
	for (size_t i = 0; i < audit->rule_count; i++) {
		const struct draftlint_rule_count *rule = &audit->rules[i];

		json_object_begin(json);
		json_member(json, "rule", rule->rule);
		json_member(json, "severity", diagnostic_severity_name(rule->severity));
		json_member_number(json, "count", rule->count);
		json_member_number(json, "pieces", rule->files);
		json_member_bool(json, "fixable", rule->fixable);
		json_object_end(json);
	}
	json_array_end(json);
	json_key(json, "questions");
	json_array_begin(json);
	for (size_t i = 0; i < audit->question_count; i++) {
		json_object_begin(json);
		json_member(json, "question", audit->questions[i].question);
		json_member(json, "ask", audit->questions[i].ask);
		json_member_number(json, "answered", audit->questions[i].answered);
		json_object_end(json);
	}
	json_array_end(json);
	json_key(json, "worst");
	json_array_begin(json);
	for (size_t i = 0; i < audit->worst_count; i++)
		json_text_of(json, audit->pieces[audit->worst[i]].path);
	json_array_end(json);
}

static void write_piece_findings(struct json_writer *json, const struct draftlint_piece *piece)
{
	json_member_number(json, "findings", piece->errors + piece->warnings + piece->infos);
	json_member_number(json, "error", piece->errors);
	json_member_number(json, "warning", piece->warnings);
	json_member_number(json, "info", piece->infos);
	json_member_number(json, "suppressed", piece->suppressed);
	json_key(json, "rules");
	json_object_begin(json);
	for (size_t i = 0; i < piece->rule_count; i++) {
		size_t count = piece->rules[i].count;

		/* A rule may stand there once for each of its severities. */
		while (i + 1 < piece->rule_count &&
		       slice_is(slice_of(piece->rules[i].rule), piece->rules[i + 1].rule))
			count += piece->rules[++i].count;
		json_member_number(json, piece->rules[i].rule, count);
	}
	json_object_end(json);
	json_key(json, "answers");
	json_object_begin(json);
	for (size_t i = 0; i < piece->answer_count; i++)
		json_member_bool(json, piece->answers[i].question, piece->answers[i].answered);
	json_object_end(json);
}

static void write_piece(struct json_writer *json, const struct draftlint_piece *piece)
{
	json_member(json, "path", piece->path);
	json_member(json, "title", piece->title);
	json_member(json, "route", piece->route);
	json_member(json, "persona", piece->persona);
	json_member(json, "pain", piece->pain);
	json_member(json, "stage", piece->stage);
	json_member(json, "cta", piece->cta);
	audit_json_names(json, "channels", &piece->channels);
	json_member(json, "group", piece->group);
	audit_json_names(json, "secondary", &piece->secondary);
	json_member(json, "goal", piece->goal);
	json_member(json, "format", piece->format);
	json_member(json, "kind", piece->kind);
	audit_json_names(json, "journeys", &piece->journeys);
	audit_json_names(json, "covers", &piece->covers);
	audit_json_names(json, "objections", &piece->objections);
	audit_json_names(json, "proof", &piece->proof);
	audit_json_names(json, "asks", &piece->asks);
	json_member_number(json, "words", piece->words);
	json_member_bool(json, "published", piece->published);
	json_member_bool(json, "complete", piece->complete);
	json_member(json, "date", piece->date);
	json_member(json, "dated_by", audit_dated_word(piece->dated_by));
	audit_json_maybe(json, "age", piece->age);
	json_member_bool(json, "stale", piece->stale);
	json_member(json, "review", piece->review);
	json_member_bool(json, "review_due", piece->review_due);
	json_member(json, "advice", piece->advice);
	json_member_number(json, "inbound", piece->inbound);
	json_member_bool(json, "orphan", piece->orphan);
	json_member_number(json, "dead_links", piece->dead_links);
	write_piece_findings(json, piece);
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
	json_array_begin(json);
	for (size_t i = 0; i < audit->piece_count; i++) {
		json_object_begin(json);
		write_piece(json, &audit->pieces[i]);
		json_object_end(json);
		flush(json, output);
	}
	json_array_end(json);
	json_key(json, "findings");
	json_array_begin(json);
	for (size_t i = 0; i < audit->finding_count; i++) {
		json_object_begin(json);
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

	json_object_begin(&json);
	if (audit) {
		write_head(&json, audit);
		write_summary(&json, audit);
		write_gates(&json, audit);
		write_actions(&json, audit);
		audit_json_mix(&json, audit);
		audit_json_matrices(&json, audit);
		audit_json_pains(&json, audit);
		audit_json_journeys(&json, audit);
		audit_json_objections(&json, audit);
		audit_json_upkeep(&json, audit);
		write_rules(&json, audit);
		audit_json_trend(&json, audit->trend);
		write_lists(&json, audit, output);
	} else {
		/* Complete and valid all the same. */
		json_member(&json, "schema", AUDIT_SCHEMA);
		json_member_number(&json, "version", AUDIT_VERSION);
		json_member_number(&json, "exit", (size_t)totals->status);
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
