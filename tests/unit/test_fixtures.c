/*
 * Each folder of fixtures/checks is one test: what is found in its bad drafts
 * is what `expected` says, line by line, and its good drafts are clean; and
 * all of them say the same with other line ends and with a byte order mark.
 * UPDATE=1 rewrites `expected`: read the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>

#include <draftlint.h>

#include "fixture_folders.h"

static const char *const severities[] = {"off", "info", "warning", "error"};

/* Findings as concise lines; what a draft excuses is not said. */
static void write_file(void *context, const struct draftlint_file *file)
{
	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *finding = &file->findings[i];

		if (!finding->suppressed)
			builder_printf(context, "%s:%u:%u: %s: %s [%s]\n", finding->path,
			               (unsigned)finding->range.start.line,
			               (unsigned)finding->range.start.column,
			               severities[finding->severity], finding->message,
			               finding->rule);
	}
}

static void write_message(void *context, const char *text)
{
	builder_printf(context, "draftlint: %s\n", text);
}

static struct builder lint(const struct names *drafts)
{
	struct draftlint_options options = {.max_warnings = -1};
	struct draftlint *session = draftlint_new(&options);
	struct builder lines = {0};
	struct draftlint_receiver receiver = {
	    .context = &lines, .file = write_file, .message = write_message};

	draftlint_check_paths(session, (const char *const *)drafts->items, drafts->count,
	                      &receiver);
	draftlint_free(session);
	return lines;
}

static struct builder lint_text(struct draftlint *session, const char *name,
                                const struct builder *text)
{
	struct builder lines = {0};
	struct draftlint_receiver receiver = {
	    .context = &lines, .file = write_file, .message = write_message};

	draftlint_check_text(session, name, text->bytes, text->len, &receiver);
	return lines;
}

/* TEXT with MARK before it and each of its line ends written as END. */
static struct builder twin_of(struct slice text, const char *mark, const char *end)
{
	struct builder twin = {0};

	builder_add_string(&twin, mark);
	for (size_t i = slice_starts(text, "\xEF\xBB\xBF") ? 3 : 0; i < text.len; i++) {
		bool pair = text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';

		if (text.ptr[i] == '\n' || text.ptr[i] == '\r')
			builder_add_string(&twin, end);
		else
			builder_add_char(&twin, text.ptr[i]);
		i += pair;
	}
	return twin;
}

static bool has_line(struct slice lines, struct slice line)
{
	struct slice other;

	while (slice_split(&lines, '\n', &other))
		if (slice_equal(other, line))
			return true;
	return false;
}

/* The lines of A that B does not have, behind MARK. */
static size_t print_difference(char mark, struct slice a, struct slice b)
{
	struct slice line;
	size_t count = 0;

	while (slice_split(&a, '\n', &line)) {
		if (line.len == 0 || has_line(b, line))
			continue;
		print_error("    %c %.*s\n", mark, SLICE_ARG(line));
		count++;
	}
	return count;
}

static void compare(const char *folder, struct slice expected, struct slice found)
{
	if (slice_equal(expected, found))
		return;
	print_error("%s/%s (- expected, + found)\n", FIXTURE_FOLDERS, folder);
	if (print_difference('-', expected, found) + print_difference('+', found, expected) == 0)
		print_error("    the same lines, in another order or number\n");
	fail();
}

static void compare_twins(const char *folder, const struct names *drafts)
{
	static const struct {
		const char *mark;
		const char *end;
	} kinds[] = {{"", "\n"}, {"", "\r\n"}, {"", "\r"}, {"\xEF\xBB\xBF", "\n"}};
	struct draftlint_options options = {.max_warnings = -1};
	struct draftlint *session = draftlint_new(&options);

	for (size_t d = 0; d < drafts->count; d++) {
		struct builder text = file_bytes(drafts->items[d]);
		struct builder first = {0};

		/* Line ends of UTF-16 are no bytes of their own. */
		for (size_t k = 0; k < 4 && text.len && !memchr(text.bytes, 0, text.len); k++) {
			struct builder twin =
			    twin_of(builder_slice(&text), kinds[k].mark, kinds[k].end);
			struct builder found = lint_text(session, drafts->items[d], &twin);

			if (k == 0)
				builder_add_slice(&first, builder_slice(&found));
			compare(folder, builder_slice(&first), builder_slice(&found));
			builder_release(&twin);
			builder_release(&found);
		}
		builder_release(&text);
		builder_release(&first);
	}
	draftlint_free(session);
}

static void update(struct slice found)
{
	FILE *file = fopen("expected", "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(found.ptr, 1, found.len, file), found.len);
	assert_int_equal(fclose(file), 0);
}

static void check_folder(const char *folder)
{
	struct names bad = names_in(".", is_bad_draft);
	struct names good = names_in(".", is_good_draft);
	struct builder expected = file_bytes("expected");
	struct builder found = lint(&bad);
	struct builder clean = lint(&good);

	assert_true(bad.count > 0 && good.count > 0);
	if (getenv("UPDATE"))
		update(builder_slice(&found));
	else
		compare(folder, builder_slice(&expected), builder_slice(&found));
	compare(folder, slice_of(""), builder_slice(&clean));
	compare_twins(folder, &bad);
	compare_twins(folder, &good);
	builder_release(&expected);
	builder_release(&found);
	builder_release(&clean);
	names_release(&bad);
	names_release(&good);
}

/* Drafts are named as a person in the folder would name them. */
static int enter(void **state)
{
	return chdir(FIXTURE_FOLDERS) != 0 || chdir(*state) != 0;
}

static int leave(void **state)
{
	(void)state;
	return chdir("../../..");
}

static void test_folder(void **state)
{
	check_folder(*state);
}

int main(void)
{
	struct names folders = names_in(FIXTURE_FOLDERS, is_fixture_folder);
	struct CMUnitTest *tests = calloc(folders.count + 1, sizeof(*tests));
	int failed;

	if (folders.count == 0) {
		print_error("no folders in %s\n", FIXTURE_FOLDERS);
		return 1;
	}
	for (size_t i = 0; i < folders.count; i++)
		tests[i] = (struct CMUnitTest){folders.items[i], test_folder, enter, leave,
		                               folders.items[i]};
	failed = _cmocka_run_group_tests("fixtures", tests, folders.count, NULL, NULL);
	names_release(&folders);
	free(tests);
	return failed;
}
