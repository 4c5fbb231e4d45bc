#include "parse/yaml_simple_reader.h"

#include <string.h>

#include "base/arena.h"
#include "parse/yaml.h"

void simple_take_comment(struct simple *s)
{
	const char *newline = memchr(s->bytes + s->at, '\n', s->end - s->at);
	size_t end = newline ? (size_t)(newline - s->bytes) : s->end;

	if (s->gaps.comments) {
		s->gaps.seen = s->at;
		yaml_gaps_upto(&s->gaps, end);
	}
	s->at = end;
}

bool simple_is_mark(const struct simple *s)
{
	char c = s->bytes[s->at];

	return c == '%' || c == '.' || (c == '-' && !simple_is_blank(s, s->at + 1));
}

bool simple_to_content(struct simple *s, size_t line)
{
	for (;;) {
		s->line = line;
		s->at = line;
		simple_skip_blanks(s);
		if (s->at >= s->end) {
			s->column = SIMPLE_AT_END;
			return true;
		}
		if (simple_is_at(s, '#'))
			simple_take_comment(s);
		else if (!simple_is_at(s, '\n'))
			break;
		line = s->at < s->end ? s->at + 1 : s->end;
	}
	s->column = (ptrdiff_t)(s->at - s->line);
	return s->column > 0 || !simple_is_mark(s);
}

bool simple_end_line(struct simple *s)
{
	simple_skip_blanks(s);
	if (simple_is_at(s, '#') && s->bytes[s->at - 1] == ' ')
		simple_take_comment(s);
	if (s->at < s->end && !simple_is_at(s, '\n'))
		return false;
	return simple_to_content(s, s->at < s->end ? s->at + 1 : s->end);
}

static bool read_quoted(struct simple *s, struct simple_token *token)
{
	const char *bytes = s->bytes;
	char quote = bytes[s->at];
	size_t at = s->at + 1;
	size_t from = at;

	token->quoted = true;
	token->span.start = s->at;
	token->text.start = at;
	for (;; at++) {
		bool escape = false;

		if (at >= s->end || bytes[at] == '\n')
			return false;
		if (bytes[at] == quote) {
			escape = quote == '\'' && at + 1 < s->end && bytes[at + 1] == quote;
			if (!escape)
				break;
		} else if (bytes[at] == '\\' && quote == '"') {
			escape = at + 1 < s->end && (bytes[at + 1] == '"' || bytes[at + 1] == '\\');
			if (!escape)
				return false;
		}
		if (escape) {
			textmap_add(&s->builder, TEXTMAP_VERBATIM, bytes + from, at - from, from,
			            at - from);
			textmap_add(&s->builder, TEXTMAP_DERIVED, bytes + at + 1, 1, at, 2);
			token->escaped = true;
			at++;
			from = at + 1;
		}
	}
	if (token->escaped)
		textmap_add(&s->builder, TEXTMAP_VERBATIM, bytes + from, at - from, from,
		            at - from);
	token->text.end = at;
	s->at = at + 1;
	token->span.end = s->at;
	return true;
}

/* What a byte may mean to a plain scalar. */
enum { STOPS = 1, STOPS_IN_FLOW = 2, NOT_FIRST = 4 };

static const unsigned char meanings[256] = {
    ['\n'] = STOPS | NOT_FIRST,
    ['\r'] = STOPS | NOT_FIRST,
    [':'] = STOPS | NOT_FIRST,
    ['#'] = STOPS | NOT_FIRST,
    [','] = STOPS_IN_FLOW | NOT_FIRST,
    ['['] = STOPS_IN_FLOW | NOT_FIRST,
    [']'] = STOPS_IN_FLOW | NOT_FIRST,
    ['{'] = STOPS_IN_FLOW | NOT_FIRST,
    ['}'] = STOPS_IN_FLOW | NOT_FIRST,
    ['?'] = STOPS_IN_FLOW | NOT_FIRST,
    ['&'] = NOT_FIRST,
    ['*'] = NOT_FIRST,
    ['!'] = NOT_FIRST,
    ['|'] = NOT_FIRST,
    ['>'] = NOT_FIRST,
    ['\''] = NOT_FIRST,
    ['"'] = NOT_FIRST,
    ['%'] = NOT_FIRST,
    ['@'] = NOT_FIRST,
    ['`'] = NOT_FIRST,
    [' '] = NOT_FIRST,
};

