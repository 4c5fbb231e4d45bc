/*
 * Branches: the alternatives of a regular expression, so written that words which
 * begin alike share their beginning. An engine that backtracks tries a list of a
 * hundred words at each place, one after the other; of branches it tries the few
 * that go on as the text does.
 */
#ifndef RULES_BRANCHES_H
#define RULES_BRANCHES_H

#include <stddef.h>

#include "base/text.h"

/*
 * Adds to OUT what matches as COUNT ITEMS joined by "|" do, in the same order at any
 * place. Items that are more than words stay what they are, where they are.
 */
void branches_add(struct builder *out, const struct slice *items, size_t count);

#endif
