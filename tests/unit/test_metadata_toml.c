/* TOML front matter: what is found, read and said. */
#include "scribe.h"

static void values_are_read(void **state)
{
	static const struct value_case cases[] = {
	    {"+++\na = \"b\"\n+++\nbody", "b", true},
	    {"\xEF\xBB\xBF+++ \r\n# c\r\n\r\na='b' # c\r\n+++\t\r\nbody", "b", true},
	    {"+++\ra = 'b'\r+++\rbody", "b", true},
	    {"+++\na = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"\n+++\nbody",
	     "\b\t\n\f\r\"\\é😀", true},
	    {"+++\na = 'C:\\n'\n+++\nbody", "C:\\n", true},
	    {"+++\na = \"\"\"\nx\r\n\ty \"\" \\\"\"\"\"\n+++\nbody", "x\n\ty \"\" \"", true},
	    {"+++\na = \"\"\"\"x\"\"\"\"\"\n+++\nbody", "\"x\"\"", true},
	    {"+++\na = \"\"\"x \\  \n\n   y\"\"\"\n+++\nbody", "x y", true},
	    {"+++\na = '''\n'x'\\''''\n+++\nbody", "'x'\\'", true},
	    {"+++\na = \"\"\n+++\nbody", "", true},
	    {"+++\na = 1_000\n+++\nbody", "1_000", false},
	    {"+++\na = -0.5e+1_0\n+++\nbody", "-0.5e+1_0", false},
	    {"+++\na = 0xDEAD_beef\n+++\nbody", "0xDEAD_beef", false},
	    {"+++\na = +inf\n+++\nbody", "+inf", false},
	    {"+++\na = true\n+++\nbody", "true", false},
	    {"+++\na = 2024-02-29\n+++\nbody", "2024-02-29", false},
	    {"+++\na = 1979-05-27 07:32:00.5-07:00# c\n+++\nbody", "1979-05-27 07:32:00.5-07:00",
	     false},
	    {"+++\na = 1979-05-27T07:32:00Z\n+++\nbody", "1979-05-27T07:32:00Z", false},
	    {"+++\na = 07:32:00\n+++\nbody", "07:32:00", false},
	    {"+++\n\"a\" = 1\n\n[b]\na = 2\n+++\nbody", "1", false},
	};

	(void)state;
	check_values(cases, sizeof(cases) / sizeof(cases[0]), "body");
}

static void tables_are_maps(void **state)
{
	struct fixture f = read_text("+++\na.b.c = 1\na.b.d = [ 2, # c\n 'x', ]\n"
	                             "[t]\nx = 1\n[t.u . \"v w\"]\ny = { z.q = 2, r = {} }\n"
	                             "[[l]]\nn = 1\n[[l]]\n[l.m]\no = 3\n[s.t]\n[s]\nv = 9\n+++\n");
	const struct node *t;
	const struct node *l;

	(void)state;
	assert_int_equal(f.problems.count, 0);
	assert_int_equal(f.comments.count, 1);
	assert_int_equal(node_get(node_get(field(&f, "a"), "b"), "d")->count, 2);
	t = field(&f, "t");
	assert_int_equal(t->count, 2);
	t = node_get(node_get(t, "u"), "v w");
	assert_string_equal(node_text(node_get(node_get(node_get(t, "y"), "z"), "q")).ptr, "2");
	assert_true(slice_is(source_slice(f.source, t->span), "\ny = { z.q = 2, r = {} }"));
	l = field(&f, "l");
	assert_int_equal(l->kind, NODE_LIST);
	assert_int_equal(l->count, 2);
	assert_string_equal(node_text(node_get(node_get(l->first->next, "m"), "o")).ptr, "3");
	assert_int_equal(field(&f, "s")->count, 2);
	arena_free(f.arena);
}

static void a_new_field_goes_before_all_tables(void **state)
{
	(void)state;
	check_insertion("+++\r\n[t]\r\na = 1\r\n+++\r\n");
	check_insertion("+++\n+++\n");
}

