#include "rules/pack_loader.h"

#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/nearest.h"
#include "rules/pattern.h"

const struct pattern *pack_pattern(struct decoder *decoder, const struct node *node)
{
	struct pattern_error error;
	const struct pattern *pattern;
	struct span at;

	if (!node || node->kind != NODE_SCALAR)
		return NULL;
	pattern = pattern_compile(decoder->arena, node_text(node), 0, &error);
	if (pattern)
		return pattern;
	at = textmap_source(&node->map, error.offset, error.offset);
	decode_error(decoder, at, "pattern does not compile: %s", error.message);
	return NULL;
}

static void read_rules(struct pack_loader *loader, const struct node *map)
{
	struct pack *pack = loader->pack;
	size_t capacity = 0;

	pack->rule_count = 0;
	for (const struct node *item = map->first; item; item = item->next) {
		struct rule_setting setting = {
		    .rule = item->key, .source = loader->decoder.source, .span = item->key_span};
		const struct node *severity =
		    item->kind == NODE_MAP ? node_get(item, "severity") : item;

		if (severity && !severity_parse(node_text(severity), &setting.severity))
			decode_error(&loader->decoder, severity->span,
			             "severity must be `error`, `warning`, `info` or `off`");
		setting.has_severity = severity != NULL;
		setting.settings = item->kind == NODE_MAP ? item : NULL;
		pack->rules = arena_grow(loader->decoder.arena, pack->rules, pack->rule_count,
		                         &capacity, sizeof(*pack->rules));
		pack->rules[pack->rule_count++] = setting;
	}
}

static void read_body(struct pack_loader *loader, const struct node *map)
{
	static const struct decode_field fields[] = {UNSTORED("section", DECODE_STRING)};
	static const struct decode_schema schema = DECODE_SCHEMA("body", fields);

	if (decode(&loader->decoder, map, &schema, loader->pack))
		loader->pack->body_section =
		    pack_pattern(&loader->decoder, node_get(map, "section"));
}

static void read_list_mode(struct pack_loader *loader, const struct node *node)
{
	if (slice_is(node_text(node), "first-is-primary"))
		loader->pack->first_is_primary = true;
	else if (!slice_is(node_text(node), "one-primary"))
		decode_error(&loader->decoder, node->span,
		             "`list` must be `one-primary` or `first-is-primary`");
}

static void read_metadata_mode(struct pack_loader *loader, const struct node *node)
{
	loader->pack->plain_lines = slice_is(node_text(node), "plain-lines");
	if (!loader->pack->plain_lines)
		decode_error(&loader->decoder, node->span, "`metadata` must be `plain-lines`");
}

static void read_authorities(struct pack_loader *loader, const struct node *node)
{
	if (decode_expect(&loader->decoder, node, NODE_LIST, "authorities"))
		loader->pack->authorities = node;
}

static void read_fields_section(struct pack_loader *loader, const struct node *node)
{
	loader->fields = node;
	loader->fields_source = loader->decoder.source;
}

static void read_defaults(struct pack_loader *loader, const struct node *node)
{
	loader->defaults = node;
	loader->defaults_source = loader->decoder.source;
}

static void read_top(struct pack_loader *loader, const struct node *node)
{
	long top;

	if (node_long(node, &top) && top > 0)
		loader->pack->top = top;
	else
		decode_error(&loader->decoder, node->span, "`top` must be a whole number above 0");
}

#define TEXT_SECTION(function, member)                                                             \
	static void function(struct pack_loader *loader, const struct node *node)                  \
	{                                                                                          \
		loader->pack->member = node->map.text;                                             \
	}

TEXT_SECTION(read_title, title)
TEXT_SECTION(read_version, version)
TEXT_SECTION(read_language, language)

static void read_id(struct pack_loader *loader, const struct node *node)
{
	loader->pack->id = node->map.text;
	loader->pack->place = (struct place){loader->decoder.source, node_value_span(node)};
}

static void read_source(struct pack_loader *loader, const struct node *node)
{
	(void)loader;
	(void)node; /* shown from the file; nothing depends on it */
}

static void read_reviewed(struct pack_loader *loader, const struct node *node)
{
	long day;

	if (node_text(node).len != DATE_SIZE - 1 || !date_parse(node_text(node), &day))
		decode_error(&loader->decoder, node->span,
		             "`reviewed` must be a date like `2026-01-31`");
	loader->pack->reviewed = node->map.text;
	loader->pack->reviewed_place =
	    (struct place){loader->decoder.source, node_value_span(node)};
}

