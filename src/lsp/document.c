#include "lsp/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lsp/uri.h"

struct document *documents_find(const struct documents *documents, struct slice uri)
{
	struct document *document = documents->first;

	while (document && !slice_is(uri, document->uri))
		document = document->next;
	return document;
}

struct document *documents_find_path(const struct documents *documents, const char *path)
{
	struct document *document = documents->first;

	while (document && (!document->path || strcmp(document->path, path) != 0))
		document = document->next;
	return document;
}

static char *copy(struct slice text)
{
	char *bytes = memory_alloc(text.len + 1);

	if (text.len)
		memcpy(bytes, text.ptr, text.len);
	bytes[text.len] = '\0';
	return bytes;
}

struct document *documents_open(struct documents *documents, struct slice uri, int64_t version,
                                struct slice text)
{
	struct document *document = documents_find(documents, uri);

	if (!document) {
		if (documents->count == DOCUMENTS_LIMIT)
			return NULL;
		document = memory_alloc(sizeof(*document));
		memset(document, 0, sizeof(*document));
		document->uri = copy(uri);
		document->path = uri_to_path(uri);
		document->next = documents->first;
		documents->first = document;
		documents->count++;
	}
	document->version = version;
	document_set(document, text);
	return document;
}

static void free_document(struct document *document)
{
	findings_release(&document->findings);
	builder_release(&document->text);
	free(document->uri);
	free(document->path);
	free(document);
}

void documents_close(struct documents *documents, struct document *document)
{
	struct document **link = &documents->first;

	while (*link != document)
		link = &(*link)->next;
	*link = document->next;
	documents->count--;
	free_document(document);
}

void documents_release(struct documents *documents)
{
	while (documents->first)
		documents_close(documents, documents->first);
}

struct slice document_text(const struct document *document)
{
	return document->text.bytes ? builder_slice(&document->text) : slice_of("");
}

bool document_has_bom(const struct document *document)
{
	return slice_starts(document_text(document), "\xEF\xBB\xBF");
}

/* Nothing is known of the text from now on, until all of it is sent. */
static void lose(struct document *document)
{
	builder_release(&document->text);
	document->lost = true;
}

void document_set(struct document *document, struct slice text)
{
	builder_clear(&document->text);
	document->lost = false;
	if (text.len > DOCUMENT_LIMIT)
		lose(document);
	else
		builder_add_slice(&document->text, text);
}

void document_replace(struct document *document, struct position_pair start,
                      struct position_pair end, struct slice text, enum encoding encoding)
{
	struct builder *out = &document->text;
	struct slice old = document_text(document);
	size_t from = position_offset(old, start, encoding);
	size_t to = position_offset(old, end, encoding);
	size_t tail;

	if (document->lost)
		return;
	if (to < from) {
		size_t swap = from;

		from = to;
		to = swap;
	}
	if (old.len - (to - from) + text.len > DOCUMENT_LIMIT) {
		lose(document);
		return;
	}
	tail = old.len - to;
	if (text.len > to - from)
		builder_add_repeated(out, '\0', text.len - (to - from));
	if (!out->bytes)
		return;
	memmove(out->bytes + from + text.len, out->bytes + to, tail);
	if (text.len)
		memcpy(out->bytes + from, text.ptr, text.len);
	out->len = from + text.len + tail;
	out->bytes[out->len] = '\0';
}