static void empty_blocks_are_empty_maps(void **state)
{
	static const char *const texts[] = {"+++\n+++\nx", "+++\n\n+++\nx", "+++\n# c\n+++\nx"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct fixture f = read_text(texts[i]);

		assert_int_equal(f.metadata.root->count, 0);
		assert_string_equal(f.source->bytes + f.metadata.body, "x");
		arena_free(f.arena);
	}
}

static void texts_with_plus_signs_are_none(void **state)
{
	static const char *const texts[] = {
	    "+++",       "+++\ntext\n",          "++++\na = 1\n++++\n",     " +++\na = 1\n+++\n",
	    "+++ title", "+++\n\ntext\n\n+++\n", "+++ a = 1\nb = 2\n+++\n", "+ one\n+ two\n"};

	(void)state;
	check_absent(texts, sizeof(texts) / sizeof(texts[0]));
}

static void mistakes_have_their_place(void **state)
{
	static const struct broken_case cases[] = {
	    {"+++\na = Hello World\n+++\nB", "Hello", "B", true},
	    {"+++\na = [x]\n+++\nB", "x", "B", true},
	    {"+++\na: \"x\"\n+++\nB", ":", "B", true},
	    {"+++\na \"x\"\n+++\nB", "\"", "B", false},
	    {"+++\na\n+++\nB", "a", "B", false},
	    {"+++\na =\n+++\nB", "", "B", false},
	    {"+++\na = ,\n+++\nB", ",", "B", false},
	    {"+++\n= 1\n+++\nB", "=", "B", false},
	    {"+++\na = \"x\n+++\nB", "\"", "B", false},
	    {"+++\na = 'x\n+++\nB", "'", "B", false},
	    {"+++\na = '''x\n+++\nB", "'''", "B", false},
	    {"+++\na = \"\\x\"\n+++\nB", "\\x", "B", false},
	    {"+++\na = \"\\uD800\"\n+++\nB", "\\uD800", "B", false},
	    {"+++\na = \"\x01\"\n+++\nB", "\x01", "B", false},
	    {"+++\na = 1 b = 2\n+++\nB", "b", "B", false},
	    {"+++\na = [1 2]\n+++\nB", "2", "B", true},
	    {"+++\na = [1, 2\nb = 3\n+++\nB", "[", "B", false},
	    {"+++\na = [1,\n+++\nB", "[", "B", false},
	    {"+++\na = {b = 1,}\n+++\nB", ",", "B", false},
	    {"+++\na = {b = 1,\n c = 2}\n+++\nB", "{", "B", false},
	    {"+++\na = {b = 1 c = 2}\n+++\nB", "c", "B", true},
	    {"+++\n[a\nb = 1\n+++\nB", "[", "B", false},
	    {"+++\n[[a]\nb = 1\n+++\nB", "[[", "B", false},
	    {"+++\na = 2026-02-30\n+++\nB", "2026-02-30", "B", false},
	    {"+++\na = 012\n+++\nB", "012", "B", true},
	    {"+++\na = 1__0\n+++\nB", "1__0", "B", true},
	    {"+++\na = True\n+++\nB", "True", "B", true},
	    {"+++\na = 1\n\n# Head\n", "+++", "\n# Head\n", true},
	    {"+++\n\na = 1\nb = 2\n\n# Head\n", "+++", "\n# Head\n", true},
	    {"+++\r\na = 1", "+++", "", true},
	    {"+++\ntext\n+++\nB", "text", "B", false},
	};
	static const struct broken_case twice[] = {
	    {"+++\na = 1\na = 2\n+++\nB", "a", "B", false},
	    {"+++\n[a]\n[a]\nb = 1\n+++\nB", "a", "B", false},
	    {"+++\na.b = 1\n[a]\n+++\nB", "a", "B", false},
	    {"+++\na = 1\n[a.b]\nc = 1\n+++\nB", "a", "B", false},
	    {"+++\n[a.b]\nc = 1\n[a]\nb.d = 1\n+++\nB", "b", "B", false},
	    {"+++\na = {}\na.b = 1\n+++\nB", "a", "B", false},
	    {"+++\na = []\n[[a]]\n+++\nB", "a", "B", false},
	    {"+++\n[[a]]\n[a]\n+++\nB", "a", "B", false},
	    {"+++\n[a]\n[[a]]\n+++\nB", "a", "B", false},
	    {"+++\na = {b = 1, b = 2}\n+++\nB", "b", "B", false},
	};

	(void)state;
	check_broken(cases, sizeof(cases) / sizeof(cases[0]), PROBLEM_SYNTAX);
	check_broken(twice, sizeof(twice) / sizeof(twice[0]), PROBLEM_DUPLICATE_KEY);
}

