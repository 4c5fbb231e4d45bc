/*
 * audit: sums up a whole library of content against the strategy.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <draftlint_audit.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/files_from.h"
#include "cli/replace.h"
#include "cli/reporter.h"

/* What `check` would say of a draft is counted, not shown; only what is wrong with
 * settings, and with facts, is. */
static void receive_file(void *context, const struct draftlint_file *file)
{
	struct reporter *aside = context;

	if (file->kind == DRAFTLINT_SETTINGS)
		aside->receiver.file(aside->receiver.context, file);
	else if (file->kind == DRAFTLINT_DRAFT_PARTLY)
		reporter_say(aside, file->path, "not checked in full: `draftlint check` says why");
}

static void receive_message(void *context, const char *text)
{
	struct reporter *aside = context;

	aside->receiver.message(aside->receiver.context, text);
}

static void receive_progress(void *context, size_t done, size_t total)
{
	struct reporter *aside = context;

	aside->receiver.progress(aside->receiver.context, done, total);
}

static void gather(struct draftlint_library *library, const struct arguments *arguments,
                   const struct draftlint_receiver *receiver)
{
	struct string_list paths = arguments->operands;
	const char *why;

	if (arguments->files_from && !files_from_add(arguments, &paths, &why)) {
		receiver->message(receiver->context, why);
		return;
	}
	/* A list without a path is not the same as no list. */
	if (!arguments->merge && (paths.count || !arguments->files_from))
		draftlint_library_add_paths(library, paths.items, paths.count, receiver);
	for (size_t i = 0; i < paths.count && arguments->merge; i++)
		draftlint_library_add_facts(library, paths.items[i], receiver);
}

static void add_facts(void *context, const char *bytes, size_t len)
{
	sink_json(context, slice_from(bytes, len));
}

/* The exit status of a run that writes facts: whatever was found is among them. */
static int emit(struct draftlint_library *library, const struct arguments *arguments,
                struct reporter *aside, int status)
{
	bool piped = strcmp(arguments->emit, "-") == 0;
	struct sink sink;
	int error = 0;

	sink_init(&sink, false);
	if (draftlint_library_write_facts(library, &aside->receiver, add_facts, &sink))
		error =
		    piped ? sink_write(&sink, STDOUT_FILENO) : replace_file(arguments->emit, &sink);
	else
		status = 2;
	if (error && error != EPIPE)
		reporter_say(aside, piped ? "standard output" : arguments->emit, strerror(error));
	sink_release(&sink);
	return error || status == 2 ? 2 : 0;
}

/* Of the audit's own findings, as formats of findings sum them up. */
static struct draftlint_summary summarise(const struct draftlint_audit *audit)
{
	struct draftlint_summary summary = {.files = audit->piece_count,
	                                    .checked = audit->piece_count - audit->incomplete,
	                                    .incomplete = audit->incomplete,
	                                    .skips = audit->skips,
	                                    .skip_count = audit->skip_count,
	                                    .status = audit->status};

	for (size_t i = 0; i < audit->finding_count; i++) {
		const struct draftlint_finding *finding = &audit->findings[i];

		summary.suppressed += finding->suppressed != NULL;
		if (finding->suppressed)
			continue;
		summary.errors += finding->severity == DRAFTLINT_ERROR;
		summary.warnings += finding->severity == DRAFTLINT_WARNING;
		summary.infos += finding->severity == DRAFTLINT_INFO;
	}
	return summary;
}

static int report(struct draftlint *session, struct draftlint_library *library,
                  const struct arguments *arguments, struct reporter *reporter,
                  struct reporter *aside)
{
	struct draftlint_audit_options options = {arguments->today, arguments->since};
	const struct draftlint_audit *audit =
	    draftlint_library_audit(library, &options, &aside->receiver);
	struct draftlint_summary summary = {.status = 2};

	/* Whoever was told why is not told that nothing was checked. */
	reporter->status = audit ? 0 : 2;
	if (audit) {
		summary = summarise(audit);
		reporter->audit = audit;
		reporter_add_findings(reporter, audit->findings, audit->finding_count);
		reporter_learn_rules(reporter, session, arguments->arena);
	}
	return reporter_end(reporter, &summary, NULL, summary.status);
}

static bool usage_is_right(const struct arguments *arguments)
{
	if (arguments->merge && !arguments->operands.count && !arguments->files_from)
		complain("--merge needs files of facts, as --emit writes them");
	else if (arguments->emit && (arguments->formats.count || arguments->since))
		complain("--emit writes facts and no report: leave --format and --since away");
	else if (arguments->null && !arguments->files_from)
		complain("--null says how the list of --files-from is written");
	else
		return true;
	return false;
}

static int run(struct arguments *arguments)
{
	struct draftlint_options options = arguments_session(arguments);
	struct reporter reporter;
	struct reporter aside;
	struct draftlint_receiver receiver = {.context = &aside,
	                                      .file = receive_file,
	                                      .message = receive_message,
	                                      .progress = receive_progress};
	struct draftlint_library *library;
	struct draftlint *session;
	int status = 0;
	int other;

	if (!usage_is_right(arguments) ||
	    (!arguments->emit && !reporter_begin(&reporter, arguments)))
		return 2;
	reporter_begin_aside(&aside, arguments);
	session = draftlint_new(&options);
	library = draftlint_library_new(session);
	gather(library, arguments, &receiver);
	progress_clear(&aside.progress);
	if (arguments->emit)
		status = emit(library, arguments, &aside, draftlint_summary(session)->status);
	else
		status = report(session, library, arguments, &reporter, &aside);
	other = reporter_end(&aside, draftlint_summary(session), NULL, 0);
	draftlint_library_free(library);
	draftlint_free(session);
	return other == 2 ? 2 : status;
}

const struct command command_audit = {
    .name = "audit",
    .bit = FOR_AUDIT,
    .operands = "[PATH...]",
    .most = SIZE_MAX,
    .summary = "sum up a library of content against the strategy",
    .description =
        "Checks each PATH as `draftlint check` does, and reports on all of it together: what\n"
        "there is for whom and at which stage, what is missing, off target, stale or led\n"
        "astray, and what to write and to mend next.\n"
        "\n"
        "--emit writes the facts of each draft to a file, from which --merge makes the same\n"
        "report: a large library is audited in shards, on several machines.\n"
        "\n"
        "Exit status: 0 when every gate of the configuration holds, 1 when one does not or a\n"
        "finding of the audit is at or above --fail-on, 2 when the run cannot be trusted.",
    .formats = audit_formats,
    .run = run,
};
