/* What is read without libyaml is what libyaml makes of it, and the rest is left to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/yaml.h"
#include "parse/yaml_simple.h"
#include "tree_check.h"
#include "tree_same.h"

enum { ROUNDS = 60000 };

/* Whether TEXT[range) is simple; then it must be what libyaml says. */
static bool is_simple(const char *text, struct span range)
{
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "yaml", text, strlen(text));
	struct problems problems = {.arena = arena};
	struct comments ours = {0};
	struct comments theirs = {0};
	const struct node *simple = yaml_simple_read(arena, source, range, YAML_NODE_LIMIT, &ours);
	const struct node *full = yaml_read_events(arena, source, range, 0, &problems, &theirs);
	size_t nodes = 0;

	if (!simple) {
		assert_int_equal(ours.count, 0);
	} else {
		if (!full || problems.count)
			fail_msg("libyaml refuses:\n%s", text);
		if (tree_other(simple, full))
			fail_msg("from byte %zu on not the same:\n%s",
			         tree_other(simple, full)->span.start, text);
		if (!tree_same_comments(&ours, &theirs))
			fail_msg("other comments:\n%s", text);
		assert_null(tree_check(source, simple, &nodes));
	}
	arena_free(arena);
	return simple != NULL;
}

static bool is_simple_text(const char *text)
{
	return is_simple(text, (struct span){0, strlen(text)});
}

static const char *const simple_texts[] = {
    "a: b",
    "a: b\n",
    "# top\n\na: b # one\n# two\n\n'b c':   c d:e#f \n",
    "a:\nb: ~\nc: null\nd: 'null'\ne: \"\"\nf:   # none\n",
    "a:\n  b:\n    c: d\n  e: f\ng: h\n",
    "a:\n- b\n- c: d\n  e: f\n-\ng: h\n",
    "a:\n  - b\n  -   c: d\n      e:\n      - f\n  - - g\n    - h\n  -\n    i: j\n",
    "- a\n- 'b'\n-\n- c: d\n",
    "a: [b, 'c d', \"e\", -1, f:g, [h], {i: j}]\nk: {l: m, \"n\": [o]}\np: []\nq: {}\n",
    "a: [b,  # one\n  c,\n\n  # two\n  d,\n]\nb: {c: d,\n e:\n f}\n",
    "a: 'it''s' # one\nb: \"say \\\"no\\\" \\\\ \"\n'c''d': e\n\"\\\"\": f\n",
    "a: |\n  one\n   two\n\n\n  three \n\n# no\nb: >-\n   one\n   two\n\n   three\n\nc: |-\n  d",
    "a:\n  text\nb:\n  [c]\nd:\n  |\n   e\nf: >\n  g",
    "a: http://b/c?d=e#f\nb: -c\nc: x:y\nd: 1 - 2\ne: --\nf: a, [b] {c} 'd' \"e\" & * !\n",
    "a: \xE2\x80\x99 \xE2\x80\xA6 \xC3\xA9\nb: '\xF0\x9F\x98\x80'\n\xC3\xA9: \xEF\xBC\x9A\n",
    "  a: b\n  c: d\n",
    "text",
    "[a, b]\n",
    "- |\n  a\n- >\n  b\n  c\n",
    "a: b\n   \n  # c\nd: e\n     # f\n",
    "a: {b: c} # d\ne: [f] # g\n",
    "<<: a\ny: yes\n",
    "a: b\r\n# c\r\n\r\nd:\r\n- e # f\r\n- 'g'\r\nh: [i,\r\n  j]\r\nk:\r\n",
    "a: b\n  c d  \n e # f\ng:\n  - h\n    - i\n\n\n    j\n  -\n    k\n    l\nm: n\n",
    "a: b\n  \n \n\n  c\n      \n",
    "a: b\n  'c' [d] {e} - ! &\n\nf: ~\n  ~\n",
};

