#include "audit/audit.h"

#include <string.h>

#include "audit/audit_rules.h"
#include "base/arena.h"

static void build_site(struct audit *audit)
{
	struct site *site = site_new(audit->arena, audit->pack);

	for (size_t i = 0; i < audit->count; i++)
		if (audit->drafts[i]->route)
			site_add(site, audit->drafts[i]->route, audit->drafts[i]->path,
			         audit->drafts[i]->draft);
	site_sort(site);
	if (site_size(site))
		audit->site = site;
}

/* What LINK leads to, and the piece that stands there (count: none). */
static enum route_state follow(struct audit *audit, const struct facts_link *link, size_t *piece)
{
	const char *path = NULL;
	enum route_state state;

	*piece = audit->count;
	if (link->to[0] != '/') {
		*piece = audit_find(audit, link->to);
		if (*piece < audit->count)
			return audit->pieces[*piece].published ? ROUTE_SERVED : ROUTE_DRAFT;
		return link->there ? ROUTE_SERVED : ROUTE_MISSING;
	}
	/* Where no draft has a route, the routes of the site are not known. */
	if (!audit->site)
		return ROUTE_SERVED;
	if (link->there)
		return ROUTE_SERVED;
	state = site_state(audit->site, audit->scratch, link->to, &path);
	if (path)
		*piece = audit_find(audit, path);
	return state;
}

static void add_dead(struct audit *audit, size_t piece, const struct facts_link *link,
                     enum route_state state)
{
	struct draftlint_audit *out = &audit->out;

	if (link->excused || audit_is_excused(audit->drafts[piece], rule_link_broken))
		return;
	audit->pieces[piece].dead_links++;
	audit->dead_links = arena_grow(audit->arena, audit->dead_links, out->dead_link_count,
	                               &audit->dead_link_capacity, sizeof(*audit->dead_links));
	audit->dead_links[out->dead_link_count++] = (struct draftlint_dead_link){
	    .path = audit->pieces[piece].path,
	    .line = (uint32_t)link->place.line,
	    .column = (uint32_t)link->place.column,
	    .to = link->to,
	    .state = (enum draftlint_step_state)state,
	};
}

bool audit_link_is_dead(struct audit *audit, const struct facts_link *link, enum route_state *state)
{
	size_t piece;

	*state = follow(audit, link, &piece);
	return *state != ROUTE_SERVED && *state != ROUTE_REDIRECT;
}

static void follow_links(struct audit *audit, size_t i)
{
	const struct facts *facts = audit->drafts[i];

	for (size_t l = 0; l < facts->link_count; l++) {
		size_t piece;
		enum route_state state = follow(audit, &facts->links[l], &piece);

		if (state != ROUTE_SERVED && state != ROUTE_REDIRECT)
			add_dead(audit, i, &facts->links[l], state);
		else if (piece < audit->count && piece != i)
			audit->pieces[piece].inbound++;
	}
	arena_reset(audit->scratch);
}

static bool is_made(const struct pack *pack, struct slice route)
{
	for (const struct node *p = strings_first(pack->pages); p; p = strings_next(pack->pages, p))
		if (slice_equal(node_text(p), route))
			return true;
	return false;
}

/* The page above, when the site makes it itself: then it is a list of what is below. */
static bool is_listed(const struct pack *pack, const char *route)
{
	size_t len = (size_t)(strrchr(route, '/') - route);

	return len > 0 && is_made(pack, slice_from(route, len));
}

static bool is_orphan(const struct audit *audit, size_t i)
{
	const struct draftlint_piece *piece = &audit->pieces[i];

	return audit_counts(audit, i) && !audit_is_excused(audit->drafts[i], rule_orphan_page) &&
	       piece->route && piece->inbound == 0 && strcmp(piece->route, "/") != 0 &&
	       !is_made(audit->pack, slice_of(piece->route)) &&
	       !is_listed(audit->pack, piece->route);
}

/* The first thing that is to be done about PIECE. */
static const char *advise(const struct draftlint_piece *piece)
{
	if (!piece->complete)
		return "check";
	if (!piece->published)
		return "finish";
	if (piece->errors || piece->dead_links || piece->answered < piece->answer_count)
		return "mend";
	if (piece->stale || piece->review_due)
		return "update";
	return piece->orphan ? "link" : "keep";
}

void links_fill(struct audit *audit)
{
	build_site(audit);
	for (size_t i = 0; i < audit->count; i++)
		if (audit_counts(audit, i))
			follow_links(audit, i);
	for (size_t i = 0; i < audit->count; i++) {
		audit->pieces[i].orphan = is_orphan(audit, i);
		audit->pieces[i].advice = advise(&audit->pieces[i]);
		audit->out.orphans += audit->pieces[i].orphan;
	}
	audit->out.dead_links = audit->dead_links;
}
