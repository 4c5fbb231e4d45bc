/*
 * Scalars of every style, made at random from seeds that are printed when one
 * fails: each must be mapped to its source byte by byte. The generator knows
 * what libyaml accepts; a scalar that it refuses is a fault of the generator.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "parse/yaml.h"
#include "tree_check.h"

enum { ROUNDS = 30000 };

struct maker {
	struct builder out;
	uint64_t state;
	const char *newline; /* of this document; NULL: any kind */
	size_t indent;       /* of the scalar's further lines */
	unsigned words;
};

static unsigned pick(struct maker *maker, unsigned count)
{
	maker->state = maker->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(maker->state >> 33) % count;
}

static void add_newline(struct maker *maker)
{
	static const char *const breaks[] = {"\n",       "\n",           "\r\n",        "\r",
	                                     "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};

	builder_add_string(&maker->out, maker->newline ? maker->newline : breaks[pick(maker, 7)]);
}

/* Words of letters that differ in width; the number makes each one unique. */
static void add_word(struct maker *maker)
{
	static const char *const letters[] = {
	    "a",  "word", "é", "字", "\xF0\x9F\x98\x80", "x:y",
	    "c#", "don",  "é́", "-",  "\xC2\xA0",         "z\xEF\xBB\xBFz"};

	builder_printf(&maker->out, "w%u%s", maker->words++, letters[pick(maker, 12)]);
	builder_add_string(&maker->out, "e");
}

static void add_blanks(struct maker *maker, unsigned most)
{
	for (unsigned count = pick(maker, most + 1); count; count--)
		builder_add_char(&maker->out, pick(maker, 4) ? ' ' : '\t');
}

/* A line break between two words, with what folding drops or keeps around it. */
static void add_fold(struct maker *maker)
{
	add_blanks(maker, 2);
	for (unsigned count = pick(maker, 4) ? 1 : 1 + pick(maker, 3); count; count--) {
		add_newline(maker);
		builder_add_repeated(&maker->out, ' ', maker->indent);
	}
	add_blanks(maker, 2);
}

static void add_escape(struct maker *maker)
{
	static const char *const escapes[] = {
	    "\\0",     "\\a",     "\\b",         "\\t",        "\\\t",  "\\n",   "\\v",
	    "\\f",     "\\r",     "\\e",         "\\ ",        "\\\"",  "\\/",   "\\\\",
	    "\\N",     "\\_",     "\\L",         "\\P",        "\\x41", "\\xe9", "\\u00e9",
	    "\\u5b57", "\\uFEFF", "\\U0001F600", "\\U00000041"};

	builder_add_string(&maker->out, escapes[pick(maker, 25)]);
}

static void add_flow(struct maker *maker, enum yaml_style style)
{
	const char *quote = style == YAML_STYLE_PLAIN    ? ""
	                    : style == YAML_STYLE_SINGLE ? "'"
	                                                 : "\"";

	builder_add_string(&maker->out, quote);
	if (style != YAML_STYLE_PLAIN && pick(maker, 4) == 0)
		add_fold(maker);
	add_word(maker);
	for (unsigned count = pick(maker, 12); count; count--) {
		unsigned what = pick(maker, 8);

		if (what < 3) {
			add_fold(maker);
		} else if (what == 3 && style == YAML_STYLE_SINGLE) {
			builder_add_string(&maker->out, "''");
		} else if (what < 6 && style == YAML_STYLE_DOUBLE) {
			add_escape(maker);
		} else if (what == 6 && style == YAML_STYLE_DOUBLE) {
			add_blanks(maker, 2);
			builder_add_char(&maker->out, '\\');
			add_fold(maker);
			continue;
		} else {
			builder_add_char(&maker->out, ' ');
			add_blanks(maker, 2);
		}
		add_word(maker);
	}
	if (style != YAML_STYLE_PLAIN && pick(maker, 4) == 0)
		add_fold(maker);
	builder_add_string(&maker->out, quote);
	add_newline(maker);
}

static void add_block_line(struct maker *maker, size_t indent, bool first)
{
	unsigned what = pick(maker, 8);

	if (what == 0 || (what == 1 && !first)) {
		/* A blank line, not longer than the indentation before the first text. */
		builder_add_repeated(&maker->out, ' ', pick(maker, (unsigned)indent + 1));
		if (!first && what == 1)
			builder_add_repeated(&maker->out, ' ', indent + 2);
	} else {
		builder_add_repeated(&maker->out, ' ', indent);
		if (!first && pick(maker, 4) == 0)
			builder_add_string(&maker->out, pick(maker, 2) ? "  " : "\t ");
		add_word(maker);
		if (pick(maker, 2)) {
			builder_add_string(&maker->out, " # ");
			add_word(maker);
		}
		add_blanks(maker, 2);
	}
	add_newline(maker);
}

/* PARENT is the column of the map that the scalar is a value of. */
static void add_block(struct maker *maker, enum yaml_style style, size_t parent)
{
	static const char *const chompings[] = {"", "-", "+"};
	const char *chomping = chompings[pick(maker, 3)];
	bool explicit = pick(maker, 3) == 0;
	size_t more = 1 + pick(maker, 5);
	unsigned lines = pick(maker, 9);

	builder_add_char(&maker->out, style == YAML_STYLE_LITERAL ? '|' : '>');
	if (explicit && pick(maker, 2))
		builder_printf(&maker->out, "%zu%s", more, chomping);
	else if (explicit)
		builder_printf(&maker->out, "%s%zu", chomping, more);
	else
		builder_add_string(&maker->out, chomping);
	if (pick(maker, 4) == 0)
		builder_add_string(&maker->out, " # comment");
	add_newline(maker);
	if (explicit && lines && pick(maker, 3) == 0) {
		builder_add_repeated(&maker->out, ' ', parent + more + 1 + pick(maker, 3));
		add_word(maker);
		add_newline(maker);
	}
	for (unsigned line = 0; line < lines; line++)
		add_block_line(maker, parent + more, !explicit && line == 0);
}

static void add_value(struct maker *maker, size_t parent)
{
	enum yaml_style style = (enum yaml_style)pick(maker, 5);
	static const char *const properties[] = {"", "", "", "", "!!str ", "&a ", "&a !t ", "! "};

	builder_add_string(&maker->out, properties[pick(maker, 8)]);
	maker->indent = parent + 1 + pick(maker, 4);
	if (style == YAML_STYLE_LITERAL || style == YAML_STYLE_FOLDED)
		add_block(maker, style, parent);
	else
		add_flow(maker, style);
}

static void add_document(struct maker *maker)
{
	static const char *const newlines[] = {"\n", "\r\n", "\r", NULL};
	unsigned keys = 1 + pick(maker, 4);

	maker->newline = newlines[pick(maker, 4)];
	if (pick(maker, 8) == 0)
		builder_add_string(&maker->out, "\xEF\xBB\xBF");
	for (unsigned key = 0; key < keys; key++) {
		builder_printf(&maker->out, "k%u:", key);
		if (pick(maker, 3) == 0) {
			add_newline(maker);
			builder_printf(&maker->out, "   é%u: ", key);
			add_value(maker, 3);
		} else {
			builder_add_char(&maker->out, ' ');
			add_value(maker, 0);
		}
	}
	if (pick(maker, 4) == 0 && maker->out.len)
		maker->out.len--; /* the last line may end the file */
}

static void generated_scalars_map_exactly(void **state)
{
	struct maker maker = {0};
	size_t refused = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		struct arena *arena = arena_new();
		struct problems problems = {.arena = arena};
		struct source *source;
		struct node *root;
		const char *fault;
		size_t nodes = 0;

		builder_clear(&maker.out);
		maker.state = seed;
		maker.words = 0;
		add_document(&maker);
		source = source_from_bytes(arena, "generated", maker.out.bytes, maker.out.len);
		root = yaml_read(arena, source, (struct span){0, source->size}, 0, &problems, NULL);
		if (!root) {
			refused++;
		} else if ((fault = tree_check(source, root, &nodes)) != NULL) {
			fail_msg("seed %zu: %s:\n%s", (size_t)seed, fault, source->bytes);
		}
		arena_free(arena);
	}
	builder_release(&maker.out);
	/* A tab where indentation is due, an odd last byte: a few are refused. */
	assert_in_range(refused, 0, ROUNDS / 10);
}

