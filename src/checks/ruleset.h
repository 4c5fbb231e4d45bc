/*
 * Ruleset: a pack, styles and every check's settings, compiled once, then frozen
 * and shared by all threads.
 */
#ifndef CHECKS_RULESET_H
#define CHECKS_RULESET_H

#include "checks/check.h"
#include "rules/style.h"

struct nearest;

/* A prose rule of the pack or of a style. */
struct ruleset_prose {
	const struct prose_rule *rule;
	size_t index;              /* in rules[] */
	const struct style *style; /* NULL: it is the pack's */
	enum prose_loaded loaded;  /* only what is PROSE_LOADED runs */
};

struct ruleset {
	struct arena *arena;
	const struct pack *pack; /* NULL: only rules that need none */
	struct styles styles;
	const struct phrases *phrases; /* frozen; NULL without a pack and styles */
	const struct rule **rules;     /* built in and prose, sorted by name */
	enum severity *levels;         /* of rules[], as the pack's checklist says */
	size_t rule_count;
	struct ruleset_prose *prose; /* by name */
	size_t prose_count;
	const void **settings; /* of checks[] */
};

/*
 * Compiles the pack in FOLDER (NULL: none) and the styles of CONFIG (NULL: none)
 * with every check. NULL when the pack or the list of styles has errors: REPORT
 * holds them, and nothing is linted with it. A rule of a style that is wrong is
 * reported too, but the others run. OVERLAY (NULL: none) may have other texts for
 * the files that are read.
 */
struct ruleset *ruleset_load(struct arena *arena, const char *folder, const struct config *config,
                             const struct source_overlay *overlay, struct report *report);

/* The prose rule that is called RULE's name; NULL when it is none. */
const struct ruleset_prose *ruleset_prose(const struct ruleset *ruleset, const struct rule *rule);

/* Whether NAME is that of the rule's style, or what its own name begins with. */
bool ruleset_is_in(const struct ruleset_prose *prose, struct slice name);

/* The index of the rule called NAME, or rule_count. */
size_t ruleset_find(const struct ruleset *ruleset, struct slice name);

/* The library check that the rule with this INDEX is of: it finds nothing in a draft
 * alone. NULL for all other rules. */
const struct library_check *ruleset_library_check(const struct ruleset *ruleset, size_t index);

/* Offers NEAREST the name of each rule and style; they live as long as RULESET. */
void ruleset_offer_names(const struct ruleset *ruleset, struct nearest *nearest);

/* Which of them is nearest to a misspelt NAME, or NULL. */
const char *ruleset_nearest(const struct ruleset *ruleset, struct slice name);

/* What errors of configuration files are reported as. */
extern const struct rule rule_config_error;

#endif
