/* TOML between lines "+++", as Hugo and Zola have it. */
#include "parse/metadata_readers.h"

#include <string.h>

#include "base/arena.h"
#include "parse/toml.h"

static bool is_fence(const struct source *source, size_t line)
{
	return slice_is(source_line_text(source, line), "+++");
}

/* Whether LINE could be one of TOML: "key =", a header or a comment. */
static bool is_field(struct slice line)
{
	size_t equals = slice_find(line, "=", 0);

	line = slice_trim(line);
	if (slice_starts(line, "[") || slice_starts(line, "#"))
		return true;
	if (equals == SIZE_MAX || equals == 0 || equals > 60)
		return false;
	line = slice_trim(slice_sub(line, 0, equals));
	if (line.len && strchr("\"'", line.ptr[0]))
		return true;
	for (size_t i = 0; i < line.len; i++)
		if (!char_is_alnum((unsigned char)line.ptr[i]) && !strchr("_-. ", line.ptr[i]))
			return false;
	return line.len > 0;
}

/* Whether the first line after the fence that is not blank, before END, is TOML;
 * of no such line *EMPTY is set. */
static bool has_fields(const struct source *source, size_t end, bool *empty)
{
	size_t line = 1;

	while (line < end && source_line_text(source, line).len == 0)
		line++;
	*empty = line >= end;
	return !*empty && is_field(source_line_text(source, line));
}

/* The line that closes the block, or line_count. */
static size_t find_closing(const struct source *source)
{
	size_t line = 1;

	while (line < source->line_count && !is_fence(source, line))
		line++;
	return line;
}

static bool find(const struct source *source, struct metadata *out, struct problems *problems)
{
	size_t closing;
	bool fields;
	bool empty;

	(void)problems;
	if (source->line_count < 2 || !is_fence(source, 0))
		return false;
	closing = find_closing(source);
	fields = has_fields(source, closing, &empty);
	/* A line of three plus signs is otherwise text; a fence is closed, and what
	 * it holds begins at once. */
	if (closing == source->line_count ? !fields
	                                  : !fields && !empty && !source_line_text(source, 1).len)
		return false;
	out->opening = source->bom;
	out->body = closing < source->line_count ? source_line_start(source, closing + 1)
	                                         : metadata_text_begins(source, source->bom + 3);
	out->insertion = source_line_start(source, 1);
	out->span = (struct span){out->opening, out->body};
	return true;
}

static void report_unclosed(const struct source *source, const struct metadata *out,
                            struct problems *problems)
{
	struct problem *problem =
	    problems_add(problems, PROBLEM_SYNTAX, (struct span){out->opening, out->opening + 3},
	                 "the front matter that begins here is never closed");
	const char *newline = source_newline(source, out->body);
	bool broken_line = strchr("\r\n", source->bytes[out->body - 1]) != NULL;

	problem->help = "close it with a line `+++` after its last field";
	problem->fix_title = "close the front matter";
	problem->fix_span = (struct span){out->body, out->body};
	problem->fix_text =
	    arena_printf(problems->arena, "%s+++%s", broken_line ? "" : newline, newline);
}

static void read(struct arena *arena, const struct source *source, struct metadata *out,
                 struct problems *problems, struct comments *comments)
{
	size_t closing = find_closing(source);
	bool closed = closing < source->line_count;
	struct span range = {out->insertion,
	                     closed ? source_line_start(source, closing) : out->body};

	out->root = toml_read(arena, source, range, problems, comments);
	if (out->root && !closed) {
		report_unclosed(source, out, problems);
		out->root = NULL;
	}
	out->broken = out->root == NULL;
}

const struct metadata_reader metadata_toml = {
    "TOML front matter", find, read, "%s = \"%s\"", "+++\n", "+++\n", "# "};
