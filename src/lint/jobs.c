#include "lint/jobs.h"

#include <string.h>

#include "base/arena.h"
#include "base/temporary.h"
#include "checks/lint_rules.h"
#include "lint/batch.h"
#include "lint/git.h"
#include "lint/git_list.h"
#include "lint/git_paths.h"
#include "lint/ledger.h"

/* ---- which drafts ---- */

/* A folder that cannot be searched, say: what is in it is not checked. */
static void report_error(struct run *run, const struct path *path)
{
	struct source *empty = source_from_bytes(run->session->arena, path->path, "", 0);

	report_add(&run->session->report, rule_file_unreadable, PLACE(empty, 0, 0), "%s",
	           path->error);
}

/* Why a file that was found (or named, under force_exclude) is not checked. */
static const char *filter(const struct run *run, const char *path, bool named)
{
	const char *relative;
	const char *why = NULL;
	bool failed;
	const struct config *config = session_config(run->session, path, &relative, &failed);

	/* Whatever is left there of a run that was killed is to be told. */
	if ((named && !run->session->options->force_exclude) || temporary_is_path(path))
		return NULL;
	return config_includes(config, relative, &why) ? NULL : why;
}

static void ignore_by_git(const struct run *run, struct paths *paths)
{
	const char **names = arena_array(paths->arena, paths->count, sizeof(char *));
	size_t *index = arena_array(paths->arena, paths->count, sizeof(*index));
	bool *ignored = arena_array(paths->arena, paths->count, sizeof(*ignored));
	size_t count = 0;

	for (size_t i = 0; i < paths->count; i++) {
		const struct path *path = &paths->items[i];

		if (path->named || path->listed || path->skip || path->error ||
		    temporary_is_path(path->path))
			continue;
		index[count] = i;
		names[count++] = path->path;
	}
	if (count == 0 || run->session->options->no_ignore || !git_ignored(names, count, ignored))
		return;
	for (size_t i = 0; i < count; i++)
		if (ignored[i])
			paths->items[index[i]].skip = "ignored by git";
}

/* Gives JOB, of the draft at PATH, what it needs to be checked; false when that is
 * wrong or missing. Names are made in ARENA. */
static bool prepare(struct run *run, struct arena *arena, struct job *job)
{
	bool failed = false;

	job->plan = session_plan(run->session, job->path, &job->relative);
	if (job->plan)
		job->baseline = session_baseline(run->session, job->plan->config, &failed);
	if (job->baseline)
		job->key = baseline_key(arena, job->baseline, job->path);
	if (!job->plan || failed)
		run->totals.untrusted = true;
	return job->plan && !failed;
}

/* The drafts among PATHS, which are sorted. What is not checked is counted or
 * reported; so is everything that is wrong with configurations and packs. */
static struct jobs plan_paths(struct run *run, struct paths *paths)
{
	struct jobs jobs = {0};

	for (size_t i = 0; i < paths->count; i++)
		if ((!paths->items[i].error || paths->items[i].listed) && !paths->items[i].skip)
			paths->items[i].skip =
			    filter(run, paths->items[i].path, paths->items[i].named);
	ignore_by_git(run, paths);
	jobs.items = arena_array(paths->arena, paths->count, sizeof(*jobs.items));
	for (size_t i = 0; i < paths->count; i++) {
		const struct path *path = &paths->items[i];
		struct job job = {
		    .path = path->path,
		    .shown = path->path,
		    .blob = path->blob,
		    .follow = path->state == PATH_LINK,
		    .fixing = run->session->options->fix,
		    .keep_file = run->session->options->keep_files,
		};

		if (path->skip) {
			totals_skip(&run->totals, path->skip);
			continue;
		}
		if (path->error) {
			report_error(run, path);
			continue;
		}
		if (prepare(run, paths->arena, &job))
			jobs.items[jobs.count++] = job;
	}
	run_deliver_settings(run);
	return jobs;
}

void jobs_append(struct jobs *jobs, const struct jobs *more, struct arena *arena)
{
	size_t count = jobs->count + more->count;
	struct job *all = arena_array(arena, count, sizeof(*all));

	if (jobs->count)
		memcpy(all, jobs->items, jobs->count * sizeof(*all));
	if (more->count)
		memcpy(all + jobs->count, more->items, more->count * sizeof(*all));
	*jobs = (struct jobs){all, count};
}

/* ---- checking them ---- */

