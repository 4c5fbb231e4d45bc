#include "rules/pack_loader.h"

#include <stddef.h>

#include "base/arena.h"
#include "rules/phrases.h"

static const struct decode_field kpi_fields[] = {ENTRY_FIELDS(kpi)};

static const struct decode_field journey_fields[] = {
    ENTRY_FIELDS(journey),
    {"goal", DECODE_STRING, offsetof(struct journey, goal), false, NULL},
    UNSTORED("signal", DECODE_STRING),
    {"path", DECODE_STRINGS, offsetof(struct journey, path), true, NULL},
};

static const struct decode_field required_fields[] = {
    ENTRY_FIELDS(required),
    {"tags", DECODE_STRINGS, offsetof(struct required, tags), false, NULL},
    {"avoid", DECODE_STRINGS, offsetof(struct required, avoid), false, NULL},
    UNSTORED("groups", DECODE_STRINGS),
    UNSTORED("routes", DECODE_STRINGS),
    UNSTORED("note", DECODE_STRING),
};

struct raw_route {
	const struct node *files;
	const struct node *route;
};

static const struct decode_field route_fields[] = {
    {"files", DECODE_STRINGS, offsetof(struct raw_route, files), true, NULL},
    {"route", DECODE_STRINGS, offsetof(struct raw_route, route), true, NULL},
};

void pack_read_kpis(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a kpi", kpi_fields);

	pack_read_entries(loader, list, &schema, sizeof(struct kpi), &loader->pack->kpis);
}

static void check_route(struct pack_loader *loader, const struct node *node)
{
	struct slice text = node_text(node);

	if (!text.len || text.ptr[0] != '/')
		decode_error(&loader->decoder, node_value_span(node),
		             "a route begins with `/`, not `%.*s`", SLICE_ARG(text));
}

void pack_read_journeys(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a journey", journey_fields);

	pack_read_entries(loader, list, &schema, sizeof(struct journey), &loader->pack->journeys);
}

void pack_read_required(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema =
	    DECODE_SCHEMA("required content", required_fields);

	pack_read_entries(loader, list, &schema, sizeof(struct required), &loader->pack->required);
}

void pack_read_steps(struct pack_loader *loader, const struct node *strings)
{
	pack_check_globs(loader, strings);
	loader->pack->steps = strings;
	loader->pack->steps_place = (struct place){loader->decoder.source, strings->key_span};
}

void pack_read_routes(struct pack_loader *loader, const struct node *list)
{
	static const struct decode_schema schema = DECODE_SCHEMA("a route", route_fields);
	struct pack *pack = loader->pack;

	pack->routes = arena_array(loader->decoder.arena, list->count, sizeof(*pack->routes));
	for (const struct node *item = list->first; item; item = item->next) {
		struct raw_route raw = {0};

		if (!decode(&loader->decoder, item, &schema, &raw))
			continue;
		pack_check_globs(loader, raw.files);
		check_route(loader, strings_first(raw.route));
		pack->routes[pack->route_count++] = (struct route_rule){
		    node_text(strings_first(raw.files)), node_text(strings_first(raw.route))};
	}
}

void pack_read_site(struct pack_loader *loader, const struct node *node)
{
	struct slice text = node_text(node);

	if (!slice_starts(text, "https://") && !slice_starts(text, "http://"))
		decode_error(&loader->decoder, node_value_span(node),
		             "`site` must be an address like `https://example.org`");
	while (text.len && text.ptr[text.len - 1] == '/')
		text.len--;
	loader->pack->site = arena_copy(loader->decoder.arena, text.ptr, text.len);
}

void pack_read_pages(struct pack_loader *loader, const struct node *strings)
{
	for (const struct node *p = strings_first(strings); p; p = strings_next(strings, p)) {
		check_route(loader, p);
		if (slice_find(node_text(p), "*", 0) < node_text(p).len)
			decode_error(&loader->decoder, node_value_span(p),
			             "a wildcard is no page: name the route");
	}
	loader->pack->pages = strings;
}

void pack_read_redirects(struct pack_loader *loader, const struct node *map)
{
	for (const struct node *item = map->first; item; item = item->next)
		check_route(loader, item);
	loader->pack->redirects = map;
}

void pack_read_retired(struct pack_loader *loader, const struct node *strings)
{
	pack_check_globs(loader, strings);
	loader->pack->retired = strings;
}

void pack_link_site(struct pack_loader *loader)
{
	struct pack *pack = loader->pack;

	for (size_t i = 0; i < pack->journeys.count; i++) {
		const struct journey *journey =
		    (const struct journey *)pack_entry_at(loader, &pack->journeys, i);

		for (const struct node *r = strings_first(journey->path); r;
		     r = strings_next(journey->path, r))
			check_route(loader, r);
	}
	for (size_t i = 0; i < pack->required.count; i++) {
		struct required *required =
		    (struct required *)pack_entry_at(loader, &pack->required, i);
		const struct node *groups = node_get(required->entry.node, "groups");
		const struct node *routes = node_get(required->entry.node, "routes");

		for (const struct node *r = strings_first(routes); r; r = strings_next(routes, r))
			check_route(loader, r);
		required->list = pack_phrase_list(loader, required->avoid, 0);
		if (!groups)
			continue;
		required->groups = pack_reference_set(loader, &pack->groups, groups);
		required->groups_place = (struct place){loader->decoder.source, groups->key_span};
	}
}
