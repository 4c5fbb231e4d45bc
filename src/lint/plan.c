#include "lint/plan.h"

#include <string.h>

#include "base/arena.h"

static bool resolve(struct arena *arena, const struct ruleset *ruleset,
                    const struct config_rules *rules, struct plan_levels *out,
                    struct report *report)
{
	bool ok = true;

	out->items = arena_array(arena, rules->count, sizeof(*out->items));
	for (size_t i = 0; i < rules->count; i++) {
		const struct config_rule *rule = &rules->items[i];
		size_t index = ruleset_find(ruleset, rule->name);
		struct finding *finding;
		const char *nearest;

		if (index < ruleset->rule_count) {
			out->items[out->count++] =
			    (struct plan_level){index, rule->severity, rule->place};
			continue;
		}
		ok = false;
		finding = report_add(report, &rule_config_error, rule->place, "unknown rule `%.*s`",
		                     SLICE_ARG(rule->name));
		nearest = ruleset_nearest(ruleset, rule->name);
		if (nearest)
			finding_help(report, finding, "did you mean `%s`?", nearest);
	}
	return ok;
}

/* Rules that say a file was not fully checked stay on whatever is selected. */
static void select_rules(struct plan *plan, const struct plan_selection *selection)
{
	const struct ruleset *ruleset = plan->ruleset;

	for (size_t i = 0; i < ruleset->rule_count; i++)
		plan->selected[i] = !selection->select || ruleset->rules[i]->incomplete;
	for (const char *const *s = selection->select; s && *s; s++) {
		size_t index = ruleset_find(ruleset, slice_of(*s));

		if (index < ruleset->rule_count)
			plan->selected[index] = true;
	}
	for (const char *const *s = selection->ignore; s && *s; s++) {
		size_t index = ruleset_find(ruleset, slice_of(*s));

		if (index < ruleset->rule_count && !ruleset->rules[index]->incomplete)
			plan->selected[index] = false;
	}
}

struct plan *plan_new(struct arena *arena, const struct config *config,
                      const struct ruleset *ruleset, const struct plan_selection *selection,
                      struct report *report)
{
	struct plan *plan = arena_alloc(arena, sizeof(*plan));
	struct decoder decoder = {.arena = arena, .report = report, .rule = &rule_config_error};
	bool ok = true;

	plan->config = config;
	plan->ruleset = ruleset;
	plan->selected = arena_array(arena, ruleset->rule_count, sizeof(*plan->selected));
	select_rules(plan, selection);
	if (ruleset->pack)
		plan->fields = ruleset->pack->fields;
	if (!config)
		return plan;
	if (ruleset->pack)
		plan->fields = field_map_read(&decoder, &ruleset->pack->fields, config->fields,
		                              config->fields_source, config->defaults,
		                              config->defaults_source);
	ok = resolve(arena, ruleset, &config->rules, &plan->rules, report);
	plan->overrides = arena_array(arena, config->override_count, sizeof(*plan->overrides));
	for (size_t i = 0; i < config->override_count; i++)
		ok = resolve(arena, ruleset, &config->overrides[i].rules, &plan->overrides[i],
		             report) &&
		     ok;
	return ok && !decoder.failed ? plan : NULL;
}

/* STATED may be NULL. */
static void apply(const struct plan_levels *from, enum severity *levels, bool *stated)
{
	for (size_t i = 0; i < from->count; i++) {
		levels[from->items[i].rule] = from->items[i].severity;
		if (stated)
			stated[from->items[i].rule] = true;
	}
}

static enum severity *own_levels(const struct ruleset *ruleset, struct arena *arena)
{
	enum severity *levels = arena_array(arena, ruleset->rule_count, sizeof(*levels));

	memcpy(levels, ruleset->levels, ruleset->rule_count * sizeof(*levels));
	return levels;
}

enum severity *plan_levels_by_path(const struct plan *plan, struct arena *arena,
                                   const char *relative)
{
	enum severity *levels = own_levels(plan->ruleset, arena);

	apply(&plan->rules, levels, NULL);
	for (size_t i = 0; relative && plan->config && i < plan->config->override_count; i++) {
		const struct config_override *override = &plan->config->overrides[i];

		if (!override->when && config_override_applies(override, relative, NULL, NULL))
			apply(&plan->overrides[i], levels, NULL);
	}
	return levels;
}

enum severity *plan_levels(const struct plan *plan, struct arena *arena, const char *relative,
                           const struct draft *draft, const struct fields *fields, bool **stated)
{
	const struct ruleset *ruleset = plan->ruleset;
	enum severity *levels = own_levels(ruleset, arena);

	*stated = arena_array(arena, ruleset->rule_count, sizeof(**stated));
	apply(&plan->rules, levels, *stated);
	for (size_t i = 0; plan->config && i < plan->config->override_count; i++)
		if (config_override_applies(&plan->config->overrides[i], relative, draft, fields))
			apply(&plan->overrides[i], levels, *stated);
	for (size_t i = 0; i < ruleset->rule_count; i++)
		if (!plan->selected[i])
			levels[i] = SEVERITY_OFF;
	return levels;
}
