/*
 * Fields as lines of the text: "**Key:** value", under the first heading or at
 * the top, and where a pack wants it "Key: value" under the first heading. Found
 * from the lines alone, before Markdown is parsed.
 *
 * The line decides by a matcher, so that other ways to write a field in the
 * text need one matcher and one reader below.
 */
#include "parse/metadata_readers.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "parse/yaml_names.h"

enum { KEY_LIMIT = 60 };

struct field {
	struct span key;
	struct span value; /* trimmed; empty behind the mark when there is none */
};

/* Whether LINE is a field. */
typedef bool matcher(const struct source *source, struct span line, struct field *field);

static struct span trimmed(const struct source *source, struct span span)
{
	while (span.start < span.end && char_is_space(source->bytes[span.start]))
		span.start++;
	while (span.end > span.start && char_is_space(source->bytes[span.end - 1]))
		span.end--;
	return span;
}

static bool match_bold(const struct source *source, struct span line, struct field *field)
{
	struct slice text = source_slice(source, line);
	size_t end;
	size_t value;

	if (!slice_starts(text, "**"))
		return false;
	end = slice_find(text, "**", 2);
	if (end == SIZE_MAX || end == 2 || end > KEY_LIMIT)
		return false;
	value = end + 2;
	if (text.ptr[end - 1] == ':')
		end--;
	else if (value < text.len && text.ptr[value] == ':')
		value++;
	else
		return false;
	if (value < text.len && !char_is_space(text.ptr[value]))
		return false;
	field->key = trimmed(source, (struct span){line.start + 2, line.start + end});
	field->value = (struct span){line.start + value, line.end};
	/* A backslash at the end is a hard line break and no text. */
	if (text.len > value && text.ptr[text.len - 1] == '\\')
		field->value.end--;
	field->value = trimmed(source, field->value);
	if (field->value.start == field->value.end)
		field->value = (struct span){line.start + value, line.start + value};
	return field->key.start < field->key.end &&
	       !memchr(source->bytes + field->key.start, ':', field->key.end - field->key.start);
}

/* Line without a BOM. */
static struct span line_span(const struct source *source, size_t line)
{
	struct span span = source_line(source, line);

	if (line == 0)
		span.start = source->bom < span.end ? source->bom : span.end;
	return span;
}

static bool breaks_hard(struct slice text)
{
	return slice_ends(text, "  ") || slice_ends(text, "\\");
}

/* "Key: value" that a hard line break holds apart from its neighbours: else it
 * would be a sentence with a colon. */
static bool match_plain(const struct source *source, struct span line, struct field *field)
{
	struct slice text = source_slice(source, line);
	size_t at = source_line_at(source, line.start);
	size_t colon = slice_find(text, ":", 0);
	bool breaks = breaks_hard(text);

	if (colon == SIZE_MAX || colon == 0 || colon > KEY_LIMIT || char_is_space(text.ptr[0]))
		return false;
	for (size_t i = 0; i < colon; i++)
		if (!char_is_alnum(text.ptr[i]) && !strchr(" -_", text.ptr[i]) &&
		    (text.ptr[i] & 0x80) == 0)
			return false;
	if (!breaks && (at == 0 || !breaks_hard(source_slice(source, source_line(source, at - 1)))))
		return false;
	field->key = (struct span){line.start, line.start + colon};
	field->value = (struct span){field->key.end + 1, line.end};
	if (slice_ends(text, "\\"))
		field->value.end--;
	if (field->value.start < field->value.end &&
	    !char_is_space(source->bytes[field->value.start]))
		return false;
	field->value = trimmed(source, field->value);
	if (field->value.start == field->value.end)
		field->value = (struct span){field->key.end + 1, field->key.end + 1};
	return text.ptr[0] != '-' && text.ptr[0] != '_';
}

static bool is_blank_line(const struct source *source, size_t line)
{
	return slice_trim(source_slice(source, line_span(source, line))).len == 0;
}

static bool is_fence(struct slice text)
{
	return slice_starts(text, "```") || slice_starts(text, "~~~");
}

/* A line under which the first one is a heading of level 1. */
static bool is_underline(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != '=')
			return false;
	return text.len > 0;
}

/* The line after the first heading of level 1; 0 when there is none. */
static size_t line_after_title(const struct source *source)
{
	bool fenced = false;

	for (size_t line = 0; line < source->line_count; line++) {
		struct slice text = slice_trim(source_slice(source, line_span(source, line)));

		if (is_fence(text))
			fenced = !fenced;
		if (fenced)
			continue;
		if (slice_starts(text, "# ") || slice_is(text, "#") ||
		    (is_underline(text) && line > 0 && !is_blank_line(source, line - 1)))
			return line + 1;
	}
	return 0;
}

