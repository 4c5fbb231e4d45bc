/*
 * Mend: what a fix may do to a draft without breaking what stands around it.
 * Where there is doubt the answer is no: the finding then has no fix.
 */
#ifndef CHECKS_MEND_H
#define CHECKS_MEND_H

#include "checks/check.h"

/*
 * Whether bytes SPAN of BLOCK's text can be replaced by TEXT (or TEXT be put in,
 * when SPAN is empty) at their place in the source: no markup is cut, and neither
 * the container's quotes nor the block end there.
 */
bool mend_fits(const struct check_context *context, const struct block *block, struct span span,
               struct slice text);

/* The line of SOURCE that holds nothing but the entry whose key is at KEY, with its
 * line break, when it can go and leave the container whole. */
bool mend_remove_entry(const struct source *source, struct span key, struct span *line);

/* Whether the entries with these two keys stand in lines that say the same. */
bool mend_same_entry(const struct source *source, struct span first, struct span second);

/* ITEM of LIST with the separator that only it needs. */
bool mend_remove_item(const struct source *source, const struct node *list, const struct node *item,
                      struct span *span);

#endif
