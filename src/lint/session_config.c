#include "lint/session_config.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "lint/paths.h"

/* The folder above; NULL above the root. Purely by name, but for "..". */
static const char *parent_of(struct arena *arena, const char *folder)
{
	size_t len = strlen(folder);

	if (len == 0)
		return "..";
	if (strcmp(folder, "/") == 0)
		return NULL;
	if (strcmp(folder, "..") == 0 || slice_ends(slice_of(folder), "/.."))
		return arena_printf(arena, "%s/..", folder);
	return paths_folder(arena, folder);
}

bool session_exists(struct arena *arena, const char *folder, const char *name)
{
	struct stat status;

	return lstat(paths_in(arena, folder, name), &status) == 0;
}

/* Whether FOLDER is where the search for a configuration ends: the root of a
 * repository or of the file system. */
static bool is_top(struct arena *arena, const char *folder)
{
	struct stat here;
	struct stat above;
	const char *shown = *folder ? folder : ".";

	if (session_exists(arena, folder, ".git"))
		return true;
	/* A folder that is not there yet (an editor's new file) is governed from above. */
	if (stat(shown, &here) != 0)
		return false;
	if (stat(paths_in(arena, shown, ".."), &above) != 0)
		return true;
	return here.st_dev == above.st_dev && here.st_ino == above.st_ino;
}

static struct session_folder *known_folder(struct session *session, const char *path)
{
	for (size_t i = session->folder_count; i-- > 0;)
		if (strcmp(session->folders[i].path, path) == 0)
			return &session->folders[i];
	return NULL;
}

static struct session_folder remember(struct session *session, struct session_folder folder)
{
	session->folders = arena_grow(session->arena, session->folders, session->folder_count,
	                              &session->folder_capacity, sizeof(*session->folders));
	session->folders[session->folder_count++] = folder;
	return folder;
}

/* What the file at PATH says, of the folder that is remembered as NAME. */
static struct session_folder load(struct session *session, const char *path, const char *name)
{
	struct session_folder folder = {.path = name};

	folder.config = config_load(session->arena, path, session->overlay, &session->report,
	                            &rule_config_error);
	folder.failed = !folder.config;
	return folder;
}

/* The configuration that --config names; it governs every path. */
static struct session_folder given(struct session *session)
{
	static const char name[] = "\n--config"; /* no folder that anybody has */
	struct session_folder *known = known_folder(session, name);

	return known ? *known : remember(session, load(session, session->options->config, name));
}

static struct session_folder governing(struct session *session, const char *path)
{
	struct arena *arena = session->arena;
	struct session_folder *known = known_folder(session, path);
	struct session_folder found = {.path = path};
	const char *parent;

	if (known)
		return *known;
	if (session_exists(arena, path, CONFIG_NAME)) {
		found = load(session, paths_in(arena, path, CONFIG_NAME), path);
	} else if (!is_top(arena, path) && (parent = parent_of(arena, path))) {
		found = governing(session, parent);
		found.path = path;
	}
	return remember(session, found);
}

/* PATH as seen from FOLDER; as it stands when it does not lie there. */
static const char *relative_to(struct arena *arena, const char *folder, const char *path)
{
	const char *seen = paths_from(arena, folder, path);

	return slice_starts(slice_of(seen), "../") ? path : seen;
}

bool session_was_asked(const struct session *session, const char *path)
{
	return session->asked && strcmp(session->asked->path, path) == 0;
}

const struct config *session_config(struct session *session, const char *path,
                                    const char **relative, bool *failed)
{
	const struct draftlint_options *options = session->options;
	struct session_folder folder;

	*relative = path;
	*failed = false;
	if (options->no_config)
		return NULL;
	if (session_was_asked(session, path)) {
		if (session->asked->folder.config)
			*relative = session->asked->relative;
		*failed = session->asked->folder.failed;
		return session->asked->folder.config;
	}
	folder = options->config ? given(session)
	                         : governing(session, paths_folder(session->arena, path));
	*failed = folder.failed;
	path = arena_strdup(session->arena, path); /* the caller may go before the session */
	if (folder.config)
		*relative = relative_to(session->arena, folder.config->folder, path);
	if (!session->asked)
		session->asked = arena_alloc(session->arena, sizeof(*session->asked));
	*session->asked =
	    (struct session_asked){.path = path, .folder = folder, .relative = *relative};
	return folder.config;
}
