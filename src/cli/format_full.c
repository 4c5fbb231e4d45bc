/*
 * full: what a person reads. The line of the concise format, the excerpt, what
 * the finding has to say beside it, and for each draft with findings which of
 * the questions it answers. Lines that are not diagnostics begin with a blank
 * or have no line number, so that no matcher takes them for one.
 */
#include <draftlint.h>

#include "cli/diagnostic.h"
#include "cli/excerpt.h"
#include "cli/formats.h"
#include "cli/summary.h"

#define CHECK_MARK  "\xE2\x9C\x93"
#define BALLOT_MARK "\xE2\x9C\x97"

/* "      = help: text" */
static void write_remark(struct output *output, const struct draftlint_finding *finding,
                         const char *label, const char *text, const char *end)
{
	struct sink *sink = &output->sink;

	sink_blanks(sink, excerpt_gutter(finding->range.start.line));
	sink_add(sink, "= ");
	sink_style(sink, STYLE_BOLD);
	sink_add(sink, label);
	sink_add(sink, ":");
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, " ");
	sink_message(sink, text);
	sink_add(sink, end);
}

/* PREVIOUS is the finding shown before this one in the file, or NULL: the same
 * place is not drawn twice. */
static void write_finding(struct output *output, const struct draftlint_finding *finding,
                          const struct draftlint_finding *previous)
{
	bool drawn = previous && previous->range.start.byte == finding->range.start.byte &&
	             previous->range.end.byte == finding->range.end.byte;

	diagnostic_write(output, finding, false);
	if (!drawn)
		excerpt_write(&output->sink, &finding->excerpt, &finding->range,
		              diagnostic_style(finding), output->view.width);
	for (size_t i = 0; i < finding->note_count; i++)
		if (finding->notes[i].path)
			diagnostic_write_note(output, &finding->notes[i]);
		else
			write_remark(output, finding, "note", finding->notes[i].text, "\n");
	if (finding->help)
		write_remark(output, finding, "help", finding->help, "\n");
	else if (finding->fix)
		write_remark(output, finding, "fix", finding->fix->title,
		             finding->fix->safe ? "\n" : " (unsafe)\n");
}

static void write_checklist(struct output *output, const struct draftlint_file *file)
{
	struct sink *sink = &output->sink;
	size_t answered = 0;

	for (size_t i = 0; i < file->answer_count; i++)
		answered += file->answers[i].answered;
	sink_path(sink, file->path);
	sink_printf(sink, ": checklist %zu/%zu:", answered, file->answer_count);
	for (size_t i = 0; i < file->answer_count; i++) {
		bool good = file->answers[i].answered;

		sink_add(sink, " ");
		sink_text(sink, slice_of(file->answers[i].question));
		sink_add(sink, " ");
		sink_style(sink, good ? STYLE_GOOD : STYLE_ERROR);
		sink_add(sink, good ? CHECK_MARK : BALLOT_MARK);
		sink_style(sink, STYLE_PLAIN);
	}
	sink_add(sink, "\n");
}

static void full_file(struct output *output, const struct draftlint_file *file)
{
	const struct draftlint_finding *previous = NULL;

	for (size_t i = 0; i < file->finding_count; i++) {
		write_finding(output, &file->findings[i], previous);
		previous = &file->findings[i];
	}
	if (!previous)
		return;
	if (file->answer_count && !output->view.quiet)
		write_checklist(output, file);
	sink_add(&output->sink, "\n");
}

static void full_end(struct output *output, const struct totals *totals)
{
	summary_write(&output->sink, &output->view, totals);
}

const struct format format_full = {
    .name = "full",
    .help = "each finding with its line, its notes and its mend",
    .has_summary = true,
    .file = full_file,
    .end = full_end,
};
