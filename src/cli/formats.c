#include "cli/formats.h"

const struct format *const formats[] = {
    &format_full, &format_concise, &format_json, &format_jsonl, NULL,
};

const struct format *format_find(struct slice name)
{
	for (const struct format *const *format = formats; *format; format++)
		if (slice_is(name, (*format)->name))
			return *format;
	return NULL;
}
