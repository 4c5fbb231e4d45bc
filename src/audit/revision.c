#include "audit/former.h"

#include <string.h>

#include "base/arena.h"
#include "lint/batch.h"
#include "lint/git.h"
#include "lint/git_list.h"

enum { TEXTS_AT_ONCE = 256 }; /* drafts whose texts are in memory */

/* The drafts of a revision, on their way to a library of their own. */
struct revision {
	struct audit *audit;
	struct library *library;
	struct arena *arena;
	struct job *jobs;
	size_t count;
	size_t capacity;
};

static void take(void *context, size_t index, const struct result *result)
{
	struct revision *revision = context;

	(void)index;
	library_take(revision->library, revision->audit->scratch, result);
}

/* The draft at PATH then, when it would be one of the library now. */
static void add(struct revision *revision, const char *path, struct slice blob)
{
	struct session *session = revision->audit->library->run->session;
	struct job job = {.path = arena_strdup(revision->arena, path)};
	const struct config *config;
	const char *why;
	bool failed;

	job.shown = job.path;
	config = session_config(session, job.path, &job.relative, &failed);
	if (failed || !config_includes(config, job.relative, &why))
		return;
	job.plan = session_plan(session, job.path, &job.relative);
	if (!job.plan || !pack_same(job.plan->ruleset->pack, revision->audit->pack))
		return;
	job.blob = arena_copy(revision->arena, blob.ptr, blob.len);
	job.extract = facts_extract;
	revision->jobs = arena_grow(revision->arena, revision->jobs, revision->count,
	                            &revision->capacity, sizeof(*revision->jobs));
	revision->jobs[revision->count++] = job;
}

/* "100644 blob NAME\tPATH\0", for each file. */
static void read_tree(struct revision *revision, struct slice tree)
{
	for (size_t i = 0; i < tree.len; i += strlen(tree.ptr + i) + 1) {
		struct slice rest = slice_of(tree.ptr + i);
		struct slice mode;
		struct slice kind;
		struct slice blob;

		if (slice_split(&rest, ' ', &mode) && slice_split(&rest, ' ', &kind) &&
		    slice_split(&rest, '\t', &blob) && rest.ptr && slice_starts(mode, "100"))
			add(revision, rest.ptr, blob);
	}
}

static bool check(struct revision *revision, size_t first, size_t count, const char **why)
{
	struct arena *arena = arena_new();
	const char **blobs = arena_array(arena, count, sizeof(*blobs));
	const char **texts = arena_array(arena, count, sizeof(*texts));
	size_t *sizes = arena_array(arena, count, sizeof(*sizes));
	struct job *jobs = revision->jobs + first;
	bool read;

	for (size_t i = 0; i < count; i++)
		blobs[i] = jobs[i].blob;
	read = git_read_blobs(arena, blobs, count, SOURCE_LIMIT, texts, sizes, why);
	for (size_t i = 0; i < count && read; i++) {
		jobs[i].bytes = texts[i];
		jobs[i].size = sizes[i];
	}
	if (read)
		read = batch_run(jobs, count, revision->audit->library->run->session->options->jobs,
		                 take, revision);
	else
		*why = arena_strdup(revision->arena, *why);
	arena_free(arena);
	return read;
}

static bool list(struct revision *revision, const char *name, const char **why)
{
	char *const argv[] = {"git", "ls-tree", "-r", "-z", (char *)name, "--", ".", NULL};
	struct builder tree = {0};
	bool listed = git_run(revision->arena, argv, slice_of(""), &tree, why) == 0;

	if (listed)
		read_tree(revision, builder_slice(&tree));
	builder_release(&tree);
	return listed;
}

bool former_read_revision(struct audit *audit, const char *name, struct former *out)
{
	struct revision revision = {
	    .audit = audit, .library = library_new(audit->library->run), .arena = audit->arena};
	struct audit *then = arena_alloc(audit->arena, sizeof(*then));
	const char *why = "stopped";
	bool good;

	revision.library->plan = audit->plan;
	/* A name that begins with a hyphen would be an option of git's. */
	good = name[0] != '-' && list(&revision, name, &why);
	for (size_t i = 0; good && i < revision.count; i += TEXTS_AT_ONCE)
		good = check(
		    &revision, i,
		    revision.count - i < TEXTS_AT_ONCE ? revision.count - i : TEXTS_AT_ONCE, &why);
	if (good && library_settle(revision.library)) {
		*then = *audit;
		then->library = revision.library;
		then->arena = revision.library->arena;
		then->count = 0;
		then->out = (struct draftlint_audit){0};
		inventory_fill(then);
		mix_fill(then);
		former_of_audit(audit->arena, &then->out, out);
		audit->library->former = revision.library;
		return true;
	}
	run_fail(audit->library->run,
	         arena_printf(audit->arena,
	                      "--since: `%s` is neither the JSON of a former audit nor a "
	                      "revision: %s",
	                      name, why));
	library_free(revision.library);
	return false;
}
