#include "audit/facts.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/utf8.h"
#include "audit/audit_rules.h"
#include "checks/asks.h"
#include "checks/proof.h"
#include "lint/suppress.h"
#include "rules/routes.h"

enum { TITLE_LIMIT = 300 };

/* What is being put together, and what is known of the draft. */
struct gathering {
	struct arena *arena;
	const struct check_context *context;
	const struct checked *checked;
	struct facts *facts;
	size_t link_capacity;
	size_t link_bytes;
};

static void add(struct gathering *g, struct facts_list *list, size_t most,
                const struct entry *entry)
{
	if (!list->items)
		list->items = arena_array(g->arena, most, sizeof(struct entry *));
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == entry)
			return;
	list->items[list->count++] = entry;
}

static struct facts_list list_of(struct gathering *g, enum field_id id)
{
	const struct field *field = &g->context->fields->of[id];
	struct facts_list list = {0};

	for (size_t i = 0; i < field->count; i++)
		if (field->values[i].entry)
			add(g, &list, field->count, field->values[i].entry);
	return list;
}

/* ---- places and dates ---- */

static struct facts_place place_of(const struct source *source, struct span span)
{
	struct position position = source_position(source, span.start);

	return (struct facts_place){span.start, span.end, position.line, position.column};
}

/* "~D[2026-01-31]" of Elixir begins with its sigil. */
static long day_of(struct slice text)
{
	long day;

	if (slice_starts(text, "~"))
		text = slice_sub(text, text.len < 3 ? text.len : 3, text.len);
	return date_parse(text, &day) ? day : DATE_NONE;
}

/* The first date among FIELD's values, and where it stands. */
static long date_of(struct gathering *g, enum field_id id, struct facts_place *place)
{
	const struct field *field = &g->context->fields->of[id];

	for (size_t i = 0; i < field->count; i++) {
		long day = day_of(field->values[i].text);

		if (day == DATE_NONE)
			continue;
		if (place && !field->is_default)
			*place = place_of(g->context->draft->source, field->values[i].place.span);
		return day;
	}
	return DATE_NONE;
}

/* "2026-01-31-title.md", and "2026/01-31-title.md" as some sites keep it. */
static long date_in_name(struct arena *arena, const char *path)
{
	const char *name = strrchr(path, '/');
	size_t folder = name ? (size_t)(name - path) : 0;
	long day;

	name = name ? name + 1 : path;
	if (date_parse(slice_of(name), &day))
		return day;
	if (folder < 4 ||
	    !date_parse(slice_of(arena_printf(arena, "%.*s-%s", 4, path + folder - 4, name)), &day))
		return DATE_NONE;
	return day;
}

static void gather_dates(struct gathering *g)
{
	struct facts *facts = g->facts;
	struct facts_place *dated = &facts->dated_at;

	facts->updated = date_of(g, FIELD_UPDATED, dated);
	facts->date = date_of(g, FIELD_DATE, facts->updated == DATE_NONE ? dated : NULL);
	facts->review = date_of(g, FIELD_REVIEW, &facts->review_at);
	facts->named = date_in_name(g->arena, facts->path);
}

/* ---- links ---- */

/* "/logo.png" is a file that the site serves, no page of it. */
static bool is_asset(const char *route)
{
	const char *name = strrchr(route, '/');
	const char *dot = strrchr(name ? name : route, '.');
	size_t letters = 0;

	for (const char *c = dot ? dot + 1 : ""; *c; c++)
		letters += char_is_alpha(*c);
	return letters > 0 && strlen(dot) <= 6;
}

