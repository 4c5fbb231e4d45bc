#include "parse/yaml.h"

#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/eight.h"
#include "base/utf8.h"
#include "parse/yaml_failure.h"
#include "parse/yaml_gaps.h"
#include "parse/yaml_names.h"
#include "parse/yaml_scalar.h"
#include "parse/yaml_simple.h"

struct frame {
	struct node *node;
	struct node *last;
	bool has_key; /* a key was read and waits for its value */
	bool dropped; /* that key is a duplicate */
	struct slice key;
	struct span key_span;
};

struct reader {
	struct arena *arena;
	const struct source *source;
	struct span range;
	struct problems *problems;
	size_t node_limit;
	size_t nodes;
	yaml_parser_t parser;
	/* libyaml's last mark: code points since range.start and the byte it is. */
	size_t mark_index;
	size_t mark_byte;
	struct yaml_gaps gaps;
	struct frame frames[YAML_DEPTH_LIMIT + 2];
	size_t depth; /* frames in use */
	struct node *root;
	struct yaml_names names;
	struct textmap_builder builder;
};

/* Marks come in nearly ascending order: each is found from the one before. */
static size_t mark_offset(struct reader *reader, yaml_mark_t mark)
{
	const char *bytes = reader->source->clean;
	size_t end = reader->range.end;

	while (reader->mark_index + EIGHT <= mark.index && reader->mark_byte + EIGHT <= end &&
	       !(eight_load(bytes + reader->mark_byte) & EIGHT_TOPS)) {
		reader->mark_byte += EIGHT;
		reader->mark_index += EIGHT;
	}
	while (reader->mark_index < mark.index && reader->mark_byte < end) {
		reader->mark_byte++;
		while (reader->mark_byte < end && utf8_continues(bytes[reader->mark_byte]))
			reader->mark_byte++;
		reader->mark_index++;
	}
	while (reader->mark_index > mark.index && reader->mark_byte > reader->range.start) {
		reader->mark_byte = utf8_before(bytes, reader->mark_byte);
		reader->mark_index--;
	}
	return reader->mark_byte;
}

/* Reading ends: false, for the caller to pass on. */
static bool fail_limit(struct reader *reader, size_t at, const char *what, size_t limit)
{
	struct span span = {at, at < reader->range.end ? at + 1 : at};
	struct problem *problem =
	    problems_add(reader->problems, PROBLEM_LIMIT, span, "more than %zu %s", limit, what);

	problem->help = "the limit keeps hostile input from using the machine up";
	return false;
}

/* The key that the current map waits for. */
static void take_key(struct reader *reader, struct slice text, struct span span)
{
	struct frame *frame = &reader->frames[reader->depth - 1];
	struct yaml_name *first = yaml_names_find(&reader->names, frame->node, text);

	frame->has_key = true;
	frame->dropped = first != NULL;
	frame->key = text;
	frame->key_span = span;
	if (first) {
		struct problem *problem = problems_add(
		    reader->problems, PROBLEM_DUPLICATE_KEY, span, "`%.*s` is given twice",
		    (int)utf8_advance(text.ptr, text.len, 40), text.ptr);

		problem->related = first->key_span;
		problem->related_text = "first given here";
		problem->help =
		    "keep one of them: readers of the file do not agree which one counts";
	} else {
		yaml_names_add(
		    &reader->names,
		    (struct yaml_name){.map = frame->node, .text = text, .key_span = span});
	}
}

/* Whether a key is wanted now: a scalar that comes is one. */
static bool wants_key(const struct reader *reader)
{
	const struct frame *frame = reader->depth ? &reader->frames[reader->depth - 1] : NULL;

	return frame && frame->node->kind == NODE_MAP && !frame->has_key;
}

static void take_value(struct reader *reader, struct node *node)
{
	struct frame *frame;

	if (!reader->depth) {
		reader->root = node;
		return;
	}
	frame = &reader->frames[reader->depth - 1];
	if (frame->node->kind == NODE_MAP) {
		node->key = frame->key;
		node->key_span = frame->key_span;
		frame->has_key = false;
		if (frame->dropped)
			return;
	}
	node_append(frame->node, &frame->last, node);
}

