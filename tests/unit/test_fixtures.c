/*
 * Each folder of fixtures/checks is one test: what is found in its bad drafts
 * is what `expected` says, line by line, and its good drafts are clean; and
 * all of them say the same with other line ends and with a byte order mark. What
 * can be mended is what `fixes` says; each fix alone takes its finding away and
 * breaks nothing, and all of them together do the same to every twin.
 * UPDATE=1 rewrites `expected` and `fixes`: read the difference.
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

/* ---- fixes ---- */

static void add_quoted(struct builder *out, const char *text, size_t len)
{
	builder_add_char(out, '"');
	for (size_t i = 0; i < len; i++)
		if (text[i] == '\n')
			builder_add_string(out, "\\n");
		else
			builder_add_char(out, text[i]);
	builder_add_char(out, '"');
}

/* What fixes of one text come to. */
struct mending {
	const struct builder *text;
	struct draftlint *session; /* that mends nothing */
	const char *name;
	struct builder lines; /* of `fixes` */
	struct builder after; /* all of them made */
	bool rewritten;
};

struct tally {
	const char *rule;
	size_t count;
	size_t syntax;
	uint32_t line; /* of the first finding of the rule */
};

static void count_rule(void *context, const struct draftlint_file *file)
{
	struct tally *tally = context;

	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *finding = &file->findings[i];

		if (!finding->suppressed && strcmp(finding->rule, tally->rule) == 0 &&
		    tally->count++ == 0)
			tally->line = finding->range.start.line;
		tally->syntax += strcmp(finding->rule, "front-matter-syntax") == 0;
	}
}

static struct tally tally_of(const struct mending *mending, const char *rule, struct slice text)
{
	struct tally tally = {.rule = rule};
	struct draftlint_receiver receiver = {.context = &tally, .file = count_rule};

	draftlint_check_text(mending->session, mending->name, text.ptr ? text.ptr : "", text.len,
	                     &receiver);
	return tally;
}

/* Of what cannot be read only the first mistake is known: it is behind that now. */
static bool is_less(const struct tally *after, const struct tally *before)
{
	return after->count < before->count ||
	       (strcmp(after->rule, "front-matter-syntax") == 0 && after->line > before->line);
}

/* FINDING's fix alone takes it away, and the metadata can be read as before. */
static void check_alone(const struct mending *mending, const struct draftlint_finding *finding)
{
	struct tally before = tally_of(mending, finding->rule, builder_slice(mending->text));
	struct builder text = {0};
	struct tally after;
	size_t at = 0;

	for (size_t i = 0; i < finding->fix->edit_count; i++) {
		const struct draftlint_edit *edit = &finding->fix->edits[i];

		builder_add(&text, mending->text->bytes + at, edit->range.start.byte - at);
		builder_add(&text, edit->text, edit->len);
		at = edit->range.end.byte;
	}
	builder_add(&text, mending->text->bytes + at, mending->text->len - at);
	after = tally_of(mending, finding->rule, builder_slice(&text));
	if (!is_less(&after, &before) || after.syntax > before.syntax)
		print_error("%s: the fix of [%s] at %u:%u does not mend it\n", mending->name,
		            finding->rule, (unsigned)finding->range.start.line,
		            (unsigned)finding->range.start.column);
	assert_true(is_less(&after, &before) && after.syntax <= before.syntax);
	builder_release(&text);
}

static void list_fixes(void *context, const struct draftlint_file *file)
{
	struct mending *mending = context;

	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *finding = &file->findings[i];

		if (!finding->fix || finding->suppressed)
			continue;
		builder_printf(&mending->lines, "%s:%u:%u: %s: %s:", file->path,
		               (unsigned)finding->range.start.line,
		               (unsigned)finding->range.start.column,
		               finding->fix->safe ? "safe" : "unsafe", finding->fix->title);
		for (size_t k = 0; k < finding->fix->edit_count; k++) {
			const struct draftlint_edit *edit = &finding->fix->edits[k];

			builder_add_char(&mending->lines, ' ');
			add_quoted(&mending->lines, mending->text->bytes + edit->range.start.byte,
			           edit->range.end.byte - edit->range.start.byte);
			builder_add_string(&mending->lines, " -> ");
			add_quoted(&mending->lines, edit->text, edit->len);
		}
		builder_printf(&mending->lines, " [%s]\n", finding->rule);
	}
}

