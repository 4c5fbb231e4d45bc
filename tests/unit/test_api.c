/*
 * The interface of the library, from outside: which configuration governs a
 * path, what is found, what it sums up to, and the exit status.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <draftlint.h>

#include "tiny_pack.h"

/* A draft that answers both questions of the tiny pack; then one that does not. */
#define GOOD "---\npersona: alex\nstage: tofu\n---\n\nText.\n"
#define BAD  "---\npersona: alex\nstage: awarness\n---\n\nText.\n"
#define HYPE "---\npersona: alex\nstage: tofu\n---\n\nA seamless text.\n"

/* ---- a run as text ---- */

struct run {
	struct draftlint_options options;
	struct draftlint *session;
	struct draftlint_receiver receiver;
	struct builder lines; /* "path:line:column severity rule", "= message", "* settings" */
	size_t total;
	size_t done;
};

static void add_file(void *context, const struct draftlint_file *file)
{
	static const char letters[] = "-iwe";
	struct run *run = context;

	assert_true(file->kind == DRAFTLINT_DRAFT || file->finding_count > 0);
	if (file->kind == DRAFTLINT_DRAFT_PARTLY)
		builder_printf(&run->lines, "~ %s\n", file->path);
	for (size_t i = 0; i < file->finding_count; i++) {
		const struct draftlint_finding *f = &file->findings[i];
		char print[65];

		draftlint_fingerprint(f, print);
		assert_int_equal(strlen(print), 64);
		if (file->kind == DRAFTLINT_SETTINGS)
			builder_printf(&run->lines, "* %s:%u:%u %s\n", f->path, f->range.start.line,
			               f->range.start.column, f->message);
		else
			builder_printf(&run->lines, "%s:%u:%u %c %s%s\n", f->path,
			               f->range.start.line, f->range.start.column,
			               letters[f->severity], f->rule, f->suppressed ? " -" : "");
	}
}

static void add_message(void *context, const char *text)
{
	struct run *run = context;

	builder_printf(&run->lines, "= %s\n", text);
}

static void add_progress(void *context, size_t done, size_t total)
{
	struct run *run = context;

	assert_int_equal(done, run->done + 1);
	assert_true(done <= total);
	run->done = done;
	run->total = total;
}

static struct run run_new(void)
{
	return (struct run){.options = {.max_warnings = -1, .jobs = 1, .no_ignore = true}};
}

static void check_paths(struct run *run, const char *const *paths)
{
	size_t count = 0;

	run->receiver = (struct draftlint_receiver){
	    .context = run, .file = add_file, .message = add_message, .progress = add_progress};
	if (!run->session)
		run->session = draftlint_new(&run->options);
	while (paths[count])
		count++;
	run->done = run->total = 0;
	draftlint_check_paths(run->session, paths, count, &run->receiver);
	assert_int_equal(run->done, run->total);
}

static void check_text(struct run *run, const char *path, const char *text)
{
	run->receiver =
	    (struct draftlint_receiver){.context = run, .file = add_file, .message = add_message};
	if (!run->session)
		run->session = draftlint_new(&run->options);
	draftlint_check_text(run->session, path, text, strlen(text), &run->receiver);
}

/* The run's lines and its status; it is over then. */
static void assert_run(struct run *run, const char *lines, int status)
{
	assert_string_equal(run->lines.bytes ? run->lines.bytes : "", lines);
	assert_int_equal(draftlint_summary(run->session)->status, status);
	draftlint_free(run->session);
	builder_release(&run->lines);
}

#define PATHS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The lines and the status of a run over PATHS with the usual options. */
static void assert_paths(const char *const *paths, const char *lines, int status)
{
	struct run run = run_new();

	check_paths(&run, paths);
	assert_run(&run, lines, status);
}

/* ---- which configuration ---- */

