#include "rules/fields.h"

#include <string.h>

#include "base/arena.h"
#include "parse/draft.h"
#include "rules/decode.h"
#include "rules/field_values.h"
#include "rules/glob.h"
#include "rules/pack.h"
#include "rules/routes.h"

/* One list for names and keys; the first key of each is its canonical name. */
static const char *const field_keys[FIELD_COUNT][10] = {
    [FIELD_PERSONA] = {"persona", "target_persona", "primary_persona", "buyer_persona", "personas"},
    [FIELD_SECONDARY] = {"secondary", "secondary_persona", "secondary_personas",
                         "supporting_personas"},
    [FIELD_PAIN] = {"pain", "pain_point", "pain_points", "key_pain_points"},
    [FIELD_STAGE] = {"stage", "buyer_stage", "buying_stage", "funnel_stage", "journey_stage",
                     "buyer_journey_stage"},
    [FIELD_CTA] = {"cta", "primary_cta", "call_to_action", "cta_text", "cta_label"},
    [FIELD_CHANNELS] = {"channels", "channel", "primary_channel", "secondary_channels",
                        "distribution", "distribution_channels", "platforms"},
    [FIELD_GOAL] = {"goal", "content_goal"},
    [FIELD_FORMAT] = {"format", "content_format", "post_type"},
    [FIELD_KIND] = {"kind", "content_type", "doc_type", "content_intent"},
    [FIELD_DURATION] = {"duration"},
    [FIELD_OBJECTION] = {"objection"},
    [FIELD_JOURNEY] = {"journey"},
    [FIELD_ROUTE] = {"route", "permalink", "url"},
    [FIELD_KPI] = {"kpi"},
    [FIELD_COVERS] = {"covers"},
    [FIELD_TITLE] = {"title"},
    [FIELD_DATE] = {"date"},
    [FIELD_UPDATED] = {"updated", "last_reviewed", "last_reviewed_at", "updated_at", "lastmod",
                       "last_updated", "review_date"},
    [FIELD_REVIEW] = {"review", "review_by", "next_review", "review_due", "expires"},
    [FIELD_DRAFT] = {"draft"},
    [FIELD_TAGS] = {"tags"},
};

const char *field_name(enum field_id field)
{
	return field_keys[field][0];
}

enum field_id field_by_name(struct slice key)
{
	size_t field = 0;

	while (field < FIELD_COUNT && !slice_is(key, field_keys[field][0]))
		field++;
	return (enum field_id)field;
}

const char *const *field_default_keys(enum field_id field)
{
	return field_keys[field];
}

bool field_has(const struct field *field, const struct entry *entry)
{
	for (size_t i = 0; i < field->count; i++)
		if (field->values[i].entry == entry)
			return true;
	return false;
}

/* ---- finding the keys ---- */

/* The value at a dotted path of keys, compared as names; NULL when absent. */
static const struct node *node_at_path(const struct node *root, struct slice path)
{
	const struct node *node = root;
	struct slice key;

	while (node && slice_split(&path, '.', &key)) {
		const struct node *item = node->kind == NODE_MAP ? node->first : NULL;

		while (item && !name_equal(item->key, key))
			item = item->next;
		node = item;
	}
	return node;
}

/* Two keys of one field contradict each other when their words differ. */
static bool says_the_same(const struct node *a, const struct node *b)
{
	const struct node *x = strings_first(a);
	const struct node *y = strings_first(b);

	if (a->kind != b->kind || a->count != b->count)
		return false;
	for (; x && y; x = strings_next(a, x), y = strings_next(b, y))
		if (!name_equal(node_text(x), node_text(y)))
			return false;
	return true;
}

/* NODE states FIELD: the first that is not empty counts, another may contradict it. */
static void take_node(struct field *field, const struct node *node)
{
	if (!node || node == field->node)
		return;
	if (!field->node || (node_is_empty(field->node) && !node_is_empty(node)))
		field->node = node;
	else if (!node_is_empty(node) && !field->conflict && !says_the_same(field->node, node))
		field->conflict = node;
}

static void find_nodes(struct arena *arena, const struct field_map *map, const struct node *root,
                       struct fields *out)
{
	uint64_t seen[4] = {0}; /* a small filter of the draft's keys: most aliases are absent */
	uint64_t *hashes = arena_array(arena, root->count, sizeof(*hashes));
	uint64_t *next = hashes;

