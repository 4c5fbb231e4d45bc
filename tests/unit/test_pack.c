/* A pack as it is read, linked and refused: what the checks rely on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "rules/pack.h"
#include "rules/phrases.h"
#include "tiny_pack.h"

static const struct rule rule = {.name = "pack-error", .severity = SEVERITY_ERROR};

struct loaded {
	struct arena *arena;
	struct report report;
	struct phrases *phrases;
	struct pack *pack;
};

static struct loaded load(const char *folder)
{
	struct loaded l = {.arena = arena_new()};

	l.report = report_in(l.arena);
	l.pack = pack_load(l.arena, folder, NULL, &l.report, &rule, &l.phrases);
	return l;
}

static struct loaded load_tiny(const char *more)
{
	struct loaded l;

	write_tiny_pack("tiny", more);
	l = load("tiny");
	if (!l.pack)
		fail_msg("%s", report_text(&l.report));
	assert_int_equal(l.report.count, 0);
	return l;
}

static const struct entry *by_id(const struct taxonomy *taxonomy, const char *id)
{
	const struct entry *entry = taxonomy_by_id(taxonomy, slice_of(id));

	if (!entry)
		fail_msg("%s `%s` is not in the pack", taxonomy->what, id);
	return entry;
}

#define BY_ID(type, taxonomy, id) ((const struct type *)by_id(&(taxonomy), id))

static void assert_place(struct place place, const char *file, unsigned line, const char *text)
{
	assert_non_null(place.source);
	assert_string_equal(place.source->path, file);
	assert_int_equal(source_position(place.source, place.span.start).line, line);
	assert_true(slice_is(source_slice(place.source, place.span), text));
}

static void the_head_is_read(void **state)
{
	struct loaded l = load_tiny(NULL);
	const struct pack *pack = l.pack;

	(void)state;
	assert_string_equal(pack->id, "tiny");
	assert_string_equal(pack->title, "A tiny pack");
	assert_string_equal(pack->language, "english");
	assert_string_equal(pack->folder, "tiny");
	assert_place(pack->place, "tiny/pack.yaml", 1, "tiny");
	assert_int_equal(pack->top, 2);
	assert_false(pack->first_is_primary);
	assert_int_equal(pack->question_count, 2);
	assert_string_equal(pack->questions[1].id, "stage");
	assert_string_equal(pack->questions[1].ask, "Which stage?");
	assert_int_equal(pack->rule_count, 8);
	assert_true(slice_is(pack->rules[0].rule, "persona-missing"));
	assert_true(pack->rules[0].has_severity);
	assert_int_equal(pack->rules[0].severity, SEVERITY_ERROR);
	assert_null(pack->rules[0].settings);
	assert_string_equal(pack_authority(pack, 0), "none");
	assert_string_equal(pack_authority(pack, 2), "buy");
	assert_string_equal(pack_authority(pack, 9), "none");
	assert_int_equal(pack->outcomes, NO_LIST);
	assert_int_equal(pack->claims, NO_LIST);
	arena_free(l.arena);
}

static void personas_are_linked(void **state)
{
	struct loaded l = load_tiny(NULL);
	const struct persona *alex = BY_ID(persona, l.pack->personas, "alex");
	const struct persona *sarah = BY_ID(persona, l.pack->personas, "sarah");
	const struct pain *pain = BY_ID(pain, alex->pains, "outages");
	const struct proof *proof = alex->proof;

	(void)state;
	assert_string_equal(alex->entry.name, "Alex Chen");
	assert_string_equal(sarah->entry.name, "sarah");
	assert_place(alex->entry.place, "tiny/personas.yaml", 5, "alex");
	assert_place(alex->pains_place, "tiny/personas.yaml", 11, "pains");
	assert_ptr_equal(alex->group, by_id(&l.pack->groups, "buyers"));
	assert_int_equal(pack_share(&alex->group->entry), 70);
	assert_int_equal(alex->authority, 2);
	assert_int_equal(sarah->authority, -1);
	assert_int_equal(alex->pains.count, 3);
	assert_int_equal(pain->entry.index, 1);
	assert_ptr_equal(pain->persona, alex);
	assert_int_not_equal(pain->list, NO_LIST);
	assert_int_equal(BY_ID(pain, alex->pains, "audits")->list, NO_LIST);
	assert_ptr_equal(BY_ID(objection, alex->objections, "price")->persona, alex);
	assert_string_equal(BY_ID(objection, alex->objections, "price")->counter, "It pays");
	assert_int_equal(sarah->objections.count, 0);
	/* A persona knows what its group knows, unless it says so itself. */
	assert_true(pack_knows(alex, "business"));
	assert_false(pack_knows(alex, "code"));
	assert_true(pack_knows(sarah, "ops"));
	assert_int_equal(pack_top(l.pack, alex), 2);
	assert_int_equal(pack_top(l.pack, sarah), 1);
	/* roi, and one of code and table. */
	assert_int_equal(proof->count, 1);
	assert_ptr_equal(proof->any[0], by_id(&l.pack->detectors, "roi"));
	assert_int_equal(proof->next->count, 2);
	assert_ptr_equal(proof->next->any[1], by_id(&l.pack->detectors, "table"));
	assert_place(proof->next->place, "tiny/personas.yaml", 10, "[code, table]");
	assert_null(proof->next->next);
	assert_null(sarah->proof);
	arena_free(l.arena);
}

