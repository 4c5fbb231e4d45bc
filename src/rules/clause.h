/*
 * Clause: whether words of a sentence are said, or only denied, asked or
 * supposed. English grammar by its function words, no understanding: it is made
 * to err towards "not said", so that a check which reports what is said seldom
 * reports what is not.
 */
#ifndef RULES_CLAUSE_H
#define RULES_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/text.h"

/* Whether the sentence is a question. */
bool clause_asks(struct slice text, struct span sentence);

/*
 * Whether the words at PHRASE are denied ("does not guarantee", "no framework
 * never fails", "zero downtime is a myth") or supposed ("if you know OTP") in
 * their clause of SENTENCE.
 */
bool clause_denies(struct slice text, struct span sentence, struct span phrase);

#endif
