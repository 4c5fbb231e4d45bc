/*
 * Transport: messages over two file descriptors, one thread, never waiting for one
 * while the other could go on: a client that writes much before it reads is served.
 */
#ifndef LSP_TRANSPORT_H
#define LSP_TRANSPORT_H

#include <stdbool.h>

#include "base/text.h"

/* While more than this waits to be written, no work is done that makes more of it. */
enum { TRANSPORT_OUTPUT_LIMIT = 64 * 1024 * 1024 };

struct transport {
	int in;
	int out;
	struct builder input; /* read, and not yet taken from START on */
	size_t start;
	struct builder output; /* to be written from SENT on */
	size_t sent;
	bool ended;  /* nothing more comes */
	bool failed; /* nothing can be written any more */
};

void transport_init(struct transport *transport, int in, int out);
void transport_release(struct transport *transport);

/* Waits up to TIMEOUT milliseconds (-1: for ever) until something could be read (if
 * READING) or written, and does so. */
void transport_wait(struct transport *transport, bool reading, int timeout);

/* The LEN bytes of the next whole message, the caller's until the next call with
 * TRANSPORT. NULL: there is none yet, or *FAULT says why there will never be one. */
char *transport_next(struct transport *transport, size_t *len, const char **fault);

/* Whether the stream ended within a message. */
bool transport_is_cut(const struct transport *transport);

/* Sends BODY, in time. */
void transport_send(struct transport *transport, struct slice body);
bool transport_is_idle(const struct transport *transport); /* all is written */
bool transport_is_congested(const struct transport *transport);

#endif
