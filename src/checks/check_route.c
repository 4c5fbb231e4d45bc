/*
 * Route: where a page stands on the site, and where it sends its reader next.
 *
 * Hunts pages outside the surfaces of their stage, first pages that never link
 * the persona's own first route, pages that end without a concrete next step,
 * and links to the default call to action's page under another name. Which
 * stages are "first" is the pack's setting (first-route-missing: {stages: […]}).
 * It knows a page's route by the pack's `routes:` and the draft's own word.
 */
#include "checks/check.h"
#include "checks/mend.h"

#include "base/arena.h"
#include "rules/routes.h"

enum { STAGE_SURFACE_MISMATCH, FIRST_ROUTE_MISSING, NEXT_STEP_MISSING, CTA_LABEL_DRIFT };

static const struct rule rules[] = {
    [STAGE_SURFACE_MISMATCH] = {"stage-surface-mismatch", SEVERITY_WARNING, "stage",
                                "the page stands outside the surfaces of its stage",
                                "Readers of a stage look for it in certain parts of the site.",
                                "stage: <first>, on a page of the reference",
                                "stage: <first>, on a page made for it", false, false},
    [FIRST_ROUTE_MISSING] = {"first-route-missing", SEVERITY_INFO, "persona",
                             "an early page never links the persona's first route",
                             "The strategy gives each reader a place to begin: a page that does "
                             "not lead there leaves them to search.",
                             "an early page without that link", "an early page that links it",
                             false, false},
    [NEXT_STEP_MISSING] = {"next-step-missing", SEVERITY_WARNING, "cta",
                           "the page ends without a concrete next step",
                           "A reader who agrees and finds nothing to do leaves.",
                           "a last section without a link to go on",
                           "a last section that links the next step", false, false},
    [CTA_LABEL_DRIFT] = {"cta-label-drift", SEVERITY_INFO, "cta",
                         "a link to the default call to action under another name",
                         "One name for one action: readers recognise it from page to page.",
                         "[Go here](/start), where the action has a name",
                         "the link under its own name", true, false},
};

struct settings {
	const struct node *stages; /* at which the first route is asked for */
};

static const void *configure(struct decoder *decoder, const struct pack *pack)
{
	static const struct decode_field fields[] = {
	    {"stages", DECODE_STRINGS, offsetof(struct settings, stages), false, NULL}};
	struct settings *settings = arena_alloc(decoder->arena, sizeof(*settings));

	check_setting(decoder, pack, "first-route-missing", fields, 1, settings);
	check_setting_entries(decoder, settings->stages, pack ? &pack->stages : NULL);
	return settings;
}

static void check_surface(const struct check_context *context)
{
	const struct stage *stage = context->fields->stage;
	struct finding *finding;

	if (!stage || !stage->surfaces || !context->fields->route ||
	    route_matches(stage->surfaces, context->fields->route))
		return;
	finding = report_add(context->report, &rules[STAGE_SURFACE_MISMATCH],
	                     context->fields->of[FIELD_STAGE].values[0].place,
	                     "`%s` is no place for the %s stage", context->fields->route,
	                     stage->entry.id);
	finding_note(context->report, finding, stage->surfaces_place,
	             "the surfaces of `%s` are declared here", stage->entry.id);
}

static void check_first_route(const struct check_context *context, const struct settings *settings)
{
	const struct document *document = &context->draft->document;
	const struct persona *persona = context->fields->persona;
	const struct stage *stage = context->fields->stage;
	struct finding *finding;
	const char *first;

	if (!persona || !persona->route || !stage ||
	    !check_names_entry(settings->stages, &stage->entry))
		return;
	first = route_resolve(context->pack, context->arena, persona->route);
	if (context->fields->route && (slice_is(slice_of(context->fields->route), first) ||
	                               slice_is(slice_of(context->fields->route), persona->route)))
		return;
	for (size_t i = 0; i < document->link_count; i++)
		if (check_is_prose(context, document->links[i].block) &&
		    slice_is(check_link_route(context, &document->links[i]), first))
			return;
	finding = report_add(context->report, &rules[FIRST_ROUTE_MISSING],
	                     context->fields->of[FIELD_PERSONA].values[0].place,
	                     "no link to `%s`, where %s begins", persona->route, persona->entry.id);
	finding_note(context->report, finding, persona->route_place,
	             "the first route of `%s` is declared here", persona->entry.id);
}

/* The blocks of the last section of the published text; all of it when it has
 * one section alone. */
static size_t last_section(const struct check_context *context)
{
	size_t start = check_last_section(context);

	return start > context->first_block ? start : context->first_block;
}

static void check_next_step(const struct check_context *context)
{
	const struct document *document = &context->draft->document;
	size_t start = last_section(context);
	struct place place = check_opening(context);
	struct finding *finding;

	if (!context->pack->steps || !context->fields->persona ||
	    context->end_block == context->first_block)
		return;
	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		struct slice route = check_link_route(context, link);

		if (link->block >= start && link->block < context->end_block && route.len &&
		    route_matches(context->pack->steps, route.ptr))
			return;
	}
	if (document->blocks[start].kind == BLOCK_HEADING)
		place = check_place(context, &document->blocks[start], 0,
		                    document->blocks[start].map.len);
	finding = report_add(context->report, &rules[NEXT_STEP_MISSING], place,
	                     "the page ends without a link to a next step");
	finding_note(context->report, finding, context->pack->steps_place,
	             "what counts as a next step is declared here");
}

static void check_label(const struct check_context *context, const struct cta *cta)
{
	const struct document *document = &context->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		const struct block *block = &document->blocks[link->block];
		struct slice text = slice_sub(block_text(block), link->start, link->end);
		struct check_target target = check_target(context, link->destination);
		struct place place;
		struct finding *finding;

		if (!check_is_prose(context, link->block) || !text.len || block->quoted ||
		    !check_target_matches(&target, cta->links) ||
		    name_equal(slice_trim(text), slice_of(cta->label)))
			continue;
		place = check_place(context, block, link->start, link->end);
		finding = report_add(context->report, &rules[CTA_LABEL_DRIFT], place,
		                     "this link to `%s` is called otherwise", cta->entry.id);
		finding_note(context->report, finding, cta->entry.place, "its name is `%s`",
		             cta->label);
		finding_help(context->report, finding, "call it `%s`", cta->label);
		if (mend_fits(context, block, (struct span){link->start, link->end},
		              slice_of(cta->label)))
			finding_fix(context->report, finding, false, place.span,
			            slice_of(cta->label), "replace with `%s`", cta->label);
	}
}

static void run(const struct check_context *context, const void *settings)
{
	const struct cta *cta = context->fields->cta;

	check_surface(context);
	if (!context->draft->complete)
		return;
	check_first_route(context, settings);
	check_next_step(context);
	if (cta && cta->is_default && cta->label && cta->links)
		check_label(context, cta);
}

const struct check check_route = {
    .name = "route",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .needs_pack = true,
    .configure = configure,
    .run = run,
};
