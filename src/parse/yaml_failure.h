/*
 * YAML failures: from a scanner's words ("did not find expected key") to what
 * the author did, where, and how to mend it. Knows nothing of libyaml but its
 * sentences; an unknown sentence is passed on.
 */
#ifndef PARSE_YAML_FAILURE_H
#define PARSE_YAML_FAILURE_H

#include "parse/problem.h"

struct yaml_failure {
	const char *problem; /* never NULL */
	const char *context; /* "while parsing a block mapping"; "" when there is none */
	size_t at;           /* bytes of the source */
	size_t context_at;   /* SIZE_MAX when there is none */
};

/* Adds the PROBLEM_SYNTAX that FAILURE amounts to; RANGE is the YAML in SOURCE. */
void yaml_explain(const struct source *source, struct span range,
                  const struct yaml_failure *failure, struct problems *problems);

/* A character that YAML does not allow stands at AT. */
void yaml_explain_character(const struct source *source, size_t at, struct problems *problems);

/* The alias at SPAN has no anchor. */
void yaml_explain_alias(const struct source *source, struct span range, struct span span,
                        struct problems *problems);

/* A list or a map at AT stands where a key is wanted. */
void yaml_explain_key(const struct source *source, struct span range, size_t at,
                      struct problems *problems);

#endif
