/* Each key of draftlint.yaml, each mistake in one, and how files build on others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parse/draft.h"
#include "rules/config.h"
#include "rules/pack.h"
#include "rules/phrases.h"
#include "tiny_pack.h"

static const struct rule rule = {.name = "config-error", .severity = SEVERITY_ERROR};

struct loaded {
	struct arena *arena;
	struct report report;
	struct config *config;
};

static struct loaded load(const char *path)
{
	struct loaded l = {.arena = arena_new()};

	l.report = report_in(l.arena);
	l.config = config_load(l.arena, path, NULL, &l.report, &rule);
	assert_int_equal(l.config == NULL, l.report.count > 0);
	for (const struct finding *f = l.report.first; f; f = f->next)
		assert_ptr_equal(f->rule, &rule);
	return l;
}

static struct loaded load_text(const char *text)
{
	write_file("draftlint.yaml", text);
	return load("draftlint.yaml");
}

static struct loaded load_sound(const char *path)
{
	struct loaded l = load(path);

	if (!l.config)
		fail_msg("%s", report_text(&l.report));
	return l;
}

static void assert_place(struct place place, const char *path, unsigned line, unsigned column)
{
	struct position p;

	assert_non_null(place.source);
	p = source_position(place.source, place.span.start);
	assert_string_equal(place.source->path, path);
	assert_int_equal(p.line, line);
	assert_int_equal(p.column, column);
}

/* "name=severity" for each, in their order. */
static const char *rules_text(struct arena *arena, const struct config_rules *rules)
{
	const char *text = "";

	for (size_t i = 0; i < rules->count; i++)
		text = arena_printf(arena, "%s%s%.*s=%s", text, i ? " " : "",
		                    SLICE_ARG(rules->items[i].name),
		                    severity_name(rules->items[i].severity));
	return text;
}

static void every_key_is_read(void **state)
{
	struct loaded l;

	(void)state;
	write_file("site/draftlint.yaml", "pack: iron-cage\n"
	                                  "include: ['**/*.md', '*.txt']\n"
	                                  "exclude: drafts/**\n"
	                                  "fail-on: warning\n"
	                                  "rules:\n"
	                                  "  cta-absent: off\n"
	                                  "  buzzwords: suggestion\n"
	                                  "fields: {persona: [reader]}\n"
	                                  "defaults: [{files: '**', stage: tofu}]\n"
	                                  "audit: {stale-after: 90d, gates: {links: 0}}\n"
	                                  "overrides:\n"
	                                  "  - files: li/**\n"
	                                  "    pack: ./other\n"
	                                  "  - when: {stage: [awareness]}\n"
	                                  "    rules: {cta-absent: info}\n");
	l = load_sound("site/draftlint.yaml");
	assert_string_equal(l.config->path, "site/draftlint.yaml");
	assert_string_equal(l.config->folder, "site");
	assert_string_equal(l.config->pack, "iron-cage");
	assert_place(l.config->pack_place, "site/draftlint.yaml", 1, 7);
	assert_int_equal(l.config->include->count, 2);
	assert_place(l.config->include_place, "site/draftlint.yaml", 2, 10);
	assert_true(slice_is(node_text(l.config->exclude), "drafts/**"));
	assert_place(l.config->exclude_place, "site/draftlint.yaml", 3, 10);
	assert_int_equal(l.config->fail_on, SEVERITY_WARNING);
	assert_place(l.config->fail_on_place, "site/draftlint.yaml", 4, 10);
	assert_string_equal(rules_text(l.arena, &l.config->rules), "cta-absent=off buzzwords=info");
	assert_place(l.config->rules.items[1].place, "site/draftlint.yaml", 7, 3);
	assert_int_equal(l.config->fields->count, 1);
	assert_int_equal(l.config->defaults->count, 1);
	assert_string_equal(l.config->defaults_source->path, "site/draftlint.yaml");
	assert_int_equal(l.config->audit.stale_after, 90);
	assert_int_equal(l.config->audit.mix_tolerance, 10);
	assert_int_equal(l.config->audit.gates[GATE_LINKS], 0);
	assert_int_equal(l.config->audit.gates[GATE_COVERAGE], -1);
	assert_place(l.config->audit.gate_places[GATE_LINKS], "site/draftlint.yaml", 10, 42);
	assert_int_equal(l.config->override_count, 2);
	assert_string_equal(l.config->overrides[0].pack, "./other");
	assert_place(l.config->overrides[0].pack_place, "site/draftlint.yaml", 13, 11);
	assert_place(l.config->overrides[0].place, "site/draftlint.yaml", 12, 5);
	assert_null(l.config->overrides[0].when);
	assert_null(l.config->overrides[1].files);
	assert_string_equal(rules_text(l.arena, &l.config->overrides[1].rules), "cta-absent=info");
	arena_free(l.arena);
}