static void a_second_table_is_left_out(void **state)
{
	struct fixture f = read_text("+++\n[a]\nx = 1\n[a]\ny = 2\n[b]\nz = 3\n+++\n");

	(void)state;
	assert_int_equal(f.problems.first->related.start, 5);
	assert_int_equal(f.problems.first->span.start, 15);
	assert_int_equal(field(&f, "a")->count, 1);
	assert_int_equal(field(&f, "b")->count, 1);
	assert_int_equal(f.metadata.root->count, 2);
	arena_free(f.arena);
}

static void limits_are_said(void **state)
{
	(void)state;
	check_limit("+++\na = ", "[", 65, "\n+++\n", 8 + 64);
	check_limit("+++\na = ", "[", 100000, "\n+++\n", 8 + 64);
	check_limit("+++\na", ".a", 63, " = 1\n+++\n", SIZE_MAX);
	check_limit("+++\na", ".a", 5000, " = 1\n+++\n", 5 + 2 * 64);
	check_limit("+++\na = [1", ",1", 9997, "]\n+++\n", SIZE_MAX);
	check_limit("+++\na = [1", ",1", 9998, "]\n+++\n", 9 + 2 * 9998);
	check_limit("+++\n", "[[a]]\n", 10000, "+++\n", 4 + 9998 * 6 + 5);
	check_limit("+++\na = \"", "x", 256 * 1024 - 7, "\"\n+++\n", SIZE_MAX);
	check_limit("+++\na = \"", "x", 256 * 1024 - 6, "\"\n+++\n", 4 + 256 * 1024);
}

/* ---- random documents ---- */

static void write_key(struct scribe *s, size_t parts)
{
	for (size_t i = 0; i < parts; i++) {
		static const char *const dots[] = {".", " . ", "."};

		put(s, i ? ONE_OF(s, dots) : "");
		switch (scribe_pick(s, 4)) {
		case 0:
			builder_printf(&s->out, "k%zu", s->keys++);
			break;
		case 1:
			builder_printf(&s->out, "%zu_k-", s->keys++);
			break;
		case 2:
			builder_printf(&s->out, "\"k é.%zu\"", s->keys++);
			break;
		default:
			builder_printf(&s->out, "'k \\%zu'", s->keys++);
		}
	}
}

static const struct unit words[] = {{"word", "word"}, {" ", " "}, {"é", "é"}, {"😀", "😀"},
                                    {"# x", "# x"},   {"=", "="}, {"]", "]"}, {"字", "字"}};
static const struct unit escapes[] = {{"\\n", "\n"},    {"\\\"", "\""},       {"\\\\", "\\"},
                                      {"\\u00e9", "é"}, {"\\U0001F600", "😀"}, {"\\t", "\t"},
                                      {"w", "w"},       {"\\u0041", "A"}};
static const struct unit breaks[] = {{"\n", "\n"},         {"\r\n", "\n"},    {"\n\n", "\n\n"},
                                     {"\\\n  ", ""},       {"\\ \r\n\n", ""}, {"x\"y", "x\"y"},
                                     {"x\"\"y", "x\"\"y"}, {"'", "'"}};
