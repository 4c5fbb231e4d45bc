#include "parse/elixir.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "parse/elixir_scalar.h"

static struct node *read_value(struct scan *scan, size_t depth);

/* Steps over blanks, line breaks and comments. */
static void skip_space(struct scan *scan)
{
	scan_space(scan);
	while (scan_peek(scan, 0) == '#') {
		scan_comment(scan);
		scan_space(scan);
	}
}

/* ---- what cannot be read ---- */

static struct span operator_at(const struct scan *scan, size_t at)
{
	struct span span = {at, at};

	while (span.end < scan->end && strchr("|<>+-*/=.&^!@%~:", scan->bytes[span.end]))
		span.end++;
	return span;
}

/* Something that is no literal value stands where one is expected. */
static struct node *fail_value(struct scan *scan)
{
	struct span span = scan_word(scan, scan->at);
	struct slice shown = scan_shown(scan, span);
	char c = scan_peek(scan, 0);
	struct problem *problem;

	if (c && strchr(",}])|=>", c)) {
		problem =
		    scan_problem(scan, span, "a value is missing before `%.*s`", SLICE_ARG(shown));
		problem->help = "write `nil` or `\"\"` where there is none";
		return NULL;
	}
	if (c == '%') {
		span.end = scan_word(scan, scan->at + 1).end;
		problem = scan_problem(scan, span, "the struct `%.*s` is not read",
		                       SLICE_ARG(scan_shown(scan, span)));
		problem->help = "write a plain map `%{…}`, or a sigil such as `~D[2026-01-31]`";
		return NULL;
	}
	problem = scan_problem(scan, span, "`%.*s` is no literal value, and nothing is run here",
	                       SLICE_ARG(shown));
	problem->help = "text stands in double quotes, an atom begins with a colon";
	if (strchr("(.[{&@", scan_peek(scan, span.end - scan->at)) ||
	    memchr(shown.ptr, '.', shown.len))
		problem->help = "write out the value that it gives";
	else if (char_is_alpha((unsigned char)c))
		scan_offer_quotes(scan, problem, span);
	return NULL;
}

/* Something else than a comma or the closing bracket stands after VALUE. */
static bool fail_after(struct scan *scan, const struct node *value)
{
	struct span span = operator_at(scan, scan->at);
	struct slice text =
	    slice_from(scan->bytes + value->span.start, value->span.end - value->span.start);
	struct problem *problem;

	if (span.end > span.start && scan_peek(scan, 0) != ':' && scan_peek(scan, 0) != '%' &&
	    scan_peek(scan, 0) != '~') {
		problem = scan_problem(scan, span, "the operator `%.*s` would have to be run",
		                       SLICE_ARG(scan_shown(scan, span)));
		problem->help = "write out the value that it gives";
		return false;
	}
	/* A quote that was forgotten takes in all up to the next one. */
	if (text.len && text.ptr[0] == '"' && !slice_starts(text, "\"\"\"") &&
	    (memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len))) {
		problem =
		    scan_problem(scan, (struct span){value->span.start, value->span.start + 1},
		                 "the text that begins here runs into the next lines");
		problem->help = "is its closing quote missing?";
		problem->related = (struct span){value->span.end - 1, value->span.end};
		problem->related_text = "this quote ends it now";
		return false;
	}
	scan_comma_missing(scan, value->span.end, scan_word(scan, scan->at));
	return false;
}

/* What stands where a map expects a key is none. */
static bool fail_key(struct scan *scan, struct span span)
{
	struct span word = scan_word(scan, span.start);
	struct slice shown = scan_shown(scan, word);
	size_t behind = word.end - scan->at;
	struct problem *problem;

	if (word.end > span.end && scan_peek(scan, behind) == ':') {
		problem = scan_problem(scan, word, "the key `%.*s` needs quotes for its `%c`",
		                       SLICE_ARG(shown), scan->bytes[span.end]);
		problem->help = "write `\"key\": value`, or the key with underscores";
		scan_offer_quotes(scan, problem, word);
		return false;
	}
	problem = scan_problem(scan, word, "a key is expected here, not `%.*s`", SLICE_ARG(shown));
	problem->help = "write `key: value`";
	return false;
}

/* ---- keys ---- */

