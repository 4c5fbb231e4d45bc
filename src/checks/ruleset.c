#include "checks/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/text.h"

/* What errors of packs are reported as. */
static const struct rule rule_pack_error = {
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

/* What errors of styles are reported as. */
static const struct rule rule_style_error = {
    .name = "style-error",
    .severity = SEVERITY_ERROR,
    .summary = "a rule of a style, or a vocabulary, is wrong",
    .reason = "The other rules run; what this one would have found is not known.",
    .bad = "extends: exitence",
    .good = "extends: existence",
    .incomplete = true,
};

static int by_rule_name(const void *a, const void *b)
{
	return strcmp((*(const struct rule *const *)a)->name,
	              (*(const struct rule *const *)b)->name);
}

static void collect_prose(struct ruleset *ruleset)
{
	size_t pack = ruleset->pack ? ruleset->pack->prose_count : 0;
	size_t count = pack;

	for (size_t i = 0; i < ruleset->styles.count; i++)
		count += ruleset->styles.items[i].rule_count;
	ruleset->prose = arena_array(ruleset->arena, count, sizeof(*ruleset->prose));
	for (size_t i = 0; i < pack; i++)
		ruleset->prose[ruleset->prose_count++] = (struct ruleset_prose){
		    .rule = &ruleset->pack->prose[i], .loaded = PROSE_LOADED};
	for (size_t i = 0; i < ruleset->styles.count; i++) {
		const struct style *style = &ruleset->styles.items[i];

		for (size_t r = 0; r < style->rule_count; r++)
			ruleset->prose[ruleset->prose_count++] =
			    (struct ruleset_prose){.rule = &style->rules[r].prose,
			                           .style = style,
			                           .loaded = style->rules[r].loaded};
	}
}

static int by_prose_name(const void *a, const void *b)
{
	const struct ruleset_prose *x = a;
	const struct ruleset_prose *y = b;

	return strcmp(x->rule->rule.name, y->rule->rule.name);
}

static void collect_rules(struct ruleset *ruleset)
{
	size_t count;

	collect_prose(ruleset);
	count = ruleset->prose_count;
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
	for (size_t i = 0; i < ruleset->prose_count; i++)
		ruleset->rules[ruleset->rule_count++] = &ruleset->prose[i].rule->rule;
	qsort(ruleset->rules, ruleset->rule_count, sizeof(const struct rule *), by_rule_name);
	ruleset->levels = arena_array(ruleset->arena, count, sizeof(*ruleset->levels));
	for (size_t i = 0; i < count; i++)
		ruleset->levels[i] = ruleset->rules[i]->severity;
	if (ruleset->prose_count)
		qsort(ruleset->prose, ruleset->prose_count, sizeof(*ruleset->prose), by_prose_name);
	for (size_t i = 0; i < ruleset->prose_count; i++)
		ruleset->prose[i].index =
		    ruleset_find(ruleset, slice_of(ruleset->prose[i].rule->rule.name));
}

const struct ruleset_prose *ruleset_prose(const struct ruleset *ruleset, const struct rule *rule)
{
	size_t low = 0;
	size_t high = ruleset->prose_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(ruleset->prose[middle].rule->rule.name, rule->name);

		if (order == 0)
			return &ruleset->prose[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool ruleset_is_in(const struct ruleset_prose *prose, struct slice name)
{
	struct slice own = slice_of(prose->rule->rule.name);

	if (!prose->style)
		return false;
	return slice_is(name, prose->style->name) ||
	       (own.len > name.len && own.ptr[name.len] == '.' &&
	        slice_equal(slice_sub(own, 0, name.len), name));
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

const struct library_check *ruleset_library_check(const struct ruleset *ruleset, size_t index)
{
	const struct rule *rule = ruleset->rules[index];

	for (size_t i = 0; i < library_check_count; i++)
		if (rule >= library_checks[i]->rules &&
		    rule < library_checks[i]->rules + library_checks[i]->rule_count)
			return library_checks[i];
	return NULL;
}

static void offer_rules(const struct ruleset *ruleset, struct nearest *nearest)
{
	for (size_t i = 0; i < ruleset->rule_count; i++)
		nearest_try(nearest, ruleset->rules[i]->name);
}

void ruleset_offer_names(const struct ruleset *ruleset, struct nearest *nearest)
{
	offer_rules(ruleset, nearest);
	for (size_t i = 0; i < ruleset->prose_count; i++)
		if (ruleset->prose[i].style)
			nearest_try(nearest, ruleset->prose[i].style->name);
}

const char *ruleset_nearest(const struct ruleset *ruleset, struct slice name)
{
	struct nearest nearest;

	nearest_init(&nearest, name);
	ruleset_offer_names(ruleset, &nearest);
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
		struct nearest nearest;

		if (index < ruleset->rule_count) {
			if (setting->has_severity)
				ruleset->levels[index] = setting->severity;
			continue;
		}
		decoder->source = setting->source;
		finding = decode_error(decoder, setting->span, "unknown rule `%.*s`",
		                       SLICE_ARG(setting->rule));
		nearest_init(&nearest, setting->rule);
		offer_rules(ruleset, &nearest); /* a pack has no styles */
		if (nearest_best(&nearest, NULL))
			finding_help(decoder->report, finding, "did you mean `%s`?",
			             nearest_best(&nearest, NULL));
	}
}

struct ruleset *ruleset_load(struct arena *arena, const char *folder, const struct config *config,
                             const struct source_overlay *overlay, struct report *report)
{
	struct ruleset *ruleset = arena_alloc(arena, sizeof(*ruleset));
	struct decoder decoder = {.arena = arena, .report = report, .rule = &rule_pack_error};
	struct phrases *phrases = NULL;

	ruleset->arena = arena;
	if (folder) {
		ruleset->pack =
		    pack_load(arena, folder, overlay, report, &rule_pack_error, &phrases);
		if (!ruleset->pack)
			return NULL;
	}
	if (config && !phrases)
		phrases = phrases_new(arena, NULL);
	if (config && !styles_load(arena, config, overlay, phrases, report, &rule_style_error,
	                           &rule_config_error, &ruleset->styles))
		return NULL;
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
