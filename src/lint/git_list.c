#include "lint/git_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/git.h"
#include "lint/paths.h"

/* What configuration could change in a list is said here. */
#define GIT     "git", "--no-optional-locks", "-c", "diff.relative=false"
#define RAW     "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-color"
#define RENAMED "--find-renames", "-l3000", "--diff-filter=R"

/* PATH, which git counts from the top of its work tree, as seen from PREFIX, the
 * working directory below the top ("" or with a final slash). */
static const char *from_here(const struct git_list *list, const char *prefix, const char *path)
{
	return paths_between(list->arena, slice_of(prefix), path);
}

static bool ask(struct git_list *list, char *const argv[], struct slice input,
                struct builder *answer)
{
	return git_run(list->arena, argv, input, answer, &list->error) == 0;
}

/* What git answers in one line. */
static bool ask_line(struct git_list *list, char *const argv[], char **line)
{
	struct builder answer = {0};
	bool answered = ask(list, argv, slice_of(""), &answer);
	struct slice text = builder_slice(&answer);

	if (slice_ends(text, "\n"))
		text.len--;
	*line = text.len ? arena_copy(list->arena, text.ptr, text.len) : "";
	builder_release(&answer);
	return answered;
}

static bool find_prefix(struct git_list *list, char **prefix)
{
	char *const argv[] = {"git", "rev-parse", "--show-prefix", NULL};

	return ask_line(list, argv, prefix);
}

/* ---- lists ---- */

static void add(struct git_list *list, struct git_file file)
{
	list->items = arena_grow(list->arena, list->items, list->count, &list->capacity,
	                         sizeof(*list->items));
	list->items[list->count++] = file;
}

static enum git_state state_of(char status)
{
	return status == 'U' ? GIT_CONFLICT : status == 'D' ? GIT_DELETED : GIT_PRESENT;
}

/* ":old-mode new-mode old-blob new-blob status", then the path, of a rename the
 * old and the new one; each ends in a NUL. */
static void add_raw(struct git_list *list, struct slice rest, const char *prefix)
{
	struct slice part;

	while (slice_split(&rest, '\0', &part) && part.len) {
		struct slice words[5] = {{0}};
		struct git_file file = {0};
		struct slice path;
		char status;

		for (size_t i = 0; i < 5; i++)
			slice_split(&part, ' ', &words[i]);
		status = words[4].len ? words[4].ptr[0] : 'X';
		if (!slice_split(&rest, '\0', &path))
			return;
		if (status == 'R') {
			file.former = from_here(list, prefix, path.ptr);
			if (!slice_split(&rest, '\0', &path))
				return;
		}
		file.path = from_here(list, prefix, path.ptr);
		file.blob = arena_copy(list->arena, words[3].ptr, words[3].len);
		file.mode = (mode_t)strtoul(words[1].ptr ? words[1].ptr : "", NULL, 8);
		file.state = state_of(status);
		add(list, file);
	}
}

static void add_names(struct git_list *list, struct slice rest, const char *prefix)
{
	struct slice path;

	/* "folder/" is another repository. */
	while (slice_split(&rest, '\0', &path) && path.len)
		if (!slice_ends(path, "/"))
			add(list, (struct git_file){.path = from_here(list, prefix, path.ptr)});
}

/* Adds what git answers to INPUT, by READ. */
static bool add_answer(struct git_list *list, char *const argv[], struct slice input,
                       void (*read)(struct git_list *, struct slice, const char *))
{
	struct builder answer = {0};
	char *prefix;
	bool answered = find_prefix(list, &prefix) && ask(list, argv, input, &answer);

	if (answered)
		read(list, builder_slice(&answer), prefix);
	builder_release(&answer);
	return answered;
}

bool git_list_staged(struct git_list *list)
{
	char *const argv[] = {GIT, "diff", RAW, "--no-renames", "--cached", NULL};

	return add_answer(list, argv, slice_of(""), add_raw);
}

