/*
 * Scribe: writes a random draft and remembers, for every byte of every value's
 * text, the source bytes it was written as. The readers must find the same.
 */
#ifndef SCRIBE_H
#define SCRIBE_H

#include "metadata_check.h"

enum { SCRIBE_VALUES = 512, SCRIBE_TEXT = 64 * 1024 };

struct scribe_value {
	enum node_kind kind;
	bool quoted;
	size_t text; /* in texts and places */
	size_t len;
};

struct scribe {
	uint64_t seed;
	struct builder out;
	struct builder texts;
	struct span places[SCRIBE_TEXT]; /* of each byte of texts */
	struct scribe_value values[SCRIBE_VALUES];
	size_t count;
	size_t keys; /* so that each has another name */
	size_t seen; /* values that the tree has given so far */
};

static inline size_t scribe_pick(struct scribe *s, size_t below)
{
	s->seed = s->seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(s->seed >> 33) % below;
}

/* Source without text of its own. */
static inline void put(struct scribe *s, const char *source)
{
	builder_add_string(&s->out, source);
}

static inline const char *one_of(struct scribe *s, const char *const *choices, size_t count)
{
	return choices[scribe_pick(s, count)];
}

#define ONE_OF(s, choices) one_of(s, choices, sizeof(choices) / sizeof((choices)[0]))

static inline void value_begins(struct scribe *s, enum node_kind kind, bool quoted)
{
	assert_true(s->count < SCRIBE_VALUES);
	s->values[s->count++] = (struct scribe_value){kind, quoted, s->texts.len, 0};
}

/* SOURCE, which stands for TEXT: byte for byte when they are equal, else as a whole. */
static inline void say(struct scribe *s, const char *source, const char *text)
{
	size_t start = s->out.len;
	bool same = strcmp(source, text) == 0;

	put(s, source);
	for (size_t i = 0; text[i]; i++) {
		assert_true(s->texts.len < SCRIBE_TEXT);
		s->places[s->texts.len] = same ? (struct span){start + i, start + i + 1}
		                               : (struct span){start, s->out.len};
		builder_add_char(&s->texts, text[i]);
	}
	s->values[s->count - 1].len += strlen(text);
}

static inline void plain(struct scribe *s, const char *text)
{
	value_begins(s, NODE_SCALAR, false);
	say(s, text, text);
}

struct unit {
	const char *source;
	const char *text;
};

static inline void units(struct scribe *s, const struct unit *all, size_t count, size_t most)
{
	for (size_t n = scribe_pick(s, most + 1); n > 0; n--) {
		const struct unit *unit = &all[scribe_pick(s, count)];

		say(s, unit->source, unit->text);
	}
}

#define UNITS(s, all, most) units(s, all, sizeof(all) / sizeof((all)[0]), most)

static inline void check_value(struct scribe *s, const struct node *node)
{
	const struct scribe_value *value = &s->values[s->seen++];
	struct slice text = slice_from(s->texts.bytes + value->text, value->len);

	assert_true(s->seen <= s->count);
	assert_int_equal(node->kind, value->kind);
	if (node->kind == NODE_NULL)
		return;
	if (!slice_equal(text, node_text(node)))
		fail_msg("`%.*s` for `%.*s` in\n%s", SLICE_ARG(node_text(node)), SLICE_ARG(text),
		         s->out.bytes);
	assert_int_equal(node->quoted, value->quoted);
	for (size_t i = 0; i < value->len; i++) {
		struct span span = textmap_source(&node->map, i, i + 1);
		struct span place = s->places[value->text + i];

		if (span.start != place.start || span.end != place.end)
			fail_msg("byte %zu of `%.*s` at [%zu, %zu) for [%zu, %zu) in\n%s", i,
			         SLICE_ARG(text), span.start, span.end, place.start, place.end,
			         s->out.bytes);
	}
}

/* Keys are written without escapes: they stand in the source as they are. */
static inline void check_tree(struct scribe *s, const struct source *source,
                              const struct node *node)
{
	if (node->kind != NODE_LIST && node->kind != NODE_MAP)
		check_value(s, node);
	for (const struct node *item = node->first; item; item = item->next) {
		if (node->kind == NODE_MAP)
			assert_true(slice_equal(item->key, source_slice(source, item->key_span)));
		check_tree(s, source, item);
	}
}

/* Writes TIMES drafts with WRITE, which leaves the body "Body\n" to this, and reads
 * them back. Returns the number of values. */
static inline size_t scribe_run(void (*write)(struct scribe *s), size_t times)
{
	struct scribe *s = test_calloc(1, sizeof(*s));
	size_t values = 0;

	for (size_t i = 0; i < times; i++) {
		struct fixture f;

		builder_clear(&s->out);
		builder_clear(&s->texts);
		s->seed = i * 7919 + 1;
		s->count = s->keys = s->seen = 0;
		scribe_pick(s, 2);
		write(s);
		put(s, "Body\n");
		f = read_bytes(s->out.bytes, s->out.len);
		if (f.problems.count || !f.metadata.root)
			fail_msg("%s in\n%s",
			         f.problems.count ? f.problems.first->message : "not found",
			         s->out.bytes);
		check_tree(s, f.source, f.metadata.root);
		assert_int_equal(s->seen, s->count);
		assert_string_equal(f.source->bytes + f.metadata.body, "Body\n");
		values += s->count;
		arena_free(f.arena);
	}
	builder_release(&s->out);
	builder_release(&s->texts);
	test_free(s);
	return values;
}

#endif
