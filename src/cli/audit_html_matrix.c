/*
 * The matrices. Colour says how much there is; what lacks and what does not
 * belong says so in words as well. A script makes cells links to the inventory.
 */
#include <draftlint_audit.h>

#include "cli/audit_html.h"
#include "cli/xml.h"

enum { HEATS = 5 };

struct view_of_matrix {
	const char *id;
	const char *caption;
	const char *rows; /* what they are in the inventory */
	const char *columns;
	const char *gap; /* the word for what is wanted and empty, and its class */
	const char *legend;
	bool misfits; /* what is not wanted does not belong there */
	bool sums;    /* a piece stands in one cell only */
};

static size_t find_most(const struct draftlint_matrix *matrix)
{
	size_t most = 1;

	for (size_t i = 0; i < matrix->row_count * matrix->column_count; i++)
		if (matrix->cells[i].count > most)
			most = matrix->cells[i].count;
	return most;
}

static void write_header(struct sink *sink, const char *scope, const struct draftlint_label *label)
{
	sink_printf(sink, "<th scope=\"%s\"", scope);
	xml_attribute(sink, "data-id", label->id);
	sink_add(sink, ">");
	if (*scope == 'r')
		markup_label(sink, label->id, label->name);
	else
		markup_text(sink, label->name ? label->name : label->id);
	sink_add(sink, "</th>");
}

static void write_cell(struct sink *sink, const struct draftlint_cell *cell, size_t most,
                       const struct view_of_matrix *view)
{
	if (cell->wanted && !cell->count)
		sink_printf(sink, "<td class=\"%s\">%s</td>", view->gap, view->gap);
	else if (!cell->count)
		sink_add(sink, "<td class=\"empty\">0</td>");
	else if (view->misfits && !cell->wanted)
		sink_printf(sink, "<td class=\"misfit\">%zu misfit</td>", cell->count);
	else
		sink_printf(sink, "<td class=\"heat-%zu\">%zu</td>",
		            (cell->count * HEATS + most - 1) / most, cell->count);
}

static void write_sums(struct sink *sink, const struct draftlint_matrix *matrix)
{
	size_t total = 0;

	sink_add(sink, "<tr class=\"sums\"><th scope=\"row\">All</th>");
	for (size_t c = 0; c < matrix->column_count; c++) {
		size_t sum = 0;

		for (size_t r = 0; r < matrix->row_count; r++)
			sum += matrix->cells[r * matrix->column_count + c].count;
		total += sum;
		sink_printf(sink, "<td>%zu</td>", sum);
	}
	sink_printf(sink, "<td>%zu</td></tr>\n", total);
}

static void write_row(struct sink *sink, const struct draftlint_matrix *matrix, size_t row,
                      size_t most, const struct view_of_matrix *view)
{
	const struct draftlint_cell *cells = &matrix->cells[row * matrix->column_count];
	size_t sum = 0;

	sink_add(sink, "<tr>");
	write_header(sink, "row", &matrix->rows[row]);
	for (size_t c = 0; c < matrix->column_count; c++) {
		write_cell(sink, &cells[c], most, view);
		sum += cells[c].count;
	}
	if (view->sums)
		sink_printf(sink, "<td class=\"sum\">%zu</td>", sum);
	sink_add(sink, "</tr>\n");
}

static void write_matrix(struct page *page, const struct draftlint_matrix *matrix,
                         const struct view_of_matrix *view)
{
	struct sink *sink = page->sink;
	size_t most = find_most(matrix);

	if (!matrix->row_count || !matrix->column_count)
		return;
	page_table(page, "matrix");
	sink_printf(sink, "%s</caption>\n<thead><tr data-rows=\"%s\" data-columns=\"%s\"><td></td>",
	            view->caption, view->rows, view->columns);
	for (size_t c = 0; c < matrix->column_count; c++)
		write_header(sink, "col", &matrix->columns[c]);
	sink_add(sink, view->sums ? "<th scope=\"col\">All</th>" : "");
	sink_add(sink, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < matrix->row_count; r++)
		write_row(sink, matrix, r, most, view);
	if (view->sums)
		write_sums(sink, matrix);
	page_table_end(page);
	sink_printf(sink, "<p class=\"note\">%s</p>\n", view->legend);
}

void audit_html_matrices(struct page *page)
{
	static const struct view_of_matrix persona_stage = {
	    .caption = "Persona by stage",
	    .rows = "persona",
	    .columns = "stage",
	    .gap = "gap",
	    .legend = "A gap: the strategy asks for content there, and none is published.",
	    .sums = true,
	};
	static const struct view_of_matrix stage_channel = {
	    .caption = "Stage by channel",
	    .rows = "stage",
	    .columns = "channel",
	    .gap = "unused",
	    .legend = "Unused: it is the main channel of a persona, and nothing goes there.",
	};
	static const struct view_of_matrix cta_stage = {
	    .caption = "Call to action by stage",
	    .rows = "cta",
	    .columns = "stage",
	    .gap = "unused",
	    .legend = "A misfit: the action is not meant for the stage. Unused: it is, and "
	              "no article asks for it.",
	    .misfits = true,
	    .sums = true,
	};
	const struct draftlint_audit *audit = page->audit;

	page_section(page, "matrix", "Coverage");
	sink_printf(
	    page->sink,
	    "<p>%zu of the %zu places that the strategy wants content for are covered.</p>\n",
	    audit->cells_covered, audit->cells_wanted);
	write_matrix(page, &audit->persona_stage, &persona_stage);
	write_matrix(page, &audit->stage_channel, &stage_channel);
	write_matrix(page, &audit->cta_stage, &cta_stage);
	page_section_end(page);
}
