/*
 * Each format writes the samples into fixtures/cli/formats/<name>; UPDATE=1
 * rewrites. tests/cli/check_outputs.py then reads the files as their readers
 * would.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "cli_samples.h"
#include "cli_sources.h"

/* The library's part, so that the test does not change with the version. */
const char *draftlint_version(void)
{
	return "0";
}

/* The number of the sample: nothing else of it is the formats' concern. */
void draftlint_fingerprint(const struct draftlint_finding *finding, char out[65])
{
	snprintf(out, 65, "%064zx", finding->identity->ordinal);
}

static const struct draftlint_skip skips[] = {{"ignored by \"git\"", 3}};
static const struct draftlint_rule_count rules[] = {
    {"buzzwords", DRAFTLINT_WARNING, 12, 12, false},
    {"pain-not-persona", DRAFTLINT_ERROR, 1, 1, true},
};
static const struct draftlint_rule described[] = {
    {.name = "buzzwords",
     .severity = DRAFTLINT_WARNING,
     .question = "pain",
     .summary = "a {word} of [nobody](1)",
     .reason = "it says nothing",
     .bad = "we leverage",
     .good = "we use"},
};
static const struct draftlint_summary summary = {
    .files = 24,
    .checked = 22,
    .incomplete = 2,
    .clean = 2,
    .errors = 7,
    .warnings = 13,
    .infos = 2,
    .suppressed = 1,
    .fixable_safe = 1,
    .failing = 7,
    .skips = skips,
    .skip_count = 1,
    .rules = rules,
    .rule_count = 2,
    .status = 2,
};

static void write_samples(const struct format *format, struct output *output)
{
	struct totals totals = {
	    .summary = &summary, .faulty = 22, .rules = described, .rule_count = 1, .status = 2};
	struct arena *arena = arena_new();

	if (format->begin)
		format->begin(output);
	for (size_t i = 0; i < SAMPLE_COUNT + 2; i++) {
		struct draftlint_file file = sample_file(arena, i);

		format_write_file(output, &file);
	}
	if (format->message)
		format->message(output, "unknown rule `buzz\x1B`");
	format->end(output, &totals);
	arena_free(arena);
}

/* A run that found nothing at all. */
static void write_nothing(const struct format *format, struct output *output)
{
	static const struct draftlint_summary none;
	struct totals totals = {.summary = &none};

	if (format->begin)
		format->begin(output);
	format->end(output, &totals);
}

static char *read_whole(const char *path, size_t *size)
{
	struct arena *arena = arena_new();
	struct source *source;
	char *copy;

	if (source_read(arena, path, path, SOURCE_LIMIT, false, &source) != SOURCE_OK)
		fail_msg("cannot read %s", path);
	copy = memory_alloc(source->size + 1);
	memcpy(copy, source->bytes, source->size + 1);
	*size = source->size;
	arena_free(arena);
	return copy;
}

static void compare(const char *path, struct slice written)
{
	size_t size;
	char *wanted;

	if (getenv("UPDATE")) {
		FILE *file = fopen(path, "w");

		assert_non_null(file);
		assert_int_equal(fwrite(written.ptr, 1, written.len, file), written.len);
		assert_int_equal(fclose(file), 0);
	}
	wanted = read_whole(path, &size);
	if (size != written.len || memcmp(wanted, written.ptr, size) != 0)
		fail_msg("%s is not what was written:\n%.*s", path, SLICE_ARG(written));
	free(wanted);
}

static void try_written(const char *name, const char *golden, struct view view, bool ci,
                        void write(const struct format *format, struct output *output))
{
	struct output output = {.format = format_find(formats, slice_of(name)), .view = view};
	struct builder path = {NULL, 0, 0};

	assert_non_null(output.format);
	sink_init(&output.sink, false);
	output.sink.break_commands = ci;
	write(output.format, &output);
	builder_printf(&path, "fixtures/cli/formats/%s", golden);
	compare(path.bytes, builder_slice(&output.sink.bytes));
	builder_release(&path);
	sink_release(&output.sink);
}

static void try_format(const char *name, const char *golden, struct view view, bool ci)
{
	try_written(name, golden, view, ci, write_samples);
}

static void test_full(void **state)
{
	(void)state;
	try_format("full", "full", (struct view){.width = 100}, false);
	try_format("full", "full-ci", (struct view){.width = 60, .statistics = true}, true);
}

static void test_concise(void **state)
{
	(void)state;
	try_format("concise", "concise", (struct view){.width = 100}, false);
	try_format("concise", "concise-byte", (struct view){.unit = COLUMN_BYTE}, true);
	try_format("concise", "concise-utf16", (struct view){.unit = COLUMN_UTF16}, true);
	try_format("concise", "concise-display", (struct view){.unit = COLUMN_DISPLAY}, true);
}

static void test_json(void **state)
{
	(void)state;
	try_format("json", "json", (struct view){.width = 100}, false);
	try_format("jsonl", "jsonl", (struct view){.width = 100}, true);
}

/* Below a project, as they are where CI services run; and with nothing to say. */
static void test_services(void **state)
{
	static const char *const names[] = {
	    "github", "gitlab", "azure",   "sarif",   "checkstyle",
	    "junit",  "rdjson", "rdjsonl", "grouped", "markdown",
	};
	struct view view = {.width = 100, .folder = "/project/docs", .project = "/project"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct builder golden = {NULL, 0, 0};

		try_format(names[i], names[i], view, true);
		builder_printf(&golden, "%s-nothing", names[i]);
		try_written(names[i], golden.bytes, view, true, write_nothing);
		builder_release(&golden);
	}
}

/* A reader that takes few bytes gets whole rows and is told how many it lacks. */
static void test_limit(void **state)
{
	struct output output = {.format = &format_markdown, .limit = 2048};

	(void)state;
	sink_init(&output.sink, false);
	write_samples(&format_markdown, &output);
	assert_true(output.sink.bytes.len <= output.limit);
	assert_non_null(strstr(output.sink.bytes.bytes, " more findings are not shown here."));
	sink_release(&output.sink);
}

static void try_path(const char *folder, const char *project, const char *path, const char *wanted)
{
	struct view view = {.folder = folder, .project = project};
	struct builder got = {NULL, 0, 0};

	project_path(&got, &view, path);
	assert_string_equal(got.bytes, wanted);
	builder_release(&got);
}

static void test_project_paths(void **state)
{
	(void)state;
	try_path(NULL, NULL, "posts/a.md", "posts/a.md");
	try_path("/p", "/p", "./posts/../b.md", "b.md");
	try_path("/p/docs", "/p", "a.md", "docs/a.md");
	try_path("/p/docs", "/p", "../a.md", "a.md");
	try_path("/p/docs", "/p", "/p/a.md", "a.md");
	try_path("/p/docs", "/p", "/prefix/a.md", "/prefix/a.md");
	try_path("/p", "/p", "../q/a.md", "/q/a.md");
}

static void test_find(void **state)
{
	(void)state;
	assert_ptr_equal(format_find(formats, slice_of("full")), &format_full);
	assert_null(format_find(formats, slice_of("")));
	assert_null(format_find(formats, slice_of("ful")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_full),  cmocka_unit_test(test_concise),
	    cmocka_unit_test(test_json),  cmocka_unit_test(test_services),
	    cmocka_unit_test(test_limit), cmocka_unit_test(test_project_paths),
	    cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
