/* From `initialize` to `shutdown`: what the client can do, what the server offers. */
#include <signal.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lsp/handlers.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"
#include "lsp/uri.h"

static bool offers(const struct value *list, const char *name)
{
	for (size_t i = 0; i < value_count(list); i++)
		if (value_is(value_at(list, i), name))
			return true;
	return false;
}

/* UTF-8 is what the texts are in, characters are easily counted; every client has
 * UTF-16. */
static enum encoding choose_encoding(const struct value *capabilities)
{
	const struct value *list = value_get2(capabilities, "general", "positionEncodings");

	if (offers(list, "utf-8"))
		return ENCODING_UTF8;
	return offers(list, "utf-32") ? ENCODING_UTF32 : ENCODING_UTF16;
}

static void read_client(struct client *client, const struct value *capabilities)
{
	const struct value *text = value_get(capabilities, "textDocument");
	const struct value *workspace = value_get(capabilities, "workspace");
	const struct value *publish = value_get(text, "publishDiagnostics");
	const struct value *pull = value_get(text, "diagnostic");
	const struct value *shown;

	client->pulls = value_kind(pull) == VALUE_OBJECT;
	client->refreshes = value_true(value_get2(workspace, "diagnostics", "refreshSupport"));
	/* What holds for one way of showing them holds for the other. */
	shown = client->pulls && value_has(pull, "relatedInformation") ? pull : publish;
	client->related = value_true(value_get(shown, "relatedInformation"));
	client->tags = value_has(shown, "tagSupport");
	client->links_codes = value_true(value_get(shown, "codeDescriptionSupport"));
	client->versions = value_true(value_get(publish, "versionSupport"));
	client->document_changes =
	    value_true(value_get2(workspace, "workspaceEdit", "documentChanges"));
	client->markdown_hover = offers(value_get2(text, "hover", "contentFormat"), "markdown");
	client->nested_symbols =
	    value_true(value_get2(text, "documentSymbol", "hierarchicalDocumentSymbolSupport"));
	client->watches =
	    value_true(value_get2(workspace, "didChangeWatchedFiles", "dynamicRegistration"));
	client->configuration = value_true(value_get(workspace, "configuration"));
}

/* Only a process that is seen can be seen to end: from within a container, say. */
static void watch_parent(struct server *server, const struct value *id)
{
	int64_t parent;

	if (server->parent > 0 || !value_integer(id, &parent) || parent <= 0 || parent > INT32_MAX)
		return;
	if (kill((pid_t)parent, 0) == 0 || errno == EPERM)
		server->parent = (pid_t)parent;
}

static void set_folder(struct server *server, const struct value *uri)
{
	free(server->folder);
	server->folder = uri_to_path(value_text(uri));
}

static void write_strings(struct json_writer *json, const char *key, const char *const *strings,
                          size_t count)
{
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < count; i++)
		json_text_of(json, strings[i]);
	json_array_end(json);
}

static void write_sync(struct json_writer *json)
{
	json_key(json, "textDocumentSync");
	json_object_begin(json);
	json_member_bool(json, "openClose", true);
	json_member_number(json, "change", 2); /* incremental */
	json_key(json, "save");
	json_object_begin(json);
	json_member_bool(json, "includeText", false);
	json_object_end(json);
	json_object_end(json);
}

static void write_providers(struct json_writer *json, const struct client *client)
{
	static const char *const triggers[] = {":", " ", "-", "[", ",", "\"", "'"};
	static const char *const kinds[] = {"quickfix", "source.fixAll.draftlint"};

	json_key(json, "completionProvider");
	json_object_begin(json);
	write_strings(json, "triggerCharacters", triggers, sizeof(triggers) / sizeof(triggers[0]));
	json_member_bool(json, "resolveProvider", false);
	json_object_end(json);
	json_key(json, "codeActionProvider");
	json_object_begin(json);
	write_strings(json, "codeActionKinds", kinds, sizeof(kinds) / sizeof(kinds[0]));
	json_object_end(json);
	json_member_bool(json, "hoverProvider", true);
	json_member_bool(json, "definitionProvider", true);
	json_member_bool(json, "documentSymbolProvider", true);
	if (!client->pulls)
		return;
	json_key(json, "diagnosticProvider");
	json_object_begin(json);
	json_member(json, "identifier", "draftlint");
	json_member_bool(json, "interFileDependencies", true); /* on the pack */
	json_member_bool(json, "workspaceDiagnostics", false);
	json_object_end(json);
}

