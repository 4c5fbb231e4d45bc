/*
 * Facts: what one draft contributes to an audit, small enough that those of a
 * hundred thousand drafts fit into memory.
 *
 * They are made on a worker's thread while the draft is still there, and travel as
 * one line of JSON: within a run, into a file, from other machines. Whoever sums
 * up reads them back, so an audit of files and an audit of drafts are the same.
 *
 * A file of facts begins with a header that names pack and version and ends with
 * the number of records between; such sections may follow each other.
 */
#ifndef AUDIT_FACTS_H
#define AUDIT_FACTS_H

#include "checks/ruleset.h"
#include "lint/lint.h"
#include "rules/decode.h"

enum { FACTS_VERSION = 1, FACTS_LINKS_LIMIT = 1000, FACTS_LINK_BYTES_LIMIT = 100 * 1024 };

/* A place in the draft, for when the draft is no longer there. */
struct facts_place {
	size_t start; /* bytes */
	size_t end;
	size_t line; /* of the start, 1-based; 0: no place */
	size_t column;
};

/* The first link of the draft to a page of the site or to another draft. */
struct facts_link {
	const char *to; /* a route, or the path of a file: that does not begin with "/" */
	struct facts_place place;
	const char *excused; /* the reason a comment gives; NULL: not excused */
	bool there;          /* it is a file that was there, whether it is a draft or not */
};

struct facts_rule {
	const struct rule *rule;
	enum severity severity;
	size_t count;
};

/* What the draft says of a rule of the library's: its severity there, or a
 * comment that excuses it. */
struct facts_level {
	const struct rule *rule;
	enum severity severity;
	const char *excused; /* NULL: the severity is meant */
};

struct facts_list {
	const struct entry **items;
	size_t count;
};

/* Pointers are into the pack, the ruleset, or the arena of whoever made it. */
struct facts {
	const char *path;
	const char *skipped; /* why it was not checked: nothing else is known; NULL: it was */
	const char *title;
	const char *route;
	const struct persona *persona;
	const struct pain *pain; /* of any persona */
	const struct stage *stage;
	const struct cta *cta;
	const struct goal *goal;
	const struct format *format;
	const struct kind *kind;
	struct facts_list secondary;
	struct facts_list channels;
	struct facts_list journeys;
	struct facts_list covers;
	struct facts_list objections;
	struct facts_list proof;
	struct facts_list asks;
	long words;
	bool draft;
	bool incomplete;
	long date; /* days, or DATE_NONE: */
	long updated;
	long named; /* … in the file's name */
	long review;
	long committed;
	struct facts_place opening;
	struct facts_place dated_at; /* updated, else date */
	struct facts_place review_at;
	struct facts_link *links;
	size_t link_count;
	struct facts_rule *rules;
	size_t rule_count;
	const char **problems; /* by question of the pack: NULL where it is answered */
	long suppressed;
	struct facts_level *levels;
	size_t level_count;
};

/* The severities of the rules wherever no override speaks of a draft, in ARENA. */
enum severity *facts_usual_levels(const struct plan *plan, struct arena *arena);

/* The record of a draft, as job.extract wants it. */
const char *facts_extract(struct arena *arena, const struct checked *checked);

/* FACTS, and what stands before and behind all of them, each as one line. */
void facts_write(struct builder *out, const struct facts *facts, const struct pack *pack);
void facts_write_header(struct builder *out, const struct pack *pack);
void facts_write_end(struct builder *out, size_t records);

enum facts_line { FACTS_HEADER, FACTS_RECORD, FACTS_END, FACTS_WRONG };

/* Rules that facts name and the ruleset does not have: those of other styles. */
struct facts_rules {
	const struct rule **items;
	size_t count;
	size_t capacity;
};

/* Reads facts in a given pack's terms. */
struct facts_reader {
	const struct ruleset *ruleset;
	struct facts_rules *others; /* what is not the ruleset's, in ARENA */
	struct arena *arena;        /* for the facts */
	struct arena *scratch;      /* reset by whoever calls */
	struct decoder decoder;     /* its source is the file; FACTS_WRONG was reported there */
	long records;               /* of FACTS_END */
};

/* The line of the decoder's source that SPAN holds; of a FACTS_RECORD, *OUT. */
enum facts_line facts_read(struct facts_reader *reader, struct span span, struct facts *out);

/* What errors in files of facts are reported as. */
extern const struct rule rule_facts_error;

#endif
