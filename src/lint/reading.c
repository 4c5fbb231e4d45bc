#include "lint/reading.h"

#include <string.h>

#include "base/arena.h"
#include "lint/schema_writer.h"
#include "lint/seal.h"
#include "rules/card.h"

struct draftlint_reading *reading_new(const struct plan *plan, const char *path,
                                      const char *relative, const char *bytes, size_t size)
{
	struct arena *arena = arena_new();
	struct draftlint_reading *reading = arena_alloc(arena, sizeof(*reading));

	reading->arena = arena;
	reading->path = arena_strdup(arena, path);
	reading->relative = arena_strdup(arena, relative);
	reading->plan = plan;
	reading->pack = plan->ruleset->pack;
	reading->source = source_from_bytes(arena, reading->path, bytes, size);
	reading->draft =
	    draft_parse(arena, reading->source, reading->pack && reading->pack->plain_lines);
	fields_resolve(arena, reading->draft, reading->pack, &plan->fields, reading->relative,
	               &reading->fields);
	return reading;
}

const char *reading_kind(enum field_id field)
{
	static const char *const kinds[FIELD_COUNT] = {
	    [FIELD_PERSONA] = "persona", [FIELD_SECONDARY] = "persona",
	    [FIELD_PAIN] = "pain",       [FIELD_STAGE] = "stage",
	    [FIELD_CTA] = "cta",         [FIELD_CHANNELS] = "channel",
	    [FIELD_GOAL] = "goal",       [FIELD_FORMAT] = "format",
	    [FIELD_KIND] = "kind",       [FIELD_OBJECTION] = "objection",
	    [FIELD_JOURNEY] = "journey", [FIELD_KPI] = "kpi",
	    [FIELD_COVERS] = "required",
	};

	return kinds[field];
}

struct draftlint_range reading_range(const struct source *source, struct span span)
{
	return (struct draftlint_range){seal_position(source, span.start),
	                                seal_position(source, span.end)};
}

static bool touches(struct span span, size_t offset)
{
	return span.start <= offset && offset <= span.end;
}

/* ---- what is named ---- */

/* The entry that a value of the metadata at OFFSET names. */
static bool value_at(const struct draftlint_reading *reading, size_t offset,
                     struct reading_name *name)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		const struct field *field = &reading->fields.of[i];
		const char *kind = reading_kind((enum field_id)i);

		for (size_t v = 0; v < field->count && kind && !field->is_default; v++) {
			const struct field_value *value = &field->values[v];

			if (!value->entry || value->place.source != reading->source ||
			    !touches(value->place.span, offset))
				continue;
			*name = (struct reading_name){kind, value->entry, value->place.span};
			return true;
		}
	}
	return false;
}

static bool entry_at(const struct draftlint_reading *reading, size_t offset,
                     struct reading_name *name)
{
	return value_at(reading, offset, name) || reading_phrase(reading, offset, name);
}

static void declare(struct draftlint_mention *mention, struct place place)
{
	if (!place.source)
		return;
	mention->path = place.source->path;
	mention->declared = reading_range(place.source, place.span);
}

static const struct comment *comment_at(const struct draftlint_reading *reading, size_t offset)
{
	const struct comments *comments = &reading->draft->comments;

	for (size_t i = 0; i < comments->count; i++)
		if (touches(comments->items[i].span, offset))
			return &comments->items[i];
	return NULL;
}

static bool rule_at(const struct draftlint_reading *reading, size_t offset,
                    struct draftlint_mention *mention)
{
	const struct ruleset *ruleset = reading->plan->ruleset;
	const struct comment *comment = comment_at(reading, offset);
	const struct ruleset_prose *prose;
	struct directive_place place;
	size_t rule;

	if (!comment || !directive_at(reading->source, offset, comment->metadata, &place) ||
	    !place.names_rule)
		return false;
	rule = ruleset_find(ruleset, source_slice(reading->source, place.name));
	if (rule == ruleset->rule_count)
		return false;
	*mention = (struct draftlint_mention){.kind = "rule",
	                                      .id = ruleset->rules[rule]->name,
	                                      .range = reading_range(reading->source, place.name)};
	prose = ruleset_prose(ruleset, ruleset->rules[rule]);
	if (prose)
		declare(mention, prose->rule->place);
	return true;
}

