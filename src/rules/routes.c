#include "rules/routes.h"

#include <string.h>

#include "base/arena.h"
#include "rules/decode.h"
#include "rules/glob.h"
#include "rules/pack.h"

enum { REDIRECT_LIMIT = 8 };

/* Without query, fragment, and what a server adds to a page's name. */
static struct slice bare_path(struct slice text)
{
	static const char *const endings[] = {".livemd", ".html",  ".mdx",
	                                      ".md",     "/index", "/_index"};

	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '?' || text.ptr[i] == '#')
			text.len = i;
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (slice_ends(text, endings[i]))
			text.len -= strlen(endings[i]);
	while (text.len > 1 && text.ptr[text.len - 1] == '/')
		text.len--;
	return text;
}

/* PATH below the folder of FROM, "." and ".." resolved. */
static const char *join(struct arena *arena, const char *from, struct slice path)
{
	const char *slash = strrchr(from, '/');
	struct builder out = {0};
	char *text;

	builder_add(&out, from, slash ? (size_t)(slash - from) : 0);
	builder_add_path(&out, path);
	text = out.len ? builder_copy(&out, arena) : arena_strdup(arena, "/");
	builder_release(&out);
	return text;
}

const char *route_normal(struct arena *arena, struct slice text, const char *from)
{
	struct slice path = bare_path(slice_trim(text));

	if (path.len && path.ptr[0] == '/' && !(path.len > 1 && path.ptr[1] == '/'))
		return arena_copy(arena, path.ptr, path.len);
	if (!path.len || !from || memchr(path.ptr, ':', path.len) || path.ptr[0] == '/')
		return NULL;
	return join(arena, from, path);
}

/* How much of GLOB is a fixed folder: up to the last slash before a wildcard. */
static size_t fixed_folder(struct slice glob)
{
	size_t folder = 0;

	for (size_t i = 0; i < glob.len && !strchr("*?[{", glob.ptr[i]); i++)
		if (glob.ptr[i] == '/')
			folder = i + 1;
	return folder;
}

static struct slice without_extension(struct slice name)
{
	for (size_t i = name.len; i > 0 && name.ptr[i - 1] != '/'; i--)
		if (name.ptr[i - 1] == '.')
			return slice_sub(name, 0, i - 1);
	return name;
}

static struct slice last_name(struct slice path)
{
	size_t i = path.len;

	while (i > 0 && path.ptr[i - 1] != '/')
		i--;
	return slice_sub(path, i, path.len);
}

/* "2026-01-31-title" and "01-31-title" without the date. */
static struct slice without_date(struct slice name)
{
	size_t i = 0;

	while (i < name.len && (char_is_digit(name.ptr[i]) || name.ptr[i] == '-'))
		i++;
	return i >= 6 && i < name.len && name.ptr[i - 1] == '-' ? slice_sub(name, i, name.len)
	                                                        : name;
}

static struct slice slug_of(const struct node *metadata, struct slice name)
{
	for (const struct node *item = metadata ? metadata->first : NULL; item; item = item->next)
		if (name_equal(item->key, slice_of("slug")) && node_text(item).len)
			return node_text(item);
	return without_date(name);
}

static const char *expand(struct arena *arena, const struct route_rule *rule,
                          const struct node *metadata, struct slice path)
{
	struct slice inner =
	    without_extension(slice_sub(path, fixed_folder(rule->files), path.len));
	struct slice name = last_name(inner);
	struct builder out = {0};
	const char *route;

	for (size_t i = 0; i < rule->route.len;) {
		struct slice rest = slice_sub(rule->route, i, rule->route.len);

		if (slice_starts(rest, "{path}")) {
			builder_add_slice(&out, inner);
			i += strlen("{path}");
		} else if (slice_starts(rest, "{name}")) {
			builder_add_slice(&out, name);
			i += strlen("{name}");
		} else if (slice_starts(rest, "{slug}")) {
			builder_add_slice(&out, slug_of(metadata, name));
			i += strlen("{slug}");
		} else {
			builder_add_char(&out, rule->route.ptr[i++]);
		}
	}
	route = route_normal(arena, builder_slice(&out), NULL);
	builder_release(&out);
	/* "/index" of the root leaves nothing. */
	return route && *route ? route : arena_strdup(arena, "/");
}

const char *route_of_draft(struct arena *arena, const struct pack *pack,
                           const struct fields *fields, const struct node *metadata,
                           const char *relative)
{
	const struct field *own = &fields->of[FIELD_ROUTE];
	const char *route = own->count ? route_normal(arena, own->values[0].text, "/") : NULL;

	for (size_t i = 0; i < pack->route_count && !route; i++)
		if (glob_match(pack->routes[i].files, slice_of(relative)))
			route = expand(arena, &pack->routes[i], metadata, slice_of(relative));
	return route;
}

struct slice route_own(const struct pack *pack, struct slice destination)
{
	size_t len = pack->site ? strlen(pack->site) : 0;
	struct slice path;

	if (!len || !slice_starts(destination, pack->site))
		return destination;
	path = slice_sub(destination, len, destination.len);
	if (path.len == 0)
		return slice_of("/");
	return path.ptr[0] == '/' || path.ptr[0] == '?' || path.ptr[0] == '#' ? path : destination;
}

const char *route_resolve(const struct pack *pack, struct arena *arena, const char *route)
{
	for (unsigned hops = 0; pack->redirects && hops < REDIRECT_LIMIT; hops++) {
		const struct node *target = node_get(pack->redirects, route);
		const char *next = target ? route_normal(arena, node_text(target), NULL) : NULL;

		if (!next)
			break;
		route = next;
	}
	return route;
}

bool route_matches(const struct node *globs, const char *route)
{
	for (const struct node *g = strings_first(globs); g; g = strings_next(globs, g))
		if (glob_match(node_text(g), slice_of(route)))
			return true;
	return false;
}
