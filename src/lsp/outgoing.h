/*
 * Outgoing: what the client is sent, one message at a time: it is begun, written onto
 * the server's writer, and ended.
 */
#ifndef LSP_OUTGOING_H
#define LSP_OUTGOING_H

#include "lsp/server.h"

/* A response to MESSAGE whose result follows on the writer; so for a notification or
 * request its params. */
struct json_writer *outgoing_result(struct server *server, const struct message *message);
struct json_writer *outgoing_notification(struct server *server, const char *method);
struct json_writer *outgoing_request(struct server *server, const char *method, const char *id);
void outgoing_end(struct server *server);

void outgoing_null(struct server *server, const struct message *message);

enum {
	ERROR_PARSE = -32700,
	ERROR_INVALID_REQUEST = -32600,
	ERROR_NO_METHOD = -32601,
	ERROR_INVALID_PARAMS = -32602,
	ERROR_NOT_INITIALIZED = -32002,
	ERROR_CANCELLED = -32800,
};

/* MESSAGE NULL: of a message without an id that could be read. */
void outgoing_error(struct server *server, const struct message *message, int code,
                    const char *text);

/* Members of an object: a range of a text, or of another file whose lines are on disk. */
void write_range(struct server *server, const char *key, const struct draftlint_range *range,
                 bool has_bom);
/* "uri" of the file at PATH: as the client writes it when it has it open. */
void write_uri(struct server *server, const char *path);
void write_location(struct server *server, const char *key, const char *path,
                    const struct draftlint_range *range);
/* "edit": edits of DOCUMENT. */
void write_workspace_edit(struct server *server, const struct document *document,
                          const struct draftlint_edit *edits, size_t count);
/* "KEY": TEXT as the client wants prose. */
void write_markup(struct server *server, const char *key, bool markdown, struct slice text);

#endif
