/*
 * pack: validates a pack, or runs its examples. Here the pack is the work
 * that is judged, so its findings are written like those of drafts.
 */
#include <string.h>

#include "base/arena.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/formats.h"
#include "cli/reporter.h"

struct errand {
	struct draftlint *session;
	struct reporter *reporter;
	struct arena *arena;
	const char *folder;
	const char *closing; /* the last line of the report; NULL: as usual */
};

static bool check_pack(struct errand *errand)
{
	bool good =
	    draftlint_pack_check(errand->session, errand->folder, &errand->reporter->receiver);

	if (good)
		errand->closing =
		    arena_printf(errand->arena, "%s: the pack is sound", errand->folder);
	return good;
}

static bool test_pack(struct errand *errand)
{
	struct draftlint_pack_test result = {0, 0};
	bool good = draftlint_pack_test(errand->session, errand->folder,
	                                &errand->reporter->receiver, &result);

	if (result.failed)
		errand->closing =
		    arena_printf(errand->arena, "%s: %zu of %zu examples not as expected",
		                 errand->folder, result.failed, result.examples);
	else if (good && result.examples)
		errand->closing = arena_printf(errand->arena, "%s: %zu examples, all as expected",
		                               errand->folder, result.examples);
	return good && !result.failed;
}

static int run_errand(struct arguments *arguments, bool (*work)(struct errand *))
{
	struct draftlint_options options = arguments_session(arguments);
	const struct draftlint_summary *summary;
	struct reporter reporter;
	struct errand errand = {.reporter = &reporter,
	                        .arena = arguments->arena,
	                        .folder = arguments->operands.items[1]};
	int status;
	bool good;

	if (!reporter_begin(&reporter, arguments))
		return 2;
	errand.session = draftlint_new(&options);
	good = work(&errand);
	summary = draftlint_summary(errand.session);
	status = summary->status > !good ? summary->status : !good;
	status = reporter_end(&reporter, summary, errand.closing, status);
	draftlint_free(errand.session);
	return status;
}

static int run(struct arguments *arguments)
{
	static const char *const names[] = {"check", "test", NULL};
	static bool (*const errands[])(struct errand *) = {check_pack, test_pack};
	int part = command_part(&command_pack, arguments->operands.items[0], names);

	return part < 0 ? 2 : run_errand(arguments, errands[part]);
}

const struct command command_pack = {
    .name = "pack",
    .bit = FOR_PACK,
    .formats = formats,
    .operands = "check|test DIR",
    .least = 2,
    .most = 2,
    .summary = "validate a pack, or run its examples",
    .description =
        "DIR is the folder of a pack or the name of a shipped one. `check` reads it and reports\n"
        "what is wrong in it; `test` runs the examples that its rules carry.",
    .run = run,
};
