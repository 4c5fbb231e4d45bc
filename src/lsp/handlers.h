/*
 * Handlers: one for each method. A handler of a request answers it, whatever its params
 * are; one of a notification does nothing when they are wrong.
 */
#ifndef LSP_HANDLERS_H
#define LSP_HANDLERS_H

#include "lsp/server.h"

/* Handles MESSAGE, whose turn it is, if SERVER's state lets it. */
void dispatch(struct server *server, const struct message *message);

void handle_initialize(struct server *server, const struct message *message);
void handle_initialized(struct server *server, const struct message *message);
void handle_shutdown(struct server *server, const struct message *message);
void handle_did_open(struct server *server, const struct message *message);
void handle_did_change(struct server *server, const struct message *message);
void handle_did_save(struct server *server, const struct message *message);
void handle_did_close(struct server *server, const struct message *message);
void handle_watched_files(struct server *server, const struct message *message);
void handle_configuration(struct server *server, const struct message *message);
void handle_folders(struct server *server, const struct message *message);
void handle_response(struct server *server, const struct message *message);
void handle_diagnostic(struct server *server, const struct message *message);
void handle_code_action(struct server *server, const struct message *message);
void handle_completion(struct server *server, const struct message *message);
void handle_hover(struct server *server, const struct message *message);
void handle_definition(struct server *server, const struct message *message);
void handle_symbols(struct server *server, const struct message *message);

#endif