static void stages_are_linked(void **state)
{
	struct loaded l = load_tiny(NULL);
	const struct stage *decision = BY_ID(stage, l.pack->stages, "decision");
	const struct stage *awareness = BY_ID(stage, l.pack->stages, "awareness");
	size_t alex = by_id(&l.pack->personas, "alex")->index;
	size_t sarah = by_id(&l.pack->personas, "sarah")->index;

	(void)state;
	assert_int_equal(decision->entry.index, 2);
	assert_ptr_equal(decision->kinds[alex][0], by_id(&l.pack->kinds, "case"));
	assert_ptr_equal(decision->kinds[alex][1], by_id(&l.pack->kinds, "howto"));
	assert_null(decision->kinds[alex][2]);
	assert_ptr_equal(decision->kinds[sarah][0], by_id(&l.pack->kinds, "howto"));
	assert_null(decision->kinds[sarah][1]);
	assert_place(decision->kinds_place[sarah], "tiny/strategy.yml", 5, "sarah");
	assert_null(awareness->kinds[alex]);
	assert_null(awareness->proof);
	assert_null(awareness->kpis);
	assert_ptr_equal(BY_ID(stage, l.pack->stages, "consideration")->proof->any[0],
	                 by_id(&l.pack->detectors, "table"));
	assert_non_null(BY_ID(detector, l.pack->detectors, "roi")->pattern);
	assert_null(BY_ID(detector, l.pack->detectors, "roi")->heading);
	assert_string_equal(BY_ID(detector, l.pack->detectors, "code")->element, "code-block");
	assert_non_null(BY_ID(detector, l.pack->detectors, "table")->links);
	arena_free(l.arena);
}

