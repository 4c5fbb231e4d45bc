#include "audit/audit.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "lint/totals.h"

bool audit_counts(const struct audit *audit, size_t i)
{
	return audit->pieces[i].published && audit->pieces[i].complete;
}

bool audit_is_excused(const struct facts *facts, const struct rule *rule)
{
	for (size_t i = 0; i < facts->level_count; i++)
		if (facts->levels[i].rule == rule &&
		    (facts->levels[i].excused || facts->levels[i].severity == SEVERITY_OFF))
			return true;
	return false;
}

size_t audit_find(const struct audit *audit, const char *path)
{
	size_t low = 0;
	size_t high = audit->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(audit->drafts[middle]->path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < audit->count && strcmp(audit->drafts[low]->path, path) == 0 ? low
	                                                                         : audit->count;
}

const char *audit_percent(struct arena *arena, unsigned permille)
{
	return permille % 10 ? arena_printf(arena, "%u.%u %%", permille / 10, permille % 10)
	                     : arena_printf(arena, "%u %%", permille / 10);
}

/* How many of the audit's own findings fail the run. */
static size_t failing(const struct audit *audit)
{
	enum severity fail_on = totals_fail_on(audit->library->run->totals.options, audit->plan);
	size_t count = 0;

	for (size_t i = 0; i < audit->out.finding_count; i++)
		count += !audit->out.findings[i].suppressed &&
		         (int)audit->out.findings[i].severity >= (int)fail_on;
	return count;
}

static void conclude(struct audit *audit)
{
	const struct totals *totals = &audit->library->run->totals;
	struct draftlint_audit *out = &audit->out;
	size_t bad = failing(audit);
	size_t shown = 0;

	for (size_t i = 0; i < out->finding_count; i++)
		shown += !out->findings[i].suppressed;
	out->passed = !out->gates_failed && !bad && !out->incomplete && !totals->untrusted;
	if (out->incomplete || totals->untrusted)
		out->status = 2;
	else
		out->status = out->passed || totals->options->exit_zero ? 0 : 1;
	if (out->status == 2)
		out->verdict = arena_printf(audit->arena,
		                            "not to be trusted: %zu of %zu pieces "
		                            "were not checked in full",
		                            out->incomplete, out->piece_count);
	else if (out->gates_failed)
		out->verdict = arena_printf(audit->arena, "%zu of %zu gates failed",
		                            out->gates_failed, out->gate_count);
	else if (bad)
		out->verdict = arena_printf(audit->arena, "%zu finding%s of the audit fail%s it",
		                            bad, bad == 1 ? "" : "s", bad == 1 ? "s" : "");
	else if (out->gate_count)
		out->verdict = arena_printf(audit->arena, "%s%zu gate%s passed",
		                            out->gate_count > 1 ? "all " : "", out->gate_count,
		                            out->gate_count == 1 ? "" : "s");
	else
		out->verdict = arena_printf(audit->arena, "no gates are set; %zu finding%s", shown,
		                            shown == 1 ? "" : "s");
}

/* The day that ages are counted to; false, and it has been said, when it is none. */
static bool read_today(struct library *library, const char *text, long *today)
{
	*today = date_today();
	if (!text || (strlen(text) == DATE_SIZE - 1 && date_parse(slice_of(text), today)))
		return true;
	run_fail(library->run,
	         arena_printf(library->arena, "`%s` is no day: write it like 2026-01-31", text));
	return false;
}

const struct draftlint_audit *audit_make(struct library *library,
                                         const struct draftlint_audit_options *options)
{
	struct audit *audit = arena_alloc(library->arena, sizeof(*audit));
	char *today = arena_alloc(library->arena, DATE_SIZE);
	bool compared;

	if (!read_today(library, options->today, &audit->today) || !library_settle(library))
		return NULL;
	audit->library = library;
	audit->arena = library->arena;
	audit->scratch = arena_new();
	audit->plan = library->plan;
	audit->pack = library->plan->ruleset->pack;
	audit->settings =
	    library->plan->config ? library->plan->config->audit : config_audit_default();
	audit->since = options->since;
	date_text(audit->today, today);
	audit->out.tool = DRAFTLINT_VERSION;
	audit->out.today = today;
	audit->out.mix_tolerance = audit->settings.mix_tolerance;
	inventory_fill(audit);
	mix_fill(audit);
	matrix_fill(audit);
	coverage_fill(audit);
	links_fill(audit);
	journeys_fill(audit);
	required_fill(audit);
	freshness_fill(audit);
	review_fill(audit);
	totals_fill(audit);
	gates_fill(audit);
	findings_fill(audit);
	actions_fill(audit);
	compared = trend_fill(audit);
	conclude(audit);
	arena_free(audit->scratch);
	return compared ? &audit->out : NULL;
}
