/*
 * Facts on their way through JSON: every field returns, hostile text too; what is
 * wrong is told at its place. And JSON that is stepped through without a tree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/facts.h"
#include "base/arena.h"
#include "base/date.h"
#include "parse/json.h"

struct world {
	struct arena *arena;
	const struct ruleset *ruleset;
	struct report report;
	struct facts_rules others;
};

static struct world world_new(void)
{
	struct world world = {.arena = arena_new()};
	struct report report = report_in(world.arena);

	world.ruleset = ruleset_load(world.arena, "fixtures/audits/strategy", NULL, NULL, &report);
	assert_non_null(world.ruleset);
	return world;
}

static enum facts_line read_text(struct world *world, const char *text, struct facts *facts)
{
	struct facts_reader reader = {
	    .ruleset = world->ruleset,
	    .others = &world->others,
	    .arena = world->arena,
	    .scratch = world->arena,
	    .decoder = {.arena = world->arena,
	                .source = source_from_bytes(world->arena, "facts", text, strlen(text)),
	                .report = &world->report,
	                .rule = &rule_facts_error}};

	world->report = report_in(world->arena);
	return facts_read(&reader, (struct span){0, strlen(text)}, facts);
}

static const char record[] =
    "{\"path\":\"posts/a \\\"b\\\".md\",\"title\":\"\\u001b[31m \xE2\x80\xAE =1\",\"route\":\"/a\","
    "\"persona\":\"grower\",\"pain\":\"no-garden\",\"pain-of\":\"dreamer\",\"stage\":\"first\","
    "\"cta\":\"subscribe\",\"kind\":\"story\",\"secondary\":[\"dreamer\"],\"channels\":[\"letter\"]"
    ","
    "\"journeys\":[\"first-bed\"],\"covers\":[\"soil-guide\"],\"objections\":[\"too-late\"],"
    "\"asks\":[\"subscribe\",\"order\"],\"words\":12,\"draft\":true,\"incomplete\":true,"
    "\"date\":\"2026-01-01\",\"updated\":\"2026-01-02\",\"named\":\"2026-01-03\","
    "\"review\":\"2026-01-04\",\"committed\":\"2026-01-05\",\"opening\":[0,3,1,1],"
    "\"dated-at\":[4,9,2,1],\"review-at\":[10,14,3,2],"
    "\"links\":[[\"/b\",20,22,4,5],[\"c.md\",30,34,5,1,true,\"a \\\"reason\\\"\"]],"
    "\"rules\":[[\"cta-absent\",\"warning\",2]],\"unanswered\":{\"persona\":\"missing\"},"
    "\"suppressed\":3,\"levels\":[[\"orphan-page\",\"off\"],[\"stale-content\",\"excused\",\"\"]]}";

static void every_field_returns(void **state)
{
	struct world world = world_new();
	struct builder out = {0};
	struct facts facts;

	(void)state;
	assert_int_equal(read_text(&world, record, &facts), FACTS_RECORD);
	assert_string_equal(facts.persona->entry.id, "grower");
	assert_string_equal(facts.pain->persona->entry.id, "dreamer");
	assert_int_equal(facts.asks.count, 2);
	assert_int_equal(facts.review_at.column, 2);
	assert_string_equal(facts.links[1].excused, "a \"reason\"");
	assert_string_equal(facts.levels[1].excused, "");
	assert_string_equal(facts.problems[0], "missing");
	facts_write(&out, &facts, world.ruleset->pack);
	assert_int_equal(out.len, sizeof(record));
	assert_memory_equal(out.bytes, record, sizeof(record) - 1);
	builder_release(&out);
	arena_free(world.arena);
}

static void a_path_of_any_bytes_returns(void **state)
{
	struct world world = world_new();
	struct facts facts = {.path = "posts/\xFF\xC3.md",
	                      .date = DATE_NONE,
	                      .updated = DATE_NONE,
	                      .named = DATE_NONE,
	                      .review = DATE_NONE,
	                      .committed = DATE_NONE};
	struct builder out = {0};
	struct facts again;

	(void)state;
	facts_write(&out, &facts, world.ruleset->pack);
	out.bytes[out.len - 1] = '\0';
	assert_int_equal(read_text(&world, out.bytes, &again), FACTS_RECORD);
	assert_string_equal(again.path, facts.path);
	builder_release(&out);
	arena_free(world.arena);
}

static void what_is_wrong_is_told(void **state)
{
	static const struct {
		const char *text;
		const char *message;
	} cases[] = {
	    {"{\"path\":\"a\",\"persona\":\"gardener\"}", "the pack has no persona `gardener`"},
	    {"{\"path\":\"a\",\"pain\":\"slugs\"}", "a pain without the persona"},
	    {"{\"path\":\"a\",\"date\":\"2026-02-30\"}", "a date must be written"},
	    {"{\"path\":\"a\",\"opening\":[1,2,3]}", "a place is four whole numbers"},
	    {"{\"path\":\"a\",\"links\":[\"/b\"]}", "a link is a list"},
	    {"{\"path\":\"a\",\"rules\":[[\"\",\"error\",1]]}", "a rule is a list"},
	    {"{\"path\":\"a\",\"rules\":[[\"cta-absent\",\"grave\",1]]}", "a rule is a list"},
	    {"{\"path\":\"a\",\"levels\":[[\"orphan-page\"]]}", "a level is a list"},
	    {"{\"path\":\"a\",\"unanswered\":{\"pain\":\"missing\"}}", "no such question"},
	    {"{\"path\":\"a\",\"wrods\":3}", "unknown key `wrods`"},
	    {"{\"words\":3}", "a record without `path`"},
	    {"{\"draftlint-facts\":2,\"pack\":\"garden\"}", "facts of version 2"},
	    {"{\"draftlint-facts\":1}", "facts of the pack ``"},
	    {"{\"path-bytes\":\"6\"}", "`path-bytes` is not hexadecimal"},
	    {"[]", ""},
	    {"{\"path\":", ""},
	};
	struct world world = world_new();
	struct facts facts;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(read_text(&world, cases[i].text, &facts), FACTS_WRONG);
		assert_non_null(world.report.first);
		if (!strstr(world.report.first->message, cases[i].message))
			fail_msg("%s: %s", cases[i].text, world.report.first->message);
	}
	arena_free(world.arena);
}

static void json_is_stepped_through(void **state)
{
	static const char text[] =
	    " {\"a\" : [1, {\"x\":\"]}\\\"\"} ,\"s\"], \"b\":true,\"c\":{}} ";
	struct arena *arena = arena_new();
	const struct source *source = source_from_bytes(arena, "t", text, sizeof(text) - 1);
	struct json_cursor all = json_enter(source, (struct span){0, source->size});
	struct json_cursor list;

	(void)state;
	assert_true(json_next(&all));
	assert_true(slice_is(all.key, "a"));
	list = json_enter(source, all.value);
	assert_true(json_next(&list));
	assert_true(slice_is(slice_trim(source_slice(source, list.value)), "1"));
	assert_true(json_next(&list));
	assert_true(slice_is(source_slice(source, list.value), "{\"x\":\"]}\\\"\"}"));
	assert_true(json_next(&list));
	assert_false(json_next(&list));
	assert_false(list.broken);
	assert_true(json_next(&all) && slice_is(all.key, "b"));
	assert_true(json_next(&all) && slice_is(all.key, "c"));
	assert_false(json_next(&all));
	assert_false(all.broken);
	/* Cut off anywhere, it is broken, and nothing else happens. */
	for (size_t end = 1; end < sizeof(text) - 3; end++) {
		struct json_cursor cut = json_enter(source, (struct span){0, end});

		while (json_next(&cut))
			;
		assert_true(cut.broken);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_returns),
	    cmocka_unit_test(a_path_of_any_bytes_returns),
	    cmocka_unit_test(what_is_wrong_is_told),
	    cmocka_unit_test(json_is_stepped_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
