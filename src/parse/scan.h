/*
 * Scan: what the readers of literal data (Elixir, TOML, JSON) have in common: a
 * cursor over a range of clean bytes, text that is mapped to its source piece by
 * piece, and a value tree with limits and unique keys.
 *
 * A reader that meets what it cannot take reports it once and passes NULL or
 * false all the way out. Recursion is bounded by SCAN_DEPTH_LIMIT.
 */
#ifndef PARSE_SCAN_H
#define PARSE_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/node.h"
#include "parse/comment.h"
#include "parse/problem.h"
#include "parse/yaml_names.h"

/* The same as YAML's: the root's depth is 0. */
enum { SCAN_DEPTH_LIMIT = 64, SCAN_NODE_LIMIT = 10000, SCAN_SIZE_LIMIT = 256 * 1024 };

struct scan {
	struct arena *arena;
	const struct source *source;
	const char *bytes; /* source->clean: holds no NUL before its end */
	size_t at;         /* the cursor */
	size_t end;
	size_t nodes;
	size_t node_limit;
	struct problems *problems;
	struct comments *comments;   /* NULL: not wanted */
	struct textmap_builder text; /* the scalar that is being read */
	struct yaml_names names;
};

/* A list or a map that is being read. The node comes first: every node of these
 * kinds that scan_open made can be cast back. */
struct scan_group {
	struct node node;
	struct node *last;
	struct scan_group *parent; /* for the reader that wants it */
	size_t depth;
	int origin; /* the reader's own */
};

struct scan_key {
	struct slice text;
	struct span span;
};

/* Ready to read RANGE; false when it is larger than SCAN_SIZE_LIMIT, which
 * LANGUAGE's problem then says. A NODE_LIMIT other than 0 replaces the usual one;
 * the caller has seen to the size then. Ended by scan_release in all cases. */
bool scan_init(struct scan *scan, struct arena *arena, const struct source *source,
               struct span range, size_t node_limit, const char *language,
               struct problems *problems, struct comments *comments);
void scan_release(struct scan *scan);

/* ---- the cursor ---- */

/* The byte AHEAD of the cursor; NUL at the end of the range. */
char scan_peek(const struct scan *scan, size_t ahead);
bool scan_is(const struct scan *scan, const char *text);

/* Length of the line break at AT, 0 when there is none. */
size_t scan_break(const struct scan *scan, size_t at);

/* Steps over spaces and tabs; then also over line breaks. */
void scan_blanks(struct scan *scan);
void scan_space(struct scan *scan);

/* Steps to the end of the line, which is a comment from the cursor on. */
void scan_comment(struct scan *scan);

/* What a person would call the thing at AT: a word with its dots and hyphens, or
 * one character. Empty at the end of the range. */
struct span scan_word(const struct scan *scan, size_t at);

/* ---- text ---- */

/* Source bytes [from, to) as they are; TEXT or CODE that stands for them. */
void scan_verbatim(struct scan *scan, size_t from, size_t to);
void scan_derived(struct scan *scan, const char *text, size_t len, size_t from, size_t to);
void scan_code(struct scan *scan, uint32_t code, size_t from, size_t to);

/* Adds the line break at the cursor as "\n" and steps over it. */
void scan_line_break(struct scan *scan);

/* A number of exactly DIGITS hexadecimal digits at AT. */
bool scan_hex(const struct scan *scan, size_t at, size_t digits, uint32_t *code);

/* ---- values; NULL: a limit was reached and reported ---- */

/* A scalar of the text collected so far, its span from START to the cursor. */
struct node *scan_scalar(struct scan *scan, size_t start, bool quoted);

/* The same for plain source bytes [start, end), where the cursor then stands. */
struct node *scan_plain(struct scan *scan, size_t start, size_t end, enum node_kind kind);

/* A list or map that begins at the cursor, at DEPTH. */
struct scan_group *scan_open(struct scan *scan, enum node_kind kind, size_t depth);

/* A key that was read as the scalar NODE; its span is the text alone, without
 * quotes or colon, so that a name can be put in its place. It is no value that
 * counts for the limit. */
struct scan_key scan_key_of(struct scan *scan, const struct node *node);

/* Whether KEY is new in GROUP, whose value VALUE (NULL: not of interest) will be; a
 * second one is reported, and its value is not to be appended. */
bool scan_new_key(struct scan *scan, struct scan_group *group, struct scan_key key,
                  const struct node *value);

void scan_append(struct scan_group *group, struct node *item);
void scan_append_keyed(struct scan_group *group, struct scan_key key, struct node *item);

/* ---- problems ---- */

struct problem *scan_problem(struct scan *scan, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "the list that begins here is never closed", for its opening of LEN bytes. */
void scan_unclosed(struct scan *scan, size_t opening, size_t len, const char *what,
                   const char *close);

/* "a comma is missing", after the value that ends at AFTER; FOUND, which is not
 * empty, stands there instead. */
void scan_comma_missing(struct scan *scan, size_t after, struct span found);

/* Offers to put SPAN in quotes, when it needs no escapes for it. */
void scan_offer_quotes(struct scan *scan, struct problem *problem, struct span span);

/* SPAN's bytes for a message: at most 40 code points. */
struct slice scan_shown(const struct scan *scan, struct span span);

#endif
