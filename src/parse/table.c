#include "parse/table.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

size_t table_delimiter_columns(struct slice line)
{
	size_t columns = 0;
	bool pipe = false;
	size_t i = 0;

	line = slice_trim(line);
	if (line.len && line.ptr[0] == '|') {
		pipe = true;
		i++;
	}
	while (i < line.len) {
		size_t dashes = 0;

		while (i < line.len && is_blank(line.ptr[i]))
			i++;
		i += i < line.len && line.ptr[i] == ':';
		for (; i < line.len && line.ptr[i] == '-'; i++)
			dashes++;
		i += i < line.len && line.ptr[i] == ':';
		while (i < line.len && is_blank(line.ptr[i]))
			i++;
		if (!dashes || (i < line.len && line.ptr[i] != '|'))
			return 0;
		columns++;
		pipe = pipe || i < line.len;
		i++;
	}
	/* Without any pipe it is a line of dashes like another. */
	return pipe ? columns : 0;
}

/* ---- rows of the prose ---- */

/* Walks over the text, piece by piece. */
struct walk {
	const struct prose *prose;
	size_t piece;
	size_t at;       /* in the text */
	size_t cell_end; /* of the last cell, blanks included */
};

static bool walk_done(const struct walk *walk)
{
	return walk->at >= walk->prose->text.text.len;
}

static const struct textmap_piece *walk_piece(struct walk *walk)
{
	const struct textmap_piece *pieces = walk->prose->text.pieces;

	while (pieces[walk->piece].text + pieces[walk->piece].text_len <= walk->at)
		walk->piece++;
	return &pieces[walk->piece];
}

/* A line break of the source: <br> and the like are blanks within a row. */
static bool is_row_end(const struct walk *walk, const struct textmap_piece *piece)
{
	char c = walk->prose->source->clean[piece->source];

	return piece->kind == TEXTMAP_BREAK && (c == '\n' || c == '\r');
}

static bool at_row_end(struct walk *walk)
{
	return is_row_end(walk, walk_piece(walk));
}

/* At a pipe that is neither escaped nor code. */
static bool at_pipe(struct walk *walk)
{
	return walk->prose->text.text.bytes[walk->at] == '|' &&
	       walk_piece(walk)->kind == TEXTMAP_VERBATIM;
}

/* Steps to the next pipe or row end; what is before it is the cell, trimmed. */
static struct range read_cell(struct walk *walk)
{
	const char *text = walk->prose->text.text.bytes;
	struct range cell = {walk->at, walk->at};

	while (!walk_done(walk)) {
		const struct textmap_piece *piece = walk_piece(walk);
		size_t left = piece->text + piece->text_len - walk->at;
		const char *pipe = NULL;

		if (piece->kind == TEXTMAP_VERBATIM)
			pipe = memchr(text + walk->at, '|', left);
		if (pipe)
			walk->at = (size_t)(pipe - text);
		if (pipe || is_row_end(walk, piece))
			break;
		walk->at += left;
	}
	cell.end = walk->at;
	walk->cell_end = walk->at;
	while (cell.start < cell.end && is_blank(text[cell.start]))
		cell.start++;
	while (cell.end > cell.start && is_blank(text[cell.end - 1]))
		cell.end--;
	return cell;
}

/*
 * The next cell of the row; false at its end, which is stepped over. A pipe
 * before the first cell is the row's edge, and so is one after the last.
 */
static bool next_cell(struct walk *walk, bool first, struct range *cell)
{
	if (first && !walk_done(walk)) {
		struct walk ahead = *walk;
		struct range before = read_cell(&ahead);

		if (before.start == before.end && !walk_done(&ahead) && at_pipe(&ahead)) {
			*walk = ahead;
			walk->at++;
		}
	}
	if (walk_done(walk))
		return false;
	*cell = read_cell(walk);
	if (walk_done(walk))
		return first || cell->start < cell->end;
	if (at_pipe(walk)) {
		walk->at++;
		return true;
	}
	if (cell->start < cell->end)
		return true;
	walk->at++;
	return false;
}

