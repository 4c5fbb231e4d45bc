/*
 * The drafts by what was found in them: rules, questions, and the worst drafts
 * with the checklist that each has to pass.
 */
#include <draftlint_audit.h>

#include "cli/audit_html.h"
#include "cli/diagnostic.h"

enum { WORST_SHOWN = 20, FINDINGS_SHOWN = 200 };

static void write_severity(struct sink *sink, enum draftlint_severity severity)
{
	const char *name = diagnostic_severity_name(severity);

	sink_printf(sink, "<td class=\"state %s\">%s</td>", name, name);
}

/* ---- rules ---- */

static void write_rules(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Rule", false},
	    {"Severity", false},
	    {"Findings", true},
	    {"Pieces", true},
	};
	const struct draftlint_audit *audit = page->audit;

	if (!audit->rule_count)
		return;
	page_table(page, "sortable");
	sink_printf(page->sink, "%zu rules found something", audit->rule_count);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->rule_count; i++) {
		const struct draftlint_rule_count *rule = &audit->rules[i];

		sink_add(page->sink, "<tr><th scope=\"row\"><code>");
		markup_text(page->sink, rule->rule);
		sink_add(page->sink, rule->fixable
		                         ? "</code> <span class=\"tag\">fixable</span></th>"
		                         : "</code></th>");
		write_severity(page->sink, rule->severity);
		markup_number_cell(page->sink, rule->count);
		markup_number_cell(page->sink, rule->files);
		sink_add(page->sink, "</tr>\n");
	}
	page_table_end(page);
}

static void write_questions(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Question", false},
	    {"Answered", true},
	    {"Open", true},
	};
	const struct draftlint_audit *audit = page->audit;
	size_t whole = audit->piece_count - audit->incomplete;

	if (!audit->question_count)
		return;
	page_table(page, "sortable");
	sink_printf(page->sink, "Questions that each of %zu pieces must answer", whole);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->question_count; i++) {
		const struct draftlint_question_count *question = &audit->questions[i];

		sink_add(page->sink, "<tr><th scope=\"row\">");
		markup_label(page->sink, question->question, question->ask);
		sink_add(page->sink, "</th>");
		markup_number_cell(page->sink, question->answered);
		markup_number_cell(page->sink, whole - question->answered);
		sink_add(page->sink, "</tr>\n");
	}
	page_table_end(page);
}

static void write_finding(struct page *page, const struct draftlint_finding *finding)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<tr>");
	write_severity(sink, finding->severity);
	sink_add(sink, "<td><code>");
	markup_text(sink, finding->rule);
	sink_add(sink, "</code></td><td>");
	markup_prose(sink, finding->message);
	sink_add(sink, "</td><td>");
	page_link(page, finding->path, finding->range.start.line);
	sink_add(sink, "</td></tr>\n");
}

/* What the audit itself found: that is not in any draft's own checks. */
static void write_findings(struct page *page)
{
	static const struct markup_column columns[] = {
	    {"Severity", false},
	    {"Rule", false},
	    {"Finding", false},
	    {"Where", false},
	};
	const struct draftlint_audit *audit = page->audit;
	struct sink *sink = page->sink;
	size_t count = 0;
	size_t shown = 0;

	for (size_t i = 0; i < audit->finding_count; i++)
		count += !audit->findings[i].suppressed;
	if (!count)
		return;
	sink_printf(sink, "<details>\n<summary>%zu findings of the library as a whole</summary>\n",
	            count);
	page_table(page, "sortable");
	sink_add(sink, "Findings of the library as a whole");
	if (count > FINDINGS_SHOWN)
		sink_printf(sink,
		            " <span>the first %d; <code>--format full</code> shows all</span>",
		            FINDINGS_SHOWN);
	PAGE_COLUMNS(page, columns);
	for (size_t i = 0; i < audit->finding_count && shown < FINDINGS_SHOWN; i++) {
		if (audit->findings[i].suppressed)
			continue;
		write_finding(page, &audit->findings[i]);
		shown++;
	}
	page_table_end(page);
	sink_add(sink, "</details>\n");
}

void audit_html_rules(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;

	page_section(page, "rules", "Rules and questions");
	sink_add(page->sink, "<p>In drafts: ");
	markup_count(page->sink, audit->errors, "error");
	sink_add(page->sink, ", ");
	markup_count(page->sink, audit->warnings, "warning");
	sink_printf(page->sink, ", %zu info; %zu more are suppressed.</p>\n", audit->infos,
	            audit->suppressed);
	write_questions(page);
	write_rules(page);
	write_findings(page);
	page_section_end(page);
}

/* ---- the worst drafts ---- */

static void write_answer(struct sink *sink, const struct draftlint_answer *answer)
{
	sink_printf(sink, "<li class=\"%s\">", answer->answered ? "yes" : "no");
	markup_text(sink, answer->question);
	if (!answer->answered) {
		sink_add(sink, ": ");
		markup_text(sink, answer->problem ? answer->problem : "open");
	} else {
		sink_add(sink, " <span class=\"quiet\">answered</span>");
	}
	sink_add(sink, "</li>");
}

static void write_draft(struct page *page, const struct draftlint_piece *piece)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<li>\n<h3>");
	page_link_text(page, piece->path, piece->title);
	sink_add(sink, "</h3>\n<p class=\"path\">");
	markup_text(sink, piece->path);
	sink_add(sink, "</p>\n<p>");
	markup_count(sink, piece->errors, "error");
	sink_add(sink, ", ");
	markup_count(sink, piece->warnings, "warning");
	if (piece->answer_count)
		sink_printf(sink, "; answers %zu of %zu questions", piece->answered,
		            piece->answer_count);
	sink_add(sink, "</p>\n");
	if (piece->answer_count)
		sink_add(sink, "<ul class=\"checklist\">");
	for (size_t i = 0; i < piece->answer_count; i++)
		write_answer(sink, &piece->answers[i]);
	if (piece->answer_count)
		sink_add(sink, "</ul>\n");
	sink_add(sink, "<p class=\"found\">");
	for (size_t i = 0; i < piece->rule_count; i++) {
		const struct draftlint_piece_rule *rule = &piece->rules[i];

		sink_printf(sink, "%s<code class=\"%s\">", i ? " " : "",
		            diagnostic_severity_name(rule->severity));
		markup_text(sink, rule->rule);
		sink_add(sink, "</code>");
		if (rule->count > 1)
			sink_printf(sink, "&nbsp;&times;%zu", rule->count);
	}
	sink_add(sink, "</p>\n</li>\n");
}

void audit_html_worst(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;
	size_t shown = audit->worst_count < WORST_SHOWN ? audit->worst_count : WORST_SHOWN;

	page_section(page, "worst", "Worst drafts");
	if (!audit->worst_count)
		sink_add(page->sink, "<p>No draft has an error or a warning.</p>\n");
	else if (shown < audit->worst_count)
		sink_printf(page->sink,
		            "<p class=\"note\">%zu of the %zu that have errors or warnings; the "
		            "inventory has all.</p>\n",
		            shown, audit->worst_count);
	sink_add(page->sink, shown ? "<ol class=\"worst\">\n" : "");
	for (size_t i = 0; i < shown; i++)
		write_draft(page, &audit->pieces[audit->worst[i]]);
	sink_add(page->sink, shown ? "</ol>\n" : "");
	page_section_end(page);
}
