#include "audit/audit.h"

#include <string.h>

#include "base/arena.h"
#include "rules/routes.h"

_Static_assert((int)DRAFTLINT_STEP_MISSING == (int)ROUTE_MISSING &&
                   (int)DRAFTLINT_STEP_DRAFT == (int)ROUTE_DRAFT,
               "states of routes are the same inside and outside");

/* ROUTE as the site knows it, its redirects followed; NULL when it is none. */
static const char *resolve(struct audit *audit, const char *route)
{
	const char *normal = route_normal(audit->scratch, slice_of(route), NULL);

	return normal ? route_resolve(audit->pack, audit->scratch, normal) : NULL;
}

static bool links_to(struct audit *audit, const struct facts *facts, const char *route)
{
	const char *wanted = resolve(audit, route);

	for (size_t i = 0; i < facts->link_count && wanted; i++) {
		const char *to =
		    facts->links[i].to[0] == '/' ? resolve(audit, facts->links[i].to) : NULL;

		if (to && strcmp(to, wanted) == 0)
			return true;
	}
	return false;
}

static void fill_steps(struct audit *audit, const struct journey *journey,
                       struct draftlint_journey *out)
{
	const struct node *path = journey->path;
	size_t most = path->kind == NODE_LIST ? path->count : 1;
	struct draftlint_step *steps = arena_array(audit->arena, most, sizeof(*steps));

	for (const struct node *s = strings_first(path); s; s = strings_next(path, s)) {
		struct draftlint_step *step = &steps[out->step_count++];
		const struct node *next = strings_next(path, s);
		size_t piece;

		step->route = s->map.text;
		step->state = (enum draftlint_step_state)site_state(audit->site, audit->scratch,
		                                                    step->route, &step->path);
		piece = step->path ? audit_find(audit, step->path) : audit->count;
		if (next && piece < audit->count)
			step->next = links_to(audit, audit->drafts[piece], next->map.text)
			                 ? DRAFTLINT_LINK_THERE
			                 : DRAFTLINT_LINK_LACKING;
		out->gaps += step->state > DRAFTLINT_STEP_REDIRECT;
		out->gaps += step->next == DRAFTLINT_LINK_LACKING;
		arena_reset(audit->scratch);
	}
	out->steps = steps;
}

static bool is_on_path(struct audit *audit, const struct journey *journey, const char *route)
{
	for (const struct node *s = strings_first(journey->path); s;
	     s = strings_next(journey->path, s)) {
		const char *step = resolve(audit, s->map.text);

		if (slice_is(node_text(s), route) || (step && strcmp(step, route) == 0))
			return true;
	}
	return false;
}

static void find_off_path(struct audit *audit, const struct journey *journey,
                          struct draftlint_names *out)
{
	const char **paths = NULL;
	size_t capacity = 0;

	for (size_t i = 0; i < audit->count; i++) {
		const struct facts *facts = audit->drafts[i];

		for (size_t j = 0; j < facts->journeys.count; j++) {
			if (facts->journeys.items[j] != &journey->entry || !facts->route ||
			    is_on_path(audit, journey, facts->route))
				continue;
			paths =
			    arena_grow(audit->arena, paths, out->count, &capacity, sizeof(*paths));
			paths[out->count++] = facts->path;
		}
		arena_reset(audit->scratch);
	}
	out->items = paths;
}

void journeys_fill(struct audit *audit)
{
	const struct taxonomy *all = &audit->pack->journeys;
	struct draftlint_journey *journeys =
	    arena_array(audit->arena, all->count, sizeof(*journeys));

	/* Without routes nobody knows where the pages stand. */
	for (size_t i = 0; i < all->count && audit->site; i++) {
		const struct journey *journey = (const struct journey *)all->items[i];
		struct draftlint_journey *out = &journeys[audit->out.journey_count++];

		out->id = journey->entry.id;
		out->name = journey->entry.name;
		out->goal = journey->goal;
		fill_steps(audit, journey, out);
		find_off_path(audit, journey, &out->off_path);
	}
	audit->out.journeys = journeys;
}
