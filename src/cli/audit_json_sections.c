#include "cli/audit_json.h"

#include "cli/audit_words.h"

void audit_json_maybe(struct json_writer *json, const char *key, long value)
{
	json_key(json, key);
	if (value < 0)
		json_null_value(json);
	else
		json_number(json, (uint64_t)value);
}

void audit_json_names(struct json_writer *json, const char *key, const struct draftlint_names *list)
{
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < list->count; i++)
		json_text_of(json, list->items[i]);
	json_array_end(json);
}

/* ---- mix ---- */

static void write_shares(struct json_writer *json, const char *key, const struct draftlint_mix *mix)
{
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < mix->share_count; i++) {
		const struct draftlint_share *share = &mix->shares[i];

		json_object_begin(json);
		json_member(json, "id", share->id);
		json_member(json, "name", share->name);
		json_member_number(json, "count", share->count);
		json_key(json, "share");
		json_tenths(json, share->permille);
		audit_json_maybe(json, "target", share->target);
		json_member_bool(json, "drifts", share->drifts);
		json_member_number(json, "to_tolerance", share->to_tolerance);
		json_member_number(json, "to_target", share->to_target);
		json_object_end(json);
	}
	json_array_end(json);
}

void audit_json_mix(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "mix");
	json_object_begin(json);
	audit_json_maybe(json, "tolerance", audit->mix_tolerance);
	write_shares(json, "groups", &audit->groups);
	write_shares(json, "personas", &audit->personas);
	write_shares(json, "stages", &audit->stages);
	json_key(json, "goals");
	json_array_begin(json);
	for (size_t i = 0; i < audit->goal_count; i++) {
		json_object_begin(json);
		json_member(json, "id", audit->goals[i].id);
		json_member(json, "name", audit->goals[i].name);
		json_member_number(json, "count", audit->goals[i].count);
		json_member_bool(json, "drifts", audit->goals[i].drifts);
		write_shares(json, "personas", &audit->goals[i]);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

/* ---- matrices ---- */

static void write_matrix(struct json_writer *json, const char *key,
                         const struct draftlint_matrix *matrix)
{
	json_key(json, key);
	json_object_begin(json);
	for (size_t r = 0; r < matrix->row_count; r++) {
		json_key(json, matrix->rows[r].id);
		json_object_begin(json);
		for (size_t c = 0; c < matrix->column_count; c++)
			json_member_number(json, matrix->columns[c].id,
			                   matrix->cells[r * matrix->column_count + c].count);
		json_object_end(json);
	}
	json_object_end(json);
}

/* The cells that are (not) WANTED and are (not) FILLED. */
static void write_cells(struct json_writer *json, const char *key, const char *row,
                        const char *column, const struct draftlint_matrix *matrix, bool wanted,
                        bool filled)
{
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < matrix->row_count * matrix->column_count; i++) {
		const struct draftlint_cell *cell = &matrix->cells[i];

		if (cell->wanted != wanted || (cell->count > 0) != filled)
			continue;
		json_object_begin(json);
		json_member(json, row, matrix->rows[i / matrix->column_count].id);
		json_member(json, column, matrix->columns[i % matrix->column_count].id);
		json_object_end(json);
	}
	json_array_end(json);
}

void audit_json_matrices(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "matrix");
	json_object_begin(json);
	write_matrix(json, "persona_stage", &audit->persona_stage);
	write_matrix(json, "stage_channel", &audit->stage_channel);
	write_matrix(json, "cta_stage", &audit->cta_stage);
	json_object_end(json);
	json_key(json, "coverage");
	json_object_begin(json);
	json_member_number(json, "wanted", audit->cells_wanted);
	json_member_number(json, "covered", audit->cells_covered);
	write_cells(json, "gaps", "persona", "stage", &audit->persona_stage, true, false);
	write_cells(json, "illegal", "cta", "stage", &audit->cta_stage, false, true);
	json_object_end(json);
}

/* ---- coverage ---- */

void audit_json_pains(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "pains");
	json_array_begin(json);
	for (size_t i = 0; i < audit->pain_count; i++) {
		const struct draftlint_pain *pain = &audit->pains[i];

		json_object_begin(json);
		json_member(json, "persona", pain->persona);
		json_member(json, "id", pain->id);
		json_member(json, "name", pain->name);
		json_member_number(json, "rank", pain->rank);
		json_member_bool(json, "top", pain->top);
		json_member_number(json, "count", pain->count);
		json_object_end(json);
	}
	json_array_end(json);
}

void audit_json_objections(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "objections");
	json_array_begin(json);
	for (size_t i = 0; i < audit->objection_count; i++) {
		const struct draftlint_objection *objection = &audit->objections[i];

		json_object_begin(json);
		json_member(json, "persona", objection->persona);
		json_member(json, "id", objection->id);
		json_member(json, "name", objection->name);
		json_member(json, "counter", objection->counter);
		json_member_number(json, "count", objection->count);
		json_object_end(json);
	}
	json_array_end(json);
}

