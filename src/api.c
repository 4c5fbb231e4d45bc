#include <draftlint.h>

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "checks/lint_rules.h"
#include "lint/batch.h"
#include "lint/git.h"
#include "lint/pack_test.h"
#include "lint/paths.h"
#include "lint/seal.h"
#include "lint/session.h"
#include "rules/card.h"

/* How often a rule found something, in one run. */
struct tally {
	const char *rule;
	enum draftlint_severity severity;
	size_t count;
	size_t files;
	size_t last_file; /* number of the file that was counted last */
	bool fixable;
};

struct draftlint {
	struct session *session;
	const struct draftlint_options *options;
	struct draftlint_summary summary;
	struct draftlint_skip *skips;
	size_t skip_count;
	size_t skip_capacity;
	struct tally *tallies;
	size_t tally_count;
	size_t tally_capacity;
	bool untrusted; /* something was not checked: status 2 */
};

struct draftlint *draftlint_new(const struct draftlint_options *options)
{
	struct draftlint *d = memory_alloc(sizeof(*d));

	memset(d, 0, sizeof(*d));
	d->options = options;
	d->session = session_new(options);
	return d;
}

void draftlint_free(struct draftlint *session)
{
	if (!session)
		return;
	session_free(session->session);
	free(session);
}

/* ---- delivering ---- */

static enum severity own_severity(void *context, const struct finding *finding)
{
	(void)context;
	return finding->rule->severity;
}

/* Hands over one settings file's part of the findings, which are sorted by path. */
static void deliver_settings_file(const struct draftlint_receiver *receiver,
                                  const struct draftlint_finding *findings, size_t count)
{
	struct draftlint_file file = {.kind = DRAFTLINT_SETTINGS,
	                              .path = findings[0].path,
	                              .findings = findings,
	                              .finding_count = count};

	if (receiver->file)
		receiver->file(receiver->context, &file);
}

/* What went wrong with configurations and packs since the last call. */
static void deliver_settings(struct draftlint *d, const struct draftlint_receiver *receiver)
{
	struct session *session = d->session;
	struct seal_options options = {.severity = own_severity};
	struct draftlint_file all = {0};
	size_t start = 0;

	if (session->message) {
		d->untrusted = true;
		if (receiver->message)
			receiver->message(receiver->context, session->message);
		session->message = NULL;
	}
	if (session->report.count == 0)
		return;
	d->untrusted = true;
	seal_findings(session->arena, &session->report, &options, &all);
	session->report = report_in(session->arena);
	for (size_t i = 1; i <= all.finding_count; i++) {
		if (i < all.finding_count &&
		    strcmp(all.findings[i].path, all.findings[start].path) == 0)
			continue;
		deliver_settings_file(receiver, all.findings + start, i - start);
		start = i;
	}
	d->summary.errors += all.finding_count;
	d->summary.failing += all.finding_count;
}

static void tell(struct draftlint *d, const struct draftlint_receiver *receiver, const char *text)
{
	d->untrusted = true;
	if (receiver->message)
		receiver->message(receiver->context, text);
}

/* ---- summing up ---- */

static void count_skip(struct draftlint *d, const char *reason)
{
	for (size_t i = 0; i < d->skip_count; i++) {
		if (strcmp(d->skips[i].reason, reason) == 0) {
			d->skips[i].count++;
			return;
		}
	}
	d->skips = arena_grow(d->session->arena, d->skips, d->skip_count, &d->skip_capacity,
	                      sizeof(*d->skips));
	d->skips[d->skip_count++] = (struct draftlint_skip){reason, 1};
}

static struct tally *tally_of(struct draftlint *d, const char *rule)
{
	for (size_t i = 0; i < d->tally_count; i++)
		if (strcmp(d->tallies[i].rule, rule) == 0)
			return &d->tallies[i];
	d->tallies = arena_grow(d->session->arena, d->tallies, d->tally_count, &d->tally_capacity,
	                        sizeof(*d->tallies));
	d->tallies[d->tally_count] = (struct tally){.rule = rule};
	return &d->tallies[d->tally_count++];
}

static void count_finding(struct draftlint *d, const struct draftlint_finding *finding,
                          enum severity fail_on)
{
	struct draftlint_summary *sum = &d->summary;
	struct tally *tally;

