/*
 * Routes: where a draft stands on the site, and what a link leads to.
 *
 * A route is a path that begins with "/" and does not end in one (but for the
 * root): "/docs/guides". A draft's route is what it says itself, else what the
 * pack's `routes:` make of its path. In a route rule, {path} is the file's path
 * below the glob's fixed folder without extension, {name} the file's name and
 * {slug} that name without a date before it, or the draft's `slug`. `index` and
 * `_index` files stand for their folder.
 */
#ifndef RULES_ROUTES_H
#define RULES_ROUTES_H

#include <stdbool.h>

#include "base/node.h"
#include "rules/fields.h"

struct arena;
struct pack;

/* The draft's route in ARENA, or NULL. FIELDS' own route comes first. */
const char *route_of_draft(struct arena *arena, const struct pack *pack,
                           const struct fields *fields, const struct node *metadata,
                           const char *relative);

/* TEXT (a path, perhaps with query, fragment and extension, perhaps relative to
 * the page at FROM, which may be NULL) as a route in ARENA; NULL when it is none. */
const char *route_normal(struct arena *arena, struct slice text, const char *from);

/* DESTINATION without the address of PACK's own site, if it begins with it. */
struct slice route_own(const struct pack *pack, struct slice destination);

/* Where ROUTE leads by the pack's redirects; ROUTE itself when it has none. */
const char *route_resolve(const struct pack *pack, struct arena *arena, const char *route);

/* Whether ROUTE is one of GLOBS (text or a list of text). */
bool route_matches(const struct node *globs, const char *route);

#endif
