/*
 * Freshness: pieces that nobody has touched for longer than the configuration
 * allows, and pieces whose own date for a review has passed.
 *
 * It believes the metadata's dates; without any, the last commit dates a piece,
 * which may have changed a comma.
 */
#include "audit/audit.h"
#include "audit/audit_rules.h"
#include "base/date.h"

enum { STALE_CONTENT };

static const struct rule rules[] = {
    [STALE_CONTENT] = {"stale-content", SEVERITY_WARNING, NULL,
                       "a piece has not been touched for too long, or is due for review",
                       "Prices, versions and screenshots age; a reader who finds one wrong "
                       "doubts the rest.",
                       "updated: <two years ago>", "updated: <last month>", false, false},
};

const struct rule *const rule_stale_content = &rules[STALE_CONTENT];

static void run_piece(struct audit *audit)
{
	const struct facts *facts = audit->drafts[audit->piece];
	const struct draftlint_piece *piece = &audit->pieces[audit->piece];
	struct finding *finding;

	if (!audit_counts(audit, audit->piece))
		return;
	/* What a comment excuses is found all the same, and marked. */
	if (facts->review != DATE_NONE && facts->review < audit->today)
		audit_piece_finding(audit, &rules[STALE_CONTENT], &facts->review_at,
		                    "was to be reviewed by %s", piece->review);
	if (piece->age <= audit->settings.stale_after)
		return;
	finding = audit_piece_finding(audit, &rules[STALE_CONTENT], &facts->dated_at,
	                              "not touched for %ld days, %ld are allowed", piece->age,
	                              audit->settings.stale_after);
	if (piece->dated_by == DRAFTLINT_DATED_BY_GIT)
		finding_note(audit->piece_report, finding, NO_PLACE,
		             "dated by its last commit, %s: it has no date of its own",
		             piece->date);
}

const struct library_check library_check_freshness = {
    .name = "freshness",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run_piece = run_piece,
};
