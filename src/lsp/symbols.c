/* The outline of a draft: its headings. */
#include "lsp/server.h"

enum { SYMBOL_STRING = 15, LEVELS = 6 };

struct outline {
	struct server *server;
	const struct document *document;
	unsigned open[LEVELS]; /* levels of the headings around the next one, nested */
	size_t depth;
};

static void close_to(struct outline *outline, unsigned level)
{
	struct json_writer *json = &outline->server->json;

	while (outline->depth && outline->open[outline->depth - 1] >= level) {
		json_array_end(json);
		json_object_end(json);
		outline->depth--;
	}
}

static const char *name_of(const struct draftlint_heading *heading)
{
	return heading->text[0] ? heading->text : "(no text)"; /* clients refuse an empty one */
}

static void write_nested(void *context, const struct draftlint_heading *heading)
{
	struct outline *outline = context;
	struct json_writer *json = &outline->server->json;
	bool has_bom = document_has_bom(outline->document);

	close_to(outline, heading->level);
	json_object_begin(json);
	json_member(json, "name", name_of(heading));
	json_member_number(json, "kind", SYMBOL_STRING);
	write_range(outline->server, "range", &heading->whole, has_bom);
	write_range(outline->server, "selectionRange", &heading->range, has_bom);
	json_key(json, "children");
	json_array_begin(json);
	outline->open[outline->depth++] = heading->level;
}

static void write_flat(void *context, const struct draftlint_heading *heading)
{
	struct outline *outline = context;
	struct json_writer *json = &outline->server->json;

	json_object_begin(json);
	json_member(json, "name", name_of(heading));
	json_member_number(json, "kind", SYMBOL_STRING);
	json_key(json, "location");
	json_object_begin(json);
	json_member(json, "uri", outline->document->uri);
	write_range(outline->server, "range", &heading->range, document_has_bom(outline->document));
	json_object_end(json);
	json_object_end(json);
}

void handle_symbols(struct server *server, const struct message *message)
{
	struct outline outline = {.server = server, .document = server_document(server, message)};
	struct draftlint_reading *reading =
	    outline.document ? server_read(server, outline.document) : NULL;

	if (!reading) {
		outgoing_null(server, message);
		return;
	}
	json_array_begin(outgoing_result(server, message));
	draftlint_reading_outline(
	    reading, server->client.nested_symbols ? write_nested : write_flat, &outline);
	close_to(&outline, 0);
	json_array_end(&server->json);
	outgoing_end(server);
	draftlint_reading_free(reading);
}
