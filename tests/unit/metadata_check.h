/*
 * What the tests of the metadata readers share: a draft that is read, and tables
 * of broken ones with the place, the body and the mend that are expected.
 */
#ifndef METADATA_CHECK_H
#define METADATA_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/metadata.h"
#include "tree_check.h"

struct fixture {
	struct arena *arena;
	struct source *source;
	struct problems problems;
	struct comments comments;
	struct metadata metadata;
};

static inline struct fixture read_bytes(const char *bytes, size_t size)
{
	struct fixture f = {.arena = arena_new()};
	struct metadata *m = &f.metadata;
	size_t nodes = 0;

	f.problems.arena = f.arena;
	f.source = source_from_bytes(f.arena, "draft.md", bytes, size);
	metadata_read(f.arena, f.source, false, m, &f.problems, &f.comments);
	if (m->reader) {
		assert_int_equal(m->broken, m->root == NULL);
		assert_true(tree_check_inside(m->span, (struct span){0, size}));
		assert_true(m->insertion >= m->span.start && m->insertion <= m->span.end);
	}
	if (m->root)
		assert_null(tree_check(f.source, m->root, &nodes));
	return f;
}

static inline struct fixture read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static inline const struct node *field(const struct fixture *f, const char *key)
{
	const struct node *node = node_get(f->metadata.root, key);

	if (!node)
		fail_msg("no field `%s` in %s", key, f->source->bytes);
	return node;
}

/* The value of "a" in each text; NULL: a null. */
struct value_case {
	const char *text;
	const char *value;
	bool quoted;
};

static inline void check_values(const struct value_case *cases, size_t count, const char *body)
{
	for (size_t i = 0; i < count; i++) {
		struct fixture f = read_text(cases[i].text);
		const struct node *node;

		if (f.problems.count)
			fail_msg("%s: %s", cases[i].text, f.problems.first->message);
		node = field(&f, "a");
		if (!cases[i].value) {
			assert_int_equal(node->kind, NODE_NULL);
		} else {
			assert_int_equal(node->kind, NODE_SCALAR);
			assert_string_equal(node_text(node).ptr, cases[i].value);
			assert_int_equal(node->quoted, cases[i].quoted);
		}
		assert_string_equal(f.source->bytes + f.metadata.body, body);
		arena_free(f.arena);
	}
}

static inline void check_absent(const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct fixture f = read_text(texts[i]);

		if (f.metadata.reader)
			fail_msg("%s found in: %s", f.metadata.reader->name, texts[i]);
		assert_int_equal(f.problems.count, 0);
		assert_int_equal(f.metadata.body, f.source->bom);
		arena_free(f.arena);
	}
}

struct broken_case {
	const char *text;
	const char *place; /* what the problem points at */
	const char *body;
	bool mended; /* a fix is offered, and with it the text can be read */
};

static inline void check_mend(const struct fixture *f)
{
	const struct problem *problem = f->problems.first;
	struct builder text = {0};
	struct fixture again;

	builder_add(&text, f->source->bytes, problem->fix_span.start);
	builder_add_string(&text, problem->fix_text);
	builder_add_string(&text, f->source->bytes + problem->fix_span.end);
	again = read_bytes(text.bytes, text.len);
	if (again.metadata.broken || again.problems.count)
		fail_msg("still broken: %s", text.bytes);
	builder_release(&text);
	arena_free(again.arena);
}

static inline void check_message(const char *message)
{
	size_t len = strlen(message);

	assert_true(len > 0 && message[len - 1] != '.');
	assert_false(message[0] >= 'A' && message[0] <= 'Z' && message[1] >= 'a');
}

/* Each text has one problem of KIND. */
static inline void check_broken(const struct broken_case *cases, size_t count,
                                enum problem_kind kind)
{
	for (size_t i = 0; i < count; i++) {
		const struct broken_case *c = &cases[i];
		struct fixture f = read_text(c->text);
		const struct problem *problem = f.problems.first;
		struct slice place;

		if (f.problems.count != 1)
			fail_msg("%s: %zu problems", c->text, f.problems.count);
		assert_int_equal(problem->kind, kind);
		if (kind == PROBLEM_SYNTAX)
			assert_true(f.metadata.broken);
		place = source_slice(f.source, problem->span);
		if (!slice_is(place, c->place))
			fail_msg("%s: at `%.*s`: %s", c->text, SLICE_ARG(place), problem->message);
		if (strcmp(f.source->bytes + f.metadata.body, c->body) != 0)
			fail_msg("%s: body `%s`", c->text, f.source->bytes + f.metadata.body);
		check_message(problem->message);
		assert_non_null(problem->help);
		if ((problem->fix_title != NULL) != c->mended)
			fail_msg("%s: %s", c->text, c->mended ? "no fix" : "a fix");
		if (c->mended)
			check_mend(&f);
		arena_free(f.arena);
	}
}

/* A field that is written as the reader says, where it says, is read with the rest. */
static inline void check_insertion(const char *text)
{
	struct fixture f = read_text(text);
	const struct metadata *m = &f.metadata;
	struct slice format = slice_of(m->reader->field_format);
	size_t key = slice_find(format, "%s", 0);
	size_t value = slice_find(format, "%s", key + 2);
	struct builder all = {0};
	struct fixture again;

	builder_add(&all, f.source->bytes, m->insertion);
	builder_add(&all, format.ptr, key);
	builder_add_string(&all, "persona");
	builder_add_slice(&all, slice_sub(format, key + 2, value));
	builder_add_string(&all, "x");
	builder_add_slice(&all, slice_sub(format, value + 2, format.len));
	builder_add_string(&all, source_newline(f.source, m->insertion));
	builder_add_string(&all, f.source->bytes + m->insertion);
	again = read_bytes(all.bytes, all.len);
	if (again.problems.count)
		fail_msg("%s in %s", again.problems.first->message, all.bytes);
	assert_string_equal(node_text(field(&again, "persona")).ptr, "x");
	assert_int_equal(again.metadata.root->count, m->root->count + 1);
	assert_int_equal(again.metadata.root->first->span.start >= m->insertion, 1);
	builder_release(&all);
	arena_free(again.arena);
	arena_free(f.arena);
}

/* BEFORE, COUNT times UNIT, AFTER: the only problem is a limit, at byte AT; SIZE_MAX:
 * there is none. */
static inline void check_limit(const char *before, const char *unit, size_t count,
                               const char *after, size_t at)
{
	struct builder text = {0};
	struct fixture f;

	builder_add_string(&text, before);
	for (size_t i = 0; i < count; i++)
		builder_add_string(&text, unit);
	builder_add_string(&text, after);
	f = read_bytes(text.bytes, text.len);
	assert_non_null(f.metadata.reader);
	if (at == SIZE_MAX) {
		assert_int_equal(f.problems.count, 0);
		assert_non_null(f.metadata.root);
	} else {
		assert_int_equal(f.problems.count, 1);
		assert_int_equal(f.problems.first->kind, PROBLEM_LIMIT);
		assert_int_equal(f.problems.first->span.start, at);
		assert_true(f.metadata.broken);
	}
	builder_release(&text);
	arena_free(f.arena);
}

#endif
