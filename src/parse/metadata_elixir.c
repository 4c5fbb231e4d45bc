/*
 * A literal Elixir map at the first byte and a line "---" behind it, as
 * NimblePublisher has it; or the map in an HTML comment at the first byte, as
 * pages do that are notebooks as well.
 *
 * NimblePublisher cuts at the first line "---", even one inside a text, and so
 * does this reader.
 */
#include "parse/metadata_readers.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "parse/elixir.h"
#include "parse/scan.h"

/* Where the parts of the container stand. */
struct layout {
	size_t map;
	size_t end; /* of what may hold the map, its comments and blanks */
	size_t body;
	bool comment;  /* it stands in an HTML comment */
	bool unclosed; /* the line "---" or the "-->" is missing */
};

static size_t skip_space(const struct source *source, size_t at)
{
	while (at < source->size && char_is_space((unsigned char)source->clean[at]))
		at++;
	return at;
}

static bool is_at(const struct source *source, size_t at, const char *text)
{
	return slice_starts(slice_from(source->clean + at, source->size - at), text);
}

static size_t line_end(const struct source *source, size_t at)
{
	return source_line(source, source_line_at(source, at)).end;
}

/* Offset behind blanks, line breaks and comments. */
static size_t skip_comments(const struct source *source, size_t at)
{
	at = skip_space(source, at);
	while (at < source->size && source->clean[at] == '#')
		at = skip_space(source, line_end(source, at));
	return at;
}

/* How a map writes its first key. */
enum style {
	STYLE_NONE, /* no key stands there */
	STYLE_COLON,
	STYLE_TEXT, /* "key" => */
	STYLE_ATOM, /* :key => */
};

/* The style of the key at AT, which ends on its line. */
static enum style key_style(const struct source *source, size_t at)
{
	struct slice line = slice_from(source->clean + at, line_end(source, at) - at);
	bool quoted = line.len && (line.ptr[0] == '"' || slice_starts(line, ":\""));
	bool atom = slice_starts(line, ":");
	size_t end = atom ? 1 : 0;

	if (quoted) {
		end = slice_find(line, "\"", end + 1);
		if (end == SIZE_MAX)
			return STYLE_NONE;
		end++;
	} else {
		while (end < line.len && (char_is_alnum((unsigned char)line.ptr[end]) ||
		                          strchr("_-?!", line.ptr[end])))
			end++;
	}
	if (end == (atom ? 1 : 0))
		return STYLE_NONE;
	if (!atom && end < line.len && line.ptr[end] == ':' &&
	    (quoted || end + 1 == line.len || char_is_space((unsigned char)line.ptr[end + 1])))
		return STYLE_COLON;
	if (!slice_starts(slice_trim(slice_sub(line, end, line.len)), "=>"))
		return STYLE_NONE;
	return atom ? STYLE_ATOM : STYLE_TEXT;
}

static bool is_key(const struct source *source, size_t at)
{
	return key_style(source, at) != STYLE_NONE;
}

/* Where the map at the start of RANGE ends; SIZE_MAX when it cannot be read. */
static size_t map_end(const struct source *source, struct span range)
{
	struct arena *arena = arena_new();
	struct problems problems = {.arena = arena};
	size_t end;

	if (range.end - range.start > SCAN_SIZE_LIMIT)
		range.end = range.start + SCAN_SIZE_LIMIT;
	elixir_read(arena, source, range, &end, &problems, NULL);
	arena_free(arena);
	return end;
}

static bool is_empty(const struct source *source, size_t map)
{
	size_t at = skip_comments(source, map + 2);

	return at < source->size && source->clean[at] == '}';
}

/* ---- in front of a line "---" ---- */

/* The first line "---", or line_count. */
static size_t find_separator(const struct source *source)
{
	size_t line = 1;

	while (line < source->line_count && !slice_is(source_line_text(source, line), "---"))
		line++;
	return line;
}

/* Whether the code goes on at AT, behind a map that ends at END. */
static bool goes_on(const struct source *source, size_t end, size_t at)
{
	return is_at(source, at, "|>") || is_at(source, at, "<>") || is_at(source, at, "++") ||
	       (at < line_end(source, end) && strchr(",}])", source->clean[at]));
}

static bool lay_out_block(const struct source *source, struct layout *layout)
{
	size_t separator = find_separator(source);
	size_t line = source_line_start(source, separator);
	size_t end = map_end(source, (struct span){layout->map, line});
	size_t next = end == SIZE_MAX ? end : skip_comments(source, end);
	bool begins =
	    is_key(source, skip_comments(source, layout->map + 2)) ||
	    (slice_is(source_line_text(source, 0), "%{") && separator < source->line_count);

	layout->end = line;
	layout->body = source_line_start(source, separator + 1);
	layout->unclosed = separator == source->line_count;
	if (end == SIZE_MAX) {
		if (layout->unclosed)
			layout->body = layout->end = metadata_text_begins(source, layout->map + 2);
		return begins;
	}
	if (is_empty(source, layout->map) && (layout->unclosed || next < line))
		return false;
	if (next >= line && !layout->unclosed)
		return true;
	if (goes_on(source, end, next)) {
		if (layout->unclosed)
			layout->body = layout->end = metadata_text_begins(source, end);
		return true;
	}
	if (next < line_end(source, layout->map))
		return false; /* a sentence about a map */
	/* A line "---" that stands further down is the text's own. */
	layout->unclosed = true;
	layout->body = source_line_start(source, source_line_at(source, end) + 1);
	layout->end = layout->body;
	return true;
}

