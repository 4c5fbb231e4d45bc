/* Which container a draft has, what it spans, and what is said of a broken one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/metadata.h"
#include "parse/yaml.h"
#include "tree_check.h"

struct fixture {
	struct arena *arena;
	struct source *source;
	struct problems problems;
	struct comments comments;
	struct metadata metadata;
};

static struct fixture read_bytes(const char *bytes, size_t size, bool plain_lines)
{
	struct fixture f = {.arena = arena_new()};
	size_t nodes = 0;

	f.problems.arena = f.arena;
	f.source = source_from_bytes(f.arena, "draft.md", bytes, size);
	metadata_read(f.arena, f.source, plain_lines, &f.metadata, &f.problems, &f.comments);
	if (f.metadata.reader)
		assert_int_equal(f.metadata.broken, f.metadata.root == NULL);
	if (f.metadata.root)
		assert_null(tree_check(f.source, f.metadata.root, &nodes));
	return f;
}

static struct fixture read_text(const char *text)
{
	return read_bytes(text, strlen(text), false);
}

static void assert_field(const struct fixture *f, const char *key, const char *value)
{
	const struct node *node = node_get(f->metadata.root, key);

	if (!node)
		fail_msg("no field `%s`", key);
	assert_string_equal(node_text(node).ptr, value);
}

static void assert_body(const struct fixture *f, const char *body)
{
	assert_string_equal(f->source->bytes + f->metadata.body, body);
}

static const char *const blocks[] = {
    "---\na: b\n---\nbody",
    "---\na: b\n...\nbody",
    "--- \na: b\n---\t\nbody",
    "---yaml\na: b\n---\nbody",
    "\xEF\xBB\xBF---\r\na: b # c\r\n---\r\nbody",
    "---\ra: b\r---\rbody",
    "---\n\n# comment\na: b\n\n---\nbody",
    "---\n{a: b}\n---\nbody",
    "---\n\"a\": b\n---\nbody",
};

static void yaml_blocks_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		struct fixture f = read_text(blocks[i]);
		struct metadata *m = &f.metadata;

		assert_non_null(m->reader);
		assert_int_equal(f.problems.count, 0);
		assert_field(&f, "a", "b");
		assert_body(&f, "body");
		assert_int_equal(m->span.start, f.source->bom);
		assert_int_equal(m->span.end, m->body);
		assert_int_equal(m->opening, f.source->bom);
		assert_true(m->insertion < m->body);
		assert_non_null(strchr("-.", f.source->bytes[m->insertion]));
		assert_true(slice_ends(slice_from(f.source->bytes, m->insertion),
		                       source_newline(f.source, m->insertion)));
		arena_free(f.arena);
	}
}

static void empty_blocks_are_empty_maps(void **state)
{
	static const char *const texts[] = {"---\n---\nx", "---\n\n---\nx", "---\n# c\n---\nx",
	                                    "---\r\n...\r\nx"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct fixture f = read_text(texts[i]);

		assert_non_null(f.metadata.root);
		assert_int_equal(f.metadata.root->kind, NODE_MAP);
		assert_int_equal(f.metadata.root->count, 0);
		assert_body(&f, "x");
		arena_free(f.arena);
	}
}

static void texts_without_a_container_have_none(void **state)
{
	static const char *const texts[] = {"",
	                                    "---",
	                                    "\xEF\xBB\xBF# Title\n\ntext\n",
	                                    "---\n\nProse after a rule.\n",
	                                    "---\n\nNote: prose after a rule.\n\nmore\n",
	                                    "---\n\nProse between\n\n---\nrules\n",
	                                    "----\na: b\n----\n",
	                                    "--- Chapter ---\na: b\n---\n",
	                                    " ---\na: b\n---\n",
	                                    "# T\n\ntext\n\n**Note:** in the body\n",
	                                    "# T\n\n**Note:** a paragraph that\nruns on\n",
	                                    "# T\n\n**No colon** here\n",
	                                    "# T\n\n****: x\n",
	                                    "```\n# T\n**a:** b\n```\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct fixture f = read_text(texts[i]);

		if (f.metadata.reader)
			fail_msg("found in %s", texts[i]);
		assert_null(f.metadata.root);
		assert_false(f.metadata.broken);
		assert_int_equal(f.metadata.body, f.source->bom);
		assert_int_equal(f.problems.count, 0);
		arena_free(f.arena);
	}
}

struct broken {
	const char *text;
	enum problem_kind kind;
	const char *place;
	const char *body;
	const char *fix; /* NULL: none */
};

