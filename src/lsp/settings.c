/* What the client says of draftlint's options: {"config": FILE, "pack": NAME, "select":
 * [RULE], "ignore": [RULE]}, over those of the command line. */
#include <string.h>

#include "base/arena.h"
#include "lsp/server.h"

static const char *text_in(struct arena *arena, const struct value *value, const char *otherwise)
{
	struct slice text = value_text(value);

	return text.len ? arena_copy(arena, text.ptr, text.len) : otherwise;
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

	options.config = text_in(arena, value_get(settings, "config"), given->config);
	options.pack = text_in(arena, value_get(settings, "pack"), given->pack);
	options.select = list_in(arena, value_get(settings, "select"), given->select);
	options.ignore = list_in(arena, value_get(settings, "ignore"), given->ignore);
	/* The session looks at the options: it goes first. */
	server_reload(server);
	arena_free(server->options_arena);
	server->options_arena = arena;
	server->options = options;
}