/* A collection is as long as what stands in it, closed by its bracket or not. */
static void extend(struct reader *reader, size_t end)
{
	if (reader->depth && reader->frames[reader->depth - 1].node->span.end < end)
		reader->frames[reader->depth - 1].node->span.end = end;
}

static bool count_node(struct reader *reader, size_t at)
{
	if (++reader->nodes > reader->node_limit)
		return fail_limit(reader, at, "values", reader->node_limit);
	return true;
}

static void add_anchor(struct reader *reader, const yaml_char_t *anchor, const struct node *node)
{
	const char *text = (const char *)anchor;
	struct slice name;
	struct yaml_name *old;

	if (!anchor)
		return;
	name = slice_from(arena_strdup(reader->arena, text), strlen(text));
	old = yaml_names_find(&reader->names, NULL, name);
	if (old)
		old->value = node;
	else
		yaml_names_add(&reader->names, (struct yaml_name){.text = name, .value = node});
}

bool yaml_is_null(struct slice text)
{
	if (text.len != 4)
		return text.len == 0 || slice_is(text, "~");
	return slice_is(text, "null") || slice_is(text, "Null") || slice_is(text, "NULL");
}

static enum yaml_style style_of(const yaml_event_t *event)
{
	switch (event->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		return YAML_STYLE_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		return YAML_STYLE_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE:
		return YAML_STYLE_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE:
		return YAML_STYLE_FOLDED;
	default:
		return YAML_STYLE_PLAIN;
	}
}

/* A key is no value: of its node only the text and the place are kept. */
static void take_scalar_key(struct reader *reader, const yaml_event_t *event, struct node *key)
{
	key->map.text =
	    arena_copy(reader->arena, reader->builder.text.bytes, reader->builder.text.len);
	key->map.len = reader->builder.text.len;
	if (event->data.scalar.anchor) {
		/* An alias may ask for it as a value. */
		struct node *anchored = arena_alloc(reader->arena, sizeof(*anchored));

		key->map = textmap_finish(&reader->builder, reader->arena);
		*anchored = *key;
		add_anchor(reader, event->data.scalar.anchor, anchored);
	}
	textmap_builder_clear(&reader->builder);
	take_key(reader, slice_from(key->map.text, key->map.len), key->span);
}

static bool read_scalar(struct reader *reader, const yaml_event_t *event)
{
	size_t start = mark_offset(reader, event->start_mark);
	size_t end = mark_offset(reader, event->end_mark);
	const char *tag = (const char *)event->data.scalar.tag;
	struct yaml_scalar scalar = {
	    style_of(event),
	    slice_from((const char *)event->data.scalar.value, event->data.scalar.length),
	    reader->source->clean, start, end};
	struct node read = {0};
	struct node *node;
	size_t floor;

	if (!count_node(reader, start))
		return false;
	if (tag)
		yaml_check_tag(&reader->gaps, tag, start, reader->problems);
	floor = reader->gaps.seen;
	yaml_gaps_upto(&reader->gaps, start);
	scalar.start = yaml_gaps_properties(&reader->gaps, start, end, true, true);
	read.span = yaml_scalar_span(&reader->gaps, &scalar, floor);
	read.quoted = scalar.style != YAML_STYLE_PLAIN || (tag && strcmp(tag, YAML_STR_TAG) == 0);
	read.kind = !read.quoted && yaml_is_null(scalar.value) ? NODE_NULL : NODE_SCALAR;
	yaml_scalar_map(&scalar, &reader->builder);
	yaml_gaps_scalar(&reader->gaps, &scalar);
	extend(reader, read.span.end);
	if (wants_key(reader)) {
		take_scalar_key(reader, event, &read);
		return true;
	}
	read.map = textmap_finish(&reader->builder, reader->arena);
	node = arena_alloc(reader->arena, sizeof(*node));
	*node = read;
	add_anchor(reader, event->data.scalar.anchor, node);
	take_value(reader, node);
	return true;
}

