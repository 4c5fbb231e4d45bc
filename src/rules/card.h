/*
 * Card: an entry of a pack as lines for a person, "persona:ada" by name.
 */
#ifndef RULES_CARD_H
#define RULES_CARD_H

#include <stdbool.h>

#include "rules/pack.h"

/*
 * Calls LINE for each line of the entry that REFERENCE names, with a label ("" for
 * a line that goes on) and a text. False when there is no such entry: *WHY, in
 * ARENA, then says so.
 */
bool card_print(const struct pack *pack, struct arena *arena, const char *reference,
                void (*line)(void *context, const char *label, const char *text), void *context,
                const char **why);

/* The one line that says most of ENTRY beside its name, in ARENA; NULL: none does. */
const char *card_text(struct arena *arena, const struct entry *entry);

/* The name of ENTRY and what the pack says of it, on one line, in ARENA. */
const char *card_meaning(struct arena *arena, const struct entry *entry);

/* Calls EACH for every entry that has a card, with the kind that names it. */
void card_list(const struct pack *pack,
               void (*each)(void *context, const char *kind, const struct entry *entry),
               void *context);

#endif
