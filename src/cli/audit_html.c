/*
 * html, of an audit: one page that needs nothing else, for whoever decides on
 * the content. All of it is there without its script, which only sorts and
 * filters. The policy in its head lets a browser obey these two, and load nothing.
 */
#include <string.h>

#include <draftlint_audit.h>

#include "cli/asset.h"
#include "cli/audit_html.h"
#include "cli/formats.h"
#include "cli/project.h"
#include "cli/xml.h"

struct section {
	const char *id;
	const char *title; /* in the list of contents */
	void (*write)(struct page *page);
	bool (*is_there)(const struct draftlint_audit *audit); /* NULL: always */
};

static bool has_pains(const struct draftlint_audit *audit)
{
	return audit->pain_count > 0;
}

static bool has_journeys(const struct draftlint_audit *audit)
{
	return audit->journey_count > 0;
}

static bool has_required(const struct draftlint_audit *audit)
{
	return audit->required_count > 0;
}

static bool has_objections(const struct draftlint_audit *audit)
{
	return audit->objection_count > 0;
}

static bool has_trend(const struct draftlint_audit *audit)
{
	return audit->trend != NULL;
}

static const struct section sections[] = {
    {"actions", "Next actions", audit_html_actions, NULL},
    {"mix", "Mix", audit_html_mix, NULL},
    {"matrix", "Coverage", audit_html_matrices, NULL},
    {"pains", "Pains", audit_html_pains, has_pains},
    {"journeys", "Journeys", audit_html_journeys, has_journeys},
    {"required", "Required content", audit_html_required, has_required},
    {"objections", "Objections", audit_html_objections, has_objections},
    {"freshness", "Freshness", audit_html_freshness, NULL},
    {"links", "Links", audit_html_links, NULL},
    {"trend", "Trend", audit_html_trend, has_trend},
    {"rules", "Rules", audit_html_rules, NULL},
    {"worst", "Worst drafts", audit_html_worst, NULL},
    {"inventory", "Inventory", audit_html_inventory, NULL},
    {"facts", "About this audit", audit_html_facts, NULL},
};

static bool is_there(const struct section *section, const struct draftlint_audit *audit)
{
	return !section->is_there || section->is_there(audit);
}

static void write_head(struct page *page)
{
	const struct asset *style = asset_find("audit/report.css");
	const struct asset *script = asset_find("audit/report.js");
	struct sink *sink = page->sink;

	sink_add(sink,
	         "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
	sink_printf(sink, "style-src 'sha256-%s'; ", style->sha256);
	sink_printf(
	    sink, "script-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'\">\n",
	    script->sha256);
	sink_add(sink, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	               "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	if (page->audit) {
		const struct draftlint_pack_facts *pack = &page->audit->pack;

		markup_text(sink, pack->title ? pack->title : pack->id);
		sink_add(sink, ": content audit of ");
		markup_text(sink, page->audit->today);
	} else {
		sink_add(sink, "Content audit");
	}
	sink_add(sink, "</title>\n<style>");
	sink_add(sink, style->text);
	sink_add(sink, "</style>\n<script>");
	sink_add(sink, script->text);
	sink_add(sink, "</script>\n</head>\n");
}

static void write_contents(struct page *page)
{
	sink_add(page->sink, "<nav aria-label=\"Sections\">\n<ul>\n");
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		if (is_there(&sections[i], page->audit))
			sink_printf(page->sink, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id,
			            sections[i].title);
	sink_add(page->sink, "</ul>\n</nav>\n");
}

/* Nobody may take the page of a run that failed for an audit of nothing. */
static void write_nothing(struct page *page)
{
	sink_add(page->sink, "<body>\n<main>\n<h1>Nothing was audited</h1>\n"
	                     "<p>The run ended before there was anything to sum up; what "
	                     "<code>draftlint audit</code> wrote to standard error says why.</p>\n"
	                     "</main>\n</body>\n</html>\n");
}

static void write_body(struct page *page)
{
	sink_add(page->sink, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n");
	write_contents(page);
	sink_add(page->sink, "<main id=\"main\" tabindex=\"-1\">\n");
	audit_html_verdict(page);
	for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
		if (is_there(&sections[i], page->audit))
			sections[i].write(page);
	sink_add(page->sink, "</main>\n</body>\n</html>\n");
}

/* The folder that the page will stand in, absolute, without a final slash. */
static void find_folder(struct builder *folder, const struct output *output)
{
	project_path_absolute(folder, &output->view, output->path ? output->path : "page");
	builder_add(folder, "", 0);
	*strrchr(folder->bytes, '/') = '\0';
}

static void html_end(struct output *output, const struct totals *totals)
{
	struct builder folder = {NULL, 0, 0};
	struct page page = {
	    .sink = &output->sink,
	    .audit = totals->audit,
	    .view = &output->view,
	};

	output->sink.escapes = xml_escapes;
	find_folder(&folder, output);
	page.folder = folder.bytes;
	write_head(&page);
	if (page.audit)
		write_body(&page);
	else
		write_nothing(&page);
	builder_release(&folder);
}

const struct format audit_html = {
    .name = "html",
    .help = "one self-contained page, with everything",
    .has_summary = true,
    .end = html_end,
};
