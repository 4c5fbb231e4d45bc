/*
 * Frame: where one message ends in a stream of bytes ("Content-Length: N" and other
 * headers, each ended by CR LF, an empty line, N bytes). No input or output here.
 *
 * A stream whose framing is wrong cannot be read on: nobody knows where the next
 * message begins.
 */
#ifndef LSP_FRAME_H
#define LSP_FRAME_H

#include "base/text.h"

enum { FRAME_HEADER_LIMIT = 8 * 1024, FRAME_BODY_LIMIT = 64 * 1024 * 1024 };

enum frame_state {
	FRAME_WHOLE,
	FRAME_PARTLY, /* more bytes are needed */
	FRAME_BROKEN,
};

struct frame {
	struct slice body; /* in the input */
	size_t size;       /* headers and body; with FRAME_PARTLY as far as is known, else 0 */
	const char *fault; /* what is wrong with it; a static string */
};

/* The frame that INPUT begins with. */
enum frame_state frame_find(struct slice input, struct frame *frame);

#endif