static void a_configuration_governs_from_its_folder_down(void **state)
{
	char *here = getcwd(NULL, 0);
	char path[4096];
	char line[4200];

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml",
	           "pack: ./tiny\nexclude: ['a/x/**', tiny]\n"
	           "overrides: [{files: 'a/b/*', rules: {stage-unknown: info}}]\n");
	write_file("a/b/c.md", BAD);
	write_file("a/x/d.md", BAD);
	write_file("e.md", BAD);
	assert_paths(PATHS("e.md", "a"), "a/b/c.md:3:8 i stage-unknown\ne.md:3:8 e stage-unknown\n",
	             1);
	assert_paths(PATHS("."), "a/b/c.md:3:8 i stage-unknown\ne.md:3:8 e stage-unknown\n", 1);
	/* The same file, seen from elsewhere. */
	snprintf(path, sizeof(path), "%s/a/b/c.md", here);
	snprintf(line, sizeof(line), "%s:3:8 i stage-unknown\n", path);
	assert_paths(PATHS(path), line, 0);
	assert_int_equal(chdir("a"), 0);
	assert_paths(PATHS("b/c.md"), "b/c.md:3:8 i stage-unknown\n", 0);
	assert_paths(PATHS("."), "b/c.md:3:8 i stage-unknown\n", 0);
	assert_paths(PATHS("../e.md"), "../e.md:3:8 e stage-unknown\n", 1);
	assert_int_equal(chdir("b"), 0);
	assert_paths(PATHS("c.md"), "c.md:3:8 i stage-unknown\n", 0);
	assert_paths(PATHS("../b/c.md"), "../b/c.md:3:8 i stage-unknown\n", 0);
	assert_paths(PATHS("../../a/b/c.md"), "../../a/b/c.md:3:8 i stage-unknown\n", 0);
	assert_int_equal(chdir("../x"), 0);
	assert_paths(PATHS("../b/c.md"), "../b/c.md:3:8 i stage-unknown\n", 0);
	assert_paths(PATHS(path), line, 0);
	free(here);
}

static void names_that_begin_with_dots_are_names(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml",
	           "pack: ./tiny\noverrides: [{files: 'a/..b/*', rules: {stage-unknown: info}}]\n");
	write_file("a/..b/c.md", BAD);
	assert_paths(PATHS("a/..b/c.md"), "a/..b/c.md:3:8 i stage-unknown\n", 0);
	assert_int_equal(chdir("a"), 0);
	assert_paths(PATHS("..b/c.md"), "..b/c.md:3:8 i stage-unknown\n", 0);
}

static void the_search_ends_at_the_repository(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\n");
	write_file("repo/sub/a.md", BAD);
	assert_paths(PATHS("repo/sub/a.md"), "repo/sub/a.md:3:8 e stage-unknown\n", 1);
	make_folder("repo/.git");
	assert_paths(PATHS("repo/sub/a.md"),
	             "= no strategy to check against: no draftlint.yaml governs `repo/sub/a.md`; "
	             "`draftlint init` writes one, or pass --pack\n",
	             2);
	/* A worktree's .git is a file; the root itself still counts. */
	assert_int_equal(remove("repo/.git"), 0);
	write_file("repo/.git", "gitdir: elsewhere\n");
	assert_int_equal(chdir("repo/sub"), 0);
	assert_paths(
	    PATHS("a.md"),
	    "= no strategy to check against: no draftlint.yaml governs `a.md`; `draftlint init` "
	    "writes one, or pass --pack\n",
	    2);
	write_file("../draftlint.yaml",
	           "pack: ../tiny\nfail-on: off\nrules: {stage-unknown: warning}\n");
	assert_paths(PATHS("a.md"), "a.md:3:8 w stage-unknown\n", 0);
}

static void the_nearest_configuration_stands_alone(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\nrules: {stage-unknown: info}\n");
	write_file("sub/draftlint.yaml", "pack: ../tiny\n");
	write_file("a.md", BAD);
	write_file("sub/a.md", BAD);
	write_file("sub/deep/a.md", BAD);
	assert_paths(PATHS("a.md", "sub"),
	             "a.md:3:8 i stage-unknown\nsub/a.md:3:8 e stage-unknown\n"
	             "sub/deep/a.md:3:8 e stage-unknown\n",
	             1);
}

static void options_choose_the_configuration(void **state)
{
	struct run run;

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./nowhere\n");
	write_file("conf/other.yaml", "pack: ../tiny\nrules: {stage-unknown: info}\n"
	                              "exclude: confused/**\n");
	write_file("a.md", BAD);
	write_file("confused/a.md", BAD);
	write_file("conf/docs/a.md", BAD);
	run = run_new();
	run.options.config = "conf/other.yaml";
	check_paths(&run, PATHS("a.md", "conf/docs"));
	assert_run(&run, "a.md:3:8 i stage-unknown\nconf/docs/a.md:3:8 i stage-unknown\n", 0);
	/* `confused` is no folder in `conf`. */
	run = run_new();
	run.options.config = "conf/other.yaml";
	check_paths(&run, PATHS("confused"));
	assert_int_equal(draftlint_summary(run.session)->skip_count, 1);
	assert_run(&run, "", 0);
	run = run_new();
	run.options.no_config = true;
	run.options.pack = "tiny";
	check_paths(&run, PATHS("a.md"));
	assert_run(&run, "a.md:3:8 e stage-unknown\n", 1);
	run = run_new();
	run.options.no_config = true;
	check_paths(&run, PATHS("a.md"));
	assert_run(
	    &run,
	    "= no strategy to check against: no draftlint.yaml governs `a.md`; `draftlint init` "
	    "writes one, or pass --pack\n",
	    2);
	/* --pack beats the configuration's pack, not its rules. */
	write_file("draftlint.yaml", "pack: ./nowhere\nrules: {stage-unknown: warning}\n");
	run = run_new();
	run.options.pack = "tiny";
	check_paths(&run, PATHS("a.md"));
	assert_run(&run, "a.md:3:8 w stage-unknown\n", 0);
}

