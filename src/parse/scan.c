#include "parse/scan.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static bool fail_limit(struct scan *scan, size_t at, const char *what, size_t limit)
{
	struct span span = {at, at < scan->source->size ? at + 1 : at};
	struct problem *problem =
	    problems_add(scan->problems, PROBLEM_LIMIT, span, "more than %zu %s", limit, what);

	problem->help = "the limit keeps hostile input from using the machine up";
	return false;
}

bool scan_init(struct scan *scan, struct arena *arena, const struct source *source,
               struct span range, size_t node_limit, const char *language,
               struct problems *problems, struct comments *comments)
{
	*scan = (struct scan){.arena = arena,
	                      .source = source,
	                      .bytes = source->clean,
	                      .at = range.start,
	                      .end = range.end,
	                      .node_limit = node_limit ? node_limit : SCAN_NODE_LIMIT,
	                      .problems = problems,
	                      .comments = comments,
	                      .names = {.arena = arena}};
	if (!node_limit && range.end - range.start > SCAN_SIZE_LIMIT)
		return fail_limit(scan, range.start + SCAN_SIZE_LIMIT,
		                  arena_printf(arena, "bytes of %s", language), SCAN_SIZE_LIMIT);
	return true;
}

void scan_release(struct scan *scan)
{
	textmap_builder_release(&scan->text);
}

char scan_peek(const struct scan *scan, size_t ahead)
{
	return ahead < scan->end - scan->at ? scan->bytes[scan->at + ahead] : '\0';
}

bool scan_is(const struct scan *scan, const char *text)
{
	size_t len = strlen(text);

	return len <= scan->end - scan->at && memcmp(scan->bytes + scan->at, text, len) == 0;
}

size_t scan_break(const struct scan *scan, size_t at)
{
	if (at >= scan->end)
		return 0;
	if (scan->bytes[at] == '\n')
		return 1;
	if (scan->bytes[at] != '\r')
		return 0;
	return at + 1 < scan->end && scan->bytes[at + 1] == '\n' ? 2 : 1;
}

void scan_blanks(struct scan *scan)
{
	while (scan_peek(scan, 0) == ' ' || scan_peek(scan, 0) == '\t')
		scan->at++;
}

void scan_space(struct scan *scan)
{
	for (;;) {
		size_t len = scan_break(scan, scan->at);

		if (len == 0 && scan_peek(scan, 0) != ' ' && scan_peek(scan, 0) != '\t')
			return;
		scan->at += len ? len : 1;
	}
}

void scan_comment(struct scan *scan)
{
	struct comment comment = {.span = {scan->at, scan->at}, .metadata = true};

	while (scan->at < scan->end && !scan_break(scan, scan->at))
		scan->at++;
	comment.span.end = scan->at;
	comment.text = slice_trim(
	    source_slice(scan->source, (struct span){comment.span.start + 1, comment.span.end}));
	if (scan->comments)
		comments_add(scan->comments, scan->arena, comment);
}

static bool is_word(char c)
{
	return char_is_alnum((unsigned char)c) || (unsigned char)c >= 0x80 || c == '_' ||
	       c == '-' || c == '.';
}

struct span scan_word(const struct scan *scan, size_t at)
{
	struct span span = {at, at};

	while (span.end < scan->end && is_word(scan->bytes[span.end]))
		span.end++;
	while (span.end > at + 1 && scan->bytes[span.end - 1] == '.')
		span.end--;
	if (span.end == at && at < scan->end)
		span.end++;
	return span;
}

void scan_verbatim(struct scan *scan, size_t from, size_t to)
{
	textmap_add(&scan->text, TEXTMAP_VERBATIM, scan->bytes + from, to - from, from, to - from);
}

void scan_derived(struct scan *scan, const char *text, size_t len, size_t from, size_t to)
{
	textmap_add(&scan->text, TEXTMAP_DERIVED, text, len, from, to - from);
}

void scan_code(struct scan *scan, uint32_t code, size_t from, size_t to)
{
	char text[4];

	scan_derived(scan, text, utf8_encode(code, text), from, to);
}

void scan_line_break(struct scan *scan)
{
	size_t len = scan_break(scan, scan->at);

	if (scan->bytes[scan->at] == '\n')
		scan_verbatim(scan, scan->at, scan->at + len);
	else
		scan_derived(scan, "\n", 1, scan->at, scan->at + len);
	scan->at += len;
}