/* Cells of the row at WALK, which must end where the row of TEXT begins; else 0. */
static size_t count_cells(struct walk walk, size_t text)
{
	size_t count = 0;
	struct range cell;

	while (next_cell(&walk, count == 0, &cell))
		count++;
	return walk.at == text ? count : 0;
}

/* Where the prose of the source offset SOURCE begins. */
static size_t text_at(const struct prose *prose, size_t source)
{
	struct textmap map = {prose->text.text.bytes, prose->text.text.len, prose->text.pieces,
	                      prose->text.count};

	return textmap_text(&map, source);
}

static struct walk walk_from(const struct prose *prose, size_t source)
{
	size_t at = text_at(prose, source);

	return (struct walk){prose, prose_piece(prose, at), at, at};
}

/* True when a row can begin here: no link or code reaches over the line break. */
static bool at_row_start(struct walk walk)
{
	if (walk.at == 0)
		return true;
	walk.at--;
	walk.piece = prose_piece(walk.prose, walk.at);
	return at_row_end(&walk);
}

/* ---- the table ---- */

struct table {
	size_t columns;
	struct walk header;
	struct walk body;
};

static struct slice content_line(const struct content *content, size_t start)
{
	const char *end = memchr(content->bytes + start, '\n', content->len - start);

	return slice_from(content->bytes + start,
	                  end ? (size_t)(end - content->bytes) - start : content->len - start);
}

static size_t source_at(struct content *content, size_t at)
{
	if (at < content->len)
		return content_span(content, (struct range){at, at + 1}).start;
	return content_span(content, (struct range){0, content->len}).end;
}

/* The delimiter row at START and the header at BEFORE, when both are that. */
static bool read_head(const struct prose *prose, struct content *content, size_t before,
                      struct slice line, struct table *table)
{
	size_t start = (size_t)(line.ptr - content->bytes);
	struct walk delimiter;

	table->columns = table_delimiter_columns(line);
	if (!table->columns)
		return false;
	table->header = walk_from(prose, source_at(content, before));
	delimiter = walk_from(prose, source_at(content, start));
	table->body = walk_from(prose, source_at(content, start + line.len + 1));
	return at_row_start(table->header) &&
	       count_cells(table->header, delimiter.at) == table->columns &&
	       count_cells(delimiter, table->body.at) == table->columns;
}

/* The first delimiter row under a line of as many cells. */
static bool find_table(const struct prose *prose, struct content *content, size_t before,
                       struct table *table)
{
	struct slice line = content_line(content, before);
	size_t start = before + line.len + 1;

	for (; start < content->len; start += line.len + 1) {
		line = content_line(content, start);
		if (line.len && strchr(" \t|:-", line.ptr[0]) &&
		    read_head(prose, content, before, line, table))
			return true;
		before = start;
	}
	return false;
}

static void emit_row(struct prose *prose, struct walk *walk, const struct block *model,
                     size_t columns)
{
	struct range cell;
	size_t column = 0;

	while (next_cell(walk, column == 0, &cell)) {
		/* GFM shows no more cells than the header has. */
		if (column++ >= columns)
			continue;
		if (cell.start < cell.end || prose_has_link(prose, walk->cell_end))
			prose_emit_cell(prose, model, cell.start, cell.end, walk->cell_end);
		else
			prose_emit_alts(prose, model, walk->cell_end);
	}
}

static void emit_table(struct prose *prose, struct table *table, struct block block)
{
	if (table->header.at > 0) {
		size_t end = table->header.at - 1;

		block.span.end = prose_span(prose, 0, end).end;
		prose_emit_part(prose, &block, 0, end, end);
	}
	block.kind = BLOCK_CELL;
	block.table_header = true;
	emit_row(prose, &table->header, &block, table->columns);
	block.table_header = false;
	while (!walk_done(&table->body))
		emit_row(prose, &table->body, &block, table->columns);
}

bool table_emit(struct prose *prose, struct content *content, size_t start,
                const struct block *model)
{
	struct table table;

	if (!memchr(content->bytes + start, '|', content->len - start) ||
	    !find_table(prose, content, start, &table))
		return false;
	emit_table(prose, &table, *model);
	return true;
}
