/*
 * import: another linter's configuration as a draftlint.yaml beside it.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/listing.h"
#include "cli/scaffold.h"

/* Paths and globs in a configuration count from its folder. */
static bool is_beside(const char *path, const char *other)
{
	const char *slash = strrchr(path, '/');
	const char *other_slash = strrchr(other, '/');
	struct slice folder = slice_from(path, slash ? (size_t)(slash - path) : 0);
	struct slice other_folder =
	    slice_from(other, other_slash ? (size_t)(other_slash - other) : 0);

	return slice_equal(folder, other_folder);
}

/* Where the text goes; NULL: nowhere, which has been said. */
static const char *target(const struct arguments *arguments, const struct draftlint_import *import)
{
	const char *path = arguments->output ? arguments->output : import->path;

	if (strcmp(path, "-") == 0 || is_beside(path, import->path))
		return path;
	complain("--output: paths in a configuration count from its folder: write it beside `%s`",
	         import->source);
	return NULL;
}

static bool write_file(struct arena *arena, const char *path, struct slice text)
{
	struct scaffold scaffold;
	struct stat status;

	if (lstat(path, &status) == 0) {
		complain("%s: is there already; nothing was written (--output - shows it)", path);
		return false;
	}
	scaffold_begin(&scaffold, arena);
	scaffold_file(&scaffold, path, text);
	if (scaffold_end(&scaffold))
		return true;
	complain("%s: %s; nothing was written", path, scaffold.why);
	return false;
}

static void report(struct listing *listing, const char *path, size_t lost)
{
	sink_path(&listing->sink, path);
	if (lost)
		sink_printf(&listing->sink, ": written; %zu setting%s without a counterpart\n",
		            lost, lost == 1 ? "" : "s");
	else
		sink_add(&listing->sink, ": written; it says all that the other did\n");
}

static bool write_import(struct listing *listing, const struct arguments *arguments,
                         const struct draftlint_import *import)
{
	struct slice text = slice_from(import->bytes, import->size);
	const char *path = target(arguments, import);

	if (!path)
		return false;
	if (strcmp(path, "-") == 0) {
		sink_document(&listing->sink, text);
		return true;
	}
	if (!write_file(arguments->arena, path, text))
		return false;
	report(listing, path, import->lost);
	return true;
}

static int run(struct arguments *arguments)
{
	static const char *const names[] = {"vale", NULL};
	struct draftlint_import import;
	struct listing listing;
	int status;
	bool good;

	if (command_part(&command_import, arguments->operands.items[0], names) < 0)
		return 2;
	listing_begin(&listing, arguments);
	good = draftlint_import_vale(listing.session, arguments->operands.items[1],
	                             &listing.reporter.receiver, &import) &&
	       write_import(&listing, arguments, &import);
	status = listing_end(&listing, good);
	return status ? status : import.lost > 0;
}

const struct command command_import = {
    .name = "import",
    .bit = FOR_IMPORT,
    .operands = "vale [FILE]",
    .least = 1,
    .most = 2,
    .summary = "write the draftlint.yaml that says what a .vale.ini says",
    .description =
        "Reads Vale's configuration (without FILE: the one in the working directory) and writes a\n"
        "draftlint.yaml beside it, which must not be there yet. What has no counterpart is "
        "reported\n"
        "where it stands. Exit status: 0 when everything was taken over, 1 when something was "
        "not,\n"
        "2 when nothing was written.",
    .run = run,
};
