/* What YAML amounts to as a tree, and what its mistakes are called and mended by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/yaml.h"
#include "tree_check.h"

struct fixture {
	struct arena *arena;
	struct source *source;
	struct problems problems;
	struct comments comments;
	struct node *root;
};

static struct fixture read_bytes(const char *bytes, size_t size, size_t node_limit)
{
	struct fixture f = {.arena = arena_new()};
	size_t nodes = 0;

	f.problems.arena = f.arena;
	f.source = source_from_bytes(f.arena, "test.yaml", bytes, size);
	f.root = yaml_read(f.arena, f.source, (struct span){0, size}, node_limit, &f.problems,
	                   &f.comments);
	if (f.root)
		assert_null(tree_check(f.source, f.root, &nodes));
	return f;
}

static struct fixture read_text(const char *yaml)
{
	return read_bytes(yaml, strlen(yaml), 0);
}

static void assert_place(const struct fixture *f, struct span span, const char *expected)
{
	struct slice text = source_slice(f->source, span);

	if (!slice_is(text, expected))
		fail_msg("`%.*s` stands there, not `%s`", SLICE_ARG(text), expected);
}

static void values_have_kinds(void **state)
{
	struct fixture f = read_text("n: null\nt: ~\ne:\nq: ''\ns: !!str null\nx: \"null\"\n"
	                             "l: [a, b]\nm: {c: d}\ny: yes\n");

	(void)state;
	assert_int_equal(f.problems.count, 0);
	assert_int_equal(node_get(f.root, "n")->kind, NODE_NULL);
	assert_int_equal(node_get(f.root, "t")->kind, NODE_NULL);
	assert_int_equal(node_get(f.root, "e")->kind, NODE_NULL);
	assert_int_equal(node_get(f.root, "q")->kind, NODE_SCALAR);
	assert_true(node_get(f.root, "q")->quoted);
	assert_int_equal(node_get(f.root, "s")->kind, NODE_SCALAR);
	assert_int_equal(node_get(f.root, "x")->kind, NODE_SCALAR);
	assert_int_equal(node_get(f.root, "l")->count, 2);
	assert_string_equal(node_text(node_get(node_get(f.root, "m"), "c")).ptr, "d");
	assert_false(node_get(f.root, "y")->quoted);
	assert_int_equal(f.root->count, 9);
	arena_free(f.arena);
}

static void spans_are_exact(void **state)
{
	struct fixture f = read_text("'a k': &x \"v é\" # c\nl:\n- one\n- two\n\nb: |\n  t\n\n"
	                             "f: [ a, [b] ]\ne:\n");
	const struct node *list = node_get(f.root, "l");

	(void)state;
	assert_place(&f, f.root->first->key_span, "'a k'");
	assert_place(&f, f.root->first->span, "\"v é\"");
	assert_place(&f, node_value_span(f.root->first), "v é");
	assert_place(&f, list->span, "- one\n- two");
	assert_place(&f, list->first->next->span, "two");
	assert_place(&f, node_get(f.root, "b")->span, "|\n  t");
	assert_place(&f, node_get(f.root, "f")->span, "[ a, [b] ]");
	assert_int_equal(node_get(f.root, "e")->span.start, f.source->size - 1);
	arena_free(f.arena);
}

static void comments_are_those_that_yaml_sees(void **state)
{
	struct fixture f = read_text("# top\n---\na: b#c # one\nd: '# no'\ne: | # two\n  # text\n"
	                             "# three\nf: !!str # four\n  g\nh: [i, # five\n  j]\n");
	static const char *const texts[] = {"top", "one", "two", "three", "four", "five"};

	(void)state;
	assert_non_null(f.root);
	assert_int_equal(f.comments.count, 6);
	for (size_t i = 0; i < 6; i++) {
		assert_true(slice_is(f.comments.items[i].text, texts[i]));
		assert_true(f.comments.items[i].metadata);
	}
	assert_place(&f, f.comments.items[1].span, "# one");
	arena_free(f.arena);
}

static void duplicates_keep_the_first(void **state)
{
	struct fixture f = read_text("a: 1\nb: {a: 2}\n'a': 3\n");

	(void)state;
	assert_int_equal(f.root->count, 2);
	assert_string_equal(node_text(node_get(f.root, "a")).ptr, "1");
	assert_int_equal(f.problems.count, 1);
	assert_int_equal(f.problems.first->kind, PROBLEM_DUPLICATE_KEY);
	assert_place(&f, f.problems.first->span, "'a'");
	assert_int_equal(f.problems.first->related.start, 0);
	arena_free(f.arena);
}

static void aliases_are_not_expanded(void **state)
{
	struct fixture scalar = read_text("a: &x text\nb: *x\n");
	struct fixture list = read_text("a: &x [1]\nb: *x\n");
	const struct node *alias = node_get(scalar.root, "b");

	(void)state;
	assert_string_equal(node_text(alias).ptr, "text");
	assert_place(&scalar, textmap_source(&alias->map, 1, 2), "*x");
	assert_null(list.root);
	assert_int_equal(list.problems.first->kind, PROBLEM_LIMIT);
	assert_place(&list, list.problems.first->span, "*x");
	arena_free(scalar.arena);
	arena_free(list.arena);
}

static void tags_that_run_code_are_reported(void **state)
{
	struct fixture f =
	    read_text("a: !!python/object/apply:os.system [ls]\nb: !ruby/object:X y\n"
	              "c: !include d\n");

	(void)state;
	assert_non_null(f.root);
	assert_int_equal(f.problems.count, 2);
	assert_int_equal(f.problems.first->kind, PROBLEM_EXECUTABLE);
	assert_place(&f, f.problems.first->span, "!!python/object/apply:os.system");
	assert_place(&f, f.problems.last->span, "!ruby/object:X");
	arena_free(f.arena);
}

struct mistake {
	const char *yaml;
	const char *place;   /* what the problem spans */
	const char *message; /* part of it */
	const char *fix;     /* NULL: none is offered */
};