static void nothing_is_set_by_itself(void **state)
{
	static const char *const texts[] = {"", "# only a comment\n", "{}\n", "\xEF\xBB\xBFpack:\n",
	                                    "include:\nrules:\noverrides:\n"};

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(texts); i++) {
		struct loaded l = load_text(texts[i]);

		assert_non_null(l.config);
		assert_string_equal(l.config->folder, "");
		assert_null(l.config->pack);
		assert_null(l.config->include);
		assert_null(l.config->exclude);
		assert_int_equal(l.config->fail_on, SEVERITY_OFF);
		assert_null(l.config->fail_on_place.source);
		assert_int_equal(l.config->rules.count, 0);
		assert_int_equal(l.config->override_count, 0);
		arena_free(l.arena);
	}
}

#define AT "draftlint.yaml:"

static const struct wrong {
	const char *text;
	const char *report;
} wrongs[] = {
    {"exlude: [a]\n", AT "1:1: unknown key `exlude` in the configuration\n"
                         "  help: did you mean `exclude`?\n"},
    {"pack: [a]\n", AT "1:7: `pack` must be text, not a list\n"},
    {"pack: ''\n", AT "1:7: `pack` is empty\n"},
    {"include: {a: b}\n", AT "1:10: `include` must be text or a list of text, not a map\n"},
    {"include: ['[a']\n", NULL},
    {"exclude: '{a'\n", NULL},
    {"rules: [a]\n", AT "1:8: `rules` must be a map, not a list\n"},
    {"rules: {cta-absent: fatal}\n",
     AT "1:21: severity must be `error`, `warning`, `info` or `off`\n"},
    {"rules: {cta-absent: }\n", AT "1:20: severity must be `error`, `warning`, `info` or `off`\n"},
    {"rules: {cta-absent: {severity: off}}\n",
     AT "1:21: severity must be `error`, `warning`, `info` or `off`\n"},
    {"fail-on: never\n", AT "1:10: `fail-on` must be `error`, `warning`, `info` or `off`\n"},
    {"styles: {a: b}\n", AT "1:9: `styles` must be text or a list of text, not a map\n"},
    {"overrides: [{when: {draft: true}, styles: a}]\n",
     AT "1:35: `styles` cannot depend on `when`: name the files\n"},
    {"audit: {gates: {coverge: 80}}\n", AT "1:17: unknown key `coverge` in the audit's gates\n"
                                           "  help: did you mean `coverage`?\n"},
    {"audit: {gates: {coverage: 101}}\n", AT "1:27: `coverage` is a percentage, at most 100\n"},
    {"audit: {stale-after: 180}\n",
     AT "1:22: `stale-after` must be a number of days like `180d`\n"},
    {"audit: {stale: 180d}\n", NULL},
    {"overrides: {files: a}\n", AT "1:12: `overrides` must be a list, not a map\n"},
    {"overrides: [a]\n", AT "1:13: `an override` must be a map, not text\n"},
    {"overrides: [{rules: {a: off}}]\n", AT "1:13: an override needs `files:` or `when:`\n"},
    {"overrides: [{files: a, rule: {a: off}}]\n",
     AT "1:24: unknown key `rule` in an override\n  help: did you mean `rules`?\n"},
    {"overrides: [{files: a, rules: {a: b}}]\n",
     AT "1:35: severity must be `error`, `warning`, `info` or `off`\n"},
    {"overrides: [{when: {stage: a}, pack: b}]\n",
     AT "1:38: `pack` cannot depend on `when`: which fields a draft has is the pack's "
        "business\n"},
    {"overrides: [{files: '[', rules: {}}]\n", NULL},
    {"- pack: a\n", AT "1:1: `the configuration` must be a map, not a list\n"},
    {"pack\n", AT "1:1: `the configuration` must be a map, not text\n"},
    {"pack: a\npack: b\n", NULL},
    {"pack: [\n", NULL},
    /* one mistake does not hide another */
    {"pak: a\nrules: {a: b}\n", AT "1:1: unknown key `pak` in the configuration\n"
                                   "  help: did you mean `pack`?\n" AT
                                   "2:12: severity must be `error`, `warning`, `info` or `off`\n"},
};

