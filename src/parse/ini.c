#include "parse/ini.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

struct ini {
	struct arena *arena;
	const struct source *source;
	struct problems *problems;
	size_t line; /* the next one */
	struct node *root;
	struct node *section;
	struct node *last_section;
	struct node *last_entry;
	struct textmap_builder builder;
};

/* ---- spans ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct span trim(const struct ini *ini, struct span span)
{
	while (span.start < span.end && is_blank(ini->source->clean[span.start]))
		span.start++;
	while (span.end > span.start && is_blank(ini->source->clean[span.end - 1]))
		span.end--;
	return span;
}

static struct slice text_of(const struct ini *ini, struct span span)
{
	return slice_from(ini->source->clean + span.start, span.end - span.start);
}

static void add_verbatim(struct ini *ini, size_t start, size_t end)
{
	textmap_add(&ini->builder, TEXTMAP_VERBATIM, ini->source->clean + start, end - start, start,
	            end - start);
}

/* The text [START, END) of MAP as a map of its own. */
static struct textmap cut(struct ini *ini, const struct textmap *map, size_t start, size_t end)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct textmap_piece *piece = &map->pieces[i];
		size_t from = piece->text > start ? piece->text : start;
		size_t to = piece->text + piece->text_len;

		to = to < end ? to : end;
		if (from < to)
			add_verbatim(ini, piece->source + (from - piece->text),
			             piece->source + (to - piece->text));
	}
	return textmap_finish(&ini->builder, ini->arena);
}

/* ---- values ---- */

static struct node *new_value(struct ini *ini, struct span span)
{
	struct node *node = arena_alloc(ini->arena, sizeof(*node));

	node->kind = NODE_SCALAR;
	node->span = span;
	return node;
}

/* What stands between two QUOTEs, the first of which begins at START. */
static struct node *read_raw(struct ini *ini, size_t start, const char *quote)
{
	struct slice all = slice_from(ini->source->clean, ini->source->size);
	size_t len = strlen(quote);
	size_t close = slice_find(all, quote, start + len);
	struct node *node;

	if (close == SIZE_MAX) {
		problems_add(ini->problems, PROBLEM_SYNTAX, (struct span){start, start + len},
		             "the value that begins here does not end");
		ini->line = ini->source->line_count;
		return NULL;
	}
	node = new_value(ini, (struct span){start, close + len});
	node->quoted = true;
	add_verbatim(ini, start + len, close);
	node->map = textmap_finish(&ini->builder, ini->arena);
	ini->line = source_line_at(ini->source, close) + 1;
	return node;
}

/* A line, and those after it while a backslash ends them. */
static struct textmap read_lines(struct ini *ini, struct span line)
{
	while (line.start < line.end) {
		bool more = ini->source->clean[line.end - 1] == '\\';

		add_verbatim(ini, line.start, line.end - more);
		if (!more || ini->line == ini->source->line_count)
			break;
		line = trim(ini, source_line(ini->source, ini->line++));
	}
	return textmap_finish(&ini->builder, ini->arena);
}

/* Where a comment begins behind a value. */
static size_t comment_at(struct slice text)
{
	size_t at = slice_find(text, " #", 0);

	if (at == SIZE_MAX)
		at = slice_find(text, " ;", 0);
	return at < text.len ? at : text.len;
}

static struct node *read_value(struct ini *ini, struct span line)
{
	struct span span = trim(ini, line);
	struct textmap whole;
	struct slice text;
	struct node *node;
	size_t start = 0;
	size_t end;

	if (span.start == span.end)
		span.start = span.end = line.start;
	if (slice_starts(text_of(ini, span), "\"\"\""))
		return read_raw(ini, span.start, "\"\"\"");
	if (slice_starts(text_of(ini, span), "`"))
		return read_raw(ini, span.start, "`");
	whole = read_lines(ini, span);
	text = slice_from(whole.text, whole.len);
	end = comment_at(text);
	while (end && is_blank(text.ptr[end - 1]))
		end--;
	node = new_value(ini, end ? textmap_source(&whole, 0, end) : span);
	if (end >= 2 && text.ptr[0] == text.ptr[end - 1] && strchr("'\"", text.ptr[0])) {
		node->quoted = true;
		start++;
		end--;
	}
	node->map = cut(ini, &whole, start, end);
	return node;
}

