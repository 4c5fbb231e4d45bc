#include "lint/run.h"

#include <string.h>

#include "lint/seal.h"

void run_deliver(const struct run *run, const struct draftlint_file *file)
{
	struct draftlint_file shown = *file;

	shown.has_baseline = run->session->baselines != NULL;
	if (run->receiver->file)
		run->receiver->file(run->receiver->context, &shown);
}

void run_fail(struct run *run, const char *text)
{
	run->totals.untrusted = true;
	run->misled = true;
	if (run->receiver->message)
		run->receiver->message(run->receiver->context, text);
}

/* Hands over one settings file's part of the findings, which are sorted by path. */
static void deliver_settings_file(const struct run *run, const struct draftlint_finding *findings,
                                  size_t count)
{
	struct draftlint_file file = {.kind = DRAFTLINT_SETTINGS,
	                              .path = findings[0].path,
	                              .findings = findings,
	                              .finding_count = count};

	run_deliver(run, &file);
}

static enum severity own_severity(void *context, const struct finding *finding)
{
	(void)context;
	return finding->severity ? finding->severity : finding->rule->severity;
}

size_t run_deliver_report(const struct run *run, struct report *report)
{
	struct seal_options options = {.severity = own_severity};
	struct draftlint_file all = {0};
	size_t start = 0;

	if (report->count == 0)
		return 0;
	seal_findings(run->session->arena, report, &options, &all);
	*report = report_in(run->session->arena);
	for (size_t i = 1; i <= all.finding_count; i++) {
		if (i < all.finding_count &&
		    strcmp(all.findings[i].path, all.findings[start].path) == 0)
			continue;
		deliver_settings_file(run, all.findings + start, i - start);
		start = i;
	}
	return all.finding_count;
}

void run_deliver_settings(struct run *run)
{
	struct session *session = run->session;
	const char *message = session->message;
	size_t count;

	session->message = NULL;
	if (message)
		run_fail(run, message);
	for (size_t i = 0; i < session->notice_count && run->receiver->notice; i++)
		run->receiver->notice(run->receiver->context, session->notices[i]);
	session->notice_count = 0;
	count = run_deliver_report(run, &session->report);
	if (count == 0)
		return;
	totals_add_errors(&run->totals, count);
	run->misled = true;
}
