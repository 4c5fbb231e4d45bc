/*
 * What a draft says of itself, in every shape that real content writes it, as
 * the entries of a pack.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parse/draft.h"
#include "rules/fields.h"
#include "rules/pack.h"
#include "rules/phrases.h"
#include "tiny_pack.h"

static const struct rule rule = {.name = "pack-error", .severity = SEVERITY_ERROR};

struct resolved {
	struct arena *arena;
	struct pack *pack;
	struct source *source;
	struct draft *draft;
	struct fields fields;
};

/* Loads the tiny pack with MORE. */
static struct resolved with_pack(const char *more)
{
	struct resolved r = {.arena = arena_new()};
	struct report report = report_in(r.arena);
	struct phrases *phrases;

	write_tiny_pack("tiny", more);
	r.pack = pack_load(r.arena, "tiny", NULL, &report, &rule, &phrases);
	if (!r.pack)
		fail_msg("%s", report_text(&report));
	return r;
}

/* The fields of a draft with TEXT at PATH. */
static void resolve(struct resolved *r, const char *path, const char *text)
{
	r->source = source_from_bytes(r->arena, path, text, strlen(text));
	r->draft = draft_parse(r->arena, r->source, false);
	fields_resolve(r->arena, r->draft, r->pack, &r->pack->fields, path, &r->fields);
}

/* … with METADATA as its front matter. */
static void resolve_metadata(struct resolved *r, const char *metadata)
{
	char text[2048];

	snprintf(text, sizeof(text), "---\n%s---\n\nText.\n", metadata);
	resolve(r, "a.md", text);
}

/* FIELD's values as "id", "?text" when unknown; "->" between those of a range. */
static const char *values(const struct resolved *r, enum field_id id)
{
	const struct field *field = &r->fields.of[id];
	struct builder out = {0};
	const char *text;

	for (size_t i = 0; i < field->count; i++) {
		const struct field_value *value = &field->values[i];

		if (i)
			builder_add_string(&out, field->range ? " -> " : ", ");
		if (value->entry)
			builder_add_string(&out, value->entry->id);
		else
			builder_printf(&out, "?%.*s", SLICE_ARG(value->text));
		/* A value's place holds exactly its text, where it is written out. */
		if (!strchr(source_slice(value->place.source, value->place.span).ptr, '\\'))
			assert_true(slice_equal(
			    source_slice(value->place.source, value->place.span), value->text));
	}
	text = builder_copy(&out, r->arena);
	builder_release(&out);
	return text;
}

