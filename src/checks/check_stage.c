/*
 * Stage: where on the buying or user journey the reader stands, and whether
 * this kind of content serves that persona there.
 *
 * Hunts a stage that is missing, unknown or a range, an unknown kind, and a
 * kind the pack does not list for the persona at the stage. The kind is what
 * the metadata says: that a text is really a case study is not judged.
 */
#include "checks/check.h"

#include "base/arena.h"

enum { STAGE_MISSING, STAGE_UNKNOWN, STAGE_RANGE, KIND_UNKNOWN, KIND_STAGE_MISMATCH };

static const struct rule rules[] = {
    [STAGE_MISSING] = {"stage-missing", SEVERITY_ERROR, "stage",
                       "the draft does not say which stage of the journey it serves",
                       "The stage decides what the reader can be asked to do next.",
                       "persona: <id>", "persona: <id>\nstage: <id>", false, false},
    [STAGE_UNKNOWN] = {"stage-unknown", SEVERITY_ERROR, "stage",
                       "the stage is not one the strategy declares",
                       "A misspelt stage would match no call to action.", "stage: <misspelt id>",
                       "stage: <id>", true, false},
    [STAGE_RANGE] = {"stage-range", SEVERITY_WARNING, "stage", "the draft names a range of stages",
                     "A text that serves two stages asks for two things. Pick the stage the "
                     "reader is in when they begin.",
                     "stage: <id> -> <next>", "stage: <id>", false, false},
    [KIND_UNKNOWN] = {"kind-unknown", SEVERITY_ERROR, "stage",
                      "the kind of content is not one the strategy declares",
                      "A misspelt kind is invisible to every report about kinds.",
                      "kind: <misspelt id>", "kind: <id>", true, false},
    [KIND_STAGE_MISMATCH] = {"kind-stage-mismatch", SEVERITY_WARNING, "stage",
                             "this kind of content is not what the persona wants at this stage",
                             "A price list convinces nobody who does not feel the problem yet; a "
                             "war story closes no deal.",
                             "kind: <a kind of a later stage>", "kind: <a kind of this stage>",
                             false, false},
};

static void check_stage_field(const struct check_context *context, const struct field *field)
{
	if (field->count == 0) {
		if (check_metadata_readable(context))
			check_report_missing(
			    context, &rules[STAGE_MISSING], FIELD_STAGE,
			    taxonomy_list(&context->pack->stages, context->report->arena, 12),
			    NULL);
		return;
	}
	if (field->count > 1) {
		struct finding *finding =
		    report_add(context->report, &rules[STAGE_RANGE], field->place,
		               "%zu stages, expected one", field->count);

		finding_help(context->report, finding,
		             "pick the stage the reader is in when they begin to read");
	}
	for (size_t i = 0; i < field->count; i++)
		if (!field->values[i].entry)
			check_report_unknown(context, &rules[STAGE_UNKNOWN], &field->values[i],
			                     &context->pack->stages);
}

/* "`war-story`, `failure-analysis`" */
static const char *kind_list(struct arena *arena, const struct kind **kinds)
{
	struct taxonomy list = {.what = "kind"};

	for (; *kinds; kinds++) {
		list.items = arena_grow(arena, list.items, list.count, &list.capacity,
		                        sizeof(struct entry *));
		list.items[list.count++] = (struct entry *)&(*kinds)->entry;
	}
	return list.count ? taxonomy_list(&list, arena, 12) : "none";
}

static void check_kind(const struct check_context *context, const struct field_value *value)
{
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;
	const struct kind **kinds;
	struct finding *finding;

	if (!value->entry) {
		check_report_unknown(context, &rules[KIND_UNKNOWN], value, &context->pack->kinds);
		return;
	}
	if (!persona || !stage || context->fields->of[FIELD_STAGE].count > 1)
		return;
	kinds = stage->kinds[persona->entry.index];
	if (!kinds)
		return;
	for (size_t i = 0; kinds[i]; i++)
		if (&kinds[i]->entry == value->entry)
			return;
	finding = report_add(context->report, &rules[KIND_STAGE_MISMATCH], value->place,
	                     "`%s` does not serve %s at the %s stage", value->entry->id,
	                     persona->entry.id, stage->entry.id);
	finding_note(context->report, finding, stage->kinds_place[persona->entry.index],
	             "%s at %s: %s", persona->entry.id, stage->entry.id,
	             kind_list(context->report->arena, kinds));
}

static void run(const struct check_context *context, const void *settings)
{
	const struct field *kind = &context->fields->of[FIELD_KIND];

	(void)settings;
	if (context->pack->stages.count)
		check_stage_field(context, &context->fields->of[FIELD_STAGE]);
	for (size_t i = 0; i < kind->count && context->pack->kinds.count; i++)
		check_kind(context, &kind->values[i]);
}

const struct check check_stage = {
    .name = "stage",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