/* Steps over the colon of a key and the blank that Elixir wants behind it. */
static bool take_colon(struct scan *scan, struct span key)
{
	struct problem *problem;

	scan->at++;
	if (scan->at == scan->end || strchr(" \t\r\n", scan_peek(scan, 0)))
		return true;
	problem = scan_problem(scan, (struct span){key.start, scan->at},
	                       "a blank is missing after this key");
	problem->help = "Elixir wants `key: value`";
	problem->fix_title = "add the blank";
	problem->fix_span = (struct span){scan->at, scan->at};
	problem->fix_text = " ";
	return false;
}

static bool is_key_colon(const struct scan *scan)
{
	return scan_peek(scan, 0) == ':' && scan_peek(scan, 1) != ':';
}

/* One item: a value, and in a map or a keyword list its key. */
struct element {
	bool keyed; /* "key: value" */
	struct scan_key key;
	struct node *value;
};

/* Reads "key:" at the cursor, or a text that turns out to be no key: the value. */
static bool read_key(struct scan *scan, bool in_map, struct element *element)
{
	size_t start = scan->at;
	size_t end = elixir_name_end(scan, start);
	struct node *text;

	if (end > start) {
		struct slice name = slice_from(scan->bytes + start, end - start);

		scan->at = end;
		if (is_key_colon(scan)) {
			element->keyed = true;
			element->key = (struct scan_key){name, {start, end}};
			return take_colon(scan, element->key.span);
		}
		scan->at = start;
		if (in_map && !slice_is(name, "true") && !slice_is(name, "false") &&
		    !slice_is(name, "nil"))
			return fail_key(scan, (struct span){start, end});
	} else if (scan_peek(scan, 0) == '"' || scan_peek(scan, 0) == '\'') {
		text = elixir_text(scan);
		if (!text)
			return false;
		if (!is_key_colon(scan)) {
			element->value = text;
			return true;
		}
		element->keyed = true;
		element->key = scan_key_of(scan, text);
		return take_colon(scan, text->span);
	}
	return true;
}

/* "=>" and the value behind the key that ELEMENT's value turned out to be. */
static bool read_arrow(struct scan *scan, size_t depth, struct element *element)
{
	struct node *key = element->value;
	struct problem *problem;

	skip_space(scan);
	if (scan->at == scan->end)
		return true;
	if (!scan_is(scan, "=>") || key->kind == NODE_LIST || key->kind == NODE_MAP) {
		problem = scan_problem(scan, key->span, "a key is expected here, not %s",
		                       key->kind == NODE_SCALAR && !scan_is(scan, "=>")
		                           ? "a value alone"
		                           : node_kind_name(key));
		problem->help = "write `key: value` or `\"key\" => value`";
		return false;
	}
	element->key = scan_key_of(scan, key);
	scan->at += 2;
	skip_space(scan);
	element->value = scan->at < scan->end ? read_value(scan, depth) : NULL;
	return element->value || scan->at == scan->end;
}

/* An element of which element->value is NULL ends where the range does. */
static bool read_element(struct scan *scan, bool in_map, size_t depth, struct element *element)
{
	*element = (struct element){0};
	if (!read_key(scan, in_map, element))
		return false;
	if (element->keyed)
		skip_space(scan);
	if (!element->value && scan->at < scan->end) {
		element->value = read_value(scan, depth);
		if (!element->value)
			return false;
	}
	if (in_map && !element->keyed && element->value)
		return read_arrow(scan, depth, element);
	return true;
}

/* ---- lists and maps ---- */

/* After VALUE: steps to the next item or over CLOSE, which sets *CLOSED. */
static bool next_item(struct scan *scan, const struct node *value, char close, bool *closed)
{
	*closed = scan_peek(scan, 0) == close;
	if (!*closed && scan_peek(scan, 0) != ',')
		return fail_after(scan, value);
	scan->at++;
	if (*closed)
		return true;
	skip_space(scan);
	*closed = scan_peek(scan, 0) == close;
	if (*closed)
		scan->at++;
	return true;
}

static bool fail_order(struct scan *scan, const struct element *element)
{
	struct span span = element->key.text.ptr ? element->key.span : element->value->span;

	scan_problem(scan, span, "this stands behind a `key: value`, which Elixir does not allow")
	    ->help = "put the pairs with a colon last";
	return false;
}

/* Puts ELEMENT into GROUP; of a list, pairs are the map *PAIRS: the list itself or
 * its last item. */
static bool take_element(struct scan *scan, struct scan_group *group, struct element *element,
                         struct scan_group **pairs)
{
	size_t at = scan->at;

