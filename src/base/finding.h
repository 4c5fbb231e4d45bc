/*
 * Finding: one thing that is wrong at one place, by one rule, with the notes
 * and the mend that go with it. Drafts, configuration and packs are all
 * reported in this form.
 *
 * A report collects findings in the order they are found, in one arena, by one
 * thread; sorting, de-duplication and suppression come later (lint/suppress.h, lint/seal.h).
 * Messages: lower case, no full stop, identifiers in backticks, no double
 * quotes, say what was expected.
 */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"

struct arena;

enum severity { SEVERITY_OFF, SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

/* What a rule is. Static data of the check that owns it; prose rules of a pack
 * make theirs when the pack is loaded. Strings are never NULL except question. */
struct rule {
	const char *name;       /* kebab-case, unique */
	enum severity severity; /* unless pack or configuration say otherwise */
	const char *question;   /* persona, pain, stage, cta, channel; NULL for none of the five */
	const char *summary;    /* one line: what is reported */
	const char *reason;     /* why it matters to a reader of the draft */
	const char *bad;        /* an example that breaks it … */
	const char *good;       /* … and one that keeps it */
	bool fixable;           /* some of its findings carry a fix */
	bool incomplete;        /* a finding means: the file was not fully checked (exit 2) */
};

/* Bytes of a source. source == NULL: no place. */
struct place {
	const struct source *source;
	struct span span;
};

struct note {
	struct note *next;
	struct place place; /* often a line of the pack; may be absent */
	const char *text;
};

/* Replace the bytes of SPAN, in the finding's own source, by TEXT. */
struct edit {
	struct span span;
	struct slice text;
};

struct fix {
	const char *title;
	bool safe; /* --fix applies it; otherwise only --unsafe-fixes */
	struct edit *edits;
	size_t edit_count;
};

struct finding {
	struct finding *next;
	const struct rule *rule;
	enum severity severity; /* SEVERITY_OFF: as the rule's level says */
	struct place place;
	const char *message;
	struct note *notes;
	struct note *last_note;
	const char *help;
	const char *link; /* the address of a page about its rule; NULL: there is none */
	struct fix *fix;
	bool approximate;          /* the place is the block's, not the exact one */
	const char *suppressed_by; /* the reason given; NULL when not suppressed */
};

struct report {
	struct arena *arena;
	struct finding *first;
	struct finding *last;
	size_t count;
	size_t limit; /* findings beyond it are counted, not kept; 0 = none */
	/* Findings of rules that nobody is shown: kept up to the same limit of their
	 * own, and not counted. NULL: there are none. */
	bool (*is_aside)(void *context, const struct rule *rule);
	void *context;
	size_t aside;
};

struct report report_in(struct arena *arena);

/* A new finding at PLACE; the rest of it can be filled in through the result. */
struct finding *report_add(struct report *report, const struct rule *rule, struct place place,
                           const char *format, ...) __attribute__((format(printf, 4, 5)));

/* A note, at PLACE or with NO_PLACE; FINDING's help; its one fix. */
void finding_note(struct report *report, struct finding *finding, struct place place,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));
void finding_help(struct report *report, struct finding *finding, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A fix that replaces SPAN by TEXT (copied). */
void finding_fix(struct report *report, struct finding *finding, bool safe, struct span span,
                 struct slice text, const char *title_format, ...)
    __attribute__((format(printf, 6, 7)));

#define NO_PLACE                  ((struct place){NULL, {0, 0}})
#define PLACE(source, start, end) ((struct place){(source), {(start), (end)}})

const char *severity_name(enum severity severity); /* off, info, warning, error */

/* "suggestion" is Vale's word for info and is accepted. */
bool severity_parse(struct slice text, enum severity *severity);

#endif
