/*
 * The inventory: a row for each piece, and the run that all of this is from.
 */
#include <string.h>

#include <draftlint_audit.h>

#include "cli/asset.h"
#include "cli/audit_html.h"

/* ---- inventory ---- */

static void write_tag(struct sink *sink, bool is, const char *tag)
{
	if (is)
		sink_printf(sink, " <span class=\"tag\">%s</span>", tag);
}

static void write_article(struct page *page, const struct draftlint_piece *piece)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<tr><th scope=\"row\">");
	page_link_text(page, piece->path, piece->title);
	if (piece->title && *piece->title) {
		sink_add(sink, " <span class=\"path\">");
		markup_text(sink, piece->path);
		sink_add(sink, "</span>");
	}
	write_tag(sink, !piece->published, "draft");
	write_tag(sink, !piece->complete, "not checked in full");
	write_tag(sink, piece->stale, "stale");
	write_tag(sink, piece->review_due, "review due");
	write_tag(sink, piece->orphan, "orphan");
	write_tag(sink, piece->dead_links > 0, "dead links");
	sink_add(sink, "</th>");
}

/* A column of the five; without a value, what is wrong with it. */
static void write_value(struct sink *sink, const struct draftlint_piece *piece, const char *value,
                        const char *question)
{
	const char *problem = "none";

	if (value) {
		markup_text_cell(sink, value);
		return;
	}
	for (size_t i = 0; i < piece->answer_count; i++)
		if (!piece->answers[i].answered && piece->answers[i].problem &&
		    strcmp(piece->answers[i].question, question) == 0)
			problem = piece->answers[i].problem;
	sink_add(sink, "<td class=\"none\">");
	markup_text(sink, problem);
	sink_add(sink, "</td>");
}

static void write_channels(struct sink *sink, const struct draftlint_piece *piece)
{
	if (!piece->channels.count) {
		write_value(sink, piece, NULL, "channel");
		return;
	}
	sink_add(sink, "<td>");
	for (size_t i = 0; i < piece->channels.count; i++) {
		sink_add(sink, i ? ", " : "");
		markup_text(sink, piece->channels.items[i]);
	}
	sink_add(sink, "</td>");
}

static void write_dates(struct sink *sink, const struct draftlint_piece *piece)
{
	sink_add(sink, piece->date ? "<td>" : "<td class=\"none\">");
	markup_text(sink, piece->date ? piece->date : "none");
	if (piece->dated_by == DRAFTLINT_DATED_BY_GIT)
		sink_add(sink, " <span class=\"quiet\">last commit</span>");
	if (piece->review) {
		sink_add(sink, " <span class=\"quiet\">review ");
		markup_text(sink, piece->review);
		sink_add(sink, "</span>");
	}
	sink_add(sink, "</td>");
}

static void add_findings(struct sink *sink, size_t count, const char *noun, bool *first)
{
	if (!count)
		return;
	sink_add(sink, *first ? "" : " ");
	sink_printf(sink, "<span class=\"%s\">%zu %s%s</span>", noun, count, noun,
	            count == 1 || strcmp(noun, "info") == 0 ? "" : "s");
	*first = false;
}

/* A script orders them by one number: errors before warnings before infos. */
static void write_findings(struct sink *sink, const struct draftlint_piece *piece)
{
	bool first = true;

	sink_printf(sink, "<td class=\"n\" data-order=\"%zu\">",
	            (piece->errors * 1000 + piece->warnings) * 1000 + piece->infos);
	add_findings(sink, piece->errors, "error", &first);
	add_findings(sink, piece->warnings, "warning", &first);
	add_findings(sink, piece->infos, "info", &first);
	sink_add(sink, first ? "0</td>" : "</td>");
}

void audit_html_inventory(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Article", false}, {"Persona", false},  {"Pain", false}, {"Stage", false},
	    {"CTA", false},     {"Channels", false}, {"Words", true}, {"Date", false},
	    {"Findings", true}, {"Advice", false},
	};
	const struct draftlint_audit *audit = page->audit;
	struct sink *sink = page->sink;

	page_section(page, "inventory", "Inventory");
	sink_add(sink, asset("audit/controls.html"));
	sink_add(sink, "<p id=\"count\" role=\"status\">");
	markup_count(sink, audit->piece_count, "article");
	sink_add(sink, "</p>\n");
	page_table(page, "sortable inventory");
	sink_add(sink, "Every article, with persona, pain, stage, call to action and channels");
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->piece_count; i++) {
		const struct draftlint_piece *piece = &audit->pieces[i];

		write_article(page, piece);
		write_value(sink, piece, piece->persona, "persona");
		write_value(sink, piece, piece->pain, "pain");
		write_value(sink, piece, piece->stage, "stage");
		write_value(sink, piece, piece->cta, "cta");
		write_channels(sink, piece);
		markup_number_cell(sink, piece->words);
		write_dates(sink, piece);
		write_findings(sink, piece);
		markup_text_cell(sink, piece->advice);
		sink_add(sink, "</tr>\n");
	}
	page_table_end(page);
	page_section_end(page);
}

/* ---- the run ---- */

static void write_fact(struct sink *sink, const char *what, const char *text)
{
	if (!text)
		return;
	sink_printf(sink, "<div><dt>%s</dt><dd>", what);
	markup_text(sink, text);
	sink_add(sink, "</dd></div>\n");
}

static void write_fact_count(struct sink *sink, const char *what, size_t count, const char *noun)
{
	sink_printf(sink, "<div><dt>%s</dt><dd>", what);
	markup_count(sink, count, noun);
	sink_add(sink, "</dd></div>\n");
}

void audit_html_facts(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;
	const struct draftlint_pack_facts *pack = &audit->pack;
	struct sink *sink = page->sink;

	page_section(page, "facts", "About this audit");
	sink_add(sink, "<dl class=\"facts\">\n");
	write_fact(sink, "Pack", pack->id);
	write_fact(sink, "Its version", pack->version);
	write_fact(sink, "Last reviewed", pack->reviewed);
	write_fact(sink, "To be reviewed", pack->review);
	write_fact(sink, pack->overdue ? "Overdue since" : "Due", pack->due);
	write_fact(sink, "Ages counted to", audit->today);
	write_fact(sink, "Made by draftlint", audit->tool);
	write_fact_count(sink, "Audited", audit->piece_count, "piece");
	write_fact_count(sink, "Not published", audit->unpublished, "piece");
	write_fact_count(sink, "Not checked in full", audit->incomplete, "piece");
	sink_add(sink, "</dl>\n");
	if (audit->skip_count)
		sink_add(sink, "<h3>Files that were met and left out</h3>\n<ul>\n");
	for (size_t i = 0; i < audit->skip_count; i++) {
		sink_printf(sink, "<li>%zu: ", audit->skips[i].count);
		markup_prose(sink, audit->skips[i].reason);
		sink_add(sink, "</li>\n");
	}
	sink_add(sink, audit->skip_count ? "</ul>\n" : "");
	page_section_end(page);
}
