/*
 * github: workflow commands, which the runner turns into annotations. It shows
 * ten of a kind and drops the others without a word: those are written as plain
 * lines, and a notice says how many. The reporter adds the job's summary.
 */
#include <stdlib.h>

#include <draftlint.h>

#include "base/arena.h"
#include "cli/diagnostic.h"
#include "cli/formats.h"
#include "cli/project.h"

/* As the runner takes them back. Line breaks cannot occur. */
static const struct sink_escape github_data_escapes[] = {{'%', "%25"}, {'\0', NULL}};
static const struct sink_escape github_property_escapes[] = {
    {'%', "%25"}, {':', "%3A"}, {',', "%2C"}, {'\0', NULL}};

/* One notice is kept for what is left out. */
static const struct {
	const char *command;
	size_t most;
} github_kinds[] = {
    [DRAFTLINT_OFF] = {"notice", 0},
    [DRAFTLINT_INFO] = {"notice", 9},
    [DRAFTLINT_WARNING] = {"warning", 10},
    [DRAFTLINT_ERROR] = {"error", 10},
};

enum { KINDS = DRAFTLINT_ERROR + 1 };

struct annotations {
	struct sink sinks[KINDS];
	size_t counts[KINDS];
	struct output rest;
	size_t rest_count;
};

static void github_begin(struct output *output)
{
	struct annotations *annotations = memory_alloc(sizeof(*annotations));

	*annotations = (struct annotations){.rest = {.view = output->view}};
	/* The log is read by a runner, wherever it was written. */
	output->sink.break_commands = true;
	for (size_t i = 0; i < KINDS; i++)
		annotations->sinks[i].break_commands = true;
	annotations->rest.sink.break_commands = true;
	output->state = annotations;
}

static void add_position(struct sink *sink, const struct draftlint_range *range)
{
	if (!range->start.line)
		return;
	sink_printf(sink, ",line=%u", (unsigned)range->start.line);
	/* The runner drops the columns of a range of several lines. */
	if (range->end.line == range->start.line)
		sink_printf(sink, ",col=%u,endLine=%u,endColumn=%u", (unsigned)range->start.column,
		            (unsigned)range->end.line, (unsigned)range->end.column);
	else if (range->end.line > range->start.line)
		sink_printf(sink, ",endLine=%u", (unsigned)range->end.line);
}

static void annotate(struct sink *sink, const struct view *view,
                     const struct draftlint_finding *finding)
{
	struct builder path = {NULL, 0, 0};

	project_path(&path, view, finding->path);
	sink_printf(sink, "::%s title=draftlint (", github_kinds[finding->severity].command);
	sink->escapes = github_property_escapes;
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, "),file=");
	sink_path(sink, path.bytes);
	add_position(sink, &finding->range);
	sink_add(sink, "::");
	/* The log does not show the properties. */
	sink->escapes = github_data_escapes;
	sink_path(sink, path.bytes);
	sink_printf(sink,
	            ":%u:%u: ", finding->range.start.line ? (unsigned)finding->range.start.line : 1,
	            finding->range.start.column ? (unsigned)finding->range.start.column : 1);
	sink_message(sink, finding->message);
	sink_add(sink, " [");
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, "]");
	if (finding->help) {
		sink_add(sink, "%0A  help: ");
		sink_message(sink, finding->help);
	}
	sink_add(sink, "\n");
	builder_release(&path);
}

/* As a problem matcher would take it. */
static void add_line(struct annotations *annotations, const struct draftlint_finding *finding)
{
	struct draftlint_finding shown = *finding;
	struct builder path = {NULL, 0, 0};

	project_path(&path, &annotations->rest.view, finding->path);
	shown.path = path.bytes;
	diagnostic_write(&annotations->rest, &shown, false);
	annotations->rest_count++;
	builder_release(&path);
}

static void github_file(struct output *output, const struct draftlint_file *file)
{
	struct annotations *annotations = output->state;

	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *finding = &file->findings[i];
		enum draftlint_severity severity = finding->severity;

		if (annotations->counts[severity] < github_kinds[severity].most) {
			annotate(&annotations->sinks[severity], &output->view, finding);
			annotations->counts[severity]++;
		} else {
			add_line(annotations, finding);
		}
	}
}

/* Nothing weighs more than a run that cannot be trusted: these come first. */
static void github_message(struct output *output, const char *text)
{
	output->sink.escapes = github_data_escapes;
	sink_add(&output->sink, "::error title=draftlint::");
	sink_message(&output->sink, text);
	sink_add(&output->sink, "\n");
}

static void github_end(struct output *output, const struct totals *totals)
{
	struct annotations *annotations = output->state;

	(void)totals;
	for (size_t i = KINDS; i-- > 0;) {
		builder_add_slice(&output->sink.bytes, builder_slice(&annotations->sinks[i].bytes));
		sink_release(&annotations->sinks[i]);
	}
	builder_add_slice(&output->sink.bytes, builder_slice(&annotations->rest.sink.bytes));
	sink_release(&annotations->rest.sink);
	if (annotations->rest_count)
		sink_printf(
		    &output->sink,
		    "::notice title=draftlint::draftlint: %zu more finding%s in the log of this "
		    "step\n",
		    annotations->rest_count, annotations->rest_count == 1 ? "" : "s");
	free(annotations);
	output->state = NULL;
}

const struct format format_github = {
    .name = "github",
    .help = "annotations and a job summary for GitHub Actions",
    .begin = github_begin,
    .file = github_file,
    .message = github_message,
    .end = github_end,
};