static void channels_and_calls_are_linked(void **state)
{
	struct loaded l = load_tiny(NULL);
	const struct pack *pack = l.pack;
	const struct channel *linkedin = BY_ID(channel, pack->channels, "linkedin");
	const struct channel *hackernews = BY_ID(channel, pack->channels, "hackernews");
	const struct channel *email = BY_ID(channel, pack->channels, "email");
	const struct cta *subscribe = BY_ID(cta, pack->ctas, "subscribe");
	const struct cta *buy = BY_ID(cta, pack->ctas, "buy");

	(void)state;
	assert_int_equal(linkedin->fit[0].stars, 3);
	assert_string_equal(linkedin->fit[0].note, "first");
	assert_place(linkedin->fit[0].place, "tiny/strategy.yml", 11, "alex");
	assert_int_equal(linkedin->fit[1].stars, -1);
	assert_int_equal(hackernews->fit[0].stars, 0);
	assert_int_equal(hackernews->fit[1].stars, 2);
	assert_int_equal(email->fit[0].stars, -1);
	/* What is not limited serves everything. */
	for (size_t s = 0; s < 3; s++) {
		assert_true(subscribe->stages[s]);
		assert_int_equal(buy->stages[s], s == 2);
	}
	assert_true(subscribe->personas[0] && subscribe->personas[1]);
	assert_true(buy->personas[0] && !buy->personas[1]);
	assert_int_equal(subscribe->authority, -1);
	assert_int_equal(buy->authority, 2);
	assert_int_not_equal(subscribe->list, NO_LIST);
	assert_int_equal(buy->list, NO_LIST);
	assert_place(buy->stages_place, "tiny/strategy.yml", 16, "stages");
	assert_place(subscribe->stages_place, "tiny/strategy.yml", 15, "subscribe");
	arena_free(l.arena);
}

static void formats_and_goals_are_linked(void **state)
{
	struct loaded l = load_tiny(NULL);
	const struct pack *pack = l.pack;
	const struct format *post = BY_ID(format, pack->formats, "post");
	const struct format *clip = BY_ID(format, pack->formats, "clip");
	const struct goal *leads = BY_ID(goal, pack->goals, "leads");
	const struct goal *reach = BY_ID(goal, pack->goals, "reach");

	(void)state;
	assert_int_equal(post->words.min, 100);
	assert_int_equal(post->words.max, 200);
	assert_int_equal(post->minutes.min, -1);
	assert_null(post->minutes.place.source);
	assert_null(post->personas);
	assert_int_equal(clip->minutes.min, -1);
	assert_int_equal(clip->minutes.max, 3);
	assert_true(clip->personas[0] && clip->personas[1]);
	assert_int_equal(leads->mix[0], 60);
	assert_int_equal(leads->mix[1], 40);
	assert_int_equal(reach->mix[0], -1);
	assert_int_equal(pack->prose_count, 1);
	assert_string_equal(pack->prose[0].rule.name, "hype");
	arena_free(l.arena);
}

static size_t keys_of(const struct pack *pack, enum field_id field)
{
	size_t count = 0;

	for (size_t i = 0; i < pack->fields.key_count; i++)
		count += pack->fields.keys[i].field == field;
	return count;
}

static void fields_and_defaults_are_linked(void **state)
{
	struct loaded l = load_tiny("fields:\n"
	                            "  persona: [reader, meta.reader]\n"
	                            "  stage: phase\n"
	                            "list: first-is-primary\n"
	                            "defaults:\n"
	                            "  - {files: 'li/**', channels: [linkedin]}\n"
	                            "body: {section: '(?i)^post$'}\n"
	                            "outcomes: [saves money]\n"
	                            "claims: {match: [never fails], bounds: [up to]}\n"
	                            "redirects: {/a: /b}\n"
	                            "routes: [{files: 'site/*', route: '/{slug}'}]\n");
	const struct pack *pack = l.pack;
	size_t usual = 0;

	(void)state;
	while (field_default_keys(FIELD_CTA)[usual])
		usual++;
	assert_true(pack->first_is_primary);
	assert_int_equal(keys_of(pack, FIELD_PERSONA), 2);
	assert_int_equal(keys_of(pack, FIELD_STAGE), 1);
	assert_int_equal(keys_of(pack, FIELD_CTA), usual);
	assert_true(slice_is(pack->fields.keys[0].key, "reader"));
	assert_false(pack->fields.keys[0].nested);
	assert_true(pack->fields.keys[1].nested);
	assert_int_equal(pack->fields.default_count, 1);
	assert_true(slice_is(pack->fields.defaults[0].files, "li/**"));
	assert_non_null(pack->body_section);
	assert_int_not_equal(pack->outcomes, NO_LIST);
	assert_int_not_equal(pack->bounds, NO_LIST);
	assert_int_equal(pack->glosses, NO_LIST);
	assert_int_equal(pack->route_count, 1);
	assert_true(slice_is(pack->routes[0].route, "/{slug}"));
	arena_free(l.arena);
}

