#include "lint/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/paths.h"
#include "parse/draft.h"
#include "rules/routes.h"

struct page {
	const char *route;
	const char *path;
	bool draft;
	size_t order; /* in which it was added */
};

struct site {
	struct arena *arena;
	const struct pack *pack;
	struct page *pages;
	size_t count;
	size_t capacity;
	const struct page **named; /* by the last name of their routes; NULL: not asked yet */
};

/* `draft: true` in the metadata, in whichever container. */
static bool is_draft(const struct fields *fields)
{
	const struct node *node = fields->of[FIELD_DRAFT].node;
	bool draft = false;

	return node && node_bool(node, &draft) && draft;
}

struct site *site_new(struct arena *arena, const struct pack *pack)
{
	struct site *site = arena_alloc(arena, sizeof(*site));

	site->arena = arena;
	site->pack = pack;
	return site;
}

void site_add(struct site *site, const char *route, const char *path, bool draft)
{
	site->pages = arena_grow(site->arena, site->pages, site->count, &site->capacity,
	                         sizeof(*site->pages));
	site->pages[site->count] = (struct page){route, path, draft, site->count};
	site->count++;
}

static int by_route(const void *a, const void *b)
{
	const struct page *x = a;
	const struct page *y = b;
	int order = strcmp(x->route, y->route);

	return order ? order : x->order < y->order ? -1 : 1;
}

void site_sort(struct site *site)
{
	if (site->count)
		qsort(site->pages, site->count, sizeof(*site->pages), by_route);
}

static void add_page(struct site *site, struct arena *scratch, const char *path,
                     const char *relative, const struct plan *plan)
{
	struct problems problems = {.arena = scratch};
	struct comments comments = {0};
	struct draft draft = {.arena = scratch};
	struct source *source;
	struct fields fields;

	if (source_read(scratch, path, path, SOURCE_LIMIT, false, &source) != SOURCE_OK)
		return;
	draft.source = source;
	metadata_read(scratch, source, site->pack && site->pack->plain_lines, &draft.metadata,
	              &problems, &comments);
	fields_resolve(scratch, &draft, site->pack, &plan->fields, relative, &fields);
	if (fields.route)
		site_add(site, arena_strdup(site->arena, fields.route),
		         arena_strdup(site->arena, path), is_draft(&fields));
}

/*
 * Reads the metadata of every draft below the working directory that its
 * configurations include and that is held against PACK. The site lives in ARENA.
 */
static struct site *read_site(struct arena *arena, struct session *session, const struct pack *pack)
{
	struct site *site = site_new(arena, pack);
	struct arena *listing = arena_new();
	struct arena *scratch = arena_new();
	struct paths paths = {.arena = listing};

	paths_add(&paths, ".");
	paths_sort(&paths);
	for (size_t i = 0; i < paths.count; i++) {
		const struct path *path = &paths.items[i];
		const struct config *config;
		const struct plan *plan;
		const char *relative;
		const char *why;
		bool failed;

		config = session_config(session, path->path, &relative, &failed);
		if (path->skip || path->error || failed || !config_includes(config, relative, &why))
			continue;
		plan = session_plan(session, path->path, &relative);
		if (plan && pack_same(plan->ruleset->pack, pack))
			add_page(site, scratch, path->path, relative, plan);
		arena_reset(scratch);
	}
	site_sort(site);
	arena_free(scratch);
	arena_free(listing);
	return site;
}

static const struct page *page_at(const struct site *site, const char *route)
{
	size_t low = 0;
	size_t high = site->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(site->pages[middle].route, route) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < site->count && strcmp(site->pages[low].route, route) == 0 ? &site->pages[low]
	                                                                       : NULL;
}

/* Whether ROUTE is one of the pages that the site makes itself. */
static bool is_made(const struct site *site, const char *route)
{
	const struct node *pages = site->pack->pages;

	for (const struct node *p = strings_first(pages); p; p = strings_next(pages, p))
		if (slice_is(node_text(p), route))
			return true;
	return false;
}