	if (finding->suppressed) {
		sum->suppressed++;
		return;
	}
	sum->errors += finding->severity == DRAFTLINT_ERROR;
	sum->warnings += finding->severity == DRAFTLINT_WARNING;
	sum->infos += finding->severity == DRAFTLINT_INFO;
	sum->failing += (int)finding->severity >= (int)fail_on;
	if (finding->fix) {
		sum->fixable_safe += finding->fix->safe;
		sum->fixable_unsafe += !finding->fix->safe;
	}
	tally = tally_of(d, finding->rule);
	tally->count++;
	tally->fixable = tally->fixable || finding->fix;
	if (finding->severity > tally->severity)
		tally->severity = finding->severity;
	if (tally->last_file != sum->files) {
		tally->files++;
		tally->last_file = sum->files;
	}
}

static enum severity fail_on_of(const struct draftlint *d, const struct plan *plan)
{
	if (d->options->fail_on)
		return (enum severity)d->options->fail_on;
	return plan->config && plan->config->fail_on ? plan->config->fail_on : SEVERITY_ERROR;
}

static void count_file(struct draftlint *d, const struct result *result, const struct plan *plan)
{
	struct draftlint_summary *sum = &d->summary;
	enum severity fail_on = fail_on_of(d, plan);

	sum->files++;
	if (result->file.kind == DRAFTLINT_DRAFT_PARTLY) {
		sum->incomplete++;
		d->untrusted = true;
	} else {
		sum->checked++;
		sum->clean += result->counts[1] + result->counts[2] + result->counts[3] == 0;
	}
	for (size_t i = 0; i < result->file.finding_count; i++)
		count_finding(d, &result->file.findings[i], fail_on);
}

static int by_rule(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->rule, ((const struct tally *)b)->rule);
}

static void sum_up(struct draftlint *d)
{
	struct draftlint_summary *sum = &d->summary;
	struct draftlint_rule_count *rules =
	    arena_array(d->session->arena, d->tally_count, sizeof(*rules));
	bool too_many =
	    d->options->max_warnings >= 0 && sum->warnings > (size_t)d->options->max_warnings;

	if (d->tally_count)
		qsort(d->tallies, d->tally_count, sizeof(*d->tallies), by_rule);
	for (size_t i = 0; i < d->tally_count; i++)
		rules[i] = (struct draftlint_rule_count){d->tallies[i].rule, d->tallies[i].severity,
		                                         d->tallies[i].count, d->tallies[i].files,
		                                         d->tallies[i].fixable};
	sum->rules = rules;
	sum->rule_count = d->tally_count;
	sum->skips = d->skips;
	sum->skip_count = d->skip_count;
	/* The one place that decides an exit status. */
	sum->status = d->untrusted                                           ? 2
	              : (sum->failing || too_many) && !d->options->exit_zero ? 1
	                                                                     : 0;
}

const struct draftlint_summary *draftlint_summary(const struct draftlint *session)
{
	return &session->summary;
}

static void check_selection(struct draftlint *d, const struct draftlint_receiver *receiver)
{
	const char *nearest = NULL;
	const char *name = d->session->packs ? session_unknown_rule(d->session, &nearest) : NULL;

	if (name)
		tell(d, receiver,
		     arena_printf(d->session->arena, "unknown rule `%s`%s%s%s", name,
		                  nearest ? ", did you mean `" : "", nearest ? nearest : "",
		                  nearest ? "`?" : ""));
}

/* ---- checking ---- */

/* Jobs and what delivering their results needs. */
struct run {
	struct draftlint *draftlint;
	const struct draftlint_receiver *receiver;
	struct job *jobs;
	size_t count;
};

static void deliver(void *context, size_t index, const struct result *result)
{
	struct run *run = context;
	const struct draftlint_receiver *receiver = run->receiver;

	count_file(run->draftlint, result, run->jobs[index].plan);
	if (receiver->file)
		receiver->file(receiver->context, &result->file);
	if (receiver->progress)
		receiver->progress(receiver->context, index + 1, run->count);
}

