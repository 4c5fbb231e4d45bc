#include <draftlint.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "checks/lint_rules.h"
#include "lint/batch.h"
#include "lint/git.h"
#include "lint/pack_test.h"
#include "lint/paths.h"
#include "lint/seal.h"
#include "lint/session.h"
#include "lint/settings.h"
#include "lint/site.h"
#include "lint/totals.h"
#include "parse/markdown.h"
#include "parse/yaml.h"
#include "rules/card.h"
#include "rules/pattern.h"

struct draftlint {
	struct session *session;
	const struct draftlint_options *options;
	struct totals totals;
};

struct draftlint *draftlint_new(const struct draftlint_options *options)
{
	struct draftlint *d = memory_alloc(sizeof(*d));

	memset(d, 0, sizeof(*d));
	d->options = options;
	d->session = session_new(options);
	d->totals.arena = d->session->arena;
	d->totals.options = options;
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
	struct seal_options options = {0};
	struct draftlint_file all = {0};
	size_t start = 0;

	if (session->message) {
		d->totals.untrusted = true;
		if (receiver->message)
			receiver->message(receiver->context, session->message);
		session->message = NULL;
	}
	if (session->report.count == 0)
		return;
	seal_findings(session->arena, &session->report, &options, &all);
	session->report = report_in(session->arena);
	for (size_t i = 1; i <= all.finding_count; i++) {
		if (i < all.finding_count &&
		    strcmp(all.findings[i].path, all.findings[start].path) == 0)
			continue;
		deliver_settings_file(receiver, all.findings + start, i - start);
		start = i;
	}
	totals_add_errors(&d->totals, all.finding_count);
}

static void tell(struct draftlint *d, const struct draftlint_receiver *receiver, const char *text)
{
	d->totals.untrusted = true;
	if (receiver->message)
		receiver->message(receiver->context, text);
}

const struct draftlint_summary *draftlint_summary(const struct draftlint *session)
{
	return &session->totals.summary;
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

	totals_add(&run->draftlint->totals, result, run->jobs[index].plan);
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
			totals_skip(&d->totals, path->skip);
			continue;
		}
		job.plan = session_plan(d->session, path->path, &job.relative);
		if (job.plan)
			run->jobs[run->count++] = job;
		else
			d->totals.untrusted = true;
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
	totals_finish(&session->totals);
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
		session->totals.untrusted = true;
	totals_finish(&session->totals);
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
	totals_finish(&d->totals);
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

/* Which page of the tree serves each step of a journey, or none. */
static void print_steps(struct draftlint *d, const struct pack *pack, const char *reference,
                        void (*line)(void *context, const char *label, const char *text),
                        void *context)
{
	struct arena *arena = d->session->arena;
	const struct journey *journey;
	const char *label = "pages here";
	struct slice rest = slice_of(reference);
	const char *relative;
	struct site *site;
	struct slice what;
	bool failed;

	slice_split(&rest, ':', &what);
	/* Without a configuration nobody has said which files make up the site. */
	if (!slice_is(what, "journey") ||
	    !session_config(d->session, CONFIG_NAME, &relative, &failed))
		return;
	journey = (const struct journey *)taxonomy_find(&pack->journeys, rest);
	site = journey ? site_read(arena, d->session, pack) : NULL;
	if (!site || site_size(site) == 0)
		return;
	for (const struct node *step = strings_first(journey->path); step;
	     step = strings_next(journey->path, step)) {
		const char *path;
		enum route_state state = site_state(site, step->map.text, &path);

		line(context, label,
		     arena_printf(arena, "%s: %s%s%s", step->map.text, route_state_name(state),
		                  path ? ", " : "", path ? path : ""));
		label = "";
	}
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
	                                      reference, line, context, &why)) {
		print_steps(session, plan->ruleset->pack, reference, line, context);
		return true;
	}
	tell(session, receiver, why);
	totals_finish(&session->totals);
	return false;
}

/* ---- packs ---- */

bool draftlint_pack_check(struct draftlint *session, const char *folder,
                          const struct draftlint_receiver *receiver)
{
	const struct ruleset *ruleset = session_ruleset(session->session, folder, "", NO_PLACE);

	deliver_settings(session, receiver);
	totals_finish(&session->totals);
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
		totals_add(&session->totals, &tested, plan);
		if (receiver->file && tested.file.finding_count)
			receiver->file(receiver->context, &tested.file);
		result_release(&tested);
	}
	worker_free(worker);
	totals_finish(&session->totals);
	arena_free(arena);
	return ruleset && result->failed == 0;
}

/* ---- settings ---- */

bool draftlint_settings_for(struct draftlint *session, const char *path,
                            const struct draftlint_receiver *receiver,
                            void (*setting)(void *context, const struct draftlint_setting *setting),
                            void *context)
{
	const char *relative;
	const struct plan *plan = session_plan(session->session, path, &relative);

	deliver_settings(session, receiver);
	totals_finish(&session->totals);
	if (!plan)
		return false;
	settings_list(session->session->arena, plan, session->options, relative, setting, context);
	return true;
}

/* ---- versions ---- */

const char *draftlint_version(void)
{
	return DRAFTLINT_VERSION;
}

void draftlint_libraries(char text[256])
{
	void (*const libraries[])(char text[64]) = {markdown_library, yaml_library, pattern_library,
	                                            utf8_library};
	size_t used = 0;

	for (size_t i = 0; i < sizeof(libraries) / sizeof(libraries[0]); i++) {
		char name[64];

		libraries[i](name);
		used += (size_t)snprintf(text + used, 256 - used, "%s%s", used ? ", " : "", name);
	}
}
