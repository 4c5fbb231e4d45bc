#include "lint/plan.h"

#include <string.h>

#include "base/arena.h"

static void add_level(struct plan_levels *out, size_t index, const struct config_rule *rule)
{
	out->items[out->count++] = (struct plan_level){index, rule->severity, rule->place};
}

/* The rules that NAME means: one, or all of a style. False when there are none. */
static bool add_levels(const struct ruleset *ruleset, const struct config_rule *rule,
                       struct plan_levels *out)
{
	size_t index = ruleset_find(ruleset, rule->name);
	size_t before = out->count;

	if (index < ruleset->rule_count)
		add_level(out, index, rule);
	for (size_t i = 0; i < ruleset->prose_count; i++)
		if (ruleset_is_in(&ruleset->prose[i], rule->name))
			add_level(out, ruleset->prose[i].index, rule);
	return out->count > before;
}

static bool resolve(struct arena *arena, const struct ruleset *ruleset,
                    const struct config_rules *rules, struct plan_levels *out,
                    struct report *report)
{
	size_t most = rules->count;
	bool ok = true;

	for (size_t i = 0; i < rules->count; i++)
		for (size_t r = 0; r < ruleset->prose_count; r++)
			most += ruleset_is_in(&ruleset->prose[r], rules->items[i].name);
	out->items = arena_array(arena, most, sizeof(*out->items));
	for (size_t i = 0; i < rules->count; i++) {
		const struct config_rule *rule = &rules->items[i];
		struct finding *finding;
		const char *nearest;

		if (add_levels(ruleset, rule, out))
			continue;
		ok = false;
		finding = report_add(report, &rule_config_error, rule->place, "unknown rule `%.*s`",
		                     SLICE_ARG(rule->name));
		nearest = ruleset_nearest(ruleset, rule->name);
		if (nearest)
			finding_help(report, finding, "did you mean `%s`?", nearest);
	}
	return ok;
}

/* Sets SELECTED for what NAME means, unless that says a file was not checked. */
static void select_rule(struct plan *plan, const char *name, bool selected)
{
	const struct ruleset *ruleset = plan->ruleset;
	size_t index = ruleset_find(ruleset, slice_of(name));

	if (index < ruleset->rule_count && (selected || !ruleset->rules[index]->incomplete))
		plan->selected[index] = selected;
	for (size_t i = 0; i < ruleset->prose_count; i++)
		if (ruleset_is_in(&ruleset->prose[i], slice_of(name)))
			plan->selected[ruleset->prose[i].index] = selected;
}

/* Rules that say a file was not fully checked stay on whatever is selected. */
static void select_rules(struct plan *plan, const struct plan_selection *selection)
{
	const struct ruleset *ruleset = plan->ruleset;

	for (size_t i = 0; i < ruleset->rule_count; i++)
		plan->selected[i] = !selection->select || ruleset->rules[i]->incomplete;
	for (const char *const *s = selection->select; s && *s; s++)
		select_rule(plan, *s, true);
	for (const char *const *s = selection->ignore; s && *s; s++)
		select_rule(plan, *s, false);
}

static void read_styles(struct arena *arena, struct plan *plan, const struct config_list *list,
                        struct plan_styles *out)
{
	const struct styles *styles = &plan->ruleset->styles;

	out->items = list->items;
	out->named = arena_array(arena, styles->count, sizeof(*out->named));
	for (const struct node *n = strings_first(list->items); n;
	     n = strings_next(list->items, n)) {
		const struct style *style = styles_find(arena, styles, list->source, n);

		if (style)
			out->named[style - styles->items] = true;
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
	plan->styles = arena_array(arena, config->override_count + 1, sizeof(*plan->styles));
	read_styles(arena, plan, &config->styles, &plan->styles[config->override_count]);
	for (size_t i = 0; i < config->override_count; i++)
		read_styles(arena, plan, &config->overrides[i].styles, &plan->styles[i]);
	plan->ignored = arena_array(arena, config->override_count + 1, sizeof(*plan->ignored));
	plan->ignored[config->override_count] =
	    ignored_read(&decoder, &config->ignore_text, &config->ignore_scopes);
	for (size_t i = 0; i < config->override_count; i++)
		plan->ignored[i] = ignored_read(&decoder, &config->overrides[i].ignore_text,
		                                &config->overrides[i].ignore_scopes);
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

/* Turns off the rules of styles that are not for the draft at RELATIVE (NULL: of
 * one that no override names). */
static void apply_styles(const struct plan *plan, const char *relative, enum severity *levels)
{
	const struct ruleset *ruleset = plan->ruleset;
	const struct node *items;
	size_t i = 0;

	if (!ruleset->styles.count)
		return;
	items = relative ? config_styles(plan->config, relative).items : plan->config->styles.items;
	while (i < plan->config->override_count && (!items || plan->styles[i].items != items))
		i++;
	for (size_t r = 0; r < ruleset->prose_count; r++) {
		const struct style *style = ruleset->prose[r].style;

		if (style && !plan->styles[i].named[style - ruleset->styles.items])
			levels[ruleset->prose[r].index] = SEVERITY_OFF;
	}
}

/* Turns off what is less than the configuration wants to hear of; that a file was not
 * checked in full is always told. */
static void apply_least(const struct plan *plan, enum severity *levels)
{
	for (size_t i = 0; plan->config && i < plan->ruleset->rule_count; i++)
		if (levels[i] < plan->config->min_severity && !plan->ruleset->rules[i]->incomplete)
			levels[i] = SEVERITY_OFF;
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
	apply_styles(plan, relative, levels);
	for (size_t i = 0; relative && plan->config && i < plan->config->override_count; i++) {
		const struct config_override *override = &plan->config->overrides[i];

		if (!override->when && config_override_applies(override, relative, NULL, NULL))
			apply(&plan->overrides[i], levels, NULL);
	}
	apply_least(plan, levels);
	return levels;
}

enum severity *plan_levels(const struct plan *plan, struct arena *arena, const char *relative,
                           const struct draft *draft, const struct fields *fields, bool **stated)
{
	const struct ruleset *ruleset = plan->ruleset;
	enum severity *levels = own_levels(ruleset, arena);

	*stated = arena_array(arena, ruleset->rule_count, sizeof(**stated));
	apply(&plan->rules, levels, *stated);
	apply_styles(plan, relative, levels);
	for (size_t i = 0; plan->config && i < plan->config->override_count; i++)
		if (config_override_applies(&plan->config->overrides[i], relative, draft, fields))
			apply(&plan->overrides[i], levels, *stated);
	apply_least(plan, levels);
	for (size_t i = 0; i < ruleset->rule_count; i++)
		if (!plan->selected[i])
			levels[i] = SEVERITY_OFF;
	return levels;
}