static bool read_alias(struct reader *reader, const yaml_event_t *event)
{
	struct span span = {mark_offset(reader, event->start_mark),
	                    mark_offset(reader, event->end_mark)};
	const char *text = (const char *)event->data.alias.anchor;
	const struct yaml_name *anchor = yaml_names_find(&reader->names, NULL, slice_of(text));
	struct node *node = arena_alloc(reader->arena, sizeof(*node));
	struct problem *problem;

	if (!count_node(reader, span.start))
		return false;
	if (!anchor) {
		yaml_explain_alias(reader->source, reader->range, span, reader->problems);
		return false;
	}
	if (anchor->value->kind == NODE_LIST || anchor->value->kind == NODE_MAP) {
		problem =
		    problems_add(reader->problems, PROBLEM_LIMIT, span,
		                 "an alias of %s is not followed", node_kind_name(anchor->value));
		problem->help = "write the value out";
		problem->related = anchor->value->span;
		problem->related.end = problem->related.start;
		problem->related_text = "its anchor stands before this value";
		return false;
	}
	yaml_gaps_upto(&reader->gaps, span.start);
	reader->gaps.seen = span.end;
	node->kind = anchor->value->kind;
	node->quoted = anchor->value->quoted;
	node->span = span;
	node->map = anchor->value->map;
	if (node->map.len) {
		struct textmap_piece *piece = arena_alloc(reader->arena, sizeof(*piece));

		*piece = (struct textmap_piece){0, (uint32_t)span.start, (uint32_t)node->map.len,
		                                (uint32_t)(span.end - span.start), TEXTMAP_DERIVED};
		node->map.pieces = piece;
		node->map.count = 1;
	}
	extend(reader, span.end);
	if (wants_key(reader))
		take_key(reader, slice_from(node->map.text, node->map.len), span);
	else
		take_value(reader, node);
	return true;
}

static bool open_collection(struct reader *reader, const yaml_event_t *event, enum node_kind kind,
                            const yaml_char_t *tag, const yaml_char_t *anchor)
{
	size_t start = mark_offset(reader, event->start_mark);
	struct node *node = arena_alloc(reader->arena, sizeof(*node));

	/* With the root at depth 0, what opens inside this many is too deep. */
	if (reader->depth > YAML_DEPTH_LIMIT)
		return fail_limit(reader, start, "levels of nesting", YAML_DEPTH_LIMIT);
	if (!count_node(reader, start))
		return false;
	if (wants_key(reader)) {
		yaml_explain_key(reader->source, reader->range, start, reader->problems);
		return false;
	}
	if (tag)
		yaml_check_tag(&reader->gaps, (const char *)tag, start, reader->problems);
	yaml_gaps_upto(&reader->gaps, start);
	start = yaml_gaps_properties(&reader->gaps, start, reader->range.end, tag != NULL,
	                             anchor != NULL);
	node->kind = kind;
	node->span = (struct span){start, start};
	add_anchor(reader, anchor, node);
	take_value(reader, node);
	reader->frames[reader->depth++] = (struct frame){.node = node};
	return true;
}

static void close_collection(struct reader *reader, const yaml_event_t *event)
{
	struct node *node = reader->frames[reader->depth - 1].node;
	size_t start = mark_offset(reader, event->start_mark);
	const char *bytes = reader->source->clean;

	if (start < reader->range.end && (bytes[start] == ']' || bytes[start] == '}') &&
	    event->end_mark.index > event->start_mark.index)
		extend(reader, start + 1);
	reader->depth--;
	extend(reader, node->span.end);
}

/* Takes one event; false ends the reading, a problem has then been reported. */
static bool take_event(struct reader *reader, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return read_scalar(reader, event);
	case YAML_ALIAS_EVENT:
		return read_alias(reader, event);
	case YAML_SEQUENCE_START_EVENT:
		return open_collection(reader, event, NODE_LIST, event->data.sequence_start.tag,
		                       event->data.sequence_start.anchor);
	case YAML_MAPPING_START_EVENT:
		return open_collection(reader, event, NODE_MAP, event->data.mapping_start.tag,
		                       event->data.mapping_start.anchor);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_collection(reader, event);
		return true;
	case YAML_DOCUMENT_START_EVENT:
		if (reader->root) {
			size_t at = mark_offset(reader, event->start_mark);
			struct problem *problem = problems_add(reader->problems, PROBLEM_SYNTAX,
			                                       (struct span){at, at + 3},
			                                       "a second document begins here");

			problem->help = "keep to one document: remove this line or what follows it";
			return false;
		}
		yaml_gaps_prologue(&reader->gaps, mark_offset(reader, event->end_mark));
		return true;
	default:
		return true;
	}
}

