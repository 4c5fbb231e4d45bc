/* What the library is asked, and what it is told: the session with all that was read,
 * documents as drafts, who receives what is found. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "lsp/diagnostics.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

/* A session remembers the paths it was asked about: it is let go in time. */
enum { CHECKS_OF_A_SESSION = 2000 };

/* ---- what is read ---- */

char *server_full_path(const char *path)
{
	char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
	struct builder full = {0};

	if (folder && strcmp(folder, "/") != 0)
		builder_add_string(&full, folder);
	builder_add_path(&full, slice_of(path));
	if (full.len == 0)
		builder_add_char(&full, '/');
	free(folder);
	return full.bytes;
}

/* What is open counts, where a configuration or a pack is read. */
static const char *find_open(void *context, const char *path, size_t *size)
{
	const struct server *server = context;
	char *full = server_full_path(path);
	const struct document *document = documents_find_path(&server->documents, full);

	free(full);
	if (!document || document->lost)
		return NULL;
	*size = document_text(document).len;
	return document_text(document).ptr;
}

struct draftlint *server_session(struct server *server)
{
	if (server->session && server->checks >= CHECKS_OF_A_SESSION) {
		draftlint_free(server->session);
		server->session = NULL;
	}
	if (!server->session) {
		server->overlay = (struct draftlint_overlay){server, find_open};
		server->options.overlay = &server->overlay;
		server->session = draftlint_new(&server->options);
		server->checks = 0;
	}
	server->checks++;
	return server->session;
}

void server_reload(struct server *server)
{
	int64_t now = server_clock();

	draftlint_free(server->session);
	server->session = NULL;
	server->reload_due = 0;
	free(server->told);
	server->told = NULL;
	settings_files_age(server);
	for (struct document *d = server->documents.first; d; d = d->next)
		diagnostics_touch(d, now, true);
}

void server_refresh(struct server *server)
{
	if (!server->client.pulls || !server->client.refreshes)
		return;
	json_null_value(outgoing_request(server, "workspace/diagnostic/refresh", "refresh"));
	outgoing_end(server);
}

bool server_is_settings(const struct document *document)
{
	static const char *const endings[] = {".yaml", ".yml", ".txt"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]) && document->path; i++)
		if (slice_ends(slice_of(document->path), endings[i]))
			return true;
	return false;
}

void server_touch_settings(struct server *server, const struct document *document, int64_t now)
{
	enum { REST = 150 };

	if (server_is_settings(document))
		server->reload_due = now + REST;
}

static void receive_file(void *context, const struct draftlint_file *file)
{
	struct reception *reception = context;

	if (file->kind == DRAFTLINT_SETTINGS)
		settings_files_keep(reception->server, file);
	else if (reception->file)
		reception->file(reception->context, file);
	else if (reception->findings)
		findings_keep(reception->findings, file);
}

/* What is said of every draft without a configuration is said once. */
static void receive_message(void *context, const char *text)
{
	struct server *server = ((struct reception *)context)->server;
	struct json_writer *json;
	size_t len = strlen(text);

	if (server->told && strcmp(server->told, text) == 0)
		return;
	free(server->told);
	server->told = memory_alloc(len + 1);
	memcpy(server->told, text, len + 1);
	server_log(server, "", slice_of(text));
	json = outgoing_notification(server, "window/logMessage");
	json_object_begin(json);
	json_member_number(json, "type", 2);
	json_member(json, "message", text);
	json_object_end(json);
	outgoing_end(server);
}

struct draftlint_receiver server_receiver(struct reception *reception)
{
	return (struct draftlint_receiver){
	    .context = reception, .file = receive_file, .message = receive_message};
}

/* ---- documents ---- */

struct document *server_document(struct server *server, const struct message *message)
{
	struct slice uri = value_text(value_get2(message->params, "textDocument", "uri"));
	struct document *document = documents_find(&server->documents, uri);

	return document && !document->lost ? document : NULL;
}

char *server_path(const struct server *server, const struct document *document)
{
	struct builder path = {0};

	if (document->path)
		builder_add_string(&path, document->path);
	else if (server->folder)
		builder_printf(&path, "%s/untitled.md",
		               strcmp(server->folder, "/") == 0 ? "" : server->folder);
	return path.bytes;
}

bool read_pair(const struct value *position, struct position_pair *pair)
{
	int64_t line;
	int64_t character;

	if (!value_integer(value_get(position, "line"), &line) ||
	    !value_integer(value_get(position, "character"), &character))
		return false;
	pair->line = line < 0 ? 0 : (uint64_t)line;
	pair->character = character < 0 || line < 0 ? 0 : (uint64_t)character;
	return true;
}

size_t server_offset(const struct server *server, const struct document *document,
                     const struct value *position)
{
	struct position_pair pair = {0, 0};

	read_pair(position, &pair);
	return position_offset(document_text(document), pair, server->encoding);
}

struct draftlint_reading *server_read(struct server *server, const struct document *document)
{
	struct reception reception = {.server = server};
	struct draftlint_receiver receiver = server_receiver(&reception);
	struct slice text = document_text(document);
	char *path = server_path(server, document);
	struct draftlint_reading *reading = NULL;

	if (path)
		reading = draftlint_reading_new(server_session(server), path, text.ptr, text.len,
		                                &receiver);
	free(path);
	return reading;
}
