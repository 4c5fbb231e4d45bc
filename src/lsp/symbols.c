/* The outline of a draft: how it answers the questions of the checklist, its headings. */
#include "lsp/diagnostics.h"
#include "lsp/handlers.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

enum { SYMBOL_STRING = 15, SYMBOL_BOOLEAN = 17, LEVELS = 6 };

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

/* "persona yes, pain missing" */
static void add_answers(struct builder *text, const struct findings *findings)
{
	for (size_t i = 0; i < findings->answer_count; i++) {
		const struct draftlint_answer *answer = &findings->answers[i];

		builder_printf(text, "%s%s %s", i ? ", " : "", answer->question,
		               answer->answered ? "yes" : answer->problem);
	}
}

/* At the first line, where the metadata of nearly every draft begins. */
static void write_checklist(struct outline *outline, const struct findings *findings)
{
	static const struct draftlint_range first = {.start = {0, 1, 1, 1, 1},
	                                             .end = {0, 1, 1, 1, 1}};
	struct json_writer *json = &outline->server->json;
	struct builder name = {0};
	struct builder detail = {0};
	size_t answered = 0;

	for (size_t i = 0; i < findings->answer_count; i++)
		answered += findings->answers[i].answered;
	builder_printf(&name, "checklist %zu/%zu", answered, findings->answer_count);
	add_answers(&detail, findings);
	json_object_begin(json);
	json_member(json, "name", name.bytes);
	json_member_number(json, "kind", SYMBOL_BOOLEAN);
	if (outline->server->client.nested_symbols) {
		json_member(json, "detail", detail.bytes);
		write_range(outline->server, "range", &first, false);
		write_range(outline->server, "selectionRange", &first, false);
	} else {
		json_member(json, "containerName", detail.bytes);
		json_key(json, "location");
		json_object_begin(json);
		json_member(json, "uri", outline->document->uri);
		write_range(outline->server, "range", &first, false);
		json_object_end(json);
	}
	json_object_end(json);
	builder_release(&name);
	builder_release(&detail);
}

void handle_symbols(struct server *server, const struct message *message)
{
	struct document *document = server_document(server, message);
	struct outline outline = {.server = server, .document = document};
	const struct findings *findings = document ? diagnostics_of(server, document) : NULL;
	struct draftlint_reading *reading = document ? server_read(server, document) : NULL;

	if (!reading) {
		outgoing_null(server, message);
		return;
	}
	json_array_begin(outgoing_result(server, message));
	if (findings->answer_count)
		write_checklist(&outline, findings);
	draftlint_reading_outline(
	    reading, server->client.nested_symbols ? write_nested : write_flat, &outline);
	close_to(&outline, 0);
	json_array_end(&server->json);
	outgoing_end(server);
	draftlint_reading_free(reading);
}
