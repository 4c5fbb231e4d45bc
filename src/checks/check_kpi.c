/*
 * KPI: what the draft will be measured by, and whether that is a measure of
 * its stage. It looks at the metadata alone; a KPI the pack does not know is
 * the team's own.
 */
#include "checks/check.h"

enum { KPI_STAGE_MISMATCH };

static const struct rule rules[] = {
    [KPI_STAGE_MISMATCH] = {"kpi-stage-mismatch", SEVERITY_WARNING, NULL,
                            "the KPI does not measure the draft's stage",
                            "A page that is measured by another stage's goal will look like a "
                            "failure, or be bent to it.",
                            "stage: <first>\nkpi: <one of the last stage>",
                            "stage: <first>\nkpi: <one of the first stage>", false, false},
};

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_KPI];
	const struct stage *stage = context->fields->stage;

	(void)settings;
	if (!stage || !stage->kpis)
		return;
	for (size_t i = 0; i < field->count; i++) {
		const struct entry *kpi = field->values[i].entry;
		struct finding *finding;

		if (!kpi || stage->kpis[kpi->index])
			continue;
		finding =
		    report_add(context->report, &rules[KPI_STAGE_MISMATCH], field->values[i].place,
		               "`%s` does not measure the %s stage", kpi->id, stage->entry.id);
		finding_note(context->report, finding, stage->kpis_place,
		             "the KPIs of `%s` are declared here", stage->entry.id);
	}
}

const struct check check_kpi = {
    .name = "kpi",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
