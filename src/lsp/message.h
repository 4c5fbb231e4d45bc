/*
 * Message: one message of JSON-RPC, and those that wait for their turn.
 *
 * The queue reads ahead so that a request which was cancelled, or a change that is
 * followed by another, is known before work is done for it. It is bounded: who
 * fills it has to wait.
 */
#ifndef LSP_MESSAGE_H
#define LSP_MESSAGE_H

#include "lsp/value.h"

enum message_kind {
	MESSAGE_REQUEST,
	MESSAGE_NOTIFICATION,
	MESSAGE_RESPONSE, /* to a request of ours */
	MESSAGE_INVALID,  /* JSON, but no message */
};

struct message {
	struct message *next;
	enum message_kind kind;
	struct value *root;
	struct slice method;
	const struct value *id;     /* of a request or response; a number or a text */
	const struct value *params; /* NULL: none */
	bool is_misshapen;          /* its params are neither an object, an array nor null */
	size_t size;                /* of its text */
};

/* A message of ROOT, which it owns, whose text had SIZE bytes. Freed by message_free. */
struct message *message_new(struct value *root, size_t size);
void message_free(struct message *message);

enum { QUEUE_LIMIT = 4096, QUEUE_SIZE_LIMIT = 96 * 1024 * 1024 };

/* Empty when all zero. */
struct queue {
	struct message *first;
	struct message *last;
	size_t count;
	size_t size; /* of their texts */
};

/* Whether nothing more should be read for now. */
bool queue_is_full(const struct queue *queue);

void queue_add(struct queue *queue, struct message *message); /* it is the queue's now */
struct message *queue_take(struct queue *queue);              /* the caller's; NULL when empty */
void queue_clear(struct queue *queue);

/* Whether a notification that waits cancels the request with this id. */
bool queue_cancels(const struct queue *queue, const struct value *id);

#endif
