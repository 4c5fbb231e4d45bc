/*
 * Pack: a team's content strategy, read from a folder of YAML files.
 *
 * All a team believes stands here; C only knows how to check it. A pack is
 * loaded once, then immutable and shared by all threads. Everything lives in
 * the arena it was loaded into, the sources of its files included, so that a
 * finding can point at the line that declares an entry.
 */
#ifndef RULES_PACK_H
#define RULES_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/finding.h"
#include "rules/field_map.h"
#include "rules/fields.h"
#include "rules/need.h"
#include "rules/prose.h"
#include "rules/taxonomy.h"

struct arena;
struct pattern;
struct phrases;

/* No phrase list: the entry declares no phrases. */
#define NO_LIST UINT32_MAX

struct pain {
	struct entry entry; /* index is its rank, 0 the first */
	const struct node *keywords;
	uint32_t list; /* its keywords in the phrases, stemmed */
	const struct persona *persona;
};

struct objection {
	struct entry entry;
	const char *counter;
	const struct node *keywords;
	uint32_t list;
	const struct persona *persona;
};

struct detector;

/* One requirement of proof: any of its detectors meets it. */
struct proof {
	const struct detector **any;
	size_t count;
	struct place place;
	struct proof *next;
};

struct persona {
	struct entry entry;
	const char *question; /* what it wants to know first: plays the part of a pain */
	const char *route;    /* where its journey begins; NULL: not declared */
	struct place route_place;
	const struct group *group;
	const struct node *knows; /* glossary groups; NULL: as its group */
	long authority;           /* index in pack.authorities; -1: not declared */
	long top;                 /* how many pains count as top; 0: the pack's */
	struct taxonomy pains;
	struct taxonomy objections;
	struct proof *proof;
	struct place pains_place; /* the key `pains` */
};

struct group {
	struct entry entry;
	const struct node *knows;
};

struct stage {
	struct entry entry;
	struct proof *proof;
	const struct node *surfaces; /* globs of routes; NULL: any */
	struct place surfaces_place;
	bool *kpis; /* by kpi index; NULL: none declared */
	struct place kpis_place;
	const struct kind ***kinds; /* by persona index: NULL-terminated list; NULL: not declared */
	struct place *kinds_place;  /* by persona index */
};

/* A named detector of proof; any one of its conditions is enough. */
struct detector {
	struct entry entry;
	const struct pattern *pattern; /* in prose */
	struct need_first first;       /* what its matches begin with */
	const struct pattern *heading; /* in a heading */
	const char *element;           /* code-block, table, image */
	const struct node *links;      /* globs on a link's destination */
	const char *note;              /* what would meet it, in words */
};

struct fit {
	long stars; /* 0 to 3; -1: not rated */
	const char *note;
	struct place place;
};

struct channel {
	struct entry entry;
	struct fit *fit; /* by persona index */
};

struct cta {
	struct entry entry;
	bool *stages;   /* by stage index */
	bool *personas; /* by persona index */
	long authority; /* least authority that can take it; -1: none needed */
	const struct node *match;
	const struct node *links;
	uint32_t list;
	const char *label; /* how its link is to be called; NULL: any of `match` */
	bool is_default;   /* what to ask when nothing else is said */
	struct place stages_place;
	struct place personas_place;
};

/*
 * A glob of a call to action's `links`. They are kept by what a link must begin
 * with: paths of the site by the byte behind the slash, the others by their first.
 */
struct cta_link {
	struct slice glob;
	uint32_t cta;  /* index */
	uint32_t next; /* the next of its list, by number from 1 on; 0: none */
};

enum { CTA_LINK_OTHERS = 0, CTA_LINK_PATHS = 256, CTA_LINK_LISTS = 512 };

struct range {
	long min; /* -1: none */
	long max;
	struct place place;
};

struct format {
	struct entry entry;
	struct range words;
	struct range minutes;
	bool *personas; /* by persona index; NULL: any persona */
	struct place personas_place;
};

struct kind {
	struct entry entry;
};

struct goal {
	struct entry entry;
	long *mix; /* percent by persona index; -1: not in the mix */
	struct place mix_place;
};

struct kpi {
	struct entry entry;
};

/* A path through the site that a reader is meant to take. */
struct journey {
	struct entry entry;
	const char *goal;
	const struct node *path; /* routes, in order */
};

/* A piece of content that the strategy asks for. */
struct required {
	struct entry entry;
	const struct node *tags; /* a draft with one of them supplies it */
	bool *groups;            /* by group index: whom it is for; NULL: anybody */
	struct place groups_place;
	const struct node *avoid;
	uint32_t list; /* of `avoid`: phrases that do not belong into it */
};