/* A folder that could not be searched: what is in it was not checked. */
static void deliver_search_error(struct draftlint *d, const struct path *path,
                                 const struct draftlint_receiver *receiver)
{
	struct source *empty = source_from_bytes(d->session->arena, path->path, "", 0);

	report_add(&d->session->report, rule_file_unreadable, PLACE(empty, 0, 0),
	           "cannot be searched: %s", path->error);
	deliver_settings(d, receiver);
}

/* Why a file that was found (or named, under force_exclude) is not checked. */
static const char *filter(struct draftlint *d, const struct path *path)
{
	const char *relative;
	const char *why = NULL;
	bool failed;
	const struct config *config = session_config(d->session, path->path, &relative, &failed);

	if (path->skip)
		return path->skip;
	if (path->named)
		return d->options->force_exclude && config_excludes(config, relative)
		           ? "excluded by the configuration"
		           : NULL;
	return config_includes(config, relative, &why) ? NULL : why;
}

static void ignore_by_git(struct draftlint *d, struct paths *paths)
{
	const char **names = arena_array(paths->arena, paths->count, sizeof(char *));
	size_t *index = arena_array(paths->arena, paths->count, sizeof(*index));
	bool *ignored = arena_array(paths->arena, paths->count, sizeof(*ignored));
	size_t count = 0;

	for (size_t i = 0; i < paths->count; i++) {
		if (paths->items[i].named || paths->items[i].skip || paths->items[i].error)
			continue;
		index[count] = i;
		names[count++] = paths->items[i].path;
	}
	if (count == 0 || d->options->no_ignore || !git_ignored(names, count, ignored))
		return;
	for (size_t i = 0; i < count; i++)
		if (ignored[i])
			paths->items[index[i]].skip = "ignored by git";
}

/* The jobs for PATHS; what is not one is counted or reported. */
static void plan_jobs(struct run *run, struct paths *paths)
{
	struct draftlint *d = run->draftlint;

	for (size_t i = 0; i < paths->count; i++)
		if (!paths->items[i].error)
			paths->items[i].skip = filter(d, &paths->items[i]);
	ignore_by_git(d, paths);
	run->jobs = arena_array(paths->arena, paths->count, sizeof(*run->jobs));
	for (size_t i = 0; i < paths->count; i++) {
		const struct path *path = &paths->items[i];
		struct job job = {
		    .path = path->path, .shown = path->path, .follow = path->state == PATH_LINK};

		if (path->error) {
			deliver_search_error(d, path, run->receiver);
			continue;
		}
		if (path->skip) {
			count_skip(d, path->skip);
			continue;
		}
		job.plan = session_plan(d->session, path->path, &job.relative);
		if (job.plan)
			run->jobs[run->count++] = job;
		else
			d->untrusted = true;
	}
	deliver_settings(d, run->receiver);
}

void draftlint_check_paths(struct draftlint *session, const char *const *paths, size_t count,
                           const struct draftlint_receiver *receiver)
{
	struct arena *arena = arena_new();
	struct paths found = {.arena = arena};
	struct run run = {.draftlint = session, .receiver = receiver};

	if (count == 0)
		paths_add(&found, ".");
	for (size_t i = 0; i < count; i++)
		paths_add(&found, paths[i]);
	paths_sort(&found);
	plan_jobs(&run, &found);
	check_selection(session, receiver);
	batch_run(run.jobs, run.count, session->options->jobs, deliver, &run);
	sum_up(session);
	arena_free(arena);
}

void draftlint_check_text(struct draftlint *session, const char *path, const char *bytes,
                          size_t size, const struct draftlint_receiver *receiver)
{
	struct job job = {.path = path, .shown = path, .bytes = bytes, .size = size};
	struct run run = {.draftlint = session, .receiver = receiver, .jobs = &job, .count = 1};

	job.plan = session_plan(session->session, path, &job.relative);
	deliver_settings(session, receiver);
	check_selection(session, receiver);
	if (job.plan)
		batch_run(&job, 1, 1, deliver, &run);
	else
		session->untrusted = true;
	sum_up(session);
}

/* ---- rules and cards ---- */

/* The plan of the working directory; without a configuration, the rules that
 * need none. */