static const struct shape {
	const char *metadata;
	enum field_id field;
	const char *values;
} shapes[] = {
    /* scalars, and every way to write a name */
    {"persona: alex\n", FIELD_PERSONA, "alex"},
    {"persona: Alex Chen\n", FIELD_PERSONA, "alex"},
    {"persona: alex-chen\n", FIELD_PERSONA, "alex"},
    {"persona: alex_chen\n", FIELD_PERSONA, "alex"},
    {"persona: alexChen\n", FIELD_PERSONA, "alex"},
    {"persona: 'AlexChen'\n", FIELD_PERSONA, "alex"},
    {"persona: \"ALEX\"\n", FIELD_PERSONA, "alex"},
    {"persona: cto\n", FIELD_PERSONA, "alex"},
    {"persona: >-\n  Alex\n  Chen\n", FIELD_PERSONA, NULL /* spans two lines */},
    {"channels: HackerNews\n", FIELD_CHANNELS, "hackernews"},
    {"stage: tofu\n", FIELD_STAGE, "awareness"},
    {"stage: Top of Funnel\n", FIELD_STAGE, "awareness"},
    {"stage: MOFU\n", FIELD_STAGE, "consideration"},
    {"stage: :awareness\n", FIELD_STAGE, "awareness"},
    {"cta: Subscribe\n", FIELD_CTA, "subscribe"},
    {"kind: Case Study\n", FIELD_KIND, "case"},
    {"format: post\n", FIELD_FORMAT, "post"},
    {"goal: leads\n", FIELD_GOAL, "leads"},
    /* near is not equal */
    {"persona: alx\n", FIELD_PERSONA, "?alx"},
    {"persona: alex2\n", FIELD_PERSONA, "?alex2"},
    /* lists */
    {"channels: [linkedin, email]\n", FIELD_CHANNELS, "linkedin, email"},
    {"channels:\n  - linkedin\n  - Hacker News\n", FIELD_CHANNELS, "linkedin, hackernews"},
    {"channels: [linkedin, nowhere, ~, '', [email]]\n", FIELD_CHANNELS, "linkedin, ?nowhere"},
    {"channels: [linkedin, 'hackernews, email']\n", FIELD_CHANNELS, "linkedin, hackernews, email"},
    {"channels: []\n", FIELD_CHANNELS, ""},
    /* several in one text */
    {"channels: linkedin, email\n", FIELD_CHANNELS, "linkedin, email"},
    {"channels: linkedin,email,\n", FIELD_CHANNELS, "linkedin, email"},
    {"channels: linkedin + email\n", FIELD_CHANNELS, "linkedin, email"},
    {"channels: LinkedIn / HN\n", FIELD_CHANNELS, "linkedin, hackernews"},
    {"channels: linkedin & email\n", FIELD_CHANNELS, "linkedin, email"},
    {"channels: linkedin, nowhere\n", FIELD_CHANNELS, "linkedin, ?nowhere"},
    {"channels: linkedin (first, with care), email\n", FIELD_CHANNELS, "linkedin, email"},
    {"channels: 'linkedin (a / b) + `email`'\n", FIELD_CHANNELS, "linkedin, email"},
    {"channels: one, two\n", FIELD_CHANNELS, "?one, two"},
    {"channels: linkedin/email\n", FIELD_CHANNELS, "?linkedin/email"},
    {"channels: linkedin, LinkedIn\n", FIELD_CHANNELS, "linkedin"},
    /* a name that holds a separator is tried whole */
    {"persona: Head of Research/Development\n", FIELD_PERSONA, "alex"},
    {"persona: Chen, Alex\n", FIELD_PERSONA, "alex"},
    {"persona: sarah, alex\n", FIELD_PERSONA, "sarah, alex"},
    /* remarks and marks */
    {"persona: Alex (CTO)\n", FIELD_PERSONA, "alex"},
    {"persona: Alex(CTO)\n", FIELD_PERSONA, "alex"},
    {"stage: Decision (remove friction)\n", FIELD_STAGE, "decision"},
    {"persona: '**Alex**'\n", FIELD_PERSONA, "alex"},
    {"persona: '`alex` (the one who signs)'\n", FIELD_PERSONA, "alex"},
    {"persona: (Alex)\n", FIELD_PERSONA, "?(Alex)"},
    {"channels: Mail (weekly)\n", FIELD_CHANNELS, "email"},
    {"channels: 'Mail (weekly) (from May), linkedin'\n", FIELD_CHANNELS, "email, linkedin"},
    {"channels: 'mail (WEEKLY), linkedin'\n", FIELD_CHANNELS, "email, linkedin"},
    {"channels: Mail (daily)\n", FIELD_CHANNELS, "?Mail"},
    /* ranges */
    {"stage: consideration -> decision\n", FIELD_STAGE, "consideration -> decision"},
    {"stage: consideration->decision\n", FIELD_STAGE, "consideration -> decision"},
    {"stage: Awareness \xE2\x86\x92 Decision\n", FIELD_STAGE, "awareness -> decision"},
    {"stage: awareness to consideration\n", FIELD_STAGE, "awareness -> consideration"},
    {"stage: awareness -> closing\n", FIELD_STAGE, "awareness -> ?closing"},
    {"stage: from here to there\n", FIELD_STAGE, "?from here to there"},
    /* nothing */
    {"stage:\n", FIELD_STAGE, ""},
    {"stage: ''\n", FIELD_STAGE, ""},
    {"stage: ' '\n", FIELD_STAGE, ""},
    {"stage: '**'\n", FIELD_STAGE, ""},
    {"stage: {name: decision}\n", FIELD_STAGE, ""},
    {"other: decision\n", FIELD_STAGE, ""},
    /* pains are the persona's before they are another's */
    {"persona: sarah\npain: costs\n", FIELD_PAIN, "costs"},
    {"pain: toil\n", FIELD_PAIN, "toil"},
    {"persona: alex\npain: busywork\n", FIELD_PAIN, "toil"},
    {"pain: Costs run away\n", FIELD_PAIN, "costs"},
    {"objection: price\n", FIELD_OBJECTION, "price"},
    /* free text has no entry */
    {"title: One, two\n", FIELD_TITLE, "?One, two"},
    {"tags: [one, two]\n", FIELD_TAGS, "?one, ?two"},
};

