/*
 * jsonl: one JSON object on each line, for programs that read as they go. The
 * last line is the summary, so a reader knows that it has seen everything.
 */
#include <draftlint.h>

#include "cli/formats.h"
#include "cli/json_report.h"

/* A line is built apart: only a whole document can be made harmless. */
struct record {
	struct builder bytes;
	struct json_writer json;
};

static struct json_writer *record_begin(struct record *record, const char *type)
{
	record->bytes = (struct builder){NULL, 0, 0};
	record->json = (struct json_writer){&record->bytes, false};
	json_object_begin(&record->json);
	json_key(&record->json, "type");
	json_text_of(&record->json, type);
	return &record->json;
}

static void record_end(struct record *record, struct output *output)
{
	json_object_end(&record->json);
	builder_add_char(&record->bytes, '\n');
	sink_json(&output->sink, builder_slice(&record->bytes));
	builder_release(&record->bytes);
}

static void jsonl_file(struct output *output, const struct draftlint_file *file)
{
	struct record record;

	for (size_t i = 0; i < file->finding_count; i++) {
		json_report_finding(record_begin(&record, "diagnostic"), &file->findings[i],
		                    file->has_baseline);
		record_end(&record, output);
	}
	if (file->kind != DRAFTLINT_DRAFT) {
		json_report_file_error(record_begin(&record, "error"), file);
		record_end(&record, output);
	}
	json_report_file(record_begin(&record, "file"), file);
	record_end(&record, output);
}

static void jsonl_message(struct output *output, const char *text)
{
	struct record record;

	json_report_error(record_begin(&record, "error"), "run", NULL, text);
	record_end(&record, output);
}

static void jsonl_end(struct output *output, const struct totals *totals)
{
	struct record record;
	struct json_writer *json = record_begin(&record, "summary");

	json_report_tool(json);
	json_report_summary(json, totals->summary);
	json_key(json, "exit");
	json_number(json, (uint64_t)totals->status);
	record_end(&record, output);
}

const struct format format_jsonl = {
    .name = "jsonl",
    .help = "one JSON object on each line",
    .wants_suppressed = true,
    .wants_known = true,
    .file = jsonl_file,
    .message = jsonl_message,
    .end = jsonl_end,
};