/* The key of a field that stands at OFFSET. */
static const struct node *key_at(const struct draftlint_reading *reading, size_t offset,
                                 enum field_id *id)
{
	const struct field_map *map = &reading->plan->fields;
	const struct node *root = reading->draft->metadata.root;
	const struct node *item = root && reading->pack ? root->first : NULL;

	while (item && !touches(item->key_span, offset))
		item = item->next;
	for (size_t i = 0; item && i < map->key_count; i++) {
		*id = map->keys[i].field;
		if (name_equal(map->keys[i].key, item->key))
			return item;
	}
	return NULL;
}

static bool field_at(const struct draftlint_reading *reading, size_t offset,
                     struct draftlint_mention *mention)
{
	enum field_id id;
	const struct node *key = key_at(reading, offset, &id);

	if (!key)
		return false;
	*mention =
	    (struct draftlint_mention){.kind = "field",
	                               .id = field_name(id),
	                               .range = reading_range(reading->source, key->key_span)};
	return true;
}

bool reading_mention(const struct draftlint_reading *reading, size_t offset,
                     struct draftlint_mention *mention)
{
	struct reading_name name;

	if (!entry_at(reading, offset, &name))
		return field_at(reading, offset, mention) || rule_at(reading, offset, mention);
	*mention = (struct draftlint_mention){
	    .kind = name.kind,
	    .id = name.entry->id,
	    .range = reading_range(reading->source, name.span),
	};
	declare(mention, name.entry->place);
	return true;
}

/* What the field is for, and what the pack has for it. */
static bool print_field(const struct draftlint_reading *reading, size_t offset,
                        void (*line)(void *context, const char *label, const char *text),
                        void *context)
{
	struct schema_writer asked = {.arena = reading->arena,
	                              .plan = reading->plan,
	                              .pack = reading->pack,
	                              .relative = reading->relative};
	enum field_id id;
	const struct subject *subject = subjects;
	struct taxonomy values;

	if (!key_at(reading, offset, &id))
		return false;
	while (subject->about && subject->field != id)
		subject++;
	if (!subject->about)
		return false;
	asked.levels = plan_levels_by_path(reading->plan, reading->arena, reading->relative);
	line(context, "about", schema_about(&asked, subject));
	values = schema_values(&asked, id);
	for (size_t i = 0; i < values.count; i++)
		line(context, i ? "" : "values",
		     arena_printf(reading->arena, "`%s` %s", values.items[i]->id,
		                  card_meaning(reading->arena, values.items[i])));
	return true;
}

bool reading_card(const struct draftlint_reading *reading, size_t offset,
                  void (*line)(void *context, const char *label, const char *text), void *context)
{
	struct reading_name name;
	const char *why;

	if (!entry_at(reading, offset, &name))
		return print_field(reading, offset, line, context);
	return card_print(reading->pack, reading->arena,
	                  arena_printf(reading->arena, "%s:%s", name.kind, name.entry->id), line,
	                  context, &why);
}

/* ---- the outline ---- */

void reading_outline(const struct draftlint_reading *reading,
                     void (*heading)(void *context, const struct draftlint_heading *heading),
                     void *context)
{
	const struct document *document = &reading->draft->document;

	for (size_t i = 1; i < document->section_count; i++) {
		const struct section *section = &document->sections[i];
		const struct block *block = &document->blocks[section->first_block];
		struct slice text = block_text(block);
		struct draftlint_heading out = {.level = section->level};
		struct span whole = {block->span.start, reading->source->size};

		for (size_t next = i + 1; next < document->section_count; next++) {
			if (document->sections[next].level > section->level)
				continue;
			whole.end =
			    document->blocks[document->sections[next].first_block].span.start;
			break;
		}
		out.text = arena_copy(reading->arena, text.ptr, text.len);
		out.range = reading_range(reading->source, block->span);
		out.whole = reading_range(reading->source, whole);
		heading(context, &out);
	}
}
