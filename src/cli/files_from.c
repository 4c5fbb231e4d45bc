#include "cli/files_from.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/source.h"
#include "cli/arguments.h"

/* The whole list; NULL when it cannot be read. A pipe of the shell is welcome:
 * somebody writes to it. */
static const struct source *read_list(const struct arguments *arguments, const char **why)
{
	const char *name = arguments->files_from;
	bool input = strcmp(name, "-") == 0;
	int descriptor = input ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	enum source_status status;
	struct source *list = NULL;

	if (descriptor >= 0)
		status = source_read_fd(arguments->arena, descriptor, name, SOURCE_LIMIT, &list);
	else
		status = errno == ENOENT ? SOURCE_MISSING : SOURCE_UNREADABLE;
	if (status != SOURCE_OK)
		*why = arena_printf(arguments->arena, "--files-from: `%s`: %s", name,
		                    source_status_text(arguments->arena, status, SOURCE_LIMIT));
	if (descriptor >= 0 && !input)
		close(descriptor);
	return status == SOURCE_OK ? list : NULL;
}

bool files_from_add(const struct arguments *arguments, struct string_list *paths, const char **why)
{
	const struct source *list = read_list(arguments, why);
	struct slice rest;
	struct slice path;

	if (!list)
		return false;
	rest = slice_from(list->bytes, list->size);
	if (!arguments->null && memchr(rest.ptr, '\0', rest.len)) {
		*why = "--files-from: the list holds NUL bytes; if they end its paths, add --null";
		return false;
	}
	while (slice_split(&rest, arguments->null ? '\0' : '\n', &path)) {
		if (!arguments->null && slice_ends(path, "\r"))
			path.len--;
		if (path.len)
			string_list_add(arguments->arena, paths,
			                arena_copy(arguments->arena, path.ptr, path.len));
	}
	return true;
}
