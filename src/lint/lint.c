#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/temporary.h"
#include "checks/lint_rules.h"
#include "lint/seal.h"
#include "lint/suppress.h"

struct worker *worker_new(void)
{
	struct worker *worker = memory_alloc(sizeof(*worker));

	memset(worker, 0, sizeof(*worker));
	worker->arena = arena_new();
	worker->matcher = matcher_new(0);
	return worker;
}

void worker_free(struct worker *worker)
{
	if (!worker)
		return;
	arena_free(worker->arena);
	matcher_free(worker->matcher);
	hits_release(&worker->hits);
	free(worker);
}

void result_release(struct result *result)
{
	arena_free(result->arena);
	memset(result, 0, sizeof(*result));
}

/* ---- the published part of the body ---- */

/* Blocks from the heading that the pack's `body.section` names to the next of
 * its level; the whole body when no heading does. */
static void find_published(struct check_context *context)
{
	const struct document *document = &context->draft->document;
	const struct pattern *section = context->pack ? context->pack->body_section : NULL;
	size_t first = 0;

	while (first < document->block_count && document->blocks[first].kind == BLOCK_FIELD)
		first++;
	context->first_block = first;
	context->end_block = document->block_count;
	for (size_t i = first; section && i < document->block_count; i++) {
		const struct block *heading = &document->blocks[i];
		enum pattern_result result;
		struct span found;
		size_t end = i + 1;

		if (heading->kind != BLOCK_HEADING)
			continue;
		result = pattern_find(section, context->matcher, block_text(heading), 0, &found);
		if (result == PATTERN_ABORTED)
			report_add(context->report, rule_aborted,
			           check_place(context, heading, 0, block_text(heading).len),
			           "`body.section` was stopped at this heading: its pattern takes "
			           "too long");
		if (result != PATTERN_MATCH)
			continue;
		while (end < document->block_count &&
		       (document->blocks[end].kind != BLOCK_HEADING ||
		        document->blocks[end].level > heading->level))
			end++;
		context->first_block = i + 1;
		context->end_block = end;
		return;
	}
}

static void scan_phrases(const struct check_context *context, struct hits *hits)
{
	const struct phrases *phrases = context->ruleset->phrases;
	const struct prose_texts *blocks = &context->view->blocks;

	hits_reset(hits, phrases);
	for (size_t i = 0; i < blocks->count; i++)
		phrases_scan(phrases, blocks->items[i].text, blocks->items[i].number, hits);
}

static void run_checks(const struct check_context *context)
{
	for (size_t i = 0; i < check_count; i++)
		if (checks[i]->run && (context->pack || !checks[i]->needs_pack))
			checks[i]->run(context, context->ruleset->settings[i]);
}

/* ---- severities ---- */

struct levels {
	const struct ruleset *ruleset;
	const enum severity *of;
	const bool *stated;
	/* The rule that was asked about last: findings come rule by rule. */
	const struct rule *last;
	size_t last_index;
};

/* The number of RULE in the ruleset; rule_count for none of its. */
static size_t index_of(struct levels *levels, const struct rule *rule)
{
	if (levels->last != rule) {
		levels->last = rule;
		levels->last_index = ruleset_find(levels->ruleset, slice_of(rule->name));
	}
	return levels->last_index;
}

static enum severity severity_of(void *context, const struct finding *finding)
{
	struct levels *levels = context;
	size_t index = index_of(levels, finding->rule);

	if (index == levels->ruleset->rule_count)
		return finding->rule->severity;
	if (finding->severity && levels->of[index] != SEVERITY_OFF && !levels->stated[index])
		return finding->severity;
	return levels->of[index];
}

static bool is_off(void *context, const struct rule *rule)
{
	struct levels *levels = context;
	size_t index = index_of(levels, rule);

	return index < levels->ruleset->rule_count && levels->of[index] == SEVERITY_OFF;
}

/* ---- what a draft answers ---- */

/* "missing" of "stage-missing": the rule's name without its question. */
static const char *problem_of(const char *rule, const char *question)
{
	size_t len = strlen(question);

	return strncmp(rule, question, len) == 0 && rule[len] == '-' ? rule + len + 1 : rule;
}

static void fill_answers(const struct check_context *context, struct levels *levels,
                         struct result *result)
{
	const struct pack *pack = context->pack;
	struct draftlint_answer *answers;

	if (!pack || pack->question_count == 0)
		return;
	answers = arena_array(result->arena, pack->question_count, sizeof(*answers));
	for (size_t i = 0; i < pack->question_count; i++) {
		struct draftlint_answer *answer = &answers[i];

		answer->question = pack->questions[i].id;
		answer->answered = check_metadata_readable(context);
		answer->problem = answer->answered ? NULL : "missing";
		/* What is an error by the rule or by the configuration, shown or not. */
		for (const struct finding *f = context->report->first; f && answer->answered;
		     f = f->next) {
			if (!f->rule->question || f->suppressed_by ||
			    (f->rule->severity != SEVERITY_ERROR &&
			     severity_of(levels, f) != SEVERITY_ERROR) ||
			    strcmp(f->rule->question, answer->question) != 0)
				continue;
			answer->answered = false;
			answer->problem = problem_of(f->rule->name, answer->question);
		}
	}
	result->file.answers = answers;
	result->file.answer_count = pack->question_count;
}

/* What is wanted of the draft besides; CONTEXT is NULL when it could not be read. */
static void extract(const struct job *job, struct arena *scratch,
                    const struct check_context *context, const enum severity *levels,
                    struct result *result)
{
	struct checked checked = {job, scratch, context, levels, &result->file};

	if (job->extract)
		result->extract = job->extract(result->arena, &checked);
}

