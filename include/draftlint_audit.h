/*
 * draftlint_audit.h: what an audit found out about a library of content, as
 * one tree that nobody changes. A report is a pure function of it.
 *
 * Everything lives until the library is freed. Ids are those of the pack;
 * their order, wherever there is a list of them, is the pack's. A text that is
 * NULL was not said or is not known. Text is UTF-8 as it stood in the files:
 * whoever prints it must make it harmless. Dates are "2026-01-31".
 *
 * A piece is a draft that was audited. One that is not published or that could not
 * be checked in full stands in the inventory and in the totals of its
 * findings; mix, coverage, journeys, freshness and links are about the others.
 */
#ifndef DRAFTLINT_AUDIT_H
#define DRAFTLINT_AUDIT_H

#include <draftlint.h>

struct draftlint_names {
	const char *const *items;
	size_t count;
};

/* ---- inventory ---- */

enum draftlint_dated_by {
	DRAFTLINT_UNDATED,
	DRAFTLINT_DATED_BY_UPDATE, /* the metadata's `updated` */
	DRAFTLINT_DATED_BY_DATE,   /* its `date` */
	DRAFTLINT_DATED_BY_NAME,   /* the file's name */
	DRAFTLINT_DATED_BY_GIT,    /* the last commit that touched the file */
};

struct draftlint_piece_rule {
	const char *rule;
	enum draftlint_severity severity;
	size_t count; /* suppressed ones excluded */
};

struct draftlint_piece {
	const char *path;
	const char *title;
	const char *route; /* on the site */

	const char *persona; /* the five columns: ids, NULL when missing or unknown */
	const char *pain;
	const char *stage;
	const char *cta;
	struct draftlint_names channels;

	const char *group; /* of the persona */
	struct draftlint_names secondary;
	const char *goal;
	const char *format;
	const char *kind;
	struct draftlint_names journeys;
	struct draftlint_names covers;     /* required content that it supplies */
	struct draftlint_names objections; /* of its persona, that it answers */
	struct draftlint_names proof;      /* kinds of proof that the text shows */
	struct draftlint_names asks;       /* calls to action that the body makes */
	size_t words;                      /* of prose */

	bool published; /* neither says `draft: true` nor stands where the pack retired a page */
	bool complete;  /* was checked in full */

	const char *date; /* what its age is counted from */
	enum draftlint_dated_by dated_by;
	long age;           /* in days; -1: not known */
	bool stale;         /* older than stale_after */
	const char *review; /* when it is to be looked at again */
	bool review_due;

	const char *advice; /* what to do with it: "check" what could not be, "finish" what is not
	                       published, "mend" what is wrong, "update" what is stale or due,
	                       "link" to an orphan, else "keep" */

	size_t inbound; /* other pages that link to it */
	bool orphan;    /* a page that no other links to */
	size_t dead_links;

	size_t errors; /* what `check` says of it */
	size_t warnings;
	size_t infos;
	size_t suppressed;
	const struct draftlint_piece_rule *rules; /* that found something, by name */
	size_t rule_count;
	const struct draftlint_answer *answers; /* in the pack's order */
	size_t answer_count;
	size_t answered;
};

/* ---- mix ---- */

struct draftlint_share {
	const char *id;
	const char *name;
	size_t count;        /* pieces */
	unsigned permille;   /* of the mix's pieces */
	long target;         /* percent; -1: none */
	bool drifts;         /* further from its target than the tolerance */
	size_t to_tolerance; /* pieces to write so that the whole mix is within it */
	size_t to_target;    /* … so that each share is what it should be */
};

struct draftlint_mix {
	const char *what; /* "group", "persona", "stage" or "goal" */
	const char *id;   /* the goal's; NULL otherwise */
	const char *name;
	size_t count;     /* pieces that have a share in it */
	bool has_targets; /* some share has one */
	bool drifts;
	const struct draftlint_share *shares;
	size_t share_count;
};

/* ---- matrices ---- */

struct draftlint_label {
	const char *id;
	const char *name;
};

struct draftlint_cell {
	size_t count; /* pieces */
	bool wanted;  /* see each matrix */
};

struct draftlint_matrix {
	const struct draftlint_label *rows;
	size_t row_count;
	const struct draftlint_label *columns;
	size_t column_count;
	const struct draftlint_cell *cells; /* [row * column_count + column] */
};

/* ---- coverage ---- */

struct draftlint_pain {
	const char *persona;
	const char *id;
	const char *name;
	size_t rank; /* 1 is the first */
	bool top;    /* one of those that count */
	size_t count;
};

struct draftlint_objection {
	const char *persona;
	const char *id;
	const char *name;
	const char *counter;
	size_t count; /* pieces for the persona that answer it */
};

enum draftlint_supply {
	DRAFTLINT_SUPPLIED,    /* pieces say that they cover it */
	DRAFTLINT_AT_ROUTE,    /* a page stands where it belongs, and does not say so */
	DRAFTLINT_UNPUBLISHED, /* only drafts cover it */
	DRAFTLINT_LACKING,
};

struct draftlint_required {
	const char *id;
	const char *name;
	enum draftlint_supply supply;
	struct draftlint_names paths; /* of the pieces behind that */
};

enum draftlint_step_state {
	DRAFTLINT_STEP_SERVED,
	DRAFTLINT_STEP_REDIRECT, /* leads to a page that is served */
	DRAFTLINT_STEP_DRAFT,    /* the page that stands there is not published */
	DRAFTLINT_STEP_RETIRED,  /* the pack says it is gone */
	DRAFTLINT_STEP_MISSING,
};

enum draftlint_next_link { DRAFTLINT_LINK_UNKNOWN, DRAFTLINT_LINK_THERE, DRAFTLINT_LINK_LACKING };

