/*
 * Style: a folder of Vale's rules, run beside a pack's own.
 *
 * Each `*.yml` below the folder is one rule, named by the folder it stands in:
 * `Google/We.yml` is `Google.We`. The style `Vale` needs no folder: it has the
 * rules that Vale itself brings. Vocabularies are folders with `accept.txt` and
 * `reject.txt`: a regular expression on each line.
 *
 * Styles are loaded while a ruleset is compiled, then immutable.
 */
#ifndef RULES_STYLE_H
#define RULES_STYLE_H

#include "rules/config.h"
#include "rules/prose.h"

struct style_rule {
	struct prose_rule prose;
	enum prose_loaded loaded;
};

struct style {
	const char *name;
	const char *folder; /* as it is opened; NULL: built in */
	struct style_rule *rules;
	size_t rule_count;
	size_t rule_capacity;
};

struct styles {
	struct style *items;
	size_t count;
	size_t capacity;
};

/*
 * Loads every style that CONFIG names, anywhere, with its vocabularies; phrases
 * are added to PHRASES. What is wrong is reported by RULE, or by CONFIG_RULE when
 * it is the configuration's fault; a rule that is wrong is left out. False when
 * the configuration is wrong. OVERLAY (NULL: none) may have other texts for the files.
 */
bool styles_load(struct arena *arena, const struct config *config,
                 const struct source_overlay *overlay, struct phrases *phrases,
                 struct report *report, const struct rule *rule, const struct rule *config_rule,
                 struct styles *out);

/* The style that ITEM of a `styles` in SOURCE means; NULL when it was not loaded. */
const struct style *styles_find(struct arena *arena, const struct styles *styles,
                                const struct source *source, const struct node *item);

#endif