static void wrong_settings_are_reported_once(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pak: tiny\n");
	write_file("a.md", BAD);
	write_file("b.md", BAD);
	assert_paths(PATHS("a.md", "b.md"),
	             "* draftlint.yaml:1:1 unknown key `pak` in the configuration\n", 2);
	write_file("draftlint.yaml", "pack: ./nowhere\n");
	assert_paths(
	    PATHS("a.md"),
	    "* draftlint.yaml:1:7 no pack at `./nowhere`: the folder needs a `pack.yaml`\n", 2);
	write_file("draftlint.yaml", "pack: nowhere\n");
	assert_paths(
	    PATHS("a.md"),
	    "* draftlint.yaml:1:7 unknown pack `nowhere`: neither shipped nor a folder with a "
	    "`pack.yaml`\n",
	    2);
	write_file("draftlint.yaml", "pack: ./tiny\nrules: {stage-unknwon: info}\n");
	assert_paths(PATHS("a.md", "b.md"), "* draftlint.yaml:2:9 unknown rule `stage-unknwon`\n",
	             2);
	write_file("tiny/more.yaml", "persons: []\n");
	write_file("draftlint.yaml", "pack: ./tiny\n");
	assert_paths(PATHS("a.md", "b.md"),
	             "* tiny/more.yaml:1:1 unknown key `persons` in a pack\n", 2);
	/* One folder's mistake does not stop another's check. */
	remove("tiny/more.yaml");
	write_file("sub/draftlint.yaml", "pak: x\n");
	write_file("sub/a.md", BAD);
	assert_paths(PATHS("."),
	             "* sub/draftlint.yaml:1:1 unknown key `pak` in the configuration\n"
	             "a.md:3:8 e stage-unknown\nb.md:3:8 e stage-unknown\n",
	             2);
}

static void a_pack_can_depend_on_the_path(void **state)
{
	char pack[2048];

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_tiny_pack("second", NULL);
	snprintf(pack, sizeof(pack), "%s  stage-unknown: warning\n", tiny_pack_yaml);
	write_file("second/pack.yaml", pack);
	write_file("draftlint.yaml",
	           "pack: ./tiny\noverrides: [{files: 'b/**', pack: ./second}]\n");
	write_file("a.md", BAD);
	write_file("b/a.md", BAD);
	assert_paths(PATHS("a.md", "b"), "a.md:3:8 e stage-unknown\nb/a.md:3:8 w stage-unknown\n",
	             1);
}

/* ---- what is checked ---- */

static void files_that_are_left_out_are_counted(void **state)
{
	struct run run = run_new();
	const struct draftlint_summary *sum;

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\nexclude: old/**\n");
	write_file("a.md", GOOD);
	write_file("b.txt", GOOD);
	write_file("old/c.md", BAD);
	assert_int_equal(symlink("a.md", "l.md"), 0);
	check_paths(&run, PATHS("a.md", "b.txt", "old", "l.md"));
	sum = draftlint_summary(run.session);
	assert_int_equal(sum->files, 3);
	assert_int_equal(sum->checked, 3);
	assert_int_equal(sum->clean, 3);
	assert_int_equal(sum->skip_count, 1);
	assert_string_equal(sum->skips[0].reason, "excluded by the configuration");
	assert_run(&run, "", 0);
	/* What is named is checked, unless the configuration is to decide. */
	assert_paths(PATHS("old/c.md"), "old/c.md:3:8 e stage-unknown\n", 1);
	run = run_new();
	run.options.force_exclude = true;
	check_paths(&run, PATHS("old/c.md", "b.txt", "a.md"));
	sum = draftlint_summary(run.session);
	assert_int_equal(sum->files, 1);
	assert_int_equal(sum->skip_count, 2);
	assert_run(&run, "", 0);
	run = run_new();
	run.options.force_exclude = true;
	check_text(&run, "old/c.md", BAD);
	assert_int_equal(draftlint_summary(run.session)->files, 0);
	assert_run(&run, "", 0);
	run = run_new();
	check_paths(&run, PATHS("."));
	sum = draftlint_summary(run.session);
	assert_int_equal(sum->files, 1);
	assert_int_equal(sum->skip_count, 3);
	assert_run(&run, "", 0);
}

