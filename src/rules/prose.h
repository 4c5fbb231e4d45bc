/*
 * Prose rules: word and pattern rules in Vale's file format, with `when:`.
 *
 * One rule is one file; its name is the file's (`buzzwords.yml`), or
 * `Style.Name` when it belongs to a style (rules/style.h). Literals and finite
 * patterns become phrases of the ruleset's table; true regular expressions run
 * on one text at a time. Of scripts those that only search run, sequences do not;
 * draftlint-styles(5) lists where this differs from Vale, on purpose.
 *
 * A rule is immutable once loaded and shared by all threads.
 */
#ifndef RULES_PROSE_H
#define RULES_PROSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/finding.h"
#include "base/node.h"
#include "rules/prose_view.h"

struct hits;
struct matcher;
struct phrases;

/* One alternative of `when:`; every condition that is not NULL must hold. The
 * nodes are a scalar or a list of scalars (checked); the pack resolves them. */
struct prose_when {
	const struct node *persona;   /* the draft's primary persona is one of these */
	const struct node *secondary; /* one of its secondary personas is one of these */
	const struct node *stage;
	const struct node *channel;
	const struct node *format;
	enum severity severity; /* when this alternative is the first to hold; OFF: the rule's */
};

struct prose_rule {
	struct rule rule;              /* name, severity, summary = message, reason = description */
	struct place place;            /* the file, at `extends` */
	const char *kind;              /* `extends`, as it is written; "" when there is none */
	const struct prose_when *when; /* NULL with when_count 0: always */
	size_t when_count;
	long limit;                    /* findings of one draft; 0: all of them */
	const char *link;              /* the address of a page about it; NULL: there is none */
	const char *see;               /* "see LINK"; NULL without it */
	const char *declared;          /* "`name` is declared here" */
	const char *remark;            /* what it runs without; NULL: nothing */
	const char *problem;           /* PROSE_UNSUPPORTED: why it cannot run … */
	struct span problem_span;      /* … and where that is said */
	struct prose_matcher *matcher; /* private to the prose_*.c */
};

/* What a rule file is loaded with. */
struct prose_setting {
	struct phrases *phrases;    /* its phrases are added here; not yet frozen */
	const struct slice *accept; /* the vocabulary's terms: exceptions of every rule … */
	size_t accept_count;
	const char *folder; /* … and where a style's own files are looked for; NULL: a pack */
};

enum prose_loaded {
	PROSE_BROKEN,      /* the file is wrong: the report says where */
	PROSE_UNSUPPORTED, /* it is Vale's, but cannot run here: rule->problem says why */
	PROSE_LOADED,
};

/*
 * Reads one rule file (SOURCE) as NAME. REPORT holds what is wrong, by RULE, at
 * the file's own line and column. Unknown keys, wrong types, patterns that do
 * not compile, an unknown `extends` are all errors.
 */
enum prose_loaded prose_load(struct arena *arena, const struct source *source, const char *name,
                             const struct prose_setting *setting, struct report *report,
                             const struct rule *error_rule, struct prose_rule *out);

struct prose_match {
	const struct prose_text *text;
	struct span span;         /* in the text; empty: what is said of all of it */
	const char *message;      /* formatted, on one line */
	struct slice replacement; /* ptr NULL when there is no single replacement */
	bool safe;                /* the replacement only spells the same anew */
	const char *help;         /* what may be meant; NULL: nothing */
};

/* A rule at work on one draft. Memory: the arena. */
struct prose_run {
	struct arena *arena;
	struct prose_view *view;
	const struct hits *hits; /* of the view's blocks */
	struct matcher *matcher;
	struct prose_match *items;
	size_t count;
	size_t capacity;
	bool overlapping;                 /* its texts may be parts of each other */
	const struct prose_text *aborted; /* a limit was reached here, and the rule ended */
	struct prose_state *state;        /* what a rule remembers from text to text */
};

/* Adds RULE's matches in the draft to RUN, in the order of its texts, without
 * overlaps in one text. */
void prose_find(const struct prose_rule *rule, struct prose_run *run);

/* The same in one text alone, whatever the rule's scope. */
void prose_find_in(const struct prose_rule *rule, struct prose_run *run,
                   const struct prose_text *text);

#endif