static void read_review(struct pack_loader *loader, const struct node *node)
{
	struct slice text = node_text(node);
	long days;

	if (!slice_is(text, "monthly") && !slice_is(text, "quarterly") && !date_days(text, &days))
		decode_error(&loader->decoder, node->span,
		             "`review` must be `monthly`, `quarterly` or a number of days like "
		             "`90d`");
	loader->pack->review = node->map.text;
}

/* ---- the sections: any of them may stand in any file ---- */

static const struct section_reader {
	const char *key;
	enum node_kind kind;
	void (*read)(struct pack_loader *loader, const struct node *node);
} sections[] = {
    {"pack", NODE_SCALAR, read_id},
    {"title", NODE_SCALAR, read_title},
    {"version", NODE_SCALAR, read_version},
    {"source", NODE_SCALAR, read_source},
    {"reviewed", NODE_SCALAR, read_reviewed},
    {"review", NODE_SCALAR, read_review},
    {"language", NODE_SCALAR, read_language},
    {"fields", NODE_MAP, read_fields_section},
    {"defaults", NODE_LIST, read_defaults},
    {"list", NODE_SCALAR, read_list_mode},
    {"metadata", NODE_SCALAR, read_metadata_mode},
    {"body", NODE_MAP, read_body},
    {"authorities", NODE_LIST, read_authorities},
    {"groups", NODE_LIST, pack_read_groups},
    {"personas", NODE_LIST, pack_read_personas},
    {"stages", NODE_LIST, pack_read_stages},
    {"proof", NODE_MAP, pack_read_detectors},
    {"channels", NODE_LIST, pack_read_channels},
    {"ctas", NODE_LIST, pack_read_ctas},
    {"formats", NODE_LIST, pack_read_formats},
    {"kinds", NODE_LIST, pack_read_kinds},
    {"goals", NODE_LIST, pack_read_goals},
    {"top", NODE_SCALAR, read_top},
    {"questions", NODE_LIST, pack_read_questions},
    {"rules", NODE_MAP, read_rules},
    {"glossary", NODE_LIST, pack_read_glossary},
    {"assumed", NODE_LIST, pack_read_assumed},
    {"outcomes", NODE_LIST, pack_read_outcomes},
    {"glosses", NODE_LIST, pack_read_glosses},
    {"positioning", NODE_MAP, pack_read_positioning},
    {"claims", NODE_MAP, pack_read_claims},
    {"kpis", NODE_LIST, pack_read_kpis},
    {"journeys", NODE_LIST, pack_read_journeys},
    {"required", NODE_LIST, pack_read_required},
    {"steps", NODE_LIST, pack_read_steps},
    {"site", NODE_SCALAR, pack_read_site},
    {"routes", NODE_LIST, pack_read_routes},
    {"pages", NODE_LIST, pack_read_pages},
    {"redirects", NODE_MAP, pack_read_redirects},
    {"retired", NODE_LIST, pack_read_retired},
};

enum { SECTION_COUNT = sizeof(sections) / sizeof(sections[0]) };

_Static_assert((int)SECTION_COUNT <= (int)PACK_SECTION_LIMIT, "pack_loader.seen is too small");

static void unknown_section(struct pack_loader *loader, const struct node *item)
{
	struct finding *finding = decode_error(
	    &loader->decoder, item->key_span, "unknown key `%.*s` in a pack", SLICE_ARG(item->key));
	struct nearest nearest;
	const char *best;
	bool certain;

	nearest_init(&nearest, item->key);
	for (size_t i = 0; i < SECTION_COUNT; i++)
		nearest_try(&nearest, sections[i].key);
	best = nearest_best(&nearest, &certain);
	if (best)
		finding_help(loader->decoder.report, finding, "did you mean `%s`?", best);
}

void pack_read_sections(struct pack_loader *loader, const struct node *root)
{
	for (const struct node *item = root->first; item; item = item->next) {
		size_t i = 0;

		while (i < SECTION_COUNT && !slice_is(item->key, sections[i].key))
			i++;
		if (i == SECTION_COUNT) {
			unknown_section(loader, item);
			continue;
		}
		if (loader->seen[i].source) {
			struct finding *finding =
			    decode_error(&loader->decoder, item->key_span,
			                 "`%s` is declared a second time", sections[i].key);

			finding_note(loader->decoder.report, finding, loader->seen[i],
			             "first declared here");
			continue;
		}
		loader->seen[i] = (struct place){loader->decoder.source, item->key_span};
		if (!node_is_empty(item) &&
		    decode_expect(&loader->decoder, item, sections[i].kind, sections[i].key))
			sections[i].read(loader, item);
	}
}
