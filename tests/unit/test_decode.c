/* Every type of a key, right and wrong, and what is said of it where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parse/yaml.h"
#include "rules/decode.h"
#include "support.h"

static const struct rule rule = {.name = "config-error", .severity = SEVERITY_ERROR};

struct inner {
	long depth;
	const char *label;
};

struct outer {
	const char *text;
	const struct node *texts;
	long number;
	bool flag;
	enum severity severity;
	const struct node *map;
	const struct node *list;
	const struct node *any;
	struct inner inner;
	char guard;
};

static const struct decode_field inner_fields[] = {
    {"depth", DECODE_LONG, offsetof(struct inner, depth), false, NULL},
    {"label", DECODE_STRING, offsetof(struct inner, label), true, NULL},
};
static const struct decode_schema inner_schema = DECODE_SCHEMA("an inner", inner_fields);

static const struct decode_field fields[] = {
    {"text", DECODE_STRING, offsetof(struct outer, text), false, NULL},
    {"texts", DECODE_STRINGS, offsetof(struct outer, texts), false, NULL},
    {"number", DECODE_LONG, offsetof(struct outer, number), false, NULL},
    {"flag", DECODE_BOOL, offsetof(struct outer, flag), false, NULL},
    {"severity", DECODE_SEVERITY, offsetof(struct outer, severity), false, NULL},
    {"map", DECODE_MAP, offsetof(struct outer, map), false, NULL},
    {"list", DECODE_LIST, offsetof(struct outer, list), false, NULL},
    {"any", DECODE_ANY, offsetof(struct outer, any), false, NULL},
    {"inner", DECODE_STRUCT, offsetof(struct outer, inner), false, &inner_schema},
    {"seen-number", DECODE_LONG, DECODE_UNSTORED, false, NULL},
    {"seen-text", DECODE_STRING, DECODE_UNSTORED, false, NULL},
};
static const struct decode_schema schema = DECODE_SCHEMA("an outer", fields);

struct decoded {
	struct arena *arena;
	struct outer out;
	struct report report;
	bool good;
};

static struct decoded decode_text(const char *yaml)
{
	struct decoded d = {.arena = arena_new()};
	struct source *source = source_from_bytes(d.arena, "x.yaml", yaml, strlen(yaml));
	struct problems problems = {.arena = d.arena};
	struct node *root =
	    yaml_read(d.arena, source, (struct span){0, source->size}, 0, &problems, NULL);
	struct decoder decoder = {.arena = d.arena, .source = source, .rule = &rule};

	assert_non_null(root);
	d.out =
	    (struct outer){.text = "kept", .number = 7, .severity = SEVERITY_INFO, .guard = 'g'};
	d.report = report_in(d.arena);
	decoder.report = &d.report;
	d.good = decode(&decoder, root, &schema, &d.out);
	assert_int_equal(decoder.failed, d.report.count > 0);
	assert_int_equal(d.good, d.report.count == 0);
	assert_int_equal(d.out.guard, 'g');
	return d;
}

static void right_values_are_stored(void **state)
{
	struct decoded d = decode_text("text: a b\n"
	                               "texts: [x, y]\n"
	                               "number: 42\n"
	                               "flag: Yes\n"
	                               "severity: warning\n"
	                               "map: {a: 1}\n"
	                               "list: [1, {b: 2}]\n"
	                               "any: 5\n"
	                               "inner: {depth: 3, label: deep}\n"
	                               "seen-number: 9\n"
	                               "seen-text: z\n");

	(void)state;
	assert_true(d.good);
	assert_string_equal(d.out.text, "a b");
	assert_int_equal(d.out.texts->count, 2);
	assert_int_equal(d.out.number, 42);
	assert_true(d.out.flag);
	assert_int_equal(d.out.severity, SEVERITY_WARNING);
	assert_int_equal(d.out.map->kind, NODE_MAP);
	assert_int_equal(d.out.list->count, 2);
	assert_true(slice_is(node_text(d.out.any), "5"));
	assert_int_equal(d.out.inner.depth, 3);
	assert_string_equal(d.out.inner.label, "deep");
	arena_free(d.arena);
}

static void what_is_absent_or_null_keeps_its_value(void **state)
{
	static const char *const texts[] = {"{}",
	                                    "text:\nnumber: ~\nseverity: null\nflag:\nmap:\n"};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(texts); i++) {
		struct decoded d = decode_text(texts[i]);

		assert_true(d.good);
		assert_string_equal(d.out.text, "kept");
		assert_int_equal(d.out.number, 7);
		assert_int_equal(d.out.severity, SEVERITY_INFO);
		assert_false(d.out.flag);
		assert_null(d.out.map);
		arena_free(d.arena);
	}
}

static const struct wrong {
	const char *yaml;
	const char *report;
} wrongs[] = {
    {"text: [a]", "x.yaml:1:7: `text` must be text, not a list\n"},
    {"text: {a: b}", "x.yaml:1:7: `text` must be text, not a map\n"},
    {"text: ''", "x.yaml:1:7: `text` is empty\n"},
    {"text: \" \"", "x.yaml:1:7: `text` is empty\n"},
    {"texts: {a: b}", "x.yaml:1:8: `texts` must be text or a list of text, not a map\n"},
    {"texts: [a, [b]]", "x.yaml:1:12: `texts` must be a list of text, not a list\n"},
    {"texts: [a, ~]", "x.yaml:1:12: `texts` must be a list of text, not nothing\n"},
    {"texts: [a, ' ']", "x.yaml:1:12: `texts` holds an empty text\n"},
    {"texts: ''", "x.yaml:1:8: `texts` holds an empty text\n"},
    {"number: -1", "x.yaml:1:9: `number` must be a whole number, 0 or more\n"},
    {"number: 1.5", "x.yaml:1:9: `number` must be a whole number, 0 or more\n"},
    {"number: 99999999999999999999", "x.yaml:1:9: `number` must be a whole number, 0 or more\n"},
    {"number: '1'", "x.yaml:1:9: `number` must be a whole number, 0 or more\n"},
    {"number: [1]", "x.yaml:1:9: `number` must be a whole number, 0 or more\n"},
    {"flag: maybe", "x.yaml:1:7: `flag` must be true or false\n"},
    {"flag: 'true'", "x.yaml:1:7: `flag` must be true or false\n"},
    {"severity: fatal", "x.yaml:1:11: `severity` must be `error`, `warning`, `info` or `off`\n"},
    {"map: [a]", "x.yaml:1:6: `map` must be a map, not a list\n"},
    {"map: a", "x.yaml:1:6: `map` must be a map, not text\n"},
    {"list: a", "x.yaml:1:7: `list` must be a list, not text\n"},
    {"inner: a", "x.yaml:1:8: `an inner` must be a map, not text\n"},
    {"inner: {depth: x}", "x.yaml:1:16: `depth` must be a whole number, 0 or more\n"
                          "x.yaml:1:8: an inner without `label`\n"},
    {"inner: {label: ''}", "x.yaml:1:8: an inner without `label`\n"},
    {"inner: {label: ~}", "x.yaml:1:8: an inner without `label`\n"},
    {"seen-number: x", "x.yaml:1:14: `seen-number` must be a whole number, 0 or more\n"},
    {"txet: a", "x.yaml:1:1: unknown key `txet` in an outer\n  help: did you mean `text`?\n"},
    {"Text: a", "x.yaml:1:1: unknown key `Text` in an outer\n  help: did you mean `text`?\n"},
    {"zzzzzz: a", "x.yaml:1:1: unknown key `zzzzzz` in an outer\n"},
    {"zzzzzz:", "x.yaml:1:1: unknown key `zzzzzz` in an outer\n"},
    {"[a]", "x.yaml:1:1: `an outer` must be a map, not a list\n"},
    {"a", "x.yaml:1:1: `an outer` must be a map, not text\n"},
};

static void wrong_values_are_reported_at_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(wrongs); i++) {
		struct decoded d = decode_text(wrongs[i].yaml);

		assert_false(d.good);
		assert_string_equal(report_text(&d.report), wrongs[i].report);
		assert_string_equal(d.out.text, "kept");
		assert_int_equal(d.out.number, 7);
		arena_free(d.arena);
	}
}

/* One mistake does not hide another, nor what is right. */
static void the_rest_is_read_all_the_same(void **state)
{
	struct decoded d = decode_text("numbr: 1\nflag: 2\ntext: right\nseverity: no\nlist: [1]\n");

	(void)state;
	assert_string_equal(
	    report_text(&d.report),
	    "x.yaml:1:1: unknown key `numbr` in an outer\n"
	    "  help: did you mean `number`?\n"
	    "x.yaml:2:7: `flag` must be true or false\n"
	    "x.yaml:4:11: `severity` must be `error`, `warning`, `info` or `off`\n");
	assert_string_equal(d.out.text, "right");
	assert_int_equal(d.out.list->count, 1);
	arena_free(d.arena);
}

