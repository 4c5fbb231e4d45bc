/*
 * Baselines as files, what their entries are found by, and the fingerprints they
 * are made of. tests/cli/baseline.sh has whole runs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lint/baseline.h"
#include "lint/fingerprint.h"
#include "lint/paths.h"
#include "support.h"

static const struct rule config_error = {.name = "config-error"};

/* A fingerprint for each NUMBER. */
static const char *print_of(struct arena *arena, unsigned number)
{
	return arena_printf(arena, "%064x", number);
}

static struct draftlint_known entry(struct arena *arena, const char *path, const char *rule,
                                    unsigned number)
{
	return (struct draftlint_known){path, rule, "\"so\"\n", print_of(arena, number)};
}

/* Writes ENTRIES to b.json and loads that. */
static const struct baseline *round_trip(struct arena *arena, struct draftlint_known *entries,
                                         size_t count)
{
	struct report report = report_in(arena);
	struct builder text = {0};
	struct baseline *baseline;

	baseline_write(entries, count, &text);
	write_bytes("b.json", text.bytes, text.len);
	builder_release(&text);
	baseline = baseline_load(arena, "b.json", NO_PLACE, &report, &config_error);
	assert_non_null(baseline);
	assert_int_equal(report.count, 0);
	return baseline;
}

static void what_is_written_is_read_again(void **state)
{
	struct arena *arena = arena_new();
	struct draftlint_known entries[] = {
	    entry(arena, "b.md", "z", 3),
	    entry(arena, "a b.md", "y", 2),
	    entry(arena, "b.md", "a", 4),
	    entry(arena, "a b.md", "y", 2),
	    entry(arena, "\xC3\xA9 \"x\".md", "y", 1),
	};
	const struct baseline *baseline = round_trip(arena, entries, SUPPORT_COUNT(entries));
	const struct draftlint_known *found;
	size_t count;

	(void)state;
	assert_int_equal(baseline->count, 4);
	found = baseline_of(baseline, "b.md", &count);
	assert_int_equal(count, 2);
	assert_string_equal(found[0].rule, "a");
	assert_string_equal(found[1].rule, "z");
	assert_string_equal(found[1].message, "\"so\"\n");
	baseline_of(baseline, "a.md", &count);
	assert_int_equal(count, 0);
	baseline_of(baseline, "zz.md", &count);
	assert_int_equal(count, 0);
	assert_string_equal(baseline_find(baseline, print_of(arena, 1))->path, "\xC3\xA9 \"x\".md");
	assert_null(baseline_find(baseline, print_of(arena, 7)));
	assert_null(baseline_find(baseline_new(arena, "none.json"), print_of(arena, 1)));
	arena_free(arena);
}

static void each_line_stands_alone(void **state)
{
	struct arena *arena = arena_new();
	struct draftlint_known entries[] = {entry(arena, "b", "r", 2), entry(arena, "a", "r", 1)};
	struct builder text = {0};

	(void)state;
	assert_int_equal(baseline_write(entries, 2, &text), 2);
	assert_string_equal(
	    text.bytes, arena_printf(arena,
	                             "{\"version\":1,\"known\":[\n"
	                             "{\"path\":\"a\",\"rule\":\"r\",\"message\":\"\\\"so\\\"\\n\","
	                             "\"fingerprint\":\"%s\"},\n"
	                             "{\"path\":\"b\",\"rule\":\"r\",\"message\":\"\\\"so\\\"\\n\","
	                             "\"fingerprint\":\"%s\"},\n"
	                             "null]}\n",
	                             print_of(arena, 1), print_of(arena, 2)));
	builder_release(&text);
	arena_free(arena);
}

static void many_entries_are_found(void **state)
{
	enum { MANY = 20000 };
	struct arena *arena = arena_new();
	struct draftlint_known *entries = arena_array(arena, MANY, sizeof(*entries));
	const struct baseline *baseline;
	size_t count;

	(void)state;
	for (unsigned i = 0; i < MANY; i++)
		entries[i] = entry(arena, arena_printf(arena, "%u.md", i % 1000), "r", i);
	baseline = round_trip(arena, entries, MANY);
	for (unsigned i = 0; i < MANY; i++)
		assert_string_equal(baseline_find(baseline, print_of(arena, i))->path,
		                    arena_printf(arena, "%u.md", i % 1000));
	assert_null(baseline_find(baseline, print_of(arena, MANY)));
	baseline_of(baseline, "500.md", &count);
	assert_int_equal(count, MANY / 1000);
	arena_free(arena);
}

