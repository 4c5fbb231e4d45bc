#include "audit/audit.h"

#include "base/arena.h"

/* PART of WHOLE in percent; -1 when there is no whole. */
static long percent(size_t part, size_t whole)
{
	return whole ? (long)(part * 100 / whole) : -1;
}

/* The same, rounded up: what is to be little is not made to look less. */
static long percent_up(size_t part, size_t whole)
{
	return whole ? (long)((part * 100 + whole - 1) / whole) : -1;
}

static long measure_answers(const struct draftlint_audit *out)
{
	size_t whole = 0;
	size_t answered = 0;

	for (size_t i = 0; i < out->piece_count && out->question_count; i++) {
		whole += out->pieces[i].complete;
		answered += out->pieces[i].complete &&
		            out->pieces[i].answered == out->pieces[i].answer_count;
	}
	return percent(answered, whole);
}

static long measure_coverage(const struct draftlint_audit *out)
{
	return percent(out->cells_covered, out->cells_wanted);
}

static long measure_errors(const struct draftlint_audit *out)
{
	return (long)out->errors;
}

static long measure_findings(const struct draftlint_audit *out)
{
	return (long)(out->errors + out->warnings + out->infos);
}

static long measure_journeys(const struct draftlint_audit *out)
{
	size_t whole = 0;
	size_t served = 0;

	for (size_t i = 0; i < out->journey_count; i++) {
		for (size_t s = 0; s < out->journeys[i].step_count; s++) {
			whole++;
			served += out->journeys[i].steps[s].state <= DRAFTLINT_STEP_REDIRECT;
		}
	}
	return percent(served, whole);
}

static long measure_links(const struct draftlint_audit *out)
{
	return (long)out->dead_link_count;
}

/* The greatest distance of a group from its target, in points. */
static long measure_mix(const struct draftlint_audit *out)
{
	long most = -1;

	for (size_t i = 0; i < out->groups.share_count && out->groups.count; i++) {
		const struct draftlint_share *share = &out->groups.shares[i];
		long points = (long)share->permille - share->target * 10;

		points = ((points < 0 ? -points : points) + 9) / 10;
		if (share->target >= 0 && points > most)
			most = points;
	}
	return most;
}

static long measure_orphans(const struct draftlint_audit *out)
{
	return (long)out->orphans;
}

static long measure_required(const struct draftlint_audit *out)
{
	size_t there = 0;

	for (size_t i = 0; i < out->required_count; i++)
		there += out->required[i].supply <= DRAFTLINT_AT_ROUTE;
	return percent(there, out->required_count);
}

static long measure_stale(const struct draftlint_audit *out)
{
	return percent_up(out->freshness.stale, out->freshness.dated);
}

static const struct {
	long (*measure)(const struct draftlint_audit *out);
	const char *what; /* follows the number */
	bool at_least;
	bool percent;
} kinds[GATE_COUNT] = {
    [GATE_ANSWERS] = {measure_answers, "of the pieces answer every question", true, true},
    [GATE_COVERAGE] = {measure_coverage, "of the cells of persona and stage are covered", true,
                       true},
    [GATE_ERRORS] = {measure_errors, "errors in drafts", false, false},
    [GATE_FINDINGS] = {measure_findings, "findings in drafts", false, false},
    [GATE_JOURNEYS] = {measure_journeys, "of the steps of journeys are served", true, true},
    [GATE_LINKS] = {measure_links, "dead internal links", false, false},
    [GATE_MIX] = {measure_mix, "points from its target is the furthest group", false, false},
    [GATE_ORPHANS] = {measure_orphans, "orphans", false, false},
    [GATE_REQUIRED] = {measure_required, "of the required content is there", true, true},
    [GATE_STALE] = {measure_stale, "of the dated pieces are stale", false, true},
};

static void fill(struct audit *audit, enum config_gate gate, struct draftlint_gate *out)
{
	long measured = kinds[gate].measure(&audit->out);
	long wanted = audit->settings.gates[gate];
	const char *unit = kinds[gate].percent ? " %" : "";
	const char *limit = kinds[gate].at_least ? "at least" : "at most";

	*out = (struct draftlint_gate){
	    .name = config_gate_name(gate),
	    .wanted = wanted,
	    .measured = measured,
	    .at_least = kinds[gate].at_least,
	    .percent = kinds[gate].percent,
	    .passed =
	        measured < 0 || (kinds[gate].at_least ? measured >= wanted : measured <= wanted),
	};
	out->message = measured < 0
	                   ? "there is nothing to measure"
	                   : arena_printf(audit->arena, "%ld%s %s, %s %ld%s wanted", measured, unit,
	                                  kinds[gate].what, limit, wanted, unit);
}

void gates_fill(struct audit *audit)
{
	struct draftlint_gate *gates = arena_array(audit->arena, GATE_COUNT, sizeof(*gates));
	struct draftlint_audit *out = &audit->out;

	for (enum config_gate gate = 0; gate < GATE_COUNT; gate++) {
		if (audit->settings.gates[gate] < 0)
			continue;
		fill(audit, gate, &gates[out->gate_count]);
		out->gates_failed += !gates[out->gate_count].passed;
		out->gate_count++;
	}
	out->gates = gates;
}
