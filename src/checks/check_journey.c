/*
 * Journey: the path of pages that a reader is meant to take.
 *
 * Hunts a journey the pack does not know, a draft that names a journey but
 * does not stand on its path, and one that stands on it without a link to the
 * next page. A wildcard or a section's overview is not the page itself.
 * Whether the pages of a path exist is asked of the whole library, not here.
 */
#include "checks/check.h"

#include "base/arena.h"
#include "rules/routes.h"

enum { JOURNEY_UNKNOWN, JOURNEY_OFF_PATH, JOURNEY_NEXT_STEP_MISSING };

static const struct rule rules[] = {
    [JOURNEY_UNKNOWN] = {"journey-unknown", SEVERITY_ERROR, NULL,
                         "the journey is not one the strategy declares",
                         "A misspelt journey has no path to stand on.", "journey: <misspelt id>",
                         "journey: <id>", true, false},
    [JOURNEY_OFF_PATH] = {"journey-off-path", SEVERITY_WARNING, NULL,
                          "the draft names a journey but does not stand on its path",
                          "The reader of that journey never comes by.",
                          "route: <outside the path>\njourney: <id>",
                          "route: <on the path>\njourney: <id>", false, false},
    [JOURNEY_NEXT_STEP_MISSING] = {"journey-next-step-missing", SEVERITY_WARNING, NULL,
                                   "the next page of the journey is not linked",
                                   "The journey ends where the link to its next page is missing.",
                                   "a page of the path without a link to the next",
                                   "a page of the path that links the next", false, false},
};

/* "/a -> /b -> /c" */
static const char *path_text(struct arena *arena, const struct node *path)
{
	const char *text = "";

	for (const struct node *r = strings_first(path); r; r = strings_next(path, r))
		text = arena_printf(arena, "%s%s`%s`", text, *text ? " -> " : "", r->map.text);
	return text;
}

static bool same_page(const struct check_context *context, const struct node *step,
                      const char *route)
{
	const char *normal = route_normal(context->arena, node_text(step), NULL);

	return normal &&
	       (slice_is(slice_of(normal), route) ||
	        slice_is(slice_of(route_resolve(context->pack, context->arena, normal)), route));
}

static bool links_to(const struct check_context *context, const struct node *step)
{
	const struct document *document = &context->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		struct slice route = check_link_route(context, &document->links[i]);

		if (route.len && check_is_prose(context, document->links[i].block) &&
		    same_page(context, step, route.ptr))
			return true;
	}
	return false;
}

static void check_path(const struct check_context *context, const struct journey *journey,
                       struct place place)
{
	const struct field *route = &context->fields->of[FIELD_ROUTE];
	const struct node *step = strings_first(journey->path);
	const struct node *next;
	struct finding *finding;

	while (step && !same_page(context, step, context->fields->route))
		step = strings_next(journey->path, step);
	if (!step) {
		finding = report_add(
		    context->report, &rules[JOURNEY_OFF_PATH],
		    route->count && !route->is_default ? route->values[0].place : place,
		    "`%s` is not on the path of `%s`", context->fields->route, journey->entry.id);
		finding_note(context->report, finding, journey->entry.place, "the path: %s",
		             path_text(context->report->arena, journey->path));
		return;
	}
	next = strings_next(journey->path, step);
	if (!next || links_to(context, next))
		return;
	finding =
	    report_add(context->report, &rules[JOURNEY_NEXT_STEP_MISSING], place,
	               "no link to `%s`, the next page of `%s`", next->map.text, journey->entry.id);
	finding_note(context->report, finding, journey->entry.place, "the path: %s",
	             path_text(context->report->arena, journey->path));
}

static void run(const struct check_context *context, const void *settings)
{
	const struct field *field = &context->fields->of[FIELD_JOURNEY];

	(void)settings;
	if (context->pack->journeys.count == 0)
		return;
	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];

		if (!value->entry)
			check_report_unknown(context, &rules[JOURNEY_UNKNOWN], value,
			                     &context->pack->journeys);
		else if (context->fields->route && context->draft->complete)
			check_path(context, (const struct journey *)value->entry, value->place);
	}
}

const struct check check_journey = {
    .name = "journey",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .run = run,
};