static void check_selection(struct run *run)
{
	const char *nearest = NULL;
	const char *name =
	    run->session->packs ? session_unknown_rule(run->session, &nearest) : NULL;

	if (name)
		run_fail(run, arena_printf(run->session->arena, "unknown rule `%s`%s%s%s", name,
		                           nearest ? ", did you mean `" : "",
		                           nearest ? nearest : "", nearest ? "`?" : ""));
}

/* Jobs and what delivering their results needs. */
struct delivery {
	struct run *run;
	const struct jobs *jobs;
};

static void deliver(void *context, size_t index, const struct result *result)
{
	const struct delivery *delivery = context;
	const struct job *job = &delivery->jobs->items[index];
	struct run *run = delivery->run;

	if (run->watch)
		run->watch->checked(run->watch->context, result);
	ledger_add(run, job, result);
	if (!job->quiet) {
		totals_add(&run->totals, result, job->plan);
		run_deliver(run, &result->file);
	}
	if (run->receiver->progress)
		run->receiver->progress(run->receiver->context, index + 1, delivery->jobs->count);
}

/* As many at a time as the options say; hands over the results. */
static void check_jobs(struct run *run, const struct jobs *jobs)
{
	struct delivery delivery = {run, jobs};

	check_selection(run);
	if (!batch_run(jobs->items, jobs->count, run->session->options->jobs, deliver, &delivery))
		run_fail(run, "stopped by a signal: not every draft was checked");
	run->totals.summary.stale = ledger_stale(run);
	totals_finish(&run->totals);
}

/* The files that the options and the caller's paths come to. */
static bool find_paths(struct run *run, const char *const *paths, size_t count, struct paths *found)
{
	const struct draftlint_options *options = run->session->options;
	const char *why;

	if (options->staged || options->changed) {
		if (!git_paths_add(found, options, paths, count, &why)) {
			run_fail(run, why);
			return false;
		}
	} else {
		if (count == 0)
			paths_add(found, ".");
		for (size_t i = 0; i < count; i++)
			paths_add(found, paths[i]);
	}
	paths_sort(found);
	return true;
}

/* The texts of the drafts that are not checked as they are in their files. */
static bool read_staged(struct run *run, struct jobs *jobs, struct arena *arena)
{
	const char **blobs = arena_array(arena, jobs->count, sizeof(char *));
	const char **texts = arena_array(arena, jobs->count, sizeof(char *));
	size_t *sizes = arena_array(arena, jobs->count, sizeof(*sizes));
	const char *why;

	for (size_t i = 0; i < jobs->count; i++)
		blobs[i] = jobs->items[i].blob;
	if (!git_read_blobs(arena, blobs, jobs->count, SOURCE_LIMIT, texts, sizes, &why)) {
		run_fail(run, arena_printf(arena, "cannot read what is staged: %s", why));
		return false;
	}
	for (size_t i = 0; i < jobs->count; i++) {
		jobs->items[i].bytes = texts[i];
		jobs->items[i].size = sizes[i];
	}
	return true;
}

void jobs_check_paths(struct run *run, const char *const *paths, size_t count)
{
	static const char *const here[] = {"."};
	const struct draftlint_options *options = run->session->options;
	struct paths found = {.arena = arena_new()};
	struct limits searched = limits_new(found.arena, count ? paths : here, count ? count : 1);
	struct jobs jobs = {0};

	if (find_paths(run, paths, count, &found))
		jobs = plan_paths(run, &found);
	ledger_open(run, &jobs, found.arena,
	            options->staged || options->changed ? NULL : &searched);
	if (options->staged && jobs.count && !read_staged(run, &jobs, found.arena))
		jobs.count = 0;
	if (run->watch)
		run->watch->planned(run->watch->context, &found, &jobs);
	check_jobs(run, &jobs);
	arena_free(found.arena);
}

void jobs_check_text(struct run *run, const char *path, const char *bytes, size_t size,
                     enum draftlint_fixing fixing, bool keep)
{
	struct job job = {.path = path,
	                  .shown = path,
	                  .bytes = bytes,
	                  .size = size,
	                  .fixing = fixing,
	                  .keep_file = keep};
	struct jobs jobs = {&job, 1};
	struct arena *arena = arena_new();
	const char *skip = filter(run, path, true);

	if (skip)
		totals_skip(&run->totals, skip);
	jobs.count = !skip && prepare(run, arena, &job);
	run_deliver_settings(run);
	ledger_open(run, &jobs, arena, NULL);
	check_jobs(run, &jobs);
	arena_free(arena);
}