static const struct broken broken[] = {
    {"---\na: b\n\n# Head\n", PROBLEM_SYNTAX, "---", "\n# Head\n", "---\n"},
    {"---\r\na: b\r\n\r\n# Head\r\n", PROBLEM_SYNTAX, "---", "\r\n# Head\r\n", "---\r\n"},
    {"---\na: b\n----\n# Head\n", PROBLEM_SYNTAX, "---", "# Head\n", "---"},
    {"---\na: b", PROBLEM_SYNTAX, "---", "", "\n---\n"},
    {"---\na: b: c\n---\nx", PROBLEM_SYNTAX, "b: c", "x", "\"b: c\""},
    {"---\na: b\n\nText here.\n\n---\nx", PROBLEM_SYNTAX, "Text here.", "x", NULL},
    {"---\na: b\n\nText.\n\nMore: of: it.\n\n---\nx", PROBLEM_SYNTAX, "Text.", "x", NULL},
    {"---\na: b\n\n# c\nd: @e\n---\nx", PROBLEM_SYNTAX, "@e", "x", "\"@e\""},
    {"---\njust text\n---\nx", PROBLEM_TYPE, "just text", "x", NULL},
    {"---\n- a\n- b\n---\nx", PROBLEM_TYPE, "- a\n- b", "x", NULL},
    {"---js\n{ a: 1 }\n---\nx", PROBLEM_EXECUTABLE, "js", "x", NULL},
    {"--- JavaScript\nmodule\n---\nx", PROBLEM_EXECUTABLE, "JavaScript", "x", NULL},
    {"---js\nevil()\n", PROBLEM_EXECUTABLE, "js", "evil()\n", NULL},
    {"---toml\na = 1\n---\nx", PROBLEM_TYPE, "toml", "x", NULL},
};

static void broken_blocks_leave_the_body(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		struct fixture f = read_text(broken[i].text);
		const struct problem *problem = f.problems.first;
		struct slice place;

		assert_true(f.metadata.broken);
		assert_int_equal(f.problems.count, 1);
		assert_int_equal(problem->kind, broken[i].kind);
		place = source_slice(f.source, problem->span);
		if (!slice_is(place, broken[i].place))
			fail_msg("%s: at `%.*s`", broken[i].text, SLICE_ARG(place));
		assert_non_null(problem->help);
		assert_true((problem->fix_title != NULL) == (broken[i].fix != NULL));
		if (broken[i].fix)
			assert_string_equal(problem->fix_text, broken[i].fix);
		assert_body(&f, broken[i].body);
		arena_free(f.arena);
	}
}

/* Closing a block as the fix says gives one that can be read. */
static void closing_fix_mends(void **state)
{
	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct fixture f = read_text(broken[i].text);
		const struct problem *problem = f.problems.first;
		struct builder text = {0};
		struct fixture again;

		builder_add(&text, f.source->bytes, problem->fix_span.start);
		builder_add_string(&text, problem->fix_text);
		builder_add_string(&text, f.source->bytes + problem->fix_span.end);
		again = read_bytes(text.bytes, text.len, false);
		if (again.metadata.broken)
			fail_msg("still broken: %s", text.bytes);
		assert_non_null(node_get(again.metadata.root, "a"));
		builder_release(&text);
		arena_free(again.arena);
		arena_free(f.arena);
	}
}

static void limits_are_said(void **state)
{
	static const char *const ends[] = {"", "\n---\nbody\n"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct builder text = {0};
		struct fixture f;

		builder_add_string(&text, "---\na: ");
		builder_add_repeated(&text, '[', 80000);
		builder_add_string(&text, ends[i]);
		f = read_bytes(text.bytes, text.len, false);
		assert_true(f.metadata.broken);
		assert_int_equal(f.problems.last->kind, PROBLEM_LIMIT);
		assert_int_equal(source_position(f.source, f.problems.last->span.start).line, 2);
		assert_int_equal(source_position(f.source, f.problems.last->span.start).column, 68);
		builder_release(&text);
		arena_free(f.arena);
	}
}

