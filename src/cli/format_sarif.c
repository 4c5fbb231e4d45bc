/*
 * sarif: SARIF 2.1.0 for code scanning, which takes results that are marked as
 * suppressed, or as known from a baseline, for any others: they are left out. A
 * result is written as its file comes; the rules that found something, and what
 * the run came to, at the end. The hash of a line is left to the uploader, which
 * has the files.
 */
#include <stdlib.h>
#include <string.h>

#include <draftlint.h>

#include "base/arena.h"
#include "cli/formats.h"
#include "cli/json_report.h"
#include "cli/project.h"

struct fired {
	const char *rule;
	enum draftlint_severity severity;
};

struct log {
	struct arena *arena;
	struct fired *fired; /* by name */
	size_t fired_count;
	size_t fired_capacity;
	struct json_writer results;   /* each is flushed into the sink */
	struct builder notifications; /* JSON, too */
	struct json_writer notifications_json;
};

static const char *const sarif_levels[] = {
    [DRAFTLINT_OFF] = "none",
    [DRAFTLINT_INFO] = "note",
    [DRAFTLINT_WARNING] = "warning",
    [DRAFTLINT_ERROR] = "error",
};

static void sarif_member(struct json_writer *json, const char *key, const char *value)
{
	json_key(json, key);
	json_text_of(json, value);
}

static void sarif_member_number(struct json_writer *json, const char *key, size_t value)
{
	json_key(json, key);
	json_number(json, value ? value : 1);
}

/* KEY: {"text": TEXT}. In a MESSAGE braces are places for arguments and "[a](b)"
 * is a link. */
static void sarif_write_text(struct json_writer *json, const char *key, const char *text,
                             bool message)
{
	struct builder shown = {NULL, 0, 0};

	for (const char *c = text; *c; c++) {
		builder_add_char(&shown, *c);
		if (message && (*c == '{' || *c == '}'))
			builder_add_char(&shown, *c);
		else if (message && c[0] == ']' && c[1] == '(')
			builder_add_char(&shown, ' ');
	}
	json_key(json, key);
	json_object_begin(json);
	json_key(json, "text");
	json_text(json, builder_slice(&shown));
	json_object_end(json);
	builder_release(&shown);
}

static void sarif_write_region(struct json_writer *json, const char *key,
                               const struct draftlint_range *range)
{
	json_key(json, key);
	json_object_begin(json);
	sarif_member_number(json, "startLine", range->start.line);
	sarif_member_number(json, "startColumn", range->start.utf16);
	sarif_member_number(json, "endLine", range->end.line);
	sarif_member_number(json, "endColumn", range->end.utf16);
	json_object_end(json);
}

static void sarif_write_artifact(struct json_writer *json, const struct view *view,
                                 const char *path)
{
	struct builder shown = {NULL, 0, 0};

	project_path(&shown, view, path);
	json_key(json, "artifactLocation");
	json_object_begin(json);
	json_key(json, "uri");
	json_report_uri(json, shown.bytes);
	if (shown.bytes[0] != '/')
		sarif_member(json, "uriBaseId", "%SRCROOT%");
	json_object_end(json);
	builder_release(&shown);
}

static void sarif_write_physical(struct json_writer *json, const struct view *view,
                                 const char *path, const struct draftlint_range *range)
{
	json_key(json, "physicalLocation");
	json_object_begin(json);
	sarif_write_artifact(json, view, path);
	sarif_write_region(json, "region", range);
	json_object_end(json);
}

static void sarif_write_related(struct json_writer *json, const struct view *view,
                                const struct draftlint_finding *finding)
{
	json_key(json, "relatedLocations");
	json_array_begin(json);
	for (size_t i = 0; i < finding->note_count; i++) {
		const struct draftlint_note *note = &finding->notes[i];

		if (!note->path)
			continue;
		json_object_begin(json);
		sarif_member_number(json, "id", i + 1);
		sarif_write_physical(json, view, note->path, &note->range);
		sarif_write_text(json, "message", note->text, true);
		json_object_end(json);
	}
	json_array_end(json);
}

