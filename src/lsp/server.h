/*
 * Server: a language server (LSP 3.17) on two file descriptors, in one thread.
 *
 *     bytes -> transport -> queue -> dispatch -> a handler in one file for each feature
 *                 ^                                  |
 *                 +---------- outgoing <-------------+
 *
 * The loop (server.c) reads what there is, answers what waits, and in the pauses
 * checks the drafts whose text has rested (diagnostics.c). A handler gets the message
 * and the server; it knows of the others nothing but what is in this header. All a
 * draft means is asked of <draftlint.h>: the server opens no draft, and finds what
 * `draftlint check` finds.
 */
#ifndef LSP_SERVER_H
#define LSP_SERVER_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include <draftlint.h>

#include "base/json_writer.h"
#include "lsp/document.h"
#include "lsp/message.h"
#include "lsp/transport.h"

struct arena;
struct settings_file;

enum server_state { SERVER_NEW, SERVER_RUNNING, SERVER_SHUT_DOWN, SERVER_EXITED };

/* What the client can do that changes what it is sent. */
struct client {
	bool pulls;            /* it asks for diagnostics: they are never pushed */
	bool refreshes;        /* … and can be told to ask again */
	bool related;          /* shows relatedInformation */
	bool tags;             /* of diagnostics */
	bool links_codes;      /* codeDescription */
	bool versions;         /* of what is published */
	bool document_changes; /* edits name the version they are for */
	bool markdown_hover;   /* else plain text */
	bool markdown_completion;
	bool nested_symbols; /* else a flat list */
	bool watches;        /* files, when it is asked to */
	bool configuration;  /* can be asked for */
};

struct server {
	enum server_state state;
	int status; /* of exit */
	FILE *log;  /* standard error; NULL: nowhere */
	struct transport transport;
	struct queue queue;
	bool lost; /* what comes in cannot be read on: what waits is the last */
	struct client client;
	enum encoding encoding;
	pid_t parent; /* whose end is ours; 0: nobody's */
	struct documents documents;
	int64_t reload_due; /* when what is open of settings has rested; 0: it has not changed */
	struct settings_file *settings_files; /* with findings that the client was sent */
	char *folder; /* the workspace's first: where what is no file is taken to stand; NULL */

	const struct draftlint_options *given; /* on the command line */
	struct draftlint_options options;      /* … with what the client says */
	struct draftlint_overlay overlay;      /* … and the settings files that are open */
	struct arena *options_arena;           /* of that */
	struct draftlint *session;             /* NULL: made when it is needed */
	unsigned checks;                       /* of that session */
	char *told; /* the last message that had no place in a file: it is told once */

	struct builder text;     /* of the message that is being written */
	struct json_writer json; /* … onto it */
	unsigned requests;       /* of ours */
};

/*
 * Serves what comes in on IN, answers on OUT, and returns the exit status: 0 when the
 * client said `shutdown` before `exit`, else 1. OPTIONS are what all drafts are checked
 * by. PARENT: the server ends with that process; 0: with its client's input.
 */
int server_run(const struct draftlint_options *options, int in, int out, pid_t parent);

/* Frees what SERVER has, not itself. */
void server_release(struct server *server);

/* ---- dispatch.c ---- */

/* Handles MESSAGE, whose turn it is. */
void dispatch(struct server *server, const struct message *message);

/* ---- outgoing.c: one message at a time ---- */

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
void write_pair(struct json_writer *json, const char *key, struct position_pair pair);
void write_range(struct server *server, const char *key, const struct draftlint_range *range,
                 bool has_bom);
/* PATH from the root, by its words alone; to be freed. */
char *server_full_path(const char *path);

/* "uri" of the file at PATH: as the client writes it when it has it open. */
void write_uri(struct server *server, const char *path);
void write_location(struct server *server, const char *key, const char *path,
                    const struct draftlint_range *range);
/* "edit": edits of DOCUMENT. */
void write_workspace_edit(struct server *server, const struct document *document,
                          const struct draftlint_edit *edits, size_t count);
/* "KEY": TEXT as the client wants prose. */
void write_markup(struct server *server, const char *key, bool markdown, struct slice text);

/* A line for people in the log; what is no ASCII in DETAIL is made harmless. */
void server_log(const struct server *server, const char *text, struct slice detail);

/* Milliseconds that only grow. */
int64_t server_clock(void);

/* ---- what handlers share ---- */

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

/* ---- diagnostics.c, settings_files.c ---- */

/* DOCUMENT has a new text: it is checked once that has rested. */
void diagnostics_touch(struct document *document, int64_t now, bool at_once);

/* The findings of DOCUMENT's text as it is now. */
const struct findings *diagnostics_of(struct server *server, struct document *document);

/* Checks and publishes what has rested; milliseconds until more will have, -1: nothing. */
int diagnostics_work(struct server *server, int64_t now);

/* Nothing is shown for DOCUMENT any more. */
void diagnostics_clear(struct server *server, const struct document *document);

/* An array of FINDINGS, of DOCUMENT or (NULL) of a settings file. */
void diagnostics_write(struct server *server, const struct document *document,
                       const struct findings *findings);

void settings_files_keep(struct server *server, const struct draftlint_file *file);
void settings_files_age(struct server *server);     /* until they are found again … */
void settings_files_publish(struct server *server); /* … or taken off the screen */
void settings_files_release(struct server *server);

/* ---- handlers ---- */

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

/* The client's own settings, an object as `initializationOptions` has it. */
void settings_apply(struct server *server, const struct value *settings);

#endif
