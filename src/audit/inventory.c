#include "audit/audit.h"

#include <string.h>

#include "audit/audit_rules.h"
#include "base/arena.h"
#include "base/date.h"
#include "rules/routes.h"

static struct draftlint_names names_of(struct arena *arena, const struct facts_list *list)
{
	const char **items = arena_array(arena, list->count, sizeof(*items));

	for (size_t i = 0; i < list->count; i++)
		items[i] = list->items[i]->id;
	return (struct draftlint_names){items, list->count};
}

static const char *id_of(const struct entry *entry)
{
	return entry ? entry->id : NULL;
}

static const char *day_text(struct arena *arena, long day)
{
	char *text;

	if (day == DATE_NONE)
		return NULL;
	text = arena_alloc(arena, DATE_SIZE);
	date_text(day, text);
	return text;
}

static void describe(struct audit *audit, const struct facts *facts, struct draftlint_piece *piece)
{
	struct arena *arena = audit->arena;

	piece->path = facts->path;
	piece->title = facts->title;
	piece->route = facts->route;
	if (facts->persona) {
		piece->persona = facts->persona->entry.id;
		piece->group = facts->persona->group ? facts->persona->group->entry.id : NULL;
	}
	/* Each of these structs begins with its entry. */
	piece->pain = id_of((const struct entry *)facts->pain);
	piece->stage = id_of((const struct entry *)facts->stage);
	piece->cta = id_of((const struct entry *)facts->cta);
	piece->goal = id_of((const struct entry *)facts->goal);
	piece->format = id_of((const struct entry *)facts->format);
	piece->kind = id_of((const struct entry *)facts->kind);
	piece->channels = names_of(arena, &facts->channels);
	piece->secondary = names_of(arena, &facts->secondary);
	piece->journeys = names_of(arena, &facts->journeys);
	piece->covers = names_of(arena, &facts->covers);
	piece->objections = names_of(arena, &facts->objections);
	piece->proof = names_of(arena, &facts->proof);
	piece->asks = names_of(arena, &facts->asks);
	piece->words = (size_t)facts->words;
	piece->published =
	    !facts->draft && !(facts->route && route_matches(audit->pack->retired, facts->route));
	piece->complete = !facts->incomplete;
}

static void date(struct audit *audit, const struct facts *facts, struct draftlint_piece *piece)
{
	const struct {
		long day;
		enum draftlint_dated_by by;
	} sources[] = {
	    {facts->updated, DRAFTLINT_DATED_BY_UPDATE},
	    {facts->date, DRAFTLINT_DATED_BY_DATE},
	    {facts->named, DRAFTLINT_DATED_BY_NAME},
	    {facts->committed, DRAFTLINT_DATED_BY_GIT},
	};

	piece->age = -1;
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (sources[i].day == DATE_NONE)
			continue;
		piece->date = day_text(audit->arena, sources[i].day);
		piece->dated_by = sources[i].by;
		/* What is dated tomorrow is new today. */
		piece->age = sources[i].day > audit->today ? 0 : audit->today - sources[i].day;
		break;
	}
	piece->stale = piece->age > audit->settings.stale_after &&
	               !audit_is_excused(facts, rule_stale_content);
	piece->review = day_text(audit->arena, facts->review);
	piece->review_due = facts->review != DATE_NONE && facts->review < audit->today &&
	                    !audit_is_excused(facts, rule_stale_content);
}

static void judge(struct audit *audit, const struct facts *facts, struct draftlint_piece *piece)
{
	const struct pack *pack = audit->pack;
	struct draftlint_piece_rule *rules =
	    arena_array(audit->arena, facts->rule_count, sizeof(*rules));
	struct draftlint_answer *answers =
	    arena_array(audit->arena, pack->question_count, sizeof(*answers));

	for (size_t i = 0; i < facts->rule_count; i++) {
		const struct facts_rule *rule = &facts->rules[i];

		rules[i] = (struct draftlint_piece_rule){
		    rule->rule->name, (enum draftlint_severity)rule->severity, rule->count};
		*(rule->severity == SEVERITY_ERROR     ? &piece->errors
		  : rule->severity == SEVERITY_WARNING ? &piece->warnings
		                                       : &piece->infos) += rule->count;
	}
	for (size_t i = 0; i < pack->question_count; i++) {
		const char *problem = facts->problems ? facts->problems[i] : NULL;

		answers[i] = (struct draftlint_answer){pack->questions[i].id, !problem, problem};
		piece->answered += !problem;
	}
	piece->suppressed = (size_t)facts->suppressed;
	piece->rules = rules;
	piece->rule_count = facts->rule_count;
	piece->answers = answers;
	piece->answer_count = pack->question_count;
}

static void count_skip(struct audit *audit, size_t *capacity, const char *reason)
{
	struct draftlint_skip *skips = (struct draftlint_skip *)audit->out.skips;

	for (size_t i = 0; i < audit->out.skip_count; i++) {
		if (strcmp(skips[i].reason, reason) == 0) {
			skips[i].count++;
			return;
		}
	}
	skips = arena_grow(audit->arena, skips, audit->out.skip_count, capacity, sizeof(*skips));
	skips[audit->out.skip_count++] = (struct draftlint_skip){reason, 1};
	audit->out.skips = skips;
}

void inventory_fill(struct audit *audit)
{
	const struct library *library = audit->library;
	struct draftlint_audit *out = &audit->out;
	size_t capacity = 0;

	audit->drafts = arena_array(audit->arena, library->count, sizeof(*audit->drafts));
	audit->pieces = arena_array(audit->arena, library->count, sizeof(*audit->pieces));
	for (size_t i = 0; i < library->count; i++) {
		const struct facts *facts = &library->items[i].facts;
		struct draftlint_piece *piece = &audit->pieces[audit->count];

		if (facts->skipped) {
			count_skip(audit, &capacity, facts->skipped);
			continue;
		}
		audit->drafts[audit->count++] = facts;
		describe(audit, facts, piece);
		date(audit, facts, piece);
		judge(audit, facts, piece);
		out->published += piece->published;
		out->unpublished += !piece->published;
		out->incomplete += !piece->complete;
		out->clean += piece->complete && facts->rule_count == 0;
		out->errors += piece->errors;
		out->warnings += piece->warnings;
		out->infos += piece->infos;
		out->suppressed += piece->suppressed;
	}
	out->pieces = audit->pieces;
	out->piece_count = audit->count;
}