void handle_initialize(struct server *server, const struct message *message)
{
	const struct value *capabilities = value_get(message->params, "capabilities");
	const struct value *folders = value_get(message->params, "workspaceFolders");
	struct json_writer *json;

	server->state = SERVER_RUNNING;
	server->encoding = choose_encoding(capabilities);
	read_client(&server->client, capabilities);
	watch_parent(server, value_get(message->params, "processId"));
	set_folder(server, value_count(folders) ? value_get(value_at(folders, 0), "uri")
	                                        : value_get(message->params, "rootUri"));
	settings_apply(server, value_get(message->params, "initializationOptions"));
	json = outgoing_result(server, message);
	json_object_begin(json);
	json_key(json, "capabilities");
	json_object_begin(json);
	json_member(json, "positionEncoding", encoding_name(server->encoding));
	write_sync(json);
	write_providers(json, &server->client);
	json_key(json, "workspace");
	json_object_begin(json);
	json_key(json, "workspaceFolders");
	json_object_begin(json);
	json_member_bool(json, "supported", true);
	json_member_bool(json, "changeNotifications", true);
	json_object_end(json);
	json_object_end(json);
	json_object_end(json);
	json_key(json, "serverInfo");
	json_object_begin(json);
	json_member(json, "name", "draftlint");
	json_member(json, "version", draftlint_version());
	json_object_end(json);
	json_object_end(json);
	outgoing_end(server);
}

/* What a draft's findings depend on beside its text. */
static void ask_to_watch(struct server *server)
{
	static const char *const globs[] = {"**/*.{yaml,yml}", "**/draftlint-baseline.json",
	                                    "**/{accept,reject}.txt"};
	struct json_writer *json =
	    outgoing_request(server, "client/registerCapability", "register");

	json_object_begin(json);
	json_key(json, "registrations");
	json_array_begin(json);
	json_object_begin(json);
	json_member(json, "id", "files");
	json_member(json, "method", "workspace/didChangeWatchedFiles");
	json_key(json, "registerOptions");
	json_object_begin(json);
	json_key(json, "watchers");
	json_array_begin(json);
	for (size_t i = 0; i < sizeof(globs) / sizeof(globs[0]); i++) {
		json_object_begin(json);
		json_member(json, "globPattern", globs[i]);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
	json_object_end(json);
	json_array_end(json);
	json_object_end(json);
	outgoing_end(server);
}

static void ask_for_configuration(struct server *server)
{
	struct json_writer *json =
	    outgoing_request(server, "workspace/configuration", "configuration");

	json_object_begin(json);
	json_key(json, "items");
	json_array_begin(json);
	json_object_begin(json);
	json_member(json, "section", "draftlint");
	json_object_end(json);
	json_array_end(json);
	json_object_end(json);
	outgoing_end(server);
}

void handle_initialized(struct server *server, const struct message *message)
{
	(void)message;
	if (server->client.watches)
		ask_to_watch(server);
	if (server->client.configuration)
		ask_for_configuration(server);
}

void handle_shutdown(struct server *server, const struct message *message)
{
	server->state = SERVER_SHUT_DOWN;
	outgoing_null(server, message);
}

/* ---- what changes on the way ---- */

void handle_configuration(struct server *server, const struct message *message)
{
	const struct value *settings = value_get2(message->params, "settings", "draftlint");

	if (value_kind(settings) == VALUE_OBJECT)
		settings_apply(server, settings);
	else if (server->client.configuration)
		ask_for_configuration(server);
}

void handle_response(struct server *server, const struct message *message)
{
	const struct value *result = value_get(message->root, "result");

	if (value_kind(message->id) == VALUE_STRING &&
	    slice_starts(value_text(message->id), "configuration/") &&
	    value_kind(value_at(result, 0)) == VALUE_OBJECT)
		settings_apply(server, value_at(result, 0));
}

/* Configuration is found from each draft upwards: only the first folder matters. */
void handle_folders(struct server *server, const struct message *message)
{
	const struct value *event = value_get(message->params, "event");
	const struct value *added = value_get(event, "added");
	const struct value *removed = value_get(event, "removed");

	for (size_t i = 0; i < value_count(removed) && server->folder; i++) {
		char *path = uri_to_path(value_text(value_get(value_at(removed, i), "uri")));

		if (path && strcmp(path, server->folder) == 0) {
			free(server->folder);
			server->folder = NULL;
		}
		free(path);
	}
	if (!server->folder && value_count(added))
		set_folder(server, value_get(value_at(added, 0), "uri"));
}
