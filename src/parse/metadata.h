/*
 * Metadata: what a draft says about itself, in whichever container it says it.
 *
 * Each container is one reader in one file; metadata.c holds the table of
 * them and takes the first that finds its mark. All give the same value tree.
 */
#ifndef PARSE_METADATA_H
#define PARSE_METADATA_H

#include <stdbool.h>

#include "base/node.h"
#include "parse/comment.h"
#include "parse/problem.h"

struct metadata_reader;

struct metadata {
	const struct metadata_reader *reader; /* NULL: the draft has no metadata container */
	struct span span;  /* the container with its delimiter lines: never prose */
	size_t body;       /* where Markdown begins (before span for in-body containers) */
	size_t opening;    /* first byte of the container: where an absent field is reported */
	size_t insertion;  /* where a new line "key: value" can be inserted */
	struct node *root; /* a map, possibly empty; NULL exactly when broken */
	bool broken;       /* it could not be read; a problem says why */
};

struct metadata_reader {
	const char *name; /* "YAML front matter": for messages */
	/*
	 * Whether SOURCE has this container; fills span, body and opening. Cheap: it
	 * sees every draft. A container that begins but does not end is found, marked
	 * broken and reported.
	 */
	bool (*find)(const struct source *source, struct metadata *out, struct problems *problems);
	/* Fills root or sets broken, after find. */
	void (*read)(struct arena *arena, const struct source *source, struct metadata *out,
	             struct problems *problems, struct comments *comments);
	/* How a field is written in this container, e.g. "%s: %s" or "**%s:** %s". */
	const char *field_format;
	/* What begins and ends it, and begins a comment in it, for a new draft; NULL
	 * where nobody begins one so. */
	const char *opening;
	const char *closing;
	const char *comment;
};

/* YAML front matter: what is written where nothing else is known. */
extern const struct metadata_reader metadata_yaml;

/* Reads SOURCE's metadata; *OUT is always filled, reader == NULL if there is none. With
 * PLAIN_LINES, lines "Key: value" under the title are metadata, too. */
void metadata_read(struct arena *arena, const struct source *source, bool plain_lines,
                   struct metadata *out, struct problems *problems, struct comments *comments);

#endif
