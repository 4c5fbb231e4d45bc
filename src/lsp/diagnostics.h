/*
 * Diagnostics: from the texts of drafts to what the client shows; and what is wrong in
 * configurations and packs, which stands in their own files, open or not.
 */
#ifndef LSP_DIAGNOSTICS_H
#define LSP_DIAGNOSTICS_H

#include "lsp/server.h"

/* DOCUMENT has a new text: it is checked once that has rested. */
void diagnostics_touch(struct document *document, int64_t now, bool at_once);

/* The findings of DOCUMENT's text as it is now. */
const struct findings *diagnostics_of(struct server *server, struct document *document);

/* Checks and publishes what has rested; milliseconds until more will have, -1: nothing. */
int diagnostics_work(struct server *server, int64_t now);

/* Nothing is shown for DOCUMENT any more. */
void diagnostics_clear(struct server *server, const struct document *document);

/* An array of FINDINGS, of DOCUMENT or (NULL) of a settings file. */
void diagnostics_write(struct server *server, const struct document *document,
                       const struct findings *findings);

void settings_files_keep(struct server *server, const struct draftlint_file *file);
void settings_files_age(struct server *server);     /* until they are found again … */
void settings_files_publish(struct server *server); /* … or taken off the screen */
void settings_files_release(struct server *server);

#endif
