/* Elixir front matter: what is found, read and said. */
#include "metadata_check.h"

static void values_are_read(void **state)
{
	static const struct value_case cases[] = {
	    {"%{\n  a: \"b\"\n}\n---\nbody", "b", true},
	    {"\xEF\xBB\xBF%{a: \"b\"}\r\n\r\n# c\r\n--- \r\nbody", "b", true},
	    {"%{\ra: \"b\"\r}\r---\rbody", "b", true},
	    {"%{ # c\n a: \"b\", # d\n}\n\n---\nbody", "b", true},
	    {"%{a: \"\\n\\t\\\"\\\\\\s\\e\\q\\#{x}\"}\n---\nbody", "\n\t\"\\ \x1Bq#{x}", true},
	    {"%{a: \"\\u00e9\\u{1F600}\\x41\\xC3\\xA9\\x{e9}\"}\n---\nbody", "é😀Aéé", true},
	    {"%{a: \"x\\\n y\r\nz #\"}\n---\nbody", "x y\nz #", true},
	    {"%{a: 'char\"list'}\n---\nbody", "char\"list", true},
	    {"%{a: \"\"\"\n  one\n    two\\n\n\n three\\\n  four\n  \"\"\"}\n---\nbody",
	     "one\n  two\n\n\nthreefour\n", true},
	    {"%{a: '''\nx\n'''\n}\n---\nbody", "x\n", true},
	    {"%{a: \"\"\"\n  \"\"\"}\n---\nbody", "", true},
	    {"%{a: :alex}\n---\nbody", "alex", false},
	    {"%{a: :really?}\n---\nbody", "really?", false},
	    {"%{a: :\"quoted atom\"}\n---\nbody", "quoted atom", false},
	    {"%{a: 1_000_000}\n---\nbody", "1000000", false},
	    {"%{a: -2.5e-1_0}\n---\nbody", "-2.5e-10", false},
	    {"%{a: 0xFF}\n---\nbody", "0xFF", false},
	    {"%{a: true}\n---\nbody", "true", false},
	    {"%{a: nil}\n---\nbody", NULL, false},
	    {"%{a: :nil}\n---\nbody", NULL, false},
	    {"%{a: ~D[2026-01-01]}\n---\nbody", "2026-01-01", true},
	    {"%{a: ~U[2026-01-01 10:00:00Z]}\n---\nbody", "2026-01-01 10:00:00Z", true},
	    {"%{a: ~s(x \"\\)\\n)}\n---\nbody", "x \")\n", true},
	    {"%{a: ~S|x \\n \\| #{y}|}\n---\nbody", "x \\n | #{y}", true},
	    {"%{a: ~s\"\"\"\n  x\n  \"\"\"}\n---\nbody", "x\n", true},
	    {"%{\"a\" => \"b\", c: 1}\n---\nbody", "b", true},
	    {"%{:a=>\"b\"}\n---\nbody", "b", true},
	    {"%{\"a\": \"b\"}\n---\nbody", "b", true},
	    {"%{b: %{a: 1}, a: \"b\", c: {:ok, 1}}\n---\nbody", "b", true},
	    {"<!-- %{a: \"b\"} -->\nbody", "b", true},
	    {"<!--\n%{\n  a: \"x --> y\"\n}\n-->  \r\nbody", "x --> y", true},
	};

	(void)state;
	check_values(cases, sizeof(cases) / sizeof(cases[0]), "body");
}

static void lists_and_keyword_lists_are_read(void **state)
{
	struct fixture f =
	    read_text("%{\n  tags: ~w(one two\n three)a, # c\n  kw: [a: 1, \"b c\": [:x,], a: 2],\n"
	              "  mixed: [\"x\", y: 1, z: 2],\n  w: ~W[a\\] b],\n  e: [],\n}\n---\n");
	const struct node *tags = field(&f, "tags");
	const struct node *mixed = field(&f, "mixed");

	(void)state;
	assert_int_equal(f.problems.count, 0);
	assert_int_equal(f.comments.count, 1);
	assert_true(f.comments.items[0].metadata);
	assert_true(slice_is(f.comments.items[0].text, "c"));
	assert_int_equal(tags->kind, NODE_LIST);
	assert_int_equal(tags->count, 3);
	assert_true(slice_is(source_slice(f.source, tags->first->next->span), "two"));
	assert_false(tags->first->quoted);
	assert_int_equal(field(&f, "kw")->kind, NODE_MAP);
	assert_int_equal(field(&f, "kw")->count, 3);
	assert_int_equal(node_get(field(&f, "kw"), "b c")->count, 1);
	assert_int_equal(mixed->count, 2);
	assert_int_equal(mixed->first->next->kind, NODE_MAP);
	assert_true(slice_is(source_slice(f.source, mixed->first->next->span), "y: 1, z: 2"));
	assert_string_equal(node_text(field(&f, "w")->first).ptr, "a]");
	assert_true(field(&f, "w")->first->quoted);
	assert_int_equal(field(&f, "e")->kind, NODE_LIST);
	arena_free(f.arena);
}

