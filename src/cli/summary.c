#include "cli/summary.h"

#include <string.h>

#include <draftlint.h>

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* "2 errors" after ", " or an opening bracket; nothing when there are none. */
static void add_count(struct sink *sink, bool *first, size_t count, const char *noun)
{
	if (!count)
		return;
	sink_printf(sink, "%s%zu %s", *first ? " (" : ", ", count, noun);
	*first = false;
}

/* "Fixed 3 problems in 2 files; 4 left" or "Found 4 problems" */
static void write_count(struct sink *sink, const struct view *view,
                        const struct draftlint_summary *sum)
{
	size_t count = sum->errors + sum->warnings + sum->infos;

	if (view->fix && sum->fixed)
		sink_printf(sink, "%s %zu problem%s in %zu file%s; %zu left",
		            view->diff ? "Would fix" : "Fixed", sum->fixed, plural(sum->fixed),
		            sum->fixed_files, plural(sum->fixed_files),
		            view->diff ? sum->left : count);
	else
		sink_printf(sink, "Found %zu problem%s", count, plural(count));
}

static void write_problems(struct sink *sink, const struct view *view, const struct totals *totals)
{
	const struct draftlint_summary *sum = totals->summary;
	bool first = true;

	write_count(sink, view, sum);
	/* What follows is about what is left: a diff leaves everything. */
	if (view->diff && sum->fixed)
		return;
	add_count(sink, &first, sum->errors, sum->errors == 1 ? "error" : "errors");
	add_count(sink, &first, sum->warnings, sum->warnings == 1 ? "warning" : "warnings");
	add_count(sink, &first, sum->infos, "info");
	sink_add(sink, first ? "" : ")");
	if (totals->faulty && totals->faulty <= sum->files)
		sink_printf(sink, " in %zu of %zu file%s", totals->faulty, sum->files,
		            plural(sum->files));
	if (sum->fixable_safe)
		sink_printf(sink, "; %zu with a safe fix", sum->fixable_safe);
	if (sum->fixable_unsafe)
		sink_printf(sink, "; %zu with an unsafe fix", sum->fixable_unsafe);
	if (sum->incomplete)
		sink_printf(sink, "; %zu file%s not checked in full", sum->incomplete,
		            plural(sum->incomplete));
}

static void pad(struct sink *sink, size_t width, size_t used)
{
	sink_blanks(sink, (width > used ? width - used : 0) + 2);
}

static void write_statistics(struct sink *sink, const struct draftlint_summary *sum)
{
	static const char heading[] = "rule";
	size_t width = sizeof(heading) - 1;

	if (!sum->rule_count)
		return;
	for (size_t i = 0; i < sum->rule_count; i++)
		if (strlen(sum->rules[i].rule) > width)
			width = strlen(sum->rules[i].rule);
	sink_add(sink, heading);
	pad(sink, width, sizeof(heading) - 1);
	sink_add(sink, "count  fixable  files\n");
	for (size_t i = 0; i < sum->rule_count; i++) {
		const struct draftlint_rule_count *rule = &sum->rules[i];

		sink_text(sink, slice_of(rule->rule));
		pad(sink, width, strlen(rule->rule));
		sink_printf(sink, "%5zu  %-7s  %5zu\n", rule->count, rule->fixable ? "yes" : "no",
		            rule->files);
	}
	sink_add(sink, "\n");
}

void summary_write(struct sink *sink, const struct view *view, const struct totals *totals)
{
	const struct draftlint_summary *sum = totals->summary;

	if (view->statistics)
		write_statistics(sink, sum);
	if (view->quiet)
		return;
	if (totals->closing) {
		sink_text(sink, slice_of(totals->closing));
		sink_add(sink, "\n");
		return;
	}
	if (sum->errors + sum->warnings + sum->infos || (view->fix && sum->fixed))
		write_problems(sink, view, totals);
	else if (sum->files)
		sink_printf(sink, "%zu file%s checked, no %sproblems", sum->files,
		            plural(sum->files), sum->baselined ? "new " : "");
	else
		return;
	if (sum->suppressed)
		sink_printf(sink, "; %zu suppressed", sum->suppressed);
	if (sum->baselined)
		sink_printf(sink, "; %zu known from the baseline", sum->baselined);
	if (sum->stale)
		sink_printf(sink, "; %zu stale in the baseline (draftlint baseline prune)",
		            sum->stale);
	sink_add(sink, "\n");
}

void summary_write_nothing(struct sink *sink, const struct draftlint_summary *summary,
                           const char *idle)
{
	if (summary->files || summary->errors || summary->warnings || summary->infos)
		return;
	sink_add(sink, "draftlint: nothing was checked: ");
	for (size_t i = 0; i < summary->skip_count; i++) {
		sink_printf(sink, "%s%zu file%s ", i ? ", " : "", summary->skips[i].count,
		            plural(summary->skips[i].count));
		sink_text(sink, slice_of(summary->skips[i].reason));
	}
	if (!summary->skip_count)
		sink_add(sink, idle ? idle : "no drafts were found");
	sink_add(sink, "\n");
}
