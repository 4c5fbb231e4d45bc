/*
 * grouped: the findings of each file under its name, as linters of code do it.
 */
#include <stdio.h>

#include <draftlint.h>

#include "cli/diagnostic.h"
#include "cli/formats.h"
#include "cli/summary.h"

enum { PLACE_WIDTH = 8, SEVERITY_WIDTH = 7 };

/* "  3:8      error    message  rule" */
static void grouped_write_finding(struct sink *sink, const struct draftlint_finding *finding)
{
	unsigned line = finding->range.start.line ? (unsigned)finding->range.start.line : 1;
	unsigned column = finding->range.start.column ? (unsigned)finding->range.start.column : 1;
	char place[2 * sizeof("4294967295")];

	snprintf(place, sizeof(place), "%u:%u", line, column);
	sink_printf(sink, "  %-*s  ", PLACE_WIDTH, place);
	sink_style(sink, diagnostic_style(finding));
	sink_printf(sink, "%-*s", SEVERITY_WIDTH, diagnostic_severity_name(finding->severity));
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, "  ");
	sink_message(sink, finding->message);
	sink_add(sink, "  ");
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, "\n");
}

static void grouped_file(struct output *output, const struct draftlint_file *file)
{
	struct sink *sink = &output->sink;

	if (!file->finding_count)
		return;
	sink_style(sink, STYLE_BOLD);
	sink_path(sink, file->path);
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, "\n");
	for (size_t i = 0; i < file->finding_count; i++)
		grouped_write_finding(sink, &file->findings[i]);
	sink_add(sink, "\n");
}

static void grouped_end(struct output *output, const struct totals *totals)
{
	summary_write(&output->sink, &output->view, totals);
}

const struct format format_grouped = {
    .name = "grouped",
    .help = "one line for each finding, under the name of its file",
    .has_summary = true,
    .file = grouped_file,
    .end = grouped_end,
};
