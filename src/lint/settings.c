#include "lint/settings.h"

#include "base/arena.h"
#include "lint/totals.h"

struct settings_writer {
	struct arena *arena;
	void (*setting)(void *context, const struct draftlint_setting *setting);
	void *context;
};

static void write_setting(const struct settings_writer *writer, const char *key, const char *value,
                          struct place place)
{
	struct draftlint_setting out = {.key = key, .value = value};

	if (place.source) {
		struct position p = source_position(place.source, place.span.start);

		out.path = place.source->path;
		out.line = p.line;
		out.column = p.column;
	}
	writer->setting(writer->context, &out);
}

static void write_globs(const struct settings_writer *writer, const char *key,
                        const struct node *globs, struct place place)
{
	const char *text = "";

	for (const struct node *g = strings_first(globs); g; g = strings_next(globs, g))
		text = arena_printf(writer->arena, "%s%s%s", text, *text ? ", " : "", g->map.text);
	if (*text)
		write_setting(writer, key, text, place);
}

/* SEVERITY of rule INDEX, and where it was last set for the draft. */
static void write_rule(const struct settings_writer *writer, const struct plan *plan,
                       const char *relative, size_t index, enum severity severity)
{
	const struct ruleset *ruleset = plan->ruleset;
	struct place place = NO_PLACE;
	const struct pack *pack = ruleset->pack;

	for (size_t i = 0; pack && i < pack->rule_count; i++)
		if (slice_is(pack->rules[i].rule, ruleset->rules[index]->name))
			place = (struct place){pack->rules[i].source, pack->rules[i].span};
	for (size_t i = 0; i < plan->rules.count; i++) {
		if (plan->rules.items[i].rule != index)
			continue;
		place = plan->rules.items[i].place;
	}
	for (size_t o = 0; plan->config && o < plan->config->override_count; o++) {
		const struct config_override *override = &plan->config->overrides[o];

		/* What depends on metadata is not known here: only paths decide. */
		if (override->when || !config_override_applies(override, relative, NULL, NULL))
			continue;
		for (size_t i = 0; i < plan->overrides[o].count; i++) {
			if (plan->overrides[o].items[i].rule != index)
				continue;
			place = plan->overrides[o].items[i].place;
		}
	}
	write_setting(writer, arena_printf(writer->arena, "rules.%s", ruleset->rules[index]->name),
	              severity_name(severity), place);
}

/* Every list that holds for the draft: they add up. */
static void write_ignored(const struct settings_writer *writer, const struct config *config,
                          const char *relative)
{
	write_globs(writer, "ignore-text", config->ignore_text.items, config->ignore_text.place);
	write_globs(writer, "ignore-scopes", config->ignore_scopes.items,
	            config->ignore_scopes.place);
	for (size_t i = 0; i < config->override_count; i++) {
		const struct config_override *override = &config->overrides[i];

		if (override->when || !config_override_applies(override, relative, NULL, NULL))
			continue;
		write_globs(writer, "ignore-text", override->ignore_text.items,
		            override->ignore_text.place);
		write_globs(writer, "ignore-scopes", override->ignore_scopes.items,
		            override->ignore_scopes.place);
	}
}

static void write_audit(struct settings_writer *writer, const struct config_audit *audit)
{
	write_setting(writer, "audit.mix-tolerance",
	              arena_printf(writer->arena, "%ld", audit->mix_tolerance), audit->mix_place);
	write_setting(writer, "audit.stale-after",
	              arena_printf(writer->arena, "%ldd", audit->stale_after), audit->stale_place);
	for (enum config_gate i = 0; i < GATE_COUNT; i++)
		if (audit->gates[i] >= 0)
			write_setting(
			    writer,
			    arena_printf(writer->arena, "audit.gates.%s", config_gate_name(i)),
			    arena_printf(writer->arena, "%ld", audit->gates[i]),
			    audit->gate_places[i]);
}

void settings_list(struct arena *arena, const struct plan *plan,
                   const struct draftlint_options *options, const char *relative,
                   void (*setting)(void *context, const struct draftlint_setting *setting),
                   void *context)
{
	struct settings_writer writer = {arena, setting, context};
	const struct config *config = plan->config;
	const enum severity *levels = plan_levels_by_path(plan, arena, relative);
	struct place pack_place = NO_PLACE;
	struct config_list styles = {0};

	if (config)
		styles = config_styles(config, relative);
	if (config)
		write_setting(&writer, "config", config->path, NO_PLACE);
	if (config && !options->pack)
		config_pack(config, relative, &pack_place);
	if (plan->ruleset->pack)
		write_setting(&writer, "pack", plan->ruleset->pack->folder, pack_place);
	if (config) {
		if (config->baseline)
			write_setting(&writer, "baseline", config->baseline,
			              config->baseline_place);
		write_globs(&writer, "include", config->include, config->include_place);
		write_globs(&writer, "exclude", config->exclude, config->exclude_place);
		write_globs(&writer, "styles", styles.items, styles.place);
		write_globs(&writer, "vocabularies", config->vocabularies.items,
		            config->vocabularies.place);
	}
	write_setting(&writer, "fail-on", severity_name(totals_fail_on(options, plan)),
	              config && !options->fail_on ? config->fail_on_place : NO_PLACE);
	if (config)
		write_ignored(&writer, config, relative);
	if (config && config->min_severity)
		write_setting(&writer, "min-severity", severity_name(config->min_severity),
		              config->min_severity_place);
	if (config)
		write_audit(&writer, &config->audit);
	for (size_t i = 0; i < plan->ruleset->rule_count; i++)
		write_rule(&writer, plan, relative, i, levels[i]);
}
