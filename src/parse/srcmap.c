#include "parse/srcmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { TAB_STOP = 4, QUOTE_INDENT = 3 };

/* One line under the eyes of the block parser. */
struct scan {
	const char *bytes; /* the whole source, clean */
	size_t end;        /* of the line, without its break */
	struct line_state state;
	size_t nonspace; /* first byte that is no blank, and its column */
	size_t nonspace_column;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void srcmap_init(struct srcmap *map, const struct source *source, size_t body)
{
	*map = (struct srcmap){.source = source, .body = body};
	map->first_line = source_line_at(source, body);
	map->line_count = source->line_count - map->first_line;
}

void srcmap_release(struct srcmap *map)
{
	free(map->containers);
	free(map->content.segments);
	builder_release(&map->content.copy);
	*map = (struct srcmap){0};
}

/* ---- one line ---- */

static struct scan scan_line(const struct srcmap *map, size_t line)
{
	struct span span = srcmap_line(map, line);

	return (struct scan){.bytes = map->source->clean,
	                     .end = span.end,
	                     .state = {.offset = span.start},
	                     .nonspace = span.start};
}

/* Columns from COLUMN to the next tab stop. */
static size_t to_tab_stop(size_t column)
{
	return TAB_STOP - column % TAB_STOP;
}

/* Looks only when the last answer lies behind: deep prefixes ask again and again. */
static size_t scan_indent(struct scan *scan)
{
	if (scan->nonspace <= scan->state.offset) {
		scan->nonspace = scan->state.offset;
		scan->nonspace_column = scan->state.column;
		for (; scan->nonspace < scan->end && is_blank(scan->bytes[scan->nonspace]);
		     scan->nonspace++)
			scan->nonspace_column += scan->bytes[scan->nonspace] == '\t'
			                             ? to_tab_stop(scan->nonspace_column)
			                             : 1;
	}
	return scan->nonspace_column - scan->state.column;
}

static bool scan_is(const struct scan *scan, char c)
{
	return scan->nonspace < scan->end && scan->bytes[scan->nonspace] == c;
}

/* Steps over COLUMNS columns, perhaps ending inside a tab. */
static void scan_columns(struct scan *scan, size_t columns)
{
	struct line_state *state = &scan->state;

	while (columns > 0 && state->offset < scan->end) {
		size_t width = 1;

		state->partial = false;
		if (scan->bytes[state->offset] == '\t') {
			width = to_tab_stop(state->column);
			state->partial = width > columns;
			if (width > columns)
				width = columns;
		}
		state->column += width;
		state->offset += !state->partial;
		columns -= width;
	}
}

/* Steps over whole bytes up to OFFSET. */
static void scan_to(struct scan *scan, size_t offset)
{
	struct line_state *state = &scan->state;

	for (; state->offset < offset; state->offset++) {
		state->column +=
		    scan->bytes[state->offset] == '\t' ? to_tab_stop(state->column) : 1;
		state->partial = false;
	}
}

/* The blank that belongs to a ">" or to a list marker. */
static bool scan_optional_blank(struct scan *scan)
{
	if (scan->state.offset >= scan->end || !is_blank(scan->bytes[scan->state.offset]))
		return false;
	scan_columns(scan, 1);
	return true;
}

/* ---- containers ---- */

static bool scan_prefix(struct scan *scan, const struct container *container)
{
	size_t indent = scan_indent(scan);

	if (container->quote) {
		if (indent > QUOTE_INDENT || !scan_is(scan, '>'))
			return false;
		scan_columns(scan, indent + 1);
		scan_optional_blank(scan);
		return true;
	}
	if (indent >= container->width) {
		scan_columns(scan, container->width);
		return true;
	}
	if (scan->nonspace < scan->end)
		return false;
	scan_to(scan, scan->nonspace);
	return true;
}

/* Steps over the prefixes of the open containers; true when all were there. */
static bool scan_prefixes(struct scan *scan, const struct srcmap *map, size_t line)
{
	size_t i = map->depth;

	/* Those that open on this very line have no prefix: start inside them. */
	if (i && map->containers[i - 1].line == line) {
		scan->state = map->containers[i - 1].inside;
		scan->nonspace = scan->state.offset;
		return true;
	}
	for (i = 0; i < map->depth; i++) {
		if (!scan_prefix(scan, &map->containers[i]))
			return false;
	}
	return true;
}

static size_t list_marker_length(const struct scan *scan)
{
	size_t at = scan->nonspace;

	if (at < scan->end && strchr("*-+", scan->bytes[at]))
		return 1;
	while (at < scan->end && char_is_digit((unsigned char)scan->bytes[at]))
		at++;
	if (at == scan->nonspace || at == scan->end || !strchr(".)", scan->bytes[at]))
		return 0;
	return at + 1 - scan->nonspace;
}

/* Steps over a list marker; returns the columns it asks of later lines, or 0. */
static size_t scan_item(struct scan *scan)
{
	size_t indent = scan_indent(scan);
	size_t marker = list_marker_length(scan);
	struct line_state after;
	size_t blanks = 0;

	if (!marker)
		return 0;
	scan_to(scan, scan->nonspace + marker);
	after = scan->state;
	/* Five blanks or more begin indented code, of which one belongs to the marker. */
	while (blanks <= TAB_STOP + 1 && scan_optional_blank(scan))
		blanks = scan->state.column - after.column;
	if (blanks < 1 || blanks > TAB_STOP || scan->state.offset >= scan->end) {
		scan->state = after;
		if (blanks)
			scan_optional_blank(scan);
		return indent + marker + 1;
	}
	return indent + marker + blanks;
}

bool srcmap_open(struct srcmap *map, bool quote, size_t line, size_t column)
{
	struct scan scan = scan_line(map, line);
	size_t at = scan.state.offset + column;
	struct container *container;
	bool right = scan_prefixes(&scan, map, line);
	size_t width = 0;

	scan_indent(&scan);
	right = right && scan.nonspace == at;
	if (quote) {
		right = right && scan_is(&scan, '>');
		if (right)
			scan_to(&scan, at + 1);
		scan_optional_blank(&scan);
	} else {
		width = scan_item(&scan);
		right = right && width;
	}
	if (map->depth == map->capacity) {
		map->capacity = map->capacity ? map->capacity * 2 : 16;
		map->containers =
		    memory_realloc(map->containers, map->capacity * sizeof(*map->containers));
	}
	container = &map->containers[map->depth++];
	*container = (struct container){quote, line, width, scan.state};
	return right;
}

void srcmap_close(struct srcmap *map)
{
	map->depth--;
}

bool srcmap_continues(struct srcmap *map, size_t line)
{
	struct scan scan = scan_line(map, line);

	return line < map->line_count && scan_prefixes(&scan, map, line);
}

bool srcmap_is_blank(struct srcmap *map, size_t line)
{
	struct scan scan = scan_line(map, line);

	scan_prefixes(&scan, map, line);
	scan_indent(&scan);
	return scan.nonspace >= scan.end;
}

size_t srcmap_indent(struct srcmap *map, size_t line)
{
	struct scan scan = scan_line(map, line);

	scan_prefixes(&scan, map, line);
	return scan_indent(&scan);
}

/* ---- content ---- */

static void add_segment(struct content *content, enum segment_kind kind, size_t source, size_t len,
                        size_t source_len)
{
	struct segment *last = content->count ? &content->segments[content->count - 1] : NULL;

	if (len == 0)
		return;
	if (last && last->kind == SEGMENT_BYTES && kind == SEGMENT_BYTES &&
	    last->source + last->source_len == source) {
		last->len += (uint32_t)len;
		last->source_len += (uint32_t)len;
		content->len += len;
		return;
	}
	if (content->count == content->capacity) {
		content->capacity = content->capacity ? content->capacity * 2 : 16;
		content->segments = memory_realloc(content->segments,
		                                   content->capacity * sizeof(*content->segments));
	}
	content->segments[content->count++] = (struct segment){
	    (uint32_t)content->len, (uint32_t)source, (uint32_t)len, (uint32_t)source_len, kind};
	content->len += len;
}

/* The break between two lines: it ends where the next line starts. */
static void add_line_break(struct srcmap *map, size_t start, size_t end)
{
	/* "\n" for "\n" is a byte like others: most paragraphs become one segment. */
	if (end == start + 1 && map->source->clean[start] == '\n')
		add_segment(&map->content, SEGMENT_BYTES, start, 1, 1);
	else
		add_segment(&map->content, SEGMENT_BREAK, start, 1, end - start);
}

static void add_bytes(struct srcmap *map, size_t start, size_t end)
{
	add_segment(&map->content, SEGMENT_BYTES, start, end - start, end - start);
}

/* A line that has the prefixes of the open containers before it. */
static void add_inner_line(struct srcmap *map, size_t line, bool text)
{
	struct scan scan = scan_line(map, line);
	struct line_state *state = &scan.state;
	bool matched = scan_prefixes(&scan, map, line);

	/* A lazy line lacks a prefix: cmark keeps the blanks before it. */
	if (text && matched) {
		scan_indent(&scan);
		scan_to(&scan, scan.nonspace);
	}
	if (state->partial) {
		add_segment(&map->content, SEGMENT_TAB, state->offset, to_tab_stop(state->column),
		            1);
		state->offset++;
	}
	add_bytes(map, state->offset, scan.end);
}

/* Puts the segments' bytes together; a single segment needs no copy. */
static void join(struct srcmap *map, bool trim)
{
	struct content *content = &map->content;
	const char *clean = map->source->clean;

	if (content->count == 1 && content->segments[0].kind == SEGMENT_BYTES) {
		content->bytes = clean + content->segments[0].source;
	} else {
		builder_clear(&content->copy);
		for (size_t i = 0; i < content->count; i++) {
			const struct segment *s = &content->segments[i];

			if (s->kind == SEGMENT_BYTES)
				builder_add(&content->copy, clean + s->source, s->len);
			else
				builder_add_repeated(&content->copy,
				                     s->kind == SEGMENT_TAB ? ' ' : '\n', s->len);
		}
		/* As behind a source: what follows may be looked at. */
		builder_add_repeated(&content->copy, '\0', SOURCE_PADDING);
		content->bytes = content->copy.bytes;
	}
	while (trim && content->len &&
	       char_is_space((unsigned char)content->bytes[content->len - 1]))
		content->len--;
}

static void begin(struct content *content)
{
	content->len = 0;
	content->count = 0;
	content->hint = 0;
}

/* True when LINE goes on, in the source as in the content, where the one before ended: after
 * one line feed, and without blanks that are taken off a line of text. */
static bool adjoins(const struct srcmap *map, size_t line, bool text)
{
	const char *clean = map->source->clean;
	size_t start = srcmap_line_start(map, line);

	return start - srcmap_line_start(map, line - 1) >= 2 && clean[start - 1] == '\n' &&
	       clean[start - 2] != '\r' && !(text && is_blank(clean[start]));
}

void srcmap_content(struct srcmap *map, size_t first, size_t column, size_t end, bool text)
{
	const char *clean = map->source->clean;
	size_t line_end = 0;

	begin(&map->content);
	for (size_t line = first; line < end; line++) {
		struct span span = srcmap_line(map, line);
		size_t start = span.start;

		if (line > first)
			add_line_break(map, line_end, start);
		else
			start = start + column < span.end ? start + column : span.end;
		if (line > first && map->depth) {
			add_inner_line(map, line, text);
		} else {
			size_t last = line;

			while (text && line > first && start < span.end && is_blank(clean[start]))
				start++;
			while (!map->depth && last + 1 < end && adjoins(map, last + 1, text))
				last++;
			if (last > line)
				span.end = srcmap_line(map, last).end;
			line = last;
			add_bytes(map, start, span.end);
		}
		line_end = span.end;
	}
	join(map, text);
}

void srcmap_heading(struct srcmap *map, size_t line, size_t column)
{
	struct span span = srcmap_line(map, line);
	const char *clean = map->source->clean;
	size_t start = span.start + column;
	size_t end = span.end;
	size_t hashes;

	begin(&map->content);
	while (start < end && clean[start] == '#')
		start++;
	while (start < end && is_blank(clean[start]))
		start++;
	while (end > start && char_is_space((unsigned char)clean[end - 1]))
		end--;
	hashes = end;
	while (hashes > start && clean[hashes - 1] == '#')
		hashes--;
	/* Closing number signs need a blank before them, or nothing at all. */
	if (hashes < end && (hashes == start || is_blank(clean[hashes - 1])))
		end = hashes;
	add_segment(&map->content, SEGMENT_BYTES, start, end - start, end - start);
	join(map, true);
}
