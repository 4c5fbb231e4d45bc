/*
 * Session: what handlers share: documents, what is asked of the library about them,
 * and who receives what is found.
 */
#ifndef LSP_SESSION_H
#define LSP_SESSION_H

#include "lsp/server.h"

/* PATH from the root, by its words alone; to be freed. */
char *server_full_path(const char *path);

/* The document that MESSAGE's textDocument names; NULL: none, or its text is lost. */
struct document *server_document(struct server *server, const struct message *message);

/* The byte that MESSAGE's position means in DOCUMENT. */
size_t server_offset(const struct server *server, const struct document *document,
                     const struct value *position);
bool read_pair(const struct value *position, struct position_pair *pair);

/* Where DOCUMENT stands, also when it is no file; NULL: nowhere. To be freed. */
char *server_path(const struct server *server, const struct document *document);

/* The session, made if there is none. */
struct draftlint *server_session(struct server *server);

/* DOCUMENT as it is, for questions; NULL: it is no draft. */
struct draftlint_reading *server_read(struct server *server, const struct document *document);

/* Configuration, packs and baselines are read anew, and all drafts checked again. */
void server_reload(struct server *server);

/* Whether DOCUMENT can be a part of a configuration or a pack: it is no draft then. */
bool server_is_settings(const struct document *document);

/* DOCUMENT was opened, edited or is to be closed: if it can be a part of what is read
 * then, it is, once it has rested. */
void server_touch_settings(struct server *server, const struct document *document, int64_t now);

/* Makes the client ask again, if it asks at all. */
void server_refresh(struct server *server);

/* A receiver that keeps a draft's findings in FINDINGS (NULL: nobody wants them), those
 * of settings files where they are published, and tells messages. */
struct reception {
	struct server *server;
	struct findings *findings;
	void (*file)(void *context, const struct draftlint_file *file); /* of a draft; or NULL */
	void *context;
};
struct draftlint_receiver server_receiver(struct reception *reception);

/* The client's own settings, an object as `initializationOptions` has it. */
void settings_apply(struct server *server, const struct value *settings);

#endif
