/*
 * draftlint.h: the whole programming interface. The command line and the
 * language server are built on nothing else.
 *
 * A session holds the options, and every configuration and pack it has met,
 * each loaded once. Use it from one thread; checking many paths starts threads
 * of its own and calls back on the caller's thread, in the order of the paths.
 *
 * What a callback is given belongs to the library and lives until it returns,
 * unless said otherwise; it may not use the session that calls it. Text is UTF-8
 * as it stood in the file: it may hold control characters, and paths may hold any
 * byte but NUL. Whoever prints it must make it harmless.
 *
 *     struct draftlint *session = draftlint_new(&options);
 *     draftlint_check_paths(session, paths, count, &receiver);
 *     status = draftlint_summary(session)->status;
 *     draftlint_free(session);
 */
#ifndef DRAFTLINT_H
#define DRAFTLINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct draftlint;

enum draftlint_severity {
	DRAFTLINT_OFF,
	DRAFTLINT_INFO,
	DRAFTLINT_WARNING,
	DRAFTLINT_ERROR,
};

/* One place in the units that programs count in. */
struct draftlint_position {
	size_t byte;          /* 0-based offset in the file */
	uint32_t line;        /* 1-based */
	uint32_t column;      /* 1-based, code points */
	uint32_t utf16;       /* 1-based, UTF-16 units */
	uint32_t byte_column; /* 1-based, bytes */
};

/* End exclusive; start == end is a place between two characters. */
struct draftlint_range {
	struct draftlint_position start;
	struct draftlint_position end;
};

/* The source line that holds a range's start, or the part of a long line
 * around it; without its line break. */
struct draftlint_excerpt {
	const char *text; /* NULL: the file could not be read */
	size_t len;
	size_t start;   /* byte offset in the file of text[0] */
	bool cut_left;  /* the line goes on before … */
	bool cut_right; /* … and after the text */
};

struct draftlint_note {
	const char *text;
	const char *path; /* NULL: a note without a place */
	struct draftlint_range range;
};

struct draftlint_edit {
	struct draftlint_range range; /* in the finding's own file */
	const char *text;
	size_t len;
};

struct draftlint_fix {
	const char *title;
	bool safe;
	const struct draftlint_edit *edits;
	size_t edit_count;
};

/* An entry of a baseline: a finding that is known and let pass for now. */
struct draftlint_known {
	const char *path; /* of the draft, from the folder of the baseline's file */
	const char *rule;
	const char *message;
	const char *fingerprint;
};

struct draftlint_finding {
	const char *rule;
	enum draftlint_severity severity; /* never DRAFTLINT_OFF */
	const char *message;
	const char *path;
	struct draftlint_range range;
	struct draftlint_excerpt excerpt;
	const struct draftlint_note *notes;
	size_t note_count;
	const char *help;                /* NULL: none */
	const struct draftlint_fix *fix; /* NULL: none */
	const char *question;   /* persona, pain, stage, cta, channel; NULL: none of them */
	const char *link;       /* the address of a page about the rule; NULL: there is none */
	const char *suppressed; /* the reason given in the draft, "" when none was given;
	                           NULL: not suppressed */
	bool incomplete;        /* it tells that the draft was not checked in full: status 2 */
	const struct draftlint_known *known;       /* its entry in the baseline; NULL: it is new */
	const struct draftlint_identity *identity; /* what draftlint_fingerprint is made from */
};

/* The name of FINDING that survives edits elsewhere: a SHA-256 in hexadecimal. */
void draftlint_fingerprint(const struct draftlint_finding *finding, char out[65]);

/* One of the questions a draft must answer before it is published. */
struct draftlint_answer {
	const char *question; /* persona, pain, … */
	bool answered;
	const char *problem; /* "missing", "unknown", … when not answered */
};

/* A text with every fix made that was asked for and could be. */
struct draftlint_rewrite {
	const char *before;
	size_t before_len;
	const char *after;
	size_t after_len;
	const struct draftlint_edit *edits; /* of BEFORE, to get AFTER; sorted, apart */
	size_t edit_count;
};

enum draftlint_file_kind {
	DRAFTLINT_DRAFT,        /* a draft that was checked */
	DRAFTLINT_DRAFT_PARTLY, /* a draft that could not be checked in full: status 2 */
	DRAFTLINT_SETTINGS,     /* a configuration or pack file with errors: status 2 */
};