bool scan_hex(const struct scan *scan, size_t at, size_t digits, uint32_t *code)
{
	uint32_t value = 0;

	if (digits == 0 || at > scan->end || digits > scan->end - at)
		return false;
	for (size_t i = 0; i < digits; i++) {
		char c = char_lower(scan->bytes[at + i]);

		if (char_is_digit((unsigned char)c))
			value = value * 16 + (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (uint32_t)(c - 'a' + 10);
		else
			return false;
	}
	*code = value;
	return true;
}

static bool count_node(struct scan *scan, size_t at)
{
	return ++scan->nodes <= scan->node_limit ||
	       fail_limit(scan, at, "values", scan->node_limit);
}

struct node *scan_scalar(struct scan *scan, size_t start, bool quoted)
{
	struct node *node = arena_alloc(scan->arena, sizeof(*node));

	node->kind = NODE_SCALAR;
	node->quoted = quoted;
	node->span = (struct span){start, scan->at};
	node->map = textmap_finish(&scan->text, scan->arena);
	return count_node(scan, start) ? node : NULL;
}

struct node *scan_plain(struct scan *scan, size_t start, size_t end, enum node_kind kind)
{
	struct node *node;

	scan_verbatim(scan, start, end);
	scan->at = end;
	node = scan_scalar(scan, start, false);
	if (node)
		node->kind = kind;
	return node;
}

struct scan_group *scan_open(struct scan *scan, enum node_kind kind, size_t depth)
{
	struct scan_group *group;

	if (depth > SCAN_DEPTH_LIMIT) {
		fail_limit(scan, scan->at, "levels of nesting", SCAN_DEPTH_LIMIT);
		return NULL;
	}
	if (!count_node(scan, scan->at))
		return NULL;
	group = arena_alloc(scan->arena, sizeof(*group));
	group->node.kind = kind;
	group->node.span = (struct span){scan->at, scan->at};
	group->depth = depth;
	return group;
}

struct scan_key scan_key_of(struct scan *scan, const struct node *node)
{
	struct scan_key key = {slice_from(node->map.text, node->map.len),
	                       {node->span.start + 1, node->span.start + 1}};

	scan->nodes--;
	if (node->map.len)
		key.span = textmap_source(&node->map, 0, node->map.len);
	return key;
}

bool scan_new_key(struct scan *scan, struct scan_group *group, struct scan_key key,
                  const struct node *value)
{
	const struct yaml_name *first = yaml_names_find(&scan->names, &group->node, key.text);
	struct problem *problem;

	if (!first) {
		yaml_names_add(&scan->names, (struct yaml_name){.map = &group->node,
		                                                .text = key.text,
		                                                .key_span = key.span,
		                                                .value = value});
		return true;
	}
	problem =
	    problems_add(scan->problems, PROBLEM_DUPLICATE_KEY, key.span, "`%.*s` is given twice",
	                 (int)utf8_advance(key.text.ptr, key.text.len, 40), key.text.ptr);
	problem->related = first->key_span;
	problem->related_text = "first given here";
	problem->help = "keep one of them: readers of the file do not agree which one counts";
	return false;
}

void scan_append(struct scan_group *group, struct node *item)
{
	node_append(&group->node, &group->last, item);
}

void scan_append_keyed(struct scan_group *group, struct scan_key key, struct node *item)
{
	item->key = key.text;
	item->key_span = key.span;
	scan_append(group, item);
}

struct problem *scan_problem(struct scan *scan, struct span span, const char *format, ...)
{
	const char *message;
	va_list args;

	va_start(args, format);
	message = arena_vprintf(scan->problems->arena, format, args);
	va_end(args);
	return problems_add(scan->problems, PROBLEM_SYNTAX, span, "%s", message);
}

void scan_unclosed(struct scan *scan, size_t opening, size_t len, const char *what,
                   const char *close)
{
	struct problem *problem = scan_problem(scan, (struct span){opening, opening + len},
	                                       "the %s that begins here is never closed", what);

	problem->help = arena_printf(scan->problems->arena, "close it with `%s`", close);
}

void scan_comma_missing(struct scan *scan, size_t after, struct span found)
{
	struct slice shown = scan_shown(scan, found);
	struct problem *problem =
	    shown.len > 1 || char_is_alnum((unsigned char)shown.ptr[0])
	        ? scan_problem(scan, found, "a comma is missing before `%.*s`", SLICE_ARG(shown))
	        : scan_problem(scan, found, "a comma is missing before this");

	problem->help = "a comma stands between two values";
	problem->fix_title = "add the comma";
	problem->fix_span = (struct span){after, after};
	problem->fix_text = ",";
}

void scan_offer_quotes(struct scan *scan, struct problem *problem, struct span span)
{
	struct slice text = source_slice(scan->source, span);

	if (span.end < scan->end && !strchr(" \t\r\n,:]}", scan->bytes[span.end]))
		return; /* it is more than this */
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < ' ' || strchr("\"\\#", text.ptr[i]))
			return;
	problem->fix_title = "put it in quotes";
	problem->fix_span = span;
	problem->fix_text = arena_printf(scan->problems->arena, "\"%.*s\"", SLICE_ARG(text));
}

struct slice scan_shown(const struct scan *scan, struct span span)
{
	struct slice text = slice_from(scan->bytes + span.start, span.end - span.start);

	text.len = utf8_advance(text.ptr, text.len, 40);
	return text;
}
