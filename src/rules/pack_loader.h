/*
 * What the parts of the pack loader share: pack_load.c finds and reads the
 * files, pack_sections.c decodes their sections, the others read what these hold
 * and, with pack_link.c, resolve what entries say of each other.
 */
#ifndef RULES_PACK_LOADER_H
#define RULES_PACK_LOADER_H

#include "rules/decode.h"
#include "rules/pack.h"

enum { PACK_SECTION_LIMIT = 64 };

struct pack_loader {
	struct decoder decoder; /* its source is the file that is being read */
	struct pack *pack;
	struct phrases *phrases;
	const struct node *fields; /* sections that are linked at the end */
	const struct node *defaults;
	const struct source *fields_source;
	const struct source *defaults_source;
	const struct node *assumed; /* … and the lists whose phrases are added then */
	const struct node *outcomes;
	const struct node *glosses;
	const struct node *claims;
	const struct source *assumed_source;
	const struct source *outcomes_source;
	const struct source *glosses_source;
	const struct source *claims_source;
	struct place seen[PACK_SECTION_LIMIT]; /* where each section was declared */
};

/* Decodes the sections of one file; any of them may stand in any file. */
void pack_read_sections(struct pack_loader *loader, const struct node *root);

/* The sections of pack_entries.c: personas, stages and whatever else has an id … */
void pack_read_personas(struct pack_loader *loader, const struct node *list);
void pack_read_groups(struct pack_loader *loader, const struct node *list);
void pack_read_stages(struct pack_loader *loader, const struct node *list);
void pack_read_detectors(struct pack_loader *loader, const struct node *map);
void pack_read_channels(struct pack_loader *loader, const struct node *list);
void pack_read_ctas(struct pack_loader *loader, const struct node *list);
void pack_read_formats(struct pack_loader *loader, const struct node *list);
void pack_read_kinds(struct pack_loader *loader, const struct node *list);
void pack_read_goals(struct pack_loader *loader, const struct node *list);
void pack_read_questions(struct pack_loader *loader, const struct node *list);

/* … and those of pack_words.c and pack_site.c. */
void pack_read_glossary(struct pack_loader *loader, const struct node *list);
void pack_read_assumed(struct pack_loader *loader, const struct node *list);
void pack_read_outcomes(struct pack_loader *loader, const struct node *strings);
void pack_read_glosses(struct pack_loader *loader, const struct node *strings);
void pack_read_positioning(struct pack_loader *loader, const struct node *map);
void pack_read_claims(struct pack_loader *loader, const struct node *map);
void pack_read_kpis(struct pack_loader *loader, const struct node *list);
void pack_read_journeys(struct pack_loader *loader, const struct node *list);
void pack_read_required(struct pack_loader *loader, const struct node *list);
void pack_read_steps(struct pack_loader *loader, const struct node *strings);
void pack_read_site(struct pack_loader *loader, const struct node *node);
void pack_read_routes(struct pack_loader *loader, const struct node *list);
void pack_read_pages(struct pack_loader *loader, const struct node *strings);
void pack_read_redirects(struct pack_loader *loader, const struct node *map);
void pack_read_retired(struct pack_loader *loader, const struct node *strings);

/* Their phrases and references. */
void pack_link_words(struct pack_loader *loader);
void pack_link_site(struct pack_loader *loader);

/* Reads LIST's maps as structs of SIZE bytes that begin with their entry. */
void pack_read_entries(struct pack_loader *loader, const struct node *list,
                       const struct decode_schema *schema, size_t size, struct taxonomy *taxonomy);

/* Flags of the entries that NODE (text or a list of text) names by id; an error,
 * with the nearest id, for each that is not declared. */
bool *pack_reference_set(struct pack_loader *loader, const struct taxonomy *taxonomy,
                         const struct node *node);

/* Entry I of TAXONOMY; the decoder then speaks of the file that declares it. */
struct entry *pack_entry_at(struct pack_loader *loader, const struct taxonomy *taxonomy, size_t i);

/* A phrase list of STRINGS by phrases_list's FLAGS; NO_LIST when there are none. */
uint32_t pack_phrase_list(struct pack_loader *loader, const struct node *strings, unsigned flags);

/* Reports globs that are wrong. */
void pack_check_globs(struct pack_loader *loader, const struct node *globs);

/* Puts the links of CTA into the pack's lists of them. */
void pack_add_cta_links(struct pack_loader *loader, const struct cta *cta);

/* What an entry's schema begins with. */
#define ENTRY_FIELDS(type)                                                                         \
	{"id", DECODE_STRING, offsetof(struct type, entry.id), true, NULL},                        \
	    {"name", DECODE_STRING, offsetof(struct type, entry.name), false, NULL},               \
	    {"aliases", DECODE_STRINGS, offsetof(struct type, entry.aliases), false, NULL},        \
	{                                                                                          \
		"source", DECODE_STRING, offsetof(struct type, entry.seed), false, NULL            \
	}

/* A key whose type is checked and whose value is taken from the entry's node. */
#define UNSTORED(key, type)                                                                        \
	{                                                                                          \
		key, type, DECODE_UNSTORED, false, NULL                                            \
	}

/* Resolves every reference and builds the phrase lists; errors are reported. */
void pack_link(struct pack_loader *loader);

/* Checks the ids that the `when:` of a prose rule names. */
void pack_link_when(struct pack_loader *loader, const struct prose_rule *rule);

/* Compiles TEXT's pattern at its own place; NULL and an error when it is wrong. */
const struct pattern *pack_pattern(struct decoder *decoder, const struct node *node);

#endif
