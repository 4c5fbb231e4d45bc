/* JSON front matter: what is found, read and said. */
#include "scribe.h"

static void values_are_read(void **state)
{
	static const struct value_case cases[] = {
	    {"{\n  \"a\": \"b\"\n}\nbody", "b", true},
	    {"{\"a\":\"b\"}\nbody", "b", true},
	    {"\xEF\xBB\xBF{\r\n\t\"a\" : \"b\" ,\"c\":[]}\r\nbody", "b", true},
	    {"{\r\"a\": \"b\"\r}\rbody", "b", true},
	    {"{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}\nbody", "\"\\/\b\f\n\r\té", true},
	    {"{\"a\": \"\\uD83D\\uDE00\"}\nbody", "😀", true},
	    {"{\"a\": \"\\uD83Dx\\uDE00\"}\nbody", "\xEF\xBF\xBDx\xEF\xBF\xBD", true},
	    {"{\"a\": \"{ } [ ] # // ,\"}\nbody", "{ } [ ] # // ,", true},
	    {"{\"a\": \"\"}\nbody", "", true},
	    {"{\"a\": -12.5e+3}\nbody", "-12.5e+3", false},
	    {"{\"a\": 0}\nbody", "0", false},
	    {"{\"a\": true}\nbody", "true", false},
	    {"{\"a\": null}\nbody", NULL, false},
	    {"{\"x\": {\"a\": 1}, \"a\": [1]\n, \"b\": {}}\nbody", "", false},
	};
	struct fixture f;

	(void)state;
	check_values(cases, sizeof(cases) / sizeof(cases[0]) - 1, "body");
	f = read_text(cases[sizeof(cases) / sizeof(cases[0]) - 1].text);
	assert_int_equal(f.metadata.root->count, 3);
	assert_string_equal(node_text(node_get(field(&f, "x"), "a")).ptr, "1");
	assert_int_equal(field(&f, "a")->kind, NODE_LIST);
	assert_int_equal(field(&f, "b")->count, 0);
	arena_free(f.arena);
}

static void keys_are_named_without_quotes(void **state)
{
	struct fixture f = read_text("{\"titel\": \"x\", \"\": 1}\n");
	const struct node *item = f.metadata.root->first;

	(void)state;
	assert_true(slice_is(source_slice(f.source, item->key_span), "titel"));
	assert_true(slice_is(source_slice(f.source, item->span), "\"x\""));
	assert_int_equal(item->next->key.len, 0);
	assert_int_equal(item->next->key_span.start, item->next->key_span.end);
	arena_free(f.arena);
}

static void the_body_begins_behind_the_brace(void **state)
{
	static const struct {
		const char *text;
		const char *body;
	} cases[] = {{"{\n\"a\": 1\n}\n\n# T\n", "\n# T\n"},
	             {"{\n\"a\": 1\n} # T\n", " # T\n"},
	             {"{\"a\": 1}", ""},
	             {"{\n}\nx", "x"},
	             {"{}\nx", "x"}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct fixture f = read_text(cases[i].text);

		assert_non_null(f.metadata.root);
		assert_string_equal(f.source->bytes + f.metadata.body, cases[i].body);
		arena_free(f.arena);
	}
}

static void a_new_field_goes_behind_the_brace(void **state)
{
	static const char *const texts[] = {"{ \n  \"a\": 1\n}\n", "{\"a\": 1}\r\n"};

	(void)state;
	for (size_t i = 0; i < 2; i++)
		check_insertion(texts[i]);
}

static void texts_with_braces_are_none(void **state)
{
	static const char *const texts[] = {"{{< figure >}}\n",
	                                    "{% include x %}\n",
	                                    "{: .class }\n",
	                                    "{#id}\n",
	                                    "{{ title }}\n",
	                                    "{\"text\"}\n",
	                                    "{\"a\": 1} is an object\n",
	                                    "{/* comment */}\n",
	                                    "{\n  code()\n}\n",
	                                    "{",
	                                    "{\"",
	                                    "{name} says: hello\n",
	                                    " {\"a\": 1}\n",
	                                    "{::options x=\"y\"/}",
	                                    "{} is empty\n"};

	(void)state;
	check_absent(texts, sizeof(texts) / sizeof(texts[0]));
}

static void mistakes_have_their_place(void **state)
{
	static const struct broken_case cases[] = {
	    {"{\n  title: \"x\"\n}\nB", "title", "B", true},
	    {"{\n  'title': \"x\"\n}\nB", "'", "B", false},
	    {"{\n  \"a\": 1,\n}\nB", ",", "B", true},
	    {"{\n  \"a\": [1, 2,]\n}\nB", ",", "B", true},
	    {"{\n  \"a\": 1\n  \"b\": 2\n}\nB", "\"", "B", true},
	    {"{\n  \"a\": [1 2]\n}\nB", "2", "B", true},
	    {"{\n  \"a\": text\n}\nB", "text", "B", true},
	    {"{\n  \"a\": 'text'\n}\nB", "'", "B", false},
	    {"{\n  \"a\": \"text\n}\nB", "\"", "B", false},
	    {"{\n  \"a\": \"\t\"\n}\nB", "\t", "B", false},
	    {"{\n  \"a\": \"\\x\"\n}\nB", "\\x", "B", false},
	    {"{\n  \"a\": \"\\u12\"\n}\nB", "\\u", "B", false},
	    {"{\n  \"a\": 1. \n}\nB", "1", "B", false},
	    {"{\n  \"a\": \n}\nB", "}", "B", false},
	    {"{\n  \"a\": [1, 2\n}\nB", "[", "B", false},
	    {"{\n  \"a\": 1, \"b\" 2\n}\nB", "\"b\"", "B", false},
	    {"{\n  \"a\": 1 // c\n}\nB", "/", "B", false},
	    {"{\n  // c\n  \"a\": 1\n}\nB", "/", "B", false},
	    {"{\n  \"a\": {\"b\": 1\n}\n\nB", "{", "\nB", false},
	    {"{\n  \"a\": 1\n\nB", "{", "\nB", false},
	    {"{\"a\":", "{", "", false},
	};
	static const struct broken_case twice[] = {
	    {"{\n  \"a\": 1,\n  \"b\": {\"a\": 2},\n  \"a\": 3\n}\nB", "a", "B", false}};

	(void)state;
	check_broken(cases, sizeof(cases) / sizeof(cases[0]), PROBLEM_SYNTAX);
	check_broken(twice, 1, PROBLEM_DUPLICATE_KEY);
}

