#include "parse/yaml_simple.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/eight.h"
#include "parse/yaml.h"
#include "parse/yaml_simple_reader.h"

/* libyaml takes no key of more than 1024 characters, with the blanks up to its colon.
 * Up to FEW_KEYS the keys of a map are compared one by one. */
enum { KEY_LIMIT = 1000, FEW_KEYS = 16 };

struct open_map {
	struct node *node;
	struct node *last;
	uint64_t seen; /* one bit for each key, as key_bit says */
};

static struct node *read_node(struct simple *s, ptrdiff_t indent, bool opens);

/* Whether libyaml refuses the character at AT, breaks a line at it or makes a mark of
 * it. A NUL stands behind the last byte of a source. */
static bool is_odd(const char *bytes, size_t at)
{
	const unsigned char *b = (const unsigned char *)bytes + at;

	switch (b[0]) {
	case 0x7F:
		return true;
	case 0xC2: /* controls, U+0085 among them */
		return b[1] < 0xA0;
	case 0xE2: /* U+2028, U+2029 */
		return b[1] == 0x80 && (b[2] == 0xA8 || b[2] == 0xA9);
	case 0xEF: /* U+FEFF, U+FFFE, U+FFFF */
		return (b[1] == 0xBB && b[2] == 0xBF) || (b[1] == 0xBF && b[2] >= 0xBE);
	case '\r':
		return b[1] != '\n';
	default:
		return b[0] < ' ' && b[0] != '\n';
	}
}

/* Whether no character of [at, end) is odd. */
static bool is_even(const char *bytes, size_t at, size_t end)
{
	while (at < end) {
		if (at + EIGHT <= end) {
			uint64_t eight = eight_load(bytes + at);

			if (!(eight & EIGHT_TOPS) &&
			    (eight_between(eight, ' ', '~') | eight_between(eight, '\n', '\n')) ==
			        EIGHT_TOPS) {
				at += EIGHT;
				continue;
			}
		}
		if (is_odd(bytes, at++))
			return false;
	}
	/* The range may end within a character. */
	return ((unsigned char)bytes[end] & 0xC0) != 0x80;
}

/* Whether the token before AT is a key. */
static bool is_colon(const struct simple *s)
{
	return simple_is_at(s, ':') && simple_is_blank(s, s->at + 1);
}

static struct node *empty_node(struct simple *s, size_t at)
{
	struct node *node = simple_new_node(s, NODE_NULL, at, 0);

	if (node)
		node->map.text = "";
	return node;
}

static uint64_t key_bit(struct slice key)
{
	size_t sum = key.len * 5;

	if (key.len)
		sum += (unsigned char)key.ptr[0] + (size_t)(unsigned char)key.ptr[key.len - 1] * 3;
	return UINT64_C(1) << (sum & 63);
}

/* Whether KEY is the first of its name in MAP, and remembers it. */
static bool is_new_key(struct simple *s, struct open_map *map, struct slice key, struct span span)
{
	uint64_t bit = key_bit(key);
	bool seen = map->seen & bit;

	map->seen |= bit;
	if (map->node->count < FEW_KEYS) {
		for (const struct node *n = map->node->first; seen && n; n = n->next)
			if (slice_equal(n->key, key))
				return false;
		return true;
	}
	if (map->node->count == FEW_KEYS)
		for (const struct node *n = map->node->first; n; n = n->next)
			yaml_names_add(&s->names,
			               (struct yaml_name){.map = map->node, .text = n->key});
	if (yaml_names_find(&s->names, map->node, key))
		return false;
	yaml_names_add(&s->names,
	               (struct yaml_name){.map = map->node, .text = key, .key_span = span});
	return true;
}

/* The key TOKEN and its colon, of a value that is not there yet. */
static bool take_key(struct simple *s, struct open_map *map, const struct simple_token *token,
                     struct node *pending)
{
	size_t len = token->text.end - token->text.start;

	if (!is_colon(s) || s->room == 0 || s->at - token->span.start > KEY_LIMIT)
		return false;
	s->room--;
	s->at++;
	pending->key_span = token->span;
	if (token->escaped)
		pending->key =
		    slice_from(builder_copy(&s->builder.text, s->arena), s->builder.text.len);
	else
		pending->key =
		    slice_from(arena_copy(s->arena, s->bytes + token->text.start, len), len);
	textmap_builder_clear(&s->builder);
	return is_new_key(s, map, pending->key, token->span);
}

/* A collection is as long as what stands in it. */
static void append(struct node *parent, struct node **last, struct node *item)
{
	node_append(parent, last, item);
	if (parent->span.end < item->span.end)
		parent->span.end = item->span.end;
}

static struct node *open_node(struct simple *s, enum node_kind kind, size_t start)
{
	return s->depth++ > YAML_DEPTH_LIMIT ? NULL : simple_new_node(s, kind, start, 0);
}

/* Blanks, line breaks and comments between brackets, where something must follow. */
static bool skip_in_flow(struct simple *s)
{
	for (;;) {
		simple_skip_blanks(s);
		if (s->at >= s->end)
			return false;
		if (simple_is_at(s, '#')) {
			if (s->at > s->line && s->bytes[s->at - 1] != ' ')
				return false;
			simple_take_comment(s);
		} else if (simple_is_at(s, '\n')) {
			s->line = ++s->at;
		} else {
			return s->at > s->line || !(simple_is_mark(s) || simple_is_at(s, '-'));
		}
	}
}

static struct node *read_flow(struct simple *s);

static struct node *read_flow_item(struct simple *s)
{
	struct simple_token token;

