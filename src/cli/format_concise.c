/*
 * concise: one line for each finding and nothing else, for editors, grep and
 * problem matchers. Its grammar is frozen.
 */
#include <draftlint.h>

#include "cli/diagnostic.h"
#include "cli/formats.h"

static void concise_file(struct output *output, const struct draftlint_file *file)
{
	for (size_t i = 0; i < file->finding_count; i++)
		diagnostic_write(output, &file->findings[i], true);
}

static void concise_end(struct output *output, const struct totals *totals)
{
	(void)output;
	(void)totals;
}

const struct format format_concise = {
    .name = "concise",
    .help = "one line for each finding",
    .file = concise_file,
    .end = concise_end,
};
