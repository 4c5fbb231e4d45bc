#include "parse/json.h"

#include <string.h>

#include "base/arena.h"
#include "parse/scan.h"

static struct node *read_value(struct scan *scan, size_t depth);

/* ---- text ---- */

static bool is_surrogate(uint32_t code, uint32_t first)
{
	return code >= first && code < first + 0x400;
}

/* "\uXXXX" at the cursor, or a pair of them that is one character. */
static bool read_unicode(struct scan *scan)
{
	uint32_t code;
	uint32_t low;
	size_t len = 6;

	if (!scan_hex(scan, scan->at + 2, 4, &code))
		return false;
	if (is_surrogate(code, 0xD800) && scan_peek(scan, 6) == '\\' && scan_peek(scan, 7) == 'u' &&
	    scan_hex(scan, scan->at + 8, 4, &low) && is_surrogate(low, 0xDC00)) {
		code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		len = 12;
	} else if (is_surrogate(code, 0xD800) || is_surrogate(code, 0xDC00)) {
		code = 0xFFFD;
	}
	scan_code(scan, code, scan->at, scan->at + len);
	scan->at += len;
	return true;
}

static bool read_escape(struct scan *scan)
{
	static const char names[] = "\"\\/bfnrt";
	static const char values[] = "\"\\/\b\f\n\r\t";
	char c = scan_peek(scan, 1);
	const char *name = c ? strchr(names, c) : NULL;
	struct problem *problem;
	struct span span = {scan->at, scan->at + 1};

	if (name) {
		scan_derived(scan, &values[name - names], 1, scan->at, scan->at + 2);
		scan->at += 2;
		return true;
	}
	if (c == 'u' && read_unicode(scan))
		return true;
	if (c && !scan_break(scan, scan->at + 1))
		span.end++;
	problem = scan_problem(scan, span, "`%.*s` begins no escape of JSON",
	                       SLICE_ARG(scan_shown(scan, span)));
	problem->help = "a backslash itself is written `\\\\`, a character `\\u` and four digits";
	return false;
}

static struct node *read_text(struct scan *scan)
{
	size_t start = scan->at++;

	for (;;) {
		size_t from = scan->at;

		while ((unsigned char)scan_peek(scan, 0) >= ' ' && scan_peek(scan, 0) != '"' &&
		       scan_peek(scan, 0) != '\\')
			scan->at++;
		scan_verbatim(scan, from, scan->at);
		if (scan_peek(scan, 0) == '"') {
			scan->at++;
			return scan_scalar(scan, start, true);
		}
		if (scan_peek(scan, 0) == '\\') {
			if (!read_escape(scan))
				return NULL;
		} else if (scan->at == scan->end || scan_break(scan, scan->at)) {
			scan_unclosed(scan, start, 1, "text", "\"");
			return NULL;
		} else {
			struct problem *problem =
			    scan_problem(scan, (struct span){scan->at, scan->at + 1},
			                 "the control character U+%04X cannot stand in JSON",
			                 (unsigned)(unsigned char)scan_peek(scan, 0));

			problem->help = scan_peek(scan, 0) == '\t' ? "write it as `\\t`"
			                                           : "write it as an escape";
			return NULL;
		}
	}
}

/* ---- plain values ---- */

static bool digits(struct scan *scan)
{
	size_t start = scan->at;

	while (char_is_digit((unsigned char)scan_peek(scan, 0)))
		scan->at++;
	return scan->at > start;
}

/* Whether [START, cursor) becomes a number by stepping on. */
static bool is_number(struct scan *scan)
{
	if (scan_peek(scan, 0) == '-')
		scan->at++;
	if (scan_peek(scan, 0) == '0')
		scan->at++;
	else if (!digits(scan))
		return false;
	if (scan_peek(scan, 0) == '.') {
		scan->at++;
		if (!digits(scan))
			return false;
	}
	if (char_lower(scan_peek(scan, 0)) == 'e') {
		scan->at++;
		if (scan_peek(scan, 0) == '+' || scan_peek(scan, 0) == '-')
			scan->at++;
		return digits(scan);
	}
	return true;
}

static void fail_comment(struct scan *scan)
{
	scan_problem(scan, scan_word(scan, scan->at), "comments cannot stand in JSON")->help =
	    "remove it, or write the fields in YAML between `---` lines";
}

/* Neither text nor list nor object: a number, a word, or a mistake. */
static struct node *read_plain(struct scan *scan)
{
	struct span span = scan_word(scan, scan->at);
	struct slice shown = scan_shown(scan, span);
	struct problem *problem;
	size_t start = scan->at;