struct draftlint_step {
	const char *route; /* as the pack writes it */
	const char *path;  /* of the piece that stands there */
	enum draftlint_step_state state;
	enum draftlint_next_link next; /* does it link to the step after it? unknown for the
	                                  last, and where no piece stands */
};

struct draftlint_journey {
	const char *id;
	const char *name;
	const char *goal;
	const struct draftlint_step *steps;
	size_t step_count;
	size_t gaps;                     /* steps that no reader gets to, and links that lack */
	struct draftlint_names off_path; /* paths of pieces that name it and stand beside it */
};

/* ---- freshness and links ---- */

struct draftlint_bucket {
	const char *label; /* "up to 6 months" */
	size_t count;
};

struct draftlint_freshness {
	long stale_after; /* days */
	size_t dated;
	size_t by_git; /* of these, by nothing but their last commit */
	size_t undated;
	size_t stale;
	size_t review_due;
	const struct draftlint_bucket *buckets; /* youngest first */
	size_t bucket_count;
};

struct draftlint_dead_link {
	const char *path; /* the piece that holds it */
	uint32_t line;
	uint32_t column;
	const char *to;
	enum draftlint_step_state state; /* DRAFT, RETIRED or MISSING */
};

/* ---- what it comes to ---- */

struct draftlint_question_count {
	const char *question;
	const char *ask; /* as the pack words it */
	size_t answered; /* of the pieces that were checked */
};

struct draftlint_gate {
	const char *name; /* as in the configuration */
	long wanted;
	long measured; /* -1: there is nothing to measure */
	bool at_least; /* otherwise: at most */
	bool percent;  /* both are percentages, not numbers */
	bool passed;
	const char *message; /* what was measured and what was wanted */
};

struct draftlint_action {
	const char *rule; /* what it mends; NULL: a gate alone */
	const char *text; /* "write 2 pieces for `ada`" */
	const char *reason;
	unsigned impact;  /* they come with the greatest first */
	bool gate;        /* a gate fails until it is done */
	const char *path; /* where to begin; NULL: nowhere in particular */
	uint32_t line;    /* 0: none */
};

struct draftlint_pack_facts {
	const char *id;
	const char *title;
	const char *version;
	const char *reviewed; /* date */
	const char *review;   /* "monthly" … */
	const char *due;      /* date of the next review */
	bool overdue;
};

/* ---- against a former audit ---- */

struct draftlint_moved {
	const char *id;
	const char *name;
	unsigned before; /* per mille */
	unsigned after;
};

/* Numbers of findings are of what `check` says, rule by rule in each piece. */
struct draftlint_trend {
	const char *since;   /* the revision, or the former audit's file */
	const char *today;   /* the former audit's; NULL for a revision */
	size_t before;       /* pieces then */
	size_t new_findings; /* in pieces of now that were not there then */
	size_t fixed;        /* there then, and no more */
	size_t unchanged;
	struct draftlint_names added; /* paths */
	struct draftlint_names removed;
	struct draftlint_names changed;       /* that stand in another cell of the matrix now */
	const struct draftlint_moved *groups; /* shares */
	size_t group_count;
	const struct draftlint_moved
	    *rules; /* findings (not per mille) of each rule that changed */
	size_t rule_count;
};

/* ---- all of it ---- */

struct draftlint_audit {
	const char *tool;    /* version */
	const char *today;   /* what ages are counted to */
	bool passed;         /* every gate did, and nothing failed */
	const char *verdict; /* one line */
	int status;          /* 0, 1 or 2 */

	struct draftlint_pack_facts pack;
	long mix_tolerance; /* points */

	const struct draftlint_piece *pieces; /* by path */
	size_t piece_count;
	size_t published;
	size_t unpublished;
	size_t incomplete; /* not checked in full */
	size_t clean;      /* checked and without a finding */
	size_t errors;
	size_t warnings;
	size_t infos;
	size_t suppressed;

	const struct draftlint_gate *gates; /* those that are configured */
	size_t gate_count;
	size_t gates_failed;
	const struct draftlint_action *actions;
	size_t action_count;

	struct draftlint_mix groups;
	struct draftlint_mix personas;
	struct draftlint_mix stages;
	const struct draftlint_mix *goals; /* with a mix of personas */
	size_t goal_count;

	struct draftlint_matrix persona_stage; /* wanted: the pack asks for content there */
	struct draftlint_matrix stage_channel; /* wanted: it is somebody's main channel */
	struct draftlint_matrix cta_stage;     /* wanted: the action fits the stage */
	size_t cells_wanted;                   /* of persona_stage */
	size_t cells_covered;                  /* of these */

	const struct draftlint_pain *pains; /* by persona, then rank */
	size_t pain_count;
	const struct draftlint_journey *journeys;
	size_t journey_count;
	const struct draftlint_required *required;
	size_t required_count;
	const struct draftlint_objection *objections; /* by persona */
	size_t objection_count;
	struct draftlint_freshness freshness;
	const struct draftlint_dead_link *dead_links; /* suppressed ones excluded */
	size_t dead_link_count;
	size_t orphans;

	const struct draftlint_rule_count *rules; /* over all pieces, most frequent first */
	size_t rule_count;
	const struct draftlint_question_count *questions;
	size_t question_count;
	const size_t *worst; /* pieces[] with errors or warnings, the worst first */
	size_t worst_count;

	const struct draftlint_finding *findings; /* of the audit's own rules, by path and place;
	                                             suppressed ones included */
	size_t finding_count;
	const struct draftlint_skip *skips; /* files that were met and are no pieces */
	size_t skip_count;
	const struct draftlint_trend *trend; /* NULL: nothing to compare with */
};

#endif
