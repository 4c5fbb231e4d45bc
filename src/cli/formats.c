#include "cli/formats.h"

const struct format *const formats[] = {
    &format_full,   &format_concise, &format_grouped, &format_json,     &format_jsonl,
    &format_github, &format_gitlab,  &format_azure,   &format_sarif,    &format_checkstyle,
    &format_junit,  &format_rdjson,  &format_rdjsonl, &format_markdown, NULL,
};

const struct format *format_find(struct slice name)
{
	for (const struct format *const *format = formats; *format; format++)
		if (slice_is(name, (*format)->name))
			return *format;
	return NULL;
}