static void every_mistake_is_reported(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(wrongs); i++) {
		struct loaded l = load_text(wrongs[i].text);

		if (l.config)
			fail_msg("taken: %s", wrongs[i].text);
		if (wrongs[i].report)
			assert_string_equal(report_text(&l.report), wrongs[i].report);
		arena_free(l.arena);
	}
}

static void what_cannot_be_read_is_reported(void **state)
{
	struct loaded l;

	(void)state;
	l = load("none.yaml");
	assert_string_equal(report_text(&l.report), "none.yaml:1:1: no such file\n");
	arena_free(l.arena);
	make_folder("draftlint.yaml");
	l = load("draftlint.yaml");
	assert_string_equal(report_text(&l.report), AT "1:1: not a regular file\n");
	arena_free(l.arena);
}

/* ---- extends ---- */

static void what_is_said_here_is_stronger(void **state)
{
	struct loaded l;

	(void)state;
	write_file("base/team.yaml", "extends: company.yaml\n"
	                             "pack: team\n"
	                             "include: '*.md'\n"
	                             "rules: {a: error, b: error}\n"
	                             "overrides: [{files: 'x', rules: {a: off}}]\n");
	write_file("base/company.yaml", "pack: company\nfail-on: info\nexclude: old\n"
	                                "audit: {mix-tolerance: 5, gates: {mix: 7, links: 1}}\n"
	                                "rules: {b: info, c: info}\n");
	write_file("extra.yaml", "fail-on: error\n");
	write_file("draftlint.yaml", "extends: [base/team.yaml, extra.yaml]\n"
	                             "include: [docs/**]\n"
	                             "audit: {gates: {links: 0}}\n"
	                             "rules: {a: warning}\n"
	                             "overrides: [{files: 'y', rules: {a: info}}]\n");
	l = load_sound("draftlint.yaml");
	assert_string_equal(l.config->pack, "team");
	assert_place(l.config->pack_place, "base/team.yaml", 2, 7);
	assert_true(slice_is(node_text(l.config->include->first), "docs/**"));
	assert_true(slice_is(node_text(l.config->exclude), "old"));
	assert_int_equal(l.config->fail_on, SEVERITY_ERROR);
	assert_int_equal(l.config->audit.mix_tolerance, 5);
	assert_int_equal(l.config->audit.gates[GATE_MIX], 7);
	assert_int_equal(l.config->audit.gates[GATE_LINKS], 0);
	/* The last one counts: the weakest come first. */
	assert_string_equal(rules_text(l.arena, &l.config->rules),
	                    "b=info c=info a=error b=error a=warning");
	assert_int_equal(l.config->override_count, 2);
	assert_true(slice_is(node_text(l.config->overrides[0].files), "x"));
	assert_string_equal(l.config->path, "draftlint.yaml");
	assert_string_equal(l.config->folder, "");
	arena_free(l.arena);
}

