/*
 * Configuration: draftlint.yaml, which says what a repository checks and how
 * strictly. Unknown keys are errors; nothing cascades but what `extends` names.
 *
 * Globs are matched against paths relative to the folder of the file. A
 * configuration is immutable once loaded; it lives in its arena with its
 * sources.
 */
#ifndef RULES_CONFIG_H
#define RULES_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/finding.h"
#include "base/node.h"

struct arena;
struct decoder;
struct draft;
struct fields;

/* A rule's severity in a `rules:` map. */
struct config_rule {
	struct slice name;
	enum severity severity;
	struct place place; /* the name */
};

struct config_rules {
	struct config_rule *items;
	size_t count;
};

/* Paths of a list, relative to the file that states it. */
struct config_list {
	const struct node *items; /* text or a list of text; NULL: not set */
	const struct source *source;
	struct place place;
};

/* Settings for some drafts: by path, by their own metadata, or both. */
struct config_override {
	const struct node *files; /* globs; NULL: any path */
	const struct node *when;  /* a map of fields to values; NULL: any metadata */
	const char *pack;         /* NULL: as above */
	struct place pack_place;
	struct config_list styles;
	struct config_list ignore_text;
	struct config_list ignore_scopes;
	struct config_rules rules;
	struct place place;
};

/* What an audit can fail by. */
enum config_gate {
	GATE_ANSWERS,
	GATE_COVERAGE,
	GATE_ERRORS,
	GATE_FINDINGS,
	GATE_JOURNEYS,
	GATE_LINKS,
	GATE_MIX,
	GATE_ORPHANS,
	GATE_REQUIRED,
	GATE_STALE,
	GATE_COUNT,
};

/* What the audit is held against. */
struct config_audit {
	long mix_tolerance; /* points between a share and its target */
	long stale_after;   /* days */
	struct place mix_place;
	struct place stale_place;
	long gates[GATE_COUNT]; /* the limit; -1: no such gate */
	struct place gate_places[GATE_COUNT];
};

struct config {
	const char *path;   /* of the file, as shown */
	const char *folder; /* "" for the working directory, else without a final slash */
	const char *pack;   /* as written; NULL when not set */
	struct place pack_place;
	const char *baseline; /* as written; NULL when not set */
	struct place baseline_place;
	const struct node *include; /* globs; NULL: every Markdown file */
	const struct node *exclude; /* globs; NULL: none */
	struct place include_place;
	struct place exclude_place;
	enum severity fail_on; /* SEVERITY_OFF: not set */
	struct place fail_on_place;
	enum severity min_severity; /* what is below it is not reported; OFF: not set */
	struct place min_severity_place;
	const struct node *fields;   /* further keys of canonical fields; NULL: none */
	const struct node *defaults; /* metadata by path; NULL: none */
	struct config_list styles;
	struct config_list vocabularies;
	struct config_list ignore_text; /* patterns */
	struct config_list ignore_scopes;
	const struct source *fields_source;
	const struct source *defaults_source;
	struct config_rules rules;
	struct config_override *overrides;
	size_t override_count;
	struct config_audit audit;
};

/* What holds without a configuration. */
struct config_audit config_audit_default(void);

/* Reads the section `audit:` (a map) over what AUDIT holds. */
void config_read_audit(struct decoder *decoder, const struct node *map, struct config_audit *audit);

/* "coverage", …: the key of a gate. */
const char *config_gate_name(enum config_gate gate);

/* The name that is looked for in each folder. */
#define CONFIG_NAME "draftlint.yaml"

/*
 * Loads the file at PATH. NULL when it has errors: REPORT holds them, by RULE.
 * Rule names are not checked here: they depend on the pack. OVERLAY (NULL: none)
 * may have other texts for the files that are read.
 */
struct config *config_load(struct arena *arena, const char *path,
                           const struct source_overlay *overlay, struct report *report,
                           const struct rule *rule);

/* Whether PATH (relative to the configuration's folder) is to be checked when
 * its folder is searched; *WHY says which list kept it out. */
bool config_includes(const struct config *config, const char *path, const char **why);

/* The pack for the draft at PATH, as written (NULL: none), and where that is said:
 * the last override that names one for this path, else the file itself. */
const char *config_pack(const struct config *config, const char *path, struct place *place);

/* The styles for the draft at PATH: those of the last override that names any for
 * this path, else the file's own. */
struct config_list config_styles(const struct config *config, const char *path);

/* The path that ITEM of a list in SOURCE means, without a final slash. */
const char *config_path(struct arena *arena, const struct source *source, const struct node *item);

/* Whether OVERRIDE applies to the draft at PATH with these FIELDS. */
bool config_override_applies(const struct config_override *override, const char *path,
                             const struct draft *draft, const struct fields *fields);

#endif
