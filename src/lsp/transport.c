#include "lsp/transport.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "lsp/frame.h"

/* What a pipe takes for certain once poll says that it takes something. */
#ifndef PIPE_BUF
#define PIPE_BUF 512
#endif

enum { READ_SIZE = 64 * 1024 };

void transport_init(struct transport *transport, int in, int out)
{
	memset(transport, 0, sizeof(*transport));
	transport->in = in;
	transport->out = out;
}

void transport_release(struct transport *transport)
{
	builder_release(&transport->input);
	builder_release(&transport->output);
}

/* Lets go of what was taken, so that the input never grows by what is done with. */
static void compact(struct transport *transport)
{
	struct builder *input = &transport->input;

	if (transport->start == 0)
		return;
	memmove(input->bytes, input->bytes + transport->start, input->len - transport->start);
	input->len -= transport->start;
	transport->start = 0;
	/* A message of megabytes is rare: its memory is given back. */
	if (input->len == 0 && input->capacity > 16 * READ_SIZE)
		builder_release(input);
}

static void read_some(struct transport *transport)
{
	static const size_t size = READ_SIZE;
	char bytes[READ_SIZE];
	ssize_t got;

	compact(transport);
	got = read(transport->in, bytes, size);
	if (got > 0)
		builder_add(&transport->input, bytes, (size_t)got);
	else if (got == 0 || (errno != EINTR && errno != EAGAIN))
		transport->ended = true;
}

static void write_some(struct transport *transport)
{
	size_t left = transport->output.len - transport->sent;
	ssize_t put = write(transport->out, transport->output.bytes + transport->sent,
	                    left < PIPE_BUF ? left : PIPE_BUF);

	if (put < 0) {
		transport->failed = errno != EINTR && errno != EAGAIN;
		return;
	}
	transport->sent += (size_t)put;
	if (transport->sent < transport->output.len)
		return;
	transport->sent = 0;
	if (transport->output.capacity > 16 * READ_SIZE)
		builder_release(&transport->output);
	else
		builder_clear(&transport->output);
}

void transport_wait(struct transport *transport, bool reading, int timeout)
{
	bool writing = !transport_is_idle(transport) && !transport->failed;
	struct pollfd fds[2] = {
	    {.fd = reading && !transport->ended ? transport->in : -1, .events = POLLIN},
	    {.fd = writing ? transport->out : -1, .events = POLLOUT}};

	if (poll(fds, 2, timeout) <= 0)
		return;
	if (fds[1].revents & POLLOUT)
		write_some(transport);
	else if (fds[1].revents)
		transport->failed = true;
	if (fds[0].revents)
		read_some(transport);
}

char *transport_next(struct transport *transport, size_t *len, const char **fault)
{
	struct slice input =
	    slice_sub(builder_slice(&transport->input), transport->start, transport->input.len);
	struct frame frame;

	*fault = NULL;
	if (input.len == 0)
		return NULL;
	switch (frame_find(input, &frame)) {
	case FRAME_WHOLE:
		transport->start += frame.size;
		*len = frame.body.len;
		return transport->input.bytes + transport->start - frame.body.len;
	case FRAME_BROKEN:
		*fault = frame.fault;
		return NULL;
	case FRAME_PARTLY:
		break;
	}
	return NULL;
}

bool transport_is_cut(const struct transport *transport)
{
	return transport->ended && transport->start < transport->input.len;
}

void transport_send(struct transport *transport, struct slice body)
{
	builder_printf(&transport->output, "Content-Length: %zu\r\n\r\n", body.len);
	builder_add_slice(&transport->output, body);
}

bool transport_is_idle(const struct transport *transport)
{
	return transport->sent == transport->output.len;
}

bool transport_is_congested(const struct transport *transport)
{
	return transport->output.len - transport->sent > TRANSPORT_OUTPUT_LIMIT;
}