static void drafts_are_named_from_the_file(void **state)
{
	static const struct {
		const char *baseline;
		const char *path;
		const char *key;
	} cases[] = {
	    {"b.json", "a.md", "a.md"},
	    {"b.json", "./x/../a.md", "a.md"},
	    {"../b.json", "a.md", "here/a.md"},
	    {"known/b.json", "posts/a.md", "../posts/a.md"},
	    {"known/b.json", "known/deep/a.md", "deep/a.md"},
	    {"b.json", "../up/a.md", "../up/a.md"},
	    {"b.json", "\xFF.md", "\xEF\xBF\xBD.md"},
	};
	struct arena *arena = arena_new();

	(void)state;
	make_folder("here");
	assert_int_equal(chdir("here"), 0);
	for (size_t i = 0; i < SUPPORT_COUNT(cases); i++)
		assert_string_equal(
		    baseline_key(arena, baseline_new(arena, cases[i].baseline), cases[i].path),
		    cases[i].key);
	assert_string_equal(paths_from(arena, "/", "/a/b"), "a/b");
	assert_string_equal(paths_between(arena, slice_of("a/b/"), "a/c"), "../c");
	assert_string_equal(paths_between(arena, slice_of("a/"), "ab/c"), "../ab/c");
	arena_free(arena);
}

/* ---- fingerprints ---- */

/* The fingerprints of the words of TEXT that are WORD, in any case, one a line. */
static const char *prints(struct arena *arena, const char *text, const char *word,
                          struct span opening)
{
	static const struct rule rule = {.name = "r"};
	struct source *source = source_from_bytes(arena, "a.md", text, strlen(text));
	struct finding *findings[8];
	struct draftlint_identity *all;
	struct builder out = {0};
	struct slice rest = slice_of(text);
	struct slice part;
	const char *copy;
	size_t count = 0;

	while (slice_split(&rest, ' ', &part)) {
		size_t start = (size_t)(part.ptr - text);

		if (!slice_equal_fold(part, slice_of(word)))
			continue;
		findings[count] = arena_alloc(arena, sizeof(struct finding));
		findings[count]->rule = &rule;
		findings[count++]->place = PLACE(source, start, start + part.len);
	}
	all = fingerprints_of(arena, findings, count, "a.md", opening);
	for (size_t i = 0; i < count; i++) {
		char print[FINGERPRINT_SIZE];

		fingerprint_write(&all[i], print);
		builder_printf(&out, "%s\n", print);
	}
	copy = builder_copy(&out, arena);
	builder_release(&out);
	return copy;
}

static void equal_findings_are_told_apart_by_their_order(void **state)
{
	struct arena *arena = arena_new();
	struct span nowhere = {0, 0};
	const char *three = prints(arena, "we go and Go and go", "go", nowhere);
	const char *two = prints(arena, "then GO on , go", "go", nowhere);

	(void)state;
	assert_int_equal(strlen(three), 3 * 65);
	assert_int_equal(strlen(two), 2 * 65);
	assert_memory_equal(three, two, 2 * 65);
	assert_memory_not_equal(three, three + 65, 64);
	assert_memory_not_equal(three + 65, three + 2 * 65, 64);
	assert_string_not_equal(two, prints(arena, "then ho on , ho", "ho", nowhere));
	arena_free(arena);
}

static void a_finding_about_all_has_no_text(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(prints(arena, "one word", "one", (struct span){0, 3}),
	                    prints(arena, "three words", "three", (struct span){0, 5}));
	assert_string_not_equal(prints(arena, "one word", "one", (struct span){0, 8}),
	                        prints(arena, "three words", "three", (struct span){0, 11}));
	arena_free(arena);
}

/* Frozen: baselines that are stored have them. */
static void the_fingerprint_of_version_1(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(prints(arena, "so Go", "go", (struct span){0, 0}),
	                    "d8eac858b30a0abc9e49fcc97e007192f1b297c31b7d4752a273b831e7f1f377\n");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(what_is_written_is_read_again),
	    cmocka_unit_test(each_line_stands_alone),
	    scratch_test(many_entries_are_found),
	    scratch_test(drafts_are_named_from_the_file),
	    cmocka_unit_test(equal_findings_are_told_apart_by_their_order),
	    cmocka_unit_test(a_finding_about_all_has_no_text),
	    cmocka_unit_test(the_fingerprint_of_version_1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
