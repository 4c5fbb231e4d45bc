/*
 * config: the settings that hold for one draft, and where each comes from.
 */
#include <string.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/listing.h"
#include "cli/options.h"

struct display {
	struct listing *listing;
	const struct arguments *arguments;
};

/* Where a setting comes from that stands in no file. */
static const char *origin(const struct arguments *arguments, const char *key)
{
	const struct option *option = option_find(arguments->command, key, strlen(key));
	bool is_text = option && option->kind == OPTION_TEXT;
	const char *const *field;

	if (is_text) {
		field = (const void *)((const char *)arguments + option->field);
		if (*field)
			return option->name;
	}
	return NULL;
}

static void write_setting(void *context, const struct draftlint_setting *setting)
{
	struct display *display = context;
	struct sink *sink = &display->listing->sink;
	const char *option = origin(display->arguments, setting->key);

	sink_message(sink, setting->key);
	sink_add(sink, ": ");
	sink_message(sink, setting->value);
	sink_add(sink, "  # ");
	if (setting->path) {
		sink_path(sink, setting->path);
		sink_printf(sink, ":%u:%u\n", (unsigned)setting->line, (unsigned)setting->column);
	} else if (option) {
		sink_printf(sink, "--%s\n", option);
	} else {
		sink_add(sink,
		         strcmp(setting->key, "config") == 0 ? "the nearest\n" : "built in\n");
	}
}

static int run(struct arguments *arguments)
{
	struct listing listing;
	struct display display = {&listing, arguments};
	bool good;

	if (!arguments->for_file) {
		complain("usage: draftlint config --for FILE");
		return 2;
	}
	listing_begin(&listing, arguments);
	good = draftlint_settings_for(listing.session, arguments->for_file,
	                              &listing.reporter.receiver, write_setting, &display);
	return listing_end(&listing, good);
}

const struct command command_config = {
    .name = "config",
    .bit = FOR_CONFIG,
    .operands = "--for FILE",
    .summary = "the settings that hold for a draft",
    .description = "Shows each setting that holds for FILE, and the place it comes from.",
    .run = run,
};