static void what_cannot_be_read_is_status_2(void **state)
{
	struct run run;

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\n");
	write_bytes("nul.md", GOOD "\0", sizeof(GOOD));
	write_file("a.md", GOOD);
	assert_int_equal(mkfifo("fifo.md", 0644), 0);
	assert_paths(PATHS("none.md"), "~ none.md\nnone.md:1:1 e file-unreadable\n", 2);
	assert_paths(PATHS("fifo.md"), "~ fifo.md\nfifo.md:1:1 e file-unreadable\n", 2);
	assert_paths(PATHS("nul.md"), "~ nul.md\nnul.md:7:1 e encoding-invalid\n", 2);
	/* No option makes that good. */
	run = run_new();
	run.options.exit_zero = true;
	run.options.select = PATHS("stage-unknown");
	run.options.ignore = PATHS("encoding-invalid");
	check_paths(&run, PATHS("nul.md", "a.md"));
	assert_int_equal(draftlint_summary(run.session)->incomplete, 1);
	assert_int_equal(draftlint_summary(run.session)->clean, 1);
	assert_run(&run, "~ nul.md\nnul.md:7:1 e encoding-invalid\n", 2);
}

static void a_folder_that_cannot_be_searched_is_status_2(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\n");
	write_file("docs/a.md", BAD);
	write_file("docs/shut/b.md", BAD);
	assert_int_equal(chmod("docs/shut", 0), 0);
	if (!permissions_matter())
		skip();
	assert_paths(PATHS("docs"),
	             "* docs/shut:1:1 cannot be searched: Permission denied\n"
	             "docs/a.md:3:8 e stage-unknown\n",
	             2);
	permissions_restore();
	assert_int_equal(chmod("docs/shut", 0700), 0);
}

static void text_is_checked_as_if_at_its_path(void **state)
{
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml",
	           "pack: ./tiny\nexclude: '*.md'\n"
	           "overrides: [{files: 'new/*', rules: {stage-unknown: info}}]\n");
	check_text(&run, "a.md", BAD);
	check_text(&run, "new/a.md", BAD); /* a folder that is not there yet */
	check_text(&run, "b.md", GOOD);
	check_text(&run, "c.md", "");
	assert_int_equal(draftlint_summary(run.session)->files, 4);
	assert_int_equal(draftlint_summary(run.session)->clean, 1);
	assert_run(&run,
	           "a.md:3:8 e stage-unknown\nnew/a.md:3:8 i stage-unknown\n"
	           "c.md:1:1 e front-matter-missing\n",
	           1);
	run = run_new();
	check_text(&run, "./new/a.md", BAD);
	assert_run(&run, "./new/a.md:3:8 i stage-unknown\n", 0);
}

static struct draftlint_answer answers[8];
static size_t answer_count;

static void take_answers(void *context, const struct draftlint_file *file)
{
	(void)context;
	answer_count = file->answer_count;
	if (answer_count)
		memcpy(answers, file->answers, answer_count * sizeof(*answers));
}

static void a_draft_answers_the_questions(void **state)
{
	struct run run = run_new();
	struct draftlint_receiver receiver = {.file = take_answers};

	(void)state;
	write_tiny_pack("tiny", NULL);
	run.options.pack = "tiny";
	run.session = draftlint_new(&run.options);
	draftlint_check_text(run.session, "a.md", BAD, strlen(BAD), &receiver);
	assert_int_equal(answer_count, 2);
	assert_string_equal(answers[0].question, "persona");
	assert_true(answers[0].answered);
	assert_null(answers[0].problem);
	assert_string_equal(answers[1].question, "stage");
	assert_false(answers[1].answered);
	assert_string_equal(answers[1].problem, "unknown");
	draftlint_check_text(run.session, "a.md", "x\n", 2, &receiver);
	assert_int_equal(answer_count, 2);
	assert_false(answers[0].answered || answers[1].answered);
	assert_string_equal(answers[0].problem, "missing");
	/* A draft without any finding has answered, too. */
	draftlint_check_text(run.session, "a.md", GOOD, strlen(GOOD), &receiver);
	assert_int_equal(answer_count, 2);
	assert_true(answers[0].answered && answers[1].answered);
	draftlint_free(run.session);
	write_file("least/pack.yaml", "pack: least\nquestions: [{id: persona, ask: Who?}]\n");
	run = run_new();
	run.options.pack = "least";
	run.session = draftlint_new(&run.options);
	draftlint_check_text(run.session, "a.md", GOOD, strlen(GOOD), &receiver);
	assert_int_equal(answer_count, 1);
	draftlint_free(run.session);
}

/* ---- sums and status ---- */

