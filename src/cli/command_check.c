/*
 * check: lints drafts, the main job.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <draftlint.h>

#include "base/arena.h"
#include "base/source.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/reporter.h"

static void check_input(struct draftlint *session, const struct arguments *arguments,
                        struct reporter *reporter)
{
	const char *path = arguments->stdin_filename ? arguments->stdin_filename : "<stdin>";
	const struct draftlint_receiver *receiver = &reporter->receiver;
	struct arena *arena = arena_new();
	struct source *source;
	enum source_status status;

	status = source_read_fd(arena, STDIN_FILENO, path, SOURCE_LIMIT, &source);
	if (status == SOURCE_OK)
		draftlint_check_text(session, path, source->bytes, source->size, receiver);
	else
		receiver->message(
		    receiver->context,
		    arena_printf(arena, "cannot read standard input: %s",
		                 status == SOURCE_TOO_LARGE ? "too large" : strerror(errno)));
	arena_free(arena);
}

/* Standard input is a draft among others when "-" stands among the paths. */
static void check_operands(struct draftlint *session, const struct arguments *arguments,
                           struct reporter *reporter)
{
	size_t count = arguments->operands.count;
	const char **paths = arena_array(arguments->arena, count + 1, sizeof(*paths));
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (strcmp(arguments->operands.items[i], "-") != 0)
			paths[kept++] = arguments->operands.items[i];
	if (kept < count)
		check_input(session, arguments, reporter);
	if (kept || !count)
		draftlint_check_paths(session, paths, kept, &reporter->receiver);
}

static bool has_input(const struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->operands.count; i++)
		if (strcmp(arguments->operands.items[i], "-") == 0)
			return true;
	return false;
}

static int run(struct arguments *arguments)
{
	struct draftlint_options options = arguments_session(arguments);
	const struct draftlint_summary *summary;
	struct draftlint *session;
	struct reporter reporter;
	int status;

	if (arguments->stdin_filename && !has_input(arguments)) {
		complain("--stdin-filename needs the operand `-`, standard input");
		return 2;
	}
	if (!reporter_begin(&reporter, arguments))
		return 2;
	session = draftlint_new(&options);
	check_operands(session, arguments, &reporter);
	reporter_learn_rules(&reporter, session, arguments->arena);
	summary = draftlint_summary(session);
	status = reporter_end(&reporter, summary, NULL, summary->status);
	draftlint_free(session);
	return status;
}

const struct command command_check = {
    .name = "check",
    .bit = FOR_CHECK,
    .operands = "[PATH...]",
    .most = SIZE_MAX,
    .summary = "check drafts against the strategy",
    .description =
        "Checks each PATH, a draft or a folder of drafts (the working directory when none is\n"
        "given); `-` is standard input.\n"
        "\n"
        "Exit status: 0 when nothing failed, 1 when something was found at or above --fail-on,\n"
        "2 when the run cannot be trusted (usage, configuration, a file that cannot be read).",
    .run = run,
};
