#include "cli/json_report.h"

#include <string.h>

#include <draftlint.h>

#include "cli/diagnostic.h"
#include "cli/project.h"

static void write_position(struct json_writer *json, const char *key,
                           const struct draftlint_position *position)
{
	json_key(json, key);
	json_object_begin(json);
	json_member_number(json, "line", position->line ? position->line : 1);
	json_member_number(json, "column", position->column ? position->column : 1);
	json_member_number(json, "utf16", position->utf16 ? position->utf16 : 1);
	json_member_number(json, "byte", position->byte);
	json_object_end(json);
}

static void write_range(struct json_writer *json, const struct draftlint_range *range)
{
	json_key(json, "range");
	json_object_begin(json);
	write_position(json, "start", &range->start);
	write_position(json, "end", &range->end);
	json_object_end(json);
}

/* A path may hold any bytes, a JSON string may not: the URI keeps them all. */
void json_report_uri(struct json_writer *json, const char *path)
{
	struct builder uri = {NULL, 0, 0};

	builder_add_string(&uri, path[0] == '/' ? "file://" : "");
	project_add_uri(&uri, path);
	json_text(json, builder_slice(&uri));
	builder_release(&uri);
}

static void write_uri(struct json_writer *json, const char *path)
{
	json_key(json, "uri");
	json_report_uri(json, path);
}

static void write_notes(struct json_writer *json, const struct draftlint_finding *finding)
{
	json_key(json, "related");
	json_array_begin(json);
	for (size_t i = 0; i < finding->note_count; i++) {
		const struct draftlint_note *note = &finding->notes[i];

		if (!note->path)
			continue;
		json_object_begin(json);
		json_member(json, "path", note->path);
		write_uri(json, note->path);
		write_range(json, &note->range);
		json_member(json, "message", note->text);
		json_object_end(json);
	}
	json_array_end(json);
	json_key(json, "notes");
	json_array_begin(json);
	for (size_t i = 0; i < finding->note_count; i++)
		if (!finding->notes[i].path)
			json_text_of(json, finding->notes[i].text);
	json_array_end(json);
}

static void write_fixes(struct json_writer *json, const struct draftlint_fix *fix)
{
	json_key(json, "fixes");
	json_array_begin(json);
	if (fix) {
		json_object_begin(json);
		json_member(json, "title", fix->title);
		json_member(json, "applicability", fix->safe ? "safe" : "unsafe");
		json_key(json, "edits");
		json_array_begin(json);
		for (size_t i = 0; i < fix->edit_count; i++) {
			json_object_begin(json);
			write_range(json, &fix->edits[i].range);
			json_key(json, "text");
			json_text(json, slice_from(fix->edits[i].text, fix->edits[i].len));
			json_object_end(json);
		}
		json_array_end(json);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_suppressed(struct json_writer *json, const char *reason)
{
	json_key(json, "suppressed");
	if (!reason) {
		json_null_value(json);
		return;
	}
	json_object_begin(json);
	json_member(json, "reason", *reason ? reason : NULL);
	json_object_end(json);
}

void json_report_finding(struct json_writer *json, const struct draftlint_finding *finding,
                         bool baseline)
{
	char print[65];

	draftlint_fingerprint(finding, print);
	json_member(json, "rule", finding->rule);
	json_member(json, "severity", diagnostic_severity_name(finding->severity));
	json_member(json, "message", finding->message);
	json_member(json, "path", finding->path);
	write_uri(json, finding->path);
	write_range(json, &finding->range);
	json_member(json, "question", finding->question);
	write_notes(json, finding);
	json_member(json, "help", finding->help);
	write_fixes(json, finding->fix);
	json_member(json, "fingerprint", print);
	write_suppressed(json, finding->suppressed);
	json_member(json, "baseline", !baseline ? NULL : finding->known ? "known" : "new");
}

void json_report_tool(struct json_writer *json)
{
	json_member(json, "schema", JSON_REPORT_SCHEMA);
	json_member_number(json, "version", JSON_REPORT_VERSION);
	json_key(json, "tool");
	json_object_begin(json);
	json_member(json, "name", "draftlint");
	json_member(json, "version", draftlint_version());
	json_object_end(json);
}

void json_report_file(struct json_writer *json, const struct draftlint_file *file)
{
	static const char *const kinds[] = {
	    [DRAFTLINT_DRAFT] = "draft",
	    [DRAFTLINT_DRAFT_PARTLY] = "incomplete",
	    [DRAFTLINT_SETTINGS] = "settings",
	};

	json_member(json, "path", file->path);
	write_uri(json, file->path);
	json_member(json, "kind", kinds[file->kind]);
	json_key(json, "answers");
	json_array_begin(json);
	for (size_t i = 0; i < file->answer_count; i++) {
		const struct draftlint_answer *answer = &file->answers[i];

		json_object_begin(json);
		json_member(json, "question", answer->question);
		json_key(json, "answered");
		json_bool(json, answer->answered);
		json_member(json, "problem", answer->answered ? NULL : answer->problem);
		json_object_end(json);
	}
	json_array_end(json);
}

void json_report_summary(struct json_writer *json, const struct draftlint_summary *summary)
{
	size_t skipped = 0;

	for (size_t i = 0; i < summary->skip_count; i++)
		skipped += summary->skips[i].count;
	json_member_number(json, "files", summary->files);
	json_member_number(json, "checked", summary->checked);
	json_member_number(json, "incomplete", summary->incomplete);
	json_member_number(json, "clean", summary->clean);
	json_member_number(json, "skipped", skipped);
	json_member_number(json, "error", summary->errors);
	json_member_number(json, "warning", summary->warnings);
	json_member_number(json, "info", summary->infos);
	json_member_number(json, "suppressed", summary->suppressed);
	json_member_number(json, "baselined", summary->baselined);
	json_member_number(json, "stale", summary->stale);
	json_member_number(json, "fixable_safe", summary->fixable_safe);
	json_member_number(json, "fixable_unsafe", summary->fixable_unsafe);
	json_member_number(json, "fixed", summary->fixed);
	json_member_number(json, "fixed_files", summary->fixed_files);
	json_key(json, "skips");
	json_array_begin(json);
	for (size_t i = 0; i < summary->skip_count; i++) {
		json_object_begin(json);
		json_member(json, "reason", summary->skips[i].reason);
		json_member_number(json, "count", summary->skips[i].count);
		json_object_end(json);
	}
	json_array_end(json);
}

void json_report_error(struct json_writer *json, const char *kind, const char *path,
                       const char *message)
{
	json_member(json, "kind", kind);
	json_member(json, "path", path);
	json_member(json, "message", message);
}

void json_report_file_error(struct json_writer *json, const struct draftlint_file *file)
{
	if (file->kind == DRAFTLINT_SETTINGS)
		json_report_error(json, "settings", file->path, "configuration or pack in error");
	else
		json_report_error(json, "incomplete", file->path, "not checked in full");
}