/* ---- what is refused ---- */

static const struct refused {
	const char *more; /* added to the pack as a file of its own */
	const char *report;
} refused[] = {
    {"persona: []", "tiny/zz-more.yaml:1:1: unknown key `persona` in a pack\n"
                    "  help: did you mean `personas`?\n"},
    {"pack: other", "tiny/zz-more.yaml:1:1: `pack` is declared a second time\n"
                    "  note: tiny/pack.yaml:1:1: first declared here\n"},
    {"list: many", "tiny/zz-more.yaml:1:7: `list` must be `one-primary` or `first-is-primary`\n"},
    {"list: [a]", "tiny/zz-more.yaml:1:7: `list` must be text, not a list\n"},
    {"reviewed: 2026-1-31",
     "tiny/zz-more.yaml:1:11: `reviewed` must be a date like `2026-01-31`\n"},
    {"review: weekly", "tiny/zz-more.yaml:1:9: `review` must be `monthly`, `quarterly` or a "
                       "number of days like `90d`\n"},
    {"review: 0d", "tiny/zz-more.yaml:1:9: `review` must be `monthly`, `quarterly` or a "
                   "number of days like `90d`\n"},
    {"body: {section: '(a'}",
     "tiny/zz-more.yaml:1:20: pattern does not compile: missing closing parenthesis\n"},
    {"fields: {persno: [a]}", "tiny/zz-more.yaml:1:10: unknown field `persno`\n"
                              "  help: did you mean `persona`?\n"},
    {"fields: {persona: {a: b}}", "tiny/zz-more.yaml:1:19: a key of `persona` must be text\n"},
    {"fields: {persona: [a, [b], '']}",
     "tiny/zz-more.yaml:1:23: a key of `persona` must be text\n"
     "tiny/zz-more.yaml:1:28: a key of `persona` must be text\n"},
    {"defaults: [{channels: [a]}]", "tiny/zz-more.yaml:1:12: a default needs `files:`\n"},
    {"defaults: [{files: '[', persno: a}]",
     NULL /* two errors, the glob's in the words of the glob */},
    {"metadata: yaml", "tiny/zz-more.yaml:1:11: `metadata` must be `plain-lines`\n"},
    {"defaults: [a]", "tiny/zz-more.yaml:1:12: `a default` must be a map, not text\n"},
    {"kpis: [{id: a b}]", "tiny/zz-more.yaml:1:13: kpi id `a b` must be made of letters, digits "
                          "and hyphens\n"},
    {"kpis: [{id: a}, {id: a}]", "tiny/zz-more.yaml:1:22: duplicate kpi id `a`\n"
                                 "  note: tiny/zz-more.yaml:1:13: `a` is declared here\n"},
    {"kpis: [{name: a}]", "tiny/zz-more.yaml:1:8: a kpi without `id`\n"},
    {"kpis: [a]", "tiny/zz-more.yaml:1:8: `a kpi` must be a map, not text\n"},
    {"journeys: [{id: a, path: [home]}]",
     "tiny/zz-more.yaml:1:27: a route begins with `/`, not `home`\n"},
    {"required: [{id: a, groups: [buyer]}]",
     "tiny/zz-more.yaml:1:29: group `buyer` is not declared\n"
     "  help: did you mean `buyers`?\n"},
    {"outcomes: ['!']", "tiny/zz-more.yaml:1:12: `!` holds no word to look for\n"},
    {"title: a: b", NULL},
    {"- a", "tiny/zz-more.yaml:1:1: `a pack file` must be a map, not a list\n"},
};

