/*
 * azure: logging commands of Azure Pipelines. There are errors and warnings
 * only; a service that does not obey them shows the lines as they are.
 */
#include <draftlint.h>

#include "cli/formats.h"
#include "cli/project.h"

/* As the agent takes them back. Line breaks cannot occur. */
static const struct sink_escape azure_message_escapes[] = {{'%', "%AZP25"}, {'\0', NULL}};
static const struct sink_escape azure_property_escapes[] = {
    {'%', "%AZP25"}, {']', "%5D"}, {';', "%3B"}, {'\0', NULL}};

static void azure_begin(struct output *output)
{
	output->sink.break_commands = true;
}

static void log_finding(struct output *output, const struct draftlint_finding *finding)
{
	struct sink *sink = &output->sink;
	unsigned line = finding->range.start.line ? (unsigned)finding->range.start.line : 1;
	unsigned column = finding->range.start.column ? (unsigned)finding->range.start.column : 1;
	struct builder path = {NULL, 0, 0};

	project_path_absolute(&path, &output->view, finding->path);
	sink_command(sink, "##vso[task.logissue type=");
	sink_add(sink, finding->severity == DRAFTLINT_ERROR ? "error" : "warning");
	sink->escapes = azure_property_escapes;
	sink_add(sink, ";sourcepath=");
	sink_text(sink, builder_slice(&path));
	sink_printf(sink, ";linenumber=%u;columnnumber=%u;code=", line, column);
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, ";]");
	sink->escapes = azure_message_escapes;
	sink_message(sink, finding->message);
	sink_add(sink, " [");
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, "]\n");
	builder_release(&path);
}

static void azure_file(struct output *output, const struct draftlint_file *file)
{
	for (size_t i = 0; i < file->finding_count; i++)
		log_finding(output, &file->findings[i]);
}

static void azure_message(struct output *output, const char *text)
{
	sink_command(&output->sink, "##vso[task.logissue type=error;]");
	output->sink.escapes = azure_message_escapes;
	sink_message(&output->sink, text);
	sink_add(&output->sink, "\n");
}

static void azure_end(struct output *output, const struct totals *totals)
{
	(void)output;
	(void)totals;
}

const struct format format_azure = {
    .name = "azure",
    .help = "issues for Azure Pipelines",
    .begin = azure_begin,
    .file = azure_file,
    .message = azure_message,
    .end = azure_end,
};
