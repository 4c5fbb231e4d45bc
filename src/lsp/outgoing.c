#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lsp/outgoing.h"
#include "lsp/session.h"
#include "lsp/uri.h"

static struct json_writer *begin(struct server *server)
{
	builder_clear(&server->text);
	server->json.need_comma = false;
	json_object_begin(&server->json);
	json_member(&server->json, "jsonrpc", "2.0");
	return &server->json;
}

static void write_id(struct json_writer *json, const struct message *message)
{
	int64_t number;

	json_key(json, "id");
	if (message && value_kind(message->id) == VALUE_STRING) {
		json_text(json, value_text(message->id));
	} else if (message && value_integer(message->id, &number)) {
		builder_printf(json->out, "%" PRId64, number);
		json->need_comma = true;
	} else {
		json_null_value(json);
	}
}

struct json_writer *outgoing_result(struct server *server, const struct message *message)
{
	struct json_writer *json = begin(server);

	write_id(json, message);
	json_key(json, "result");
	return json;
}

struct json_writer *outgoing_notification(struct server *server, const char *method)
{
	struct json_writer *json = begin(server);

	json_member(json, "method", method);
	json_key(json, "params");
	return json;
}

struct json_writer *outgoing_request(struct server *server, const char *method, const char *id)
{
	struct json_writer *json = begin(server);
	struct builder unique = {0};

	builder_printf(&unique, "%s/%u", id, ++server->requests);
	json_member(json, "id", unique.bytes);
	builder_release(&unique);
	json_member(json, "method", method);
	json_key(json, "params");
	return json;
}

void outgoing_end(struct server *server)
{
	json_object_end(&server->json);
	transport_send(&server->transport, builder_slice(&server->text));
}

void outgoing_null(struct server *server, const struct message *message)
{
	json_null_value(outgoing_result(server, message));
	outgoing_end(server);
}

void outgoing_error(struct server *server, const struct message *message, int code,
                    const char *text)
{
	struct json_writer *json = begin(server);

	write_id(json, message);
	json_key(json, "error");
	json_object_begin(json);
	json_key(json, "code");
	builder_printf(json->out, "%d", code);
	json->need_comma = true;
	json_member(json, "message", text);
	json_object_end(json);
	outgoing_end(server);
}

/* ---- pieces ---- */

static void write_pair(struct json_writer *json, const char *key, struct position_pair pair)
{
	json_key(json, key);
	json_object_begin(json);
	json_member_number(json, "line", pair.line);
	json_member_number(json, "character", pair.character);
	json_object_end(json);
}

void write_range(struct server *server, const char *key, const struct draftlint_range *range,
                 bool has_bom)
{
	struct json_writer *json = &server->json;

	json_key(json, key);
	json_object_begin(json);
	write_pair(json, "start", position_pair_of(&range->start, server->encoding, has_bom));
	write_pair(json, "end", position_pair_of(&range->end, server->encoding, has_bom));
	json_object_end(json);
}

void write_uri(struct server *server, const char *path)
{
	char *full = server_full_path(path);
	const struct document *open = documents_find_path(&server->documents, full);
	struct builder uri = {0};

	if (open)
		builder_add_string(&uri, open->uri);
	else
		uri_add(&uri, full);
	json_member(&server->json, "uri", uri.bytes);
	builder_release(&uri);
	free(full);
}

void write_location(struct server *server, const char *key, const char *path,
                    const struct draftlint_range *range)
{
	char *full = server_full_path(path);
	const struct document *open = documents_find_path(&server->documents, full);

	if (key)
		json_key(&server->json, key);
	json_object_begin(&server->json);
	write_uri(server, full);
	write_range(server, "range", range, open && document_has_bom(open));
	json_object_end(&server->json);
	free(full);
}

static void write_edits(struct server *server, const struct document *document,
                        const struct draftlint_edit *edits, size_t count)
{
	struct json_writer *json = &server->json;

	json_array_begin(json);
	for (size_t i = 0; i < count; i++) {
		json_object_begin(json);
		write_range(server, "range", &edits[i].range, document_has_bom(document));
		json_key(json, "newText");
		json_text(json, slice_from(edits[i].text, edits[i].len));
		json_object_end(json);
	}
	json_array_end(json);
}

void write_workspace_edit(struct server *server, const struct document *document,
                          const struct draftlint_edit *edits, size_t count)
{
	struct json_writer *json = &server->json;

	json_key(json, "edit");
	json_object_begin(json);
	if (server->client.document_changes) {
		json_key(json, "documentChanges");
		json_array_begin(json);
		json_object_begin(json);
		json_key(json, "textDocument");
		json_object_begin(json);
		json_member(json, "uri", document->uri);
		json_key(json, "version");
		builder_printf(json->out, "%" PRId64, document->version);
		json->need_comma = true;
		json_object_end(json);
		json_key(json, "edits");
		write_edits(server, document, edits, count);
		json_object_end(json);
		json_array_end(json);
	} else {
		json_key(json, "changes");
		json_object_begin(json);
		json_key(json, document->uri);
		write_edits(server, document, edits, count);
		json_object_end(json);
	}
	json_object_end(json);
}

void write_markup(struct server *server, const char *key, bool markdown, struct slice text)
{
	struct json_writer *json = &server->json;

	json_key(json, key);
	json_object_begin(json);
	json_member(json, "kind", markdown ? "markdown" : "plaintext");
	json_key(json, "value");
	json_text(json, text);
	json_object_end(json);
}