/* Everything found in one file, sorted by place. */
struct draftlint_file {
	enum draftlint_file_kind kind;
	const char *path;
	const struct draftlint_finding *findings; /* suppressed ones included */
	size_t finding_count;
	const struct draftlint_answer *answers; /* in the pack's order; none without a pack */
	size_t answer_count;
	/* Findings that are gone: the others are those of the new text. With
	 * keep_files: that would be gone, and all are those of the text as it is. */
	size_t fixed;
	const struct draftlint_rewrite *rewrite; /* when it was not written to the file; or NULL */
	bool has_baseline; /* there is a baseline; without one nothing is known or new */
};

/* Why files that were found were not checked. */
struct draftlint_skip {
	const char *reason; /* "not matched by include", "ignored by git", … */
	size_t count;
};

struct draftlint_rule_count {
	const char *rule;
	enum draftlint_severity severity;
	size_t count;
	size_t files;
	bool fixable;
};

/* Sums over all checks of a session so far. */
struct draftlint_summary {
	size_t files;      /* drafts met */
	size_t checked;    /* of these, checked in full */
	size_t incomplete; /* not checked in full */
	size_t clean;      /* checked and without a finding */
	size_t errors;
	size_t warnings;
	size_t infos;
	size_t suppressed;
	size_t baselined; /* known from a baseline; in none of the other counts */
	size_t stale;     /* entries of baselines that nothing was found for */
	size_t fixable_safe;
	size_t fixable_unsafe;
	size_t fixed;       /* findings that are gone (or would be) … */
	size_t fixed_files; /* … and in how many drafts that is */
	size_t left;        /* findings that are left then */
	size_t failing;     /* findings at or above the limit of fail-on */
	const struct draftlint_skip *skips;
	size_t skip_count;
	const struct draftlint_rule_count *rules; /* that found something, by name */
	size_t rule_count;
	int status; /* 0, 1 or 2: the exit status of a run that ended here */
};

/* Called on the thread that called draftlint_check_*. Any may be NULL. */
struct draftlint_receiver {
	void *context;
	void (*file)(void *context, const struct draftlint_file *file);
	/* An error that has no place in any file: an unknown rule name … */
	void (*message)(void *context, const char *text);
	/* Now and then while drafts are checked; DONE grows to TOTAL. */
	void (*progress)(void *context, size_t done, size_t total);
	/* What ought to be known, once, but is no error: rules that cannot run … */
	void (*notice)(void *context, const char *text);
};

/* Which of the fixes that findings carry are made. */
enum draftlint_fixing {
	DRAFTLINT_FIX_NONE,
	DRAFTLINT_FIX_SAFE,
	DRAFTLINT_FIX_UNSAFE, /* the safe ones too */
};

/* Texts of configurations and packs that count instead of what is in their files: those
 * that are open in an editor. */
struct draftlint_overlay {
	void *context;
	/* The *SIZE bytes that count for the file at PATH, until the call in which they are
	 * asked for returns; NULL: its own do. */
	const char *(*find)(void *context, const char *path, size_t *size);
};

/* All zero, and max_warnings -1: discover configuration, one thread per processor. */
struct draftlint_options {
	const char *config;        /* this file instead of discovery */
	bool no_config;            /* no configuration file at all */
	const char *pack;          /* a shipped pack's name or a folder; beats configuration */
	const char *const *select; /* only these rules; NULL-terminated; NULL: all */
	const char *const *ignore; /* without these rules; NULL-terminated */
	enum draftlint_severity fail_on; /* DRAFTLINT_OFF: as configured, else error */
	long max_warnings;               /* more warnings than this fail; negative: no limit */
	unsigned jobs;                   /* threads; 0: as many as processors */
	bool staged;               /* only drafts that the next commit changes, as they are in git's
	                              index; configuration and packs are read from the files */
	const char *changed;       /* only drafts that differ from where HEAD and this revision
	                              part, or from HEAD when it is ""; NULL: all drafts */
	const char *baseline;      /* this file, whatever the configuration says; NULL: its own,
	                              or draftlint-baseline.json beside it if there is one */
	bool no_baseline;          /* as if there were none */
	bool deny_stale;           /* stale entries of a baseline fail */
	bool no_ignore;            /* also what git ignores */
	bool force_exclude;        /* named paths are filtered as those that were found */
	bool exit_zero;            /* status 0 where it would be 1 */
	enum draftlint_fixing fix; /* files are given the new text, whole or not at all */
	const struct draftlint_overlay *overlay; /* NULL: files are as they are on the disk */
	bool keep_files; /* fixes are worked out, no file is written; status 1 if one would be */
};

