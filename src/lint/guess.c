#include "lint/guess.h"

#include <string.h>

#include "base/arena.h"
#include "lint/git.h"
#include "lint/paths.h"
#include "rules/config.h"

/* Of all that is found, this part must be in a folder for it to be a likely one. */
enum { LIKELY_SHARE = 20 };

/* Which kinds of Markdown a folder has. */
static const char *const endings[] = {"md", "mdx", "markdown", "livemd"};

enum { ENDINGS = sizeof(endings) / sizeof(endings[0]) };

struct group {
	struct slice folder; /* empty: the working directory */
	size_t files;
	bool named; /* one of its parts is what folders of content are called */
	bool has[ENDINGS];
};

struct groups {
	struct arena *arena;
	struct group *items;
	size_t count;
	size_t capacity;
	size_t files;
};

static bool is_content_name(struct slice name)
{
	static const char *const names[] = {
	    "_drafts", "_posts", "_pages", "article", "articles", "blog",       "blogs",
	    "content", "docs",   "drafts", "guides",  "news",     "newsletter", "newsroom",
	    "pages",   "post",   "posts",  "stories", "writing"};

	return SLICE_IN(name, names);
}

/* README and the like: about the repository, not content of it. */
static bool is_about_repository(struct slice name)
{
	static const char *const names[] = {"README",          "CHANGELOG", "CONTRIBUTING",
	                                    "CODE_OF_CONDUCT", "LICENSE",   "SECURITY"};
	struct slice stem;

	slice_split(&name, '.', &stem);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(stem, names[i]))
			return true;
	return false;
}

/* The folder that the file at PATH counts for: up to the first part that is called
 * like content, else the first two. */
static struct slice folder_of(struct slice path, bool *named)
{
	struct slice rest = path;
	struct slice part;
	size_t end = 0;
	size_t parts = 0;

	*named = false;
	while (slice_split(&rest, '/', &part) && rest.ptr) {
		size_t here = (size_t)(part.ptr + part.len - path.ptr);

		if (is_content_name(part)) {
			*named = true;
			return slice_sub(path, 0, here);
		}
		if (parts++ < 2)
			end = here;
	}
	return slice_sub(path, 0, end);
}

static void add_file(struct groups *groups, struct slice path)
{
	bool named;
	struct slice folder = folder_of(path, &named);
	struct group *group = groups->items;
	size_t i = 0;

	while (i < groups->count && !slice_equal(groups->items[i].folder, folder))
		i++;
	if (i == groups->count) {
		groups->items = arena_grow(groups->arena, groups->items, groups->count,
		                           &groups->capacity, sizeof(*groups->items));
		groups->items[groups->count++] = (struct group){.folder = folder, .named = named};
	}
	group = &groups->items[i];
	group->files++;
	groups->files++;
	for (size_t e = 0; e < ENDINGS; e++)
		if (slice_ends(path, endings[e]) &&
		    path.ptr[path.len - strlen(endings[e]) - 1] == '.')
			group->has[e] = true;
}

/* Every Markdown file that git does not ignore. */
static void find_files(struct groups *groups)
{
	struct paths paths = {.arena = groups->arena};
	const char **names;
	bool *ignored;
	size_t count = 0;

	paths_add(&paths, ".");
	paths_sort(&paths);
	names = arena_array(groups->arena, paths.count, sizeof(*names));
	ignored = arena_array(groups->arena, paths.count, sizeof(*ignored));
	for (size_t i = 0; i < paths.count; i++) {
		const char *path = paths.items[i].path;
		const char *slash = strrchr(path, '/');
		const char *why;

		if (!paths.items[i].error && !paths.items[i].skip &&
		    config_includes(NULL, path, &why) &&
		    !is_about_repository(slice_of(slash ? slash + 1 : path)))
			names[count++] = path;
	}
	if (count)
		(void)git_ignored(names, count, ignored);
	for (size_t i = 0; i < count; i++)
		if (!ignored[i])
			add_file(groups, slice_of(names[i]));
}

/* A name that means something else in a glob or in quotes is left to a person. */
static bool can_be_written(struct slice folder)
{
	for (size_t i = 0; i < folder.len; i++)
		if (strchr("*?[]{}!\"\\", folder.ptr[i]) || (unsigned char)folder.ptr[i] < ' ')
			return false;
	return true;
}

/* Folders called like content, each but for a small part of all; where there are
 * none, the one that has the most files. */
static bool is_likely(const struct groups *groups, const struct group *group)
{
	bool any = false;
	size_t most = 0;

	for (size_t i = 0; i < groups->count; i++) {
		any = any || groups->items[i].named;
		most = groups->items[i].files > most ? groups->items[i].files : most;
	}
	if (any)
		return group->named && group->files * LIKELY_SHARE >= groups->files;
	return group->files == most;
}

static const char *glob_of(const struct groups *groups, const struct group *group)
{
	const char *list = "";
	size_t kinds = 0;

	for (size_t e = 0; e < ENDINGS; e++) {
		if (!group->has[e])
			continue;
		list = arena_printf(groups->arena, "%s%s%s", list, kinds ? "," : "", endings[e]);
		kinds++;
	}
	return arena_printf(groups->arena, "%.*s%s*.%s%s%s", SLICE_ARG(group->folder),
	                    group->folder.len ? "/**/" : "", kinds > 1 ? "{" : "", list,
	                    kinds > 1 ? "}" : "");
}

void guess_content(struct arena *arena,
                   void (*folder)(void *context, const struct draftlint_content *content),
                   void *context)
{
	struct groups groups = {.arena = arena};

	find_files(&groups);
	for (size_t i = 0; i < groups.count; i++) {
		const struct group *group = &groups.items[i];
		struct draftlint_content content = {.glob = glob_of(&groups, group),
		                                    .files = group->files,
		                                    .likely = is_likely(&groups, group)};

		if (can_be_written(group->folder))
			folder(context, &content);
	}
}
