/*
 * The head of the page: what the audit comes to, its gates and what to do next.
 */
#include <string.h>

#include <draftlint_audit.h>

#include "cli/audit_html.h"

enum { ACTIONS_AT_ONCE = 12 };

/* ---- the verdict ---- */

static void write_title(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;
	struct sink *sink = page->sink;

	sink_add(sink, "<header>\n<p class=\"kind\">Content audit, <time>");
	markup_text(sink, audit->today);
	sink_add(sink, "</time></p>\n<h1>");
	markup_text(sink, audit->pack.title ? audit->pack.title : audit->pack.id);
	sink_add(sink, "</h1>\n");
	sink_printf(sink, "<p class=\"verdict %s\"><strong>%s</strong> ",
	            audit->passed ? "good" : "bad", audit->passed ? "Passed" : "Failed");
	markup_prose(sink, audit->verdict);
	sink_add(sink, "</p>\n");
}

/* One number of the head: "6 of 16" of what, or without "of" when WHOLE is 0. */
static void write_figure(struct sink *sink, const char *what, size_t number, size_t whole)
{
	sink_printf(sink, "<div><dt>%s</dt><dd>%zu", what, number);
	if (whole)
		sink_printf(sink, " <small>of %zu</small>", whole);
	sink_add(sink, "</dd></div>\n");
}

static void write_figures(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;
	size_t required = 0;
	size_t gaps = 0;

	for (size_t i = 0; i < audit->required_count; i++)
		required += audit->required[i].supply <= DRAFTLINT_AT_ROUTE;
	for (size_t i = 0; i < audit->journey_count; i++)
		gaps += audit->journeys[i].gaps;
	sink_add(page->sink, "<dl class=\"figures\">\n");
	write_figure(page->sink, "Published", audit->published, audit->piece_count);
	write_figure(page->sink, "Without a finding", audit->clean, audit->piece_count);
	write_figure(page->sink, "Matrix covered", audit->cells_covered, audit->cells_wanted);
	if (audit->required_count)
		write_figure(page->sink, "Required content", required, audit->required_count);
	if (audit->journey_count)
		write_figure(page->sink, "Gaps in journeys", gaps, 0);
	write_figure(page->sink, "Stale", audit->freshness.stale, audit->freshness.dated);
	write_figure(page->sink, "Dead links", audit->dead_link_count, 0);
	write_figure(page->sink, "Errors in drafts", audit->errors, 0);
	sink_add(page->sink, "</dl>\n");
}

/* ---- gates ---- */

static void write_gate(struct sink *sink, const struct draftlint_gate *gate)
{
	const char *unit = gate->percent ? "&nbsp;%" : "";

	sink_printf(sink, "<tr><td class=\"state %s\">%s</td><th scope=\"row\">",
	            gate->passed ? "good" : "bad", gate->passed ? "holds" : "fails");
	markup_text(sink, gate->name);
	sink_add(sink, "</th><td class=\"n\">");
	if (gate->measured < 0)
		sink_add(sink, "nothing");
	else
		sink_printf(sink, "%ld%s", gate->measured, unit);
	sink_printf(sink, "</td><td class=\"n\">%s %ld%s</td><td>",
	            gate->at_least ? "at least" : "at most", gate->wanted, unit);
	markup_prose(sink, gate->message);
	sink_add(sink, "</td></tr>\n");
}

static void write_gates(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Result", false}, {"Gate", false},     {"Measured", true},
	    {"Wanted", true},  {"In words", false},
	};
	const struct draftlint_audit *audit = page->audit;

	if (!audit->gate_count) {
		sink_add(page->sink,
		         "<p class=\"note\">No gates are set: <code>audit.gates</code> in "
		         "<code>draftlint.yaml</code> says what must hold.</p>\n");
		return;
	}
	page_table(page, "gates");
	sink_printf(page->sink, "Gates: %zu of %zu hold", audit->gate_count - audit->gates_failed,
	            audit->gate_count);
	PAGE_COLUMNS(page, columns);
	for (int passed = 0; passed <= 1; passed++)
		for (size_t i = 0; i < audit->gate_count; i++)
			if (audit->gates[i].passed == (passed == 1))
				write_gate(page->sink, &audit->gates[i]);
	page_table_end(page);
}

void audit_html_verdict(struct page *page)
{
	write_title(page);
	write_figures(page);
	write_gates(page);
	sink_add(page->sink, "</header>\n");
}

/* ---- actions ---- */

/* The reason, up to where its next sentence begins: "… and why?" ends one itself. */
static void write_reason(struct sink *sink, const char *reason, bool more)
{
	size_t len = strlen(reason);

	markup_prose(sink, reason);
	if (more)
		sink_add(sink, !len                             ? "begin with "
		               : strchr("?!.", reason[len - 1]) ? " Begin with "
		                                                : "; begin with ");
}

static void write_action(struct page *page, const struct draftlint_action *action)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<li><p><strong>");
	markup_prose(sink, action->text);
	sink_add(sink, "</strong>");
	if (action->gate)
		sink_add(sink, " <span class=\"tag bad\">gate</span>");
	if (action->rule) {
		sink_add(sink, " <code class=\"rule\">");
		markup_text(sink, action->rule);
		sink_add(sink, "</code>");
	}
	sink_add(sink, "</p><p>");
	write_reason(sink, action->reason ? action->reason : "", action->path != NULL);
	if (action->path)
		page_link(page, action->path, action->line);
	sink_add(sink, "</p></li>\n");
}

void audit_html_actions(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;
	struct sink *sink = page->sink;
	size_t count = audit->action_count;
	size_t shown = count > ACTIONS_AT_ONCE + 3 ? ACTIONS_AT_ONCE : count;

	page_section(page, "actions", "Next actions");
	sink_add(sink, count ? "<p class=\"note\">What matters most comes first.</p>\n"
	                       "<ol class=\"actions\">\n"
	                     : "<p>There is nothing to do.</p>\n");
	for (size_t i = 0; i < shown; i++)
		write_action(page, &audit->actions[i]);
	sink_add(sink, count ? "</ol>\n" : "");
	if (shown < count) {
		sink_printf(sink, "<details>\n<summary>%zu more</summary>\n", count - shown);
		sink_printf(sink, "<ol class=\"actions\" start=\"%zu\">\n", shown + 1);
		for (size_t i = shown; i < count; i++)
			write_action(page, &audit->actions[i]);
		sink_add(sink, "</ol>\n</details>\n");
	}
	page_section_end(page);
}