/* OPTIONS and all it points to must outlive the session. Never NULL. */
struct draftlint *draftlint_new(const struct draftlint_options *options);
void draftlint_free(struct draftlint *session);

/*
 * Checks files and folders (folders are searched; "." when COUNT is 0). A named
 * path that does not exist or cannot be read is a finding, and status 2. With
 * options.staged or options.changed: of what git lists in the whole work tree,
 * what is named or lies in a folder that is (all of it when COUNT is 0). While
 * files are fixed, SIGINT, SIGTERM and SIGHUP wait until the file at hand is done.
 */
void draftlint_check_paths(struct draftlint *session, const char *const *paths, size_t count,
                           const struct draftlint_receiver *receiver);

/* Checks text that is not (yet) in a file, as if it stood at PATH. */
void draftlint_check_text(struct draftlint *session, const char *path, const char *bytes,
                          size_t size, const struct draftlint_receiver *receiver);

/* The same with the fixes of FIXING made as far as they can be: the file that RECEIVER
 * is given has the rewrite, and its findings are those that are left. */
void draftlint_fix_text(struct draftlint *session, const char *path, const char *bytes, size_t size,
                        enum draftlint_fixing fixing, const struct draftlint_receiver *receiver);

enum draftlint_baseline_work {
	DRAFTLINT_BASELINE_CREATE = 1, /* from everything that is found; there must be none yet */
	DRAFTLINT_BASELINE_UPDATE,     /* anew for the drafts that are checked */
	DRAFTLINT_BASELINE_PRUNE,      /* without what is not found any more */
};

/* A baseline as it should be from now on. */
struct draftlint_baseline {
	const char *path;  /* of its file */
	const char *bytes; /* what that file should hold */
	size_t size;
	size_t count;   /* of entries */
	size_t drafts;  /* that have some */
	size_t added;   /* entries that were not there … */
	size_t dropped; /* … and that are not there any more */
};

/*
 * Checks PATHS as draftlint_check_paths does, in a session of its own, and hands
 * WRITE each baseline that governs a draft among them, for the caller to store.
 * Entries of other drafts stay, unless they lie in PATHS and are gone. False, and
 * WRITE was not called, when a configuration, a pack or a baseline is wrong.
 */
bool draftlint_baseline_make(
    struct draftlint *session, enum draftlint_baseline_work work, const char *const *paths,
    size_t count, const struct draftlint_receiver *receiver,
    void (*write)(void *context, const struct draftlint_baseline *baseline), void *context);

/* Valid until the next call with the session. */
const struct draftlint_summary *draftlint_summary(const struct draftlint *session);

struct draftlint_rule {
	const char *name;
	enum draftlint_severity severity; /* as configured for the working directory */
	const char *question;             /* NULL: none */
	bool fixable;
	bool of_audit; /* only an audit of a whole library finds it … */
	bool in_pack;  /* … and points into the pack: no comment excuses it */
	const char *summary;
	const char *reason;
	const char *bad; /* examples; NULL: none */
	const char *good;
	const char *path; /* the pack file that declares a prose rule; NULL: built in */
	uint32_t line;
};

/* Every rule that the working directory's configuration (or options.pack) has,
 * sorted by name. False when that cannot be loaded (RECEIVER was told). */
bool draftlint_rules(struct draftlint *session, const struct draftlint_receiver *receiver,
                     void (*rule)(void *context, const struct draftlint_rule *rule), void *context);

/* A rule of a style, and what becomes of it. Its strings live as long as the session. */
struct draftlint_style_rule {
	const char *style;
	const char *name;    /* Style.Rule */
	const char *kind;    /* "existence", …; "" when it has none */
	const char *problem; /* why it does not run; NULL: it runs */
	const char *remark;  /* what it runs without; NULL: nothing */
	const char *path;
	uint32_t line; /* of the problem, or where the rule begins */
};