static void finish(const struct job *job, const struct check_context *context,
                   struct levels *levels, struct result *result)
{
	struct seal_options options = {.path = job->shown,
	                               .relative = job->relative,
	                               .source = context->draft->source,
	                               .opening = check_opening(context).span,
	                               .baseline = job->baseline,
	                               .former = job->former,
	                               .severity = severity_of,
	                               .context = levels};

	result->file.path = job->shown;
	result->file.kind = context->draft->complete ? DRAFTLINT_DRAFT : DRAFTLINT_DRAFT_PARTLY;
	result->problems = context->draft->problems.count;
	result->readable = check_metadata_readable(context);
	/* A draft without findings has answers all the same. */
	if (context->report->count == 0 && !(context->pack && context->pack->question_count) &&
	    !job->extract)
		return;
	result->arena = arena_new();
	seal_findings(result->arena, context->report, &options, &result->file);
	fill_answers(context, levels, result);
	for (size_t i = 0; i < result->file.finding_count; i++) {
		const struct draftlint_finding *finding = &result->file.findings[i];

		if (finding->suppressed)
			result->suppressed++;
		else if (!finding->known)
			result->counts[finding->severity]++;
	}
	result->left = result->counts[1] + result->counts[2] + result->counts[3];
	for (const struct finding *f = context->report->first; f; f = f->next)
		if (f->rule->incomplete)
			result->file.kind = DRAFTLINT_DRAFT_PARTLY;
	extract(job, context->arena, context, levels->of, result);
}

void lint_source(struct worker *worker, const struct job *job, const struct source *source,
                 const char *failure, struct result *result)
{
	const struct ruleset *ruleset = job->plan->ruleset;
	struct report report = report_in(worker->arena);
	struct fields fields;
	struct check_context context = {
	    .draft =
	        draft_parse(worker->arena, source, ruleset->pack && ruleset->pack->plain_lines),
	    .ruleset = ruleset,
	    .pack = ruleset->pack,
	    .fields = &fields,
	    .map = &job->plan->fields,
	    .hits = &worker->hits,
	    .matcher = worker->matcher,
	    .report = &report,
	    .arena = worker->arena,
	};
	struct levels levels = {.ruleset = ruleset};
	bool *stated;

	memset(result, 0, sizeof(*result));
	report.limit = LINT_FINDINGS_LIMIT;
	matcher_restart(worker->matcher);
	fields_resolve(worker->arena, context.draft, context.pack, context.map, job->relative,
	               &fields);
	find_published(&context);
	if (ruleset->phrases) {
		context.view = prose_view_new(worker->arena, context.draft, context.first_block,
		                              context.end_block, ruleset->styles.count > 0);
		scan_phrases(&context, &worker->hits);
	}
	levels.of =
	    plan_levels(job->plan, worker->arena, job->relative, context.draft, &fields, &stated);
	levels.stated = stated;
	context.levels = levels.of;
	if (ruleset->prose_count)
		ignored_find(job->plan, job->relative, &context);
	report.is_aside = is_off;
	report.context = &levels;
	run_checks(&context);
	suppress_apply(context.draft, ruleset, levels.of, &report);
	if (report.count > report.limit) {
		size_t found = report.count;

		report.limit = 0;
		report_add(&report, rule_limit_reached, check_opening(&context),
		           "%zu findings, the first %d are kept", found, LINT_FINDINGS_LIMIT);
	}
	if (failure)
		report_add(&report, rule_fix_failed, PLACE(source, 0, 0), "%s", failure);
	finish(job, &context, &levels, result);
	arena_reset(worker->arena);
}

/* ---- files that cannot be read ---- */

static void report_unread(struct arena *arena, const struct job *job, const struct rule *rule,
                          const char *why, struct result *result)
{
	struct source *empty = source_from_bytes(arena, job->shown, "", 0);
	struct report report = report_in(arena);
	struct seal_options options = {
	    .path = job->shown, .relative = job->relative, .source = empty};
	struct draftlint_finding *finding;

	report_add(&report, rule, PLACE(empty, 0, 0), "%s", why);
	memset(result, 0, sizeof(*result));
	result->arena = arena_new();
	result->file.path = job->shown;
	result->file.kind = DRAFTLINT_DRAFT_PARTLY;
	seal_findings(result->arena, &report, &options, &result->file);
	finding = (struct draftlint_finding *)result->file.findings;
	finding->excerpt.text = NULL;
	result->counts[finding->severity]++;
	result->left = 1;
	extract(job, arena, NULL, job->plan->ruleset->levels, result);
}

bool lint_read(struct arena *arena, const struct job *job, struct source **source,
               struct result *result)
{
	enum source_status status = SOURCE_MISSING;

	if (job->bytes && job->size <= SOURCE_LIMIT) {
		*source = source_from_bytes(arena, job->shown, job->bytes, job->size);
		return true;
	}
	if (temporary_is_path(job->path)) {
		report_unread(arena, job, rule_fix_failed,
		              "left behind by a run that was killed: it may hold a newer text of a "
		              "file beside it; compare them, then remove it",
		              result);
		return false;
	}
	if (job->size > SOURCE_LIMIT)
		status = SOURCE_TOO_LARGE;
	else if (!job->blob)
		status =
		    source_read(arena, job->path, job->shown, SOURCE_LIMIT, job->follow, source);
	if (status == SOURCE_OK)
		return true;
	report_unread(arena, job,
	              status == SOURCE_TOO_LARGE ? rule_limit_reached : rule_file_unreadable,
	              source_status_text(arena, status, SOURCE_LIMIT), result);
	return false;
}

void lint_job(struct worker *worker, const struct job *job, struct result *result)
{
	struct source *source;

	if (lint_read(worker->arena, job, &source, result)) {
		lint_source(worker, job, source, NULL, result);
		return;
	}
	arena_reset(worker->arena);
}