/* libyaml could not go on. */
static void report_failure(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct yaml_failure failure = {parser->problem ? parser->problem : "it cannot be read",
	                               parser->context ? parser->context : "", 0, SIZE_MAX};

	if (parser->error == YAML_MEMORY_ERROR)
		memory_exhausted();
	if (parser->error == YAML_READER_ERROR) {
		/* The one offset that is in bytes; the marks are not set. */
		size_t at = reader->range.start + parser->problem_offset;

		yaml_explain_character(reader->source, at, reader->problems);
		return;
	}
	if (parser->context)
		failure.context_at = mark_offset(reader, parser->context_mark);
	failure.at = mark_offset(reader, parser->problem_mark);
	yaml_explain(reader->source, reader->range, &failure, reader->problems);
}

static bool within_limits(struct reader *reader, bool default_limits)
{
	size_t at;

	if (default_limits && reader->range.end - reader->range.start > YAML_SIZE_LIMIT)
		return fail_limit(reader, reader->range.start + YAML_SIZE_LIMIT, "bytes of YAML",
		                  YAML_SIZE_LIMIT);
	at = yaml_nth_directive(&reader->gaps, YAML_DIRECTIVE_LIMIT + 1);
	if (at != SIZE_MAX)
		return fail_limit(reader, at, "directives", YAML_DIRECTIVE_LIMIT);
	return true;
}

static bool take_events(struct reader *reader)
{
	bool going = true;
	bool ended = false;

	while (going && !ended) {
		yaml_event_t event;

		if (!yaml_parser_parse(&reader->parser, &event)) {
			report_failure(reader);
			return false;
		}
		ended = event.type == YAML_STREAM_END_EVENT;
		going = take_event(reader, &event);
		yaml_event_delete(&event);
	}
	if (going)
		yaml_gaps_upto(&reader->gaps, reader->range.end);
	return going;
}

static bool read_document(struct reader *reader)
{
	const struct span *range = &reader->range;
	bool read;

	if (!yaml_parser_initialize(&reader->parser))
		memory_exhausted();
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader->parser,
	                             (const unsigned char *)reader->source->clean + range->start,
	                             range->end - range->start);
	read = take_events(reader);
	yaml_parser_delete(&reader->parser);
	textmap_builder_release(&reader->builder);
	return read;
}

static struct span without_mark(const struct source *source, struct span range)
{
	if (range.start < source->bom)
		range.start = source->bom < range.end ? source->bom : range.end;
	return range;
}

struct node *yaml_read(struct arena *arena, const struct source *source, struct span range,
                       size_t node_limit, struct problems *problems, struct comments *comments)
{
	struct node *root = NULL;

	if (node_limit || range.end - range.start <= YAML_SIZE_LIMIT)
		root = yaml_simple_read(arena, source, without_mark(source, range),
		                        node_limit ? node_limit : YAML_NODE_LIMIT, comments);
	return root ? root : yaml_read_events(arena, source, range, node_limit, problems, comments);
}

struct node *yaml_read_events(struct arena *arena, const struct source *source, struct span range,
                              size_t node_limit, struct problems *problems,
                              struct comments *comments)
{
	struct reader reader = {.arena = arena,
	                        .source = source,
	                        .problems = problems,
	                        .node_limit = node_limit ? node_limit : YAML_NODE_LIMIT,
	                        .names = {.arena = arena}};

	range = without_mark(source, range);
	reader.range = range;
	reader.mark_byte = range.start;
	reader.gaps =
	    (struct yaml_gaps){arena, source->clean, range, range.start, comments, source};
	if (!within_limits(&reader, node_limit == 0) || !read_document(&reader))
		return NULL;
	if (!reader.root) {
		reader.root = arena_alloc(arena, sizeof(*reader.root));
		reader.root->span = (struct span){range.start, range.start};
	}
	return reader.root;
}

void yaml_library(char text[64])
{
	snprintf(text, 64, "libyaml %s", yaml_get_version_string());
}
