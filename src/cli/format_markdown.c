/*
 * markdown: a table for job summaries and comments.
 */
#include <stdlib.h>

#include <draftlint.h>

#include "base/arena.h"
#include "cli/diagnostic.h"
#include "cli/formats.h"
#include "cli/markdown.h"
#include "cli/project.h"
#include "cli/summary.h"

enum { ROOM_FOR_END = 1024 };

struct rows {
	size_t written;
	size_t left_out;
};

static void markdown_begin(struct output *output)
{
	struct rows *rows = memory_alloc(sizeof(*rows));

	*rows = (struct rows){0, 0};
	output->state = rows;
	output->sink.escapes = markdown_escapes;
	sink_add(&output->sink, "### draftlint\n\n");
}

static void write_row(struct output *output, const struct draftlint_finding *finding)
{
	struct sink *sink = &output->sink;
	struct builder path = {NULL, 0, 0};

	project_path(&path, &output->view, finding->path);
	sink_add(sink, "| ");
	sink_path(sink, path.bytes);
	sink_printf(sink, ":%u:%u | %s | ",
	            finding->range.start.line ? (unsigned)finding->range.start.line : 1,
	            finding->range.start.column ? (unsigned)finding->range.start.column : 1,
	            diagnostic_severity_name(finding->severity));
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, " | ");
	sink_message(sink, finding->message);
	sink_add(sink, " |\n");
	builder_release(&path);
}

static void add_row(struct output *output, const struct draftlint_finding *finding)
{
	struct rows *rows = output->state;
	struct builder *bytes = &output->sink.bytes;
	size_t before = bytes->len;

	if (!rows->left_out) {
		if (!rows->written)
			sink_add(&output->sink, "| Place | Severity | Rule | Message |\n"
			                        "| --- | --- | --- | --- |\n");
		write_row(output, finding);
		if (!output->limit || bytes->len + ROOM_FOR_END <= output->limit) {
			rows->written++;
			return;
		}
		bytes->len = before;
		bytes->bytes[before] = '\0';
	}
	rows->left_out++;
}

static void markdown_file(struct output *output, const struct draftlint_file *file)
{
	for (size_t i = 0; i < file->finding_count; i++)
		add_row(output, &file->findings[i]);
}

/* A table ends at an empty line. */
static void end_table(struct output *output)
{
	struct rows *rows = output->state;

	if (rows->written)
		sink_add(&output->sink, "\n");
	rows->written = 0;
}

static void markdown_message(struct output *output, const char *text)
{
	end_table(output);
	sink_add(&output->sink, "**error:** ");
	sink_message(&output->sink, text);
	sink_add(&output->sink, "\n\n");
}

static void markdown_end(struct output *output, const struct totals *totals)
{
	struct rows *rows = output->state;
	struct view view = {0};
	size_t before;

	end_table(output);
	if (rows->left_out)
		sink_printf(&output->sink, "%zu more finding%s not shown here.\n\n", rows->left_out,
		            rows->left_out == 1 ? " is" : "s are");
	before = output->sink.bytes.len;
	summary_write(&output->sink, &view, totals);
	if (output->sink.bytes.len == before)
		sink_add(&output->sink, "Nothing was checked\n");
	free(rows);
	output->state = NULL;
}

const struct format format_markdown = {
    .name = "markdown",
    .help = "a table for comments and job summaries",
    .has_summary = true,
    .begin = markdown_begin,
    .file = markdown_file,
    .message = markdown_message,
    .end = markdown_end,
};
