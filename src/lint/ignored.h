/*
 * Ignored: the text of a draft that a configuration's `ignore-text` keeps from
 * rules about words: what its patterns find in the file.
 */
#ifndef LINT_IGNORED_H
#define LINT_IGNORED_H

#include "base/finding.h"
#include "rules/config.h"

struct check_context;
struct decoder;
struct matcher;
struct pattern;
struct plan;

struct ignored_pattern {
	const struct pattern *pattern;
	struct place place;
};

/* The patterns of one list. */
struct ignored_patterns {
	struct ignored_pattern *items;
	size_t count;
};

/* Compiles LIST; a pattern that is wrong is reported where it stands. */
struct ignored_patterns ignored_read(struct decoder *decoder, const struct config_list *list);

/* Sets the ignored spans of CONTEXT, whose draft is at RELATIVE. A pattern that takes
 * too long is reported. */
void ignored_find(const struct plan *plan, const char *relative, struct check_context *context);

#endif
