/* From findings to a text without them: what is mended, what waits, what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <draftlint.h>

#include "tiny_pack.h"

#define HEAD "---\npersona: alex\nstage: tofu\n---\n\n"

/* What became of one text. */
struct mended {
	struct builder text;   /* with "= message" lines of fix-failed behind it */
	struct builder edited; /* the edits that were told, made by this test */
	size_t fixed;
	size_t findings;
	bool rewritten;
};

static void add_edits(struct builder *out, const struct draftlint_rewrite *rewrite)
{
	size_t at = 0;

	for (size_t i = 0; i < rewrite->edit_count; i++) {
		const struct draftlint_edit *edit = &rewrite->edits[i];

		builder_add(out, rewrite->before + at, edit->range.start.byte - at);
		builder_add(out, edit->text, edit->len);
		at = edit->range.end.byte;
	}
	builder_add(out, rewrite->before + at, rewrite->before_len - at);
}

static void receive(void *context, const struct draftlint_file *file)
{
	struct mended *mended = context;

	mended->fixed = file->fixed;
	mended->findings = file->finding_count;
	mended->rewritten = file->rewrite != NULL;
	if (file->rewrite) {
		builder_add(&mended->text, file->rewrite->after, file->rewrite->after_len);
		add_edits(&mended->edited, file->rewrite);
		assert_int_equal(mended->edited.len, mended->text.len);
		assert_memory_equal(mended->edited.bytes, mended->text.bytes, mended->text.len);
	}
	for (size_t i = 0; i < file->finding_count; i++)
		if (strcmp(file->findings[i].rule, "fix-failed") == 0)
			builder_printf(&mended->text, "= %s\n", file->findings[i].message);
}

static struct draftlint_options options_of(enum draftlint_fixing fix)
{
	return (struct draftlint_options){
	    .no_config = true, .pack = "tiny", .max_warnings = -1, .fix = fix};
}

static struct mended mend(const char *text, enum draftlint_fixing fix)
{
	struct draftlint_options options = options_of(fix);
	struct draftlint *session = draftlint_new(&options);
	struct mended mended = {0};
	struct draftlint_receiver receiver = {.context = &mended, .file = receive};

	draftlint_check_text(session, "a.md", text, strlen(text), &receiver);
	assert_int_equal(draftlint_summary(session)->fixed, mended.fixed);
	assert_int_equal(draftlint_summary(session)->fixed_files, mended.fixed > 0);
	draftlint_free(session);
	return mended;
}

static void release(struct mended *mended)
{
	builder_release(&mended->text);
	builder_release(&mended->edited);
}

/* BEFORE becomes AFTER by FIXED fixes, and stays so. */
static void assert_mended(const char *before, const char *after, size_t fixed,
                          enum draftlint_fixing fix)
{
	struct mended first = mend(before, fix);
	struct mended second;

	assert_string_equal(first.text.bytes ? first.text.bytes : before, after);
	assert_int_equal(first.fixed, fixed);
	assert_int_equal(first.rewritten, fixed > 0);
	second = mend(after, fix);
	assert_false(second.rewritten);
	assert_int_equal(second.fixed, 0);
	release(&first);
	release(&second);
}

/* Nothing of BEFORE is mended, and MESSAGE says why. */
static void assert_refused(const char *before, const char *message)
{
	struct mended mended = mend(before, DRAFTLINT_FIX_UNSAFE);

	assert_false(mended.rewritten);
	assert_int_equal(mended.fixed, 0);
	assert_string_equal(mended.text.bytes ? mended.text.bytes : "", message);
	release(&mended);
}

static void write_swap(const char *name, const char *level, const char *swap)
{
	char path[64];
	char text[256];

	snprintf(path, sizeof(path), "tiny/prose/%s.yml", name);
	snprintf(text, sizeof(text),
	         "extends: substitution\nmessage: \"use `%%s`, not `%%s`\"\nlevel: %s\nswap:\n%s",
	         level, swap);
	write_file(path, text);
}

static void only_what_is_asked_for(void **state)
{
	static const char before[] =
	    "---\npersona: alx\nstage: awarenes\n---\n\nWe utilize it.\n\n"
	    "<!-- draftlint-disable-next-line swap -->\n\nThey utilize it.\n";

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_swap("swap", "warning", "  utilize: use\n");
	assert_mended(before, before, 0, DRAFTLINT_FIX_NONE);
	assert_mended(before,
	              "---\npersona: alex\nstage: awareness\n---\n\nWe utilize it.\n\n"
	              "<!-- draftlint-disable-next-line swap -->\n\nThey utilize it.\n",
	              2, DRAFTLINT_FIX_SAFE);
	assert_mended(before,
	              "---\npersona: alex\nstage: awareness\n---\n\nWe use it.\n\n"
	              "<!-- draftlint-disable-next-line swap -->\n\nThey utilize it.\n",
	              3, DRAFTLINT_FIX_UNSAFE);
}

static void fixes_that_touch_wait(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_swap("one", "warning", "  make use of: use\n");
	write_swap("two", "warning", "  of the whole: of all\n");
	write_swap("three", "warning", "  use the whole: use all\n");
	assert_mended(HEAD "They make use of the whole lot.\n", HEAD "They use all lot.\n", 2,
	              DRAFTLINT_FIX_UNSAFE);
}

