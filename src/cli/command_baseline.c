/*
 * baseline: writes down the findings that are there, so that only new ones fail.
 */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/listing.h"
#include "cli/replace.h"

struct errand {
	struct listing *listing;
	enum draftlint_baseline_work work;
	bool written;
};

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* "12 added, 3 dropped; " */
static void say_changes(struct sink *sink, const struct draftlint_baseline *baseline)
{
	if (baseline->added)
		sink_printf(sink, "%zu added", baseline->added);
	if (baseline->dropped)
		sink_printf(sink, "%s%zu dropped", baseline->added ? ", " : "", baseline->dropped);
	sink_add(sink, baseline->added || baseline->dropped ? "; " : "");
}

static void say(struct errand *errand, const struct draftlint_baseline *baseline)
{
	struct sink *sink = &errand->listing->sink;

	sink_path(sink, baseline->path);
	sink_add(sink, ": ");
	if (errand->work != DRAFTLINT_BASELINE_CREATE)
		say_changes(sink, baseline);
	sink_printf(sink, "%zu finding%s in %zu draft%s known\n", baseline->count,
	            plural(baseline->count), baseline->drafts, plural(baseline->drafts));
}

static void write_baseline(void *context, const struct draftlint_baseline *baseline)
{
	struct errand *errand = context;
	struct sink text;
	int error;

	sink_init(&text, false);
	sink_json(&text, slice_from(baseline->bytes, baseline->size));
	error = replace_file(baseline->path, &text);
	sink_release(&text);
	if (error) {
		errand->written = false;
		reporter_say(&errand->listing->reporter, baseline->path, strerror(error));
	} else {
		say(errand, baseline);
	}
}

static int run_errand(const struct arguments *arguments, enum draftlint_baseline_work work)
{
	struct listing listing;
	struct errand errand = {.listing = &listing, .work = work, .written = true};
	bool good;

	listing_begin(&listing, arguments);
	good = draftlint_baseline_make(listing.session, work, arguments->operands.items + 1,
	                               arguments->operands.count - 1, &listing.reporter.receiver,
	                               write_baseline, &errand);
	good = good && errand.written && draftlint_summary(listing.session)->status != 2;
	return listing_end(&listing, good);
}

static int run(struct arguments *arguments)
{
	static const char *const names[] = {"create", "update", "prune", NULL};
	static const enum draftlint_baseline_work works[] = {
	    DRAFTLINT_BASELINE_CREATE, DRAFTLINT_BASELINE_UPDATE, DRAFTLINT_BASELINE_PRUNE};
	int part = command_part(&command_baseline, arguments->operands.items[0], names);

	return part < 0 ? 2 : run_errand(arguments, works[part]);
}

const struct command command_baseline = {
    .name = "baseline",
    .bit = FOR_BASELINE,
    .operands = "create|update|prune [PATH...]",
    .least = 1,
    .most = SIZE_MAX,
    .summary = "write down what is found today, so that only new findings fail",
    .description =
        "Checks each PATH as `check` does and keeps the findings in draftlint-baseline.json,\n"
        "beside draftlint.yaml. `create` writes that file when there is none; `update` writes\n"
        "it anew for the drafts that are checked; `prune` takes out what is not found any more.",
    .run = run,
};
