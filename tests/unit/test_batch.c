/* Some hundred drafts give the same results in the same order on any number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lint/batch.h"
#include "tiny_pack.h"

enum { DRAFTS = 400 };

static void write_draft(int number, uint64_t *seed)
{
	static const char *const personas[] = {"alex", "Sarah", "alx", "sarah, alex", ""};
	static const char *const stages[] = {"tofu", "decision", "awarness",
	                                     "awareness -> decision"};
	static const char *const words[] = {
	    "seamless",  "Synergy", "plain",        "\xC3\xA9t\xC3\xA9",
	    "**bold**",  "`code`",  "\n\n## H\n\n", "runaway cost.",
	    "[x](/buy)", "outage",  "\n\n- item ",  "40%"};
	struct builder text = {0};
	char path[32];

	snprintf(path, sizeof(path), "drafts/%04d.md", number);
	if (number % 7)
		builder_printf(&text, "---\ntitle: Draft %d\npersona: %s\nstage: %s\n---\n\n",
		               number, personas[random_below(seed, SUPPORT_COUNT(personas))],
		               stages[random_below(seed, SUPPORT_COUNT(stages))]);
	if (number % 5 == 0)
		builder_add_string(&text, "<!-- draftlint-disable-next-line hype -- once -->\n\n");
	for (size_t n = random_below(seed, 400); n > 0; n--) {
		builder_add_string(&text, words[random_below(seed, SUPPORT_COUNT(words))]);
		builder_add_char(&text, ' ');
	}
	if (number % 11 == 0)
		builder_add(&text, "\xFF\0", 2);
	/* Some are not there at all. */
	if (number % 13)
		write_bytes(path, text.bytes ? text.bytes : "", text.len);
	builder_release(&text);
}

/* Everything that is delivered, as text. */
struct delivery {
	struct builder text;
	size_t next;
	bool in_order;
};

static void add_position(struct builder *out, struct draftlint_position p)
{
	builder_printf(out, "%zu:%u:%u:%u:%u ", p.byte, p.line, p.column, p.utf16, p.byte_column);
}

static void deliver(void *context, size_t index, const struct result *result)
{
	struct delivery *d = context;
	const struct draftlint_file *file = &result->file;

	d->in_order = d->in_order && index == d->next;
	d->next++;
	builder_printf(&d->text, "%s %d %zu %zu %zu %zu\n", file->path, file->kind,
	               result->suppressed, result->counts[1], result->counts[2], result->counts[3]);
	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *f = &file->findings[i];
		char print[65];

		draftlint_fingerprint(f, print);
		add_position(&d->text, f->range.start);
		add_position(&d->text, f->range.end);
		builder_printf(&d->text, "%s %d %s %s %s %s %.*s\n", f->rule, f->severity,
		               f->message, f->help ? f->help : "-",
		               f->suppressed ? f->suppressed : "-", print, (int)f->excerpt.len,
		               f->excerpt.text ? f->excerpt.text : "");
		for (size_t n = 0; n < f->note_count; n++)
			builder_printf(&d->text, "  %s %s\n", f->notes[n].text,
			               f->notes[n].path ? f->notes[n].path : "-");
		for (size_t e = 0; f->fix && e < f->fix->edit_count; e++)
			builder_printf(&d->text, "  %s %.*s\n", f->fix->title,
			               (int)f->fix->edits[e].len, f->fix->edits[e].text);
	}
	for (size_t i = 0; i < file->answer_count; i++)
		builder_printf(&d->text, "  %s %d\n", file->answers[i].question,
		               file->answers[i].answered);
}

static struct arena *arena;
static const struct plan *plan;
static struct job jobs[DRAFTS];

static struct delivery run(size_t count, unsigned threads)
{
	struct delivery d = {.in_order = true};

	batch_run(jobs, count, threads, deliver, &d);
	assert_true(d.in_order);
	assert_int_equal(d.next, count);
	return d;
}

static void results_do_not_depend_on_threads(void **state)
{
	static const unsigned threads[] = {2, 8, 64, 100, 0};
	struct delivery one = run(DRAFTS, 1);

	(void)state;
	/* There is something to get wrong. */
	assert_non_null(strstr(one.text.bytes, "`seamless` is hype"));
	assert_non_null(strstr(one.text.bytes, "no such file"));
	assert_non_null(strstr(one.text.bytes, "did you mean `alex`?"));
	assert_non_null(strstr(one.text.bytes, "byte 0xff is not valid UTF-8"));
	for (size_t t = 0; t < SUPPORT_COUNT(threads); t++) {
		struct delivery many = run(DRAFTS, threads[t]);

		assert_int_equal(many.text.len, one.text.len);
		assert_memory_equal(many.text.bytes, one.text.bytes, one.text.len);
		builder_release(&many.text);
	}
	builder_release(&one.text);
}

static void few_jobs_are_all_done(void **state)
{
	(void)state;
	for (size_t count = 0; count < 6; count++) {
		struct delivery one = run(count, 1);

		for (unsigned threads = 0; threads < 5; threads++) {
			struct delivery many = run(count, threads);

			assert_true(
			    slice_equal(builder_slice(&one.text), builder_slice(&many.text)));
			builder_release(&many.text);
		}
		builder_release(&one.text);
	}
}

/* One worker for all: what it keeps from one draft does not show in the next. */
static void drafts_leave_nothing_behind(void **state)
{
	struct worker *worker = worker_new();
	uint64_t seed = 71;

	(void)state;
	for (int i = 0; i < 300; i++) {
		const struct job *job = &jobs[random_below(&seed, DRAFTS)];
		struct worker *fresh = worker_new();
		struct delivery a = {0};
		struct delivery b = {0};
		struct result result;

		lint_job(worker, job, &result);
		deliver(&a, 0, &result);
		result_release(&result);
		lint_job(fresh, job, &result);
		deliver(&b, 0, &result);
		result_release(&result);
		assert_string_equal(a.text.bytes, b.text.bytes);
		builder_release(&a.text);
		builder_release(&b.text);
		worker_free(fresh);
	}
	worker_free(worker);
	worker_free(NULL);
}

static int enter(void **state)
{
	static const struct plan_selection all = {NULL, NULL};
	struct report report;
	const struct ruleset *ruleset;
	uint64_t seed = 61;

	if (scratch_enter(state) != 0)
		return -1;
	arena = arena_new();
	report = report_in(arena);
	write_tiny_pack("tiny", NULL);
	ruleset = ruleset_load(arena, "tiny", NULL, NULL, &report);
	if (!ruleset) {
		print_error("%s", report_text(&report));
		return -1;
	}
	plan = plan_new(arena, NULL, ruleset, &all, &report);
	for (int i = 0; i < DRAFTS; i++) {
		char *path = arena_printf(arena, "drafts/%04d.md", i);

		write_draft(i, &seed);
		jobs[i] = (struct job){.path = path, .shown = path, .relative = path, .plan = plan};
	}
	return 0;
}

static int leave(void **state)
{
	arena_free(arena);
	return scratch_leave(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(results_do_not_depend_on_threads),
	    cmocka_unit_test(few_jobs_are_all_done),
	    cmocka_unit_test(drafts_leave_nothing_behind),
	};

	return cmocka_run_group_tests(tests, enter, leave);
}