static void problems_of_the_parser_are_errors(void **state)
{
	static const char yaml[] = "text: a\ntext: b\n";
	struct arena *arena = arena_new();
	struct source *source = source_from_bytes(arena, "x.yaml", yaml, strlen(yaml));
	struct problems problems = {.arena = arena};
	struct report report = report_in(arena);
	struct decoder decoder = {
	    .arena = arena, .source = source, .report = &report, .rule = &rule};
	const char *text;

	(void)state;
	decode_problems(&decoder, &problems);
	assert_false(decoder.failed);
	yaml_read(arena, source, (struct span){0, source->size}, 0, &problems, NULL);
	decode_problems(&decoder, &problems);
	assert_true(decoder.failed);
	assert_int_equal(report.count, 1);
	text = report_text(&report);
	assert_non_null(strstr(text, "x.yaml:2:1: "));
	assert_non_null(strstr(text, "note: x.yaml:1:1: "));
	arena_free(arena);
}

static void strings_are_one_or_many(void **state)
{
	static const struct {
		const char *yaml;
		const char *joined;
	} cases[] = {{"texts: one", "one;"}, {"texts: [a, b, c]", "a;b;c;"}, {"texts: []", ""}};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++) {
		struct decoded d = decode_text(cases[i].yaml);
		struct builder joined = {0};

		for (const struct node *s = strings_first(d.out.texts); s;
		     s = strings_next(d.out.texts, s)) {
			builder_add_slice(&joined, node_text(s));
			builder_add_char(&joined, ';');
		}
		assert_true(slice_is(builder_slice(&joined), cases[i].joined));
		builder_release(&joined);
		arena_free(d.arena);
	}
	assert_null(strings_first(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(right_values_are_stored),
	    cmocka_unit_test(what_is_absent_or_null_keeps_its_value),
	    cmocka_unit_test(wrong_values_are_reported_at_their_place),
	    cmocka_unit_test(the_rest_is_read_all_the_same),
	    cmocka_unit_test(problems_of_the_parser_are_errors),
	    cmocka_unit_test(strings_are_one_or_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
