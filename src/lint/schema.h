/*
 * Schema: what a pack asks of front matter, as a JSON Schema (draft-07) for YAML
 * language servers and the forms of content management systems.
 *
 * What draftlint takes validates, and what it reports as unknown, missing or of
 * the wrong shape does not; man/draftlint.1 names the few places where the schema
 * is narrower.
 */
#ifndef LINT_SCHEMA_H
#define LINT_SCHEMA_H

#include "lint/plan.h"

/*
 * The document on one line, in ARENA, of PLAN, whose ruleset must have a pack.
 * RELATIVE is the path as PLAN's globs see it; NULL: of any draft.
 */
const char *schema_text(struct arena *arena, const struct plan *plan, const char *relative);

#endif