/* ---- in an HTML comment ---- */

static bool lay_out_comment(const struct source *source, struct layout *layout)
{
	struct slice whole = slice_from(source->clean, source->size);
	size_t end;

	if (!is_key(source, skip_comments(source, layout->map + 2)) &&
	    !is_empty(source, layout->map))
		return false;
	/* Site builders look for the end behind the map: a text may hold an arrow. */
	end = map_end(source, (struct span){layout->map, source->size});
	layout->comment = true;
	layout->end = slice_find(whole, "-->", end == SIZE_MAX ? layout->map : end);
	layout->unclosed = layout->end == SIZE_MAX;
	if (layout->unclosed)
		layout->end = layout->body = metadata_text_begins(source, layout->map + 2);
	else
		layout->body = metadata_after(source, layout->end + 3);
	if (end != SIZE_MAX && layout->unclosed)
		layout->end = layout->body =
		    source_line_start(source, source_line_at(source, end) + 1);
	return true;
}

/* ---- both ---- */

static bool lay_out(const struct source *source, struct layout *layout)
{
	*layout = (struct layout){.map = source->bom};
	if (is_at(source, source->bom, "%{"))
		return lay_out_block(source, layout);
	if (!is_at(source, source->bom, "<!--"))
		return false;
	layout->map = skip_space(source, source->bom + 4);
	return is_at(source, layout->map, "%{") && lay_out_comment(source, layout);
}

/* A key with a colon must not stand before one with an arrow: how a new field is
 * written depends on the first one. */
static bool find_style(const struct source *source, struct metadata *out, enum style style)
{
	struct layout layout;
	enum style first;

	if (!lay_out(source, &layout))
		return false;
	first = key_style(source, skip_comments(source, layout.map + 2));
	if ((first == STYLE_NONE ? STYLE_COLON : first) != style)
		return false;
	out->opening = source->bom;
	out->body = layout.body;
	out->insertion = metadata_after(source, layout.map + 2);
	if (out->insertion > layout.end)
		out->insertion = layout.map + 2;
	out->span = (struct span){out->opening, out->body};
	return true;
}

static void report_unclosed(const struct source *source, const struct layout *layout,
                            const struct metadata *out, struct problems *problems)
{
	struct span opening = {out->opening, layout->comment ? out->opening + 4 : layout->map + 2};
	struct problem *problem =
	    problems_add(problems, PROBLEM_SYNTAX, opening,
	                 layout->comment ? "the comment that begins here is never closed"
	                                 : "no line `---` follows the map that begins here");
	const char *newline = source_newline(source, out->body);
	bool broken_line = out->body > 0 && strchr("\r\n", source->bytes[out->body - 1]);
	const char *close = layout->comment ? "-->" : "---";

	problem->help = layout->comment ? "close it with `-->` behind the map"
	                                : "add a line `---` behind the map";
	problem->fix_title = problem->help;
	problem->fix_span = (struct span){out->body, out->body};
	problem->fix_text =
	    arena_printf(problems->arena, "%s%s%s", broken_line ? "" : newline, close, newline);
}

static void read(struct arena *arena, const struct source *source, struct metadata *out,
                 struct problems *problems, struct comments *comments)
{
	struct layout layout;
	size_t end;

	lay_out(source, &layout);
	out->root = elixir_read(arena, source, (struct span){layout.map, layout.end}, &end,
	                        problems, comments);
	if (out->root && layout.unclosed) {
		report_unclosed(source, &layout, out, problems);
		out->root = NULL;
	}
	out->broken = out->root == NULL;
}

static bool find_colons(const struct source *source, struct metadata *out,
                        struct problems *problems)
{
	(void)problems;
	return find_style(source, out, STYLE_COLON);
}

static bool find_texts(const struct source *source, struct metadata *out, struct problems *problems)
{
	(void)problems;
	return find_style(source, out, STYLE_TEXT);
}

static bool find_atoms(const struct source *source, struct metadata *out, struct problems *problems)
{
	(void)problems;
	return find_style(source, out, STYLE_ATOM);
}

static const char elixir_name[] = "Elixir front matter";

/* Elixir wants no comma behind the last field: whatever comes before has one. */
const struct metadata_reader metadata_elixir = {
    elixir_name, find_colons, read, "  %s: \"%s\",", "%{\n", "  draft: true\n}\n---\n", "  # "};
const struct metadata_reader metadata_elixir_texts = {
    elixir_name, find_texts, read, "  \"%s\" => \"%s\",", "%{\n", "  \"draft\" => true\n}\n---\n",
    "  # "};
const struct metadata_reader metadata_elixir_atoms = {
    elixir_name, find_atoms, read, "  :%s => \"%s\",", "%{\n", "  :draft => true\n}\n---\n",
    "  # "};