static const struct mistake mistakes[] = {
    {"title: Foo: the bar # c\n", "Foo: the bar", "`: `", "\"Foo: the bar\""},
    {"- a: b: c\n", "b: c", "`: `", "\"b: c\""},
    {"a: say \"x\": y\n", "say \"x\": y", "`: `", "\"say \\\"x\\\": y\""},
    {"a:\n\tb: c\n", "\t", "tab", "  "},
    {"a: @me\n", "@me", "`@`", "\"@me\""},
    {"a: `x` y\n", "`x` y", "backtick", "\"`x` y\""},
    {"a: %x\n", "%x", "`%`", "\"%x\""},
    {"a:\n- % of\n", "% of", "`%`", "\"% of\""},
    {"a: *Great* post\n", "*Great* post", "`*`", "\"*Great* post\""},
    {"a: *great\n", "*great", "no anchor `&great`", "\"*great\""},
    {"a: & b\n", "& b", "`&`", "\"& b\""},
    {"a: > b\nc: d\n", "> b", "`>`", "\"> b\""},
    {"a: !x!y z\n", "!x!y z", "`!`", "\"!x!y z\""},
    {"a: 'It's'\nb: c\n", "'It's'", "closing quote", "\"It's\""},
    {"a: \"x\" and \"y\"\n", "\"x\" and \"y\"", "closing quote", "\"\\\"x\\\" and \\\"y\\\"\""},
    {"a: 'open\nb: c\n", "'", "never closed", NULL},
    {"a: \"open\nb: c\n", "\"", "never closed", NULL},
    {"a: [b, c\nd: e\n", "[", "never closed", NULL},
    {"a: {b: c\nd: e\n", "{", "never closed", NULL},
    {"a: [b, \"c\" d]\n", "d", "expected `,` or `]`", NULL},
    {"a: [b,, c]\n", ",", "missing", NULL},
    {"a: [New] post\nb: c\n", "[New] post", "`]`", "\"[New] post\""},
    {"a: {{ x.y }}\n", "{{ x.y }}", "placeholder", "\"{{ x.y }}\""},
    {"? [a]\n: b\n", "[", "key must be text", NULL},
    {"a: b\njust words\nc: d\n", "just words", "without a `:`", NULL},
    {"a: b\n  c: d\n", "c", "inside the value above", NULL},
    {"  a: b\n c: d\n", "c: d", "indentation", NULL},
    {"a: \"C:\\Users\"\n", "\\U", "escape", "\\\\"},
    {"a: - b\n", "-", "list item", NULL},
    {"a: b\x1B\n", "\x1B", "U+001B", ""},
    {"a: b\n---\nc: d\n", "---", "second document", NULL},
};

