/* From a draft's text to what the client shows: pushed when the text has rested, or
 * given when it is asked for. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lsp/diagnostics.h"
#include "lsp/handlers.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

/* Milliseconds without a change before a draft is checked, and the longest that it
 * waits while changes go on. */
enum { REST = 150, LONGEST = 700 };

void diagnostics_touch(struct document *document, int64_t now, bool at_once)
{
	if (!document->stale)
		document->changed = now;
	document->stale = true;
	document->unpublished = true;
	document->due = at_once ? now : now + REST;
	if (document->due > document->changed + LONGEST)
		document->due = document->changed + LONGEST;
}

/* ---- checking ---- */

static void ignore_setting(void *context, const struct draftlint_setting *setting)
{
	(void)context;
	(void)setting;
}

/* Whatever is wrong with DOCUMENT, a part of settings, comes up when what governs its
 * folder is read. That nothing does is no fault of it. */
static void check_settings(struct server *server, const char *path)
{
	struct reception reception = {.server = server};
	struct draftlint_receiver receiver = server_receiver(&reception);

	receiver.message = NULL;
	draftlint_settings_for(server_session(server), path, &receiver, ignore_setting, NULL);
}

static void check_draft(struct server *server, struct document *document, const char *path)
{
	struct reception reception = {.server = server, .findings = &document->findings};
	struct draftlint_receiver receiver = server_receiver(&reception);
	struct slice text = document_text(document);

	draftlint_check_text(server_session(server), path, text.ptr, text.len, &receiver);
}

static void check(struct server *server, struct document *document)
{
	char *path = server_path(server, document);

	findings_release(&document->findings);
	document->stale = false;
	if (path && server_is_settings(document))
		check_settings(server, path);
	else if (path && !document->lost)
		check_draft(server, document, path);
	free(path);
}

const struct findings *diagnostics_of(struct server *server, struct document *document)
{
	if (document->stale)
		check(server, document);
	return &document->findings;
}

/* ---- writing ---- */

static unsigned severity_of(enum draftlint_severity severity)
{
	switch (severity) {
	case DRAFTLINT_ERROR:
		return 1;
	case DRAFTLINT_WARNING:
		return 2;
	default:
		return 3;
	}
}

/* Where what is said has no place of its own, it is said of the finding's. */
static void write_related(struct server *server, const char *path,
                          const struct draftlint_range *range, const char *what, const char *text)
{
	struct json_writer *json = &server->json;
	struct builder message = {0};

	json_object_begin(json);
	write_location(server, "location", path, range);
	builder_printf(&message, "%s%s", what, text);
	json_member(json, "message", message.bytes);
	builder_release(&message);
	json_object_end(json);
}

static void write_all_related(struct server *server, const struct draftlint_finding *finding)
{
	struct json_writer *json = &server->json;

	if (!server->client.related || (!finding->note_count && !finding->help))
		return;
	json_key(json, "relatedInformation");
	json_array_begin(json);
	for (size_t i = 0; i < finding->note_count; i++) {
		const struct draftlint_note *note = &finding->notes[i];

		write_related(server, note->path ? note->path : finding->path,
		              note->path ? &note->range : &finding->range, "", note->text);
	}
	if (finding->help)
		write_related(server, finding->path, &finding->range, "help: ", finding->help);
	json_array_end(json);
}

/* Where more is said of the rule: only what a browser can show. */
static void write_page(struct server *server, const struct draftlint_finding *finding)
{
	struct slice link = slice_of(finding->link);

	if (!server->client.links_codes ||
	    (!slice_starts(link, "https://") && !slice_starts(link, "http://")))
		return;
	json_key(&server->json, "codeDescription");
	json_object_begin(&server->json);
	json_member(&server->json, "href", finding->link);
	json_object_end(&server->json);
}

/* What the client has no other way to show stands on lines of its own. */
static void write_message(struct server *server, const struct draftlint_finding *finding)
{
	struct builder text = {0};

	builder_add_string(&text, finding->message);
	for (size_t i = 0; i < finding->note_count && !server->client.related; i++)
		if (!finding->notes[i].path)
			builder_printf(&text, "\n%s", finding->notes[i].text);
	if (finding->help && !server->client.related)
		builder_printf(&text, "\n%s", finding->help);
	json_member(&server->json, "message", text.bytes);
	builder_release(&text);
}

