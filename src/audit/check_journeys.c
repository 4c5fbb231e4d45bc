/*
 * Journeys: steps of a path through the site at which no reader arrives.
 *
 * Whether a page links to the next is asked of the page (journey-next-step-missing).
 * Nothing is said while no draft has a route.
 */
#include "audit/audit.h"

enum { JOURNEY_ROUTE_MISSING };

static const struct rule rules[] = {
    [JOURNEY_ROUTE_MISSING] = {"journey-route-missing", SEVERITY_WARNING, NULL,
                               "no page is served at a step of a journey",
                               "The reader who is led there ends at an error page.",
                               "path: [/start, /not-written-yet]", "path: [/start, /next]", false,
                               false},
};

static void check_step(struct audit *audit, const struct journey *journey, const struct node *node,
                       const struct draftlint_step *step)
{
	struct place place = {journey->entry.place.source, node_value_span(node)};
	struct report *report = &audit->report;
	const char *path = step->path ? step->path : "";
	const char *namesake;
	struct finding *finding;

	switch (step->state) {
	case DRAFTLINT_STEP_SERVED:
	case DRAFTLINT_STEP_REDIRECT:
		return;
	case DRAFTLINT_STEP_DRAFT:
		report_add(report, &rules[JOURNEY_ROUTE_MISSING], place,
		           "the page at `%s` is not published: %s", step->route, path);
		return;
	case DRAFTLINT_STEP_RETIRED:
		report_add(report, &rules[JOURNEY_ROUTE_MISSING], place,
		           "`%s` is retired, and a step of `%s`", step->route, journey->entry.id);
		return;
	case DRAFTLINT_STEP_MISSING:
		finding = report_add(report, &rules[JOURNEY_ROUTE_MISSING], place,
		                     "no page serves `%s`", step->route);
		namesake = site_namesake(audit->site, step->route);
		if (namesake)
			finding_help(report, finding,
			             "`%s` is served: redirect to it, or lead there", namesake);
	}
}

static void run(struct audit *audit)
{
	for (size_t i = 0; i < audit->out.journey_count; i++) {
		const struct journey *journey =
		    (const struct journey *)audit->pack->journeys.items[i];
		const struct draftlint_step *step = audit->out.journeys[i].steps;

		for (const struct node *s = strings_first(journey->path); s;
		     s = strings_next(journey->path, s))
			check_step(audit, journey, s, step++);
	}
}

const struct library_check library_check_journeys = {
    .name = "journeys",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
