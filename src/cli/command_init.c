/*
 * init: the files that a repository of content begins with: which files are
 * drafts, a strategy to make one's own, and the hook. All of them or none.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/asset.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/formats.h"
#include "cli/listing.h"
#include "cli/project.h"
#include "cli/scaffold.h"

#define CONFIG   "draftlint.yaml"
#define STRATEGY "strategy"
#define HOOKS    ".pre-commit-config.yaml"

struct plan {
	struct arena *arena;
	const char *pack;   /* the shipped pack to copy; NULL: a small one to begin with */
	const char *folder; /* where it is */
	struct nearest nearest;
	struct builder include; /* the lines of the configuration */
	struct builder left;    /* folders that were found and left out */
	size_t files;           /* that will be checked */
};

/* ---- which pack ---- */

static void try_pack(void *context, const char *name, const char *folder)
{
	struct plan *plan = context;

	if (strcmp(name, plan->pack) == 0)
		plan->folder = arena_strdup(plan->arena, folder);
	nearest_try(&plan->nearest, arena_strdup(plan->arena, name));
}

static bool find_pack(struct plan *plan)
{
	if (!plan->pack)
		return true;
	nearest_init(&plan->nearest, slice_of(plan->pack));
	draftlint_shipped_packs(try_pack, plan);
	if (!plan->folder)
		complain_unknown("no shipped pack is called", "", &plan->nearest);
	return plan->folder != NULL;
}

/* ---- what is there ---- */

static bool is_there(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

/* Says which of the files are there. */
static bool may_begin(void)
{
	static const char *const paths[] = {CONFIG, STRATEGY};
	bool good = true;

	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		if (!is_there(paths[i]))
			continue;
		complain("%s: is there already; nothing was written", paths[i]);
		good = false;
	}
	return good;
}

/* The hooks are the repository's: a folder in one has none of its own. */
static bool may_have_hooks(struct arena *arena)
{
	struct view view = {0};
	const char *repository;

	project_find(arena, &view);
	repository = project_repository(arena, view.folder);
	return !is_there(HOOKS) && (!repository || strcmp(repository, view.folder) == 0);
}

static void add_content(void *context, const struct draftlint_content *content)
{
	struct plan *plan = context;
	struct builder *lines = content->likely ? &plan->include : &plan->left;

	builder_printf(lines, "%s  - \"%s\" # %zu file%s\n", content->likely ? "" : "#",
	               content->glob, content->files, content->files == 1 ? "" : "s");
	plan->files += content->likely ? content->files : 0;
}

/* ---- what is written ---- */

/* The template with the folders that were found. */
static char *config_text(struct plan *plan)
{
	struct slice template = slice_of(asset("init/" CONFIG));
	size_t at = slice_find(template, "@include@\n", 0);
	struct builder text = {NULL, 0, 0};
	char *copy;

	builder_add_slice(&text, slice_sub(template, 0, at));
	if (plan->files)
		builder_add_string(&text,
		                   "# Which files are drafts: the folders of Markdown that were "
		                   "found here.\ninclude:\n");
	else
		builder_add_string(&text,
		                   "# Which files are drafts. None was found: they are expected "
		                   "here.\ninclude:\n  - \"content/**/*.{md,mdx}\"\n");
	builder_add_slice(&text, builder_slice(&plan->include));
	if (plan->left.len)
		builder_add_string(&text,
		                   "# These were found, too: take away the # of those that hold "
		                   "drafts.\n");
	builder_add_slice(&text, builder_slice(&plan->left));
	builder_add_slice(&text, slice_sub(template, at + strlen("@include@\n"), template.len));
	copy = builder_copy(&text, plan->arena);
	builder_release(&text);
	return copy;
}