/* A word that not every reader knows. */
struct term {
	struct entry entry;
	const char *group; /* readers who know this group know the word */
	const char *plain; /* the same in plain words */
	uint32_t list;     /* its forms */
	uint32_t plain_list;
};

/* Phrases that take for granted that the reader knows a group of words. */
struct assumption {
	const char *group;
	uint32_t list;
	struct place place;
};

/* How the product is defined, in one sentence. */
struct positioning {
	const char *product; /* NULL: not declared */
	const char *anchor;
	const struct node *accept; /* other sentences that are as good */
	struct place place;        /* of the anchor */
};

/* How a file's path becomes its route on the site. */
struct route_rule {
	struct slice files; /* glob */
	struct slice route; /* "/{path}", "/blog/{slug}" … */
};

/* A question of the checklist, in the pack's order. */
struct question {
	const char *id;  /* persona, pain, stage, cta, channel */
	const char *ask; /* as the team words it */
};

/* A rule as the pack wants it: a severity and the check's own settings. */
struct rule_setting {
	struct slice rule;
	enum severity severity;
	bool has_severity;
	const struct node *settings; /* the map; NULL when only a severity was given */
	const struct source *source;
	struct span span; /* the rule's name */
};

struct pack {
	const char *id;
	const char *title;
	const char *version;
	const char *folder;   /* as it was named or found */
	const char *reviewed; /* a date; NULL: not declared */
	struct place reviewed_place;
	const char *review; /* monthly, quarterly, 90d …; NULL: no cadence */
	const char *language;
	struct place place; /* the `pack:` key */
	bool first_is_primary;
	bool plain_lines; /* lines `Key: value` under a title are metadata */
	long top;         /* 0: every pain */
	const struct pattern *body_section;
	const struct node *authorities; /* ids, weakest first */

	struct taxonomy personas;
	struct taxonomy groups;
	struct taxonomy stages;
	struct taxonomy detectors;
	struct taxonomy channels;
	struct taxonomy ctas;
	struct taxonomy formats;
	struct taxonomy kinds;
	struct taxonomy goals;

	struct cta_link *cta_links;              /* of all calls to action */
	uint32_t cta_link_lists[CTA_LINK_LISTS]; /* the first of each list; see cta_link */
	size_t cta_link_count;
	size_t cta_link_capacity;

	struct question *questions;
	size_t question_count;
	struct rule_setting *rules;
	size_t rule_count;
	struct field_map fields;

	struct taxonomy kpis;
	struct taxonomy journeys;
	struct taxonomy required;
	struct taxonomy terms;
	struct assumption *assumptions;
	size_t assumption_count;
	uint32_t outcomes; /* words that speak of a result for the reader */
	uint32_t glosses;  /* words that introduce an explanation */
	uint32_t claims;   /* promises that nobody can keep */
	uint32_t bounds;   /* words that bound a promise */
	struct place claims_place;
	struct positioning positioning;
	const struct node *steps; /* globs of links that are a concrete next step */
	struct place steps_place;
	const char *site; /* "https://example.org": links there are links of the site; NULL */
	struct route_rule *routes;
	size_t route_count;
	const struct node *pages;     /* routes that are served without a draft */
	const struct node *redirects; /* a map of routes */
	const struct node *retired;   /* globs of routes */

	struct prose_rule *prose;
	size_t prose_count;
};

/*
 * Loads the pack in FOLDER. Its phrases go into PHRASES, a table made for the
 * pack's language and not yet frozen, returned in *PHRASES. NULL when anything
 * is wrong with it: REPORT then holds every error found, by ERROR_RULE. OVERLAY
 * (NULL: none) may have other texts for its files.
 */
struct pack *pack_load(struct arena *arena, const char *folder,
                       const struct source_overlay *overlay, struct report *report,
                       const struct rule *error_rule, struct phrases **phrases);

/* Whether both are one pack, however often it was loaded (with one style or another). */
bool pack_same(const struct pack *a, const struct pack *b);

/* Whether PERSONA may be assumed to know the words of GROUP. */
bool pack_knows(const struct persona *persona, const char *group);

/* `persona.top` where it is given, else the pack's; at least 1. */
size_t pack_top(const struct pack *pack, const struct persona *persona);

/* Whether CTA may be asked of PERSONA at STAGE; either may be NULL: of any. */
bool pack_may_ask(const struct cta *cta, const struct persona *persona, const struct stage *stage);

/* The percentage of the content that ENTRY (a group, a persona, a stage) should
 * have; -1: the pack does not say. */
long pack_share(const struct entry *entry);

/* "sign-contract" for an index of pack.authorities. */
const char *pack_authority(const struct pack *pack, long index);

#endif