static bool begins_plain(const struct simple *s, bool flow)
{
	unsigned char c = (unsigned char)s->bytes[s->at];

	if (c == '-' && flow)
		return s->at + 1 < s->end && char_is_alnum(s->bytes[s->at + 1]);
	if (c == '-')
		return !simple_is_blank(s, s->at + 1);
	return !(meanings[c] & NOT_FIRST);
}

/* The plain text at AT. Leaves AT where it stopped, behind its last blank. */
static bool scan_plain(struct simple *s, bool flow, struct simple_token *token)
{
	const unsigned char *bytes = (const unsigned char *)s->bytes;
	int stops = flow ? STOPS | STOPS_IN_FLOW : STOPS;
	size_t start = s->at;
	size_t at = start;
	size_t last;

	for (; at < s->end; at++) {
		if (!(meanings[bytes[at]] & stops))
			continue;
		if (bytes[at] == ':' && !simple_is_blank(s, at + 1)) {
			if (flow && (meanings[bytes[at + 1]] & STOPS_IN_FLOW))
				return false;
		} else if (bytes[at] != '#' || bytes[at - 1] == ' ') {
			break;
		}
	}
	if (at < s->end && bytes[at] == '?')
		return false; /* what it means has changed between versions */
	if (at == start)
		return false;
	s->at = at;
	for (last = at; bytes[last - 1] == ' ';)
		last--;
	token->span = (struct span){start, last};
	token->text = token->span;
	return true;
}

/* The first byte that is no blank at or behind AT, on its line. */
static size_t behind_blanks(const struct simple *s, size_t at)
{
	while (at < s->end && s->bytes[at] == ' ')
		at++;
	return at;
}

/* The line breaks of [from, to), where nothing else stands but blanks. */
static void add_breaks(struct simple *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (s->bytes[from] == '\n')
			textmap_add(&s->builder, TEXTMAP_VERBATIM, "\n", 1, from, 1);
}

bool simple_read_on(struct simple *s, ptrdiff_t indent, struct simple_token *token)
{
	while (simple_is_at(s, '\n')) {
		size_t newline = s->at;
		size_t line = newline + 1;
		size_t at = behind_blanks(s, line);
		struct span text = token->text;
		struct simple_token more;

		while (at < s->end && s->bytes[at] == '\n') {
			line = at + 1;
			at = behind_blanks(s, line);
		}
		if (at >= s->end || (ptrdiff_t)(at - line) <= indent || s->bytes[at] == '#')
			return true;
		s->at = at;
		if (indent < 0 || !scan_plain(s, false, &more))
			return false;
		if (!token->escaped)
			textmap_add(&s->builder, TEXTMAP_VERBATIM, s->bytes + text.start,
			            text.end - text.start, text.start, text.end - text.start);
		if (line == newline + 1)
			textmap_add(&s->builder, TEXTMAP_BREAK, " ", 1, newline, 1);
		else
			add_breaks(s, newline + 1, line);
		textmap_add(&s->builder, TEXTMAP_VERBATIM, s->bytes + at, more.text.end - at, at,
		            more.text.end - at);
		token->escaped = true;
		token->span.end = more.span.end;
	}
	return true;
}

bool simple_read_token(struct simple *s, bool flow, struct simple_token *token)
{
	*token = (struct simple_token){0};
	if (simple_is_at(s, '"') || simple_is_at(s, '\''))
		return read_quoted(s, token);
	return s->at < s->end && begins_plain(s, flow) && scan_plain(s, flow, token);
}

struct node *simple_new_node(struct simple *s, enum node_kind kind, size_t start, size_t extra)
{
	struct node *node;

	if (s->room == 0)
		return NULL;
	s->room--;
	node = arena_alloc(s->arena, sizeof(*node) + extra);
	node->kind = kind;
	node->span = (struct span){start, start};
	return node;
}