static void sarif_write_fix(struct json_writer *json, const struct view *view, const char *path,
                            const struct draftlint_fix *fix)
{
	json_key(json, "fixes");
	json_array_begin(json);
	json_object_begin(json);
	sarif_write_text(json, "description", fix->title, true);
	json_key(json, "artifactChanges");
	json_array_begin(json);
	json_object_begin(json);
	sarif_write_artifact(json, view, path);
	json_key(json, "replacements");
	json_array_begin(json);
	for (size_t i = 0; i < fix->edit_count; i++) {
		struct slice text = slice_from(fix->edits[i].text, fix->edits[i].len);

		json_object_begin(json);
		sarif_write_region(json, "deletedRegion", &fix->edits[i].range);
		json_key(json, "insertedContent");
		json_object_begin(json);
		json_key(json, "text");
		json_text(json, text);
		json_object_end(json);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
	json_array_end(json);
	json_object_end(json);
	json_array_end(json);
}

static void sarif_write_message(struct json_writer *json, const struct draftlint_finding *finding)
{
	struct builder text = {NULL, 0, 0};

	builder_add_string(&text, finding->message);
	for (size_t i = 0; i < finding->note_count; i++)
		if (!finding->notes[i].path)
			builder_printf(&text, "\nnote: %s", finding->notes[i].text);
	if (finding->help)
		builder_printf(&text, "\nhelp: %s", finding->help);
	builder_add(&text, "", 0);
	sarif_write_text(json, "message", text.bytes, true);
	builder_release(&text);
}

static void sarif_write_result(struct json_writer *json, const struct view *view,
                               const struct draftlint_finding *finding)
{
	char print[65];

	draftlint_fingerprint(finding, print);
	json_object_begin(json);
	sarif_member(json, "ruleId", finding->rule);
	sarif_member(json, "level", sarif_levels[finding->severity]);
	sarif_write_message(json, finding);
	json_key(json, "locations");
	json_array_begin(json);
	json_object_begin(json);
	sarif_write_physical(json, view, finding->path, &finding->range);
	json_object_end(json);
	json_array_end(json);
	json_key(json, "partialFingerprints");
	json_object_begin(json);
	sarif_member(json, "draftlintFingerprint/v1", print);
	json_object_end(json);
	sarif_write_related(json, view, finding);
	if (finding->fix)
		sarif_write_fix(json, view, finding->path, finding->fix);
	json_object_end(json);
}

static void remember(struct log *log, const struct draftlint_finding *finding)
{
	size_t at = 0;

	while (at < log->fired_count && strcmp(log->fired[at].rule, finding->rule) < 0)
		at++;
	if (at < log->fired_count && strcmp(log->fired[at].rule, finding->rule) == 0)
		return;
	log->fired = arena_grow(log->arena, log->fired, log->fired_count, &log->fired_capacity,
	                        sizeof(*log->fired));
	memmove(log->fired + at + 1, log->fired + at,
	        (log->fired_count++ - at) * sizeof(*log->fired));
	log->fired[at] = (struct fired){arena_strdup(log->arena, finding->rule), finding->severity};
}

static void notify(struct log *log, const struct view *view, const char *path, const char *text)
{
	static const struct draftlint_range nowhere;
	struct json_writer *json = &log->notifications_json;

	json_object_begin(json);
	sarif_member(json, "level", "error");
	sarif_write_text(json, "message", text, true);
	if (path) {
		json_key(json, "locations");
		json_array_begin(json);
		json_object_begin(json);
		sarif_write_physical(json, view, path, &nowhere);
		json_object_end(json);
		json_array_end(json);
	}
	json_object_end(json);
}

static void sarif_begin(struct output *output)
{
	struct log *log = memory_alloc(sizeof(*log));

	*log = (struct log){.arena = arena_new()};
	log->notifications_json.out = &log->notifications;
	output->state = log;
	sink_add(&output->sink,
	         "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
	         "\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"utf16CodeUnits\","
	         "\"results\":[");
}

static void sarif_file(struct output *output, const struct draftlint_file *file)
{
	struct log *log = output->state;

	for (size_t i = 0; i < file->finding_count; i++) {
		struct builder result = {NULL, 0, 0};

		remember(log, &file->findings[i]);
		log->results.out = &result;
		sarif_write_result(&log->results, &output->view, &file->findings[i]);
		sink_json(&output->sink, builder_slice(&result));
		builder_release(&result);
	}
	if (file->kind == DRAFTLINT_DRAFT_PARTLY)
		notify(log, &output->view, file->path, "not checked in full");
	else if (file->kind == DRAFTLINT_SETTINGS)
		notify(log, &output->view, file->path, "configuration or pack in error");
}

static void sarif_message(struct output *output, const char *text)
{
	notify(output->state, &output->view, NULL, text);
}

static const struct draftlint_rule *find_rule(const struct totals *totals, const char *name)
{
	for (size_t i = 0; i < totals->rule_count; i++)
		if (strcmp(totals->rules[i].name, name) == 0)
			return &totals->rules[i];
	return NULL;
}

static void sarif_write_help(struct json_writer *json, const char *reason,
                             const struct draftlint_rule *rule)
{
	struct builder text = {NULL, 0, 0};

	builder_add_string(&text, reason);
	if (rule && rule->bad)
		builder_printf(&text, "\n\nBad:\n%s", rule->bad);
	if (rule && rule->good)
		builder_printf(&text, "\n\nGood:\n%s", rule->good);
	sarif_write_text(json, "help", text.bytes, false);
	builder_release(&text);
}

/* Code scanning asks for all three texts. */
static void sarif_write_rule(struct json_writer *json, const struct fired *fired,
                             const struct draftlint_rule *rule)
{
	static const char *const sarif_severities[] = {
	    [DRAFTLINT_OFF] = "recommendation",
	    [DRAFTLINT_INFO] = "recommendation",
	    [DRAFTLINT_WARNING] = "warning",
	    [DRAFTLINT_ERROR] = "error",
	};
	const char *summary = rule && rule->summary && *rule->summary ? rule->summary : fired->rule;
	const char *reason = rule && rule->reason && *rule->reason ? rule->reason : summary;

	json_object_begin(json);
	sarif_member(json, "id", fired->rule);
	sarif_write_text(json, "shortDescription", summary, false);
	sarif_write_text(json, "fullDescription", reason, false);
	sarif_write_help(json, reason, rule);
	json_key(json, "defaultConfiguration");
	json_object_begin(json);
	sarif_member(json, "level", sarif_levels[fired->severity]);
	json_object_end(json);
	json_key(json, "properties");
	json_object_begin(json);
	sarif_member(json, "problem.severity", sarif_severities[fired->severity]);
	json_key(json, "tags");
	json_array_begin(json);
	if (rule && rule->question)
		json_text_of(json, rule->question);
	json_array_end(json);
	json_object_end(json);
	json_object_end(json);
}

static void sarif_write_tool(struct json_writer *json, const struct log *log,
                             const struct totals *totals)
{
	json_key(json, "tool");
	json_object_begin(json);
	json_key(json, "driver");
	json_object_begin(json);
	sarif_member(json, "name", "draftlint");
	sarif_member(json, "version", draftlint_version());
	sarif_member(json, "semanticVersion", draftlint_version());
	json_key(json, "rules");
	json_array_begin(json);
	for (size_t i = 0; i < log->fired_count; i++)
		sarif_write_rule(json, &log->fired[i], find_rule(totals, log->fired[i].rule));
	json_array_end(json);
	json_object_end(json);
	json_object_end(json);
}

/* Behind the results: the rest of the run. */
static void sarif_end(struct output *output, const struct totals *totals)
{
	struct log *log = output->state;
	struct builder rest = {NULL, 0, 0};
	struct json_writer json = {&rest, true};

	sink_add(&output->sink, "]");
	sarif_write_tool(&json, log, totals);
	json_key(&json, "invocations");
	json_array_begin(&json);
	json_object_begin(&json);
	json_key(&json, "executionSuccessful");
	json_bool(&json, totals->status != 2);
	json_key(&json, "exitCode");
	json_number(&json, (uint64_t)totals->status);
	json_key(&json, "toolExecutionNotifications");
	json_array_begin(&json);
	builder_add_slice(&rest, builder_slice(&log->notifications));
	json_array_end(&json);
	json_object_end(&json);
	json_array_end(&json);
	builder_add_string(&rest, "}]}\n");
	sink_json(&output->sink, builder_slice(&rest));
	builder_release(&rest);
	builder_release(&log->notifications);
	arena_free(log->arena);
	free(log);
	output->state = NULL;
}

const struct format format_sarif = {
    .name = "sarif",
    .help = "SARIF 2.1.0, for code scanning",
    .wants_rules = true,
    .begin = sarif_begin,
    .file = sarif_file,
    .message = sarif_message,
    .end = sarif_end,
};