	if (*pairs && !element->keyed)
		return fail_order(scan, element);
	if (group->node.kind == NODE_LIST && element->keyed && !group->node.first) {
		group->node.kind = NODE_MAP;
		*pairs = group;
	} else if (element->keyed && !*pairs && group->node.kind == NODE_LIST) {
		scan->at = element->key.span.start;
		*pairs = scan_open(scan, NODE_MAP, group->depth + 1);
		scan->at = at;
		if (!*pairs)
			return false;
		scan_append(group, &(*pairs)->node);
	}
	if (*pairs) {
		scan_append_keyed(*pairs, element->key, element->value);
		(*pairs)->node.span.end = element->value->span.end;
	} else {
		scan_append(group, element->value);
	}
	return true;
}

/* Whether the range ends here, or a bracket that opened outside. */
static bool is_foreign(const struct scan *scan, char close)
{
	return scan->at == scan->end ||
	       (scan_peek(scan, 0) != close && strchr("}])", scan_peek(scan, 0)));
}

/* A list, tuple or map from its opening of LEN bytes to CLOSE. */
static struct node *read_group(struct scan *scan, enum node_kind kind, size_t len, char close,
                               const char *what, size_t depth)
{
	struct scan_group *group = scan_open(scan, kind, depth);
	struct scan_group *pairs = NULL;
	bool colons = false;
	bool closed;

	if (!group)
		return NULL;
	scan->at += len;
	skip_space(scan);
	closed = scan_peek(scan, 0) == close;
	if (closed)
		scan->at++;
	while (!closed) {
		struct element element = {0};

		if (scan->at < scan->end &&
		    !read_element(scan, kind == NODE_MAP, depth + 1, &element))
			return NULL;
		skip_space(scan);
		if (!element.value || is_foreign(scan, close)) {
			const char text[] = {close, '\0'};

			scan_unclosed(scan, group->node.span.start, len, what, text);
			return NULL;
		}
		if (kind == NODE_LIST) {
			if (!take_element(scan, group, &element, &pairs))
				return NULL;
		} else if (colons && !element.keyed) {
			fail_order(scan, &element);
			return NULL;
		} else if (scan_new_key(scan, group, element.key, element.value)) {
			scan_append_keyed(group, element.key, element.value);
		}
		colons = colons || element.keyed;
		if (!next_item(scan, element.value, close, &closed))
			return NULL;
	}
	group->node.span.end = scan->at;
	return &group->node;
}

static struct node *read_value(struct scan *scan, size_t depth)
{
	size_t end = elixir_name_end(scan, scan->at);
	struct slice name = slice_from(scan->bytes + scan->at, end - scan->at);
	char c = scan_peek(scan, 0);

	if (slice_is(name, "true") || slice_is(name, "false"))
		return scan_plain(scan, scan->at, end, NODE_SCALAR);
	if (slice_is(name, "nil"))
		return scan_plain(scan, scan->at, end, NODE_NULL);
	if (scan_is(scan, "%{"))
		return read_group(scan, NODE_MAP, 2, '}', "map", depth);
	if (c == '[')
		return read_group(scan, NODE_LIST, 1, ']', "list", depth);
	if (c == '{')
		return read_group(scan, NODE_LIST, 1, '}', "tuple", depth);
	if (c == '"' || c == '\'')
		return elixir_text(scan);
	if (c == ':')
		return elixir_atom(scan);
	if (c == '~')
		return elixir_sigil(scan, depth);
	if (char_is_digit((unsigned char)c) ||
	    ((c == '-' || c == '+') && char_is_digit((unsigned char)scan_peek(scan, 1))))
		return elixir_number(scan);
	return fail_value(scan);
}

struct node *elixir_read(struct arena *arena, const struct source *source, struct span range,
                         size_t *end, struct problems *problems, struct comments *comments)
{
	struct scan scan;
	struct node *root = NULL;

	*end = SIZE_MAX;
	if (scan_init(&scan, arena, source, range, 0, "Elixir", problems, comments))
		root = read_group(&scan, NODE_MAP, 2, '}', "map", 0);
	if (root) {
		*end = scan.at;
		skip_space(&scan);
	}
	if (root && scan.at < scan.end) {
		if (operator_at(&scan, scan.at).end > scan.at)
			fail_after(&scan, root);
		else
			scan_problem(&scan, scan_word(&scan, scan.at),
			             "the map has ended before this")
			    ->help = "remove it, or one of the braces before it";
		root = NULL;
	}
	scan_release(&scan);
	return root;
}
