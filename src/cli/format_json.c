/*
 * json: one object for the whole run, complete and valid also when nothing was
 * found or the run failed.
 */
#include <stdlib.h>

#include <draftlint.h>

#include "base/arena.h"
#include "cli/formats.h"
#include "cli/json_report.h"

/* The three lists of the envelope grow at the same time. */
struct list {
	struct builder bytes;
	struct json_writer json;
};

struct envelope {
	struct list diagnostics;
	struct list files;
	struct list errors;
};

static void list_begin(struct list *list)
{
	list->bytes = (struct builder){NULL, 0, 0};
	list->json = (struct json_writer){&list->bytes, false};
}

static void json_begin(struct output *output)
{
	struct envelope *envelope = memory_alloc(sizeof(*envelope));

	list_begin(&envelope->diagnostics);
	list_begin(&envelope->files);
	list_begin(&envelope->errors);
	output->state = envelope;
}

static void json_file(struct output *output, const struct draftlint_file *file)
{
	struct envelope *envelope = output->state;

	for (size_t i = 0; i < file->finding_count; i++) {
		json_object_begin(&envelope->diagnostics.json);
		json_report_finding(&envelope->diagnostics.json, &file->findings[i],
		                    file->has_baseline);
		json_object_end(&envelope->diagnostics.json);
	}
	json_object_begin(&envelope->files.json);
	json_report_file(&envelope->files.json, file);
	json_object_end(&envelope->files.json);
	if (file->kind != DRAFTLINT_DRAFT) {
		json_object_begin(&envelope->errors.json);
		json_report_file_error(&envelope->errors.json, file);
		json_object_end(&envelope->errors.json);
	}
}

static void json_message(struct output *output, const char *text)
{
	struct envelope *envelope = output->state;

	json_object_begin(&envelope->errors.json);
	json_report_error(&envelope->errors.json, "run", NULL, text);
	json_object_end(&envelope->errors.json);
}

/* Moves what the document holds so far into the sink: a report can be large. */
static void flush(struct json_writer *json, struct output *output)
{
	sink_json(&output->sink, builder_slice(json->out));
	builder_release(json->out);
}

static void add_list(struct json_writer *json, const char *key, struct list *list,
                     struct output *output)
{
	json_key(json, key);
	json_array_begin(json);
	flush(json, output);
	sink_json(&output->sink, builder_slice(&list->bytes));
	builder_release(&list->bytes);
	json_array_end(json);
}

static void json_end(struct output *output, const struct totals *totals)
{
	struct envelope *envelope = output->state;
	const char *folder = output->view.folder;
	struct builder document = {NULL, 0, 0};
	struct json_writer json = {&document, false};

	json_object_begin(&json);
	json_report_tool(&json);
	json_member(&json, "root", folder && *folder ? folder : "/");
	json_key(&json, "exit");
	json_number(&json, (uint64_t)totals->status);
	json_key(&json, "summary");
	json_object_begin(&json);
	json_report_summary(&json, totals->summary);
	json_object_end(&json);
	add_list(&json, "errors", &envelope->errors, output);
	add_list(&json, "files", &envelope->files, output);
	add_list(&json, "diagnostics", &envelope->diagnostics, output);
	json_object_end(&json);
	builder_add_char(&document, '\n');
	flush(&json, output);
	free(envelope);
	output->state = NULL;
}

const struct format format_json = {
    .name = "json",
    .help = "one JSON object for the run",
    .wants_suppressed = true,
    .wants_known = true,
    .begin = json_begin,
    .file = json_file,
    .message = json_message,
    .end = json_end,
};
