/*
 * URI: files as editors name them.
 */
#ifndef LSP_URI_H
#define LSP_URI_H

#include "base/text.h"

/* The absolute path of a file on this machine, without "." and "..", for the caller to
 * free; NULL for any other URI, and for one that no file can have (a NUL in it). */
char *uri_to_path(struct slice uri);

/* Adds the URI of the absolute PATH; any byte that may not stand in one is escaped. */
void uri_add(struct builder *out, const char *path);

#endif