	if (simple_is_at(s, '[') || simple_is_at(s, '{'))
		return read_flow(s);
	return simple_read_token(s, true, &token) ? simple_scalar_node(s, &token) : NULL;
}

static struct node *read_flow(struct simple *s)
{
	bool is_map = simple_is_at(s, '{');
	struct open_map open = {.node = open_node(s, is_map ? NODE_MAP : NODE_LIST, s->at)};

	if (!open.node)
		return NULL;
	for (s->at++;;) {
		struct node pending = {0};
		struct simple_token token;
		struct node *item;

		if (!skip_in_flow(s))
			return NULL;
		if (simple_is_at(s, is_map ? '}' : ']'))
			break;
		if (is_map && !(simple_read_token(s, true, &token) &&
		                take_key(s, &open, &token, &pending) && skip_in_flow(s)))
			return NULL;
		item = read_flow_item(s);
		if (!item || !skip_in_flow(s))
			return NULL;
		item->key = pending.key;
		item->key_span = pending.key_span;
		append(open.node, &open.last, item);
		if (simple_is_at(s, ','))
			s->at++;
		else if (!simple_is_at(s, is_map ? '}' : ']'))
			return NULL;
	}
	open.node->span.end = ++s->at;
	s->depth--;
	return open.node;
}

/* A list whose first dash AT stands on. BESIDE: it stands in the column of the map
 * around it. */
static struct node *read_list(struct simple *s, bool beside)
{
	ptrdiff_t column = (ptrdiff_t)(s->at - s->line);
	struct node *list = open_node(s, NODE_LIST, s->at);
	struct node *last = NULL;

	if (!list)
		return NULL;
	do {
		size_t behind = ++s->at;
		struct node *item;

		simple_skip_blanks(s);
		if (s->at >= s->end || simple_is_at(s, '\n') || simple_is_at(s, '#')) {
			if (!simple_end_line(s))
				return NULL;
			item =
			    s->column > column ? read_node(s, column, true) : empty_node(s, behind);
		} else {
			item = read_node(s, column, true);
		}
		if (!item || s->column > column)
			return NULL;
		append(list, &last, item);
	} while (s->column == column && simple_is_at(s, '-') && simple_is_blank(s, s->at + 1));
	s->depth--;
	return s->column < column || beside ? list : NULL;
}

/* The value behind the colon of a key in COLUMN. */
static struct node *read_value(struct simple *s, ptrdiff_t column)
{
	size_t behind = s->at;

	simple_skip_blanks(s);
	if (s->at < s->end && !simple_is_at(s, '\n') && !simple_is_at(s, '#'))
		return read_node(s, column, false);
	s->at = behind;
	if (!simple_end_line(s))
		return NULL;
	if (s->column > column)
		return read_node(s, column, true);
	if (s->column == column && simple_is_at(s, '-') && simple_is_blank(s, s->at + 1))
		return read_list(s, true);
	return empty_node(s, behind);
}

/* A map whose first key is TOKEN, before AT. */
static struct node *read_map(struct simple *s, struct simple_token *token)
{
	ptrdiff_t column = (ptrdiff_t)(token->span.start - s->line);
	struct open_map open = {.node = open_node(s, NODE_MAP, token->span.start)};

	if (!open.node)
		return NULL;
	for (;;) {
		struct node pending = {0};
		struct node *value;

		if (!take_key(s, &open, token, &pending))
			return NULL;
		value = read_value(s, column);
		if (!value || s->column > column)
			return NULL;
		value->key = pending.key;
		value->key_span = pending.key_span;
		append(open.node, &open.last, value);
		if (s->column < column)
			break;
		if (!simple_read_token(s, false, token))
			return NULL;
	}
	s->depth--;
	return open.node;
}

/*
 * The value at AT, inside a collection in column INDENT, and what follows it up to
 * the next content. OPENS: a list or a map may begin on this line.
 */
static struct node *read_node(struct simple *s, ptrdiff_t indent, bool opens)
{
	struct node *node;
	struct simple_token token;

	if (simple_is_at(s, '-') && simple_is_blank(s, s->at + 1))
		return opens ? read_list(s, false) : NULL;
	if (simple_is_at(s, '|') || simple_is_at(s, '>')) {
		node = simple_read_block(s, indent);
		return node && s->column <= indent ? node : NULL;
	}
	if (simple_is_at(s, '[') || simple_is_at(s, '{')) {
		node = read_flow(s);
	} else {
		if (!simple_read_token(s, false, &token))
			return NULL;
		if (is_colon(s))
			return opens ? read_map(s, &token) : NULL;
		if (!token.quoted && !simple_read_on(s, indent, &token))
			return NULL;
		node = simple_scalar_node(s, &token);
	}
	return node && simple_end_line(s) && s->column <= indent ? node : NULL;
}

struct node *yaml_simple_read(struct arena *arena, const struct source *source, struct span range,
                              size_t node_limit, struct comments *comments)
{
	struct simple s = {.arena = arena,
	                   .bytes = source->clean,
	                   .end = range.end,
	                   .room = node_limit,
	                   .gaps = {arena, source->clean, range, range.start, comments, source},
	                   .names = {.arena = arena}};
	size_t known = comments ? comments->count : 0;
	struct node *root = NULL;

	if (!is_even(source->clean, range.start, range.end))
		return NULL;
	if (simple_to_content(&s, range.start) && s.column != SIMPLE_AT_END)
		root = read_node(&s, SIMPLE_AT_END, true);
	textmap_builder_release(&s.builder);
	if (root && s.column == SIMPLE_AT_END)
		return root;
	if (comments)
		comments->count = known;
	return NULL;
}
