/*
 * Vocabulary: the terms that a team accepts and those that it rejects, a regular
 * expression on each line of `accept.txt` and `reject.txt`.
 */
#ifndef RULES_VOCABULARY_H
#define RULES_VOCABULARY_H

#include "rules/config.h"
#include "rules/decode.h"

struct vocabulary {
	struct slice *accept;
	size_t accept_count;
	size_t accept_capacity;
	struct place accept_place; /* the first file that has any */
	struct slice *reject;
	size_t reject_count;
	size_t reject_capacity;
	struct place reject_place;
};

/* Reads the FOLDERS of a configuration, in DECODER's arena; a folder that has
 * neither file is an error of the configuration, a term that is no regular
 * expression one by RULE, and left out. */
const struct vocabulary *vocabulary_read(struct decoder *decoder, const struct config_list *folders,
                                         struct report *report, const struct rule *rule);

/* TERM, a regular expression, with its letters small and its escapes kept. */
struct slice vocabulary_lower(struct arena *arena, struct slice term);

#endif
