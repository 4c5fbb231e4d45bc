/*
 * gitlab: the Code Quality report. GitLab drops everything after an entry that
 * it cannot take, and all but one of those with the same fingerprint. What has
 * no place in a file cannot be told here.
 */
#include <stdlib.h>

#include <draftlint.h>

#include "base/arena.h"
#include "base/json_writer.h"
#include "cli/formats.h"
#include "cli/project.h"

static void gitlab_begin(struct output *output)
{
	struct json_writer *json = memory_alloc(sizeof(*json));

	*json = (struct json_writer){NULL, false};
	output->state = json;
	sink_add(&output->sink, "[");
}

static const char *severity_of(const struct draftlint_finding *finding, bool incomplete)
{
	switch (finding->severity) {
	case DRAFTLINT_ERROR:
		return incomplete ? "critical" : "major";
	case DRAFTLINT_WARNING:
		return "minor";
	case DRAFTLINT_INFO:
	case DRAFTLINT_OFF:
		break;
	}
	return "info";
}

static void gitlab_member(struct json_writer *json, const char *key, const char *value)
{
	json_key(json, key);
	json_text_of(json, value);
}

static void gitlab_write_location(struct json_writer *json, const struct view *view,
                                  const struct draftlint_finding *finding)
{
	size_t begin = finding->range.start.line ? finding->range.start.line : 1;
	size_t end = finding->range.end.line;
	struct builder path = {NULL, 0, 0};

	/* The last line is one that belongs to the range. */
	if (end > begin && finding->range.end.column == 1)
		end--;
	project_path(&path, view, finding->path);
	json_key(json, "location");
	json_object_begin(json);
	gitlab_member(json, "path", path.bytes);
	json_key(json, "lines");
	json_object_begin(json);
	json_key(json, "begin");
	json_number(json, begin);
	json_key(json, "end");
	json_number(json, end > begin ? end : begin);
	json_object_end(json);
	json_object_end(json);
	builder_release(&path);
}

static void gitlab_write_entry(struct json_writer *json, const struct view *view,
                               const struct draftlint_finding *finding, bool incomplete)
{
	struct builder description = {NULL, 0, 0};
	char print[65];

	draftlint_fingerprint(finding, print);
	builder_printf(&description, "%s: %s", finding->rule, finding->message);
	json_object_begin(json);
	gitlab_member(json, "description", description.bytes);
	gitlab_member(json, "check_name", finding->rule);
	gitlab_member(json, "fingerprint", print);
	gitlab_member(json, "severity", severity_of(finding, incomplete));
	gitlab_write_location(json, view, finding);
	json_object_end(json);
	builder_release(&description);
}

static void gitlab_file(struct output *output, const struct draftlint_file *file)
{
	struct json_writer *json = output->state;

	for (size_t i = 0; i < file->finding_count; i++) {
		struct builder entry = {NULL, 0, 0};

		json->out = &entry;
		gitlab_write_entry(json, &output->view, &file->findings[i],
		                   file->kind != DRAFTLINT_DRAFT);
		sink_json(&output->sink, builder_slice(&entry));
		builder_release(&entry);
	}
}

static void gitlab_end(struct output *output, const struct totals *totals)
{
	(void)totals;
	sink_add(&output->sink, "]\n");
	free(output->state);
	output->state = NULL;
}

const struct format format_gitlab = {
    .name = "gitlab",
    .help = "a Code Quality report for GitLab",
    .begin = gitlab_begin,
    .file = gitlab_file,
    .end = gitlab_end,
};