static bool is_draft_name(struct slice path)
{
	static const char *const endings[] = {".md", ".mdx", ".markdown", ".livemd"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (slice_ends(path, endings[i]))
			return true;
	return false;
}

/* PATH as seen from the draft, as a path that the run would name it by. */
static const char *beside_draft(struct gathering *g, struct slice path)
{
	const char *slash = strrchr(g->facts->path, '/');
	struct builder out = {0};
	const char *text;

	if (slash)
		builder_add(&out, g->facts->path, (size_t)(slash - g->facts->path));
	builder_add_path(&out, path);
	text = out.len ? builder_copy(&out, g->arena) : "";
	builder_release(&out);
	return *text == '/' && g->facts->path[0] != '/' ? text + 1 : text;
}

/* What a site generator puts another address for: "@/post.md", "{{ base }}/x". */
static bool is_generated(struct slice path)
{
	return strchr("@{<%$", path.ptr[0]) || slice_find(path, "{{", 0) < path.len;
}

/* The page or the draft that LINK leads to; NULL when it leads to neither. *THERE tells
 * whether it is a file: of a draft that is no page itself, "/x" is one of the
 * repository. */
static const char *target_of(struct gathering *g, const struct link *link, bool *there)
{
	struct check_target target = check_target(g->context, link->destination);
	const char *from = g->context->fields->route;
	const char *to;

	*there = false;
	if (target.absolute || target.path.len == 0 || link->kind == LINK_IMAGE ||
	    is_generated(target.path))
		return NULL;
	if (!from && target.path.ptr[0] != '/') {
		to = is_draft_name(target.path) ? beside_draft(g, target.path) : NULL;
		*there = to && access(to, F_OK) == 0;
		return to;
	}
	to = arena_copy(g->arena, target.path.ptr, target.path.len);
	*there = !from && access(to + 1, F_OK) == 0;
	to = route_normal(g->arena, target.path, from);
	return to && *to && !is_asset(to) ? to : NULL;
}

/* False when no more can be kept. */
static bool add_link(struct gathering *g, const char *to, bool there, const struct link *link)
{
	struct facts *facts = g->facts;
	const struct source *source = g->context->draft->source;
	bool known = link->destination_span.end > link->destination_span.start;

	for (size_t i = 0; i < facts->link_count; i++)
		if (strcmp(facts->links[i].to, to) == 0)
			return true;
	g->link_bytes += strlen(to);
	if (facts->link_count == FACTS_LINKS_LIMIT || g->link_bytes > FACTS_LINK_BYTES_LIMIT)
		return false;
	facts->links = arena_grow(g->arena, facts->links, facts->link_count, &g->link_capacity,
	                          sizeof(*facts->links));
	facts->links[facts->link_count++] = (struct facts_link){
	    .to = to,
	    .place = place_of(source, known ? link->destination_span : link->span),
	    .there = there,
	};
	return true;
}

static void gather_links(struct gathering *g)
{
	const struct document *document = &g->context->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		const char *to = NULL;
		bool there = false;

		if (check_is_prose(g->context, link->block))
			to = target_of(g, link, &there);
		/* What is not kept is not checked. */
		if (to && !add_link(g, to, there, link))
			g->facts->incomplete = true;
	}
}

/* ---- what the text shows ---- */

static void gather_proof(struct gathering *g)
{
	const struct taxonomy *detectors = &g->context->pack->detectors;

	for (size_t i = 0; i < detectors->count; i++)
		if (proof_shown(g->context, (const struct detector *)detectors->items[i]))
			add(g, &g->facts->proof, detectors->count, detectors->items[i]);
}

static void gather_asks(struct gathering *g)
{
	const struct taxonomy *ctas = &g->context->pack->ctas;
	struct asks asks = asks_find(g->context);
	bool *made = arena_array(g->arena, ctas->count, sizeof(*made));

	for (size_t i = 0; i < asks.count; i++)
		made[asks.items[i].cta->entry.index] = true;
	for (size_t i = 0; i < ctas->count; i++)
		if (made[i])
			add(g, &g->facts->asks, ctas->count, ctas->items[i]);
}

static void gather_objections(struct gathering *g)
{
	const struct persona *persona = g->facts->persona;
	const struct field *field = &g->context->fields->of[FIELD_OBJECTION];

	for (size_t i = 0; persona && i < persona->objections.count; i++) {
		const struct entry *entry = persona->objections.items[i];

		if (field_has(field, entry) ||
		    check_mentions(g->context, ((const struct objection *)entry)->list))
			add(g, &g->facts->objections, persona->objections.count, entry);
	}
}

static void gather_covers(struct gathering *g)
{
	const struct taxonomy *required = &g->context->pack->required;

	for (size_t i = 0; i < required->count; i++)
		if (check_supplies(g->context, (const struct required *)required->items[i]))
			add(g, &g->facts->covers, required->count, required->items[i]);
}

static const char *title_of(struct gathering *g)
{
	const struct field *field = &g->context->fields->of[FIELD_TITLE];
	const struct document *document = &g->context->draft->document;
	struct slice text = {0};

	if (field->node && field->node->kind == NODE_SCALAR)
		text = slice_trim(node_text(field->node));
	for (size_t i = g->context->first_block; i < g->context->end_block && !text.len; i++)
		if (document->blocks[i].kind == BLOCK_HEADING)
			text = block_text(&document->blocks[i]);
	if (text.len > TITLE_LIMIT)
		text.len = utf8_valid_prefix(text.ptr, TITLE_LIMIT);
	return arena_copy(g->arena, text.ptr ? text.ptr : "", text.len);
}

/* ---- what was found ---- */

static void gather_findings(struct gathering *g)
{
	const struct ruleset *ruleset = g->checked->job->plan->ruleset;
	const struct pack *pack = ruleset->pack;
	const struct draftlint_file *file = g->checked->file;
	size_t(*counts)[SEVERITY_ERROR + 1] =
	    arena_array(g->arena, ruleset->rule_count + 1, sizeof(*counts));
	struct facts *facts = g->facts;

	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *finding = &file->findings[i];

		if (finding->suppressed)
			facts->suppressed++;
		else
			counts[ruleset_find(ruleset, slice_of(finding->rule))][finding->severity]++;
	}
	facts->rules = arena_array(g->arena, file->finding_count, sizeof(*facts->rules));
	for (size_t i = 0; i < ruleset->rule_count; i++)
		for (enum severity s = SEVERITY_ERROR; s > SEVERITY_OFF; s--)
			if (counts[i][s])
				facts->rules[facts->rule_count++] =
				    (struct facts_rule){ruleset->rules[i], s, counts[i][s]};
	facts->problems = arena_array(g->arena, pack->question_count, sizeof(char *));
	/* A draft that could not be read answers nothing. */
	for (size_t i = file->answer_count; i < pack->question_count; i++)
		facts->problems[i] = "unread";
	for (size_t i = 0; i < file->answer_count; i++)
		facts->problems[i] = file->answers[i].answered ? NULL : file->answers[i].problem;
}