/* Every rule of the working directory's styles, by style, then name. False when
 * they cannot be loaded (RECEIVER was told). */
bool draftlint_coverage(struct draftlint *session, const struct draftlint_receiver *receiver,
                        void (*rule)(void *context, const struct draftlint_style_rule *rule),
                        void *context);

/*
 * The entry of the pack that REFERENCE ("persona:ada", "cta:start-trial", …)
 * names, as lines of a card: LINE gets a label ("" continues) and its text.
 * False when there is none: RECEIVER's message says so, with the nearest name.
 */
bool draftlint_card(struct draftlint *session, const char *reference,
                    const struct draftlint_receiver *receiver,
                    void (*line)(void *context, const char *label, const char *text),
                    void *context);

/* An entry that draftlint_card knows: "persona:ada" is its kind and its id. */
struct draftlint_entry {
	const char *kind;
	const char *id;
	const char *name; /* as the pack shows it; the id when it gives none */
};

/* Every entry of the pack, kind by kind in the pack's order. False when it cannot
 * be loaded (RECEIVER was told); none without a pack. */
bool draftlint_entries(struct draftlint *session, const struct draftlint_receiver *receiver,
                       void (*entry)(void *context, const struct draftlint_entry *entry),
                       void *context);

/* The packs that came with the program, by name. */
void draftlint_shipped_packs(void (*pack)(void *context, const char *name, const char *folder),
                             void *context);

/* Loads the pack at FOLDER (or a shipped pack's name); errors go to RECEIVER, and so
 * does pack-review-overdue, which does not make the pack unsound. */
bool draftlint_pack_check(struct draftlint *session, const char *folder,
                          const struct draftlint_receiver *receiver);

struct draftlint_pack_test {
	size_t examples;
	size_t failed;
};

/* Runs the pack's examples. What was expected and not found, or found and not
 * expected, goes to RECEIVER as findings of the example file. */
bool draftlint_pack_test(struct draftlint *session, const char *folder,
                         const struct draftlint_receiver *receiver,
                         struct draftlint_pack_test *result);

/* ---- a whole library of content ---- */

/*
 * The facts of many drafts, gathered by checking them or from files that other
 * runs wrote, perhaps on other machines; an audit is a sum over them. All of
 * its drafts are held against one pack: the one that options.pack or the
 * working directory's configuration names, else that of the first draft.
 */
struct draftlint_library;
struct draftlint_audit; /* draftlint_audit.h */

/* SESSION must outlive the library. */
struct draftlint_library *draftlint_library_new(struct draftlint *session);
void draftlint_library_free(struct draftlint_library *library);

/* As draftlint_check_paths, and keeps the facts of each draft. */
void draftlint_library_add_paths(struct draftlint_library *library, const char *const *paths,
                                 size_t count, const struct draftlint_receiver *receiver);

/*
 * Adds the facts in the file at PATH. What a file says of a draft that is there
 * already must be the same, and counts once. False when it cannot be used, in
 * which case RECEIVER was told and nothing of the file counts.
 */
bool draftlint_library_add_facts(struct draftlint_library *library, const char *path,
                                 const struct draftlint_receiver *receiver);

/* Hands out the facts, as draftlint_library_add_facts reads them, in pieces. False when
 * they do not fit together (RECEIVER was told). */
bool draftlint_library_write_facts(struct draftlint_library *library,
                                   const struct draftlint_receiver *receiver,
                                   void (*write)(void *context, const char *bytes, size_t len),
                                   void *context);

struct draftlint_audit_options {
	const char *today; /* "2026-01-31"; NULL: SOURCE_DATE_EPOCH, else the clock */
	const char *since; /* a former audit's JSON file or a git revision; NULL: no comparison */
};

/*
 * Sums up. NULL when there is nothing to sum up or an option is wrong (RECEIVER
 * was told). The result lives as long as the library; its status is the exit
 * status of a run that ends here.
 */
const struct draftlint_audit *draftlint_library_audit(struct draftlint_library *library,
                                                      const struct draftlint_audit_options *options,
                                                      const struct draftlint_receiver *receiver);

