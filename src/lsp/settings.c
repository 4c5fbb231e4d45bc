/* What the client says of draftlint's options: {"config": FILE, "pack": NAME, "select":
 * [RULE], "ignore": [RULE]}, over those of the command line. */
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "lsp/session.h"

static const char *text_in(struct arena *arena, const struct value *value, const char *otherwise)
{
	struct slice text = value_text(value);

	return text.len ? arena_copy(arena, text.ptr, text.len) : otherwise;
}

/* NAME from the workspace's folder, which is where people who write settings are. */
static const char *path_in(const struct server *server, struct arena *arena, const char *name)
{
	return server->folder ? arena_printf(arena, "%s/%s", server->folder, name) : name;
}

static const char *config_in(const struct server *server, struct arena *arena,
                             const struct value *value)
{
	const char *name = text_in(arena, value, NULL);

	if (!name)
		return server->given->config;
	return name[0] == '/' ? name : path_in(server, arena, name);
}

/* A folder there, else what goes by that name. */
static const char *pack_in(const struct server *server, struct arena *arena,
                           const struct value *value)
{
	const char *name = text_in(arena, value, NULL);
	const char *folder;

	if (!name || name[0] == '/')
		return name ? name : server->given->pack;
	folder = path_in(server, arena, name);
	return access(arena_printf(arena, "%s/pack.yaml", folder), F_OK) == 0 ? folder : name;
}

static const char *const *list_in(struct arena *arena, const struct value *list,
                                  const char *const *otherwise)
{
	size_t count = value_count(list);
	const char **items = arena_array(arena, count + 1, sizeof(*items));

	for (size_t i = 0; i < count; i++)
		items[i] = text_in(arena, value_at(list, i), "");
	return count ? items : otherwise;
}

void settings_apply(struct server *server, const struct value *settings)
{
	const struct draftlint_options *given = server->given;
	struct arena *arena = arena_new();
	struct draftlint_options options = *given;

	options.config = config_in(server, arena, value_get(settings, "config"));
	options.pack = pack_in(server, arena, value_get(settings, "pack"));
	options.select = list_in(arena, value_get(settings, "select"), given->select);
	options.ignore = list_in(arena, value_get(settings, "ignore"), given->ignore);
	/* The session looks at the options: it goes first. */
	server_reload(server);
	arena_free(server->options_arena);
	server->options_arena = arena;
	server->options = options;
}
