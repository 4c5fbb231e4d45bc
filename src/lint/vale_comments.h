/*
 * Vale's comments in a draft, which switch rules about words off and on from
 * where they stand:
 *
 *     <!-- vale off -->                   <!-- vale on -->
 *     <!-- vale Google = NO -->           <!-- vale Google.We = YES -->
 *     <!-- vale Google.We["we"] = NO -->  what was found is one of these
 *     <!-- vale styles = Google, House --> these styles and no others
 */
#ifndef LINT_VALE_COMMENTS_H
#define LINT_VALE_COMMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/comment.h"

struct arena;
struct vale_comments;

/* Those of Vale among COMMENTS, which are in source order; NULL when there are none. */
const struct vale_comments *vale_comments_read(struct arena *arena,
                                               const struct comments *comments);

/* Whether what RULE ("Style.Rule", or a pack's rule) has found at the source
 * offset AT, FOUND, is silenced. */
bool vale_comments_silence(const struct vale_comments *comments, struct slice rule,
                           struct slice found, size_t at);

#endif
