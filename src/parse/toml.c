#include "parse/toml.h"

#include <string.h>

#include "base/arena.h"
#include "parse/toml_scalar.h"
#include "parse/toml_table.h"

struct toml {
	struct scan scan;
	struct scan_group *root;
	struct scan_group *table; /* the one whose header was last */
};

static struct node *read_value(struct toml *toml, size_t depth, bool alone);

/* Steps over blanks, line breaks and comments. */
static void skip_space(struct scan *scan)
{
	scan_space(scan);
	while (scan_peek(scan, 0) == '#') {
		scan_comment(scan);
		scan_space(scan);
	}
}

/* What stands at the cursor, for a message; its end of line has no name. */
static struct span found_at(const struct scan *scan)
{
	if (scan->at == scan->end || scan_break(scan, scan->at))
		return (struct span){scan->at, scan->at};
	return scan_word(scan, scan->at);
}

/* ---- keys ---- */

static bool read_part(struct scan *scan, struct scan_key *key)
{
	size_t start = scan->at;
	struct problem *problem;
	struct span found;

	if (scan_peek(scan, 0) == '"' || scan_peek(scan, 0) == '\'') {
		struct node *text = toml_text(scan, true);

		if (text)
			*key = scan_key_of(scan, text);
		return text != NULL;
	}
	while (char_is_alnum((unsigned char)scan_peek(scan, 0)) || scan_peek(scan, 0) == '_' ||
	       scan_peek(scan, 0) == '-')
		scan->at++;
	*key =
	    (struct scan_key){slice_from(scan->bytes + start, scan->at - start), {start, scan->at}};
	if (scan->at > start)
		return true;
	found = found_at(scan);
	problem = found.end > found.start
	              ? scan_problem(scan, found, "a key is expected here, not `%.*s`",
	                             SLICE_ARG(scan_shown(scan, found)))
	              : scan_problem(scan, found, "a key is expected here");
	problem->help = "write `key = value`; a key of other signs than letters, digits, `_` and "
	                "`-` stands in quotes";
	return false;
}

/* "a.b.c": *GROUP becomes the table that KEY, the last part, belongs to. */
static bool read_path(struct scan *scan, struct scan_group **group, struct scan_key *key,
                      bool dotted)
{
	for (;;) {
		if (!read_part(scan, key))
			return false;
		scan_blanks(scan);
		if (scan_peek(scan, 0) != '.')
			return true;
		if (!toml_descend(scan, group, *key, dotted))
			return false;
		scan->at++;
		scan_blanks(scan);
	}
}

static bool read_equals(struct scan *scan, struct scan_key key)
{
	struct span found = found_at(scan);
	struct problem *problem;

	if (scan_peek(scan, 0) == '=') {
		scan->at++;
		scan_blanks(scan);
		return true;
	}
	problem = scan_problem(scan, found.end > found.start ? found : key.span,
	                       "an equals sign is missing after this key");
	if (found.end > found.start)
		problem->message = "an equals sign is missing before this";
	problem->help = "write `key = value`; text stands in quotes";
	if (scan_peek(scan, 0) == ':') {
		problem->message = "a key of TOML is followed by `=`, not by a colon";
		problem->fix_title = "write `=`";
		problem->fix_span = found;
		problem->fix_text = found.start == key.span.end ? " =" : "=";
	}
	return false;
}

/* "key = value" in TABLE. */
static bool read_pair(struct toml *toml, struct scan_group *table, bool alone)
{
	struct scan *scan = &toml->scan;
	struct scan_group *group = table;
	struct scan_key key;
	struct node *value;

	if (!read_path(scan, &group, &key, true) || !read_equals(scan, key))
		return false;
	value = read_value(toml, (group ? group : table)->depth + 1, alone);
	if (!value)
		return false;
	if (group && scan_new_key(scan, group, key, value))
		scan_append_keyed(group, key, value);
	toml_extend(scan, group);
	return true;
}

/* ---- values ---- */

static bool fail_item(struct scan *scan, const struct scan_group *list, size_t after)
{
	struct span found = found_at(scan);
	bool same_line = true;

	for (size_t at = after; at < scan->at; at++)
		same_line = same_line && !scan_break(scan, at);
	/* A word on a later line is the next key, rather than an item. */
	if (found.end == found.start ||
	    (!same_line && char_is_alpha((unsigned char)scan_peek(scan, 0))))
		scan_unclosed(scan, list->node.span.start, 1, "list", "]");
	else
		scan_comma_missing(scan, after, found);
	return false;
}

static struct node *read_list(struct toml *toml, size_t depth)
{
	struct scan *scan = &toml->scan;
	struct scan_group *list = scan_open(scan, NODE_LIST, depth);

