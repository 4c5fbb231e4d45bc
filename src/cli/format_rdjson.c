/*
 * rdjson and rdjsonl: what reviewdog reads, as one object or one on each line.
 * Columns are bytes. What has no place in a file cannot be told here.
 */
#include <stdlib.h>

#include <draftlint.h>

#include "base/arena.h"
#include "base/json_writer.h"
#include "cli/formats.h"
#include "cli/project.h"

static void rdjson_write_position(struct json_writer *json, const char *key,
                                  const struct draftlint_position *position)
{
	json_key(json, key);
	json_object_begin(json);
	json_key(json, "line");
	json_number(json, position->line);
	json_key(json, "column");
	json_number(json, position->byte_column);
	json_object_end(json);
}

static void rdjson_write_range(struct json_writer *json, const struct draftlint_range *range)
{
	json_key(json, "range");
	json_object_begin(json);
	rdjson_write_position(json, "start", &range->start);
	rdjson_write_position(json, "end", &range->end);
	json_object_end(json);
}

/* A file that could not be read has no lines. */
static void rdjson_write_location(struct json_writer *json, const struct view *view,
                                  const char *path, const struct draftlint_range *range)
{
	struct builder shown = {NULL, 0, 0};

	project_path(&shown, view, path);
	json_key(json, "location");
	json_object_begin(json);
	json_key(json, "path");
	json_text_of(json, shown.bytes);
	if (range->start.line)
		rdjson_write_range(json, range);
	json_object_end(json);
	builder_release(&shown);
}

static void rdjson_write_source(struct json_writer *json)
{
	json_key(json, "source");
	json_object_begin(json);
	json_key(json, "name");
	json_text_of(json, "draftlint");
	json_object_end(json);
}

static void rdjson_write_related(struct json_writer *json, const struct view *view,
                                 const struct draftlint_finding *finding)
{
	bool opened = false;

	for (size_t i = 0; i < finding->note_count; i++) {
		const struct draftlint_note *note = &finding->notes[i];

		if (!note->path)
			continue;
		if (!opened) {
			json_key(json, "related_locations");
			json_array_begin(json);
		}
		opened = true;
		json_object_begin(json);
		json_key(json, "message");
		json_text_of(json, note->text);
		rdjson_write_location(json, view, note->path, &note->range);
		json_object_end(json);
	}
	if (opened)
		json_array_end(json);
}

/* A suggestion is applied with one click: only what is safe and one edit. */
static void rdjson_write_suggestion(struct json_writer *json, const struct draftlint_fix *fix)
{
	if (!fix || !fix->safe || fix->edit_count != 1)
		return;
	json_key(json, "suggestions");
	json_array_begin(json);
	json_object_begin(json);
	rdjson_write_range(json, &fix->edits[0].range);
	json_key(json, "text");
	json_text(json, slice_from(fix->edits[0].text, fix->edits[0].len));
	json_object_end(json);
	json_array_end(json);
}

static void rdjson_write_diagnostic(struct json_writer *json, const struct view *view,
                                    const struct draftlint_finding *finding)
{
	static const char *const rdjson_severities[] = {
	    [DRAFTLINT_OFF] = "UNKNOWN_SEVERITY",
	    [DRAFTLINT_INFO] = "INFO",
	    [DRAFTLINT_WARNING] = "WARNING",
	    [DRAFTLINT_ERROR] = "ERROR",
	};

	json_object_begin(json);
	json_key(json, "message");
	json_text_of(json, finding->message);
	rdjson_write_location(json, view, finding->path, &finding->range);
	json_key(json, "severity");
	json_text_of(json, rdjson_severities[finding->severity]);
	rdjson_write_source(json);
	json_key(json, "code");
	json_object_begin(json);
	json_key(json, "value");
	json_text_of(json, finding->rule);
	json_object_end(json);
	rdjson_write_suggestion(json, finding->fix);
	rdjson_write_related(json, view, finding);
	json_object_end(json);
}

static void rdjson_write_findings(struct output *output, const struct draftlint_file *file,
                                  struct json_writer *json, const char *end)
{
	for (size_t i = 0; i < file->finding_count; i++) {
		struct builder diagnostic = {NULL, 0, 0};

		json->out = &diagnostic;
		rdjson_write_diagnostic(json, &output->view, &file->findings[i]);
		sink_json(&output->sink, builder_slice(&diagnostic));
		sink_add(&output->sink, end);
		builder_release(&diagnostic);
		if (*end)
			json->need_comma = false;
	}
}

static void rdjson_begin(struct output *output)
{
	struct json_writer *json = memory_alloc(sizeof(*json));

	*json = (struct json_writer){NULL, false};
	output->state = json;
	sink_add(&output->sink, "{\"source\":{\"name\":\"draftlint\"},\"diagnostics\":[");
}

static void rdjson_file(struct output *output, const struct draftlint_file *file)
{
	rdjson_write_findings(output, file, output->state, "");
}

static void rdjson_end(struct output *output, const struct totals *totals)
{
	(void)totals;
	sink_add(&output->sink, "]}\n");
	free(output->state);
	output->state = NULL;
}

static void rdjsonl_file(struct output *output, const struct draftlint_file *file)
{
	struct json_writer json = {NULL, false};

	rdjson_write_findings(output, file, &json, "\n");
}

static void rdjsonl_end(struct output *output, const struct totals *totals)
{
	(void)output;
	(void)totals;
}

const struct format format_rdjson = {
    .name = "rdjson",
    .help = "one JSON object for reviewdog",
    .begin = rdjson_begin,
    .file = rdjson_file,
    .end = rdjson_end,
};

const struct format format_rdjsonl = {
    .name = "rdjsonl",
    .help = "one JSON object for reviewdog on each line",
    .file = rdjsonl_file,
    .end = rdjsonl_end,
};