static void mistakes_are_named_and_mended(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		const struct mistake *mistake = &mistakes[i];
		struct fixture f = read_text(mistake->yaml);
		const struct problem *problem = f.problems.first;

		if (f.root || f.problems.count != 1)
			fail_msg("%s: %zu problems", mistake->yaml, f.problems.count);
		assert_int_equal(problem->kind, PROBLEM_SYNTAX);
		assert_place(&f, problem->span, mistake->place);
		if (!strstr(problem->message, mistake->message))
			fail_msg("%s: %s", mistake->yaml, problem->message);
		assert_non_null(problem->help);
		assert_null(strchr(problem->message, '"'));
		assert_true((problem->fix_title != NULL) == (mistake->fix != NULL));
		if (mistake->fix)
			assert_string_equal(problem->fix_text, mistake->fix);
		arena_free(f.arena);
	}
}

/* A fix that is offered must make the document readable. */
static void fixes_mend(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		struct fixture f = read_text(mistakes[i].yaml);
		const struct problem *problem = f.problems.first;
		struct builder mended = {0};
		struct fixture again;

		if (problem->fix_title) {
			builder_add(&mended, f.source->bytes, problem->fix_span.start);
			builder_add_string(&mended, problem->fix_text);
			builder_add_string(&mended, f.source->bytes + problem->fix_span.end);
			again = read_bytes(mended.bytes, mended.len, 0);
			if (!again.root)
				fail_msg("still broken: %s", mended.bytes);
			arena_free(again.arena);
		}
		builder_release(&mended);
		arena_free(f.arena);
	}
}

static void assert_limit(struct fixture f, size_t at)
{
	assert_null(f.root);
	assert_non_null(f.problems.last);
	assert_int_equal(f.problems.last->kind, PROBLEM_LIMIT);
	assert_int_equal(f.problems.last->span.start, at);
	arena_free(f.arena);
}

static struct fixture read_repeated(const char *head, const char *part, size_t times,
                                    size_t node_limit)
{
	struct builder text = {0};
	struct fixture f;

	builder_add_string(&text, head);
	for (size_t i = 0; i < times; i++)
		builder_add_string(&text, part);
	f = read_bytes(text.bytes, text.len, node_limit);
	builder_release(&text);
	return f;
}

static void limits_hold(void **state)
{
	struct fixture f;

	(void)state;
	assert_limit(read_repeated("a: ", "[", 100000, 0), 3 + YAML_DEPTH_LIMIT);
	assert_limit(read_repeated("", "- ", 1000, 0), 2 * (YAML_DEPTH_LIMIT + 1));
	assert_limit(read_repeated("", "- a\n", 20, 10), 4 * 9 + 2);
	assert_limit(read_repeated("", "%TAG !a! tag:x:\n", 65, 0), 16 * 64);
	assert_limit(read_repeated("a: ", "word ", 60000, 0), YAML_SIZE_LIMIT);
	f = read_repeated("a: ", "word ", 60000, 10);
	assert_non_null(f.root);
	arena_free(f.arena);
	f = read_repeated("", "- a\n", YAML_NODE_LIMIT - 1, 0);
	assert_non_null(f.root);
	arena_free(f.arena);
}

static void empty_documents_are_null(void **state)
{
	static const char *const texts[] = {"",      "\n",           "# only\n",
	                                    "---\n", "\xEF\xBB\xBF", "---\n...\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct fixture f = read_text(texts[i]);

		assert_non_null(f.root);
		assert_int_equal(f.root->kind, NODE_NULL);
		arena_free(f.arena);
	}
}

/* Offsets are of the whole source, and only the range is read. */
static void a_range_is_read(void **state)
{
	static const char text[] = "é: [\nkey: é v\n]: bad";
	struct arena *arena = arena_new();
	struct problems problems = {.arena = arena};
	struct source *source = source_from_bytes(arena, "t", text, sizeof(text) - 1);
	struct node *root = yaml_read(arena, source, (struct span){6, 16}, 0, &problems, NULL);

	(void)state;
	assert_non_null(root);
	assert_int_equal(root->first->key_span.start, 6);
	assert_true(slice_is(source_slice(source, root->first->span), "é v"));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_have_kinds),
	    cmocka_unit_test(spans_are_exact),
	    cmocka_unit_test(comments_are_those_that_yaml_sees),
	    cmocka_unit_test(duplicates_keep_the_first),
	    cmocka_unit_test(aliases_are_not_expanded),
	    cmocka_unit_test(tags_that_run_code_are_reported),
	    cmocka_unit_test(mistakes_are_named_and_mended),
	    cmocka_unit_test(fixes_mend),
	    cmocka_unit_test(limits_hold),
	    cmocka_unit_test(empty_documents_are_null),
	    cmocka_unit_test(a_range_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
