#include "lint/rule_list.h"

void rule_list(const struct plan *plan, struct arena *arena, const char *relative,
               void (*rule)(void *context, const struct draftlint_rule *rule), void *context)
{
	const struct ruleset *ruleset = plan->ruleset;
	const enum severity *levels = plan_levels_by_path(plan, arena, relative);

	for (size_t i = 0; i < ruleset->rule_count; i++) {
		const struct rule *r = ruleset->rules[i];
		const struct library_check *library = ruleset_library_check(ruleset, i);
		const struct ruleset_prose *prose = ruleset_prose(ruleset, r);
		struct draftlint_rule out = {
		    .name = r->name,
		    .severity = (enum draftlint_severity)levels[i],
		    .question = r->question,
		    .fixable = r->fixable,
		    .of_audit = library != NULL,
		    .in_pack = library && library->run,
		    .summary = r->summary,
		    .reason = r->reason,
		    .bad = *r->bad ? r->bad : NULL,
		    .good = *r->good ? r->good : NULL,
		};

		/* What does not run is told by the coverage. */
		if (prose && prose->loaded != PROSE_LOADED)
			continue;
		if (prose) {
			struct place place = prose->rule->place;

			out.path = place.source->path;
			out.line = source_position(place.source, place.span.start).line;
		}
		rule(context, &out);
	}
}