static void a_wrong_base_is_reported_in_both(void **state)
{
	struct loaded l;

	(void)state;
	write_file("sub/draftlint.yaml", "extends: [base.yaml]\nrules: {a: b}\n");
	write_file("sub/base.yaml", "pak: a\n");
	l = load("sub/draftlint.yaml");
	assert_string_equal(report_text(&l.report),
	                    "sub/base.yaml:1:1: unknown key `pak` in the configuration\n"
	                    "  help: did you mean `pack`?\n"
	                    "sub/draftlint.yaml:1:11: `sub/base.yaml` cannot be used\n"
	                    "sub/draftlint.yaml:2:12: severity must be `error`, `warning`, `info` "
	                    "or `off`\n");
	arena_free(l.arena);
	l = load_text("extends: nowhere.yaml\n");
	assert_string_equal(report_text(&l.report), "nowhere.yaml:1:1: no such file\n" AT
	                                            "1:10: `nowhere.yaml` cannot be used\n");
	arena_free(l.arena);
}

static void circles_end(void **state)
{
	struct loaded l;

	(void)state;
	l = load_text("extends: draftlint.yaml\n");
	assert_null(l.config);
	assert_non_null(strstr(report_text(&l.report), "draftlint.yaml:1:10: `extends`"));
	arena_free(l.arena);
	/* A circle that branches ends as soon, and is said once. */
	write_file("a.yaml", "extends: [b.yaml, b.yaml, b.yaml]\n");
	write_file("b.yaml", "extends: [a.yaml, a.yaml, a.yaml]\n");
	l = load("a.yaml");
	assert_null(l.config);
	assert_true(l.report.count < 20);
	arena_free(l.arena);
}

/* Neither circle nor depth: each file names the next one several times. */
static void the_number_of_files_has_a_limit(void **state)
{
	struct loaded l;

	(void)state;
	write_file("0.yaml", "extends: [1.yaml, 1.yaml, 1.yaml, 1.yaml]\n");
	write_file("1.yaml", "extends: [2.yaml, 2.yaml, 2.yaml, 2.yaml]\n");
	write_file("2.yaml", "extends: [3.yaml, 3.yaml]\n");
	write_file("3.yaml", "pack: a\n");
	l = load_sound("0.yaml"); /* 4 + 16 + 32 */
	assert_string_equal(l.config->pack, "a");
	arena_free(l.arena);
	write_file("2.yaml", "extends: [3.yaml, 3.yaml, 3.yaml, 3.yaml]\n");
	l = load("0.yaml");
	assert_string_equal(report_text(&l.report),
	                    "1.yaml:1:11: `extends` reads more than 64 files\n");
	arena_free(l.arena);
}

/* Writes files 0.yaml to DEPTH.yaml, each extending the next; the last sets a pack. */
static void write_chain(int depth)
{
	for (int i = 0; i <= depth; i++) {
		char path[32];
		char text[64];

		snprintf(path, sizeof(path), "%d.yaml", i);
		snprintf(text, sizeof(text), i < depth ? "extends: %d.yaml\n" : "pack: deep%d\n",
		         i + 1);
		write_file(path, text);
	}
}

static void the_depth_has_a_limit(void **state)
{
	struct loaded l;

	(void)state;
	write_chain(16);
	l = load_sound("0.yaml");
	assert_string_equal(l.config->pack, "deep17");
	arena_free(l.arena);
	write_chain(17);
	l = load("0.yaml");
	assert_null(l.config);
	assert_non_null(strstr(report_text(&l.report),
	                       "16.yaml:1:10: `extends` is nested more than 16 deep\n"));
	arena_free(l.arena);
}

/* ---- which files ---- */

static void files_are_chosen_by_globs(void **state)
{
	struct loaded plain = load_text("pack: a\n");
	struct loaded chosen;
	const char *why = NULL;

	(void)state;
	assert_true(config_includes(plain.config, "a.md", &why));
	assert_true(config_includes(plain.config, "a/b/c.mdx", &why));
	assert_true(config_includes(NULL, "a/b.markdown", &why));
	assert_false(config_includes(plain.config, "a.txt", &why));
	assert_string_equal(why, "not Markdown");
	assert_false(config_includes(NULL, "a.MD", &why));
	chosen =
	    load_text("include: [posts/**, '*.txt']\nexclude: ['posts/old/**', '**/README.md']\n");
	assert_true(config_includes(chosen.config, "posts/a.html", &why));
	assert_true(config_includes(chosen.config, "a.txt", &why));
	assert_false(config_includes(chosen.config, "b/a.txt", &why));
	assert_string_equal(why, "not matched by `include`");
	assert_false(config_includes(chosen.config, "posts/old/a.md", &why));
	assert_string_equal(why, "excluded by the configuration");
	assert_false(config_includes(chosen.config, "README.md", &why));
	assert_string_equal(why, "excluded by the configuration");
	arena_free(plain.arena);
	arena_free(chosen.arena);
}