static void the_first_of_two_stays(void **state)
{
	struct fixture f = read_text("{\n\"a\": \"b\",\n\"\\u0061\": 2\n}\n");

	(void)state;
	assert_int_equal(f.problems.first->span.start, 13);
	assert_int_equal(f.problems.first->related.start, 3);
	assert_string_equal(node_text(field(&f, "a")).ptr, "b");
	assert_int_equal(f.metadata.root->count, 1);
	arena_free(f.arena);
}

static void limits_are_said(void **state)
{
	(void)state;
	check_limit("{\"a\": ", "[", 64,
	            "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}\n",
	            SIZE_MAX);
	check_limit("{\"a\": ", "[", 65, "\n}\n", 6 + 64);
	check_limit("{\"a\": ", "[", 100000, "", 6 + 64);
	check_limit("{\"a\": [1", ",1", 9997, "]}\n", SIZE_MAX);
	check_limit("{\"a\": [1", ",1", 9998, "]}\n", 7 + 2 * 9998);
	check_limit("{\"a\": \"", "x", 256 * 1024 - 10, "\"}\n", SIZE_MAX);
	check_limit("{\"a\": \"", "x", 256 * 1024 - 8, "\"}\n", 256 * 1024);
}

/* ---- random objects ---- */

static void space(struct scribe *s)
{
	static const char *const all[] = {"", "", "", " ", "\n", "\r\n  ", "\t", "  "};

	put(s, ONE_OF(s, all));
}

static void write_text(struct scribe *s)
{
	static const struct unit all[] = {{"word", "word"},
	                                  {" ", " "},
	                                  {"é", "é"},
	                                  {"字", "字"},
	                                  {"😀", "😀"},
	                                  {"\\n", "\n"},
	                                  {"\\\"", "\""},
	                                  {"\\\\", "\\"},
	                                  {"\\/", "/"},
	                                  {"\\u00e9", "é"},
	                                  {"\\uD83D\\uDE00", "😀"},
	                                  {"}", "}"},
	                                  {"{", "{"},
	                                  {"\\t", "\t"},
	                                  {"#", "#"},
	                                  {"\\u0041", "A"}};

	put(s, "\"");
	value_begins(s, NODE_SCALAR, true);
	UNITS(s, all, 8);
	put(s, "\"");
}

static void write_value(struct scribe *s, size_t depth);

static void write_object(struct scribe *s, size_t depth, size_t least)
{
	size_t count = least + scribe_pick(s, 4);

	put(s, "{");
	for (size_t i = 0; i < count; i++) {
		space(s);
		builder_printf(&s->out, "\"%s%zu\"", scribe_pick(s, 2) ? "k é" : "k", s->keys++);
		space(s);
		put(s, ":");
		space(s);
		write_value(s, depth + 1);
		space(s);
		put(s, i + 1 < count ? "," : "");
	}
	put(s, "}");
}

static void write_value(struct scribe *s, size_t depth)
{
	static const char *const plains[] = {"true", "false", "0", "-1", "12.5", "1e9", "-0.5E-2"};
	size_t kind = scribe_pick(s, depth < 4 ? 10 : 7);

	if (kind < 4) {
		write_text(s);
	} else if (kind < 6) {
		plain(s, ONE_OF(s, plains));
	} else if (kind == 6) {
		value_begins(s, NODE_NULL, false);
		put(s, "null");
	} else if (kind == 7) {
		write_object(s, depth, 0);
	} else {
		size_t count = scribe_pick(s, 4);

		put(s, "[");
		for (size_t i = 0; i < count; i++) {
			space(s);
			write_value(s, depth + 1);
			space(s);
			put(s, i + 1 < count ? "," : "");
		}
		put(s, "]");
	}
}

static void write_draft(struct scribe *s)
{
	write_object(s, 0, 1);
	put(s, "\n");
}

static void random_objects_map_exactly(void **state)
{
	(void)state;
	assert_true(scribe_run(write_draft, 4000) > 12000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values_are_read),
	    cmocka_unit_test(keys_are_named_without_quotes),
	    cmocka_unit_test(the_body_begins_behind_the_brace),
	    cmocka_unit_test(a_new_field_goes_behind_the_brace),
	    cmocka_unit_test(texts_with_braces_are_none),
	    cmocka_unit_test(mistakes_have_their_place),
	    cmocka_unit_test(the_first_of_two_stays),
	    cmocka_unit_test(limits_are_said),
	    cmocka_unit_test(random_objects_map_exactly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