static void bold_lines_are_fields(void **state)
{
	struct fixture f = read_text("# Title\n\n**Persona:** Alex (CTO)  \n**Stage**: a: b\\\n\n"
	                             "**Pain Point:**\n**Persona:** x\n\nText **Not:** a field\n");
	struct metadata *m = &f.metadata;
	const struct node *stage;

	(void)state;
	assert_non_null(m->root);
	assert_int_equal(m->root->count, 3);
	assert_field(&f, "Persona", "Alex (CTO)");
	assert_field(&f, "Stage", "a: b");
	assert_int_equal(node_get(m->root, "Pain Point")->kind, NODE_NULL);
	stage = node_get(m->root, "Stage");
	assert_true(slice_is(source_slice(f.source, stage->key_span), "Stage"));
	assert_true(slice_is(source_slice(f.source, node_value_span(stage)), "a: b"));
	assert_int_equal(f.problems.count, 1);
	assert_int_equal(f.problems.first->kind, PROBLEM_DUPLICATE_KEY);
	assert_int_equal(m->body, 0);
	assert_int_equal(m->opening, 9);
	assert_string_equal(f.source->bytes + m->span.end, "\nText **Not:** a field\n");
	assert_int_equal(m->insertion, m->span.end);
	arena_free(f.arena);
}

static void bold_lines_stand_in_several_places(void **state)
{
	static const char *const texts[] = {
	    "**a:** b\n\ntext\n",
	    "\xEF\xBB\xBF\r\n**a:** b\r\n",
	    "# T\n**a:** b",
	    "Title\n=====\n\n**a:** b\n---\n",
	    "<!-- c -->\n\n# T\r\r**a:** b\r",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct fixture f = read_text(texts[i]);
		struct metadata *m = &f.metadata;

		assert_non_null(m->reader);
		assert_field(&f, "a", "b");
		assert_int_equal(m->body, f.source->bom);
		/* A line that is put there stands alone. */
		assert_true(m->insertion == 0 || f.source->bytes[m->insertion - 1] == '\n' ||
		            f.source->bytes[m->insertion - 1] == '\r');
		arena_free(f.arena);
	}
}

static void plain_lines_are_fields_where_asked_for(void **state)
{
	static const char text[] =
	    "# Title\n\nPersona: Alex (CTO)  \nPain Point:\\\nStage: a: b\n\n"
	    "Text: not a field.\nIt goes on.\n";
	static const char *const others[] = {
	    "Persona: x  \nStage: y  \n",           /* not under a title */
	    "# T\n\nPersona: x\nStage: y\n",        /* one paragraph */
	    "# T\n\nSee https://a.b  \nStage: y\n", /* not a field first */
	    "# T\n\n`x`: y  \nz: a\n",
	};
	struct fixture f = read_bytes(text, sizeof(text) - 1, false);

	(void)state;
	assert_null(f.metadata.reader);
	arena_free(f.arena);
	f = read_bytes(text, sizeof(text) - 1, true);
	assert_non_null(f.metadata.root);
	assert_int_equal(f.metadata.root->count, 3);
	assert_field(&f, "Persona", "Alex (CTO)");
	assert_int_equal(node_get(f.metadata.root, "Pain Point")->kind, NODE_NULL);
	assert_field(&f, "Stage", "a: b");
	assert_string_equal(f.source->bytes + f.metadata.span.end,
	                    "\nText: not a field.\nIt goes on.\n");
	arena_free(f.arena);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		f = read_bytes(others[i], strlen(others[i]), true);
		assert_null(f.metadata.reader);
		arena_free(f.arena);
	}
}

static void front_matter_comes_first(void **state)
{
	struct fixture f = read_text("---\na: b\n---\n# T\n\n**c:** d\n");

	(void)state;
	assert_int_equal(f.metadata.root->count, 1);
	assert_field(&f, "a", "b");
	arena_free(f.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(yaml_blocks_are_found),
	    cmocka_unit_test(empty_blocks_are_empty_maps),
	    cmocka_unit_test(texts_without_a_container_have_none),
	    cmocka_unit_test(broken_blocks_leave_the_body),
	    cmocka_unit_test(closing_fix_mends),
	    cmocka_unit_test(limits_are_said),
	    cmocka_unit_test(bold_lines_are_fields),
	    cmocka_unit_test(bold_lines_stand_in_several_places),
	    cmocka_unit_test(plain_lines_are_fields_where_asked_for),
	    cmocka_unit_test(front_matter_comes_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
