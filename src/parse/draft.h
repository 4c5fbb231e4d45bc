/*
 * Draft: one file as its author wrote it, parsed once: metadata, prose blocks,
 * links, comments, and what could not be parsed.
 *
 * A draft belongs to one arena and one thread, and is immutable once parsed.
 */
#ifndef PARSE_DRAFT_H
#define PARSE_DRAFT_H

#include "parse/document.h"
#include "parse/metadata.h"

struct draft {
	struct arena *arena;
	const struct source *source;
	struct metadata metadata;
	struct document document; /* its first blocks are BLOCK_FIELDs */
	struct comments comments; /* of metadata and body, in source order */
	struct problems problems;
	bool complete; /* false when a limit was reached */
};

/* PLAIN_LINES as metadata_read has it. */
struct draft *draft_parse(struct arena *arena, const struct source *source, bool plain_lines);

/* True when PATH is Markdown with JSX: ".mdx". */
bool draft_path_is_mdx(const char *path);

#endif
