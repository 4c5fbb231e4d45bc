/*
 * Required: content that the strategy asks for and nobody has written, or that is
 * not published.
 *
 * A page at one of the item's routes counts as the item, though it does not say
 * so: whether it says what it should is not seen.
 */
#include "audit/audit.h"

enum { REQUIRED_CONTENT_MISSING };

static const struct rule rules[] = {
    [REQUIRED_CONTENT_MISSING] = {"required-content-missing", SEVERITY_WARNING, NULL,
                                  "content that the strategy asks for is not there",
                                  "It was asked for because readers cannot go on without it.",
                                  "no draft with `covers: <id>`", "a draft with `covers: <id>`",
                                  false, false},
};

static void run(struct audit *audit)
{
	const struct taxonomy *all = &audit->pack->required;

	for (size_t i = 0; i < all->count; i++) {
		const struct draftlint_required *required = &audit->out.required[i];
		struct finding *finding;

		if (required->supply == DRAFTLINT_LACKING) {
			finding =
			    report_add(&audit->report, &rules[REQUIRED_CONTENT_MISSING],
			               all->items[i]->place, "nothing covers `%s`", required->id);
			finding_help(&audit->report, finding,
			             "write it, or say `covers: %s` where it is written",
			             required->id);
		} else if (required->supply == DRAFTLINT_UNPUBLISHED) {
			finding = report_add(&audit->report, &rules[REQUIRED_CONTENT_MISSING],
			                     all->items[i]->place,
			                     "what covers `%s` is not published", required->id);
			finding_note(&audit->report, finding, NO_PLACE, "%s",
			             required->paths.items[0]);
		}
	}
}

const struct library_check library_check_required = {
    .name = "required",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