static void values_of_every_shape(void **state)
{
	struct resolved r = with_pack(NULL);

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(shapes); i++) {
		const char *found;

		resolve_metadata(&r, shapes[i].metadata);
		if (!shapes[i].values) {
			assert_int_equal(r.fields.of[shapes[i].field].count, 1);
			continue;
		}
		found = values(&r, shapes[i].field);
		if (strcmp(found, shapes[i].values) != 0)
			fail_msg("%sis %s, not %s", shapes[i].metadata, found, shapes[i].values);
		assert_int_equal(r.fields.of[shapes[i].field].range,
		                 strstr(shapes[i].values, "->") != NULL);
	}
	arena_free(r.arena);
}

/* The keys of design: any case, any separator. */
static void keys_are_names(void **state)
{
	static const char *const keys[] = {"persona",         "Persona",       "target_persona",
	                                   "Target Persona",  "targetPersona", "target-persona",
	                                   "primary persona", "BuyerPersona",  "personas"};
	struct resolved r = with_pack(NULL);

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(keys); i++) {
		char metadata[64];

		snprintf(metadata, sizeof(metadata), "%s: sarah\n", keys[i]);
		resolve_metadata(&r, metadata);
		assert_string_equal(values(&r, FIELD_PERSONA), "sarah");
		assert_ptr_equal(r.fields.persona, r.pack->personas.items[1]);
	}
	resolve_metadata(&r, "audience: sarah\nrole: sarah\nstatus: decision\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "");
	assert_null(r.fields.persona);
	assert_null(r.fields.of[FIELD_PERSONA].node);
	assert_string_equal(values(&r, FIELD_STAGE), "");
	arena_free(r.arena);
}

