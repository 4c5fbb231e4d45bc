/*
 * Check: one matter a draft is checked for.
 *
 * A check owns everything about itself: its rules and their reasons, its
 * settings, its code; nothing is exported but the descriptor check_<matter>.
 * The registry is made from the files check_*.c. A check reads the draft, the
 * resolved fields and the ruleset, and adds findings to the report: it keeps no
 * state, so one ruleset serves every thread.
 */
#ifndef CHECKS_CHECK_H
#define CHECKS_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"
#include "parse/draft.h"
#include "rules/decode.h"
#include "rules/fields.h"
#include "rules/pack.h"
#include "rules/pattern.h"
#include "rules/phrases.h"

struct prose_view;
struct ruleset;

/* One draft before the checks. Everything outlives the run of a check. */
struct check_context {
	const struct draft *draft;
	const struct ruleset *ruleset;
	const struct pack *pack; /* NULL without a pack */
	const struct fields *fields;
	const struct field_map *map; /* the keys that fields are read from */
	const enum severity *levels; /* of the ruleset's rules, for this draft */
	struct prose_view *view;     /* NULL without prose rules */
	const struct hits *hits;     /* phrases found in the published blocks */
	struct matcher *matcher;
	struct report *report;
	struct arena *arena;
	/* Blocks [first_block, end_block) are for publication: the body, or the
	 * section of it that the pack names. Metadata prose comes before them. */
	size_t first_block;
	size_t end_block;
	/* Of the source, in its order and apart: rules about words do not look there. */
	struct span *ignored;
	size_t ignored_count;
};

struct check {
	const char *name;
	const struct rule *rules;
	size_t rule_count;
	bool needs_pack; /* without a pack it does not run */
	/*
	 * Reads the check's settings from the pack's checklist (check_setting);
	 * errors are reported through DECODER. The result, in the decoder's
	 * arena, is passed to run. NULL: the check has no settings.
	 */
	const void *(*configure)(struct decoder *decoder, const struct pack *pack);
	void (*run)(const struct check_context *context, const void *settings);
};

struct audit;

/*
 * A matter that no single draft can be checked for, only the whole library:
 * run by an audit. Its files are src/audit/check_<matter>.c; its rules are
 * rules like any other, but for those that say a file was not checked.
 */
struct library_check {
	const char *name;
	const struct rule *rules;
	size_t rule_count;
	void (*run)(struct audit *audit);       /* findings that stand in the pack; NULL: none */
	void (*run_piece)(struct audit *audit); /* … in the draft at hand; NULL: none */
};

/* The generated registry, each list ordered by name. */
extern const struct check *const checks[];
extern const size_t check_count;
extern const struct library_check *const library_checks[];
extern const size_t library_check_count;

/*
 * Reads the settings of RULE in PACK's checklist into OUT by FIELDS (the key
 * `severity` is always allowed). OUT keeps its defaults where nothing is set.
 */
void check_setting(struct decoder *decoder, const struct pack *pack, const char *rule,
                   const struct decode_field *fields, size_t count, void *out);

/* Reports the names (text or a list of text) that TAXONOMY does not declare. */
void check_setting_entries(struct decoder *decoder, const struct node *names,
                           const struct taxonomy *taxonomy);

/* Whether NAMES holds the id of ENTRY. */
bool check_names_entry(const struct node *names, const struct entry *entry);

/* ---- what several checks ask of a draft ---- */

/* The draft has metadata that could be read: absent fields can be told. */
bool check_metadata_readable(const struct check_context *context);

/* The first line of the metadata: where an absent field is reported. */
struct place check_opening(const struct check_context *context);

/* Text bytes [start, end) of BLOCK in the source. */
struct place check_place(const struct check_context *context, const struct block *block,
                         size_t start, size_t end);

/* True for prose that is published: not code, inside the published range. */
bool check_is_prose(const struct check_context *context, size_t block);

/* The first block of the last published section: sections begin at the highest
 * headings below the title. The first block when there are none. */
size_t check_last_section(const struct check_context *context);

/* Whether LIST has a hit in the published text or in the metadata's prose. */
bool check_mentions(const struct check_context *context, uint32_t list);

/* A link's destination, looked at once for many globs. */
struct check_target {
	struct slice whole;
	struct slice path; /* without query and fragment */
	bool absolute;     /* names a host or a scheme */
};

struct check_target check_target(const struct check_context *context, struct slice destination);

/* Whether TARGET is meant by GLOB. One that begins with "/" is a path of the site
 * itself: query and fragment do not count, and a link to another host never matches. */
bool check_target_is(const struct check_target *target, struct slice glob);

/* The same of any of GLOBS (text or a list of text). */
bool check_target_matches(const struct check_target *target, const struct node *globs);

/*
 * The page of the site that a link leads to, as a route: "/docs/guides" for
 * "../guides.md#start" on "/docs/intro". Empty for a link to elsewhere.
 */
struct slice check_link_route(const struct check_context *context, const struct link *link);

/* Whether the draft supplies REQUIRED content: it says so, or has one of its tags. */
bool check_supplies(const struct check_context *context, const struct required *required);

/* Words of the published prose; where words are not spaced, characters. */
size_t check_words(const struct check_context *context);

/* "`persona` is missing", at the metadata's opening; OPTIONS are the ids that
 * could be there, as taxonomy_list makes them; VALUE is what the (unsafe) fix
 * inserts, NULL for no fix. */
void check_report_missing(const struct check_context *context, const struct rule *rule,
                          enum field_id field, const char *options, const char *value);

/* What gives FIELD, which the draft lacks or has empty, the VALUE: *TEXT in the place of
 * *SPAN, in metadata that can be read. False when there is no place for it. */
bool check_supply(const struct check_context *context, enum field_id field, const char *value,
                  struct span *span, const char **text);

/* "unknown persona `alx`" at the value, with did-you-mean and its fix. */
struct finding *check_report_unknown(const struct check_context *context, const struct rule *rule,
                                     const struct field_value *value,
                                     const struct taxonomy *taxonomy);

#endif
