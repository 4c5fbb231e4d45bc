#include "lint/totals.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void totals_skip(struct totals *totals, const char *reason)
{
	for (size_t i = 0; i < totals->skip_count; i++) {
		if (strcmp(totals->skips[i].reason, reason) == 0) {
			totals->skips[i].count++;
			return;
		}
	}
	totals->skips = arena_grow(totals->arena, totals->skips, totals->skip_count,
	                           &totals->skip_capacity, sizeof(*totals->skips));
	totals->skips[totals->skip_count++] = (struct draftlint_skip){reason, 1};
}

static struct tally *tally_of(struct totals *totals, const char *rule)
{
	/* Nearly always it is the very name of the rule that was met before. */
	for (size_t i = 0; i < totals->tally_count; i++)
		if (totals->tallies[i].rule == rule)
			return &totals->tallies[i];
	for (size_t i = 0; i < totals->tally_count; i++)
		if (strcmp(totals->tallies[i].rule, rule) == 0)
			return &totals->tallies[i];
	totals->tallies = arena_grow(totals->arena, totals->tallies, totals->tally_count,
	                             &totals->tally_capacity, sizeof(*totals->tallies));
	totals->tallies[totals->tally_count] = (struct tally){.rule = rule};
	return &totals->tallies[totals->tally_count++];
}

static void count_finding(struct totals *totals, const struct draftlint_finding *finding,
                          enum severity fail_on)
{
	struct draftlint_summary *sum = &totals->summary;
	struct tally *tally;

	if (finding->suppressed) {
		sum->suppressed++;
		return;
	}
	if (finding->known) {
		sum->baselined++;
		return;
	}
	sum->errors += finding->severity == DRAFTLINT_ERROR;
	sum->warnings += finding->severity == DRAFTLINT_WARNING;
	sum->infos += finding->severity == DRAFTLINT_INFO;
	sum->failing += (int)finding->severity >= (int)fail_on;
	if (finding->fix) {
		sum->fixable_safe += finding->fix->safe;
		sum->fixable_unsafe += !finding->fix->safe;
	}
	tally = tally_of(totals, finding->rule);
	tally->count++;
	tally->fixable = tally->fixable || finding->fix;
	if (finding->severity > tally->severity)
		tally->severity = finding->severity;
	if (tally->last_file != sum->files) {
		tally->files++;
		tally->last_file = sum->files;
	}
}

enum severity totals_fail_on(const struct draftlint_options *options, const struct plan *plan)
{
	if (options->fail_on)
		return (enum severity)options->fail_on;
	return plan->config && plan->config->fail_on ? plan->config->fail_on : SEVERITY_ERROR;
}

void totals_add(struct totals *totals, const struct result *result, const struct plan *plan)
{
	struct draftlint_summary *sum = &totals->summary;
	enum severity fail_on = totals_fail_on(totals->options, plan);

	sum->files++;
	sum->fixed += result->file.fixed;
	sum->fixed_files += result->file.fixed > 0;
	sum->left += result->left;
	if (result->file.kind == DRAFTLINT_DRAFT_PARTLY) {
		sum->incomplete++;
		totals->untrusted = true;
	} else {
		sum->checked++;
		sum->clean += result->counts[1] + result->counts[2] + result->counts[3] == 0;
	}
	for (size_t i = 0; i < result->file.finding_count; i++)
		count_finding(totals, &result->file.findings[i], fail_on);
}

static int by_rule(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->rule, ((const struct tally *)b)->rule);
}

void totals_finish(struct totals *totals)
{
	struct draftlint_summary *sum = &totals->summary;
	bool too_many = totals->options->max_warnings >= 0 &&
	                sum->warnings > (size_t)totals->options->max_warnings;
	bool would_change = totals->options->keep_files && sum->fixed;
	bool stale = totals->options->deny_stale && sum->stale > 0;

	if (totals->tally_count > totals->rule_capacity) {
		totals->rule_capacity = totals->tally_capacity;
		totals->rules =
		    arena_array(totals->arena, totals->rule_capacity, sizeof(*totals->rules));
	}
	if (totals->tally_count)
		qsort(totals->tallies, totals->tally_count, sizeof(*totals->tallies), by_rule);
	for (size_t i = 0; i < totals->tally_count; i++)
		totals->rules[i] = (struct draftlint_rule_count){
		    totals->tallies[i].rule, totals->tallies[i].severity, totals->tallies[i].count,
		    totals->tallies[i].files, totals->tallies[i].fixable};
	sum->rules = totals->rules;
	sum->rule_count = totals->tally_count;
	sum->skips = totals->skips;
	sum->skip_count = totals->skip_count;
	/* The one place that decides an exit status. */
	if (totals->untrusted)
		sum->status = 2;
	else
		sum->status = (sum->failing || too_many || stale || would_change) &&
		              !totals->options->exit_zero;
}

void totals_add_errors(struct totals *totals, size_t count)
{
	totals->untrusted = true;
	totals->summary.errors += count;
	totals->summary.failing += count;
}
