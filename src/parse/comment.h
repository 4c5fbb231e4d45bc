/*
 * Comment: text that is neither metadata nor prose. draftlint looks for its
 * own directives in them (lint/suppress.c).
 */
#ifndef PARSE_COMMENT_H
#define PARSE_COMMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/text.h"

struct arena;

struct comment {
	struct span span;  /* with its delimiters: <!-- … -->, {/ * … * /}, # … */
	struct slice text; /* between the delimiters, trimmed; points into the source */
	bool metadata;     /* stands in the metadata container */
};

struct comments {
	struct comment *items; /* in source order */
	size_t count;
	size_t capacity;
};

void comments_add(struct comments *comments, struct arena *arena, struct comment comment);

#endif
