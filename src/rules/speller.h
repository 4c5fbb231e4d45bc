/*
 * Speller: dictionaries in Hunspell's format, asked through libhunspell's C
 * interface: the one file that knows it. The library is looked for when a rule
 * of kind `spelling` is loaded, and no program that has none ever loads it;
 * dictionaries are read when the first word is asked for.
 *
 * Shared by all threads; one asks at a time, and every word but once.
 */
#ifndef RULES_SPELLER_H
#define RULES_SPELLER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena;
struct speller;

/* A speller without dictionaries, freed with ARENA. NULL and *WHY (static text)
 * when there is no library. */
struct speller *speller_new(struct arena *arena, const char **why);

/* Adds the dictionary PATH.dic with its PATH.aff; or a word of its own. Before
 * the first question. */
void speller_add(struct speller *speller, const char *path);
void speller_add_word(struct speller *speller, struct slice word);

/* Whether some dictionary knows WORD, as it is or in small letters. */
bool speller_knows(struct speller *speller, struct slice word);

/* "did you mean `word`?" of a WORD that was not known; NULL: nothing is near. */
const char *speller_suggest(struct speller *speller, struct slice word);

#endif
