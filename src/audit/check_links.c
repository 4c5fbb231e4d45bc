/*
 * Links: links to pages of the site or to drafts that are not there, and pages
 * that no other page links to.
 *
 * Routes are judged where drafts have routes; what the site makes itself stands in
 * the pack's `pages`, which also count as lists of the pages right below them.
 * Menus and footers are not seen, nor are fragments, nor other sites.
 */
#include "audit/audit.h"
#include "audit/audit_rules.h"

enum { LINK_BROKEN, ORPHAN_PAGE };

static const struct rule rules[] = {
    [LINK_BROKEN] = {"link-broken", SEVERITY_WARNING, NULL,
                     "a link leads to a page of the site that is not served",
                     "The reader who follows it is lost, and so is their trust.",
                     "[the guide](/guides/not-written-yet)", "[the guide](/guides/start)", false,
                     false},
    [ORPHAN_PAGE] = {"orphan-page", SEVERITY_INFO, NULL, "no other page links to this one",
                     "Readers do not come by what nobody points to.", "a page that stands alone",
                     "a page that another page links to", false, false},
};

const struct rule *const rule_link_broken = &rules[LINK_BROKEN];
const struct rule *const rule_orphan_page = &rules[ORPHAN_PAGE];

static void check_link(struct audit *audit, const struct facts_link *link)
{
	enum route_state state;
	struct finding *finding;
	const char *namesake;

	if (!audit_link_is_dead(audit, link, &state))
		return;
	finding = audit_piece_finding(audit, &rules[LINK_BROKEN], &link->place,
	                              state == ROUTE_RETIRED ? "`%s` is retired"
	                              : state == ROUTE_DRAFT ? "the page at `%s` is not published"
	                              : link->to[0] == '/'   ? "no page serves `%s`"
	                                                     : "there is no `%s`",
	                              link->to);
	finding->suppressed_by = link->excused;
	namesake = state == ROUTE_MISSING && link->to[0] == '/'
	               ? site_namesake(audit->site, link->to)
	               : NULL;
	if (namesake)
		finding_help(audit->piece_report, finding, "`%s` is served", namesake);
}

static void run_piece(struct audit *audit)
{
	const struct facts *facts = audit->drafts[audit->piece];

	if (!audit_counts(audit, audit->piece))
		return;
	for (size_t i = 0; i < facts->link_count; i++)
		check_link(audit, &facts->links[i]);
	if (audit->pieces[audit->piece].orphan)
		audit_piece_finding(audit, &rules[ORPHAN_PAGE], &facts->opening,
		                    "no other page links to `%s`", facts->route);
}

const struct library_check library_check_links = {
    .name = "links",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run_piece = run_piece,
};