/* A name is put in the place of a key or value without its quotes or colon. */
static void places_are_the_text_alone(void **state)
{
	struct fixture f = read_text("%{:persona => :alx, \"stage\" => \"awarenes\"}\n---\n");
	const struct node *persona = field(&f, "persona");
	const struct node *stage = field(&f, "stage");

	(void)state;
	assert_true(slice_is(source_slice(f.source, persona->key_span), "persona"));
	assert_true(slice_is(source_slice(f.source, persona->span), ":alx"));
	assert_true(slice_is(source_slice(f.source, node_value_span(persona)), "alx"));
	assert_true(slice_is(source_slice(f.source, stage->key_span), "stage"));
	assert_true(slice_is(source_slice(f.source, node_value_span(stage)), "awarenes"));
	arena_free(f.arena);
}

static void a_new_field_goes_behind_the_brace(void **state)
{
	static const char *const texts[] = {"%{\n  a: 1\n}\n---\n",
	                                    "%{a: 1}\r\n---\r\n",
	                                    "<!-- %{\n a: 1} -->\n",
	                                    "%{\n}\n---\n",
	                                    "%{\"a\" => 1, b: 2}\n---\n",
	                                    "%{\n  :a => 1\n}\n---\n",
	                                    "%{:\"a b\" => 1}\n---\n",
	                                    "%{\"a\": 1}\n---\n",
	                                    "%{1 => 2}\n---\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		check_insertion(texts[i]);
}

static void texts_with_braces_are_none(void **state)
{
	static const char *const texts[] = {"%{name} is a placeholder\n\n---\nx",
	                                    "%{name}\n---\nx",
	                                    "%{count: 3} is a map\n\n---\nx",
	                                    "%{}\n\ntext\n",
	                                    "%{}\n\ntext\n\n---\n",
	                                    "%{ name }, hello\n",
	                                    "%{\n",
	                                    "%{",
	                                    " %{a: 1}\n---\n",
	                                    "%% comment %{\n---\n",
	                                    "<!-- a comment -->\n%{a: 1}\n",
	                                    "<!-- %{name} -->\ntext",
	                                    "<!-- %{",
	                                    "<!--",
	                                    "# T\n\n%{a: 1}\n---\n"};

	(void)state;
	check_absent(texts, sizeof(texts) / sizeof(texts[0]));
}

static void mistakes_have_their_place(void **state)
{
	static const struct broken_case cases[] = {
	    {"%{\n  a: 1\n  b: 2\n}\n---\nB", "b", "B", true},
	    {"%{\n  a: \"x,\n  b: \"y\"\n}\n---\nB", "\"", "B", false},
	    {"%{\n  a:\"x\"\n}\n---\nB", "a:", "B", true},
	    {"%{\n  a-b: \"x\"\n}\n---\nB", "a-b", "B", true},
	    {"%{\n  a = \"x\"\n}\n---\nB", "a", "B", false},
	    {"%{\n  \"a\", b: 1\n}\n---\nB", "\"a\"", "B", false},
	    {"%{\n  a: , b: 1\n}\n---\nB", ",", "B", false},
	    {"%{\n  a: Date.utc_today()\n}\n---\nB", "Date.utc_today", "B", false},
	    {"%{\n  a: @title\n}\n---\nB", "@", "B", false},
	    {"%{\n  a: alex\n}\n---\nB", "alex", "B", true},
	    {"%{\n  a: 2026-01-01\n}\n---\nB", "2026-01-01", "B", true},
	    {"%{\n  a: 12abc\n}\n---\nB", "12abc", "B", true},
	    {"%{\n  a: :non-technical\n}\n---\nB", ":non-technical", "B", true},
	    {"%{\n  a: :\n}\n---\nB", ":", "B", false},
	    {"%{\n  a: \"x\" <> \"y\"\n}\n---\nB", "<>", "B", false},
	    {"%{a: 1} |> f()\n---\nB", "|>", "B", false},
	    {"%{\n  a: %User{b: 1}\n}\n---\nB", "%User", "B", false},
	    {"%{\n  a: ~r/x/\n}\n---\nB", "~r", "B", false},
	    {"%{\n  a: ~w\n}\n---\nB", "~w", "B", false},
	    {"%{\n  a: \"\\u12\"\n}\n---\nB", "\\u12", "B", false},
	    {"%{\n  a: \"\\u{110000}\"\n}\n---\nB", "\\u{110000}", "B", false},
	    {"%{\n  a: \"\\xE9\"\n}\n---\nB", "\\xE9", "B", false},
	    {"%{\n  a: \"\"\"x\n  \"\"\"\n}\n---\nB", "\"\"\"", "B", false},
	    {"%{\n  a: [1, 2\n}\n---\nB", "[", "B", false},
	    {"%{\n  a: [b: 1, 2]\n}\n---\nB", "2", "B", false},
	    {"%{\n  a: 1, \"b\" => 2\n}\n---\nB", "b", "B", false},
	    {"%{\n  a: 1}}\n---\nB", "}", "B", false},
	    {"%{\n  a: 1\n---\nB", "%{", "B", false},
	    {"%{\n  a: \"x\n}\n---\nB", "\"", "B", false},
	    {"%{\n  a: ~w(x\n}\n---\nB", "~w(", "B", false},
	    {"%{\n  a: \"\"\"\n  x\n---\n  \"\"\"\n}\n---\nB", "\"\"\"", "  \"\"\"\n}\n---\nB",
	     false},
	    {"%{\n  a: 1\n}\n\n# T\n\ntext\n", "%{", "\n# T\n\ntext\n", true},
	    {"%{\n  a: 1\n}\n\n# T\n\ntext\n\n---\nmore", "%{", "\n# T\n\ntext\n\n---\nmore", true},
	    {"%{\r\n  a: 1\r\n}", "%{", "", true},
	    {"%{\n  a: 1\n\n# T\n", "%{", "\n# T\n", false},
	    {"<!-- %{a: 1}\n\n# T\n", "<!--", "\n# T\n", true},
	    {"<!-- %{a: 1\n\n# T\n", "%{", "\n# T\n", false},
	    {"<!-- %{a: f()} -->\n\n# T\n", "f", "\n# T\n", false},
	};
	static const struct broken_case twice[] = {
	    {"%{a: 1, b: %{a: 2}, a: 3}\n---\nB", "a", "B", false},
	    {"%{\"a\" => 1, :a => 3}\n---\nB", "a", "B", false},
	};

	(void)state;
	check_broken(cases, sizeof(cases) / sizeof(cases[0]), PROBLEM_SYNTAX);
	check_broken(twice, sizeof(twice) / sizeof(twice[0]), PROBLEM_DUPLICATE_KEY);
}

static void code_in_a_text_is_said(void **state)
{
	static const struct broken_case cases[] = {
	    {"%{a: \"x #{f(\"}\", %{})} y\", b: 1}\n---\nB", "#{f(\"}\", %{})}", "B", false},
	    {"%{a: \"\"\"\n x #{y}\n \"\"\", b: 1}\n---\nB", "#{y}", "B", false},
	    {"%{a: 'x #{y}', b: 1}\n---\nB", "#{y}", "B", false},
	    {"%{a: ~s(x #{y}), b: 1}\n---\nB", "#{y}", "B", false},
	    {"%{a: ~w(x #{y} z), b: 1}\n---\nB", "#{y}", "B", false},
	};
	struct fixture f = read_text("%{a: \"x #{y} z\", b: 1}\n---\n");

	(void)state;
	check_broken(cases, sizeof(cases) / sizeof(cases[0]), PROBLEM_EXECUTABLE);
	assert_false(f.metadata.broken);
	assert_string_equal(node_text(field(&f, "a")).ptr, "x #{y} z");
	assert_string_equal(node_text(field(&f, "b")).ptr, "1");
	arena_free(f.arena);
	f = read_text("%{a: \"x #{y z\", b: 1}\n---\n");
	assert_true(f.metadata.broken);
	assert_int_equal(f.problems.count, 1);
	arena_free(f.arena);
}

static void limits_are_said(void **state)
{
	(void)state;
	check_limit("%{a: ", "[", 65, "\n---\n", 5 + 64);
	check_limit("%{a: ", "[", 100000, "\n---\n", 5 + 64);
	check_limit("%{a: ", "[b: ", 60000, "", 5 + 4 * 64);
	check_limit("%{a: [1", ",1", 9997, "]}\n---\n", SIZE_MAX);
	check_limit("%{a: [1", ",1", 9998, "]}\n---\n", 6 + 2 * 9998);
	check_limit("%{a: \"", "x", 256 * 1024 - 9, "\"}\n---\n", SIZE_MAX);
	check_limit("%{a: \"", "x", 256 * 1024 - 8, "\"}\n---\n", 256 * 1024);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_are_read),
	    cmocka_unit_test(lists_and_keyword_lists_are_read),
	    cmocka_unit_test(places_are_the_text_alone),
	    cmocka_unit_test(a_new_field_goes_behind_the_brace),
	    cmocka_unit_test(texts_with_braces_are_none),
	    cmocka_unit_test(mistakes_have_their_place),
	    cmocka_unit_test(code_in_a_text_is_said),
	    cmocka_unit_test(limits_are_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