	if (!list)
		return NULL;
	list->origin = TOML_VALUE;
	scan->at++;
	for (;;) {
		struct node *item;
		size_t after;

		skip_space(scan);
		if (scan_peek(scan, 0) == ']')
			break;
		if (scan->at == scan->end) {
			fail_item(scan, list, scan->at);
			return NULL;
		}
		item = read_value(toml, depth + 1, false);
		if (!item)
			return NULL;
		scan_append(list, item);
		after = scan->at;
		skip_space(scan);
		if (scan_peek(scan, 0) == ']')
			break;
		if (scan_peek(scan, 0) != ',') {
			fail_item(scan, list, after);
			return NULL;
		}
		scan->at++;
	}
	scan->at++;
	list->node.span.end = scan->at;
	return &list->node;
}

static bool fail_inline(struct scan *scan, const struct scan_group *table, size_t after)
{
	struct span found = found_at(scan);
	struct problem *problem;

	if (found.end > found.start && scan_peek(scan, 0) != '#') {
		scan_comma_missing(scan, after, found);
	} else if (scan->at == scan->end) {
		scan_unclosed(scan, table->node.span.start, 1, "table", "}");
	} else {
		problem = scan_problem(
		    scan, (struct span){table->node.span.start, table->node.span.start + 1},
		    "the table that begins here does not end on its line");
		problem->help = "close it with `}` on the same line, or give it a header `[name]`";
	}
	return false;
}

static struct node *read_inline(struct toml *toml, size_t depth)
{
	struct scan *scan = &toml->scan;
	struct scan_group *table = scan_open(scan, NODE_MAP, depth);
	size_t after;

	if (!table)
		return NULL;
	table->origin = TOML_VALUE;
	scan->at++;
	scan_blanks(scan);
	while (scan_peek(scan, 0) != '}') {
		size_t comma;

		after = scan->at;
		if (found_at(scan).end == scan->at || scan_peek(scan, 0) == '#') {
			fail_inline(scan, table, after);
			return NULL;
		}
		if (!read_pair(toml, table, false))
			return NULL;
		after = scan->at;
		scan_blanks(scan);
		if (scan_peek(scan, 0) == '}')
			break;
		comma = scan->at;
		if (scan_peek(scan, 0) != ',') {
			fail_inline(scan, table, after);
			return NULL;
		}
		scan->at++;
		scan_blanks(scan);
		if (scan_peek(scan, 0) == '}') {
			scan_problem(scan, (struct span){comma, comma + 1},
			             "nothing follows this comma, which TOML does not allow here")
			    ->help = "remove the comma";
			return NULL;
		}
	}
	scan->at++;
	table->node.span.end = scan->at;
	return &table->node;
}

static struct node *read_value(struct toml *toml, size_t depth, bool alone)
{
	switch (scan_peek(&toml->scan, 0)) {
	case '"':
	case '\'':
		return toml_text(&toml->scan, false);
	case '[':
		return read_list(toml, depth);
	case '{':
		return read_inline(toml, depth);
	default:
		return toml_plain(&toml->scan, alone);
	}
}

/* ---- lines ---- */

static bool read_header(struct toml *toml)
{
	struct scan *scan = &toml->scan;
	struct scan_group *group = toml->root;
	struct scan_key key;
	bool is_list = scan_is(scan, "[[");
	size_t start = scan->at;

	scan->at += is_list ? 2 : 1;
	scan_blanks(scan);
	if (!read_path(scan, &group, &key, false))
		return false;
	if (!scan_is(scan, is_list ? "]]" : "]")) {
		scan_unclosed(scan, start, is_list ? 2 : 1, "header", is_list ? "]]" : "]");
		return false;
	}
	scan->at += is_list ? 2 : 1;
	toml->table = toml_begin(scan, group, key, is_list);
	return toml->table != NULL;
}

static bool end_line(struct scan *scan)
{
	struct span found;

	scan_blanks(scan);
	if (scan_peek(scan, 0) == '#')
		scan_comment(scan);
	found = found_at(scan);
	if (found.end == found.start)
		return true;
	scan_problem(scan, found, "`%.*s` stands behind the end of the value",
	             SLICE_ARG(scan_shown(scan, found)))
	    ->help = "begin a new line for the next key; text stands in quotes as a whole";
	return false;
}

struct node *toml_read(struct arena *arena, const struct source *source, struct span range,
                       struct problems *problems, struct comments *comments)
{
	struct toml toml;
	struct scan *scan = &toml.scan;
	bool going = scan_init(scan, arena, source, range, 0, "TOML", problems, comments);

	toml.root = going ? scan_open(scan, NODE_MAP, 0) : NULL;
	toml.table = toml.root;
	if (going)
		toml.root->node.span = range;
	for (; going; going = going && end_line(scan)) {
		skip_space(scan);
		if (scan->at == scan->end)
			break;
		if (scan_peek(scan, 0) == '[')
			going = read_header(&toml);
		else
			going = read_pair(&toml, toml.table, true);
	}
	scan_release(scan);
	return going ? &toml.root->node : NULL;
}