/* ---- lines ---- */

static void begin_section(struct ini *ini, struct span name, size_t after)
{
	struct node *section = arena_alloc(ini->arena, sizeof(*section));

	section->kind = NODE_MAP;
	section->key =
	    slice_from(arena_copy(ini->arena, text_of(ini, name).ptr, name.end - name.start),
	               name.end - name.start);
	section->key_span = name;
	section->span = (struct span){after, after};
	node_append(ini->root, &ini->last_section, section);
	ini->section = section;
	ini->last_entry = NULL;
}

static void wrong_line(struct ini *ini, struct span line, const char *why)
{
	problems_add(ini->problems, PROBLEM_SYNTAX, line, "%s", why);
}

/* The name may hold brackets: it ends at the last one. */
static void read_section(struct ini *ini, struct span line)
{
	size_t close = line.end;

	while (close > line.start && ini->source->clean[close - 1] != ']')
		close--;
	if (close == line.start)
		wrong_line(ini, line, "the name of a section ends in `]`");
	else if (close == line.start + 2)
		wrong_line(ini, line, "a section needs a name: `[*.md]`");
	else
		begin_section(ini, (struct span){line.start + 1, close - 1}, close);
}

/* The key at the start of LINE, without its quotes; *AFTER is behind them. */
static struct span read_key(const struct ini *ini, struct span line, size_t *after)
{
	const char *bytes = ini->source->clean;
	struct span key = line;

	if (bytes[line.start] == '"' || bytes[line.start] == '`') {
		const char *close =
		    memchr(bytes + line.start + 1, bytes[line.start], line.end - line.start - 1);

		if (close) {
			*after = (size_t)(close - bytes) + 1;
			return (struct span){line.start + 1, *after - 1};
		}
	}
	while (key.start < line.end && bytes[key.start] != '=' && bytes[key.start] != ':')
		key.start++;
	*after = key.start;
	return trim(ini, (struct span){line.start, key.start});
}

static void read_entry(struct ini *ini, struct span line)
{
	size_t after;
	struct span key = read_key(ini, line, &after);
	struct node *value;

	while (after < line.end && is_blank(ini->source->clean[after]))
		after++;
	if (after == line.end || !strchr("=:", ini->source->clean[after])) {
		wrong_line(ini, line, "a line is `key = value`, `[section]` or a comment");
		return;
	}
	if (key.start >= key.end) {
		wrong_line(ini, line, "a key is expected before the value");
		return;
	}
	value = read_value(ini, (struct span){after + 1, line.end});
	if (!value)
		return;
	value->key = slice_from(arena_copy(ini->arena, text_of(ini, key).ptr, key.end - key.start),
	                        key.end - key.start);
	value->key_span = key;
	node_append(ini->section, &ini->last_entry, value);
	ini->section->span.end = value->span.end;
}

static void read_line(struct ini *ini, struct span line)
{
	char first;

	line = trim(ini, line);
	if (line.start == line.end)
		return;
	first = ini->source->clean[line.start];
	if (first == '[')
		read_section(ini, line);
	else if (first != '#' && first != ';')
		read_entry(ini, line);
}

struct node *ini_read(struct arena *arena, const struct source *source, struct problems *problems)
{
	struct ini ini = {.arena = arena, .source = source, .problems = problems};
	struct span start = {source->bom, source->bom};
	size_t before = problems->count;

	ini.root = arena_alloc(arena, sizeof(*ini.root));
	ini.root->kind = NODE_MAP;
	ini.root->span = (struct span){source->bom, source->size};
	begin_section(&ini, start, source->bom);
	while (ini.line < source->line_count) {
		struct span line = source_line(source, ini.line++);

		/* The first line begins behind the mark of the byte order. */
		line.start = line.start < source->bom ? source->bom : line.start;
		read_line(&ini, line);
	}
	textmap_builder_release(&ini.builder);
	return problems->count == before ? ini.root : NULL;
}
