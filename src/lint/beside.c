#include "lint/beside.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "parse/draft.h"
#include "rules/config.h"

/* Looked at in one folder: a few tell how it is done there. */
enum { LOOKS = 8 };

/* How the file at PATH writes its metadata; NULL: it has none, or nobody would begin
 * a draft so. */
static const struct metadata_reader *reader_of(struct arena *arena, const char *path)
{
	struct problems problems = {.arena = arena};
	struct comments comments = {0};
	struct metadata metadata = {0};
	struct source *source;

	if (source_read(arena, path, path, SOURCE_LIMIT, false, &source) != SOURCE_OK)
		return NULL;
	metadata_read(arena, source, false, &metadata, &problems, &comments);
	return metadata.reader && !metadata.broken && metadata.reader->opening ? metadata.reader
	                                                                       : NULL;
}

static const struct metadata_reader *reader_in(struct arena *arena, const char *folder)
{
	const struct metadata_reader *reader = NULL;
	struct dirent **entries;
	int count = scandir(*folder ? folder : ".", &entries, NULL, alphasort);
	int looks = 0;

	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		const char *why;

		if (!reader && looks < LOOKS && config_includes(NULL, name, &why)) {
			reader = reader_of(
			    arena, arena_printf(arena, "%s%s%s", folder, *folder ? "/" : "", name));
			looks++;
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return reader;
}

const struct metadata_reader *beside_reader(struct arena *arena, const char *path)
{
	char *folder = arena_strdup(arena, path);
	const struct metadata_reader *reader = NULL;

	while (*folder && !reader) {
		char *slash = strrchr(folder, '/');

		*(slash ? slash : folder) = '\0';
		/* "/" itself is nobody's folder of content. */
		if (slash == folder)
			break;
		reader = reader_in(arena, folder);
	}
	return reader ? reader : &metadata_yaml;
}
