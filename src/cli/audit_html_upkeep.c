/*
 * What is to be looked after: the age of content, links, and what changed since
 * a former audit.
 */
#include <draftlint_audit.h>

#include "cli/audit_html.h"
#include "cli/audit_words.h"

enum { OLDEST_SHOWN = 20, NAMES_SHOWN = 50 };

/* ---- freshness ---- */

static void write_bucket(struct page *page, const struct draftlint_bucket *bucket, size_t most)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<tr><th scope=\"row\">");
	markup_text(sink, bucket->label);
	sink_add(sink, "</th>");
	markup_number_cell(sink, bucket->count);
	sink_printf(sink, "<td><svg class=\"bar\" viewBox=\"0 0 1000 16\" "
	                  "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
	sink_printf(sink,
	            "<rect class=\"part\" x=\"0\" width=\"%zu\" height=\"16\"/></svg></td></tr>\n",
	            bucket->count * 1000 / most);
}

static void write_buckets(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Age", false},
	    {"Pieces", true},
	    {"Beside each other", false},
	};
	const struct draftlint_freshness *fresh = &page->audit->freshness;
	size_t most = 1;

	for (size_t i = 0; i < fresh->bucket_count; i++)
		if (fresh->buckets[i].count > most)
			most = fresh->buckets[i].count;
	page_table(page, "mix few");
	sink_printf(page->sink, "Age of %zu dated pieces", fresh->dated);
	if (fresh->by_git)
		sink_printf(page->sink, " <span>%zu only by their last commit</span>",
		            fresh->by_git);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < fresh->bucket_count; i++)
		write_bucket(page, &fresh->buckets[i], most);
	page_table_end(page);
}

/* The next oldest after the piece LAST that is stale or whose review is due; NULL: no more. */
static const struct draftlint_piece *find_older(const struct draftlint_audit *audit,
                                                const struct draftlint_piece *last)
{
	const struct draftlint_piece *found = NULL;

	for (size_t i = 0; i < audit->piece_count; i++) {
		const struct draftlint_piece *piece = &audit->pieces[i];

		if (!piece->published || !(piece->stale || piece->review_due))
			continue;
		if (last && (piece->age > last->age || (piece->age == last->age && piece <= last)))
			continue;
		if (!found || piece->age > found->age)
			found = piece;
	}
	return found;
}

static void write_old(struct page *page, const struct draftlint_piece *piece)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<tr><th scope=\"row\">");
	page_link(page, piece->path, 0);
	sink_add(sink, "</th>");
	markup_text_cell(sink, piece->date);
	if (piece->age >= 0)
		sink_printf(sink, "<td class=\"n\">%ld</td>", piece->age);
	else
		sink_add(sink, "<td></td>");
	markup_text_cell(sink, piece->review);
	sink_printf(sink, "<td class=\"state bad\">%s%s%s</td></tr>\n", piece->stale ? "stale" : "",
	            piece->stale && piece->review_due ? ", " : "",
	            piece->review_due ? "review due" : "");
}

static void write_oldest(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Piece", false}, {"Date", false}, {"Days", true}, {"Review", false}, {"State", false},
	};
	const struct draftlint_audit *audit = page->audit;
	const struct draftlint_piece *piece = find_older(audit, NULL);
	size_t shown = 0;

	if (!piece)
		return;
	page_table(page, "sortable");
	sink_printf(page->sink,
	            "To be looked at, the oldest first <span>at most %d; "
	            "the inventory has all</span>",
	            OLDEST_SHOWN);
	PAGE_COLUMNS(page, columns);
	for (; piece && shown < OLDEST_SHOWN; shown++, piece = find_older(audit, piece))
		write_old(page, piece);
	page_table_end(page);
}

void audit_html_freshness(struct page *page)
{
	const struct draftlint_freshness *fresh = &page->audit->freshness;

	page_section(page, "freshness", "Freshness");
	sink_printf(page->sink,
	            "<p>%zu of %zu dated pieces are older than %ld days. Due for review: %zu. "
	            "Without a date: %zu.</p>\n",
	            fresh->stale, fresh->dated, fresh->stale_after, fresh->review_due,
	            fresh->undated);
	write_buckets(page);
	write_oldest(page);
	page_section_end(page);
}

/* ---- links ---- */

static void write_dead_links(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Where", false},
	    {"Leads to", false},
	    {"Which is", false},
	};
	const struct draftlint_audit *audit = page->audit;
	struct sink *sink = page->sink;

	if (!audit->dead_link_count)
		return;
	page_table(page, "sortable");
	sink_add(sink, "Internal links that lead nowhere");
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->dead_link_count; i++) {
		const struct draftlint_dead_link *link = &audit->dead_links[i];

		sink_add(sink, "<tr><th scope=\"row\">");
		page_link(page, link->path, link->line);
		sink_add(sink, "</th><td><code>");
		markup_text(sink, link->to);
		sink_printf(sink, "</code></td><td class=\"state bad\">%s</td></tr>\n",
		            audit_step_word(link->state));
	}
	page_table_end(page);
}

static void write_orphans(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;
	size_t shown = 0;

	if (!audit->orphans)
		return;
	sink_add(page->sink, "<h3>Pages that no other page links to</h3>\n<ul class=\"names\">\n");
	for (size_t i = 0; i < audit->piece_count && shown < NAMES_SHOWN; i++) {
		if (!audit->pieces[i].orphan)
			continue;
		sink_add(page->sink, "<li>");
		page_link(page, audit->pieces[i].path, 0);
		sink_add(page->sink, "</li>\n");
		shown++;
	}
	sink_add(page->sink, "</ul>\n");
	if (shown < audit->orphans)
		sink_printf(page->sink, "<p class=\"note\">%zu more are in the inventory.</p>\n",
		            audit->orphans - shown);
}

void audit_html_links(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;

	page_section(page, "links", "Links");
	sink_add(page->sink, "<p>");
	markup_count(page->sink, audit->dead_link_count, "dead internal link");
	sink_add(page->sink, ", ");
	markup_count(page->sink, audit->orphans, "orphan");
	sink_add(page->sink, ".</p>\n");
	write_dead_links(page);
	write_orphans(page);
	page_section_end(page);
}
