/*
 * Rules of the library whose findings stand in drafts: what a draft says of them
 * is among its facts.
 */
#ifndef AUDIT_RULES_H
#define AUDIT_RULES_H

#include "base/finding.h"

extern const struct rule *const rule_stale_content; /* check_freshness.c */
extern const struct rule *const rule_orphan_page;   /* check_links.c */
extern const struct rule *const rule_link_broken;

#endif