/* What is not simple, or a mistake. */
static const char *const other_texts[] = {
    "",
    "# nothing\n",
    "a: &b c\n",
    "a: *b\n",
    "a: !!str b\n",
    "%YAML 1.1\n---\na: b\n",
    "---\na: b\n",
    "a: b\n...\n",
    "a:\tb\n",
    "a: b\rc: d\n",
    "a: |\r\n  b\r\n",
    "a: |\n  b\r\n  c\n",
    "a: b\r\n  c\r\n",
    "a\n  b: c\n",
    "a: b\n  c: d\n",
    "a: \"b\\n\"\n",
    "a: \"b\n  c\"\n",
    "a: 'b\n  c'\n",
    "a: [b\n  c]\n",
    "a: b: c\n",
    "a: b\n c: d\n",
    "a:\n  b: c\n d: e\n",
    "a: b\na: c\n",
    "a: {b: c, 'b': d}\n",
    "a: [b: c]\n",
    "a: [b, , c]\n",
    "a: {b, c: d}\n",
    "a: {b: , c: d}\n",
    "a: [b\n",
    "a: [b] c\n",
    "a: [b]#c\n",
    "a: [b:,c]\n",
    "a: 'b'c\n",
    "a: 'b'#c\n",
    "a: - b\n",
    "a: @b\n",
    "a: `b`\n",
    "a: %b\n",
    "a: |+\n  b\n\n",
    "a: |2\n  b\n",
    "a: | # b\n  c\n",
    "a: |\n\n  b\n",
    "a: |\n  b\n  \n  c\n",
    "a: >\n  b\n   c\n  d\n",
    "a: |\n b\nc\n",
    "a: |\n  b\n c\n",
    "? a\n: b\n",
    "[a]: b\n",
    "- a\nb: c\n",
    "a: b\n- c\n",
    "  - a\n - b\n",
    "a: nel\xC2\x85\n",
    "a: ls\xE2\x80\xA8\n",
    "a: \xEF\xBB\xBF\n",
    "a: \x01\n",
};

static void what_people_write_is_simple(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(simple_texts) / sizeof(simple_texts[0]); i++)
		if (!is_simple_text(simple_texts[i]))
			fail_msg("not simple:\n%s", simple_texts[i]);
}

static void other_documents_are_left_to_libyaml(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(other_texts) / sizeof(other_texts[0]); i++)
		if (is_simple_text(other_texts[i]))
			fail_msg("simple:\n%s", other_texts[i]);
}

static uint64_t next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* One to three bytes of a simple document, at random, become others. */
static void damaged_documents_are_read_alike(void **state)
{
	static const char bytes[] = "\n\n\n   \t:-#,[]{}'\"\\?|>&*!%@.ab~";
	uint64_t random = 1;
	size_t simple = 0;

	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		const char *text =
		    simple_texts[round % (sizeof(simple_texts) / sizeof(simple_texts[0]))];
		struct builder copy = {0};

		builder_add_string(&copy, text);
		for (uint64_t n = next(&random) % 3 + 1; n; n--) {
			size_t at = next(&random) % copy.len;
			char byte = bytes[next(&random) % (sizeof(bytes) - 1)];

			if ((unsigned char)copy.bytes[at] < 0x80)
				copy.bytes[at] = byte;
		}
		simple += is_simple_text(copy.bytes);
		builder_release(&copy);
	}
	/* Enough of them on either side for the comparison to mean something. */
	assert_in_range(simple, ROUNDS / 8, ROUNDS * 7 / 8);
}

static void a_part_of_a_file_is_read_alone(void **state)
{
	(void)state;
	assert_true(is_simple("---\na: b\n---\nc: d\n", (struct span){4, 9}));
	assert_true(is_simple("---\na: b\n---\nc: d\n", (struct span){4, 8}));
	assert_false(is_simple("a: \xC3\xA9\n", (struct span){0, 4}));
}

/* The limits are those of libyaml's way. */
static void limits_hold(void **state)
{
	struct builder text = {0};
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "yaml", "a: [b, c]\n", 10);

	(void)state;
	assert_non_null(yaml_simple_read(arena, source, (struct span){0, 10}, 5, NULL));
	assert_null(yaml_simple_read(arena, source, (struct span){0, 10}, 4, NULL));
	arena_free(arena);
	for (int keys = 1; keys < 40; keys++) {
		builder_printf(&text, "key%d: v\n", keys);
		assert_true(is_simple_text(text.bytes));
	}
	builder_add_string(&text, "key20: again\n");
	assert_false(is_simple_text(text.bytes));
	builder_clear(&text);
	builder_add_repeated(&text, '[', YAML_DEPTH_LIMIT + 1);
	builder_add_repeated(&text, ']', YAML_DEPTH_LIMIT + 1);
	assert_true(is_simple_text(text.bytes));
	builder_clear(&text);
	builder_add_repeated(&text, '[', YAML_DEPTH_LIMIT + 2);
	builder_add_repeated(&text, ']', YAML_DEPTH_LIMIT + 2);
	assert_false(is_simple_text(text.bytes));
	builder_clear(&text);
	builder_add_repeated(&text, 'k', 1025);
	builder_add_string(&text, ": v\n");
	assert_false(is_simple_text(text.bytes));
	builder_clear(&text);
	builder_add_string(&text, "key");
	builder_add_repeated(&text, ' ', 1024);
	builder_add_string(&text, ": v\n");
	assert_false(is_simple_text(text.bytes));
	builder_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_people_write_is_simple),
	    cmocka_unit_test(other_documents_are_left_to_libyaml),
	    cmocka_unit_test(damaged_documents_are_read_alike),
	    cmocka_unit_test(a_part_of_a_file_is_read_alone),
	    cmocka_unit_test(limits_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
