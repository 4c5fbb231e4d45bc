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
#include "cli/formats.h"
#include "cli/files_from.h"
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
	if (status == SOURCE_OK) {
		draftlint_check_text(session, path, source->bytes, source->size, receiver);
		/* An editor puts what comes out in the place of what went in. */
		if (arguments_make_text(arguments) && !arguments->diff && !reporter->made)
			reporter_make(reporter, slice_from(source->bytes, source->size));
	} else {
		receiver->message(
		    receiver->context,
		    arena_printf(arena, "cannot read standard input: %s",
		                 status == SOURCE_TOO_LARGE ? "too large" : strerror(errno)));
	}
	arena_free(arena);
}

/* Standard input is a draft among others when "-" stands among the paths. A
 * list without a path is not the same as no list: nothing is checked then. */
static void check_operands(struct draftlint *session, const struct arguments *arguments,
                           struct reporter *reporter)
{
	const struct string_list *operands = &arguments->operands;
	struct string_list paths = {NULL, 0, 0};
	const char *why;
	bool input = false;

	for (size_t i = 0; i < operands->count; i++)
		if (strcmp(operands->items[i], "-") == 0)
			input = true;
		else
			string_list_add(arguments->arena, &paths, operands->items[i]);
	if (arguments->files_from && !files_from_add(arguments, &paths, &why)) {
		reporter->receiver.message(reporter->receiver.context, why);
		return;
	}
	if (input)
		check_input(session, arguments, reporter);
	if (paths.count || (!input && !arguments->files_from))
		draftlint_check_paths(session, paths.items, paths.count, &reporter->receiver);
	else if (!input)
		reporter->idle = "the list of --files-from names no path";
}

/* Whether the options ask for what no run can do; it has been said then. */
static bool contradict(const struct arguments *arguments)
{
	bool input = arguments_have_input(arguments);
	const char *list = arguments->files_from;
	const struct {
		bool wrong;
		const char *why;
	} cases[] = {
	    {arguments->stdin_filename && !input,
	     "--stdin-filename needs the operand `-`, standard input"},
	    {arguments->null && !list, "--null says how the list of --files-from is written"},
	    {list && strcmp(list, "-") == 0 && input,
	     "standard input is either a draft (`-`) or the list of --files-from"},
	    {arguments->staged && arguments->changed,
	     "--staged checks the index, --changed checks files"},
	    {(arguments->staged || arguments->changed) && input,
	     "standard input (`-`) is no file that git lists"},
	    {arguments->staged && (arguments->fix || arguments->unsafe_fixes) && !arguments->diff,
	     "--staged checks the index, where nothing is mended: use --diff, or --fix without "
	     "--staged"},
	    {input && arguments_make_text(arguments) && (arguments->operands.count > 1 || list),
	     "with fixes standard input (`-`) must be the only operand"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (!cases[i].wrong)
			continue;
		complain("%s", cases[i].why);
		return true;
	}
	return false;
}

static int run(struct arguments *arguments)
{
	struct draftlint_options options = arguments_session(arguments);
	const struct draftlint_summary *summary;
	struct draftlint *session;
	struct reporter reporter;
	int status;

	if (contradict(arguments) || !reporter_begin(&reporter, arguments))
		return 2;
	if (arguments->staged)
		reporter.idle = "no draft is staged";
	else if (arguments->changed)
		reporter.idle = "no draft has changed";
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
    .formats = formats,
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
