#include "audit/audit.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/seal.h"

/* ---- severities ---- */

static enum severity usual_level(const struct audit *audit, const struct rule *rule)
{
	size_t index = ruleset_find(audit->plan->ruleset, slice_of(rule->name));

	return audit->levels[index];
}

static enum severity level_in_pack(void *context, const struct finding *finding)
{
	return usual_level(context, finding->rule);
}

/* Overrides may speak of this draft, and its comments may excuse the rule. */
static enum severity level_in_piece(void *context, const struct finding *finding)
{
	const struct audit *audit = context;
	const struct facts *facts = audit->drafts[audit->piece];

	for (size_t i = 0; i < facts->level_count; i++)
		if (facts->levels[i].rule == finding->rule && !facts->levels[i].excused)
			return facts->levels[i].severity;
	return usual_level(audit, finding->rule);
}

static const char *excuse_of(const struct facts *facts, const struct rule *rule)
{
	for (size_t i = 0; i < facts->level_count; i++)
		if (facts->levels[i].rule == rule && facts->levels[i].excused)
			return facts->levels[i].excused;
	return NULL;
}

/* ---- collecting ---- */

static void keep(struct audit *audit, const struct draftlint_file *file)
{
	for (size_t i = 0; i < file->finding_count; i++) {
		audit->findings =
		    arena_grow(audit->arena, audit->findings, audit->out.finding_count,
		               &audit->finding_capacity, sizeof(*audit->findings));
		audit->findings[audit->out.finding_count++] = file->findings[i];
	}
}

struct finding *audit_piece_finding(struct audit *audit, const struct rule *rule,
                                    const struct facts_place *place, const char *format, ...)
{
	const struct facts *facts = audit->drafts[audit->piece];
	const struct facts_place *at = place->line ? place : &facts->opening;
	struct finding *finding;
	va_list args;

	va_start(args, format);
	finding =
	    report_add(audit->piece_report, rule, PLACE(audit->piece_source, at->start, at->end),
	               "%s", arena_vprintf(audit->scratch, format, args));
	va_end(args);
	finding->suppressed_by = excuse_of(facts, rule);
	return finding;
}

/* The piece's text, if it is still what the facts were gathered from: every finding
 * stands where they say. */
static struct source *read_again(struct audit *audit, const struct facts *facts)
{
	struct source *source;
	struct position position;

	if (source_read(audit->scratch, facts->path, facts->path, SOURCE_LIMIT, false, &source) !=
	    SOURCE_OK)
		return NULL;
	for (const struct finding *f = audit->piece_report->first; f; f = f->next) {
		const struct facts_place *place = NULL;

		for (size_t i = 0; i < facts->link_count && !place; i++)
			if (facts->links[i].place.start == f->place.span.start)
				place = &facts->links[i].place;
		if (f->place.span.end > source->size)
			return NULL;
		position = source_position(source, f->place.span.start);
		if (place && (place->line != position.line || place->column != position.column))
			return NULL;
	}
	return source;
}

static const struct facts_place *place_at(const struct facts *facts, size_t start)
{
	const struct facts_place *const places[] = {&facts->opening, &facts->dated_at,
	                                            &facts->review_at};

	for (size_t i = 0; i < facts->link_count; i++)
		if (facts->links[i].place.start == start)
			return &facts->links[i].place;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (places[i]->line && places[i]->start == start)
			return places[i];
	return &facts->opening;
}

/* Without the text there is no excerpt, but the place is known all the same. */
static void seal_without_text(struct audit *audit, const struct facts *facts,
                              const struct seal_options *options)
{
	for (struct finding *f = audit->piece_report->first, *next; f; f = next) {
		const struct facts_place *place = place_at(facts, f->place.span.start);
		struct report one = {.arena = audit->scratch, .first = f, .last = f, .count = 1};
		struct draftlint_position at = {place->start, (uint32_t)place->line,
		                                (uint32_t)place->column, (uint32_t)place->column,
		                                (uint32_t)place->column};
		struct draftlint_file file = {.path = options->path};
		struct draftlint_finding *sealed;

		next = f->next;
		f->next = NULL;
		f->place.span = (struct span){0, 0};
		seal_findings(audit->arena, &one, options, &file);
		sealed = (struct draftlint_finding *)file.findings;
		if (file.finding_count) {
			sealed->excerpt.text = NULL;
			sealed->range.start = at;
			sealed->range.end = at;
		}
		keep(audit, &file);
	}
}

static void seal_piece(struct audit *audit)
{
	const struct facts *facts = audit->drafts[audit->piece];
	struct seal_options options = {.path = facts->path,
	                               .relative = facts->path,
	                               .source = audit->piece_source,
	                               .severity = level_in_piece,
	                               .context = audit};
	struct draftlint_file file = {.path = facts->path};
	const struct source *source = read_again(audit, facts);

	if (!source) {
		seal_without_text(audit, facts, &options);
		return;
	}
	for (struct finding *f = audit->piece_report->first; f; f = f->next)
		f->place.source = source;
	options.source = source;
	seal_findings(audit->arena, audit->piece_report, &options, &file);
	keep(audit, &file);
}

static void check_piece(struct audit *audit, size_t i)
{
	struct report report = report_in(audit->scratch);

	audit->piece = i;
	audit->piece_report = &report;
	audit->piece_source = source_from_bytes(audit->scratch, audit->drafts[i]->path, "", 0);
	for (size_t c = 0; c < library_check_count; c++)
		if (library_checks[c]->run_piece)
			library_checks[c]->run_piece(audit);
	if (report.count)
		seal_piece(audit);
	arena_reset(audit->scratch);
}

static int by_place(const void *a, const void *b)
{
	const struct draftlint_finding *x = a;
	const struct draftlint_finding *y = b;
	int order = strcmp(x->path, y->path);

	if (order)
		return order;
	if (x->range.start.byte != y->range.start.byte)
		return x->range.start.byte < y->range.start.byte ? -1 : 1;
	order = strcmp(x->rule, y->rule);
	return order ? order : strcmp(x->message, y->message);
}

void findings_fill(struct audit *audit)
{
	struct seal_options options = {.severity = level_in_pack, .context = audit};
	struct draftlint_file file = {0};

	audit->levels = facts_usual_levels(audit->plan, audit->arena);
	audit->report = report_in(audit->arena);
	for (size_t c = 0; c < library_check_count; c++)
		if (library_checks[c]->run)
			library_checks[c]->run(audit);
	seal_findings(audit->arena, &audit->report, &options, &file);
	keep(audit, &file);
	for (size_t i = 0; i < audit->count; i++)
		check_piece(audit, i);
	if (audit->out.finding_count)
		qsort(audit->findings, audit->out.finding_count, sizeof(*audit->findings),
		      by_place);
	audit->out.findings = audit->findings;
}
