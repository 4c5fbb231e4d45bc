/* What could be written at a place of a draft: entries behind their keys, keys that
 * are missing, words of comments to draftlint. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "lint/brief.h"
#include "lint/reading.h"
#include "lint/rule_list.h"
#include "lint/schema_writer.h"
#include "lint/suppress.h"
#include "lint/yaml_place.h"
#include "parse/yaml_line.h"
#include "rules/card.h"

struct offering {
	struct draftlint_reading *reading;
	struct arena *arena;
	struct schema_writer asked; /* for what the pack asks for */
	struct draftlint_range range;
	void (*offer)(void *context, const struct draftlint_offer *offer);
	void *context;
	struct fields others; /* what the other lines say */
	enum field_id field;
	const char *key;        /* of front matter, that states the field in a brief */
	struct taxonomy values; /* of the field */
	bool *offered;          /* of values.items */
	bool raw;               /* what is offered stands within marks that are there already */
	bool chooses;           /* something of the field fits, so the rest does not */
};

/* ---- entries ---- */

/* TEXT as it stands behind a key. */
static const char *as_yaml(struct arena *arena, const char *text)
{
	static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "null"};
	struct slice slice = slice_of(text);
	bool plain = char_is_alpha((unsigned char)text[0]) && !SLICE_IN(slice, words);

	for (const char *c = text; *c; c++)
		plain = plain && (char_is_alnum((unsigned char)*c) || strchr("-_./ ", *c));
	return plain ? text : yaml_quoted(arena, slice);
}

/* ID as it has to be written: behind the blank that a colon of YAML needs; behind that
 * of an atom in quotes, unless it is letters and digits. */
static const char *spelt(const struct offering *o, const char *id)
{
	size_t start = o->range.start.byte;
	bool colon = start > 0 && o->reading->source->bytes[start - 1] == ':';

	if (o->raw)
		return colon && strchr(id, '-') ? arena_printf(o->arena, "\"%s\"", id) : id;
	return arena_printf(o->arena, "%s%s", colon ? " " : "", as_yaml(o->arena, id));
}

static void offer_entry(struct offering *o, size_t index, const char *about, bool fits)
{
	const struct entry *entry = o->values.items[index];
	struct draftlint_offer offer = {
	    .kind = DRAFTLINT_OFFER_VALUE,
	    .range = o->range,
	    .text = spelt(o, entry->id),
	    .id = entry->id,
	    .name = strcmp(entry->name, entry->id) == 0 ? NULL : entry->name,
	    .about = about ? about : card_text(o->arena, entry),
	    .fits = fits,
	};

	if (o->offered[index])
		return;
	o->offered[index] = true;
	o->offer(o->context, &offer);
}

/* What a brief for the other fields has for this one fits, in its order. */
static void offer_fitting(void *context, const struct draftlint_brief_item *item)
{
	struct offering *o = context;
	const char *about = item->text;

	if (!item->key || !item->id || strcmp(item->key, o->key) != 0)
		return;
	if (o->field == FIELD_CHANNELS && item->number >= 0)
		about = arena_printf(o->arena, "%ld of 3 stars%s%s%s", item->number,
		                     about ? " (" : "", about ? about : "", about ? ")" : "");
	o->chooses = true;
	for (size_t i = 0; i < o->values.count; i++)
		if (strcmp(o->values.items[i]->id, item->id) == 0)
			offer_entry(o, i, about, o->field != FIELD_CHANNELS || item->number > 1);
}

static const char *id_of(const struct offering *o, enum field_id field, const void *entry)
{
	return entry && field != o->field ? ((const struct entry *)entry)->id : NULL;
}

/* The values of the persona the other lines name come first, or are the only ones. */
static void find_values(struct offering *o)
{
	const struct persona *persona = o->others.persona;

	if (persona && schema_is_own(o->field) && schema_has_own(&o->asked, persona, o->field)) {
		o->values = o->field == FIELD_PAIN ? persona->pains : persona->objections;
		return;
	}
	o->values = schema_values(&o->asked, o->field);
}

static const char *first_key(const struct offering *o, enum field_id field)
{
	const struct field_map *map = &o->reading->plan->fields;

	for (size_t i = 0; i < map->key_count; i++)
		if (map->keys[i].field == field)
			return arena_copy(o->arena, map->keys[i].key.ptr, map->keys[i].key.len);
	return "";
}