static const struct condition {
	const char *override; /* in braces */
	const char *metadata;
	bool applies;
} conditions[] = {
    {"files: 'posts/*'", "a: b\n", true},
    {"files: [x, 'posts/*']", "a: b\n", true},
    {"files: 'drafts/*'", "a: b\n", false},
    /* any value of any field */
    {"when: {status: draft}", "status: draft\n", true},
    {"when: {status: draft}", "Status: Draft\n", true},
    {"when: {status: draft}", "status: final\n", false},
    {"when: {status: draft}", "other: draft\n", false},
    {"when: {status: [draft, idea]}", "status: idea\n", true},
    {"when: {tags: news}", "tags: [old, news]\n", true},
    {"when: {tags: news}", "tags: [old]\n", false},
    /* truth is truth however it is written */
    {"when: {draft: true}", "draft: yes\n", true},
    {"when: {draft: true}", "draft: false\n", false},
    {"when: {draft: true}", "draft: 'true'\n", true},
    /* a canonical field by whichever key and name states it */
    {"when: {stage: awareness}", "funnel_stage: ToFu\n", true},
    {"when: {stage: awareness}", "stage: decision\n", false},
    {"when: {persona: alex}", "persona: sarah, Alex (CTO)\n", true},
    {"when: {channels: [email, hackernews]}", "channel: HN\n", true},
    {"when: {title: Hello World}", "title: hello world\n", true},
    /* all conditions must hold */
    {"when: {stage: awareness, status: draft}", "stage: tofu\nstatus: draft\n", true},
    {"when: {stage: awareness, status: draft}", "stage: tofu\n", false},
    {"files: 'posts/*', when: {stage: awareness}", "stage: tofu\n", true},
    {"files: 'drafts/*', when: {stage: awareness}", "stage: tofu\n", false},
    {"when: {}, files: 'posts/*'", "a: b\n", true},
};

static void overrides_apply_by_path_and_metadata(void **state)
{
	struct arena *arena = arena_new();
	struct report report = report_in(arena);
	struct phrases *phrases;
	struct pack *pack;

	(void)state;
	write_tiny_pack("tiny", NULL);
	pack = pack_load(arena, "tiny", NULL, &report, &rule, &phrases);
	assert_non_null(pack);
	for (size_t i = 0; i < SUPPORT_COUNT(conditions); i++) {
		const struct condition *c = &conditions[i];
		const char *path = "posts/a.md";
		char *text = arena_printf(arena, "---\n%s---\n\nText.\n", c->metadata);
		struct source *source = source_from_bytes(arena, path, text, strlen(text));
		struct draft *draft = draft_parse(arena, source, false);
		struct loaded l = load_text(
		    arena_printf(arena, "overrides: [{%s, rules: {a: off}}]\n", c->override));
		struct fields fields;

		if (!l.config)
			fail_msg("%s", report_text(&l.report));
		fields_resolve(arena, draft, pack, &pack->fields, path, &fields);
		if (config_override_applies(&l.config->overrides[0], path, draft, &fields) !=
		    c->applies)
			fail_msg("%s: %s", c->override, c->metadata);
		arena_free(l.arena);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(every_key_is_read),
	    scratch_test(nothing_is_set_by_itself),
	    scratch_test(every_mistake_is_reported),
	    scratch_test(what_cannot_be_read_is_reported),
	    scratch_test(what_is_said_here_is_stronger),
	    scratch_test(a_wrong_base_is_reported_in_both),
	    scratch_test(circles_end),
	    scratch_test(the_number_of_files_has_a_limit),
	    scratch_test(the_depth_has_a_limit),
	    scratch_test(files_are_chosen_by_globs),
	    scratch_test(overrides_apply_by_path_and_metadata),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