	if (slice_is(shown, "true") || slice_is(shown, "false"))
		return scan_plain(scan, span.start, span.end, NODE_SCALAR);
	if (slice_is(shown, "null"))
		return scan_plain(scan, span.start, span.end, NODE_NULL);
	if (is_number(scan) && scan->at >= span.end)
		return scan_plain(scan, start, scan->at, NODE_SCALAR);
	if (shown.len && (strchr(",:]}", shown.ptr[0]) != NULL || shown.ptr[0] == '\n' ||
	                  shown.ptr[0] == '\r')) {
		problem =
		    scan_problem(scan, span, "a value is missing before `%.*s`", SLICE_ARG(shown));
		problem->help = "write `\"\"` or `null` where there is none";
		return NULL;
	}
	if (shown.len && shown.ptr[0] == '/') {
		fail_comment(scan);
		return NULL;
	}
	problem = scan_problem(scan, span, "`%.*s` is no value of JSON", SLICE_ARG(shown));
	problem->help = "text stands in double quotes";
	if (span.end > span.start + 1 || (shown.len && char_is_alnum((unsigned char)shown.ptr[0])))
		scan_offer_quotes(scan, problem, span);
	return NULL;
}

/* ---- lists and objects ---- */

/* After an item that ended at AFTER: steps to the next one or over CLOSE, which
 * sets *CLOSED. */
static bool next_item(struct scan *scan, size_t after, char close, bool *closed)
{
	struct problem *problem;
	size_t comma = scan->at;

	*closed = scan_peek(scan, 0) == close;
	if (*closed) {
		scan->at++;
		return true;
	}
	if (scan_peek(scan, 0) == '/') {
		fail_comment(scan);
		return false;
	}
	if (scan_peek(scan, 0) != ',') {
		scan_comma_missing(scan, after, scan_word(scan, scan->at));
		return false;
	}
	scan->at++;
	scan_space(scan);
	if (scan_peek(scan, 0) != close)
		return true;
	problem = scan_problem(scan, (struct span){comma, comma + 1},
	                       "nothing follows this comma, which JSON does not allow");
	problem->help = "remove the comma";
	problem->fix_title = "remove the comma";
	problem->fix_span = problem->span;
	problem->fix_text = "";
	return false;
}

static struct node *read_list(struct scan *scan, size_t depth)
{
	struct scan_group *group = scan_open(scan, NODE_LIST, depth);
	bool closed;

	if (!group)
		return NULL;
	scan->at++;
	scan_space(scan);
	closed = scan_peek(scan, 0) == ']';
	if (closed)
		scan->at++;
	while (!closed) {
		struct node *item = NULL;
		size_t after;

		if (scan->at < scan->end && !(item = read_value(scan, depth + 1)))
			return NULL;
		after = scan->at;
		scan_space(scan);
		if (scan->at == scan->end || scan_peek(scan, 0) == '}') {
			scan_unclosed(scan, group->node.span.start, 1, "list", "]");
			return NULL;
		}
		scan_append(group, item);
		if (!next_item(scan, after, ']', &closed))
			return NULL;
	}
	group->node.span.end = scan->at;
	return &group->node;
}

/* A key and the colon behind it. */
static bool read_key(struct scan *scan, struct scan_key *key)
{
	struct problem *problem;
	struct node *text;

	if (scan_peek(scan, 0) == '/') {
		fail_comment(scan);
		return false;
	}
	if (scan_peek(scan, 0) != '"') {
		struct span span = scan_word(scan, scan->at);

		problem = scan_problem(scan, span, "`%.*s` cannot be a key",
		                       SLICE_ARG(scan_shown(scan, span)));
		problem->help = "a key of JSON stands in double quotes";
		if (char_is_alnum((unsigned char)scan_peek(scan, 0)) || scan_peek(scan, 0) == '_')
			scan_offer_quotes(scan, problem, span);
		return false;
	}
	text = read_text(scan);
	if (!text)
		return false;
	*key = scan_key_of(scan, text);
	scan_space(scan);
	if (scan_peek(scan, 0) != ':') {
		problem = scan_problem(scan, text->span, "a colon is missing after this key");
		problem->help = "write `\"key\": value`";
		return false;
	}
	scan->at++;
	scan_space(scan);
	return true;
}

static struct node *read_object(struct scan *scan, size_t depth)
{
	struct scan_group *group = scan_open(scan, NODE_MAP, depth);
	bool closed;

