/*
 * Reading: a draft's text, parsed and resolved once, for the questions that an
 * editor has about single places in it: what is named here, what could be written
 * here, how is this finding excused. Used on the caller's thread.
 */
#ifndef LINT_READING_H
#define LINT_READING_H

#include <draftlint.h>

#include "lint/plan.h"

struct draftlint_reading {
	struct arena *arena; /* owns the reading, too */
	const char *path;
	const char *relative; /* to the configuration's folder */
	const struct plan *plan;
	const struct pack *pack; /* NULL: only rules that need none */
	const struct source *source;
	const struct draft *draft;
	struct fields fields;
};

/* PLAN is that of the draft at PATH, which its globs see as RELATIVE. */
struct draftlint_reading *reading_new(const struct plan *plan, const char *path,
                                      const char *relative, const char *bytes, size_t size);

/* The kind of what FIELD's values name, as cards and messages call it; NULL: they
 * are free text. */
const char *reading_kind(enum field_id field);

/* Both ends of SPAN in lines and columns. */
struct draftlint_range reading_range(const struct source *source, struct span span);

/* An entry that a place of the draft names. */
struct reading_name {
	const char *kind; /* as reading_kind has it, or "term" */
	const struct entry *entry;
	struct span span;
};

/* What the words of the body at OFFSET name: the longest phrase of a term, of a call to
 * action, of a pain of the draft's persona. */
bool reading_phrase(const struct draftlint_reading *reading, size_t offset,
                    struct reading_name *name);

/* As the functions of draftlint.h with these names. */
bool reading_mention(const struct draftlint_reading *reading, size_t offset,
                     struct draftlint_mention *mention);
bool reading_card(const struct draftlint_reading *reading, size_t offset,
                  void (*line)(void *context, const char *label, const char *text), void *context);
void reading_outline(const struct draftlint_reading *reading,
                     void (*heading)(void *context, const struct draftlint_heading *heading),
                     void *context);
void reading_offers(struct draftlint_reading *reading, size_t offset,
                    void (*offer)(void *context, const struct draftlint_offer *offer),
                    void *context);
void reading_remedies(struct draftlint_reading *reading, const struct draftlint_finding *finding,
                      void (*offer)(void *context, const struct draftlint_offer *offer),
                      void *context);
bool reading_excuse(struct draftlint_reading *reading, const char *rule, size_t offset,
                    bool whole_file, struct draftlint_edit *edit);

/* ---- comments to draftlint ---- */

/* A place in such a comment. */
struct directive_place {
	struct slice word; /* the comment's first, as far as it is there */
	struct span name;  /* what stands at the place: that word, or a rule's name */
	bool names_rule;   /* NAME is behind the word */
};

/* Whether OFFSET is where the first word or a rule's name stands or could stand, in a
 * comment of SOURCE that may not be finished; with METADATA, that begins with "#". */
bool directive_at(const struct source *source, size_t offset, bool metadata,
                  struct directive_place *place);

#endif
