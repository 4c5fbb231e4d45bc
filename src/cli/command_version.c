/*
 * version: which draftlint, with which libraries.
 */
#include <unistd.h>

#include <draftlint.h>

#include "cli/command.h"
#include "cli/sink.h"
#include "lsp/value.h"

static int run(struct arguments *arguments)
{
	char libraries[256];
	struct sink sink;
	int error;

	(void)arguments;
	draftlint_libraries(libraries);
	sink_init(&sink, false);
	sink_add(&sink, "draftlint ");
	sink_add(&sink, draftlint_version());
	sink_add(&sink, "\n");
	sink_add(&sink, libraries);
	sink_add(&sink, ", jansson ");
	sink_add(&sink, value_library());
	sink_add(&sink, "\n");
	error = sink_write(&sink, STDOUT_FILENO);
	sink_release(&sink);
	return error ? 2 : 0;
}

const struct command command_version = {
    .name = "version",
    .bit = FOR_VERSION,
    .operands = "",
    .summary = "the version of draftlint and of its libraries",
    .run = run,
};