/* What a work tree is held against: the tree of nothing when there is no commit. */
static bool find_base(struct git_list *list, const char *revision, char **base)
{
	char *const head[] = {"git", "rev-parse", "--verify", "--quiet", "HEAD^{commit}", NULL};
	char *const nothing[] = {"git", "hash-object", "-t", "tree", "--stdin", NULL};
	char *const common[] = {"git", "merge-base", (char *)revision, "HEAD", NULL};

	if (!*revision)
		return ask_line(list, head, base) || ask_line(list, nothing, base);
	if (revision[0] == '-') {
		list->error = "no revision begins with `-`";
		return false;
	}
	if (ask_line(list, common, base))
		return true;
	if (slice_is(slice_of(list->error), "git says: "))
		list->error = "it has no commit in common with HEAD (in a shallow clone: fetch "
		              "more of its history)";
	return false;
}

bool git_list_changed(struct git_list *list, const char *revision)
{
	char *base;
	char *untracked[] = {"git",      "--no-literal-pathspecs", "ls-files",    "-z",
	                     "--others", "--exclude-standard",     "--full-name", ":/",
	                     NULL};

	if (!find_base(list, revision, &base))
		return false;

	char *const argv[] = {GIT, "diff", RAW, "--no-renames", base, "--", NULL};

	return add_answer(list, argv, slice_of(""), add_raw) &&
	       add_answer(list, untracked, slice_of(""), add_names);
}

bool git_list_renamed(struct git_list *list, bool staged)
{
	char *const argv[] = {GIT,    "diff", RAW, RENAMED, staged ? "--cached" : "--raw",
	                      "HEAD", "--",   NULL};

	return add_answer(list, argv, slice_of(""), add_raw);
}

bool git_list_renamed_before(struct git_list *list, const char *const *paths, size_t count)
{
	/* The whole of these commits: a rename is two paths. */
	char *const argv[] = {
	    GIT,         "--literal-pathspecs", "log",         RAW,       RENAMED, "--full-diff",
	    "--format=", "--no-show-signature", "--no-follow", "--stdin", NULL};
	struct builder input = {0};
	bool answered;

	builder_add_string(&input, "--\n");
	for (size_t i = 0; i < count; i++)
		if (!strchr(paths[i], '\n'))
			builder_printf(&input, "%s\n", paths[i]);
	answered = add_answer(list, argv, builder_slice(&input), add_raw);
	builder_release(&input);
	return answered;
}

/* ---- contents ---- */

/* "blob-id blob size", or "blob-id missing". */
static size_t size_in(struct slice line)
{
	struct slice word = {0};
	long size = 0;

	for (int i = 0; i < 3; i++)
		slice_split(&line, ' ', &word);
	return word.ptr && slice_long(word, &size) ? (size_t)size : 0;
}

/* Asks COMMAND of cat-file about each of BLOBS but the NULL ones. */
static bool cat(struct arena *arena, const char *command, const char *const *blobs, size_t count,
                struct builder *answer, const char **error)
{
	char *const argv[] = {"git", "cat-file", (char *)command, NULL};
	struct builder input = {0};
	int status;

	for (size_t i = 0; i < count; i++)
		if (blobs[i])
			builder_printf(&input, "%s\n", blobs[i]);
	status = git_run(arena, argv, builder_slice(&input), answer, error);
	builder_release(&input);
	return status == 0;
}

bool git_read_blobs(struct arena *arena, const char *const *blobs, size_t count, size_t limit,
                    const char **texts, size_t *sizes, const char **error)
{
	const char **wanted = arena_array(arena, count, sizeof(*wanted));
	struct builder answer = {0};
	bool answered = cat(arena, "--batch-check", blobs, count, &answer, error);
	struct slice rest = builder_slice(&answer);
	struct slice line;

	for (size_t i = 0; i < count; i++) {
		if (!blobs[i] || !slice_split(&rest, '\n', &line))
			continue;
		sizes[i] = size_in(line);
		if (sizes[i] <= limit && slice_find(line, " blob ", 0) < line.len)
			wanted[i] = blobs[i];
	}
	builder_clear(&answer);
	answered = answered && cat(arena, "--batch", wanted, count, &answer, error);
	rest = builder_slice(&answer);
	for (size_t i = 0; answered && i < count; i++) {
		if (!wanted[i])
			continue;
		if (!slice_split(&rest, '\n', &line) || rest.len < sizes[i] + 1)
			break;
		texts[i] = arena_copy(arena, rest.ptr, sizes[i]);
		rest = slice_sub(rest, sizes[i] + 1, rest.len);
	}
	builder_release(&answer);
	return answered;
}