struct draftlint_setting {
	const char *key; /* "pack", "rules.pain-not-top", … */
	const char *value;
	const char *path; /* where it was set; NULL: built in or an option */
	uint32_t line;
	uint32_t column;
};

/* The effective settings of the draft at PATH, each with its place. */
bool draftlint_settings_for(struct draftlint *session, const char *path,
                            const struct draftlint_receiver *receiver,
                            void (*setting)(void *context, const struct draftlint_setting *setting),
                            void *context);

/* What another linter's configuration says, as a draftlint.yaml. */
struct draftlint_import {
	const char *source; /* the file that was read */
	const char *path;   /* where the text belongs: beside it */
	const char *bytes;
	size_t size;
	size_t lost; /* settings that have no counterpart: RECEIVER was given warnings */
};

/*
 * Reads Vale's configuration at PATH; NULL: the one in the working directory. What
 * is not taken over goes to RECEIVER as findings of that file. False when it cannot
 * be read or names a folder of styles that is not there: RECEIVER was told. The
 * strings live as long as the session.
 */
bool draftlint_import_vale(struct draftlint *session, const char *path,
                           const struct draftlint_receiver *receiver,
                           struct draftlint_import *import);

/* A folder that holds Markdown, as a guess at what `include` should be. */
struct draftlint_content {
	const char *glob; /* as globs are written: "posts/…" */
	size_t files;
	bool likely; /* it looks like what a team publishes */
};

/* Calls FOLDER for each such folder below the working directory, by path. */
void draftlint_find_content(void (*folder)(void *context, const struct draftlint_content *content),
                            void *context);

/* What a draft is to be for, in any spelling; NULL: to be derived, or left open. */
struct draftlint_wish {
	const char *goal;
	const char *persona;
	const char *stage;
	const char
	    *path; /* where the draft is to stand: whose pack; NULL: the working directory's */
};

/*
 * One thing that a brief says. The sections, in their order: goal, persona,
 * secondary, caution, stage, promise, pain, kind, format, channel, cta, proof,
 * objection, topic, term, surface, kpi, journey, first-route, question.
 */
struct draftlint_brief_item {
	const char *section;
	const char *key; /* of front matter, that takes the id; NULL: none */
	const char *id;  /* NULL: there is only a text */
	const char *name;
	const char *text;  /* what the pack says of it; NULL: nothing */
	const char *words; /* how to say it: of a pain, of a call to action; NULL */
	const char *link;  /* where a call to action leads; NULL */
	const char *why;   /* how it was derived; NULL: it was given, or is no choice */
	long number;       /* rank of a pain, stars of a channel, share of the goal; -1: none */
	bool chosen;       /* given, or nothing else is left */
	const char *path;  /* where the pack says so; NULL */
	uint32_t line;
};

/* Walks the decision tree of the pack and calls ITEM for everything that bears on
 * WISH. False when there is no pack or WISH names what it does not declare: RECEIVER
 * was told. */
bool draftlint_brief(struct draftlint *session, const struct draftlint_wish *wish,
                     const struct draftlint_receiver *receiver,
                     void (*item)(void *context, const struct draftlint_brief_item *item),
                     void *context);

/* How a draft's metadata is written. Static strings. */
struct draftlint_container {
	const char *opening; /* its first line, with the line break */
	const char *closing; /* what ends it */
	const char *field;   /* of one line: "%s" stands for the key, then for the value */
	const char *comment; /* what begins one */
};

/* As the drafts write it that stand around PATH, where a new one is to stand. */
struct draftlint_container draftlint_container_at(const char *path);

/*
 * A JSON Schema (draft-07, UTF-8, on one line) of the front matter that the draft
 * at PATH is to have; PATH NULL: that any draft below the working directory is.
 * Lives as long as the session. NULL when there is no pack, or none that can be
 * loaded: RECEIVER was told.
 */
const char *draftlint_schema(struct draftlint *session, const char *path,
                             const struct draftlint_receiver *receiver);

/* ---- a draft that is being written ---- */

/*
 * A text that was read once, for questions about single places in it, as an editor
 * asks them. Offsets are bytes of the text, 0-based. What a reading hands out lives
 * as long as the reading.
 */
struct draftlint_reading;

/* Reads BYTES (copied) as the draft at PATH. SESSION must outlive the reading. NULL
 * when the configuration or the pack is wrong, or there is none: RECEIVER was told. */
