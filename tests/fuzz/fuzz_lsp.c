/* Any bytes as what a client sends: frames that are taken from the input, messages in
 * them, and texts that the server has; beside them messages that are none but for the
 * input's sake. No pack is loaded: what a draft means is fuzzed elsewhere. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "lsp/frame.h"
#include "lsp/handlers.h"
#include "demand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void take(struct server *server, const char *bytes, size_t len)
{
	char *copy = memory_alloc(len + 1);
	struct value_fault fault = {""};
	struct value *root;

	memcpy(copy, bytes, len);
	if (value_parse(copy, len, &root, &fault)) {
		struct message *message = message_new(root, len);

		dispatch(server, message);
		message_free(message);
	} else {
		demand(fault.text[0] != '\0', "refused, and nothing said");
		demand(root == NULL, "refused, and something left");
	}
	free(copy);
}

/* Places of the texts are in them, and not within a character. */
static void check_documents(const struct server *server, uint8_t chance)
{
	for (const struct document *d = server->documents.first; d; d = d->next) {
		struct slice text = document_text(d);
		struct position_pair pair = {chance % 16, chance / 4};
		size_t at = position_offset(text, pair, server->encoding);

		demand(at <= text.len, "a place behind the text");
		demand(at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80 ||
		           utf8_valid_prefix(text.ptr, text.len) < text.len,
		       "a place within a character");
	}
}

static void begin(struct server *server, enum encoding encoding)
{
	static const char hello[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
	                            "\"params\":{\"capabilities\":{}}}";
	static const char open[] =
	    "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":"
	    "{\"uri\":\"file:///a.md\",\"version\":1,\"text\":\"---\\npersona: a\\n---\\nb "
	    "\\ud83d\\ude00\\r\\nc\"}}}";

	take(server, hello, sizeof(hello) - 1);
	take(server, open, sizeof(open) - 1);
	server->encoding = encoding;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct draftlint_options options = {.max_warnings = -1, .no_config = true};
	struct server server = {.given = &options, .options = options};
	struct slice input = slice_from((const char *)data, size);
	struct frame frame;

	server.json.out = &server.text;
	if (size)
		begin(&server, (enum encoding)(data[0] % 3));
	if (size > 1) {
		take(&server, input.ptr + 1, size - 1);
		input = slice_sub(input, 1, size);
	}
	while (frame_find(input, &frame) == FRAME_WHOLE) {
		demand(frame.size <= input.len && frame.body.len <= frame.size,
		       "a frame beyond its input");
		take(&server, frame.body.ptr, frame.body.len);
		input = slice_sub(input, frame.size, input.len);
	}
	check_documents(&server, size ? data[size - 1] : 0);
	server_release(&server);
	return 0;
}
