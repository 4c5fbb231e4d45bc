#include "lint/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/fingerprint.h"
#include "lint/paths.h"
#include "lint/renames.h"

static struct ledger *ledger_of(struct run *run, const struct baseline *baseline)
{
	struct arena *arena = run->session->arena;
	struct ledger *ledger = run->ledgers;

	while (ledger && ledger->baseline != baseline)
		ledger = ledger->next;
	if (ledger)
		return ledger;
	ledger = arena_alloc(arena, sizeof(*ledger));
	ledger->baseline = baseline;
	ledger->states = arena_array(arena, baseline->count, sizeof(*ledger->states));
	ledger->next = run->ledgers;
	run->ledgers = ledger;
	return ledger;
}

static enum entry_state *state_of(const struct ledger *ledger, const struct draftlint_known *entry)
{
	return &ledger->states[entry - ledger->baseline->entries];
}

/* ---- the names of drafts ---- */

/* A draft by its name in the baseline. */
struct name {
	const char *key;
	struct job *job;
};

/* What of a baseline belongs to one draft. */
struct share {
	const struct draftlint_known *entries;
	size_t count;
	const char *path; /* as seen from the working directory, and as git lists it */
};

/* One baseline, whose drafts are to be found. */
struct naming {
	struct run *run;
	struct ledger *ledger;
	struct arena *arena;
	const struct limits *searched;
	struct jobs *added; /* for renamed drafts that nobody asked to check */
	struct name *names; /* of the jobs, by key */
	size_t name_count;
	struct share *gone; /* drafts that are not where they were */
	size_t gone_count;
};

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct name *)a)->key, ((const struct name *)b)->key);
}

static void find_names(struct naming *naming, const struct jobs *jobs)
{
	naming->names = arena_array(naming->arena, jobs->count, sizeof(*naming->names));
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->items[i].baseline == naming->ledger->baseline)
			naming->names[naming->name_count++] =
			    (struct name){jobs->items[i].key, &jobs->items[i]};
	if (naming->name_count)
		qsort(naming->names, naming->name_count, sizeof(*naming->names), by_key);
}

static struct job *job_named(const struct naming *naming, const char *key)
{
	struct name wanted = {.key = key};
	struct name *found =
	    naming->name_count
	        ? bsearch(&wanted, naming->names, naming->name_count, sizeof(wanted), by_key)
	        : NULL;

	return found ? found->job : NULL;
}

static void find_gone(struct naming *naming)
{
	const struct baseline *baseline = naming->ledger->baseline;
	const char *folder = paths_folder(naming->arena, baseline->path);
	struct share share;

	naming->gone = arena_array(naming->arena, baseline->count, sizeof(*naming->gone));
	for (size_t i = 0; i < baseline->count; i += share.count) {
		const char *key = baseline->entries[i].path;

		share.entries = baseline_of(baseline, key, &share.count);
		share.path = paths_from(naming->arena, "", paths_in(naming->arena, folder, key));
		if (!job_named(naming, key) && paths_gone(share.path))
			naming->gone[naming->gone_count++] = share;
	}
}

/* Entries whose draft is checked, by PLAN (NULL: it is gone), and that nothing has
 * been found for yet. */
static void mark(struct ledger *ledger, const struct share *share, const struct plan *plan)
{
	for (size_t i = 0; i < share->count; i++) {
		const struct draftlint_known *entry = &share->entries[i];
		size_t rule = plan ? ruleset_find(plan->ruleset, slice_of(entry->rule)) : 0;

		/* Of a rule that was left out on the command line nothing is known. */
		if (plan && rule < plan->ruleset->rule_count && !plan->selected[rule])
			continue;
		if (*state_of(ledger, entry) == ENTRY_KEPT)
			*state_of(ledger, entry) = ENTRY_STALE;
	}
}

/* The job of a draft that was renamed to PATH; NULL when it is not checked. */
static struct job *job_of(struct naming *naming, const char *path)
{
	const struct baseline *baseline = naming->ledger->baseline;
	const char *key = baseline_key(naming->arena, baseline, path);
	struct job *job = job_named(naming, key);
	struct job added = {
	    .path = path, .shown = path, .baseline = baseline, .key = key, .quiet = true};

	if (job || !naming->run->work)
		return job;
	added.plan = session_plan(naming->run->session, path, &added.relative);
	if (!added.plan)
		return NULL;
	job = &naming->added->items[naming->added->count++];
	*job = added;
	return job;
}

static void find_renamed(struct naming *naming)
{
	const struct session *session = naming->run->session;
	const char **gone = arena_array(naming->arena, naming->gone_count, sizeof(*gone));
	struct renames *renames;
	const char *rest;

	for (size_t i = 0; i < naming->gone_count; i++)
		gone[i] = naming->gone[i].path;
	renames = renames_find(naming->arena, gone, naming->gone_count, session->options->staged);
	for (size_t i = 0; i < naming->gone_count; i++) {
		const struct share *share = &naming->gone[i];
		const char *now = renames_now(renames, share->path);
		struct job *job = now ? job_of(naming, now) : NULL;
		bool failed;

		if (job) {
			job->former_key = share->entries[0].path;
			session_config(naming->run->session, share->path, &job->former, &failed);
		} else if (!now && naming->searched &&
		           limits_find(naming->arena, naming->searched, share->path, &rest)) {
			mark(naming->ledger, share, NULL);
		}
	}
}

/* Whether anything depends on what became of the drafts that are gone: a draft
 * without entries may be one of them, or one of them lies where was searched. */
static bool matters(const struct naming *naming)
{
	const char *rest;
	size_t count;

	for (size_t i = 0; i < naming->name_count; i++) {
		baseline_of(naming->ledger->baseline, naming->names[i].key, &count);
		if (count == 0)
			return true;
	}
	for (size_t i = 0; i < naming->gone_count && naming->searched; i++)
		if (limits_find(naming->arena, naming->searched, naming->gone[i].path, &rest))
			return true;
	return false;
}

