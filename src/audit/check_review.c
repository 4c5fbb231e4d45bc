/*
 * Review: a pack that was to be looked at again by now. `monthly` and `quarterly`
 * mean by the first Monday of the next month, or of the third.
 */
#include "audit/audit.h"

#include "base/date.h"

enum { PACK_REVIEW_OVERDUE };

static const struct rule rules[] = {
    [PACK_REVIEW_OVERDUE] = {"pack-review-overdue", SEVERITY_WARNING, NULL,
                             "the strategy was to be reviewed by now",
                             "Readers and markets move: what nobody looks at again becomes wrong "
                             "without a word.",
                             "reviewed: <last year>\nreview: monthly",
                             "reviewed: <this month>\nreview: monthly", false, false},
};

void review_report(struct report *report, const struct pack *pack, long today)
{
	char text[DATE_SIZE];
	long due = review_due(pack);
	struct finding *finding;

	if (due == DATE_NONE || today <= due)
		return;
	date_text(due, text);
	finding =
	    report_add(report, &rules[PACK_REVIEW_OVERDUE], pack->reviewed_place,
	               "the pack was to be reviewed by %s (`review: %s`)", text, pack->review);
	finding_help(report, finding, "go through it, then write the day into `reviewed`");
}

static void run(struct audit *audit)
{
	review_report(&audit->report, audit->pack, audit->today);
}

const struct library_check library_check_review = {
    .name = "review",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