static void sums_add_up(void **state)
{
	struct run run = run_new();
	const struct draftlint_summary *sum;

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\n");
	write_file("a.md", HYPE "\nSynergy.\n");
	write_file("b.md", BAD);
	write_file("c.md", HYPE);
	write_file("d.md", GOOD);
	write_file("e.md", "---\npersona: alex\nstage: tofu\n---\n\n"
	                   "<!-- draftlint-disable-next-line hype -->\n\nSynergy.\n");
	check_paths(&run, PATHS("a.md", "b.md", "c.md", "d.md", "e.md"));
	sum = draftlint_summary(run.session);
	assert_int_equal(sum->files, 5);
	assert_int_equal(sum->checked, 5);
	assert_int_equal(sum->incomplete, 0);
	assert_int_equal(sum->clean, 2);
	assert_int_equal(sum->errors, 1);
	assert_int_equal(sum->warnings, 3);
	assert_int_equal(sum->infos, 0);
	assert_int_equal(sum->suppressed, 1);
	assert_int_equal(sum->fixable_safe, 1);
	assert_int_equal(sum->fixable_unsafe, 0);
	assert_int_equal(sum->failing, 1);
	assert_int_equal(sum->rule_count, 2);
	assert_string_equal(sum->rules[0].rule, "hype");
	assert_int_equal(sum->rules[0].count, 3);
	assert_int_equal(sum->rules[0].files, 2);
	assert_int_equal(sum->rules[0].severity, DRAFTLINT_WARNING);
	assert_false(sum->rules[0].fixable);
	assert_string_equal(sum->rules[1].rule, "stage-unknown");
	assert_int_equal(sum->rules[1].files, 1);
	assert_true(sum->rules[1].fixable);
	/* A second run of the session adds to the first. */
	check_paths(&run, PATHS("c.md"));
	assert_int_equal(sum->files, 6);
	assert_int_equal(sum->warnings, 4);
	assert_int_equal(sum->rules[0].count, 4);
	assert_int_equal(sum->rules[0].files, 3);
	assert_run(&run,
	           "a.md:6:3 w hype\na.md:8:1 w hype\nb.md:3:8 e stage-unknown\nc.md:6:3 w hype\n"
	           "e.md:8:1 w hype -\nc.md:6:3 w hype\n",
	           1);
}

static const struct status_case {
	const char *config; /* added to `pack:` */
	const char *path;
	enum draftlint_severity fail_on;
	long max_warnings;
	bool exit_zero;
	int status;
} status_cases[] = {
    {"", "good.md", DRAFTLINT_OFF, -1, false, 0},
    {"", "good.md", DRAFTLINT_INFO, 0, false, 0},
    {"", "bad.md", DRAFTLINT_OFF, -1, false, 1},
    {"", "bad.md", DRAFTLINT_OFF, -1, true, 0},
    {"", "hype.md", DRAFTLINT_OFF, -1, false, 0},
    {"", "hype.md", DRAFTLINT_WARNING, -1, false, 1},
    {"", "hype.md", DRAFTLINT_INFO, -1, false, 1},
    {"", "hype.md", DRAFTLINT_OFF, 1, false, 0},
    {"", "hype.md", DRAFTLINT_OFF, 0, false, 1},
    {"", "hype.md", DRAFTLINT_OFF, 0, true, 0},
    {"fail-on: warning\n", "hype.md", DRAFTLINT_OFF, -1, false, 1},
    {"fail-on: warning\n", "hype.md", DRAFTLINT_ERROR, -1, false, 0},
    {"rules: {hype: info}\n", "hype.md", DRAFTLINT_WARNING, 0, false, 0},
    {"rules: {hype: info}\n", "hype.md", DRAFTLINT_INFO, 0, false, 1},
    {"rules: {hype: off}\n", "hype.md", DRAFTLINT_INFO, 0, false, 0},
    {"rules: {stage-unknown: warning}\n", "bad.md", DRAFTLINT_OFF, -1, false, 0},
    {"rules: {hype: error}\n", "hype.md", DRAFTLINT_OFF, -1, false, 1},
    /* 2 beats 1, and nothing beats 2 */
    {"", "none.md", DRAFTLINT_OFF, -1, true, 2},
    {"", "none.md", DRAFTLINT_ERROR, 0, false, 2},
    {"pak: x\n", "good.md", DRAFTLINT_OFF, -1, true, 2},
};

static void the_status_follows_from_what_was_found(void **state)
{
	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("good.md", GOOD);
	write_file("bad.md", BAD);
	write_file("hype.md", HYPE);
	for (size_t i = 0; i < SUPPORT_COUNT(status_cases); i++) {
		const struct status_case *c = &status_cases[i];
		struct run run = run_new();
		char config[256];

		snprintf(config, sizeof(config), "pack: ./tiny\n%s", c->config);
		write_file("draftlint.yaml", config);
		run.options.fail_on = c->fail_on;
		run.options.max_warnings = c->max_warnings;
		run.options.exit_zero = c->exit_zero;
		check_paths(&run, PATHS(c->path));
		if (draftlint_summary(run.session)->status != c->status)
			fail_msg("case %zu: status %d", i, draftlint_summary(run.session)->status);
		draftlint_free(run.session);
		builder_release(&run.lines);
	}
}