struct draftlint_reading *draftlint_reading_new(struct draftlint *session, const char *path,
                                                const char *bytes, size_t size,
                                                const struct draftlint_receiver *receiver);
void draftlint_reading_free(struct draftlint_reading *reading);

/* A place of the draft that names an entry of the pack (in its metadata, or in the words
 * of the body: a term, a call to action, a pain of its persona), a field, or a rule. */
struct draftlint_mention {
	const char *kind; /* "persona", "pain", …; "field" for a key; "rule" in a comment */
	const char *id;
	struct draftlint_range range;    /* in the text */
	const char *path;                /* the file that declares it; NULL: it is built in */
	struct draftlint_range declared; /* there */
};

/* What stands at OFFSET, or ends there; false when nothing is named. */
bool draftlint_reading_mention(const struct draftlint_reading *reading, size_t offset,
                               struct draftlint_mention *mention);

/* The entry that is named at OFFSET as a card, as draftlint_card does it but without
 * the pages of a journey; of a field what it is for and what the pack has for it. False
 * when none is. */
bool draftlint_reading_card(const struct draftlint_reading *reading, size_t offset,
                            void (*line)(void *context, const char *label, const char *text),
                            void *context);

/* Every rule that checks the draft or could, sorted by name, as draftlint_rules does it
 * but with the severities that hold for the draft's path. */
void draftlint_reading_rules(const struct draftlint_reading *reading,
                             void (*rule)(void *context, const struct draftlint_rule *rule),
                             void *context);

enum draftlint_offer_kind {
	DRAFTLINT_OFFER_VALUE,     /* an entry, behind its key */
	DRAFTLINT_OFFER_KEY,       /* of a field that the draft does not have */
	DRAFTLINT_OFFER_DIRECTIVE, /* the first word of a comment to draftlint */
	DRAFTLINT_OFFER_RULE,      /* a rule's name in one */
};

/* What could be written at a place. */
struct draftlint_offer {
	enum draftlint_offer_kind kind;
	struct draftlint_range range; /* of the text: what it replaces, possibly nothing */
	const char *text;             /* what is to stand there, quoted if it must be */
	const char *id;               /* the entry's, the key, the rule's name */
	const char *name;             /* as people call it; NULL: only by its id */
	const char *about;            /* what it is, or what it does here; NULL: nothing is said */
	const struct draftlint_rule *rule; /* of an offer of a rule, else NULL */
	bool fits;                         /* what the draft says otherwise */
};

/*
 * What could be written at OFFSET, best first, whatever stands there now: in YAML
 * front matter, even where it cannot be read yet; for a value that is there in any
 * other; in comments to draftlint.
 */
void draftlint_reading_offers(struct draftlint_reading *reading, size_t offset,
                              void (*offer)(void *context, const struct draftlint_offer *offer),
                              void *context);

/*
 * What could be written instead of what FINDING, of the text as it was read, stands at,
 * or be given to the field that it misses: entries that fit, best first, each with the
 * edit that does it. Nothing where that is no remedy.
 */
void draftlint_reading_remedies(struct draftlint_reading *reading,
                                const struct draftlint_finding *finding,
                                void (*offer)(void *context, const struct draftlint_offer *offer),
                                void *context);

/*
 * The edit that puts a comment into the draft for which its finding of RULE that begins
 * at OFFSET is excused, there or (WHOLE_FILE) wherever it is found, and nothing else is
 * changed. False when there is no such finding or no place for the comment.
 */
bool draftlint_reading_excuse(struct draftlint_reading *reading, const char *rule, size_t offset,
                              bool whole_file, struct draftlint_edit *edit);

struct draftlint_heading {
	unsigned level; /* 1 to 6 */
	const char *text;
	struct draftlint_range range; /* of the heading … */
	struct draftlint_range whole; /* … with all that stands under it */
};

/* The headings of the body, in their order. */
void draftlint_reading_outline(const struct draftlint_reading *reading,
                               void (*heading)(void *context,
                                               const struct draftlint_heading *heading),
                               void *context);

/* "0.1.0"; and the libraries it runs with, each with its version, into TEXT. */
const char *draftlint_version(void);
void draftlint_libraries(char text[256]);

#endif
