/*
 * Prose rules: word and pattern rules in Vale's file format, with `when:`.
 *
 * One rule is one file; its name is the file's (`buzzwords.yml`), or
 * `Style.Name` when it belongs to a Vale style. Literals and finite patterns
 * become phrases of the ruleset's table; true regular expressions run on one
 * block at a time. Kinds: existence and substitution; a file of another kind, or
 * with a scope other than text, is reported as not supported.
 *
 * Where this differs from Vale, on purpose: a literal or finite token that
 * begins or ends with punctuation ("C\+\+") needs no word character beyond it;
 * empty matches and matches of nothing but masked code ("***") are dropped; a
 * message has its arguments or nothing, never Go's noise, and quotes around
 * "%s" are not doubled by a list of replacements.
 */
#ifndef RULES_PROSE_H
#define RULES_PROSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/finding.h"
#include "base/node.h"

struct hits;
struct matcher;
struct phrases;

enum prose_kind { PROSE_EXISTENCE, PROSE_SUBSTITUTION };

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
	struct rule rule;   /* name, severity, summary = message, reason = description */
	struct place place; /* the file, at `extends` */
	enum prose_kind kind;
	const struct prose_when *when; /* NULL with when_count 0: always */
	size_t when_count;
	long limit;                    /* findings of one draft; 0: all of them */
	const char *link;              /* NULL when the file has none */
	struct prose_matcher *matcher; /* private to prose.c */
};

/*
 * Reads one rule file (SOURCE) as NAME, adding its phrases to PHRASES (not yet
 * frozen). False when the file is wrong: REPORT holds the findings, by RULE, at
 * the file's own line and column. Unknown keys, wrong types, patterns that do
 * not compile, an unknown `extends` are all errors.
 */
bool prose_load(struct arena *arena, const struct source *source, const char *name,
                struct phrases *phrases, struct report *report, const struct rule *error_rule,
                struct prose_rule *out);

struct prose_match {
	struct span text;         /* in the block's text */
	const char *message;      /* formatted, on one line */
	struct slice replacement; /* ptr NULL when there is no single replacement */
};

struct prose_matches {
	struct prose_match *items;
	size_t count;
	size_t capacity;
	bool aborted; /* a limit was reached: the rule did not see all of the block */
};

/* Adds RULE's matches in block number BLOCK with text TEXT to MATCHES, in text
 * order, without overlaps. HITS hold that draft's phrase hits. Memory: ARENA. */
void prose_find(const struct prose_rule *rule, struct arena *arena, struct slice text,
                uint32_t block, const struct hits *hits, struct matcher *matcher,
                struct prose_matches *matches);

#endif
