/*
 * Vale: what a .vale.ini says of drafts, and the draftlint.yaml that says the same.
 *
 * A file is read with those that `vale sync` put beside its styles, as Vale merges
 * them: of a list everything counts, of a switch what is said first. What has no
 * counterpart is reported where it stands: a warning when drafts are checked in
 * another way than by Vale, else a piece of information.
 *
 * Used on one thread; everything lives in the arena.
 */
#ifndef LINT_VALE_H
#define LINT_VALE_H

#include "base/finding.h"
#include "base/node.h"
#include "rules/style.h"

/* A name in a list, and what it means. */
struct vale_value {
	struct slice text;
	struct place place;
	const char *folder; /* as draftlint.yaml names it; NULL: none, or not there */
};

struct vale_values {
	struct vale_value *items;
	size_t count;
	size_t capacity;
};

/* `Style.Rule = YES`, `NO` or a level. */
struct vale_switch {
	struct slice name;
	struct place place;
	bool on;
	enum severity level;       /* OFF: none is given */
	const struct style *style; /* NULL: there is no rule of that name */
	const struct style_rule *rule;
};

struct vale_section {
	struct slice glob; /* "*": the settings of all files */
	struct place place;
	const char *files;  /* the drafts it is for, as a glob of draftlint … */
	const char *drafts; /* … and when a folder is searched; NULL: it is for none */
	bool styled;        /* it has BasedOnStyles */
	struct vale_values styles;
	struct vale_values ignores; /* patterns of BlockIgnores and TokenIgnores */
	struct vale_switch *switches;
	size_t count;
	size_t capacity;
};

struct vale {
	struct arena *arena;
	struct report *report;
	const char *path;   /* of the file */
	const char *folder; /* where it is, and where draftlint.yaml belongs */
	const struct source *source;
	const char **package_files; /* settings that came with packages */
	size_t package_file_count;
	struct vale_values paths;    /* StylesPath */
	struct vale_values packages; /* Packages */
	struct vale_values vocabularies;
	struct vale_values scopes;     /* what IgnoredScopes and SkippedScopes leave out */
	struct vale_values extensions; /* that [formats] takes for Markdown */
	enum severity least;           /* MinAlertLevel; OFF: all */
	struct place least_place;
	struct vale_section all; /* [*] */
	struct vale_section *sections;
	size_t count;
	size_t capacity;
	struct vale_values named; /* the styles that are named anywhere, each once … */
	struct styles styles;     /* … and loaded */
	size_t lost;              /* settings that drafts will miss */
	bool failed;
};

/* What import reports. */
extern const struct rule rule_vale_import;

/* Reports TEXT at PLACE; a warning counts as lost, an error as a failure. */
struct finding *vale_say(struct vale *vale, enum severity severity, struct place place,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));

void vale_add(struct vale *vale, struct vale_values *values, struct vale_value value);

/* The item with that text, or NULL. */
const struct vale_value *vale_get(const struct vale_values *values, struct slice text);

/* PATH as the file means it: from its folder. */
const char *vale_path(const struct vale *vale, const char *path);

/* Where the key of NODE stands. */
static inline struct place vale_key(const struct vale *vale, const struct node *node)
{
	return (struct place){vale->source, node->key_span};
}

/* vale_settings.c: reads one key and its value; SECTION is NULL above all sections. */
void vale_setting(struct vale *vale, const struct node *node, struct vale_section *section);

/* vale_read.c: reads the file at PATH into VALE, which holds an arena and a report. */
bool vale_read(struct vale *vale, const char *path);

/* vale_glob.c: what GLOB, which is not "*", means for drafts. False when nothing
 * says the same. *PARTLY: it is for other files, too. */
bool vale_glob(const struct vale *vale, struct slice glob, struct vale_section *out, bool *partly);

/* The extensions of Vale's Markdown and of [formats], as in a glob: "{md,mdx}". */
const char *vale_extensions(const struct vale *vale);

/* vale_styles.c: finds what is named in the folders of styles. */
void vale_find(struct vale *vale);

/* vale_write.c: the text of draftlint.yaml. */
const char *vale_write(struct vale *vale, size_t *size);

#endif
