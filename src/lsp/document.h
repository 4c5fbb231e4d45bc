/*
 * Document: the texts that are open in the client, as it has them. What is open
 * counts, whatever its file holds.
 */
#ifndef LSP_DOCUMENT_H
#define LSP_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "lsp/findings.h"
#include "lsp/position.h"
#include "lsp/value.h"

enum { DOCUMENT_LIMIT = 64 * 1024 * 1024, DOCUMENTS_LIMIT = 4096 };

struct document {
	struct document *next;
	char *uri;  /* exactly as the client writes it */
	char *path; /* NULL: it is no file */
	int64_t version;
	struct builder text;
	bool lost;        /* it grew beyond the limit: nothing is known of its text */
	bool stale;       /* FINDINGS are not those of the text as it is … */
	bool unpublished; /* … or were not sent */
	int64_t due;      /* when they are, in milliseconds of the server's clock */
	int64_t changed;  /* the first change that they do not know */
	struct findings findings;
};

struct documents {
	struct document *first;
	size_t count;
};

struct document *documents_find(const struct documents *documents, struct slice uri);
struct document *documents_find_path(const struct documents *documents, const char *path);

/* Opens URI with TEXT, or sets the text of one that is open. NULL: there are too many. */
struct document *documents_open(struct documents *documents, struct slice uri, int64_t version,
                                struct slice text);
void documents_close(struct documents *documents, struct document *document);
void documents_release(struct documents *documents);

struct slice document_text(const struct document *document);
bool document_has_bom(const struct document *document);

/* Replaces what stands between two places, which are clamped to the text and put in
 * order; the offsets of what was replaced do not matter afterwards. */
void document_replace(struct document *document, struct position_pair start,
                      struct position_pair end, struct slice text, enum encoding encoding);
void document_set(struct document *document, struct slice text);

#endif
