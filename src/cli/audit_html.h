/*
 * Audit, HTML: the sections of the page, in its order. Each writes itself whole,
 * or nothing when the audit has nothing for it.
 */
#ifndef CLI_AUDIT_HTML_H
#define CLI_AUDIT_HTML_H

#include "cli/markup.h"

void audit_html_verdict(struct page *page);
void audit_html_actions(struct page *page);
void audit_html_mix(struct page *page);
void audit_html_matrices(struct page *page);
void audit_html_pains(struct page *page);
void audit_html_journeys(struct page *page);
void audit_html_required(struct page *page);
void audit_html_objections(struct page *page);
void audit_html_freshness(struct page *page);
void audit_html_links(struct page *page);
void audit_html_trend(struct page *page);
void audit_html_rules(struct page *page);
void audit_html_worst(struct page *page);
void audit_html_inventory(struct page *page);
void audit_html_facts(struct page *page);

#endif
