/*
 * A JSON object at the first byte; the text begins behind its last brace.
 *
 * Nothing but the object itself says where it ends. Its braces are counted first,
 * so that one with a mistake inside has an end as well.
 */
#include "parse/metadata_readers.h"

#include <string.h>

#include "parse/json.h"

/* Offset behind blanks and line breaks. */
static size_t skip_blanks(const struct source *source, size_t at)
{
	while (at < source->size && char_is_space((unsigned char)source->clean[at]))
		at++;
	return at;
}

/* Offset behind the string at AT, which ends on its line at the latest. */
static size_t skip_string(const struct source *source, size_t at)
{
	for (at++; at < source->size; at++) {
		char c = source->clean[at];

		if (c == '"')
			return at + 1;
		if (c == '\n' || c == '\r')
			return at;
		if (c == '\\' && at + 1 < source->size && source->clean[at + 1] != '\n' &&
		    source->clean[at + 1] != '\r')
			at++;
	}
	return at;
}

/* Offset behind the brace that closes the one at AT; SIZE_MAX when none does. */
static size_t skip_object(const struct source *source, size_t at)
{
	size_t depth = 0;

	while (at < source->size) {
		char c = source->clean[at];

		if (c == '"') {
			at = skip_string(source, at);
			continue;
		}
		at++;
		if (c == '{')
			depth++;
		else if (c == '}' && --depth == 0)
			return at;
	}
	return SIZE_MAX;
}

/* The first line that holds nothing but a closing brace, or else the one before
 * the first blank line: where an object that is never closed was meant to end. */
static size_t likely_end(const struct source *source)
{
	for (size_t line = 1; line < source->line_count; line++)
		if (slice_is(source_line_text(source, line), "}"))
			return source_line_start(source, line + 1);
	return metadata_text_begins(source, source->bom + 1);
}

/*
 * Whether the brace at the first byte opens an object rather than a template,
 * an attribute list or an expression: a key in quotes follows; or, when the
 * brace stands alone on its line, a word and a colon, which somebody took for
 * JSON.
 */
static bool is_object(const struct source *source)
{
	size_t at = skip_blanks(source, source->bom + 1);
	bool alone = slice_is(source_line_text(source, 0), "{");
	size_t start;

	/* Comments are none of JSON, but people write them. */
	while (alone && at + 1 < source->size && memcmp(source->clean + at, "//", 2) == 0)
		at = skip_blanks(source, source_line(source, source_line_at(source, at)).end);
	start = at;
	if (at < source->size && source->clean[at] == '"') {
		at = skip_string(source, at);
		if (source->clean[at - 1] != '"' || at - start < 2)
			return alone;
	} else if (alone) {
		while (at < source->size && (char_is_alnum((unsigned char)source->clean[at]) ||
		                             strchr("_-'", source->clean[at])))
			at++;
		if (at == start)
			return at < source->size && source->clean[at] == '}';
	} else {
		return slice_is(source_line_text(source, 0), "{}");
	}
	at = skip_blanks(source, at);
	return at < source->size && source->clean[at] == ':';
}

static bool find(const struct source *source, struct metadata *out, struct problems *problems)
{
	struct span first = source_line(source, 0);
	size_t end;
	size_t rest;

	(void)problems;
	if (source->bom >= source->size || source->bytes[source->bom] != '{' || !is_object(source))
		return false;
	end = skip_object(source, source->bom);
	rest = end == SIZE_MAX ? end : skip_blanks(source, end);
	if (end <= first.end && rest < first.end && !strchr(",:]}", source->clean[rest]))
		return false; /* a sentence about an object */
	out->opening = source->bom;
	if (end == SIZE_MAX)
		out->body = likely_end(source);
	else if (rest < source_line(source, source_line_at(source, end)).end)
		out->body = end; /* what else stands on the line is text */
	else
		out->body = source_line_start(source, source_line_at(source, end) + 1);
	out->insertion = metadata_after(source, source->bom + 1);
	if (out->insertion > out->body)
		out->insertion = source->bom + 1;
	out->span = (struct span){out->opening, out->body};
	return true;
}

static void read(struct arena *arena, const struct source *source, struct metadata *out,
                 struct problems *problems, struct comments *comments)
{
	(void)comments;
	out->root = json_read(arena, source, out->span, 0, problems);
	out->broken = out->root == NULL;
}

/* A new field stands first, in front of the others. */
const struct metadata_reader metadata_json = {
    "JSON front matter", find, read, "  \"%s\": \"%s\",", NULL, NULL, NULL};