static void bold_lines_are_read_alike(void **state)
{
	struct resolved r = with_pack(NULL);

	(void)state;
	resolve(&r, "a.md",
	        "# Title\n\n**Target Persona:** Alex (CTO)\n**Stage:** `consideration`\n"
	        "**Channels:** LinkedIn + HN\n\nText.\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "alex");
	assert_string_equal(values(&r, FIELD_STAGE), "consideration");
	assert_string_equal(values(&r, FIELD_CHANNELS), "linkedin, hackernews");
	arena_free(r.arena);
}

static void entries_of_the_first_value(void **state)
{
	struct resolved r = with_pack(NULL);
	const struct persona *alex = (const struct persona *)r.pack->personas.items[0];

	(void)state;
	resolve_metadata(&r, "persona: alex\npain: [costs, outages]\nstage: decision\ncta: buy\n"
	                     "goal: leads\nformat: clip\nkind: howto\nobjection: price\n");
	assert_ptr_equal(r.fields.persona, alex);
	assert_ptr_equal(r.fields.pain, alex->pains.items[0]);
	assert_ptr_equal(r.fields.stage, r.pack->stages.items[2]);
	assert_ptr_equal(r.fields.cta, r.pack->ctas.items[1]);
	assert_ptr_equal(r.fields.goal, r.pack->goals.items[0]);
	assert_ptr_equal(r.fields.format, r.pack->formats.items[1]);
	assert_ptr_equal(r.fields.kind, r.pack->kinds.items[1]);
	assert_ptr_equal(r.fields.objection, alex->objections.items[0]);
	assert_true(field_has(&r.fields.of[FIELD_PAIN], alex->pains.items[1]));
	assert_false(field_has(&r.fields.of[FIELD_PAIN], alex->pains.items[2]));
	/* `costs` is sarah's own when she is the reader. */
	resolve_metadata(&r, "pain: costs\npersona: sarah\n");
	assert_ptr_equal(r.fields.pain->persona, r.pack->personas.items[1]);
	resolve_metadata(&r, "persona: nobody, alex\nstage: none\n");
	assert_null(r.fields.persona);
	assert_null(r.fields.stage);
	arena_free(r.arena);
}

/* The whole value and what contradicts it, as text: "value" or "value / other". */
static const char *stated(const struct resolved *r, enum field_id id)
{
	const struct field *field = &r->fields.of[id];
	struct slice value;

	if (!field->node)
		return "";
	value = source_slice(field->place.source, field->place.span);
	if (!field->conflict)
		return arena_copy(r->arena, value.ptr, value.len);
	return arena_printf(r->arena, "%.*s / %.*s", SLICE_ARG(value),
	                    SLICE_ARG(node_text(field->conflict)));
}

static const struct conflict {
	const char *metadata;
	const char *stated;
} conflicts[] = {
    {"stage: awareness\n", "awareness"},
    {"stage: awareness\nfunnel_stage: decision\n", "awareness / decision"},
    {"funnel_stage: decision\nstage: awareness\n", "awareness / decision"},
    {"stage: awareness\nbuyer_stage: Awareness\n", "awareness"},
    {"stage: awareness\nStage: decision\n", "awareness / decision"},
    {"stage:\nfunnel_stage: decision\n", "decision"},
    {"stage: ''\nfunnel_stage: decision\nbuyer_stage: awareness\n", "awareness / decision"},
    {"stage: awareness\nfunnel_stage:\n", "awareness"},
    {"stage: [a, b]\nfunnel_stage: [A, B]\n", "[a, b]"},
    {"stage: [a, b]\nfunnel_stage: [a]\n", "[a, b] / "},
    {"stage: [a]\nfunnel_stage: a\n", "[a] / a"},
};

static void keys_that_contradict_each_other(void **state)
{
	struct resolved r = with_pack(NULL);

	(void)state;
	for (size_t i = 0; i < SUPPORT_COUNT(conflicts); i++) {
		resolve_metadata(&r, conflicts[i].metadata);
		if (strcmp(stated(&r, FIELD_STAGE), conflicts[i].stated) != 0)
			fail_msg("%sis %s", conflicts[i].metadata, stated(&r, FIELD_STAGE));
	}
	arena_free(r.arena);
}

static void a_pack_names_its_keys(void **state)
{
	struct resolved r = with_pack("fields:\n"
	                              "  persona: [reader, meta.target.reader]\n"
	                              "  stage: [phase]\n");

	(void)state;
	resolve_metadata(&r, "meta:\n  Target:\n    reader: sarah\n  other: 1\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "sarah");
	resolve_metadata(&r, "meta: {target: {reader: sarah}}\nreader: alex\n");
	assert_string_equal(stated(&r, FIELD_PERSONA), "alex / sarah");
	resolve_metadata(&r, "meta: {target: sarah}\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "");
	resolve_metadata(&r, "meta: [target]\nphase: decision\n");
	assert_string_equal(values(&r, FIELD_STAGE), "decision");
	/* The built-in keys of a field that is listed do not count. */
	resolve_metadata(&r, "persona: alex\nstage: decision\ncall to action: buy\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "");
	assert_string_equal(values(&r, FIELD_STAGE), "");
	assert_string_equal(values(&r, FIELD_CTA), "buy");
	arena_free(r.arena);
}

static void defaults_hold_by_path(void **state)
{
	struct resolved r =
	    with_pack("defaults:\n"
	              "  - {files: 'li/**', channels: [linkedin], stage: tofu}\n"
	              "  - {files: '**/*.md', stage: decision, persona: Alex (us)}\n");

	(void)state;
	resolve(&r, "li/a/x.md", "Text.\n");
	assert_string_equal(values(&r, FIELD_CHANNELS), "linkedin");
	assert_string_equal(values(&r, FIELD_STAGE), "awareness"); /* the first that matches */
	assert_string_equal(values(&r, FIELD_PERSONA), "alex");
	assert_true(r.fields.of[FIELD_STAGE].is_default);
	assert_string_equal(r.fields.of[FIELD_STAGE].place.source->path, "tiny/zz-more.yaml");
	assert_string_equal(r.fields.of[FIELD_PERSONA].values[0].place.source->path,
	                    "tiny/zz-more.yaml");
	/* What the draft says is stronger; nothing said is nothing. */
	resolve(&r, "li/x.md", "---\nstage: mofu\nchannels:\npersona: ''\n---\n");
	assert_string_equal(values(&r, FIELD_STAGE), "consideration");
	assert_false(r.fields.of[FIELD_STAGE].is_default);
	assert_string_equal(values(&r, FIELD_CHANNELS), "linkedin");
	assert_string_equal(values(&r, FIELD_PERSONA), "alex");
	resolve(&r, "other/x.md", "Text.\n");
	assert_string_equal(values(&r, FIELD_CHANNELS), "");
	assert_string_equal(values(&r, FIELD_STAGE), "decision");
	resolve(&r, "other/x.mdx", "Text.\n");
	assert_string_equal(values(&r, FIELD_STAGE), "");
	arena_free(r.arena);
}

static void the_first_is_primary_where_a_pack_says_so(void **state)
{
	struct resolved r = with_pack("list: first-is-primary\n");

	(void)state;
	resolve_metadata(&r, "personas: [sarah, alex, nobody]\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "sarah");
	assert_string_equal(values(&r, FIELD_SECONDARY), "alex, ?nobody");
	assert_non_null(r.fields.of[FIELD_SECONDARY].node);
	resolve_metadata(&r, "persona: sarah + alex\nsecondary: nobody\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "sarah");
	assert_string_equal(values(&r, FIELD_SECONDARY), "alex, ?nobody");
	resolve_metadata(&r, "persona: sarah\n");
	assert_string_equal(values(&r, FIELD_SECONDARY), "");
	arena_free(r.arena);
}

static void several_personas_are_several_elsewhere(void **state)
{
	struct resolved r = with_pack(NULL);

	(void)state;
	resolve_metadata(&r, "personas: [sarah, alex]\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "sarah, alex");
	assert_string_equal(values(&r, FIELD_SECONDARY), "");
	arena_free(r.arena);
}

static void without_a_pack_nothing_is_resolved(void **state)
{
	struct resolved r = with_pack(NULL);

	(void)state;
	resolve_metadata(&r, "persona: alex\n");
	fields_resolve(r.arena, r.draft, NULL, &r.pack->fields, "a.md", &r.fields);
	for (int i = 0; i < FIELD_COUNT; i++)
		assert_int_equal(r.fields.of[i].count, 0);
	assert_null(r.fields.persona);
	/* Broken front matter says nothing. */
	resolve_metadata(&r, "persona: [alex\n");
	assert_string_equal(values(&r, FIELD_PERSONA), "");
	arena_free(r.arena);
}

static void names_of_fields(void **state)
{
	(void)state;
	for (int i = 0; i < FIELD_COUNT; i++) {
		enum field_id id = (enum field_id)i;

		assert_int_equal(field_by_name(slice_of(field_name(id))), id);
		assert_ptr_equal(field_default_keys(id)[0], field_name(id));
	}
	assert_int_equal(field_by_name(slice_of("Persona")), FIELD_COUNT);
	assert_int_equal(field_by_name(slice_of("")), FIELD_COUNT);
	assert_int_equal(field_by_name(slice_of("channel")), FIELD_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    scratch_test(values_of_every_shape),
	    scratch_test(keys_are_names),
	    scratch_test(bold_lines_are_read_alike),
	    scratch_test(entries_of_the_first_value),
	    scratch_test(keys_that_contradict_each_other),
	    scratch_test(a_pack_names_its_keys),
	    scratch_test(defaults_hold_by_path),
	    scratch_test(the_first_is_primary_where_a_pack_says_so),
	    scratch_test(several_personas_are_several_elsewhere),
	    scratch_test(without_a_pack_nothing_is_resolved),
	    cmocka_unit_test(names_of_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
