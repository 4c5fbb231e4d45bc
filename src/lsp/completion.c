/* What could be written where the cursor is. */
#include <stdlib.h>
#include <string.h>

#include "lsp/handlers.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

enum { ITEM_PROPERTY = 10, ITEM_KEYWORD = 14, ITEM_REFERENCE = 18, ITEM_ENUM_MEMBER = 20 };

struct completion {
	struct server *server;
	const struct document *document;
	unsigned count;
};

static unsigned kind_of(enum draftlint_offer_kind kind)
{
	switch (kind) {
	case DRAFTLINT_OFFER_KEY:
		return ITEM_PROPERTY;
	case DRAFTLINT_OFFER_DIRECTIVE:
		return ITEM_KEYWORD;
	case DRAFTLINT_OFFER_RULE:
		return ITEM_REFERENCE;
	case DRAFTLINT_OFFER_VALUE:
		break;
	}
	return ITEM_ENUM_MEMBER;
}

/* Clients hold what stands in the range against this: a quotation mark that was typed
 * must be in it, and people look for names as well as for ids. */
static void write_filter(struct completion *completion, const struct draftlint_offer *offer)
{
	struct slice text = document_text(completion->document);
	size_t start = offer->range.start.byte;
	struct builder filter = {0};

	if (start < text.len && strchr("\"'", text.ptr[start]) && offer->range.end.byte > start)
		builder_add_char(&filter, text.ptr[start]);
	builder_add_string(&filter, offer->id);
	if (offer->name)
		builder_printf(&filter, " %s", offer->name);
	json_member(&completion->server->json, "filterText", filter.bytes);
	builder_release(&filter);
}

static void write_detail(struct json_writer *json, const struct draftlint_offer *offer)
{
	struct builder detail = {0};

	if (!offer->name && offer->fits)
		return;
	builder_printf(&detail, "%s%s%s", offer->name ? offer->name : "",
	               offer->name && !offer->fits ? ", " : "",
	               offer->fits ? "" : "does not fit here");
	json_member(json, "detail", detail.bytes);
	builder_release(&detail);
}

static void write_item(void *context, const struct draftlint_offer *offer)
{
	struct completion *completion = context;
	struct json_writer *json = &completion->server->json;
	struct builder order = {0};

	json_object_begin(json);
	json_member(json, "label", offer->id);
	json_member_number(json, "kind", kind_of(offer->kind));
	write_detail(json, offer);
	if (offer->about)
		json_member(json, "documentation", offer->about);
	builder_printf(&order, "%05u", completion->count);
	json_member(json, "sortText", order.bytes);
	builder_release(&order);
	write_filter(completion, offer);
	if (completion->count == 0 && offer->fits)
		json_member_bool(json, "preselect", true);
	json_key(json, "textEdit");
	json_object_begin(json);
	write_range(completion->server, "range", &offer->range,
	            document_has_bom(completion->document));
	json_member(json, "newText", offer->text);
	json_object_end(json);
	json_object_end(json);
	completion->count++;
}

void handle_completion(struct server *server, const struct message *message)
{
	struct completion completion = {.server = server,
	                                .document = server_document(server, message)};
	const struct value *position = value_get(message->params, "position");
	struct draftlint_reading *reading =
	    completion.document ? server_read(server, completion.document) : NULL;
	struct json_writer *json;

	if (!reading) {
		outgoing_null(server, message);
		return;
	}
	json = outgoing_result(server, message);
	json_object_begin(json);
	json_member_bool(json, "isIncomplete", false);
	json_key(json, "items");
	json_array_begin(json);
	draftlint_reading_offers(reading, server_offset(server, completion.document, position),
	                         write_item, &completion);
	json_array_end(json);
	json_object_end(json);
	outgoing_end(server);
	draftlint_reading_free(reading);
}