struct shape {
	const char *yaml;
	const char *text; /* of the value of `a` */
};

static const struct shape shapes[] = {
    {"a: plain words\n", "plain words"},
    {"a: over\n  two lines\n", "over two lines"},
    {"a: over\n\n\n  a gap\n", "over\n\na gap"},
    {"a: 'it''s'\n", "it's"},
    {"a: \"tab\\tand \\\"quotes\\\" \\u00e9\"\n", "tab\tand \"quotes\" é"},
    {"a: \"joined\\\n   lines\"\n", "joinedlines"},
    {"a: \"kept  \\\n   \\ blank\"\n", "kept   blank"},
    {"a: |\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n"},
    {"a: |-\n  one\n", "one"},
    {"a: |+\n  one\n\n", "one\n\n"},
    {"a: >\n  folded\n  text\n\n  par\n   kept\n  end\n", "folded text\npar\n kept\nend\n"},
    {"a: >-\r\n  folded\r\n  text\r\n", "folded text"},
    {"a: |2-\n    deep\n", "  deep"},
    {"a: |\n\n  after a blank line\n", "\nafter a blank line\n"},
    {"a: !!str 12\n", "12"},
    {"a: &x\n  value # comment\n", "value"},
    {"a:\n  b: |1\n     x\n", NULL},
    {"a: wide 字 \xF0\x9F\x98\x80 end\n", "wide 字 \xF0\x9F\x98\x80 end"},
    {"a: ls\xE2\x80\xA8  next\n", "ls\xE2\x80\xA8next"},
    {"a: nel\xC2\x85  next\n", "nel next"},
    {"{ a: flow value, b: c }\n", "flow value"},
};