static const struct unit raw_breaks[] = {
    {"\n", "\n"}, {"\r\n", "\n"}, {"\\n", "\\n"}, {"''x", "''x"}, {"\"", "\""}};

static void write_text(struct scribe *s, bool lines)
{
	size_t kind = scribe_pick(s, lines ? 4 : 2);
	static const char *const marks[] = {"\"", "'", "\"\"\"", "'''"};
	static const char *const trimmed[] = {"", "\n", "\r\n"};

	put(s, marks[kind]);
	value_begins(s, NODE_SCALAR, true);
	if (kind > 1)
		put(s, ONE_OF(s, trimmed));
	if (kind > 1)
		say(s, "w", "w");
	for (size_t i = scribe_pick(s, 4); i > 0; i--) {
		UNITS(s, words, 3);
		if (kind == 0 || kind == 2)
			UNITS(s, escapes, 2);
		if (kind == 2) {
			UNITS(s, breaks, 1);
			say(s, "z", "z");
		}
		if (kind == 3) {
			UNITS(s, raw_breaks, 2);
			say(s, "z", "z");
		}
	}
	put(s, marks[kind]);
}

static void write_value(struct scribe *s, size_t depth, bool lines)
{
	static const char *const plains[] = {"true",
	                                     "1",
	                                     "-17",
	                                     "1_000",
	                                     "0x1f",
	                                     "3.14",
	                                     "-1e3",
	                                     "nan",
	                                     "2026-01-31",
	                                     "2026-01-31T01:02:03Z",
	                                     "2026-01-31 01:02:03",
	                                     "01:02:03.25"};
	static const char *const gaps[] = {"", " ", "\n  ", " # c ]\n"};
	size_t kind = scribe_pick(s, depth < 3 ? 10 : 7);
	size_t count = scribe_pick(s, 4);

	if (kind < 4) {
		write_text(s, lines);
	} else if (kind < 7) {
		plain(s, ONE_OF(s, plains));
	} else if (kind < 9 && lines) {
		put(s, "[");
		for (size_t i = 0; i < count; i++) {
			put(s, ONE_OF(s, gaps));
			write_value(s, depth + 1, true);
			put(s, ONE_OF(s, gaps));
			put(s, i + 1 < count || scribe_pick(s, 2) ? "," : "");
		}
		put(s, ONE_OF(s, gaps));
		put(s, "]");
	} else {
		put(s, "{ ");
		for (size_t i = 0; i < count; i++) {
			write_key(s, 1 + scribe_pick(s, 2));
			put(s, "=");
			write_value(s, depth + 1, false);
			put(s, i + 1 < count ? " , " : "");
		}
		put(s, "}");
	}
}

static void write_draft(struct scribe *s)
{
	static const char *const ends[] = {"\n", "\r\n", " # c\n", "\n\n  "};

	put(s, "+++\n");
	for (size_t i = 1 + scribe_pick(s, 8); i > 0; i--) {
		size_t kind = scribe_pick(s, 8);

		if (kind < 2) {
			put(s, kind ? "[ " : "[[");
			write_key(s, 1 + scribe_pick(s, 3));
			put(s, kind ? " ]" : "]]");
		} else {
			write_key(s, kind == 7 ? 3 : 1);
			put(s, " = ");
			write_value(s, 0, true);
		}
		put(s, ONE_OF(s, ends));
	}
	put(s, "\n+++\n");
}

static void random_documents_map_exactly(void **state)
{
	(void)state;
	assert_true(scribe_run(write_draft, 4000) > 12000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_are_read),
	    cmocka_unit_test(tables_are_maps),
	    cmocka_unit_test(a_new_field_goes_before_all_tables),
	    cmocka_unit_test(empty_blocks_are_empty_maps),
	    cmocka_unit_test(texts_with_plus_signs_are_none),
	    cmocka_unit_test(mistakes_have_their_place),
	    cmocka_unit_test(a_second_table_is_left_out),
	    cmocka_unit_test(limits_are_said),
	    cmocka_unit_test(random_documents_map_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
