#include "lsp/message.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static bool is_id(const struct value *id)
{
	enum value_kind kind = value_kind(id);

	return kind == VALUE_INTEGER || kind == VALUE_STRING;
}

static enum message_kind kind_of(const struct value *root)
{
	bool called = value_kind(value_get(root, "method")) == VALUE_STRING;
	bool has_id = value_has(root, "id");

	if (value_kind(root) != VALUE_OBJECT || !value_is(value_get(root, "jsonrpc"), "2.0"))
		return MESSAGE_INVALID;
	if (value_has(root, "method"))
		return !called                        ? MESSAGE_INVALID
		       : !has_id                      ? MESSAGE_NOTIFICATION
		       : is_id(value_get(root, "id")) ? MESSAGE_REQUEST
		                                      : MESSAGE_INVALID;
	return has_id && (value_has(root, "result") || value_has(root, "error")) ? MESSAGE_RESPONSE
	                                                                         : MESSAGE_INVALID;
}

struct message *message_new(struct value *root, size_t size)
{
	struct message *message = memory_alloc(sizeof(*message));
	enum value_kind params;

	memset(message, 0, sizeof(*message));
	message->root = root;
	message->size = size;
	message->kind = kind_of(root);
	message->method = value_text(value_get(root, "method"));
	message->id = is_id(value_get(root, "id")) ? value_get(root, "id") : NULL;
	message->params = value_get(root, "params");
	params = value_kind(message->params);
	message->is_misshapen =
	    params != VALUE_OBJECT && params != VALUE_ARRAY && params != VALUE_NULL;
	return message;
}

void message_free(struct message *message)
{
	if (!message)
		return;
	value_free(message->root);
	free(message);
}

bool queue_is_full(const struct queue *queue)
{
	return queue->count >= QUEUE_LIMIT || queue->size >= QUEUE_SIZE_LIMIT;
}

void queue_add(struct queue *queue, struct message *message)
{
	if (queue->last)
		queue->last->next = message;
	else
		queue->first = message;
	queue->last = message;
	queue->count++;
	queue->size += message->size;
}

struct message *queue_take(struct queue *queue)
{
	struct message *message = queue->first;

	if (!message)
		return NULL;
	queue->first = message->next;
	if (!queue->first)
		queue->last = NULL;
	message->next = NULL;
	queue->count--;
	queue->size -= message->size;
	return message;
}

void queue_clear(struct queue *queue)
{
	struct message *message;

	while ((message = queue_take(queue)))
		message_free(message);
}

static bool same_id(const struct value *a, const struct value *b)
{
	int64_t x;
	int64_t y;

	if (value_kind(a) == VALUE_STRING && value_kind(b) == VALUE_STRING)
		return slice_equal(value_text(a), value_text(b));
	return value_integer(a, &x) && value_integer(b, &y) && x == y;
}

bool queue_cancels(const struct queue *queue, const struct value *id)
{
	for (const struct message *m = queue->first; m; m = m->next)
		if (m->kind == MESSAGE_NOTIFICATION && slice_is(m->method, "$/cancelRequest") &&
		    same_id(value_get(m->params, "id"), id))
			return true;
	return false;
}