	if (!group)
		return NULL;
	scan->at++;
	scan_space(scan);
	closed = scan_peek(scan, 0) == '}';
	if (closed)
		scan->at++;
	while (!closed) {
		struct scan_key key;
		struct node *value;
		size_t after;

		if (scan->at < scan->end) {
			if (!read_key(scan, &key))
				return NULL;
			value = scan->at < scan->end ? read_value(scan, depth + 1) : NULL;
			if (!value && scan->at < scan->end)
				return NULL;
			if (value && scan_new_key(scan, group, key, value))
				scan_append_keyed(group, key, value);
		}
		after = scan->at;
		scan_space(scan);
		if (scan->at == scan->end || scan_peek(scan, 0) == ']') {
			scan_unclosed(scan, group->node.span.start, 1, "object", "}");
			return NULL;
		}
		if (!next_item(scan, after, '}', &closed))
			return NULL;
	}
	group->node.span.end = scan->at;
	return &group->node;
}

static struct node *read_value(struct scan *scan, size_t depth)
{
	switch (scan_peek(scan, 0)) {
	case '{':
		return read_object(scan, depth);
	case '[':
		return read_list(scan, depth);
	case '"':
		return read_text(scan);
	default:
		return read_plain(scan);
	}
}

struct node *json_read(struct arena *arena, const struct source *source, struct span range,
                       size_t node_limit, struct problems *problems)
{
	struct scan scan;
	struct node *root = NULL;

	if (scan_init(&scan, arena, source, range, node_limit, "JSON", problems, NULL)) {
		root = read_object(&scan, 0);
		scan_space(&scan);
	}
	if (root && scan.at < scan.end) {
		scan_problem(&scan, scan_word(&scan, scan.at), "the object has ended before this")
		    ->help = "remove it, or one of the braces before it";
		root = NULL;
	}
	scan_release(&scan);
	return root;
}

/* ---- stepping through ---- */

static void step_blanks(struct json_cursor *cursor)
{
	while (cursor->at < cursor->end && char_is_space(cursor->source->clean[cursor->at]))
		cursor->at++;
}

/* Past the text that begins at the cursor; false when it does not end. */
static bool step_text(struct json_cursor *cursor)
{
	const char *bytes = cursor->source->clean;

	for (size_t i = cursor->at + 1; i < cursor->end; i++) {
		if (bytes[i] == '\\') {
			i++;
		} else if (bytes[i] == '"') {
			cursor->at = i + 1;
			return true;
		}
	}
	return false;
}

/* Past the value that begins at the cursor. */
static bool step_value(struct json_cursor *cursor)
{
	const char *bytes = cursor->source->clean;
	size_t start = cursor->at;
	size_t depth = 0;

	while (cursor->at < cursor->end) {
		char c = bytes[cursor->at];

		if (depth == 0 && cursor->at > start && (c == ',' || c == '}' || c == ']'))
			return true;
		if (c == '"') {
			if (!step_text(cursor))
				return false;
		} else {
			depth += c == '{' || c == '[';
			depth -= depth && (c == '}' || c == ']');
			cursor->at++;
		}
		if (depth == 0 && (c == '"' || c == '}' || c == ']'))
			return true;
	}
	return false;
}

struct json_cursor json_enter(const struct source *source, struct span span)
{
	struct json_cursor cursor = {.source = source, .at = span.start, .end = span.end};
	char c;

	step_blanks(&cursor);
	c = cursor.at < cursor.end ? source->clean[cursor.at] : '\0';
	cursor.object = c == '{';
	cursor.broken = c != '{' && c != '[';
	cursor.at++;
	return cursor;
}

/* The key of a member and what follows it up to the value. */
static bool step_key(struct json_cursor *cursor)
{
	size_t start = cursor->at;

	if (cursor->source->clean[start] != '"' || !step_text(cursor))
		return false;
	cursor->key = source_slice(cursor->source, (struct span){start + 1, cursor->at - 1});
	step_blanks(cursor);
	if (cursor->at == cursor->end || cursor->source->clean[cursor->at] != ':')
		return false;
	cursor->at++;
	step_blanks(cursor);
	return true;
}

bool json_next(struct json_cursor *cursor)
{
	if (cursor->broken)
		return false;
	step_blanks(cursor);
	if (cursor->at < cursor->end && cursor->source->clean[cursor->at] == ',') {
		cursor->at++;
		step_blanks(cursor);
	}
	cursor->broken = cursor->at >= cursor->end;
	if (cursor->broken || strchr("]}", cursor->source->clean[cursor->at]))
		return false;
	cursor->broken = cursor->object && !step_key(cursor);
	cursor->value.start = cursor->at;
	cursor->broken = cursor->broken || !step_value(cursor);
	cursor->value.end = cursor->at;
	return !cursor->broken;
}
