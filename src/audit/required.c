#include "audit/audit.h"

#include "base/arena.h"

static bool covers(const struct facts *facts, const struct entry *required)
{
	for (size_t i = 0; i < facts->covers.count; i++)
		if (facts->covers.items[i] == required)
			return true;
	return false;
}

/* Paths of the pieces that cover REQUIRED: those that count, or the others. */
static struct draftlint_names find(struct audit *audit, const struct entry *required, bool counting)
{
	const char **paths = NULL;
	size_t count = 0;
	size_t capacity = 0;

	for (size_t i = 0; i < audit->count; i++) {
		if (audit_counts(audit, i) != counting || !covers(audit->drafts[i], required))
			continue;
		paths = arena_grow(audit->arena, paths, count, &capacity, sizeof(*paths));
		paths[count++] = audit->drafts[i]->path;
	}
	return (struct draftlint_names){paths, count};
}

/* Pages that stand where the pack would have REQUIRED, published or not. */
static struct draftlint_names find_at_routes(struct audit *audit, const struct entry *required,
                                             bool published)
{
	const struct node *routes = node_get(required->node, "routes");
	const char **paths = NULL;
	size_t count = 0;
	size_t capacity = 0;

	for (const struct node *r = strings_first(routes); r && audit->site;
	     r = strings_next(routes, r)) {
		const char *path;
		enum route_state state =
		    site_state(audit->site, audit->scratch, r->map.text, &path);
		bool known = false;

		for (size_t i = 0; i < count && path; i++)
			known = known || paths[i] == path;
		if (!path || known || (state <= ROUTE_REDIRECT) != published)
			continue;
		paths = arena_grow(audit->arena, paths, count, &capacity, sizeof(*paths));
		paths[count++] = path;
	}
	arena_reset(audit->scratch);
	return (struct draftlint_names){paths, count};
}

void required_fill(struct audit *audit)
{
	const struct taxonomy *all = &audit->pack->required;
	struct draftlint_required *out = arena_array(audit->arena, all->count, sizeof(*out));

	for (size_t i = 0; i < all->count; i++) {
		const struct entry *entry = all->items[i];

		out[i] = (struct draftlint_required){.id = entry->id, .name = entry->name};
		out[i].supply = DRAFTLINT_SUPPLIED;
		out[i].paths = find(audit, entry, true);
		if (out[i].paths.count)
			continue;
		out[i].supply = DRAFTLINT_AT_ROUTE;
		out[i].paths = find_at_routes(audit, entry, true);
		if (out[i].paths.count)
			continue;
		out[i].paths = find(audit, entry, false);
		if (!out[i].paths.count)
			out[i].paths = find_at_routes(audit, entry, false);
		out[i].supply = out[i].paths.count ? DRAFTLINT_UNPUBLISHED : DRAFTLINT_LACKING;
	}
	audit->out.required = out;
	audit->out.required_count = all->count;
}
