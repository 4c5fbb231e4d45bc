/*
 * Ruleset: a pack and every check's settings, compiled once, then frozen and
 * shared by all threads.
 */
#ifndef CHECKS_RULESET_H
#define CHECKS_RULESET_H

#include "checks/check.h"

struct ruleset {
	struct arena *arena;
	const struct pack *pack;       /* NULL: only rules that need none */
	const struct phrases *phrases; /* frozen; NULL without a pack */
	const struct rule **rules;     /* built in and prose, sorted by name */
	enum severity *levels;         /* of rules[], as the pack's checklist says */
	size_t rule_count;
	const void **settings; /* of checks[] */
};

/*
 * Compiles the pack in FOLDER (NULL: none) with every check. NULL when the
 * pack has errors: REPORT holds them, and nothing is linted with it.
 */
struct ruleset *ruleset_load(struct arena *arena, const char *folder, struct report *report);

/* The index of the rule called NAME, or rule_count. */
size_t ruleset_find(const struct ruleset *ruleset, struct slice name);

/* Whether the rule with this INDEX is one of a library check: it finds nothing in
 * a draft alone. */
bool ruleset_is_of_library(const struct ruleset *ruleset, size_t index);

/* The rule name nearest to a misspelt NAME, or NULL. */
const char *ruleset_nearest(const struct ruleset *ruleset, struct slice name);

/* What errors of packs and of configuration files are reported as. */
extern const struct rule rule_pack_error;
extern const struct rule rule_config_error;

#endif
