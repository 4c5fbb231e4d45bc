#include "cli/excerpt.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <draftlint.h>

#include "base/arena.h"
#include "base/eight.h"
#include "base/utf8.h"
#include "cli/sanitise.h"

#define ELLIPSIS        "\xE2\x80\xA6"
#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* of the file, no part of its text */

enum {
	TAB = 4,
	NUMBER_WIDTH = 5,    /* of a line number, as GCC pads it */
	GRAPHEME_LIMIT = 64, /* bytes of one grapheme that are shown: a letter with a
	                        thousand accents would bury the lines above it */
	GRAPHEME_SCAN = 4 * GRAPHEME_LIMIT,
	WORD_REACH = 12, /* columns given up to cut at a word's edge */
	CONTEXT = 8,     /* columns before a span that does not fit */
};

/* What occupies columns [column, column + width) of the line: one grapheme, or a
 * run of printable characters of ASCII, each of which takes a column. */
struct cell {
	size_t at;
	size_t len;
	size_t column;
	size_t width;
	bool run;
	bool blank; /* of a grapheme */
};

struct line {
	const char *text;
	struct cell *cells;
	size_t count;
	size_t width;
};

/* Columns [from, to); a cut side gives one column to the ellipsis. */
struct window {
	size_t from;
	size_t to;
	bool cut_left;
	bool cut_right;
};

static bool is_printable(char c)
{
	return c >= ' ' && c < 0x7F;
}

/* How many printable characters TEXT begins with that are graphemes of their own:
 * what follows the last of them is ASCII too. */
static size_t run_length(const char *text, size_t len)
{
	size_t end = 0;

	while (len - end >= EIGHT && eight_all_printable(eight_load(text + end)))
		end += EIGHT;
	while (end < len && is_printable(text[end]))
		end++;
	return end && end < len && (unsigned char)text[end] >= 0x80 ? end - 1 : end;
}

/* A run or a grapheme, cut before a character that is to be shown escaped. */
static struct cell measure(const char *text, size_t len, size_t column)
{
	struct cell cell = {.column = column, .len = run_length(text, len)};
	char shown[SANITISED_MAX];
	size_t size;
	int width;

	if (cell.len) {
		cell.width = cell.len;
		cell.run = true;
		return cell;
	}
	if (text[0] == '\t') {
		cell.len = 1;
		cell.width = TAB - column % TAB;
		cell.blank = true;
		return cell;
	}
	if (!sanitise_next(text, len, &size, shown)) {
		cell.len = size;
		cell.width = strlen(shown);
		return cell;
	}
	/* Never far ahead: what follows may be marks up to the end of the line. */
	cell.len = utf8_grapheme(text, len < GRAPHEME_SCAN ? len : GRAPHEME_SCAN, &width);
	cell.width = (size_t)(width < 0 ? 0 : width);
	cell.blank = text[0] == ' ';
	for (size_t i = size; i < cell.len; i += size)
		if (!sanitise_next(text + i, len - i, &size, shown))
			cell.len = i;
	return cell;
}

static struct line line_read(const struct draftlint_excerpt *excerpt)
{
	struct line line = {.text = excerpt->text};
	size_t capacity = 0;
	bool has_mark = excerpt->start == 0 &&
	                slice_starts(slice_from(excerpt->text, excerpt->len), BYTE_ORDER_MARK);

	for (size_t at = has_mark ? strlen(BYTE_ORDER_MARK) : 0; at < excerpt->len;) {
		struct cell cell = measure(excerpt->text + at, excerpt->len - at, line.width);

		if (line.count == capacity) {
			capacity = capacity ? capacity * 2 : 16;
			line.cells = memory_realloc(line.cells, capacity * sizeof(*line.cells));
		}
		cell.at = at;
		line.cells[line.count++] = cell;
		line.width += cell.width;
		at += cell.len;
	}
	return line;
}

/* The column of the grapheme that holds byte offset AT; with AFTER, the column
 * behind the last one that begins before it. */
static size_t column_of(const struct line *line, size_t at, bool after)
{
	for (size_t i = 0; i < line->count; i++) {
		const struct cell *cell = &line->cells[i];

		if (cell->run && cell->at <= at && at < cell->at + cell->len)
			return cell->column + (at - cell->at);
		if (after ? cell->at >= at : cell->at + cell->len > at)
			return cell->column;
	}
	return line->width;
}

/* The part of CELL, a run, in columns [FROM, TO); it stands from column *COLUMN on. */
static struct slice run_part(const struct line *line, const struct cell *cell, size_t from,
                             size_t to, size_t *column)
{
	struct slice run = slice_from(line->text + cell->at, cell->len);
	size_t start = from > cell->column ? from - cell->column : 0;

	*column = cell->column + start;
	return slice_sub(run, start, to > cell->column ? to - cell->column : 0);
}

/* The column behind the first blank in columns [FROM, TO), SIZE_MAX when none is there. */
static size_t behind_blank(const struct line *line, size_t from, size_t to)
{
	for (size_t i = 0; i < line->count && line->cells[i].column < to; i++) {
		const struct cell *cell = &line->cells[i];
		size_t column = cell->column;

		if (cell->run) {
			struct slice part = run_part(line, cell, from, to, &column);
			const char *at = part.len ? memchr(part.ptr, ' ', part.len) : NULL;

			if (at)
				return column + (size_t)(at - part.ptr) + 1;
		} else if (cell->blank && column + cell->width > from &&
		           column + cell->width <= to) {
			return column + cell->width;
		}
	}
	return SIZE_MAX;
}

