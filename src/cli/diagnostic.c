#include "cli/diagnostic.h"

#include "base/utf8.h"

enum { DISPLAY_TAB = 8 }; /* where editors that count screen columns have their tab stops */

static const struct {
	const char *name;
	enum style style;
} severities[] = {
    [DRAFTLINT_OFF] = {"off", STYLE_INFO},
    [DRAFTLINT_INFO] = {"info", STYLE_INFO},
    [DRAFTLINT_WARNING] = {"warning", STYLE_WARNING},
    [DRAFTLINT_ERROR] = {"error", STYLE_ERROR},
};

bool diagnostic_is_open(const struct draftlint_finding *finding)
{
	return !finding->suppressed && !finding->known;
}

const char *diagnostic_severity_name(enum draftlint_severity severity)
{
	return severities[severity].name;
}

enum style diagnostic_style(const struct draftlint_finding *finding)
{
	return severities[finding->severity].style;
}

/* Columns in an editor, where nothing is escaped. */
static size_t screen_width(const char *text, size_t len)
{
	size_t column = 0;

	for (size_t at = 0; at < len;) {
		int width = 0;

		if (text[at] == '\t') {
			column += DISPLAY_TAB - column % DISPLAY_TAB;
			at++;
			continue;
		}
		at += utf8_grapheme(text + at, len - at, &width);
		column += (size_t)(width > 0 ? width : 0);
	}
	return column;
}

/* Of what is left of the excerpt nothing is known but its length in code
 * points: each counts as one column. Without an excerpt all do. */
static size_t display_column(const struct draftlint_position *position,
                             const struct draftlint_excerpt *excerpt)
{
	size_t inside, before;

	if (!excerpt || !excerpt->text || position->byte < excerpt->start ||
	    position->byte - excerpt->start > excerpt->len)
		return position->column;
	inside = position->byte - excerpt->start;
	before = utf8_count(excerpt->text, inside);
	before = position->column > before ? position->column - before : 1;
	return before + screen_width(excerpt->text, inside);
}

static size_t column_in(enum column_unit unit, const struct draftlint_position *position,
                        const struct draftlint_excerpt *excerpt)
{
	switch (unit) {
	case COLUMN_BYTE:
		return position->byte_column;
	case COLUMN_UTF16:
		return position->utf16;
	case COLUMN_DISPLAY:
		return display_column(position, excerpt);
	case COLUMN_CODEPOINT:
		break;
	}
	return position->column;
}

/* "path:5:7: "; matchers want a line and a column also where there is none. */
static void write_place(struct output *output, const char *path,
                        const struct draftlint_position *position,
                        const struct draftlint_excerpt *excerpt)
{
	struct sink *sink = &output->sink;
	size_t column = column_in(output->view.unit, position, excerpt);

	sink_style(sink, STYLE_BOLD);
	sink_path(sink, path);
	sink_place(sink, position->line ? position->line : 1, column ? column : 1);
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, " ");
}

void diagnostic_write(struct output *output, const struct draftlint_finding *finding, bool unquoted)
{
	struct sink *sink = &output->sink;

	write_place(output, finding->path, &finding->range.start, &finding->excerpt);
	sink_style(sink, diagnostic_style(finding));
	sink_add(sink, diagnostic_severity_name(finding->severity));
	sink_add(sink, ":");
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, " ");
	if (unquoted)
		sink_message_unquoted(sink, finding->message);
	else
		sink_message(sink, finding->message);
	sink_add(sink, " [");
	sink_text(sink, slice_of(finding->rule));
	sink_add(sink, "]\n");
}

void diagnostic_write_note(struct output *output, const struct draftlint_note *note)
{
	struct sink *sink = &output->sink;

	write_place(output, note->path, &note->range.start, NULL);
	sink_style(sink, STYLE_INFO);
	sink_add(sink, "note:");
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, " ");
	sink_message(sink, note->text);
	sink_add(sink, "\n");
}