static void status_2_stays_with_the_session(void **state)
{
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("good.md", GOOD);
	write_file("bad.md", BAD);
	run.options.pack = "tiny";
	check_paths(&run, PATHS("none.md"));
	assert_int_equal(draftlint_summary(run.session)->status, 2);
	check_paths(&run, PATHS("good.md", "bad.md"));
	assert_run(&run, "~ none.md\nnone.md:1:1 e file-unreadable\nbad.md:3:8 e stage-unknown\n",
	           2);
}

/* ---- rules that are chosen ---- */

static void rules_are_selected_and_ignored(void **state)
{
	struct run run;

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("a.md", "---\npersona: alx\nstage: awarness\n---\n\nSynergy.\n");
	run = run_new();
	run.options.pack = "tiny";
	run.options.select = PATHS("stage-unknown", "hype");
	check_paths(&run, PATHS("a.md"));
	assert_run(&run, "a.md:3:8 e stage-unknown\na.md:6:1 w hype\n", 1);
	run = run_new();
	run.options.pack = "tiny";
	run.options.ignore = PATHS("stage-unknown");
	check_paths(&run, PATHS("a.md"));
	assert_run(&run, "a.md:2:10 e persona-unknown\na.md:6:1 w hype\n", 1);
	run = run_new();
	run.options.pack = "tiny";
	run.options.select = PATHS("stage-unknown", "hype");
	run.options.ignore = PATHS("hype");
	check_paths(&run, PATHS("a.md"));
	assert_run(&run, "a.md:3:8 e stage-unknown\n", 1);
	run = run_new();
	run.options.pack = "tiny";
	run.options.select = PATHS("stage-unknwon");
	check_paths(&run, PATHS("a.md"));
	assert_run(&run, "= unknown rule `stage-unknwon`, did you mean `stage-unknown`?\n", 2);
	run = run_new();
	run.options.pack = "tiny";
	run.options.ignore = PATHS("qqqqqqqqqq");
	check_paths(&run, PATHS("a.md"));
	assert_string_equal(run.lines.bytes, "= unknown rule `qqqqqqqqqq`\n"
	                                     "a.md:2:10 e persona-unknown\n"
	                                     "a.md:3:8 e stage-unknown\na.md:6:1 w hype\n");
	assert_int_equal(draftlint_summary(run.session)->status, 2);
	draftlint_free(run.session);
	builder_release(&run.lines);
}

/* ---- settings, rules, packs ---- */

static void add_setting(void *context, const struct draftlint_setting *setting)
{
	struct run *run = context;

	if (strncmp(setting->key, "rules.", 6) == 0 && strcmp(setting->key, "rules.hype") != 0 &&
	    strcmp(setting->key, "rules.stage-unknown") != 0 &&
	    strcmp(setting->key, "rules.cta-absent") != 0)
		return;
	builder_printf(&run->lines, "%s: %s", setting->key, setting->value);
	if (setting->path)
		builder_printf(&run->lines, " %s:%u:%u", setting->path, setting->line,
		               setting->column);
	builder_add_char(&run->lines, '\n');
}

static bool list_settings(struct run *run, const char *path)
{
	run->receiver =
	    (struct draftlint_receiver){.context = run, .file = add_file, .message = add_message};
	if (!run->session)
		run->session = draftlint_new(&run->options);
	return draftlint_settings_for(run->session, path, &run->receiver, add_setting, run);
}

static void settings_tell_where_they_were_set(void **state)
{
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\ninclude: [a, b]\nfail-on: warning\n"
	                             "rules: {hype: info}\n"
	                             "overrides:\n"
	                             "  - {files: 'x/*', rules: {hype: off}}\n"
	                             "  - {when: {stage: tofu}, rules: {hype: error}}\n");
	assert_true(list_settings(&run, "a.md"));
	assert_run(&run,
	           "config: draftlint.yaml\n"
	           "pack: tiny draftlint.yaml:1:7\n"
	           "include: a, b draftlint.yaml:2:10\n"
	           "fail-on: warning draftlint.yaml:3:10\n"
	           "audit.mix-tolerance: 10\n"
	           "audit.stale-after: 180d\n"
	           "rules.cta-absent: off tiny/pack.yaml:16:3\n"
	           "rules.hype: info draftlint.yaml:4:9\n"
	           "rules.stage-unknown: error\n",
	           0);
	run = run_new();
	run.options.fail_on = DRAFTLINT_INFO;
	run.options.pack = "tiny";
	assert_true(list_settings(&run, "x/a.md"));
	assert_run(&run,
	           "config: draftlint.yaml\n"
	           "pack: tiny\n"
	           "include: a, b draftlint.yaml:2:10\n"
	           "fail-on: info\n"
	           "audit.mix-tolerance: 10\n"
	           "audit.stale-after: 180d\n"
	           "rules.cta-absent: off tiny/pack.yaml:16:3\n"
	           "rules.hype: off draftlint.yaml:6:28\n"
	           "rules.stage-unknown: error\n",
	           0);
	write_file("draftlint.yaml", "pack: [x]\n");
	run = run_new();
	assert_false(list_settings(&run, "a.md"));
	assert_run(&run, "* draftlint.yaml:1:7 `pack` must be text, not a list\n", 2);
}

