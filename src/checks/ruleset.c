#include "checks/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/text.h"

const struct rule rule_pack_error = {
    .name = "pack-error",
    .severity = SEVERITY_ERROR,
    .summary = "a pack file is wrong",
    .reason = "Nothing is linted with a broken pack: a rule that silently does not run is worse "
              "than none.",
    .bad = "stages: [<misspelt id>]",
    .good = "stages: [<id>]",
    .incomplete = true,
};

const struct rule rule_config_error = {
    .name = "config-error",
    .severity = SEVERITY_ERROR,
    .summary = "draftlint.yaml is wrong",
    .reason = "A setting that is misspelt would silently not apply.",
    .bad = "exlude: [drafts/**]",
    .good = "exclude: [drafts/**]",
    .incomplete = true,
};

static int by_rule_name(const void *a, const void *b)
{
	return strcmp((*(const struct rule *const *)a)->name,
	              (*(const struct rule *const *)b)->name);
}

static void collect_rules(struct ruleset *ruleset)
{
	size_t prose = ruleset->pack ? ruleset->pack->prose_count : 0;
	size_t count = prose;

	for (size_t i = 0; i < check_count; i++)
		count += checks[i]->rule_count;
	for (size_t i = 0; i < library_check_count; i++)
		count += library_checks[i]->rule_count;
	ruleset->rules = arena_array(ruleset->arena, count, sizeof(const struct rule *));
	for (size_t i = 0; i < check_count; i++)
		for (size_t r = 0; r < checks[i]->rule_count; r++)
			ruleset->rules[ruleset->rule_count++] = &checks[i]->rules[r];
	for (size_t i = 0; i < library_check_count; i++)
		for (size_t r = 0; r < library_checks[i]->rule_count; r++)
			ruleset->rules[ruleset->rule_count++] = &library_checks[i]->rules[r];
	for (size_t i = 0; i < prose; i++)
		ruleset->rules[ruleset->rule_count++] = &ruleset->pack->prose[i].rule;
	qsort(ruleset->rules, ruleset->rule_count, sizeof(const struct rule *), by_rule_name);
	ruleset->levels = arena_array(ruleset->arena, count, sizeof(*ruleset->levels));
	for (size_t i = 0; i < count; i++)
		ruleset->levels[i] = ruleset->rules[i]->severity;
}

size_t ruleset_find(const struct ruleset *ruleset, struct slice name)
{
	size_t low = 0;
	size_t high = ruleset->rule_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(slice_of(ruleset->rules[middle]->name), name);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return ruleset->rule_count;
}

bool ruleset_is_of_library(const struct ruleset *ruleset, size_t index)
{
	const struct rule *rule = ruleset->rules[index];

	for (size_t i = 0; i < library_check_count; i++)
		if (rule >= library_checks[i]->rules &&
		    rule < library_checks[i]->rules + library_checks[i]->rule_count)
			return true;
	return false;
}

const char *ruleset_nearest(const struct ruleset *ruleset, struct slice name)
{
	struct nearest nearest;

	nearest_init(&nearest, name);
	for (size_t i = 0; i < ruleset->rule_count; i++)
		nearest_try(&nearest, ruleset->rules[i]->name);
	return nearest_best(&nearest, NULL);
}

/* Prose rules share the name space of the built-in ones. */
static void check_names(struct ruleset *ruleset, struct decoder *decoder)
{
	for (size_t i = 1; i < ruleset->rule_count; i++) {
		const struct rule *rule = ruleset->rules[i];

		if (strcmp(rule->name, ruleset->rules[i - 1]->name) != 0)
			continue;
		for (size_t p = 0; p < ruleset->pack->prose_count; p++) {
			const struct prose_rule *prose = &ruleset->pack->prose[p];

			if (strcmp(prose->rule.name, rule->name) != 0)
				continue;
			decoder->source = prose->place.source;
			decode_error(decoder, prose->place.span,
			             "the name `%s` is taken by a built-in rule", rule->name);
		}
	}
}

static void apply_checklist(struct ruleset *ruleset, struct decoder *decoder)
{
	for (size_t i = 0; i < ruleset->pack->rule_count; i++) {
		const struct rule_setting *setting = &ruleset->pack->rules[i];
		size_t index = ruleset_find(ruleset, setting->rule);
		struct finding *finding;
		const char *nearest;

		if (index < ruleset->rule_count) {
			if (setting->has_severity)
				ruleset->levels[index] = setting->severity;
			continue;
		}
		decoder->source = setting->source;
		finding = decode_error(decoder, setting->span, "unknown rule `%.*s`",
		                       SLICE_ARG(setting->rule));
		nearest = ruleset_nearest(ruleset, setting->rule);
		if (nearest)
			finding_help(decoder->report, finding, "did you mean `%s`?", nearest);
	}
}

struct ruleset *ruleset_load(struct arena *arena, const char *folder, struct report *report)
{
	struct ruleset *ruleset = arena_alloc(arena, sizeof(*ruleset));
	struct decoder decoder = {.arena = arena, .report = report, .rule = &rule_pack_error};
	struct phrases *phrases = NULL;

	ruleset->arena = arena;
	if (folder) {
		ruleset->pack = pack_load(arena, folder, report, &rule_pack_error, &phrases);
		if (!ruleset->pack)
			return NULL;
	}
	collect_rules(ruleset);
	if (ruleset->pack) {
		check_names(ruleset, &decoder);
		apply_checklist(ruleset, &decoder);
	}
	ruleset->settings = arena_array(arena, check_count, sizeof(const void *));
	for (size_t i = 0; i < check_count; i++)
		if (checks[i]->configure)
			ruleset->settings[i] = checks[i]->configure(&decoder, ruleset->pack);
	if (phrases)
		phrases_freeze(phrases);
	ruleset->phrases = phrases;
	return decoder.failed ? NULL : ruleset;
}
