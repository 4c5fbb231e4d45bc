/*
 * Problem: something a parser could not take as it stands. Parsers know no
 * rules: the checks turn problems of drafts into findings, the pack and
 * configuration loaders those of their own files.
 */
#ifndef PARSE_PROBLEM_H
#define PARSE_PROBLEM_H

#include <stddef.h>

#include "base/source.h"

struct arena;

enum problem_kind {
	PROBLEM_SYNTAX,        /* the container cannot be read */
	PROBLEM_DUPLICATE_KEY, /* SPAN is the second key, RELATED the first */
	PROBLEM_TYPE,          /* well-formed, but not a map of fields */
	PROBLEM_EXECUTABLE,    /* front matter that a site build would run as code */
	PROBLEM_LIMIT,         /* a stated limit was reached: the file is not fully checked */
};

struct problem {
	struct problem *next;
	enum problem_kind kind;
	struct span span;
	const char *message; /* as in base/finding.h */
	const char *help;    /* how to mend; NULL when there is nothing to say */
	struct span related; /* a second place; meaningful when related_text is set */
	const char *related_text;
	/* When fix_title is set: replacing fix_span by fix_text mends the problem. */
	const char *fix_title;
	struct span fix_span;
	const char *fix_text;
};

struct problems {
	struct arena *arena;
	struct problem *first;
	struct problem *last;
	size_t count;
};

/* A new problem; its optional parts are filled in through the result. */
struct problem *problems_add(struct problems *problems, enum problem_kind kind, struct span span,
                             const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