static void receive_mended(void *context, const struct draftlint_file *file)
{
	struct mending *mending = context;

	for (size_t i = 0; i < file->finding_count; i++)
		assert_string_not_equal(file->findings[i].rule, "fix-failed");
	mending->rewritten = file->rewrite != NULL;
	builder_clear(&mending->after);
	if (file->rewrite)
		builder_add(&mending->after, file->rewrite->after, file->rewrite->after_len);
	else
		builder_add_slice(&mending->after, builder_slice(mending->text));
}

static void mend(struct draftlint *fixer, struct mending *mending)
{
	struct draftlint_receiver receiver = {.context = mending, .file = receive_mended};

	draftlint_check_text(fixer, mending->name, mending->text->bytes ? mending->text->bytes : "",
	                     mending->text->len, &receiver);
}

static void check_alone_all(void *context, const struct draftlint_file *file)
{
	for (size_t i = 0; i < file->finding_count; i++)
		if (file->findings[i].fix && !file->findings[i].suppressed)
			check_alone(context, &file->findings[i]);
}

/* All fixes of a twin make the twin of what they make of the draft; and nothing is
 * left to be made. */
static void check_mended(struct draftlint *fixer, const struct mending *first)
{
	static const struct {
		const char *mark;
		const char *end;
	} kinds[] = {{"", "\n"}, {"", "\r\n"}, {"", "\r"}, {"\xEF\xBB\xBF", "\n"}};

	for (size_t k = 0; k < 4; k++) {
		struct builder before =
		    twin_of(builder_slice(first->text), kinds[k].mark, kinds[k].end);
		struct builder after =
		    twin_of(builder_slice(&first->after), kinds[k].mark, kinds[k].end);
		struct mending twin = {.text = &before, .name = first->name};

		mend(fixer, &twin);
		assert_int_equal(twin.after.len, after.len);
		if (after.len)
			assert_memory_equal(twin.after.bytes, after.bytes, after.len);
		twin.text = &after;
		mend(fixer, &twin);
		assert_false(twin.rewritten);
		builder_release(&before);
		builder_release(&after);
		builder_release(&twin.after);
	}
}

/* The lines of `fixes` for DRAFTS. */
static struct builder mend_all(const struct names *drafts)
{
	struct draftlint_options options = {.max_warnings = -1};
	struct draftlint_options fixing = {.max_warnings = -1, .fix = DRAFTLINT_FIX_UNSAFE};
	struct draftlint *session = draftlint_new(&options);
	struct draftlint *fixer = draftlint_new(&fixing);
	struct builder lines = {0};

	for (size_t d = 0; d < drafts->count; d++) {
		struct builder text = file_bytes(drafts->items[d]);
		struct mending mending = {
		    .text = &text, .session = session, .name = drafts->items[d]};
		struct draftlint_receiver list = {.context = &mending, .file = list_fixes};
		struct draftlint_receiver alone = {.context = &mending, .file = check_alone_all};

		if (text.len && !memchr(text.bytes, 0, text.len)) {
			draftlint_check_text(session, mending.name, text.bytes, text.len, &list);
			draftlint_check_text(session, mending.name, text.bytes, text.len, &alone);
			mend(fixer, &mending);
			check_mended(fixer, &mending);
		}
		builder_add_slice(&lines, builder_slice(&mending.lines));
		builder_release(&mending.lines);
		builder_release(&mending.after);
		builder_release(&text);
	}
	draftlint_free(session);
	draftlint_free(fixer);
	return lines;
}

/* ---- folders ---- */

static void update(const char *name, struct slice found)
{
	FILE *file;

	if (!found.len) {
		remove(name);
		return;
	}
	file = fopen(name, "wb");

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
	struct builder fixes = file_bytes("fixes");
	struct builder mended = mend_all(&bad);

	assert_true(bad.count > 0 && good.count > 0);
	if (getenv("UPDATE")) {
		update("expected", builder_slice(&found));
		update("fixes", builder_slice(&mended));
	} else {
		compare(folder, builder_slice(&expected), builder_slice(&found));
		compare(folder, builder_slice(&fixes), builder_slice(&mended));
	}
	compare(folder, slice_of(""), builder_slice(&clean));
	compare_twins(folder, &bad);
	compare_twins(folder, &good);
	builder_release(&expected);
	builder_release(&found);
	builder_release(&clean);
	builder_release(&fixes);
	builder_release(&mended);
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
