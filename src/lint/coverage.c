#include "lint/coverage.h"

#include <string.h>

#include "base/arena.h"

/* Why the rule does not run; NULL when it does. */
static const char *problem_of(const struct ruleset_prose *prose)
{
	switch (prose->loaded) {
	case PROSE_LOADED:
		return NULL;
	case PROSE_UNSUPPORTED:
		return prose->rule->problem;
	default:
		return "the file is wrong";
	}
}

void coverage_list(const struct ruleset *ruleset,
                   void (*rule)(void *context, const struct draftlint_style_rule *rule),
                   void *context)
{
	for (size_t i = 0; i < ruleset->prose_count; i++) {
		const struct ruleset_prose *prose = &ruleset->prose[i];
		struct place place = prose->rule->place;
		struct draftlint_style_rule out = {.name = prose->rule->rule.name,
		                                   .kind = prose->rule->kind,
		                                   .problem = problem_of(prose),
		                                   .remark = prose->rule->remark,
		                                   .path = place.source->path};

		if (!prose->style)
			continue;
		if (prose->rule->problem)
			place.span = prose->rule->problem_span;
		out.style = prose->style->name;
		out.line = source_position(place.source, place.span.start).line;
		rule(context, &out);
	}
}

/* Whether the configuration turns the rule off for every draft. */
static bool is_off(const struct plan *plan, const struct ruleset_prose *prose)
{
	bool off = !plan->selected[prose->index];

	for (size_t i = 0; i < plan->rules.count; i++)
		if (plan->rules.items[i].rule == prose->index)
			off = plan->rules.items[i].severity == SEVERITY_OFF;
	return off;
}

void coverage_notices(struct arena *arena, const struct plan *plan,
                      void (*notice)(void *context, const char *text), void *context)
{
	const struct ruleset *ruleset = plan->ruleset;
	bool *told = arena_array(arena, ruleset->prose_count, sizeof(*told));

	for (size_t i = 0; i < ruleset->prose_count; i++) {
		const struct ruleset_prose *first = &ruleset->prose[i];
		const char *names = "";

		if (told[i] || first->loaded != PROSE_UNSUPPORTED || is_off(plan, first))
			continue;
		for (size_t r = i; r < ruleset->prose_count; r++) {
			const struct ruleset_prose *prose = &ruleset->prose[r];

			if (prose->style != first->style || prose->loaded != PROSE_UNSUPPORTED ||
			    strcmp(prose->rule->problem, first->rule->problem) != 0 ||
			    is_off(plan, prose))
				continue;
			told[r] = true;
			names = arena_printf(arena, "%s%s`%s`", names, *names ? ", " : "",
			                     prose->rule->rule.name);
		}
		notice(context,
		       arena_printf(arena, "not run, %s: %s", first->rule->problem, names));
	}
}
