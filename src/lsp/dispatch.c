#include <string.h>

#include "lsp/handlers.h"
#include "lsp/outgoing.h"

/* `exit` is told apart from the others: it counts in every state. */
static const struct handler {
	const char *method;
	enum message_kind kind;
	void (*handle)(struct server *server, const struct message *message);
} handlers[] = {
    {"initialized", MESSAGE_NOTIFICATION, handle_initialized},
    {"shutdown", MESSAGE_REQUEST, handle_shutdown},
    {"textDocument/didOpen", MESSAGE_NOTIFICATION, handle_did_open},
    {"textDocument/didChange", MESSAGE_NOTIFICATION, handle_did_change},
    {"textDocument/didSave", MESSAGE_NOTIFICATION, handle_did_save},
    {"textDocument/didClose", MESSAGE_NOTIFICATION, handle_did_close},
    {"textDocument/diagnostic", MESSAGE_REQUEST, handle_diagnostic},
    {"textDocument/codeAction", MESSAGE_REQUEST, handle_code_action},
    {"textDocument/completion", MESSAGE_REQUEST, handle_completion},
    {"textDocument/hover", MESSAGE_REQUEST, handle_hover},
    {"textDocument/definition", MESSAGE_REQUEST, handle_definition},
    {"textDocument/documentSymbol", MESSAGE_REQUEST, handle_symbols},
    {"workspace/didChangeWatchedFiles", MESSAGE_NOTIFICATION, handle_watched_files},
    {"workspace/didChangeConfiguration", MESSAGE_NOTIFICATION, handle_configuration},
    {"workspace/didChangeWorkspaceFolders", MESSAGE_NOTIFICATION, handle_folders},
};

static const struct handler *find(const struct message *message)
{
	for (size_t i = 0; i < sizeof(handlers) / sizeof(handlers[0]); i++)
		if (handlers[i].kind == message->kind &&
		    slice_is(message->method, handlers[i].method))
			return &handlers[i];
	return NULL;
}

static void dispatch_request(struct server *server, const struct message *message)
{
	const struct handler *handler = find(message);
	bool initializes = slice_is(message->method, "initialize");

	if (server->state == SERVER_SHUT_DOWN)
		outgoing_error(server, message, ERROR_INVALID_REQUEST, "the server is shut down");
	else if (server->state == SERVER_NEW && !initializes)
		outgoing_error(server, message, ERROR_NOT_INITIALIZED, "not initialized");
	else if (server->state != SERVER_NEW && initializes)
		outgoing_error(server, message, ERROR_INVALID_REQUEST, "initialized already");
	else if (message->is_misshapen)
		outgoing_error(server, message, ERROR_INVALID_PARAMS,
		               "params are neither an object nor an array");
	else if (initializes)
		handle_initialize(server, message);
	else if (handler)
		handler->handle(server, message);
	else
		outgoing_error(server, message, ERROR_NO_METHOD, "unknown method");
}

static void dispatch_notification(struct server *server, const struct message *message)
{
	const struct handler *handler = find(message);

	if (slice_is(message->method, "exit")) {
		server->status = server->state == SERVER_SHUT_DOWN ? 0 : 1;
		server->state = SERVER_EXITED;
	} else if (handler && server->state == SERVER_RUNNING && !message->is_misshapen) {
		handler->handle(server, message);
	}
}

void dispatch(struct server *server, const struct message *message)
{
	switch (message->kind) {
	case MESSAGE_REQUEST:
		dispatch_request(server, message);
		break;
	case MESSAGE_NOTIFICATION:
		dispatch_notification(server, message);
		break;
	case MESSAGE_RESPONSE:
		if (server->state == SERVER_RUNNING)
			handle_response(server, message);
		break;
	case MESSAGE_INVALID:
		outgoing_error(server, message, ERROR_INVALID_REQUEST,
		               "not a message of JSON-RPC 2.0");
		break;
	}
}