	for (const struct node *item = root->first; item; item = item->next) {
		uint64_t hash = name_hash(item->key);

		*next++ = hash;
		seen[hash >> 6 & 3] |= UINT64_C(1) << (hash & 63);
	}
	for (size_t i = 0; i < map->key_count; i++) {
		const struct field_key *key = &map->keys[i];
		struct field *field = &out->of[key->field];

		if (key->nested) {
			take_node(field, node_at_path(root, key->key));
			continue;
		}
		if (!(seen[key->hash >> 6 & 3] & UINT64_C(1) << (key->hash & 63)))
			continue;
		/* `Stage` and `stage` are one name, and may both be there. */
		next = hashes;
		for (const struct node *item = root->first; item; item = item->next)
			if (*next++ == key->hash && name_equal(item->key, key->key))
				take_node(field, item);
	}
}

static void apply_default(const struct field_default *def, const char *relative, struct fields *out)
{
	bool matches = false; /* asked for when there is something to fill in */

	for (const struct node *item = def->values->first; item; item = item->next) {
		enum field_id id = field_by_name(item->key);

		if (id == FIELD_COUNT || (out->of[id].node && !node_is_empty(out->of[id].node)))
			continue;
		matches = matches || glob_match(def->files, slice_of(relative));
		if (!matches)
			return;
		out->of[id].node = item;
		out->of[id].is_default = true;
		out->of[id].place = (struct place){def->source, item->span};
	}
}

static const struct entry *first_entry(const struct fields *fields, enum field_id id)
{
	return fields->of[id].count ? fields->of[id].values[0].entry : NULL;
}

static void read_field_values(struct field_reader *reader, const struct draft *draft,
                              struct fields *out, enum field_id id)
{
	struct field *field = &out->of[id];

	if (!field->node)
		return;
	reader->source = field->is_default ? field->place.source : draft->source;
	if (!field->is_default)
		field->place = (struct place){draft->source, node_value_span(field->node)};
	field_values_read(reader, field, id, field->node);
	/* Fields that hold a list add up: a primary channel and the secondary ones. */
	if (field->conflict && (id == FIELD_CHANNELS || id == FIELD_SECONDARY)) {
		field_values_read(reader, field, id, field->conflict);
		field->conflict = NULL;
	}
}

/* A list of personas states the primary first where the pack says so. */
static void split_personas(struct arena *arena, struct fields *out)
{
	struct field *persona = &out->of[FIELD_PERSONA];
	struct field *secondary = &out->of[FIELD_SECONDARY];
	struct field_value *all;

	if (persona->count < 2)
		return;
	all = arena_array(arena, secondary->count + persona->count, sizeof(*all));
	memcpy(all, persona->values + 1, (persona->count - 1) * sizeof(*all));
	if (secondary->count)
		memcpy(all + persona->count - 1, secondary->values,
		       secondary->count * sizeof(*all));
	secondary->values = all;
	secondary->count += persona->count - 1;
	if (!secondary->node) {
		secondary->node = persona->node;
		secondary->place = persona->place;
	}
	persona->count = 1;
}

void fields_resolve(struct arena *arena, const struct draft *draft, const struct pack *pack,
                    const struct field_map *map, const char *relative, struct fields *out)
{
	struct field_reader reader = {arena, pack, out, NULL};

	memset(out, 0, sizeof(*out));
	if (!pack)
		return;
	if (draft->metadata.root)
		find_nodes(arena, map, draft->metadata.root, out);
	for (size_t i = 0; i < map->default_count; i++)
		apply_default(&map->defaults[i], relative, out);
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		/* Pains and objections are looked up by the persona, which comes first. */
		read_field_values(&reader, draft, out, (enum field_id)i);
		if (i == FIELD_PERSONA)
			out->persona = (const struct persona *)first_entry(out, FIELD_PERSONA);
	}
	if (pack->first_is_primary)
		split_personas(arena, out);
	out->pain = (const struct pain *)first_entry(out, FIELD_PAIN);
	out->stage = (const struct stage *)first_entry(out, FIELD_STAGE);
	out->cta = (const struct cta *)first_entry(out, FIELD_CTA);
	out->goal = (const struct goal *)first_entry(out, FIELD_GOAL);
	out->format = (const struct format *)first_entry(out, FIELD_FORMAT);
	out->kind = (const struct kind *)first_entry(out, FIELD_KIND);
	out->objection = (const struct objection *)first_entry(out, FIELD_OBJECTION);
	out->journey = (const struct journey *)first_entry(out, FIELD_JOURNEY);
	out->route = route_of_draft(arena, pack, out, draft->metadata.root, relative);
}
