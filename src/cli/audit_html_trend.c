/*
 * What changed since a former audit.
 */
#include <draftlint_audit.h>

#include "cli/audit_html.h"

enum { NAMES_SHOWN = 50 };

static void write_moved(struct page *page, const struct draftlint_moved *moved, size_t count,
                        const char *caption, bool permille)
{
	static const struct markup_column columns[] = {
	    {"Of", false},
	    {"Then", true},
	    {"Now", true},
	    {"Change", true},
	};
	struct sink *sink = page->sink;

	if (!count)
		return;
	page_table(page, "sortable");
	sink_add(sink, caption);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < count; i++) {
		long change = (long)moved[i].after - (long)moved[i].before;

		sink_add(sink, "<tr><th scope=\"row\">");
		markup_label(sink, moved[i].id, moved[i].name);
		sink_add(sink, "</th>");
		if (permille) {
			sink_add(sink, "<td class=\"n\">");
			markup_permille(sink, moved[i].before);
			sink_add(sink, "</td><td class=\"n\">");
			markup_permille(sink, moved[i].after);
			sink_printf(sink, "</td><td class=\"n\">%+.1f</td>", (double)change / 10);
		} else {
			markup_number_cell(sink, moved[i].before);
			markup_number_cell(sink, moved[i].after);
			sink_printf(sink, "<td class=\"n\">%+ld</td>", change);
		}
		sink_add(sink, "</tr>\n");
	}
	page_table_end(page);
}

static void write_names(struct page *page, const char *title, const struct draftlint_names *names,
                        bool linked)
{
	if (!names->count)
		return;
	sink_printf(page->sink, "<details>\n<summary>%zu %s</summary>\n<ul class=\"names\">\n",
	            names->count, title);
	for (size_t i = 0; i < names->count && i < NAMES_SHOWN; i++) {
		sink_add(page->sink, "<li>");
		if (linked)
			page_link(page, names->items[i], 0);
		else
			markup_text(page->sink, names->items[i]);
		sink_add(page->sink, "</li>\n");
	}
	sink_add(page->sink, "</ul>\n");
	if (names->count > NAMES_SHOWN)
		sink_printf(page->sink, "<p class=\"note\">%zu more.</p>\n",
		            names->count - NAMES_SHOWN);
	sink_add(page->sink, "</details>\n");
}

void audit_html_trend(struct page *page)
{
	const struct draftlint_trend *trend = page->audit->trend;
	struct sink *sink = page->sink;

	page_section(page, "trend", "Trend");
	sink_add(sink, "<p>Since <code>");
	markup_text(sink, trend->since);
	sink_add(sink, "</code>");
	if (trend->today) {
		sink_add(sink, " of ");
		markup_text(sink, trend->today);
	}
	sink_printf(sink, ": %zu pieces then, %zu now; ", trend->before, page->audit->piece_count);
	markup_count(sink, trend->new_findings, "new finding");
	sink_printf(sink, ", %zu fixed, %zu unchanged.</p>\n", trend->fixed, trend->unchanged);
	write_moved(page, trend->groups, trend->group_count, "Shares of the groups", true);
	write_moved(page, trend->rules, trend->rule_count, "Findings of rules", false);
	write_names(page, "added", &trend->added, true);
	write_names(page, "removed", &trend->removed, false);
	write_names(page, "in another place of the matrix", &trend->changed, true);
	page_section_end(page);
}