enum route_state site_state(const struct site *site, struct arena *scratch, const char *route,
                            const char **path)
{
	const char *normal = route_normal(scratch, slice_of(route), NULL);
	const struct page *page = normal ? page_at(site, normal) : NULL;
	const char *target;

	*path = page ? page->path : NULL;
	/* What is hidden for now may well lie in the tree. */
	if (page && route_matches(site->pack->retired, normal))
		return ROUTE_RETIRED;
	if (page)
		return page->draft ? ROUTE_DRAFT : ROUTE_SERVED;
	if (!normal)
		return ROUTE_MISSING;
	if (is_made(site, normal))
		return ROUTE_SERVED;
	target = route_resolve(site->pack, scratch, normal);
	if (is_made(site, target))
		return ROUTE_REDIRECT;
	page = strcmp(target, normal) == 0 ? NULL : page_at(site, target);
	if (page) {
		*path = page->path;
		return page->draft ? ROUTE_DRAFT : ROUTE_REDIRECT;
	}
	return route_matches(site->pack->retired, normal) ? ROUTE_RETIRED : ROUTE_MISSING;
}

static const char *last_name(const char *route)
{
	const char *slash = strrchr(route, '/');

	return slash ? slash + 1 : route;
}

static int by_name(const void *a, const void *b)
{
	const struct page *x = *(const struct page *const *)a;
	const struct page *y = *(const struct page *const *)b;
	int order = strcmp(last_name(x->route), last_name(y->route));

	return order ? order : strcmp(x->route, y->route);
}

static void index_names(struct site *site)
{
	site->named = arena_array(site->arena, site->count, sizeof(*site->named));
	for (size_t i = 0; i < site->count; i++)
		site->named[i] = &site->pages[i];
	if (site->count)
		qsort(site->named, site->count, sizeof(*site->named), by_name);
}

const char *site_namesake(struct site *site, const char *route)
{
	const char *name = last_name(route);
	const char *found = NULL;
	size_t low = 0;
	size_t high = site->count;

	if (!site->named)
		index_names(site);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(last_name(site->named[middle]->route), name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; *name && low < site->count; low++) {
		const struct page *page = site->named[low];

		if (strcmp(last_name(page->route), name) != 0)
			break;
		if (page->draft || strcmp(page->route, route) == 0 ||
		    route_matches(site->pack->retired, page->route))
			continue;
		if (found && strcmp(found, page->route) != 0)
			return NULL;
		found = page->route;
	}
	return found;
}

static const char *state_name(enum route_state state)
{
	static const char *const names[] = {"served", "redirect", "draft", "retired", "missing"};

	return names[state];
}

size_t site_size(const struct site *site)
{
	return site->count;
}

void site_print_steps(struct session *session, const struct pack *pack, const char *reference,
                      void (*line)(void *context, const char *label, const char *text),
                      void *context)
{
	struct arena *arena = session->arena;
	const struct journey *journey;
	const char *label = "pages here";
	struct slice rest = slice_of(reference);
	const char *relative;
	struct site *site;
	struct slice what;
	bool failed;

	slice_split(&rest, ':', &what);
	/* Without a configuration nobody has said which files make up the site. */
	if (!slice_is(what, "journey") || !session_config(session, CONFIG_NAME, &relative, &failed))
		return;
	journey = (const struct journey *)taxonomy_find(&pack->journeys, rest);
	site = journey ? read_site(arena, session, pack) : NULL;
	if (!site || site_size(site) == 0)
		return;
	for (const struct node *step = strings_first(journey->path); step;
	     step = strings_next(journey->path, step)) {
		const char *path;
		enum route_state state = site_state(site, arena, step->map.text, &path);

		line(context, label,
		     arena_printf(arena, "%s: %s%s%s", step->map.text, state_name(state),
		                  path ? ", " : "", path ? path : ""));
		label = "";
	}
}
