/*
 * Journeys, drawn: each step with what stands there, and whether it leads on.
 */
#include <draftlint_audit.h>

#include "cli/audit_html.h"
#include "cli/audit_words.h"

static void write_step(struct page *page, const struct draftlint_step *step, size_t number)
{
	bool reached = step->state <= DRAFTLINT_STEP_REDIRECT;
	bool leads_on = step->next != DRAFTLINT_LINK_LACKING;
	struct sink *sink = page->sink;

	sink_printf(sink, "<li class=\"%s%s\"><div><p><span class=\"step\">%zu</span> <code>",
	            reached ? "reached" : "broken", leads_on ? "" : " loose", number);
	markup_text(sink, step->route);
	sink_printf(sink, "</code></p><p class=\"state %s\">%s</p>", reached ? "good" : "bad",
	            audit_step_word(step->state));
	if (step->path) {
		sink_add(sink, "<p class=\"path\">");
		page_link(page, step->path, 0);
		sink_add(sink, "</p>");
	}
	if (!leads_on)
		sink_add(sink, "<p class=\"state bad\">no link to the next step</p>");
	sink_add(sink, "</div></li>\n");
}

static void write_off_path(struct page *page, const struct draftlint_journey *journey)
{
	if (!journey->off_path.count)
		return;
	sink_add(page->sink, "<p class=\"note\">Beside the path, though they name the journey: ");
	for (size_t i = 0; i < journey->off_path.count; i++) {
		sink_add(page->sink, i ? ", " : "");
		page_link(page, journey->off_path.items[i], 0);
	}
	sink_add(page->sink, "</p>\n");
}

static void write_journey(struct page *page, const struct draftlint_journey *journey)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<article class=\"journey\">\n<h3>");
	markup_label(sink, journey->id, journey->name);
	sink_add(sink, "</h3>\n<p>");
	markup_count(sink, journey->step_count, "step");
	sink_add(sink, ", ");
	if (journey->gaps)
		markup_count(sink, journey->gaps, "gap");
	else
		sink_add(sink, "no gaps");
	if (journey->goal) {
		sink_add(sink, ". <span class=\"quiet\">Its goal: ");
		markup_text(sink, journey->goal);
		sink_add(sink, "</span>");
	}
	sink_add(sink, "</p>\n<ol class=\"steps\">\n");
	for (size_t i = 0; i < journey->step_count; i++)
		write_step(page, &journey->steps[i], i + 1);
	sink_add(sink, "</ol>\n");
	write_off_path(page, journey);
	sink_add(sink, "</article>\n");
}

void audit_html_journeys(struct page *page)
{
	page_section(page, "journeys", "Journeys");
	for (size_t i = 0; i < page->audit->journey_count; i++)
		write_journey(page, &page->audit->journeys[i]);
	page_section_end(page);
}
