/*
 * Ignored: the text of a draft that a configuration keeps from rules about words:
 * what the patterns of `ignore-text` find in the file, and the parts of it that
 * `ignore-scopes` names.
 */
#ifndef LINT_IGNORED_H
#define LINT_IGNORED_H

#include "base/finding.h"
#include "rules/config.h"
#include "rules/scope.h"

struct check_context;
struct decoder;
struct matcher;
struct pattern;
struct plan;

struct ignored_pattern {
	const struct pattern *pattern;
	struct place place;
};

/* What one part of the configuration ignores. */
struct ignored {
	struct ignored_pattern *patterns;
	size_t count;
	struct prose_scope scope;
};

/* Compiles the patterns of TEXT and reads SCOPES; what is wrong is reported where it
 * stands. */
struct ignored ignored_read(struct decoder *decoder, const struct config_list *text,
                            const struct config_list *scopes);

/* Sets the ignored spans of CONTEXT, whose draft is at RELATIVE: in the order of the
 * source, apart from each other. A pattern that takes too long is reported. */
void ignored_find(const struct plan *plan, const char *relative, struct check_context *context);

#endif
