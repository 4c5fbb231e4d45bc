/* What the client can do about findings: mend one, mend all that is safe, excuse one. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lsp/diagnostics.h"
#include "lsp/handlers.h"
#include "lsp/outgoing.h"
#include "lsp/session.h"

static const char kind_fix[] = "quickfix";
static const char kind_excuse[] = "quickfix.suppress";
static const char kind_fix_all[] = "source.fixAll.draftlint";

struct request {
	struct server *server;
	struct document *document;
	const struct value *context;
	size_t start; /* of the range that is asked about */
	size_t end;
};

/* Whether KIND is, or is a part of, what is asked for. */
static bool is_wanted(const struct request *request, const char *kind)
{
	const struct value *only = value_get(request->context, "only");

	for (size_t i = 0; i < value_count(only); i++) {
		struct slice base = value_text(value_at(only, i));

		if (base.len == 0 || (strncmp(kind, base.ptr, base.len) == 0 &&
		                      (kind[base.len] == '\0' || kind[base.len] == '.')))
			return true;
	}
	return value_count(only) == 0;
}

/* ---- which findings ---- */

static bool touches(const struct request *request, const struct found *found)
{
	return found->finding.range.start.byte <= request->end &&
	       request->start <= found->finding.range.end.byte;
}

/* Whether DIAGNOSTIC, of the client, is FOUND. */
static bool is_same(const struct request *request, const struct value *diagnostic,
                    const struct found *found)
{
	const struct value *fingerprint = value_get2(diagnostic, "data", "fingerprint");
	const struct value *start = value_get2(diagnostic, "range", "start");

	if (value_kind(fingerprint) == VALUE_STRING)
		return value_is(fingerprint, found->fingerprint);
	return value_is(value_get(diagnostic, "code"), found->finding.rule) &&
	       server_offset(request->server, request->document, start) ==
	           found->finding.range.start.byte;
}

/* The client's diagnostic that is FOUND; NULL: it named none, or others. */
static const struct value *named(const struct request *request, const struct found *found)
{
	const struct value *diagnostics = value_get(request->context, "diagnostics");

	for (size_t i = 0; i < value_count(diagnostics); i++)
		if (is_same(request, value_at(diagnostics, i), found))
			return value_at(diagnostics, i);
	return NULL;
}

static bool is_asked_about(const struct request *request, const struct found *found)
{
	return value_count(value_get(request->context, "diagnostics"))
	           ? named(request, found) != NULL
	           : touches(request, found);
}

/* ---- actions ---- */

/* An action that makes EDITS, for FOUND or (NULL) for the whole draft. */
static void write_action(const struct request *request, const char *title, const char *kind,
                         const struct found *found, const struct draftlint_edit *edits,
                         size_t count)
{
	bool fixes = found && found->finding.fix && edits == found->finding.fix->edits;
	struct json_writer *json = &request->server->json;
	struct findings one = {.items = (struct found *)found, .count = 1};

	json_object_begin(json);
	json_member(json, "title", title);
	json_member(json, "kind", kind);
	if (found) {
		json_key(json, "diagnostics");
		diagnostics_write(request->server, request->document, &one);
	}
	if (kind == kind_fix)
		json_member_bool(json, "isPreferred", fixes && found->finding.fix->safe);
	write_workspace_edit(request->server, request->document, edits, count);
	json_object_end(json);
}

static void write_fix(const struct request *request, const struct found *found)
{
	struct builder title = {0};

	builder_printf(&title, "%s%s", found->finding.fix->title,
	               found->finding.fix->safe ? "" : " (look at it)");
	write_action(request, title.bytes, kind_fix, found, found->finding.fix->edits,
	             found->finding.fix->edit_count);
	builder_release(&title);
}

/* Remedies that are offered for one finding. */
struct remedies {
	const struct request *request;
	const struct found *found;
	size_t count;
};

/* Some are enough: completion has them all. */
static void write_remedy(void *context, const struct draftlint_offer *offer)
{
	enum { MOST = 4 };
	struct remedies *remedies = context;
	const struct draftlint_fix *fix = remedies->found->finding.fix;
	struct draftlint_edit edit = {offer->range, offer->text, strlen(offer->text)};
	struct builder title = {0};

	if (offer->range.start.byte == offer->range.end.byte)
		builder_printf(&title, "add `%.*s`", SLICE_ARG(slice_trim(slice_of(offer->text))));
	else
		builder_printf(&title, "replace with `%s`", offer->id);
	if (offer->name)
		builder_printf(&title, ": %s", offer->name);
	/* What the finding's own fix does is there already. */
	if (remedies->count < MOST && !(fix && strstr(fix->title, offer->id))) {
		write_action(remedies->request, title.bytes, kind_fix, remedies->found, &edit, 1);
		remedies->count++;
	}
	builder_release(&title);
}