static void offer_values(struct offering *o, enum field_id field)
{
	struct draftlint_wish wish;
	const char *why;

	o->field = field;
	o->key = first_key(o, field);
	find_values(o);
	o->offered = arena_array(o->arena, o->values.count, sizeof(*o->offered));
	/* An item that the list has already is not offered again. */
	for (size_t i = 0; i < o->values.count; i++)
		o->offered[i] = field_has(&o->others.of[field], o->values.items[i]);
	wish = (struct draftlint_wish){.goal = id_of(o, FIELD_GOAL, o->others.goal),
	                               .persona = id_of(o, FIELD_PERSONA, o->others.persona),
	                               .stage = id_of(o, FIELD_STAGE, o->others.stage)};
	brief_print(o->arena, o->reading->plan, &wish, offer_fitting, o, &why);
	for (size_t i = 0; i < o->values.count; i++)
		offer_entry(o, i, NULL, !o->chooses || schema_is_own(field));
}

/* FIELD_COUNT when KEY states none. */
static enum field_id field_of(const struct offering *o, struct slice key)
{
	const struct field_map *map = &o->reading->plan->fields;

	for (size_t i = 0; i < map->key_count; i++)
		if (name_equal(map->keys[i].key, key))
			return map->keys[i].field;
	return FIELD_COUNT;
}

/* ---- keys ---- */

static void offer_key(struct offering *o, const struct subject *subject)
{
	const char *key = first_key(o, subject->field);
	struct draftlint_offer offer = {
	    .kind = DRAFTLINT_OFFER_KEY,
	    .range = o->range,
	    .text = arena_printf(o->arena, "%s: ", key),
	    .id = key,
	    .about = schema_about(&o->asked, subject),
	    .fits = true,
	};

	o->offer(o->context, &offer);
}

static bool requires(const struct offering *o, const struct subject *subject)
{
	return schema_requires(&o->asked, subject) ||
	       (schema_is_own(subject->field) &&
	        schema_requires_own(&o->asked, o->others.persona, subject));
}

/* Those that must be there first. */
static void offer_keys(struct offering *o)
{
	for (int first = 1; first >= 0; first--)
		for (const struct subject *s = subjects; s->about; s++)
			if (schema_asks(&o->asked, s->field) && !o->others.of[s->field].node &&
			    requires(o, s) == first)
				offer_key(o, s);
}

/* ---- comments ---- */

static void offer_rule(void *context, const struct draftlint_rule *rule)
{
	struct offering *o = context;
	struct draftlint_offer offer = {
	    .kind = DRAFTLINT_OFFER_RULE,
	    .range = o->range,
	    .text = rule->name,
	    .id = rule->name,
	    .about = rule->summary,
	    .rule = rule,
	    .fits = rule->severity != DRAFTLINT_OFF,
	};

	if (!rule->of_audit)
		o->offer(o->context, &offer);
}

static bool offer_in_comment(struct offering *o, size_t offset, bool metadata)
{
	static const char *const about[] = {
	    "excuse what the next line holds", "excuse what this line holds",
	    "excuse it in the whole file", "excuse it from here on", "excuse it no longer"};
	struct directive_place place;

	if (!directive_at(o->reading->source, offset, metadata, &place))
		return false;
	o->range = reading_range(o->reading->source, place.name);
	if (place.names_rule) {
		rule_list(o->reading->plan, o->arena, o->reading->relative, offer_rule, o);
		return true;
	}
	for (size_t i = 0; suppress_word(i); i++) {
		struct draftlint_offer offer = {.kind = DRAFTLINT_OFFER_DIRECTIVE,
		                                .range = o->range,
		                                .text = suppress_word(i),
		                                .id = suppress_word(i),
		                                .about = about[i],
		                                .fits = true};

		o->offer(o->context, &offer);
	}
	return true;
}

/* ---- what is there ---- */

/* Resolves FIELDS, lines of front matter; false when they cannot be read. */
static bool resolve(struct offering *o, const struct builder *fields)
{
	const char *text = arena_printf(o->arena, "---\n%.*s\n---\n", (int)fields->len,
	                                fields->len ? fields->bytes : "");
	struct source *source = source_from_bytes(o->arena, o->reading->path, text, strlen(text));
	struct draft *draft = draft_parse(o->arena, source, false);

	fields_resolve(o->arena, draft, o->reading->pack, &o->reading->plan->fields,
	               o->reading->relative, &o->others);
	return !draft->metadata.broken;
}

/* Whether LINE is "key: text" that no other line can go on with. */
static bool is_simple(struct slice line)
{
	size_t colon = slice_find(line, ": ", 0);
	size_t value = colon + 2;

	if (colon == SIZE_MAX || colon == 0 || !char_is_alpha((unsigned char)line.ptr[0]))
		return false;
	return value < line.len && char_is_alnum((unsigned char)line.ptr[value]);
}

/* The fields that the front matter has without the line at PLACE; when another line
 * is not finished either, those on simple lines. */
