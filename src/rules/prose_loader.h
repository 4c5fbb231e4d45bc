/*
 * What the halves of the loader of prose rules share: prose.c reads the file
 * and what every kind has, prose_kinds.c what each kind has of its own.
 */
#ifndef RULES_PROSE_LOADER_H
#define RULES_PROSE_LOADER_H

#include "rules/decode.h"
#include "rules/prose_matcher.h"

/* The keys of a rule file, decoded; those of other kinds stay empty. */
struct rule_file {
	const char *extends;
	const char *message;
	const char *description;
	const char *link;
	const char *bad; /* examples, for `explain` */
	const char *good;
	enum severity level;
	long limit;
	const struct node *scope;
	const struct node *when;
	struct {
		const char *name;
		const struct node *params;
	} action;
	bool ignorecase;
	bool nonword;
	bool append;
	bool vocab;
	bool capitalize;
	const struct node *tokens;
	const struct node *raw;
	const struct node *swap;
	const struct node *exceptions;
};

struct prose_loader {
	struct decoder decoder;
	struct phrases *phrases;
	struct rule_file file;
	struct prose_rule *rule;
	struct prose_matcher *matcher;
	const struct node *root;
};

/* Each fills the loader's matcher; false when something was wrong and reported. */
bool prose_read_existence(struct prose_loader *loader);
bool prose_read_substitution(struct prose_loader *loader);

/* Reports a pattern's error at its own byte of NODE's text; returns false. */
bool prose_pattern_failed(struct prose_loader *loader, const struct node *node,
                          const struct pattern_error *error);

#endif
