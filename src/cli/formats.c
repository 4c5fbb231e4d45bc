#include "cli/formats.h"

#include <stdlib.h>

#include <draftlint.h>

#include "base/arena.h"

const struct format *const formats[] = {
    &format_full,   &format_concise, &format_grouped, &format_json,     &format_jsonl,
    &format_github, &format_gitlab,  &format_azure,   &format_sarif,    &format_checkstyle,
    &format_junit,  &format_rdjson,  &format_rdjsonl, &format_markdown, NULL,
};

const struct format *format_find(const struct format *const *table, struct slice name)
{
	for (const struct format *const *format = table; *format; format++)
		if (slice_is(name, (*format)->name))
			return *format;
	return NULL;
}

static bool is_wanted(const struct output *output, const struct draftlint_file *file,
                      const struct draftlint_finding *finding)
{
	if (output->view.failures && file->kind != DRAFTLINT_SETTINGS && !finding->incomplete)
		return false;
	if (finding->suppressed)
		return output->format->wants_suppressed;
	return !finding->known || output->format->wants_known;
}

void format_write_file(struct output *output, const struct draftlint_file *file)
{
	struct draftlint_file shown = *file;
	struct draftlint_finding *wanted;
	size_t count = 0;

	if (!output->format->file)
		return;
	while (count < file->finding_count && is_wanted(output, file, &file->findings[count]))
		count++;
	if (count == file->finding_count) {
		output->format->file(output, file);
		return;
	}
	wanted = memory_alloc((file->finding_count + 1) * sizeof(*wanted));
	shown.findings = wanted;
	shown.finding_count = 0;
	for (size_t i = 0; i < file->finding_count; i++)
		if (is_wanted(output, file, &file->findings[i]))
			wanted[shown.finding_count++] = file->findings[i];
	output->format->file(output, &shown);
	free(wanted);
}
