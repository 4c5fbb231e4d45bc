/*
 * Server: a language server (LSP 3.17) on two file descriptors, in one thread.
 *
 *     bytes -> transport -> queue -> dispatch -> a handler in one file for each feature
 *                 ^                                  |
 *                 +---------- outgoing <-------------+
 *
 * The loop (server.c) reads what there is, answers what waits, and in the pauses
 * checks the drafts whose text has rested (diagnostics.c). A handler gets the message
 * and the server, asks session.h for the document and what is in it, and answers by
 * outgoing.h. All a draft means is asked of <draftlint.h>: the server opens no draft,
 * and finds what `draftlint check` finds.
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
	bool nested_symbols;   /* else a flat list */
	bool watches;          /* files, when it is asked to */
	bool configuration;    /* can be asked for */
};

struct server {
	enum server_state state;
	int status; /* of exit */
	FILE *log;  /* standard error; NULL: nowhere, any more */
	unsigned log_lines;
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

/* A line for people in the log; what is no ASCII in DETAIL is made harmless. */
void server_log(struct server *server, const char *text, struct slice detail);

/* Milliseconds that only grow. */
int64_t server_clock(void);

#endif
