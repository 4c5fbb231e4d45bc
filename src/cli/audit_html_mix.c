/*
 * The mix beside its target: for each share a bar, and how many pieces to write.
 */
#include <draftlint_audit.h>

#include "cli/audit_html.h"

enum { BAR_WIDTH = 1000, LEAST_SCALE = 100, COLUMNS = 7, COLUMNS_WITHOUT_TARGET = 4 };

/* Per mille that the whole width of a bar stands for: what is greatest fills it. */
static unsigned find_scale(const struct draftlint_mix *mix, long tolerance)
{
	unsigned scale = LEAST_SCALE;

	for (size_t i = 0; i < mix->share_count; i++) {
		const struct draftlint_share *share = &mix->shares[i];

		if (share->permille > scale)
			scale = share->permille;
		if (share->target >= 0 && (unsigned)(share->target + tolerance) * 10 > scale)
			scale = (unsigned)(share->target + tolerance) * 10;
	}
	return scale;
}

static void write_rect(struct sink *sink, const char *class, unsigned from, unsigned to)
{
	sink_printf(sink, "<rect class=\"%s\" x=\"%u\" width=\"%u\" height=\"16\"/>", class, from,
	            to > from ? to - from : 0);
}

static void write_bar(struct sink *sink, const struct draftlint_share *share, unsigned scale,
                      long tolerance)
{
	unsigned end = share->permille * BAR_WIDTH / scale;

	sink_printf(sink,
	            "<svg class=\"bar\" viewBox=\"0 0 %d 16\" preserveAspectRatio=\"none\" "
	            "aria-hidden=\"true\">",
	            BAR_WIDTH);
	if (share->target >= 0) {
		long low = share->target > tolerance ? share->target - tolerance : 0;
		unsigned target = (unsigned)share->target * 10 * BAR_WIDTH / scale;

		write_rect(sink, "band", (unsigned)low * 10 * BAR_WIDTH / scale,
		           (unsigned)(share->target + tolerance) * 10 * BAR_WIDTH / scale);
		write_rect(sink, share->drifts ? "part drifts" : "part", 0, end);
		write_rect(sink, "target", target > 4 ? target - 4 : 0,
		           target > 4 ? target + 4 : 8);
	} else {
		write_rect(sink, "part", 0, end);
	}
	sink_add(sink, "</svg>");
}

/* The columns that only a mix with targets has. */
static void write_target(struct sink *sink, const struct draftlint_share *share)
{
	bool below = (long)share->permille < share->target * 10;

	if (share->target < 0) {
		sink_add(sink, "<td class=\"none\">none</td><td></td><td></td>");
		return;
	}
	sink_printf(sink, "<td class=\"n\">%ld&nbsp;%%</td>", share->target);
	if (!share->drifts)
		sink_add(sink, "<td class=\"state good\">within</td>");
	else
		sink_printf(sink, "<td class=\"state bad\">%s</td>",
		            below ? "too little" : "too much");
	sink_add(sink, "<td>");
	if (share->to_tolerance) {
		sink_add(sink, "<strong>write ");
		markup_count(sink, share->to_tolerance, "piece");
		sink_add(sink, "</strong>");
	}
	if (share->to_target > share->to_tolerance)
		sink_printf(sink,
		            share->to_tolerance ? ", %zu to be on target" : "%zu to be on target",
		            share->to_target);
	sink_add(sink, "</td>");
}

static void write_share(struct page *page, const struct draftlint_mix *mix,
                        const struct draftlint_share *share, unsigned scale)
{
	struct sink *sink = page->sink;

	sink_add(sink, "<tr><th scope=\"row\">");
	markup_label(sink, share->id, share->name);
	sink_add(sink, "</th>");
	markup_number_cell(sink, share->count);
	sink_add(sink, "<td class=\"n\">");
	markup_permille(sink, share->permille);
	sink_add(sink, "</td><td>");
	write_bar(sink, share, scale, page->audit->mix_tolerance);
	sink_add(sink, "</td>");
	if (mix->has_targets)
		write_target(sink, share);
	sink_add(sink, "</tr>\n");
}

static void write_mix(struct page *page, const struct draftlint_mix *mix, const char *title)
{
	static const struct markup_column columns[] = {
	    {"Of", false},    {"Pieces", true}, {"Share", true},     {"Beside each other", false},
	    {"Target", true}, {"State", false}, {"To write", false},
	};
	unsigned scale = find_scale(mix, page->audit->mix_tolerance);

	if (!mix->share_count || (!mix->count && !mix->has_targets))
		return;
	page_table(page, mix->has_targets ? "mix" : "mix few");
	sink_add(page->sink, title);
	if (mix->id)
		markup_label(page->sink, mix->id, mix->name);
	sink_printf(page->sink, " <span>of %zu piece%s</span>", mix->count,
	            mix->count == 1 ? "" : "s");
	page_columns(page, columns, mix->has_targets ? COLUMNS : COLUMNS_WITHOUT_TARGET);
	for (size_t i = 0; i < mix->share_count; i++)
		write_share(page, mix, &mix->shares[i], scale);
	page_table_end(page);
}

void audit_html_mix(struct page *page)
{
	const struct draftlint_audit *audit = page->audit;

	page_section(page, "mix", "Mix beside target");
	sink_printf(page->sink,
	            "<p class=\"note\">A share may be %ld points away from its target: the "
	            "shaded band. The line is the target.</p>\n",
	            audit->mix_tolerance);
	write_mix(page, &audit->groups, "Groups of personas");
	write_mix(page, &audit->personas, "Personas");
	write_mix(page, &audit->stages, "Stages");
	for (size_t i = 0; i < audit->goal_count; i++)
		if (audit->goals[i].has_targets)
			write_mix(page, &audit->goals[i], "Personas of the goal ");
	page_section_end(page);
}