/* The configuration last: without it nothing of the rest counts. */
static bool write_files(struct plan *plan, bool hooks)
{
	struct scaffold scaffold;
	bool good;

	scaffold_begin(&scaffold, plan->arena);
	if (plan->folder) {
		scaffold_copy(&scaffold, plan->folder, STRATEGY);
	} else {
		scaffold_folder(&scaffold, STRATEGY);
		scaffold_file(&scaffold, STRATEGY "/pack.yaml", slice_of(asset("init/pack.yaml")));
	}
	if (hooks)
		scaffold_file(&scaffold, HOOKS, slice_of(asset("init/pre-commit-config.yaml")));
	scaffold_file(&scaffold, CONFIG, slice_of(config_text(plan)));
	good = scaffold_end(&scaffold);
	if (!good && scaffold.failed)
		complain("%s: %s; nothing was written", scaffold.failed, scaffold.why);
	return good;
}

/* ---- what is said ---- */

static void write_row(struct listing *listing, const char *left, size_t width, const char *right)
{
	sink_add(&listing->sink, "  ");
	listing_cell(listing, left, width);
	sink_add(&listing->sink, right);
	sink_add(&listing->sink, "\n");
}

/* The entry without its first line, which a file that is there has. */
static void write_hook(struct listing *listing)
{
	sink_add(&listing->sink, "\n");
	listing_heading(listing, "To add under `repos:` in the repository's " HOOKS);
	sink_add(&listing->sink, strchr(asset("init/pre-commit-config.yaml"), '\n') + 1);
}

/* Three commands: whoever copies a strategy has content to hold against it. */
static void write_next(struct listing *listing, bool own)
{
	const char *check = "draftlint pack check " STRATEGY;
	size_t width = strlen(check);

	sink_add(&listing->sink, "\n");
	listing_heading(listing, "Next");
	if (own)
		write_row(listing, check, width, "when the strategy speaks of your own readers");
	write_row(listing, "draftlint check", width, "what is wrong today");
	if (!own)
		write_row(listing, "draftlint baseline create", width,
		          "lets that pass: only what is new fails");
	write_row(listing, "draftlint brief", width, "what the strategy says for the next draft");
}

static void report(struct listing *listing, struct plan *plan, bool hooks)
{
	const char *files = "which files are drafts: those in content/";
	const char *pack = "a strategy to begin with, full of examples";
	size_t width = strlen(hooks ? HOOKS : STRATEGY "/pack.yaml");

	if (plan->files)
		files = arena_printf(plan->arena, "which files are drafts: %zu that are here",
		                     plan->files);
	if (plan->pack)
		pack = arena_printf(plan->arena, "the pack %s, yours to change", plan->pack);
	listing_heading(listing, "Written");
	write_row(listing, CONFIG, width, files);
	write_row(listing, plan->pack ? STRATEGY "/" : STRATEGY "/pack.yaml", width, pack);
	if (hooks)
		write_row(listing, HOOKS, width, "the hook, once you run `pre-commit install`");
	else
		write_hook(listing);
	write_next(listing, !plan->pack);
}

static int run(struct arguments *arguments)
{
	struct plan plan = {.arena = arguments->arena, .pack = arguments->pack};
	bool hooks = may_have_hooks(arguments->arena);
	struct listing listing;
	int status = 2;

	if (!may_begin() || !find_pack(&plan))
		return 2;
	draftlint_find_content(add_content, &plan);
	if (write_files(&plan, hooks)) {
		listing_begin(&listing, arguments);
		report(&listing, &plan, hooks);
		status = listing_end(&listing, true);
	}
	builder_release(&plan.include);
	builder_release(&plan.left);
	return status;
}

const struct command command_init = {
    .name = "init",
    .bit = FOR_INIT,
    .operands = "",
    .summary = "begin: a configuration, a strategy to edit, the hook",
    .description =
        "Writes draftlint.yaml, with the folders of Markdown that are found here, a strategy into\n"
        "the folder strategy/ (a copy of the pack that --pack names, else a small one to begin\n"
        "with) and a hook into .pre-commit-config.yaml. Nothing that is there is overwritten:\n"
        "all is written or nothing.",
    .run = run,
};
