/*
 * Audit: the sum over a library's facts. Each file of this folder fills in one
 * section of the result; the library's checks then make findings of what the
 * sections say.
 *
 * One thread, one arena: the library's. Sections are filled in the order of the
 * prototypes below, and read only what those before them have filled.
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include <draftlint_audit.h>

#include "audit/library.h"
#include "lint/site.h"

struct audit {
	struct library *library;
	struct arena *arena;
	struct arena *scratch; /* reset between pieces */
	const struct plan *plan;
	const struct pack *pack;
	struct config_audit settings;
	long today;
	const char *since;

	/* Facts of what was checked, by path; each has the piece of the same index. */
	const struct facts **drafts;
	struct draftlint_piece *pieces;
	size_t count;

	struct site *site; /* NULL: no draft has a route */
	struct draftlint_dead_link *dead_links;
	size_t dead_link_capacity;
	const enum severity *levels; /* of the rules, where no override speaks */
	struct report report;        /* findings that stand in the pack */

	/* The piece whose findings are being made, and their report. */
	size_t piece;
	struct report *piece_report;
	const struct source *piece_source;

	struct draftlint_finding *findings;
	size_t finding_capacity;
	struct draftlint_audit out;
};

/* The result, or NULL when there is nothing to sum up (it has been said). */
const struct draftlint_audit *audit_make(struct library *library,
                                         const struct draftlint_audit_options *options);

/* Whether mix, coverage, journeys, freshness and links are about piece I. */
bool audit_counts(const struct audit *audit, size_t i);

/* Whether a comment in the draft excuses RULE, or an override turns it off there: then it
 * is no matter for the sections either. */
bool audit_is_excused(const struct facts *facts, const struct rule *rule);

/* The index of the piece at PATH, or count. */
size_t audit_find(const struct audit *audit, const char *path);

/* The sections. */
void inventory_fill(struct audit *audit);
void mix_fill(struct audit *audit);
void matrix_fill(struct audit *audit);
void coverage_fill(struct audit *audit);
void links_fill(struct audit *audit);
void journeys_fill(struct audit *audit);
void required_fill(struct audit *audit);
void freshness_fill(struct audit *audit);
void review_fill(struct audit *audit);
void totals_fill(struct audit *audit);
void gates_fill(struct audit *audit);
void actions_fill(struct audit *audit);

/* False, and it has been said, when there is nothing to compare with. */
bool trend_fill(struct audit *audit);

/* When PACK is to be reviewed next; DATE_NONE: it does not say. */
long review_due(const struct pack *pack);

/* pack-review-overdue of PACK as of TODAY, if it is, to REPORT. */
void review_report(struct report *report, const struct pack *pack, long today);

/* Hands over pack-review-overdue of RULESET's pack as of today, by its own level, without
 * taking it for an error of the pack. */
void review_deliver(struct run *run, const struct ruleset *ruleset);

/* Runs the library's checks and seals what they find. */
void findings_fill(struct audit *audit);

/* Whether LINK of a piece leads nowhere, and what stands there. */
bool audit_link_is_dead(struct audit *audit, const struct facts_link *link,
                        enum route_state *state);

/* A finding in the piece at hand, at PLACE of its facts (an empty one: its start). */
struct finding *audit_piece_finding(struct audit *audit, const struct rule *rule,
                                    const struct facts_place *place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "16.7 %" of per mille, in ARENA. */
const char *audit_percent(struct arena *arena, unsigned permille);

#endif