/* ---- what the draft says of the library's own rules ---- */

static void add_level(struct gathering *g, size_t *capacity, struct facts_level level)
{
	struct facts *facts = g->facts;

	facts->levels = arena_grow(g->arena, facts->levels, facts->level_count, capacity,
	                           sizeof(*facts->levels));
	facts->levels[facts->level_count++] = level;
}

static struct place where(const struct gathering *g, const struct facts_place *place)
{
	return PLACE(g->context->draft->source, place->start, place->end);
}

/* Every finding that the audit could have in this draft is made here for once: so
 * comments excuse those they stand beside, and no others. */
static void gather_excuses(struct gathering *g, size_t *capacity)
{
	struct facts *facts = g->facts;
	struct report trial = report_in(g->arena);
	struct finding *stale =
	    report_add(&trial, rule_stale_content,
	               where(g, facts->dated_at.line ? &facts->dated_at : &facts->opening), " ");
	struct finding *orphan =
	    report_add(&trial, rule_orphan_page, where(g, &facts->opening), " ");
	struct finding *link;

	for (size_t i = 0; i < facts->link_count; i++)
		report_add(&trial, rule_link_broken, where(g, &facts->links[i].place), " ");
	suppress_mark(g->context->draft, g->context->ruleset, &trial);
	for (struct finding *f = stale; f != orphan->next; f = f->next)
		if (f->suppressed_by)
			add_level(g, capacity,
			          (struct facts_level){f->rule, SEVERITY_OFF, f->suppressed_by});
	link = orphan->next;
	for (size_t i = 0; i < facts->link_count; i++, link = link->next)
		facts->links[i].excused = link->suppressed_by;
}

enum severity *facts_usual_levels(const struct plan *plan, struct arena *arena)
{
	enum severity *levels = plan_levels_by_path(plan, arena, NULL);

	for (size_t i = 0; i < plan->ruleset->rule_count; i++)
		if (!plan->selected[i])
			levels[i] = SEVERITY_OFF;
	return levels;
}

static void gather_levels(struct gathering *g)
{
	const struct plan *plan = g->checked->job->plan;
	const enum severity *usual = facts_usual_levels(plan, g->arena);
	size_t capacity = 0;

	for (size_t i = 0; i < plan->ruleset->rule_count; i++)
		if (ruleset_library_check(plan->ruleset, i) && g->checked->levels[i] != usual[i])
			add_level(g, &capacity,
			          (struct facts_level){plan->ruleset->rules[i],
			                               g->checked->levels[i], NULL});
	if (g->context->draft->comments.count)
		gather_excuses(g, &capacity);
}

static void gather(struct gathering *g)
{
	const struct fields *fields = g->context->fields;
	struct facts *facts = g->facts;
	bool draft = false;

	facts->title = title_of(g);
	facts->route = fields->route;
	facts->persona = fields->persona;
	facts->pain = fields->pain;
	facts->stage = fields->stage;
	facts->cta = fields->cta;
	facts->goal = fields->goal;
	facts->format = fields->format;
	facts->kind = fields->kind;
	facts->secondary = list_of(g, FIELD_SECONDARY);
	facts->channels = list_of(g, FIELD_CHANNELS);
	facts->journeys = list_of(g, FIELD_JOURNEY);
	facts->words = (long)check_words(g->context);
	facts->draft = fields->of[FIELD_DRAFT].node &&
	               node_bool(fields->of[FIELD_DRAFT].node, &draft) && draft;
	facts->opening = place_of(g->context->draft->source, check_opening(g->context).span);
	gather_covers(g);
	gather_objections(g);
	gather_proof(g);
	gather_asks(g);
	gather_dates(g);
	gather_links(g);
	gather_levels(g);
}

const char *facts_extract(struct arena *arena, const struct checked *checked)
{
	const struct pack *pack = checked->job->plan->ruleset->pack;
	struct arena *scratch = checked->scratch;
	struct facts facts = {.path = checked->job->shown,
	                      .incomplete = checked->file->kind == DRAFTLINT_DRAFT_PARTLY,
	                      .date = DATE_NONE,
	                      .updated = DATE_NONE,
	                      .named = DATE_NONE,
	                      .review = DATE_NONE,
	                      .committed = DATE_NONE};
	struct gathering g = {.arena = scratch, .checked = checked, .facts = &facts};
	struct check_context context;
	struct report unread = report_in(scratch);
	struct builder out = {0};
	const char *record;

	if (checked->context) {
		context = *checked->context;
		/* What takes too long has been reported by the check itself. */
		context.report = &unread;
		g.context = &context;
		gather(&g);
	}
	gather_findings(&g);
	facts_write(&out, &facts, pack);
	record = builder_copy(&out, arena);
	builder_release(&out);
	return record;
}