struct node *simple_scalar_node(struct simple *s, const struct simple_token *token)
{
	size_t len = token->text.end - token->text.start;
	size_t room = token->escaped ? 0 : sizeof(struct textmap_piece) + len + 1;
	struct node *node = simple_new_node(s, NODE_SCALAR, token->span.start, room);

	if (!node)
		return NULL;
	node->span = token->span;
	node->quoted = token->quoted;
	if (token->escaped) {
		node->map = textmap_finish(&s->builder, s->arena);
	} else {
		struct textmap_piece *piece = (struct textmap_piece *)(void *)(node + 1);
		char *text = (char *)(piece + 1);

		memcpy(text, s->bytes + token->text.start, len);
		*piece = (struct textmap_piece){0, (uint32_t)token->text.start, (uint32_t)len,
		                                (uint32_t)len, TEXTMAP_VERBATIM};
		node->map = (struct textmap){text, len, piece, len > 0};
	}
	if (!node->quoted && yaml_is_null(node_text(node)))
		node->kind = NODE_NULL;
	return node;
}

/* The end of the line that AT stands in. */
static size_t line_end(const struct simple *s, size_t at)
{
	const char *newline = memchr(s->bytes + at, '\n', s->end - at);

	return newline ? (size_t)(newline - s->bytes) : s->end;
}

/* Whether nothing but blanks stands from AT to the end of its line. */
static bool is_blank_line(const struct simple *s, size_t at)
{
	while (at < s->end && s->bytes[at] == ' ')
		at++;
	return simple_is_blank(s, at);
}

/*
 * The lines of a block scalar from LINE on, which are indented by INDENT at least;
 * *END becomes the end of the last. Moves to the line that follows, and to its content.
 */
static bool read_lines(struct simple *s, size_t line, size_t indent, bool folded, size_t *end)
{
	size_t behind = line; /* the line before, empty ones included */

	for (*end = line;;) {
		size_t at = line;

		while (at < s->end && at - line < indent && s->bytes[at] == ' ')
			at++;
		if (at == line && at < s->end && s->bytes[at] == '\n') {
			behind = line = at + 1;
			continue;
		}
		if (at < s->end && s->bytes[at] == '\r')
			return false;
		if (at == line || (at - line < indent && !simple_is_blank(s, at)))
			return simple_to_content(s, line);
		if (is_blank_line(s, at) || (folded && s->bytes[at] == ' '))
			return false;
		if (folded && *end + 1 == behind)
			textmap_add(&s->builder, TEXTMAP_BREAK, " ", 1, *end, 1);
		else if (*end < behind)
			add_breaks(s, *end + folded, behind);
		*end = line_end(s, at);
		if (s->bytes[*end - 1] == '\r')
			return false;
		textmap_add(&s->builder, TEXTMAP_VERBATIM, s->bytes + at, *end - at, at, *end - at);
		line = *end < s->end ? *end + 1 : s->end;
		behind = line;
	}
}

struct node *simple_read_block(struct simple *s, ptrdiff_t indent)
{
	bool folded = simple_is_at(s, '>');
	size_t start = s->at++;
	bool stripped = simple_is_at(s, '-');
	struct node *node = simple_new_node(s, NODE_SCALAR, start, 0);
	size_t line;
	size_t content;
	size_t end;

	if (stripped)
		s->at++;
	simple_skip_blanks(s);
	if (!node || !simple_is_at(s, '\n') || s->bytes[s->at - 1] == '\r')
		return NULL;
	line = s->at + 1;
	for (content = line; content < s->end && s->bytes[content] == ' ';)
		content++;
	if (simple_is_blank(s, content) || content == line ||
	    (ptrdiff_t)(content - line) <= indent ||
	    !read_lines(s, line, content - line, folded, &end))
		return NULL;
	if (!stripped && end < s->end)
		add_breaks(s, end, end + 1);
	node->quoted = true;
	node->span.end = end;
	node->map = textmap_finish(&s->builder, s->arena);
	return node;
}
