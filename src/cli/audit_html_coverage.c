/*
 * What the strategy names and content answers, or not: pains, required content,
 * objections.
 */
#include <string.h>

#include <draftlint_audit.h>

#include "cli/audit_html.h"

/* The name of the persona ID, as the matrix has it. */
static void write_persona(struct page *page, const char *id)
{
	const struct draftlint_matrix *matrix = &page->audit->persona_stage;
	const char *name = NULL;

	for (size_t i = 0; i < matrix->row_count && !name; i++)
		if (strcmp(matrix->rows[i].id, id) == 0)
			name = matrix->rows[i].name;
	markup_text(page->sink, name ? name : id);
}

static void write_state(struct sink *sink, bool good, const char *word)
{
	sink_printf(sink, "<td class=\"state %s\">%s</td>", good ? "good" : "bad", word);
}

/* ---- pains ---- */

static void write_pain(struct page *page, const struct draftlint_pain *pain)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<tr><td>");
	write_persona(page, pain->persona);
	sink_printf(sink, "</td><td class=\"n\">%zu</td><th scope=\"row\">", pain->rank);
	markup_label(sink, pain->id, pain->name);
	sink_add(sink, "</th>");
	markup_number_cell(sink, pain->count);
	if (pain->top)
		write_state(sink, pain->count > 0, pain->count ? "covered" : "gap");
	else
		sink_add(sink, pain->count ? "<td>covered</td>"
		                           : "<td class=\"none\">not among the first</td>");
	sink_add(sink, "</tr>\n");
}

void audit_html_pains(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Persona", false}, {"Rank", true}, {"Pain", false}, {"Pieces", true}, {"State", false},
	};
	const struct draftlint_audit *audit = page->audit;
	size_t top = 0;
	size_t covered = 0;

	for (size_t i = 0; i < audit->pain_count; i++) {
		top += audit->pains[i].top;
		covered += audit->pains[i].top && audit->pains[i].count;
	}
	page_section(page, "pains", "Pains");
	page_table(page, "sortable");
	sink_printf(page->sink, "%zu of %zu first pains have content", covered, top);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->pain_count; i++)
		write_pain(page, &audit->pains[i]);
	page_table_end(page);
	page_section_end(page);
}

/* ---- required content ---- */

static void write_required(struct page *page, const struct draftlint_required *required)
{
	static const char *const words[] = {
	    [DRAFTLINT_SUPPLIED] = "supplied",
	    [DRAFTLINT_AT_ROUTE] = "at its route, unsaid",
	    [DRAFTLINT_UNPUBLISHED] = "only as a draft",
	    [DRAFTLINT_LACKING] = "lacking",
	};
	struct sink *sink = page->sink;

	sink_add(sink, "<tr>");
	write_state(sink, required->supply <= DRAFTLINT_AT_ROUTE, words[required->supply]);
	sink_add(sink, "<th scope=\"row\">");
	markup_label(sink, required->id, required->name);
	sink_add(sink, "</th><td>");
	for (size_t i = 0; i < required->paths.count; i++) {
		sink_add(sink, i ? "<br>" : "");
		page_link(page, required->paths.items[i], 0);
	}
	sink_add(sink, "</td></tr>\n");
}

void audit_html_required(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"State", false},
	    {"Content", false},
	    {"Where", false},
	};
	const struct draftlint_audit *audit = page->audit;
	size_t there = 0;

	for (size_t i = 0; i < audit->required_count; i++)
		there += audit->required[i].supply <= DRAFTLINT_AT_ROUTE;
	page_section(page, "required", "Required content");
	page_table(page, "sortable");
	sink_printf(page->sink, "%zu of %zu are there", there, audit->required_count);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->required_count; i++)
		write_required(page, &audit->required[i]);
	page_table_end(page);
	page_section_end(page);
}

/* ---- objections ---- */

static void write_objection(struct page *page, const struct draftlint_objection *objection)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<tr><td>");
	write_persona(page, objection->persona);
	sink_add(sink, "</td><th scope=\"row\">");
	markup_label(sink, objection->id, objection->name);
	sink_add(sink, "</th><td>");
	markup_text(sink, objection->counter);
	sink_add(sink, "</td>");
	markup_number_cell(sink, objection->count);
	write_state(sink, objection->count > 0, objection->count ? "answered" : "gap");
	sink_add(sink, "</tr>\n");
}

void audit_html_objections(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Persona", false}, {"Objection", false}, {"Answer of the strategy", false},
	    {"Pieces", true},   {"State", false},
	};
	const struct draftlint_audit *audit = page->audit;
	size_t answered = 0;

	for (size_t i = 0; i < audit->objection_count; i++)
		answered += audit->objections[i].count > 0;
	page_section(page, "objections", "Objections");
	page_table(page, "sortable");
	sink_printf(page->sink, "%zu of %zu are answered somewhere", answered,
	            audit->objection_count);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->objection_count; i++)
		write_objection(page, &audit->objections[i]);
	page_table_end(page);
	page_section_end(page);
}