static const struct plan *here(struct draftlint *d, const struct draftlint_receiver *receiver)
{
	const struct plan *plan;
	const char *relative;
	bool failed;

	if (!d->options->pack && !session_config(d->session, CONFIG_NAME, &relative, &failed) &&
	    !failed) {
		struct plan_selection all = {NULL, NULL};
		const struct ruleset *ruleset = session_ruleset(d->session, NULL, "", NO_PLACE);

		return plan_new(d->session->arena, NULL, ruleset, &all, &d->session->report);
	}
	plan = session_plan(d->session, CONFIG_NAME, &relative);
	deliver_settings(d, receiver);
	sum_up(d);
	return plan;
}

static const struct prose_rule *prose_of(const struct ruleset *ruleset, const struct rule *rule)
{
	for (size_t i = 0; ruleset->pack && i < ruleset->pack->prose_count; i++)
		if (&ruleset->pack->prose[i].rule == rule)
			return &ruleset->pack->prose[i];
	return NULL;
}

bool draftlint_rules(struct draftlint *session, const struct draftlint_receiver *receiver,
                     void (*rule)(void *context, const struct draftlint_rule *rule), void *context)
{
	const struct plan *plan = here(session, receiver);
	const struct ruleset *ruleset;
	enum severity *levels;

	if (!plan)
		return false;
	ruleset = plan->ruleset;
	levels = arena_array(session->session->arena, ruleset->rule_count, sizeof(*levels));
	memcpy(levels, ruleset->levels, ruleset->rule_count * sizeof(*levels));
	for (size_t i = 0; i < plan->rules.count; i++)
		levels[plan->rules.items[i].rule] = plan->rules.items[i].severity;
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		const struct rule *r = ruleset->rules[i];
		const struct prose_rule *prose = prose_of(ruleset, r);
		struct draftlint_rule out = {
		    .name = r->name,
		    .severity = (enum draftlint_severity)levels[i],
		    .question = r->question,
		    .fixable = r->fixable,
		    .summary = r->summary,
		    .reason = r->reason,
		    .bad = *r->bad ? r->bad : NULL,
		    .good = *r->good ? r->good : NULL,
		};

		if (prose) {
			out.path = prose->place.source->path;
			out.line =
			    source_position(prose->place.source, prose->place.span.start).line;
		}
		rule(context, &out);
	}
	return true;
}

bool draftlint_card(struct draftlint *session, const char *reference,
                    const struct draftlint_receiver *receiver,
                    void (*line)(void *context, const char *label, const char *text), void *context)
{
	const struct plan *plan = here(session, receiver);
	const char *why = "no pack is configured here: pass --pack";

	if (!plan)
		return false;
	if (plan->ruleset->pack && card_print(plan->ruleset->pack, session->session->arena,
	                                      reference, line, context, &why))
		return true;
	tell(session, receiver, why);
	sum_up(session);
	return false;
}

/* ---- packs ---- */

bool draftlint_pack_check(struct draftlint *session, const char *folder,
                          const struct draftlint_receiver *receiver)
{
	const struct ruleset *ruleset = session_ruleset(session->session, folder, "", NO_PLACE);

	deliver_settings(session, receiver);
	sum_up(session);
	return ruleset != NULL;
}

bool draftlint_pack_test(struct draftlint *session, const char *folder,
                         const struct draftlint_receiver *receiver,
                         struct draftlint_pack_test *result)
{
	const struct ruleset *ruleset = session_ruleset(session->session, folder, "", NO_PLACE);
	struct plan_selection all = {NULL, NULL};
	struct arena *arena = arena_new();
	struct paths paths = {.arena = arena};
	const struct plan *plan = NULL;
	struct worker *worker;

	*result = (struct draftlint_pack_test){0};
	if (ruleset) {
		plan = plan_new(arena, NULL, ruleset, &all, &session->session->report);
		paths_add(&paths, arena_printf(arena, "%s/examples", ruleset->pack->folder));
		paths_sort(&paths);
	}
	deliver_settings(session, receiver);
	worker = worker_new();
	for (size_t i = 0; i < paths.count; i++) {
		struct result tested;

		pack_test_example(worker, plan, paths.items[i].path, &tested);
		result->examples++;
		result->failed += tested.file.finding_count > 0;
		count_file(session, &tested, plan);
		if (receiver->file && tested.file.finding_count)
			receiver->file(receiver->context, &tested.file);
		result_release(&tested);
	}
	worker_free(worker);
	sum_up(session);
	arena_free(arena);
	return ruleset && result->failed == 0;
}

