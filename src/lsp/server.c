#include "lsp/server.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "lsp/diagnostics.h"
#include "lsp/handlers.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

enum { PARENT_INTERVAL = 500 };

int64_t server_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void server_log(struct server *server, const char *text, struct slice detail)
{
	enum { LINES = 200, DETAIL = 200 };

	if (!server->log)
		return;
	fprintf(server->log, "draftlint lsp: %s", text);
	for (size_t i = 0; i < detail.len && i < DETAIL; i++) {
		unsigned char c = (unsigned char)detail.ptr[i];

		if (c < 0x20 || c >= 0x7F)
			fprintf(server->log, "\\x%02x", c);
		else
			fputc(c, server->log);
	}
	fputc('\n', server->log);
	/* Some clients never read it: a pipe that is full would be the end of all work. */
	if (++server->log_lines == LINES) {
		fprintf(server->log, "draftlint lsp: nothing more is logged\n");
		server->log = NULL;
	}
}

static bool parent_is_gone(const struct server *server)
{
	return server->parent > 0 && kill(server->parent, 0) < 0 && errno == ESRCH;
}

static void read_message(struct server *server, char *bytes, size_t len)
{
	struct value_fault fault;
	struct value *root;

	if (value_parse(bytes, len, &root, &fault)) {
		queue_add(&server->queue, message_new(root, len));
		return;
	}
	server_log(server, "not JSON: ", slice_of(fault.text));
	outgoing_error(server, NULL, ERROR_PARSE, fault.text);
}

/* Takes the whole messages of the input into the queue, as far as there is room. */
static void read_messages(struct server *server)
{
	const char *fault = NULL;
	size_t len = 0;
	char *bytes;

	while (!queue_is_full(&server->queue) &&
	       (bytes = transport_next(&server->transport, &len, &fault)))
		read_message(server, bytes, len);
	if (!fault)
		return;
	server_log(server, "the input cannot be read on: ", slice_of(fault));
	server->lost = true;
}

static void handle_next(struct server *server)
{
	struct message *message = queue_take(&server->queue);

	if (message->kind == MESSAGE_REQUEST && queue_cancels(&server->queue, message->id))
		outgoing_error(server, message, ERROR_CANCELLED, "cancelled");
	else
		dispatch(server, message);
	message_free(message);
}

/* How long nothing needs to be done unless something comes in. */
static int timeout_of(const struct server *server, int work)
{
	if (server->parent <= 0)
		return work;
	return work < 0 || work > PARENT_INTERVAL ? PARENT_INTERVAL : work;
}

/* Ends when there is nobody to serve any more. */
static void look_around(struct server *server)
{
	bool last = server->queue.count == 0;

	if (server->transport.ended && last && !server->lost)
		server_log(server,
		           transport_is_cut(&server->transport) ? "the input ends within a message"
		                                                : "the input ends without `exit`",
		           slice_of(""));
	if (server->transport.failed || parent_is_gone(server) ||
	    (last && (server->lost || server->transport.ended))) {
		server->state = SERVER_EXITED;
		server->status = 1;
	}
}

static void step(struct server *server)
{
	/* Nothing that makes output is done for a client that does not take it. */
	bool congested = transport_is_congested(&server->transport);
	bool reading = !congested && !server->lost && !queue_is_full(&server->queue);
	bool busy = server->queue.count > 0 && !congested;
	int work = -1;

	if (!busy && !congested && server->state == SERVER_RUNNING)
		work = diagnostics_work(server, server_clock());
	transport_wait(&server->transport, reading, busy ? 0 : timeout_of(server, work));
	if (reading)
		read_messages(server);
	if (server->queue.count > 0 && !congested)
		handle_next(server);
	if (server->state != SERVER_EXITED)
		look_around(server);
}

void server_release(struct server *server)
{
	documents_release(&server->documents);
	settings_files_release(server);
	queue_clear(&server->queue);
	transport_release(&server->transport);
	draftlint_free(server->session);
	arena_free(server->options_arena);
	builder_release(&server->text);
	free(server->folder);
	free(server->told);
}

int server_run(const struct draftlint_options *options, int in, int out, pid_t parent)
{
	struct server server = {
	    .given = options, .options = *options, .log = stderr, .parent = parent};

	/* Who went away is told by the write that fails. */
	signal(SIGPIPE, SIG_IGN);
	transport_init(&server.transport, in, out);
	server.json.out = &server.text;
	while (server.state != SERVER_EXITED)
		step(&server);
	/* The last answers, unless nobody takes them any more. */
	for (int i = 0;
	     i < 1000 && !server.transport.failed && !transport_is_idle(&server.transport); i++)
		transport_wait(&server.transport, false, 10);
	server_release(&server);
	return server.status;
}