static void settings_of_an_overridden_pack(void **state)
{
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_tiny_pack("second", NULL);
	write_file("draftlint.yaml", "pack: ./tiny\noverrides: [{files: 'x/*', pack: ./second}]\n");
	assert_true(list_settings(&run, "x/a.md"));
	assert_true(slice_starts(builder_slice(&run.lines),
	                         "config: draftlint.yaml\npack: second draftlint.yaml:2:34\n"));
	draftlint_free(run.session);
	builder_release(&run.lines);
}

static void add_rule(void *context, const struct draftlint_rule *rule)
{
	struct run *run = context;

	assert_true(rule->summary && rule->reason && rule->name);
	if (strcmp(rule->name, "hype") == 0)
		builder_printf(&run->lines, "%s %d %s:%u\n", rule->name, rule->severity, rule->path,
		               rule->line);
	else if (strcmp(rule->name, "stage-unknown") == 0)
		builder_printf(&run->lines, "%s %d %s %s\n", rule->name, rule->severity,
		               rule->question, rule->path ? rule->path : "-");
}

static void rules_are_those_of_the_working_directory(void **state)
{
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	run.receiver =
	    (struct draftlint_receiver){.context = &run, .file = add_file, .message = add_message};
	run.session = draftlint_new(&run.options);
	assert_true(draftlint_rules(run.session, &run.receiver, add_rule, &run));
	assert_run(&run, "stage-unknown 3 stage -\n", 0);
	write_file("draftlint.yaml", "pack: ./tiny\nrules: {stage-unknown: off, hype: error}\n");
	run = run_new();
	run.receiver =
	    (struct draftlint_receiver){.context = &run, .file = add_file, .message = add_message};
	run.session = draftlint_new(&run.options);
	assert_true(draftlint_rules(run.session, &run.receiver, add_rule, &run));
	assert_run(&run, "hype 3 tiny/prose/hype.yml:1\nstage-unknown 0 stage -\n", 0);
}

static void add_line(void *context, const char *label, const char *text)
{
	struct run *run = context;

	builder_printf(&run->lines, "%s|%s\n", label, text);
}

static void cards_show_an_entry(void **state)
{
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	run.options.pack = "tiny";
	run.receiver =
	    (struct draftlint_receiver){.context = &run, .file = add_file, .message = add_message};
	run.session = draftlint_new(&run.options);
	assert_true(
	    draftlint_card(run.session, "persona:Alex Chen", &run.receiver, add_line, &run));
	assert_non_null(strstr(run.lines.bytes, "id|alex\nname|Alex Chen\n"));
	assert_non_null(
	    strstr(run.lines.bytes, "pains|1. `costs` Costs run away\n|2. `outages` \n"));
	builder_clear(&run.lines);
	assert_false(draftlint_card(run.session, "persona:alx", &run.receiver, add_line, &run));
	assert_false(draftlint_card(run.session, "persno:alex", &run.receiver, add_line, &run));
	assert_false(draftlint_card(run.session, "alex", &run.receiver, add_line, &run));
	assert_run(&run,
	           "= unknown persona `alx`, did you mean `alex`?\n"
	           "= unknown kind of entry `persno`, did you mean `persona`?\n"
	           "= unknown kind of entry `alex`\n",
	           2);
}

static void add_entry(void *context, const struct draftlint_entry *entry)
{
	struct run *run = context;

	builder_printf(&run->lines, "%s:%s|%s\n", entry->kind, entry->id, entry->name);
}

static void entries_are_listed(void **state)
{
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	run.options.pack = "tiny";
	run.receiver =
	    (struct draftlint_receiver){.context = &run, .file = add_file, .message = add_message};
	run.session = draftlint_new(&run.options);
	assert_true(draftlint_entries(run.session, &run.receiver, add_entry, &run));
	assert_non_null(strstr(run.lines.bytes, "persona:alex|Alex Chen\n"));
	assert_non_null(strstr(run.lines.bytes, "stage:awareness|"));
	draftlint_free(run.session);
	builder_clear(&run.lines);
	run.options.pack = "./none";
	run.session = draftlint_new(&run.options);
	assert_false(draftlint_entries(run.session, &run.receiver, add_entry, &run));
	assert_run(&run, "= no pack at `./none`: the folder needs a `pack.yaml`\n", 2);
}