static void write_remedies(const struct request *request, struct draftlint_reading *reading,
                           const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		struct remedies remedies = {request, &findings->items[i], 0};

		if (is_asked_about(request, &findings->items[i]))
			draftlint_reading_remedies(reading, &findings->items[i].finding,
			                           write_remedy, &remedies);
	}
}

static void write_excuse(const struct request *request, struct draftlint_reading *reading,
                         const struct found *found, bool whole_file)
{
	struct draftlint_edit edit;
	struct builder title = {0};

	if (!draftlint_reading_excuse(reading, found->finding.rule, found->finding.range.start.byte,
	                              whole_file, &edit))
		return;
	builder_printf(&title, whole_file ? "excuse %s in this file" : "excuse %s here",
	               found->finding.rule);
	write_action(request, title.bytes, kind_excuse, found, &edit, 1);
	builder_release(&title);
}

/* Whether another finding of the rule came before the one at INDEX. */
static bool is_repeated(const struct request *request, const struct findings *findings,
                        size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(findings->items[i].finding.rule, findings->items[index].finding.rule) ==
		        0 &&
		    is_asked_about(request, &findings->items[i]))
			return true;
	return false;
}

/* Each excuse is tried on the whole text, some in several places: a request about all
 * of a long draft must not keep the client waiting. */
static void write_excuses(const struct request *request, struct draftlint_reading *reading,
                          const struct findings *findings)
{
	enum { MOST = 20, LONGEST = 1024 * 1024 };
	size_t count = 0;

	if (document_text(request->document).len > LONGEST)
		return;
	for (size_t i = 0; i < findings->count && count < MOST; i++) {
		if (!is_asked_about(request, &findings->items[i]))
			continue;
		count++;
		write_excuse(request, reading, &findings->items[i], false);
		if (!is_repeated(request, findings, i))
			write_excuse(request, reading, &findings->items[i], true);
	}
}

/* The file that was mended is only there while it is received. */
static void write_fix_all(void *context, const struct draftlint_file *file)
{
	const struct request *request = context;

	if (file->rewrite && file->rewrite->edit_count)
		write_action(request, "mend all that is safe to mend", kind_fix_all, NULL,
		             file->rewrite->edits, file->rewrite->edit_count);
}

static void fix_all(struct request *request)
{
	struct reception reception = {
	    .server = request->server, .file = write_fix_all, .context = request};
	struct draftlint_receiver receiver = server_receiver(&reception);
	struct slice text = document_text(request->document);
	char *path = server_path(request->server, request->document);

	receiver.message = NULL;
	if (path)
		draftlint_fix_text(server_session(request->server), path, text.ptr, text.len,
		                   DRAFTLINT_FIX_SAFE, &receiver);
	free(path);
}

void handle_code_action(struct server *server, const struct message *message)
{
	struct request request = {.server = server,
	                          .document = server_document(server, message),
	                          .context = value_get(message->params, "context")};
	const struct value *range = value_get(message->params, "range");
	struct draftlint_reading *reading = NULL;
	const struct findings *findings;

	if (!request.document) {
		outgoing_null(server, message);
		return;
	}
	request.start = server_offset(server, request.document, value_get(range, "start"));
	request.end = server_offset(server, request.document, value_get(range, "end"));
	findings = diagnostics_of(server, request.document);
	/* Whatever there is to be told is told before the answer begins. */
	if (is_wanted(&request, kind_excuse) && findings->count)
		reading = server_read(server, request.document);
	json_array_begin(outgoing_result(server, message));
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].finding.fix &&
		    is_asked_about(&request, &findings->items[i]) && is_wanted(&request, kind_fix))
			write_fix(&request, &findings->items[i]);
	if (reading && is_wanted(&request, kind_fix))
		write_remedies(&request, reading, findings);
	if (reading)
		write_excuses(&request, reading, findings);
	draftlint_reading_free(reading);
	if (is_wanted(&request, kind_fix_all))
		fix_all(&request);
	json_array_end(&server->json);
	outgoing_end(server);
}
