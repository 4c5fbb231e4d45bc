/* Configuration and pack files with errors: what is shown for them is kept until
 * they have been read anew. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lsp/diagnostics.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

struct settings_file {
	struct settings_file *next;
	char *path;
	struct findings findings;
	bool aged; /* not found again since everything was read anew */
	bool sent; /* as it is */
};

static struct settings_file *find(struct server *server, const char *path)
{
	struct settings_file *file = server->settings_files;

	while (file && strcmp(file->path, path) != 0)
		file = file->next;
	return file;
}

void settings_files_keep(struct server *server, const struct draftlint_file *found)
{
	char *path = server_full_path(found->path);
	struct settings_file *file = find(server, path);
	uint64_t before = file ? file->findings.digest : 0;

	if (file) {
		free(path);
	} else {
		file = memory_alloc(sizeof(*file));
		memset(file, 0, sizeof(*file));
		file->path = path;
		file->next = server->settings_files;
		server->settings_files = file;
	}
	findings_keep(&file->findings, found);
	file->aged = false;
	file->sent = file->sent && file->findings.digest == before;
}

void settings_files_age(struct server *server)
{
	for (struct settings_file *file = server->settings_files; file; file = file->next)
		file->aged = true;
}

static void publish(struct server *server, const struct settings_file *file,
                    const struct findings *findings)
{
	struct json_writer *json = outgoing_notification(server, "textDocument/publishDiagnostics");

	json_object_begin(json);
	write_uri(server, file->path);
	json_key(json, "diagnostics");
	diagnostics_write(server, documents_find_path(&server->documents, file->path), findings);
	json_object_end(json);
	outgoing_end(server);
}

static void free_file(struct settings_file *file)
{
	findings_release(&file->findings);
	free(file->path);
	free(file);
}

/* Drafts that are not checked yet may have the rest of them. */
static bool all_are_checked(const struct server *server)
{
	for (const struct document *d = server->documents.first; d; d = d->next)
		if (d->stale)
			return false;
	return true;
}

void settings_files_publish(struct server *server)
{
	static const struct findings none;
	struct settings_file **link = &server->settings_files;

	while (*link) {
		struct settings_file *file = *link;

		if (file->aged && all_are_checked(server)) {
			publish(server, file, &none);
			*link = file->next;
			free_file(file);
			continue;
		}
		if (!file->sent && !file->aged) {
			publish(server, file, &file->findings);
			file->sent = true;
		}
		link = &file->next;
	}
}

void settings_files_release(struct server *server)
{
	while (server->settings_files) {
		struct settings_file *file = server->settings_files;

		server->settings_files = file->next;
		free_file(file);
	}
}