static void wrong_sections_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(refused); i++) {
		struct loaded l;

		write_tiny_pack("tiny", refused[i].more);
		l = load("tiny");
		if (l.pack)
			fail_msg("taken: %s", refused[i].more);
		assert_true(l.report.count > 0);
		for (const struct finding *f = l.report.first; f; f = f->next)
			assert_ptr_equal(f->rule, &rule);
		if (refused[i].report)
			assert_string_equal(report_text(&l.report), refused[i].report);
		arena_free(l.arena);
	}
}

/* One text of the pack replaced by another, and what is then wrong with it. */
static const struct broken {
	const char *file;
	const char *old;
	const char *new;
	const char *report;
} broken[] = {
    {"personas.yaml", "group: buyers", "group: buyer",
     "tiny/personas.yaml:8:12: group `buyer` is not declared\n  help: did you mean `buyers`?\n"},
    {"personas.yaml", "authority: buy", "authority: buys",
     "tiny/personas.yaml:9:16: authority `buys` is not declared\n"
     "  help: did you mean `buy`?\n"},
    {"personas.yaml", "[code, table]", "[code, tabel]",
     "tiny/personas.yaml:10:25: proof `tabel` is not declared\n"
     "  help: did you mean `table`?\n"},
    {"personas.yaml", "share: 30", "share: 31",
     "tiny/personas.yaml:2:10: the shares of the groups add up to 101, not 100\n"},
    {"personas.yaml", "{id: audits}", "{id: costs}",
     "tiny/personas.yaml:14:14: duplicate pain id `costs`\n"
     "  note: tiny/personas.yaml:12:14: `costs` is declared here\n"},
    {"personas.yaml", "top: 1", "top: -1",
     "tiny/personas.yaml:20:10: `top` must be a whole number, 0 or more\n"},
    {"strategy.yml", "alex: [case, howto]", "alx: [case, howt]",
     "tiny/strategy.yml:5:13: persona `alx` is not declared\n  help: did you mean `alex`?\n"
     "tiny/strategy.yml:5:25: kind `howt` is not declared\n  help: did you mean `howto`?\n"},
    {"strategy.yml", ", fit: {}}", "}",
     "tiny/strategy.yml:13:10: channel `email` is rated for nobody\n"
     "  help: write `fit: {}` if that is meant\n"},
    {"strategy.yml", "stars: 3", "stars: 4",
     "tiny/strategy.yml:11:56: `stars` must be 0 (do not use) to 3 (primary)\n"},
    {"strategy.yml", "{id: subscribe, ", "{id: subscribe, stages: [awareness], ",
     "tiny/strategy.yml:3:10: no call to action serves the stage `consideration`\n"},
    {"strategy.yml", "max: 200", "max: 20",
     "tiny/strategy.yml:18:23: `min` 100 is above `max` 20\n"},
    {"strategy.yml", "sarah: 40", "sarah: 41",
     "tiny/strategy.yml:22:17: the mix of `leads` adds up to 101, not 100\n"},
    {"strategy.yml", "element: code-block", "element: code",
     "tiny/strategy.yml:8:19: unknown element `code`, must be `code-block`, `table` or "
     "`image`\n"},
    {"strategy.yml", "'/buy*'", "'/{buy'", NULL},
    {"strategy.yml", "'\\d+%'", "'\\d+%('", NULL},
    {"pack.yaml", "language: english", "language: klingon",
     "tiny/pack.yaml:1:7: no stemmer for the language `klingon`\n"},
    {"pack.yaml", "stage-missing: error", "stage-missing: fatal",
     "tiny/pack.yaml:11:18: severity must be `error`, `warning`, `info` or `off`\n"},
    {"pack.yaml", "top: 2", "top: 0", "tiny/pack.yaml:5:6: `top` must be a whole number above 0\n"},
    {"pack.yaml", "ask: Which stage?", "aks: Which stage?",
     "tiny/pack.yaml:8:17: unknown key `aks` in a question\n  help: did you mean `ask`?\n"
     "tiny/pack.yaml:8:5: a question without `ask`\n"},
    {"prose/hype.yml", "existence", "existences", NULL},
};