static void add_brief(void *context, const struct draftlint_brief_item *item)
{
	struct run *run = context;

	builder_printf(&run->lines, "%s %s%s%s\n", item->section, item->id ? item->id : "-",
	               item->chosen ? " !" : "", item->why ? " ." : "");
}

static void briefs_and_schemas(void **state)
{
	struct draftlint_wish wish = {.goal = "Leads", .stage = "mofu"};
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("draftlint.yaml", "overrides: [{files: 'a/**', pack: tiny}]\n");
	run.receiver =
	    (struct draftlint_receiver){.context = &run, .file = add_file, .message = add_message};
	run.session = draftlint_new(&run.options);
	assert_null(draftlint_schema(run.session, NULL, &run.receiver));
	assert_non_null(strstr(draftlint_schema(run.session, "a/b.md", &run.receiver), "\"alex\""));
	assert_false(draftlint_brief(run.session, &wish, &run.receiver, add_brief, &run));
	wish.path = "a/new.md";
	assert_true(draftlint_brief(run.session, &wish, &run.receiver, add_brief, &run));
	wish.persona = "alx";
	assert_false(draftlint_brief(run.session, &wish, &run.receiver, add_brief, &run));
	assert_run(&run,
	           "= no pack is configured here: pass --pack\n"
	           "= no pack is configured here: pass --pack\n"
	           "goal leads !\npersona alex ! .\nsecondary sarah\nstage consideration !\n"
	           "pain costs\npain outages\nformat post\nformat clip\n"
	           "channel linkedin !\nchannel hackernews\ncta subscribe !\nproof roi\n"
	           "proof code or table\nproof table\nobjection price\nquestion persona\n"
	           "question stage\n"
	           "= unknown persona `alx`, did you mean `alex`?\n",
	           2);
}

static void packs_are_checked_and_tested(void **state)
{
	struct draftlint_pack_test result;
	struct run run = run_new();

	(void)state;
	write_tiny_pack("tiny", NULL);
	write_file("tiny/examples/good/a.md", GOOD);
	write_file("tiny/examples/bad/b.md",
	           "---\npersona: alex\nstage: awarness # expect: stage-unknown\n---\n\nText.\n");
	run.receiver =
	    (struct draftlint_receiver){.context = &run, .file = add_file, .message = add_message};
	run.session = draftlint_new(&run.options);
	assert_true(draftlint_pack_check(run.session, "tiny", &run.receiver));
	draftlint_pack_test(run.session, "tiny", &run.receiver, &result);
	assert_int_equal(result.examples, 2);
	assert_false(draftlint_pack_check(run.session, "./none", &run.receiver));
	assert_false(draftlint_pack_test(run.session, "none", &run.receiver, &result));
	assert_int_equal(result.examples, 0);
	assert_int_equal(draftlint_summary(run.session)->status, 2);
	draftlint_free(run.session);
	builder_release(&run.lines);
}

static void a_session_of_nothing(void **state)
{
	static const struct draftlint_options options = {.max_warnings = -1};
	struct draftlint *session = draftlint_new(&options);

	(void)state;
	assert_int_equal(draftlint_summary(session)->status, 0);
	assert_int_equal(draftlint_summary(session)->files, 0);
	draftlint_free(session);
	draftlint_free(NULL);
	assert_non_null(strchr(draftlint_version(), '.'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(a_configuration_governs_from_its_folder_down),
	    scratch_test(names_that_begin_with_dots_are_names),
	    scratch_test(the_search_ends_at_the_repository),
	    scratch_test(the_nearest_configuration_stands_alone),
	    scratch_test(options_choose_the_configuration),
	    scratch_test(wrong_settings_are_reported_once),
	    scratch_test(a_pack_can_depend_on_the_path),
	    scratch_test(files_that_are_left_out_are_counted),
	    scratch_test(what_cannot_be_read_is_status_2),
	    scratch_test(a_folder_that_cannot_be_searched_is_status_2),
	    scratch_test(text_is_checked_as_if_at_its_path),
	    scratch_test(a_draft_answers_the_questions),
	    scratch_test(sums_add_up),
	    scratch_test(the_status_follows_from_what_was_found),
	    scratch_test(status_2_stays_with_the_session),
	    scratch_test(rules_are_selected_and_ignored),
	    scratch_test(settings_tell_where_they_were_set),
	    scratch_test(settings_of_an_overridden_pack),
	    scratch_test(rules_are_those_of_the_working_directory),
	    scratch_test(cards_show_an_entry),
	    scratch_test(entries_are_listed),
	    scratch_test(briefs_and_schemas),
	    scratch_test(packs_are_checked_and_tested),
	    scratch_test(a_session_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