static void what_two_rules_say_is_done_once(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_swap("one", "warning", "  utilize: use\n");
	write_swap("two", "warning", "  utilize: use\n");
	assert_mended(HEAD "We utilize it.\n", HEAD "We use it.\n", 2, DRAFTLINT_FIX_UNSAFE);
}

static void what_does_not_settle_is_left(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_swap("flip", "warning", "  yes: no\n");
	write_swap("flop", "warning", "  no: yes\n");
	assert_refused(HEAD "They say yes, but alx.\n",
	               "= not fixed: the fixes of `flip` and `flop` do not come to rest within 10 "
	               "passes\n");
	assert_refused(HEAD "They say yes and no.\n",
	               "= not fixed: the fixes of `flip` and `flop` do not come to rest within 10 "
	               "passes\n");
	assert_int_equal(remove("tiny/prose/flop.yml"), 0);
	write_swap("flip", "warning", "  far: far far\n");
	assert_refused(HEAD "So far.\n",
	               "= not fixed: the fixes of `flip` do not come to rest within 10 passes\n");
}

static void new_errors_are_not_written(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_swap("swap", "warning", "  utilize: leverage\n");
	write_file("tiny/prose/ban.yml", "extends: existence\nmessage: \"not `%s`\"\nlevel: error\n"
	                                 "tokens: [leverage]\n");
	assert_refused(HEAD "We utilize it.\n",
	               "= not fixed: the fixes of `swap` would bring an error of `ban` into the "
	               "draft\n");
	/* The same as before, only elsewhere. */
	write_swap("swap", "warning", "  utilize it: use it\n");
	assert_mended(HEAD "We utilize it, and leverage.\n", HEAD "We use it, and leverage.\n", 1,
	              DRAFTLINT_FIX_UNSAFE);
}

static void the_last_line_ends_as_before(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	assert_mended("---\npersona: alex\nstage: tofu", "---\npersona: alex\nstage: tofu\n---", 1,
	              DRAFTLINT_FIX_SAFE);
	assert_mended("---\r\npersona: alex\r\nstage: tofu\r\n",
	              "---\r\npersona: alex\r\nstage: tofu\r\n---\r\n", 1, DRAFTLINT_FIX_SAFE);
}

/* Of an unknown persona her pains are not asked: that was there before. */
static void what_a_mistake_hid_is_told(void **state)
{
	static const char before[] = "---\npersona: sara\npain: outages\nstage: tofu\n---\n";
	struct mended mended;

	(void)state;
	write_tiny_pack("tiny", NULL);
	mended = mend(before, DRAFTLINT_FIX_SAFE);
	assert_string_equal(mended.text.bytes,
	                    "---\npersona: sarah\npain: outages\nstage: tofu\n---\n");
	assert_int_equal(mended.findings, 1);
	release(&mended);
}

static void what_was_not_read_in_full_is_left(void **state)
{
	static const char before[] = "---\npersona: alx\nstage: tofu\n---\n\nText \xFF\n";

	(void)state;
	write_tiny_pack("tiny", NULL);
	assert_refused(before, "");
}

static void files_are_written_or_kept(void **state)
{
	struct draftlint_options options = options_of(DRAFTLINT_FIX_SAFE);
	const char *paths[] = {"drafts"};

	(void)state;
	write_tiny_pack("tiny", NULL);
	for (int keep = 1; keep >= 0; keep--) {
		static const struct draftlint_receiver nobody;
		const struct draftlint_summary *sum;
		struct draftlint *session;
		char text[64] = "";
		FILE *file;

		write_file("drafts/a.md", "---\npersona: alx\nstage: tofu\n---\n");
		write_file("drafts/b.md", "---\npersona: alex\nstage: tofu\n---\n");
		options.keep_files = keep;
		session = draftlint_new(&options);
		draftlint_check_paths(session, paths, 1, &nobody);
		sum = draftlint_summary(session);
		assert_int_equal(sum->fixed, 1);
		assert_int_equal(sum->fixed_files, 1);
		assert_int_equal(sum->left, 0);
		assert_int_equal(sum->errors, keep);
		assert_int_equal(sum->status, keep);
		draftlint_free(session);
		file = fopen("drafts/a.md", "rb");
		assert_non_null(file);
		assert_true(fread(text, 1, sizeof(text) - 1, file) > 0);
		fclose(file);
		assert_string_equal(text, keep ? "---\npersona: alx\nstage: tofu\n---\n"
		                               : "---\npersona: alex\nstage: tofu\n---\n");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scratch_enter, scratch_leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(only_what_is_asked_for),          TEST(fixes_that_touch_wait),
	    TEST(what_two_rules_say_is_done_once), TEST(what_does_not_settle_is_left),
	    TEST(new_errors_are_not_written),      TEST(the_last_line_ends_as_before),
	    TEST(what_a_mistake_hid_is_told),      TEST(what_was_not_read_in_full_is_left),
	    TEST(files_are_written_or_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