static void shapes_have_their_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		struct arena *arena = arena_new();
		struct problems problems = {.arena = arena};
		struct source *source =
		    source_from_bytes(arena, "shape", shapes[i].yaml, strlen(shapes[i].yaml));
		struct node *root =
		    yaml_read(arena, source, (struct span){0, source->size}, 0, &problems, NULL);
		size_t nodes = 0;

		assert_non_null(root);
		assert_null(tree_check(source, root, &nodes));
		if (shapes[i].text)
			assert_string_equal(node_text(node_get(root, "a")).ptr, shapes[i].text);
		arena_free(arena);
	}
}

/* A range of the text stands where the author sees it. */
static void ranges_have_their_place(void **state)
{
	static const char yaml[] = "k: \"say \\\"stop\\\" now\"\nf: >\n  one two\n  three\n";
	struct arena *arena = arena_new();
	struct problems problems = {.arena = arena};
	struct source *source = source_from_bytes(arena, "place", yaml, sizeof(yaml) - 1);
	struct node *root =
	    yaml_read(arena, source, (struct span){0, source->size}, 0, &problems, NULL);
	const struct node *quoted = node_get(root, "k");
	const struct node *folded = node_get(root, "f");
	struct span span = textmap_source(&quoted->map, 11, 14);

	(void)state;
	assert_true(slice_is(source_slice(source, span), "now"));
	assert_true(slice_is(source_slice(source, quoted->span), "\"say \\\"stop\\\" now\""));
	assert_true(
	    slice_is(source_slice(source, textmap_source(&folded->map, 4, 13)), "two\n  three"));
	assert_true(slice_is(source_slice(source, folded->span), ">\n  one two\n  three"));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(generated_scalars_map_exactly),
	    cmocka_unit_test(shapes_have_their_text),
	    cmocka_unit_test(ranges_have_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
