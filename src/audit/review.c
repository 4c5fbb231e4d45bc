#include "audit/audit.h"

#include "base/arena.h"
#include "base/date.h"
#include "lint/seal.h"

long review_due(const struct pack *pack)
{
	long reviewed;
	long days;

	if (!pack->reviewed || !pack->review || !date_parse(slice_of(pack->reviewed), &reviewed))
		return DATE_NONE;
	if (date_days(slice_of(pack->review), &days))
		return reviewed + days;
	return date_first_monday(reviewed, slice_is(slice_of(pack->review), "quarterly") ? 3 : 1);
}

void review_fill(struct audit *audit)
{
	const struct pack *pack = audit->pack;
	struct draftlint_pack_facts *out = &audit->out.pack;
	long due = review_due(pack);

	*out = (struct draftlint_pack_facts){.id = pack->id,
	                                     .title = pack->title,
	                                     .version = pack->version,
	                                     .reviewed = pack->reviewed,
	                                     .review = pack->review};
	if (due == DATE_NONE)
		return;
	out->due = arena_alloc(audit->arena, DATE_SIZE);
	date_text(due, (char *)out->due);
	out->overdue = audit->today > due;
}

static enum severity level_of(void *context, const struct finding *finding)
{
	const struct ruleset *ruleset = context;

	return ruleset->levels[ruleset_find(ruleset, slice_of(finding->rule->name))];
}

void review_deliver(struct run *run, const struct ruleset *ruleset)
{
	struct arena *arena = arena_new();
	struct report report = report_in(arena);
	struct seal_options options = {.severity = level_of, .context = (void *)ruleset};
	struct draftlint_file file = {.kind = DRAFTLINT_SETTINGS};
	struct draftlint_summary *sum = &run->totals.summary;

	review_report(&report, ruleset->pack, date_today());
	seal_findings(arena, &report, &options, &file);
	for (size_t i = 0; i < file.finding_count; i++) {
		file.path = file.findings[i].path;
		sum->errors += file.findings[i].severity == DRAFTLINT_ERROR;
		sum->warnings += file.findings[i].severity == DRAFTLINT_WARNING;
		sum->infos += file.findings[i].severity == DRAFTLINT_INFO;
		sum->failing += file.findings[i].severity == DRAFTLINT_ERROR;
	}
	if (file.finding_count)
		run_deliver(run, &file);
	arena_free(arena);
}
