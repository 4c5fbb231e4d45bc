/* The texts as the client edits them. */
#include <stdlib.h>
#include <string.h>

#include "lsp/diagnostics.h"
#include "lsp/handlers.h"
#include "lsp/session.h"

void handle_did_open(struct server *server, const struct message *message)
{
	const struct value *item = value_get(message->params, "textDocument");
	struct document *document;
	int64_t version = 0;

	if (value_kind(value_get(item, "uri")) != VALUE_STRING ||
	    value_kind(value_get(item, "text")) != VALUE_STRING)
		return;
	value_integer(value_get(item, "version"), &version);
	document = documents_open(&server->documents, value_text(value_get(item, "uri")), version,
	                          value_text(value_get(item, "text")));
	if (!document) {
		server_log(server, "too many documents are open, not taken: ",
		           value_text(value_get(item, "uri")));
		return;
	}
	diagnostics_touch(document, server_clock(), true);
	server_touch_settings(server, document, server_clock());
}

/* One change; false when it is none: the text is not known any more. */
static bool apply(struct server *server, struct document *document, const struct value *change)
{
	const struct value *range = value_get(change, "range");
	struct position_pair start;
	struct position_pair end;

	if (value_kind(value_get(change, "text")) != VALUE_STRING)
		return false;
	if (!range) {
		document_set(document, value_text(value_get(change, "text")));
		return true;
	}
	if (!read_pair(value_get(range, "start"), &start) ||
	    !read_pair(value_get(range, "end"), &end))
		return false;
	document_replace(document, start, end, value_text(value_get(change, "text")),
	                 server->encoding);
	return true;
}

void handle_did_change(struct server *server, const struct message *message)
{
	const struct value *identifier = value_get(message->params, "textDocument");
	const struct value *changes = value_get(message->params, "contentChanges");
	struct document *document =
	    documents_find(&server->documents, value_text(value_get(identifier, "uri")));
	int64_t version;

	if (!document) {
		server_log(server, "a change of what is not open: ",
		           value_text(value_get(identifier, "uri")));
		return;
	}
	if (value_integer(value_get(identifier, "version"), &version)) {
		if (version < document->version) {
			server_log(server, "an older change, not made: ", slice_of(document->uri));
			return;
		}
		document->version = version;
	}
	for (size_t i = 0; i < value_count(changes); i++)
		if (!apply(server, document, value_at(changes, i)))
			server_log(server, "a change that is none: ", slice_of(document->uri));
	if (document->lost)
		server_log(server, "too long, not looked at: ", slice_of(document->uri));
	diagnostics_touch(document, server_clock(), false);
	server_touch_settings(server, document, server_clock());
}

/* What was saved may be a configuration or a pack, in a client that watches no files:
 * unless it is a draft. */
void handle_did_save(struct server *server, const struct message *message)
{
	struct slice uri = value_text(value_get2(message->params, "textDocument", "uri"));
	const struct document *document = documents_find(&server->documents, uri);

	if (document && document->findings.digest)
		return;
	server_reload(server);
	server_refresh(server);
}

void handle_did_close(struct server *server, const struct message *message)
{
	struct slice uri = value_text(value_get2(message->params, "textDocument", "uri"));
	struct document *document = documents_find(&server->documents, uri);

	if (!document)
		return;
	diagnostics_clear(server, document);
	server_touch_settings(server, document, server_clock());
	documents_close(&server->documents, document);
}

void handle_watched_files(struct server *server, const struct message *message)
{
	(void)message;
	server_reload(server);
	server_refresh(server);
}