static void write_steps(struct json_writer *json, const struct draftlint_journey *journey)
{
	json_key(json, "steps");
	json_array_begin(json);
	for (size_t i = 0; i < journey->step_count; i++) {
		const struct draftlint_step *step = &journey->steps[i];

		json_object_begin(json);
		json_member(json, "route", step->route);
		json_member(json, "state", audit_step_word(step->state));
		json_member(json, "path", step->path);
		json_key(json, "links_next");
		if (step->next == DRAFTLINT_LINK_UNKNOWN)
			json_null_value(json);
		else
			json_bool(json, step->next == DRAFTLINT_LINK_THERE);
		json_object_end(json);
	}
	json_array_end(json);
}

void audit_json_journeys(struct json_writer *json, const struct draftlint_audit *audit)
{
	json_key(json, "journeys");
	json_array_begin(json);
	for (size_t i = 0; i < audit->journey_count; i++) {
		const struct draftlint_journey *journey = &audit->journeys[i];

		json_object_begin(json);
		json_member(json, "id", journey->id);
		json_member(json, "name", journey->name);
		json_member(json, "goal", journey->goal);
		json_member_number(json, "gaps", journey->gaps);
		write_steps(json, journey);
		audit_json_names(json, "off_path", &journey->off_path);
		json_object_end(json);
	}
	json_array_end(json);
	json_key(json, "required");
	json_array_begin(json);
	for (size_t i = 0; i < audit->required_count; i++) {
		json_object_begin(json);
		json_member(json, "id", audit->required[i].id);
		json_member(json, "name", audit->required[i].name);
		json_member(json, "supply", audit_supply_word(audit->required[i].supply));
		audit_json_names(json, "paths", &audit->required[i].paths);
		json_object_end(json);
	}
	json_array_end(json);
}

void audit_json_upkeep(struct json_writer *json, const struct draftlint_audit *audit)
{
	const struct draftlint_freshness *fresh = &audit->freshness;

	json_key(json, "freshness");
	json_object_begin(json);
	audit_json_maybe(json, "stale_after", fresh->stale_after);
	json_member_number(json, "dated", fresh->dated);
	json_member_number(json, "by_git", fresh->by_git);
	json_member_number(json, "undated", fresh->undated);
	json_member_number(json, "stale", fresh->stale);
	json_member_number(json, "review_due", fresh->review_due);
	json_key(json, "buckets");
	json_array_begin(json);
	for (size_t i = 0; i < fresh->bucket_count; i++) {
		json_object_begin(json);
		json_member(json, "label", fresh->buckets[i].label);
		json_member_number(json, "count", fresh->buckets[i].count);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
	json_key(json, "links");
	json_object_begin(json);
	json_member_number(json, "orphans", audit->orphans);
	json_key(json, "dead");
	json_array_begin(json);
	for (size_t i = 0; i < audit->dead_link_count; i++) {
		const struct draftlint_dead_link *link = &audit->dead_links[i];

		json_object_begin(json);
		json_member(json, "path", link->path);
		json_member_number(json, "line", link->line);
		json_member_number(json, "column", link->column);
		json_member(json, "to", link->to);
		json_member(json, "state", audit_step_word(link->state));
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

/* ---- against a former audit ---- */

static void write_moved(struct json_writer *json, const char *key,
                        const struct draftlint_moved *moved, size_t count, bool shares)
{
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < count; i++) {
		json_object_begin(json);
		json_member(json, "id", moved[i].id);
		json_key(json, "before");
		json_tenths(json, shares ? moved[i].before : (uint64_t)moved[i].before * 10);
		json_key(json, "after");
		json_tenths(json, shares ? moved[i].after : (uint64_t)moved[i].after * 10);
		json_object_end(json);
	}
	json_array_end(json);
}

void audit_json_trend(struct json_writer *json, const struct draftlint_trend *trend)
{
	json_key(json, "trend");
	if (!trend) {
		json_null_value(json);
		return;
	}
	json_object_begin(json);
	json_member(json, "since", trend->since);
	json_member(json, "today", trend->today);
	json_member_number(json, "before", trend->before);
	json_member_number(json, "new", trend->new_findings);
	json_member_number(json, "fixed", trend->fixed);
	json_member_number(json, "unchanged", trend->unchanged);
	audit_json_names(json, "added", &trend->added);
	audit_json_names(json, "removed", &trend->removed);
	audit_json_names(json, "moved", &trend->changed);
	write_moved(json, "groups", trend->groups, trend->group_count, true);
	write_moved(json, "rules", trend->rules, trend->rule_count, false);
	json_object_end(json);
}
