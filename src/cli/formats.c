#include "cli/formats.h"

#include <stdlib.h>

#include <draftlint.h>

#include "base/arena.h"
#include "cli/diagnostic.h"

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

void format_write_file(struct output *output, const struct draftlint_file *file)
{
	struct draftlint_file shown = *file;
	struct draftlint_finding *kept;

	if (!output->format->file)
		return;
	if (output->format->wants_suppressed || !file->finding_count) {
		output->format->file(output, file);
		return;
	}
	kept = memory_alloc(file->finding_count * sizeof(*kept));
	shown.findings = kept;
	shown.finding_count = 0;
	for (size_t i = 0; i < file->finding_count; i++)
		if (diagnostic_is_open(&file->findings[i]))
			kept[shown.finding_count++] = file->findings[i];
	output->format->file(output, &shown);
	free(kept);
}
