/*
 * What the parts of the pack loader share: pack_load.c finds and reads the
 * files, pack_sections.c decodes their sections, pack_link.c resolves what
 * entries say of each other.
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
	const struct node *overall; /* … `top` and the like */
	const struct source *fields_source;
	const struct source *defaults_source;
	struct place seen[PACK_SECTION_LIMIT]; /* where each section was declared */
};

/* Decodes the sections of one file; any of them may stand in any file. */
void pack_read_sections(struct pack_loader *loader, const struct node *root);

/* Resolves every reference and builds the phrase lists; errors are reported. */
void pack_link(struct pack_loader *loader);

/* Checks the ids that the `when:` of a prose rule names. */
void pack_link_when(struct pack_loader *loader, const struct prose_rule *rule);

/* Compiles TEXT's pattern at its own place; NULL and an error when it is wrong. */
const struct pattern *pack_pattern(struct decoder *decoder, const struct node *node);

#endif
