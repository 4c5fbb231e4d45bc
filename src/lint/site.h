/*
 * Site: the routes that a tree of drafts serves, for questions no single draft
 * can answer: does the page exist that a journey leads to?
 */
#ifndef LINT_SITE_H
#define LINT_SITE_H

#include "lint/session.h"

enum route_state {
	ROUTE_SERVED,   /* a draft stands there */
	ROUTE_REDIRECT, /* it leads to one that does */
	ROUTE_DRAFT,    /* the draft that stands there is not published */
	ROUTE_RETIRED,  /* the pack says it is gone */
	ROUTE_MISSING,
};

struct site;

/* A site without pages, by PACK, in ARENA. */
struct site *site_new(struct arena *arena, const struct pack *pack);

/* The draft at PATH serves ROUTE (or will: DRAFT). Both must outlive the site; of
 * two drafts at one route the first counts. Done when site_sort is called. */
void site_add(struct site *site, const char *route, const char *path, bool draft);
void site_sort(struct site *site);

/* What stands at ROUTE; *PATH is the draft's, or NULL. SCRATCH is for the asking. */
enum route_state site_state(const struct site *site, struct arena *scratch, const char *route,
                            const char **path);

/* A page that is served under the same last name as ROUTE, elsewhere: what may have
 * been meant. NULL: there is none, or more than one. */
const char *site_namesake(struct site *site, const char *route);

/* How many drafts have a route. */
size_t site_size(const struct site *site);

/* Calls LINE for each step of the journey that REFERENCE ("journey:ID") names, with the page
 * that serves it, or none; for no other reference, and where no configuration says which
 * files make up the site. The text lives in the session's arena. */
void site_print_steps(struct session *session, const struct pack *pack, const char *reference,
                      void (*line)(void *context, const char *label, const char *text),
                      void *context);

#endif
