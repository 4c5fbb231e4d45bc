/*
 * What the two halves of a brief share: brief.c says whom it is for and how that
 * follows, brief_offer.c what suits that reader there.
 */
#ifndef LINT_BRIEF_WRITER_H
#define LINT_BRIEF_WRITER_H

#include <draftlint.h>

#include "lint/plan.h"

struct brief {
	struct arena *arena;
	const struct plan *plan;
	const struct pack *pack;
	void (*item)(void *context, const struct draftlint_brief_item *item);
	void *context;
	const struct goal *goal; /* NULL: open */
	const struct persona *persona;
	const struct stage *stage;
	const char *goal_why; /* how it was derived; NULL: it was given */
	const char *persona_why;
	const char *stage_why;
	struct place goal_place; /* … and where the pack says so */
	struct place persona_place;
};

/* An item of SECTION for ENTRY; its id goes behind the key of FIELD (FIELD_COUNT:
 * behind none). */
struct draftlint_brief_item brief_item(const struct brief *brief, const char *section,
                                       enum field_id field, const struct entry *entry);

/* Hands over ITEM, or one that has only a text (ID may be NULL), declared at PLACE. */
void brief_add(const struct brief *brief, struct draftlint_brief_item item, struct place place);
void brief_add_text(const struct brief *brief, const char *section, const char *id,
                    const char *text, struct place place);

/* "FIRST; SECOND"; either may be NULL. */
const char *brief_join(struct arena *arena, const char *first, const char *second);

/* What suits the persona, which must be known, at the stage, if that is. */
void brief_add_offers(const struct brief *brief);

/* What the site has for the stage, which must be known. */
void brief_add_site(const struct brief *brief);

#endif
