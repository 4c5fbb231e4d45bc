/*
 * Markup: text of packs and rules for people, as Markdown that shows just what it
 * says, or as plain text.
 */
#ifndef LSP_MARKUP_H
#define LSP_MARKUP_H

#include <draftlint.h>

#include "base/text.h"

struct markup {
	struct builder text;
	bool markdown;
};

/* A card: its title (the entry as `explain` is asked for it), then its lines. */
void markup_title(struct markup *markup, const char *kind, const char *id);
void markup_line(void *markup, const char *label, const char *text);

/* A rule: what it reports, why, and its two examples. */
void markup_rule(struct markup *markup, const struct draftlint_rule *rule);

#endif