static void resolve_others(struct offering *o, const struct yaml_place *place)
{
	const struct source *source = o->reading->source;
	struct builder fields = {0};

	builder_add(&fields, source->bytes + place->lines.start,
	            place->line.start - place->lines.start);
	builder_add(&fields, source->bytes + place->line.end, place->lines.end - place->line.end);
	if (!resolve(o, &fields)) {
		struct slice rest = slice_from(source->bytes + place->lines.start,
		                               place->lines.end - place->lines.start);
		struct slice line;

		builder_clear(&fields);
		while (slice_split(&rest, '\n', &line))
			if (is_simple(line) && line.ptr != source->bytes + place->line.start)
				builder_printf(&fields, "%.*s\n", SLICE_ARG(line));
		resolve(o, &fields);
	}
	builder_release(&fields);
}

/* Values for what stands at OFFSET as one, if that is of the field that KIND's entries
 * are values of (NULL: of any). */
static void offer_at_value(struct offering *o, size_t offset, const char *kind)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		const struct field *field = &o->reading->fields.of[i];
		const char *own = reading_kind((enum field_id)i);

		for (size_t v = 0; v < field->count && own; v++) {
			const struct place *place = &field->values[v].place;

			if (place->source != o->reading->source || offset < place->span.start ||
			    offset > place->span.end || (kind && strcmp(kind, own) != 0))
				continue;
			o->raw = true;
			o->range = reading_range(place->source, place->span);
			o->others = o->reading->fields;
			o->others.of[i].count = 0;
			offer_values(o, (enum field_id)i);
			return;
		}
	}
}

static struct offering begin(struct draftlint_reading *reading,
                             void (*offer)(void *context, const struct draftlint_offer *offer),
                             void *context)
{
	struct offering o = {.reading = reading,
	                     .arena = reading->arena,
	                     .asked = {.arena = reading->arena,
	                               .plan = reading->plan,
	                               .pack = reading->pack,
	                               .relative = reading->relative},
	                     .offer = offer,
	                     .context = context};

	o.asked.levels = plan_levels_by_path(reading->plan, reading->arena, reading->relative);
	return o;
}

void reading_offers(struct draftlint_reading *reading, size_t offset,
                    void (*offer)(void *context, const struct draftlint_offer *offer),
                    void *context)
{
	struct offering o = begin(reading, offer, context);
	struct yaml_place place;
	enum field_id field;
	bool yaml;

	if (offset > reading->source->size)
		offset = reading->source->size;
	yaml = yaml_place_at(o.arena, reading->source, offset, &place);
	if (!yaml || place.is_comment) {
		if (offer_in_comment(&o, offset, yaml) || yaml)
			return;
	}
	if (!reading->pack)
		return;
	if (!yaml) {
		offer_at_value(&o, offset, NULL);
		return;
	}
	o.range = reading_range(reading->source, place.word);
	resolve_others(&o, &place);
	if (!place.key.len) {
		offer_keys(&o);
		return;
	}
	field = field_of(&o, place.key);
	if (field < FIELD_COUNT && reading_kind(field))
		offer_values(&o, field);
}

/* ---- remedies ---- */

/* Between offers of values and whoever wants remedies. */
struct remedy {
	struct draftlint_reading *reading;
	enum field_id missing; /* FIELD_COUNT: none is */
	void (*offer)(void *context, const struct draftlint_offer *offer);
	void *context;
};

static void offer_remedy(void *context, const struct draftlint_offer *offer)
{
	const struct remedy *remedy = context;
	struct draftlint_reading *reading = remedy->reading;
	struct report report = report_in(reading->arena);
	struct check_context check = {.draft = reading->draft,
	                              .fields = &reading->fields,
	                              .report = &report,
	                              .arena = reading->arena};
	struct draftlint_offer made = *offer;
	struct span span;

	if (!offer->fits)
		return;
	if (remedy->missing < FIELD_COUNT) {
		if (!check_supply(&check, remedy->missing, offer->id, &span, &made.text))
			return;
		made.range = reading_range(reading->source, span);
	}
	remedy->offer(remedy->context, &made);
}

void reading_remedies(struct draftlint_reading *reading, const struct draftlint_finding *finding,
                      void (*offer)(void *context, const struct draftlint_offer *offer),
                      void *context)
{
	struct remedy remedy = {reading, FIELD_COUNT, offer, context};
	struct offering o = begin(reading, offer_remedy, &remedy);
	const struct subject *subject = subjects;

	if (!reading->pack || !reading->draft->metadata.root)
		return;
	while (subject->about &&
	       (!subject->missing || strcmp(subject->missing, finding->rule) != 0))
		subject++;
	if (subject->about) {
		remedy.missing = subject->field;
		o.others = reading->fields;
		offer_values(&o, subject->field);
	} else if (finding->question) {
		offer_at_value(&o, finding->range.start.byte, finding->question);
	}
}