/* ---- settings ---- */

struct settings_writer {
	struct arena *arena;
	void (*setting)(void *context, const struct draftlint_setting *setting);
	void *context;
};

static void write_setting(const struct settings_writer *writer, const char *key, const char *value,
                          struct place place)
{
	struct draftlint_setting out = {.key = key, .value = value};

	if (place.source) {
		struct position p = source_position(place.source, place.span.start);

		out.path = place.source->path;
		out.line = p.line;
		out.column = p.column;
	}
	writer->setting(writer->context, &out);
}

static void write_globs(const struct settings_writer *writer, const char *key,
                        const struct node *globs, struct place place)
{
	const char *text = "";

	for (const struct node *g = strings_first(globs); g; g = strings_next(globs, g))
		text = arena_printf(writer->arena, "%s%s%s", text, *text ? ", " : "", g->map.text);
	if (globs)
		write_setting(writer, key, text, place);
}

/* Where the severity of rule INDEX was last set for the draft, and what it is. */
static void write_rule(const struct settings_writer *writer, const struct plan *plan,
                       const char *relative, size_t index)
{
	const struct ruleset *ruleset = plan->ruleset;
	enum severity severity = ruleset->levels[index];
	struct place place = NO_PLACE;
	const struct pack *pack = ruleset->pack;

	for (size_t i = 0; pack && i < pack->rule_count; i++)
		if (slice_is(pack->rules[i].rule, ruleset->rules[index]->name))
			place = (struct place){pack->rules[i].source, pack->rules[i].span};
	for (size_t i = 0; i < plan->rules.count; i++) {
		if (plan->rules.items[i].rule != index)
			continue;
		severity = plan->rules.items[i].severity;
		place = plan->rules.items[i].place;
	}
	for (size_t o = 0; plan->config && o < plan->config->override_count; o++) {
		const struct config_override *override = &plan->config->overrides[o];

		/* What depends on metadata is not known here: only paths decide. */
		if (override->when || !config_override_applies(override, relative, NULL, NULL))
			continue;
		for (size_t i = 0; i < plan->overrides[o].count; i++) {
			if (plan->overrides[o].items[i].rule != index)
				continue;
			severity = plan->overrides[o].items[i].severity;
			place = plan->overrides[o].items[i].place;
		}
	}
	write_setting(writer, arena_printf(writer->arena, "rules.%s", ruleset->rules[index]->name),
	              severity_name(severity), place);
}

bool draftlint_settings_for(struct draftlint *session, const char *path,
                            const struct draftlint_receiver *receiver,
                            void (*setting)(void *context, const struct draftlint_setting *setting),
                            void *context)
{
	struct settings_writer writer = {session->session->arena, setting, context};
	const struct config *config;
	const struct plan *plan;
	const char *relative;

	plan = session_plan(session->session, path, &relative);
	deliver_settings(session, receiver);
	sum_up(session);
	if (!plan)
		return false;
	config = plan->config;
	if (config)
		write_setting(&writer, "config", config->path, NO_PLACE);
	if (plan->ruleset->pack)
		write_setting(&writer, "pack", plan->ruleset->pack->folder,
		              config && !session->options->pack ? config->pack_place : NO_PLACE);
	if (config) {
		write_globs(&writer, "include", config->include, config->include_place);
		write_globs(&writer, "exclude", config->exclude, config->exclude_place);
	}
	write_setting(&writer, "fail-on", severity_name(fail_on_of(session, plan)),
	              config && !session->options->fail_on ? config->fail_on_place : NO_PLACE);
	for (size_t i = 0; i < plan->ruleset->rule_count; i++)
		write_rule(&writer, plan, relative, i);
	return true;
}

/* ---- versions ---- */

const char *draftlint_version(void)
{
	return DRAFTLINT_VERSION;
}

const char *draftlint_libraries(void)
{
	return "";
}