void ledger_open(struct run *run, struct jobs *jobs, struct arena *arena,
                 const struct limits *searched)
{
	struct jobs added = {0};
	size_t room = 0;

	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->items[i].baseline)
			ledger_of(run, jobs->items[i].baseline);
	for (const struct ledger *ledger = run->ledgers; ledger; ledger = ledger->next)
		room += ledger->baseline->count;
	added.items = arena_array(arena, run->work ? room : 0, sizeof(*added.items));
	for (struct ledger *ledger = run->ledgers; ledger; ledger = ledger->next) {
		struct naming naming = {.run = run,
		                        .ledger = ledger,
		                        .arena = arena,
		                        .searched = searched,
		                        .added = &added};

		find_names(&naming, jobs);
		find_gone(&naming);
		if (naming.gone_count && (run->work || matters(&naming)))
			find_renamed(&naming);
	}
	jobs_append(jobs, &added, arena);
}

/* ---- results ---- */

/* What of a draft's findings belongs into the baseline that is being made. */
static void collect(struct run *run, struct ledger *ledger, const struct job *job,
                    const struct draftlint_finding *finding)
{
	struct arena *arena = run->session->arena;
	struct draftlint_known known;
	char print[FINGERPRINT_SIZE];

	if (finding->suppressed || finding->incomplete ||
	    (!finding->known && (job->quiet || run->work == DRAFTLINT_BASELINE_PRUNE)))
		return;
	fingerprint_write(finding->identity, print);
	known = (struct draftlint_known){.path = arena_strdup(arena, job->key),
	                                 .rule = arena_strdup(arena, finding->rule),
	                                 .message = arena_strdup(arena, finding->message),
	                                 .fingerprint = arena_strdup(arena, print)};
	ledger->found = arena_grow(arena, ledger->found, ledger->found_count,
	                           &ledger->found_capacity, sizeof(*ledger->found));
	ledger->found[ledger->found_count++] = known;
	ledger->added += !finding->known;
}

void ledger_add(struct run *run, const struct job *job, const struct result *result)
{
	struct ledger *ledger;
	const char *const keys[] = {job->key, job->former_key};

	if (!job->baseline)
		return;
	ledger = ledger_of(run, job->baseline);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys) && keys[i]; i++) {
		struct share share = {0};

		/* That something was not found in half a draft says nothing. */
		if (result->file.kind != DRAFTLINT_DRAFT)
			break;
		share.entries = baseline_of(job->baseline, keys[i], &share.count);
		mark(ledger, &share, job->plan);
	}
	for (size_t i = 0; i < result->file.finding_count; i++) {
		const struct draftlint_finding *finding = &result->file.findings[i];

		/* A comment has taken over what the entry was for. */
		if (finding->known && !finding->suppressed)
			*state_of(ledger, finding->known) = ENTRY_FOUND;
		if (run->work)
			collect(run, ledger, job, finding);
	}
}

static size_t count_of(const struct ledger *ledger, enum entry_state state)
{
	size_t count = 0;

	for (size_t i = 0; i < ledger->baseline->count; i++)
		count += ledger->states[i] == state;
	return count;
}

size_t ledger_stale(const struct run *run)
{
	size_t count = 0;

	for (const struct ledger *ledger = run->ledgers; ledger; ledger = ledger->next)
		count += count_of(ledger, ENTRY_STALE);
	return count;
}

/* ---- writing ---- */

static void write_one(const struct run *run, const struct ledger *ledger,
                      void (*write)(void *context, const struct draftlint_baseline *baseline),
                      void *context)
{
	const struct baseline *old = ledger->baseline;
	size_t count = ledger->found_count;
	struct draftlint_known *entries =
	    arena_array(run->session->arena, old->count + count, sizeof(*entries));
	struct draftlint_baseline made = {
	    .path = old->path, .added = ledger->added, .dropped = count_of(ledger, ENTRY_STALE)};
	struct builder text = {0};

	if (count)
		memcpy(entries, ledger->found, count * sizeof(*entries));
	for (size_t i = 0; i < old->count; i++)
		if (ledger->states[i] == ENTRY_KEPT)
			entries[count++] = old->entries[i];
	count = baseline_write(entries, count, &text);
	made.bytes = text.bytes;
	made.size = text.len;
	made.count = count;
	for (size_t i = 0; i < count; i++)
		made.drafts += i == 0 || strcmp(entries[i].path, entries[i - 1].path) != 0;
	write(context, &made);
	builder_release(&text);
}

/* Why there is no baseline to write. */
static const char *why_none(const struct run *run)
{
	if (run->totals.summary.files == 0)
		return "no baseline is written: no drafts were found";
	if (run->work == DRAFTLINT_BASELINE_CREATE || run->session->options->no_config)
		return "no configuration governs these drafts: --baseline says where their "
		       "baseline is";
	return "there is no baseline yet: `draftlint baseline create` writes one";
}

bool ledger_make(struct run *run, enum draftlint_baseline_work work, const char *const *paths,
                 size_t count,
                 void (*write)(void *context, const struct draftlint_baseline *baseline),
                 void *context)
{
	run->work = work;
	run->session->makes_baselines = work == DRAFTLINT_BASELINE_CREATE;
	jobs_check_paths(run, paths, count);
	if (!run->misled && !run->ledgers)
		run_fail(run, why_none(run));
	totals_finish(&run->totals);
	if (run->misled)
		return false;
	for (const struct ledger *ledger = run->ledgers; ledger; ledger = ledger->next)
		write_one(run, ledger, write, context);
	return true;
}