/* Whether the text of LINE would go on in the paragraph of the line before it. */
static bool continues(const struct source *source, size_t line, matcher *match)
{
	struct field field;
	struct slice text;

	if (line >= source->line_count || is_blank_line(source, line) ||
	    match(source, line_span(source, line), &field))
		return false;
	text = slice_trim(source_slice(source, line_span(source, line)));
	return !strchr("#>-+*=|<`~", text.ptr[0]);
}

/*
 * The lines [*FIRST, *END) from line FROM on that are fields or stand between
 * two. A single bold line whose text runs on in the next line is a paragraph
 * ("**Note:** …") and no field.
 */
static bool find_lines(const struct source *source, size_t from, matcher *match, size_t *first,
                       size_t *end)
{
	bool in_group = false;
	bool found = false;

	for (size_t line = from; line < source->line_count; line++) {
		struct field field;

		if (is_blank_line(source, line)) {
			in_group = false;
			continue;
		}
		if (!match(source, line_span(source, line), &field) ||
		    (!in_group && continues(source, line + 1, match)))
			break;
		in_group = true;
		if (!found)
			*first = line;
		found = true;
		*end = line + 1;
	}
	return found;
}

static bool find_with(const struct source *source, matcher *match, bool at_top,
                      struct metadata *out)
{
	size_t first;
	size_t end;

	if (!at_top || !find_lines(source, 0, match, &first, &end)) {
		size_t title = line_after_title(source);

		if (title == 0 || !find_lines(source, title, match, &first, &end))
			return false;
	}
	out->body = source->bom;
	out->opening = line_span(source, first).start;
	out->span.start = out->opening;
	out->span.end = end < source->line_count ? source->lines[end] : source->size;
	/* Where no line break ends the last field, a new one goes before it. */
	out->insertion =
	    end < source->line_count ? out->span.end : line_span(source, end - 1).start;
	return true;
}

static struct node *new_field(struct arena *arena, const struct source *source,
                              const struct field *field, struct textmap_builder *builder)
{
	struct node *node = arena_alloc(arena, sizeof(*node));

	node->key = slice_from(source->clean + field->key.start, field->key.end - field->key.start);
	node->key_span = field->key;
	node->span = field->value;
	if (field->value.start == field->value.end)
		return node;
	node->kind = NODE_SCALAR;
	textmap_add(builder, TEXTMAP_VERBATIM, source->clean + field->value.start,
	            field->value.end - field->value.start, field->value.start,
	            field->value.end - field->value.start);
	node->map = textmap_finish(builder, arena);
	return node;
}

static void read_with(struct arena *arena, const struct source *source, matcher *match,
                      struct metadata *out, struct problems *problems)
{
	struct node *root = arena_alloc(arena, sizeof(*root));
	struct node *last = NULL;
	struct textmap_builder builder = {0};
	struct yaml_names names = {.arena = arena};
	size_t line = source_line_at(source, out->opening);

	root->kind = NODE_MAP;
	root->span = out->span;
	for (; line < source->line_count && source->lines[line] < out->span.end; line++) {
		struct field field;
		struct node *node;
		const struct yaml_name *first;

		if (!match(source, line_span(source, line), &field))
			continue;
		node = new_field(arena, source, &field, &builder);
		first = yaml_names_find(&names, root, node->key);
		if (first) {
			struct problem *problem = problems_add(
			    problems, PROBLEM_DUPLICATE_KEY, node->key_span,
			    "`%.*s` is given twice",
			    (int)utf8_advance(node->key.ptr, node->key.len, 40), node->key.ptr);

			problem->related = first->key_span;
			problem->related_text = "first given here";
			problem->help = "keep one of them";
			continue;
		}
		yaml_names_add(
		    &names,
		    (struct yaml_name){.map = root, .text = node->key, .key_span = node->key_span});
		node_append(root, &last, node);
	}
	textmap_builder_release(&builder);
	out->root = root;
}

static bool find(const struct source *source, struct metadata *out, struct problems *problems)
{
	(void)problems;
	return find_with(source, match_bold, true, out);
}

static void read(struct arena *arena, const struct source *source, struct metadata *out,
                 struct problems *problems, struct comments *comments)
{
	(void)comments;
	read_with(arena, source, match_bold, out, problems);
}

const struct metadata_reader metadata_bold = {
    "bold field lines", find, read, "**%s:** %s", NULL, NULL, NULL};

static bool find_plain(const struct source *source, struct metadata *out, struct problems *problems)
{
	(void)problems;
	return find_with(source, match_plain, false, out);
}

static void read_plain(struct arena *arena, const struct source *source, struct metadata *out,
                       struct problems *problems, struct comments *comments)
{
	(void)comments;
	read_with(arena, source, match_plain, out, problems);
}

const struct metadata_reader metadata_plain = {"field lines", find_plain, read_plain, "%s: %s  ",
                                               NULL,          NULL,       NULL};