/* The column of the last blank that begins in columns [FROM, TO), 0 when none does. */
static size_t last_blank(const struct line *line, size_t from, size_t to)
{
	for (size_t i = line->count; i-- > 0;) {
		const struct cell *cell = &line->cells[i];
		size_t column = cell->column;

		if (cell->run) {
			struct slice part = run_part(line, cell, from, to, &column);

			while (part.len && part.ptr[part.len - 1] != ' ')
				part.len--;
			if (part.len)
				return column + part.len - 1;
		} else if (cell->blank && column >= from && column < to) {
			return column;
		}
	}
	return 0;
}

/* Moves the window's cut sides inwards to the edge of a word, if one is near. */
static void cut_at_words(const struct line *line, struct window *window, size_t start, size_t end)
{
	if (window->cut_left) {
		size_t near = window->from + WORD_REACH;
		size_t from = behind_blank(line, window->from, near < start ? near : start);

		if (from != SIZE_MAX)
			window->from = from;
	}
	if (window->cut_right) {
		size_t near = window->to > WORD_REACH ? window->to - WORD_REACH : 0;
		size_t to = last_blank(line, near > end ? near : end, window->to + 1);

		if (to)
			window->to = to;
	}
}

static struct window window_around(const struct line *line, size_t start, size_t end, size_t room)
{
	struct window window = {0, line->width, false, false};
	size_t span = end - start;

	if (line->width <= room)
		return window;
	if (span + 2 > room)
		window.from = start > CONTEXT ? start - CONTEXT : 0;
	else
		window.from = start > (room - span) / 2 ? start - (room - span) / 2 : 0;
	if (window.from > line->width - room)
		window.from = line->width - room;
	window.to = window.from + room;
	window.cut_left = window.from > 0;
	window.cut_right = window.to < line->width;
	window.from += window.cut_left;
	window.to -= window.cut_right;
	cut_at_words(line, &window, start, end);
	return window;
}

static void write_cell(struct sink *sink, const char *text, const struct cell *cell)
{
	size_t len = cell->len;

	if (text[0] == '\t') {
		sink_blanks(sink, cell->width);
		return;
	}
	if (len > GRAPHEME_LIMIT)
		for (len = GRAPHEME_LIMIT; utf8_continues(text[len]); len--)
			;
	sink_text(sink, slice_from(text, len));
}

/* Writes what lies in the window whole. */
static void write_text(struct sink *sink, const struct line *line, const struct window *window)
{
	const struct cell *shown = NULL;

	for (size_t i = 0; i < line->count && line->cells[i].column <= window->to; i++) {
		const struct cell *cell = &line->cells[i];
		size_t column = cell->column;
		struct slice part = {0};

		if (cell->run)
			part = run_part(line, cell, window->from, window->to, &column);
		if (cell->run ? !part.len
		              : column < window->from || column + cell->width > window->to)
			continue;
		/* The rest of a grapheme that was too long. */
		if (shown && cell->width == 0 &&
		    (shown->width == 0 || (!shown->run && shown->len > GRAPHEME_LIMIT)))
			continue;
		/* A wide character lies across the cut. */
		if (!shown)
			sink_blanks(sink, column - window->from);
		if (cell->run)
			sink_text(sink, part);
		else
			write_cell(sink, line->text + cell->at, cell);
		shown = cell;
	}
}

static void write_carets(struct sink *sink, size_t blanks, size_t count, enum style style)
{
	sink_blanks(sink, 1 + blanks);
	sink_style(sink, style);
	sink_add(sink, "^");
	sink_repeat(sink, '~', count - 1);
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, "\n");
}

size_t excerpt_gutter(size_t line)
{
	size_t digits = 1;

	for (size_t rest = line; rest >= 10; rest /= 10)
		digits++;
	return 1 + (digits > NUMBER_WIDTH ? digits : NUMBER_WIDTH);
}

void excerpt_write(struct sink *sink, const struct draftlint_excerpt *excerpt,
                   const struct draftlint_range *range, enum style style, size_t width)
{
	size_t gutter = excerpt_gutter(range->start.line);
	size_t room = width > gutter + 12 ? width - gutter - 2 : 10;
	size_t first = range->start.byte - excerpt->start;
	size_t last = range->end.byte - excerpt->start;
	struct line line;
	struct window window;
	size_t start, end, lead;

	if (!excerpt->text || range->start.byte < excerpt->start || first > excerpt->len)
		return;
	if (last > excerpt->len)
		last = excerpt->len;
	line = line_read(excerpt);
	start = column_of(&line, first, false);
	end = last > first ? column_of(&line, last, true) : start;
	room -= (size_t)excerpt->cut_left + excerpt->cut_right;
	window = window_around(&line, start, end, room);
	window.cut_left |= excerpt->cut_left;
	window.cut_right |= excerpt->cut_right;

	sink_number(sink, range->start.line, NUMBER_WIDTH);
	sink_add(sink, " |");
	if (line.count) {
		sink_add(sink, window.cut_left ? " " ELLIPSIS : " ");
		write_text(sink, &line, &window);
		sink_add(sink, window.cut_right ? ELLIPSIS "\n" : "\n");
	} else {
		sink_add(sink, "\n");
	}
	if (end > window.to)
		end = window.to;
	lead = start - window.from + window.cut_left;
	sink_blanks(sink, gutter);
	sink_add(sink, "|");
	write_carets(sink, lead, end > start ? end - start : 1, style);
	free(line.cells);
}
