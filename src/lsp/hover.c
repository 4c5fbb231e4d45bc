/* What is under the cursor: the card of an entry, the reason of a rule; and where it
 * is declared. */
#include <string.h>

#include "lsp/diagnostics.h"
#include "lsp/handlers.h"
#include "lsp/markup.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

struct hover {
	struct server *server;
	const struct document *document;
	const struct findings *findings;
	size_t offset;
	const char *rule; /* that is named there; NULL: none is */
	struct markup markup;
};

static bool is_found_here(const struct hover *hover, const char *rule)
{
	for (size_t i = 0; i < hover->findings->count; i++) {
		const struct draftlint_finding *finding = &hover->findings->items[i].finding;

		if (finding->range.start.byte <= hover->offset &&
		    hover->offset <= finding->range.end.byte && strcmp(finding->rule, rule) == 0)
			return true;
	}
	return false;
}

static void add_rule(void *context, const struct draftlint_rule *rule)
{
	struct hover *hover = context;

	if (is_found_here(hover, rule->name) ||
	    (hover->rule && strcmp(hover->rule, rule->name) == 0))
		markup_rule(&hover->markup, rule);
}

static void write(struct hover *hover, const struct message *message,
                  const struct draftlint_range *range)
{
	struct server *server = hover->server;

	if (!hover->markup.text.len) {
		outgoing_null(server, message);
		return;
	}
	json_object_begin(outgoing_result(server, message));
	write_markup(server, "contents", hover->markup.markdown,
	             builder_slice(&hover->markup.text));
	if (range)
		write_range(server, "range", range, document_has_bom(hover->document));
	json_object_end(&server->json);
	outgoing_end(server);
}

void handle_hover(struct server *server, const struct message *message)
{
	struct document *document = server_document(server, message);
	struct hover hover = {.server = server,
	                      .document = document,
	                      .markup.markdown = server->client.markdown_hover};
	struct draftlint_reading *reading;
	struct draftlint_mention mention;
	bool named;

	hover.findings = document ? diagnostics_of(server, document) : NULL;
	reading = document ? server_read(server, document) : NULL;
	if (!reading) {
		outgoing_null(server, message);
		return;
	}
	hover.offset = server_offset(server, document, value_get(message->params, "position"));
	named = draftlint_reading_mention(reading, hover.offset, &mention);
	if (named && strcmp(mention.kind, "rule") == 0) {
		hover.rule = mention.id;
	} else if (named) {
		markup_title(&hover.markup, mention.kind, mention.id);
		draftlint_reading_card(reading, hover.offset, markup_line, &hover.markup);
	}
	draftlint_reading_rules(reading, add_rule, &hover);
	write(&hover, message, named ? &mention.range : NULL);
	builder_release(&hover.markup.text);
	draftlint_reading_free(reading);
}

void handle_definition(struct server *server, const struct message *message)
{
	const struct document *document = server_document(server, message);
	struct draftlint_reading *reading = document ? server_read(server, document) : NULL;
	struct draftlint_mention mention;
	size_t offset;

	if (reading) {
		offset = server_offset(server, document, value_get(message->params, "position"));
		if (draftlint_reading_mention(reading, offset, &mention) && mention.path) {
			outgoing_result(server, message);
			write_location(server, NULL, mention.path, &mention.declared);
			outgoing_end(server);
			draftlint_reading_free(reading);
			return;
		}
	}
	draftlint_reading_free(reading);
	outgoing_null(server, message);
}