static void write_diagnostic(struct server *server, const struct found *found, bool has_bom)
{
	const struct draftlint_finding *finding = &found->finding;
	struct json_writer *json = &server->json;

	json_object_begin(json);
	write_range(server, "range", &finding->range, has_bom);
	json_member_number(json, "severity", severity_of(finding->severity));
	json_member(json, "code", finding->rule);
	write_page(server, finding);
	json_member(json, "source", "draftlint");
	write_message(server, finding);
	if (server->client.tags && strcmp(finding->rule, "suppression-unused") == 0) {
		json_key(json, "tags");
		json_array_begin(json);
		json_number(json, 1); /* Unnecessary */
		json_array_end(json);
	}
	write_all_related(server, finding);
	json_key(json, "data");
	json_object_begin(json);
	json_member(json, "fingerprint", found->fingerprint);
	json_member_bool(json, "fixable", finding->fix != NULL);
	json_object_end(json);
	json_object_end(json);
}

void diagnostics_write(struct server *server, const struct document *document,
                       const struct findings *findings)
{
	bool has_bom = document && document_has_bom(document);

	json_array_begin(&server->json);
	for (size_t i = 0; i < findings->count; i++)
		write_diagnostic(server, &findings->items[i], has_bom);
	json_array_end(&server->json);
}

/* ---- pushing ---- */

static void publish(struct server *server, const struct document *document,
                    const struct findings *findings)
{
	struct json_writer *json = outgoing_notification(server, "textDocument/publishDiagnostics");

	json_object_begin(json);
	json_member(json, "uri", document->uri);
	if (server->client.versions) {
		json_key(json, "version");
		builder_printf(json->out, "%" PRId64, document->version);
		json->need_comma = true;
	}
	json_key(json, "diagnostics");
	diagnostics_write(server, document, findings);
	json_object_end(json);
	outgoing_end(server);
}

void diagnostics_clear(struct server *server, const struct document *document)
{
	static const struct findings none;

	if (!server->client.pulls && document->findings.count)
		publish(server, document, &none);
}

/* The first document whose findings are to be sent now; *NEXT is when the next is. */
static struct document *first_due(struct server *server, int64_t now, int64_t *next)
{
	for (struct document *d = server->documents.first; d; d = d->next) {
		if (!d->unpublished || server->client.pulls)
			continue;
		if (d->due <= now)
			return d;
		*next = d->due < *next ? d->due : *next;
	}
	return NULL;
}

int diagnostics_work(struct server *server, int64_t now)
{
	int64_t next = server->reload_due ? server->reload_due : INT64_MAX;
	struct document *document;

	if (server->reload_due && server->reload_due <= now) {
		server_reload(server);
		server_refresh(server);
		return 0;
	}
	document = first_due(server, now, &next);
	if (!document)
		return next == INT64_MAX ? -1 : (int)(next - now);
	diagnostics_of(server, document);
	/* What is wrong in a settings file is published by its name. */
	if (!server_is_settings(document))
		publish(server, document, &document->findings);
	document->unpublished = false;
	settings_files_publish(server);
	/* What has come in meanwhile goes first. */
	return 0;
}

/* ---- giving ---- */

void handle_diagnostic(struct server *server, const struct message *message)
{
	struct document *document = server_document(server, message);
	static const struct findings none;
	const struct findings *findings = document ? diagnostics_of(server, document) : &none;
	struct slice previous = value_text(value_get(message->params, "previousResultId"));
	struct builder id = {0};
	struct json_writer *json;

	builder_printf(&id, "%016" PRIx64, findings->digest);
	json = outgoing_result(server, message);
	json_object_begin(json);
	if (slice_is(previous, id.bytes)) {
		json_member(json, "kind", "unchanged");
		json_member(json, "resultId", id.bytes);
	} else {
		json_member(json, "kind", "full");
		json_member(json, "resultId", id.bytes);
		json_key(json, "items");
		diagnostics_write(server, document, findings);
	}
	json_object_end(json);
	outgoing_end(server);
	builder_release(&id);
	settings_files_publish(server);
}