static const char *text_of(const char *file)
{
	return strcmp(file, "pack.yaml") == 0       ? tiny_pack_yaml
	       : strcmp(file, "personas.yaml") == 0 ? tiny_personas_yaml
	       : strcmp(file, "strategy.yml") == 0  ? tiny_strategy_yaml
	                                            : tiny_prose_yaml;
}

static void references_are_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(broken); i++) {
		const struct broken *b = &broken[i];
		const char *text = text_of(b->file);
		const char *at = strstr(text, b->old);
		struct builder changed = {0};
		struct loaded l;
		char path[64];

		assert_non_null(at);
		builder_add(&changed, text, (size_t)(at - text));
		builder_add_string(&changed, b->new);
		builder_add_string(&changed, at + strlen(b->old));
		write_tiny_pack("tiny", NULL);
		snprintf(path, sizeof(path), "tiny/%s", b->file);
		write_bytes(path, changed.bytes, changed.len);
		builder_release(&changed);
		l = load("tiny");
		if (l.pack)
			fail_msg("taken: %s", b->new);
		assert_true(l.report.count > 0);
		assert_non_null(strstr(report_text(&l.report), path));
		if (b->report)
			assert_string_equal(report_text(&l.report), b->report);
		arena_free(l.arena);
	}
}

static void folders_without_a_pack_are_refused(void **state)
{
	struct loaded l;

	(void)state;
	l = load("nowhere");
	assert_null(l.pack);
	assert_string_equal(report_text(&l.report),
	                    "nowhere:1:1: cannot be read: No such file or directory\n");
	arena_free(l.arena);
	make_folder("empty");
	l = load("empty");
	assert_null(l.pack);
	assert_string_equal(report_text(&l.report),
	                    "empty/pack.yaml:1:1: a pack needs `pack:` with its id\n");
	arena_free(l.arena);
	/* The file itself is what is wrong: nothing is said of an id. */
	write_bytes("latin/pack.yaml", "pack: caf\xE9\n", 11);
	l = load("latin");
	assert_null(l.pack);
	assert_string_equal(report_text(&l.report), "latin/pack.yaml:1:10: not valid UTF-8\n");
	arena_free(l.arena);
	make_folder("linked");
	write_file("elsewhere.yaml", "pack: linked\n");
	assert_int_equal(symlink("../elsewhere.yaml", "linked/pack.yaml"), 0);
	l = load("linked");
	assert_null(l.pack);
	assert_string_equal(report_text(&l.report), "linked/pack.yaml:1:1: a symbolic link, which "
	                                            "is not followed\n");
	arena_free(l.arena);
}

static void the_least_pack_is_one(void **state)
{
	struct loaded l;

	(void)state;
	write_file("least/pack.yaml", "\xEF\xBB\xBFpack: least\n");
	write_file("least/notes.txt", "not: [read");
	write_file("least/.hidden.yaml", "not: [read");
	write_file("least/empty.yaml", "# nothing\n");
	write_file("least/groups.yaml", "groups: [{id: buyers}, {id: builders}]\n");
	l = load("least");
	assert_non_null(l.pack);
	assert_int_equal(l.report.count, 0);
	assert_null(l.pack->language);
	assert_int_equal(l.pack->personas.count, 0);
	assert_int_equal(pack_share(&BY_ID(group, l.pack->groups, "buyers")->entry), -1);
	arena_free(l.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(the_head_is_read),
	    scratch_test(personas_are_linked),
	    scratch_test(stages_are_linked),
	    scratch_test(channels_and_calls_are_linked),
	    scratch_test(formats_and_goals_are_linked),
	    scratch_test(fields_and_defaults_are_linked),
	    scratch_test(wrong_sections_are_refused),
	    scratch_test(references_are_checked),
	    scratch_test(folders_without_a_pack_are_refused),
	    scratch_test(the_least_pack_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
