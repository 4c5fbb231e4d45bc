/*
 * The reader of simple YAML: what its two files share. yaml_simple.c reads collections,
 * yaml_simple_scalar.c lines and scalars.
 *
 * Reading stops at the first thing that is not simple: functions return false or NULL
 * then, and the place is lost.
 */
#ifndef PARSE_YAML_SIMPLE_READER_H
#define PARSE_YAML_SIMPLE_READER_H

#include "parse/yaml_gaps.h"
#include "parse/yaml_names.h"

enum { SIMPLE_AT_END = -1 }; /* the column behind the last line */

struct simple {
	struct arena *arena;
	const char *bytes;
	size_t at;
	size_t end;
	size_t line;      /* where the line of AT begins */
	ptrdiff_t column; /* of the first content of a line, while AT stands there */
	size_t room;      /* so many nodes more are taken */
	size_t depth;     /* open collections */
	struct yaml_gaps gaps;
	struct yaml_names names;
	struct textmap_builder builder;
};

/* A scalar on one line. */
struct simple_token {
	struct span span; /* quotes included */
	struct span text;
	bool quoted;
	bool escaped; /* the text is in the builder */
};

/* Moves to the first content at or behind LINE, where a line begins. */
bool simple_to_content(struct simple *s, size_t line);

/* Moves to the next content behind a line on which nothing but a comment may follow. */
bool simple_end_line(struct simple *s);

/* The comment at AT, up to the end of its line. */
void simple_take_comment(struct simple *s);

/* Whether a document mark or a directive may begin at AT, where a line does. */
bool simple_is_mark(const struct simple *s);

/* A plain or quoted scalar, inside brackets or not. Leaves AT where a plain one
 * stopped, behind its last blank. */
bool simple_read_token(struct simple *s, bool flow, struct simple_token *token);

/* Reads on in the lines behind TOKEN, a plain scalar that AT stands behind, which are
 * indented by more than INDENT: they belong to it. */
bool simple_read_on(struct simple *s, ptrdiff_t indent, struct simple_token *token);

/* A node of an empty span at START; EXTRA bytes behind it are the caller's. */
struct node *simple_new_node(struct simple *s, enum node_kind kind, size_t start, size_t extra);

struct node *simple_scalar_node(struct simple *s, const struct simple_token *token);

/* A block scalar inside a collection in column INDENT, whose first line says how far
 * it is indented. Moves to the next content. */
struct node *simple_read_block(struct simple *s, ptrdiff_t indent);

/* Whether a blank or the end of a line stands at AT. */
static inline bool simple_is_blank(const struct simple *s, size_t at)
{
	char c = at < s->end ? s->bytes[at] : '\n';

	return c == ' ' || c == '\n' || c == '\r';
}

static inline bool simple_is_at(const struct simple *s, char c)
{
	return s->at < s->end && s->bytes[s->at] == c;
}

/* A "\r" stands before a "\n", and is a blank at the end of its line. */
static inline void simple_skip_blanks(struct simple *s)
{
	while (simple_is_at(s, ' ') || simple_is_at(s, '\r'))
		s->at++;
}

#endif
