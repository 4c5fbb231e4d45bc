/*
 * checkstyle: the XML of Checkstyle, which most CI services can show. It knows
 * one place for each finding, no ranges and no fixes.
 */
#include <draftlint.h>

#include "cli/diagnostic.h"
#include "cli/formats.h"
#include "cli/xml.h"

static void checkstyle_begin(struct output *output)
{
	output->sink.escapes = xml_escapes;
	sink_add(&output->sink, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                        "<checkstyle version=\"4.3\">\n");
}

static void open_file(struct sink *sink, const char *path)
{
	sink_add(sink, "  <file");
	xml_attribute(sink, "name", path);
	sink_add(sink, ">\n");
}

static void write_error(struct sink *sink, const struct draftlint_finding *finding)
{
	sink_add(sink, "    <error");
	xml_attribute_number(sink, "line",
	                     finding->range.start.line ? finding->range.start.line : 1);
	if (finding->range.start.column)
		xml_attribute_number(sink, "column", finding->range.start.column);
	xml_attribute(sink, "severity", diagnostic_severity_name(finding->severity));
	xml_attribute(sink, "message", finding->message);
	sink_add(sink, " source=\"draftlint.");
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, "\"/>\n");
}

static void checkstyle_file(struct output *output, const struct draftlint_file *file)
{
	if (!file->finding_count)
		return;
	open_file(&output->sink, file->path);
	for (size_t i = 0; i < file->finding_count; i++)
		write_error(&output->sink, &file->findings[i]);
	sink_add(&output->sink, "  </file>\n");
}

static void checkstyle_message(struct output *output, const char *text)
{
	open_file(&output->sink, "draftlint");
	sink_add(&output->sink, "    <error line=\"1\" severity=\"error\"");
	xml_attribute(&output->sink, "message", text);
	sink_add(&output->sink, " source=\"draftlint.run\"/>\n  </file>\n");
}

static void checkstyle_end(struct output *output, const struct totals *totals)
{
	(void)totals;
	sink_add(&output->sink, "</checkstyle>\n");
}

const struct format format_checkstyle = {
    .name = "checkstyle",
    .help = "XML as Checkstyle writes it",
    .begin = checkstyle_begin,
    .file = checkstyle_file,
    .message = checkstyle_message,
    .end = checkstyle_end,
};
