#include "audit/facts.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "parse/json.h"

const struct rule rule_facts_error = {
    .name = "facts-error",
    .severity = SEVERITY_ERROR,
    .summary = "a file of facts is wrong",
    .reason = "Facts that are missing would silently not count.",
    .bad = "a file whose last line is cut off",
    .good = "a file that `draftlint audit --emit` wrote to its end",
    .incomplete = true,
};

/* The keys of any line, as they are read. */
struct raw {
	long version;
	long records;
	const char *tool;
	const char *pack;
	const char *pack_version;
	const char *path;
	const char *path_bytes;
	const char *skipped;
	const char *title;
	const char *route;
	const char *persona;
	const char *pain;
	const char *pain_of;
	const char *stage;
	const char *cta;
	const char *goal;
	const char *format;
	const char *kind;
	const struct node *secondary;
	const struct node *channels;
	const struct node *journeys;
	const struct node *covers;
	const struct node *objections;
	const struct node *proof;
	const struct node *asks;
	long words;
	bool draft;
	bool incomplete;
	const char *date;
	const char *updated;
	const char *named;
	const char *review;
	const char *committed;
	const struct node *opening;
	const struct node *dated_at;
	const struct node *review_at;
	const struct node *links;
	const struct node *rules;
	const struct node *unanswered;
	long suppressed;
	const struct node *levels;
};

#define FIELD(key, type, member)                                                                   \
	{                                                                                          \
		key, type, offsetof(struct raw, member), false, NULL                               \
	}

static const struct decode_field fields[] = {
    FIELD("draftlint-facts", DECODE_LONG, version),
    FIELD("records", DECODE_LONG, records),
    FIELD("tool", DECODE_STRING, tool),
    FIELD("pack", DECODE_STRING, pack),
    FIELD("pack-version", DECODE_STRING, pack_version),
    FIELD("path", DECODE_STRING, path),
    FIELD("path-bytes", DECODE_STRING, path_bytes),
    FIELD("skipped", DECODE_STRING, skipped),
    FIELD("title", DECODE_STRING, title),
    FIELD("route", DECODE_STRING, route),
    FIELD("persona", DECODE_STRING, persona),
    FIELD("pain", DECODE_STRING, pain),
    FIELD("pain-of", DECODE_STRING, pain_of),
    FIELD("stage", DECODE_STRING, stage),
    FIELD("cta", DECODE_STRING, cta),
    FIELD("goal", DECODE_STRING, goal),
    FIELD("format", DECODE_STRING, format),
    FIELD("kind", DECODE_STRING, kind),
    FIELD("secondary", DECODE_STRINGS, secondary),
    FIELD("channels", DECODE_STRINGS, channels),
    FIELD("journeys", DECODE_STRINGS, journeys),
    FIELD("covers", DECODE_STRINGS, covers),
    FIELD("objections", DECODE_STRINGS, objections),
    FIELD("proof", DECODE_STRINGS, proof),
    FIELD("asks", DECODE_STRINGS, asks),
    FIELD("words", DECODE_LONG, words),
    FIELD("draft", DECODE_BOOL, draft),
    FIELD("incomplete", DECODE_BOOL, incomplete),
    FIELD("date", DECODE_STRING, date),
    FIELD("updated", DECODE_STRING, updated),
    FIELD("named", DECODE_STRING, named),
    FIELD("review", DECODE_STRING, review),
    FIELD("committed", DECODE_STRING, committed),
    FIELD("opening", DECODE_LIST, opening),
    FIELD("dated-at", DECODE_LIST, dated_at),
    FIELD("review-at", DECODE_LIST, review_at),
    FIELD("links", DECODE_LIST, links),
    FIELD("rules", DECODE_LIST, rules),
    FIELD("unanswered", DECODE_MAP, unanswered),
    FIELD("suppressed", DECODE_LONG, suppressed),
    FIELD("levels", DECODE_LIST, levels),
};
static const struct decode_schema schema = DECODE_SCHEMA("facts", fields);

static const char *keep(struct facts_reader *reader, const char *text)
{
	return text ? arena_strdup(reader->arena, text) : NULL;
}

static void wrong(struct facts_reader *reader, const struct node *node, const char *what)
{
	decode_error(&reader->decoder, node_value_span(node), "%s", what);
}

/* A path that is no UTF-8. */
static const char *unhex(struct facts_reader *reader, const struct node *root, const char *digits)
{
	static const char hex[] = "0123456789abcdef";
	size_t len = strlen(digits);
	char *out = arena_alloc(reader->arena, len / 2 + 1);

	for (size_t i = 0; i + 1 < len; i += 2) {
		const char *high = strchr(hex, digits[i]);
		const char *low = strchr(hex, digits[i + 1]);

		if (!high || !low)
			break;
		out[i / 2] = (char)((high - hex) * 16 + (low - hex));
	}
	if (len % 2 || strlen(out) != len / 2)
		wrong(reader, node_get(root, "path-bytes"), "`path-bytes` is not hexadecimal");
	return out;
}

/* ---- entries of the pack ---- */

static const struct entry *entry(struct facts_reader *reader, const struct node *node,
                                 const struct taxonomy *taxonomy)
{
	const struct entry *found = taxonomy_by_id(taxonomy, node_text(node));

	if (!found)
		decode_error(&reader->decoder, node_value_span(node),
		             "the pack has no %s `%.*s`: these facts are of another pack",
		             taxonomy->what, SLICE_ARG(node_text(node)));
	return found;
}

static const struct entry *member(struct facts_reader *reader, const struct node *root,
                                  const char *key, const struct taxonomy *taxonomy)
{
	const struct node *node = node_get(root, key);

	return node ? entry(reader, node, taxonomy) : NULL;
}

static struct facts_list list(struct facts_reader *reader, const struct node *names,
                              const struct taxonomy *taxonomy)
{
	struct facts_list out = {0};

	if (!names)
		return out;
	out.items = arena_array(reader->arena, names->kind == NODE_LIST ? names->count : 1,
	                        sizeof(struct entry *));
	for (const struct node *n = strings_first(names); n; n = strings_next(names, n)) {
		const struct entry *found = entry(reader, n, taxonomy);

		if (found)
			out.items[out.count++] = found;
	}
	return out;
}

static const struct pain *pain(struct facts_reader *reader, const struct node *root,
                               const struct facts *facts)
{
	const struct taxonomy *personas = &reader->ruleset->pack->personas;
	const struct node *node = node_get(root, "pain");
	const struct persona *persona = facts->persona;

	if (!node)
		return NULL;
	if (node_get(root, "pain-of"))
		persona = (const struct persona *)member(reader, root, "pain-of", personas);
	if (!persona) {
		wrong(reader, node, "a pain without the persona it belongs to");
		return NULL;
	}
	return (const struct pain *)entry(reader, node, &persona->pains);
}

static const struct rule *known_rule(const struct facts_reader *reader, struct slice name)
{
	size_t index = ruleset_find(reader->ruleset, name);

	return index < reader->ruleset->rule_count ? reader->ruleset->rules[index] : NULL;
}

/* A rule by its name; one of a style that is not here is made for it. */
static const struct rule *rule(struct facts_reader *reader, const struct node *node)
{
	struct facts_rules *others = reader->others;
	const struct rule *found = known_rule(reader, node_text(node));
	struct rule *made;

	for (size_t i = 0; i < others->count && !found; i++)
		if (slice_is(node_text(node), others->items[i]->name))
			found = others->items[i];
	if (found)
		return found;
	made = arena_alloc(reader->arena, sizeof(*made));
	*made = (struct rule){.name = keep(reader, node->map.text),
	                      .summary = "",
	                      .reason = "",
	                      .bad = "",
	                      .good = ""};
	others->items = arena_grow(reader->arena, others->items, others->count, &others->capacity,
	                           sizeof(*others->items));
	others->items[others->count++] = made;
	return made;
}

/* ---- numbers ---- */

static long date(struct facts_reader *reader, const struct node *root, const char *key)
{
	const struct node *node = node_get(root, key);
	long day;

	if (!node)
		return DATE_NONE;
	if (date_parse(node_text(node), &day))
		return day;
	wrong(reader, node, "a date must be written like `2026-01-31`");
	return DATE_NONE;
}

/* Four numbers from NODE on; the node behind them in *REST. */
static struct facts_place numbers(struct facts_reader *reader, const struct node *parent,
                                  const struct node *node, const struct node **rest)
{
	long values[4] = {0};

	for (size_t i = 0; i < 4; i++) {
		if (!node || !node_long(node, &values[i]) || values[i] < 0) {
			wrong(reader, parent, "a place is four whole numbers");
			node = NULL;
			break;
		}
		node = node->next;
	}
	if (rest)
		*rest = node;
	return (struct facts_place){(size_t)values[0], (size_t)values[1], (size_t)values[2],
	                            (size_t)values[3]};
}

static struct facts_place place(struct facts_reader *reader, const struct node *node)
{
	return node ? numbers(reader, node, node->first, NULL) : (struct facts_place){0};
}

/* ---- lists of lists ---- */

static void read_links(struct facts_reader *reader, const struct node *links, struct facts *out)
{
	if (!links)
		return;
	out->links = arena_array(reader->arena, links->count, sizeof(*out->links));
	for (const struct node *item = links->first; item; item = item->next) {
		struct facts_link *link = &out->links[out->link_count];
		const struct node *rest;

		if (item->kind != NODE_LIST || !item->first || node_is_empty(item->first)) {
			wrong(reader, item, "a link is a list that begins with where it leads");
			continue;
		}
		link->to = keep(reader, item->first->map.text);
		link->place = numbers(reader, item, item->first->next, &rest);
		link->there = rest && !rest->quoted;
		if (link->there)
			rest = rest->next;
		link->excused =
		    rest && rest->kind == NODE_SCALAR ? keep(reader, rest->map.text) : NULL;
		out->link_count++;
	}
}

static void read_rules(struct facts_reader *reader, const struct node *rules, struct facts *out)
{
	if (!rules)
		return;
	out->rules = arena_array(reader->arena, rules->count, sizeof(*out->rules));
	for (const struct node *item = rules->first; item; item = item->next) {
		struct facts_rule *found = &out->rules[out->rule_count];
		const struct node *severity = item->first ? item->first->next : NULL;
		long count;

		if (item->kind != NODE_LIST || item->count != 3 || node_is_empty(item->first) ||
		    !severity_parse(node_text(severity), &found->severity) ||
		    !node_long(severity->next, &count) || count < 1) {
			wrong(reader, item, "a rule is a list of its name, severity and number");
			continue;
		}
		found->rule = rule(reader, item->first);
		found->count = (size_t)count;
		out->rule_count++;
	}
}

static void read_levels(struct facts_reader *reader, const struct node *levels, struct facts *out)
{
	if (!levels)
		return;
	out->levels = arena_array(reader->arena, levels->count, sizeof(*out->levels));
	for (const struct node *item = levels->first; item; item = item->next) {
		struct facts_level *level = &out->levels[out->level_count];
		const struct node *what = item->first ? item->first->next : NULL;
		bool excused = what && slice_is(node_text(what), "excused") && what->next &&
		               what->next->kind == NODE_SCALAR;

		if (!what || (!excused && !severity_parse(node_text(what), &level->severity))) {
			wrong(reader, item, "a level is a list of a rule's name and its severity");
			continue;
		}
		level->rule = known_rule(reader, node_text(item->first));
		level->excused = excused ? keep(reader, what->next->map.text) : NULL;
		out->level_count += level->rule != NULL;
	}
}

static void read_unanswered(struct facts_reader *reader, const struct node *map, struct facts *out)
{
	const struct pack *pack = reader->ruleset->pack;

	out->problems = arena_array(reader->arena, pack->question_count + 1, sizeof(char *));
	for (const struct node *item = map ? map->first : NULL; item; item = item->next) {
		size_t i = 0;

		while (i < pack->question_count && !slice_is(item->key, pack->questions[i].id))
			i++;
		if (i == pack->question_count || item->kind != NODE_SCALAR)
			wrong(reader, item, "the pack asks no such question");
		else
			out->problems[i] = keep(reader, item->map.text);
	}
}

/* ---- lines ---- */

static void read_entries(struct facts_reader *reader, const struct node *root,
                         const struct raw *raw, struct facts *out)
{
	const struct pack *pack = reader->ruleset->pack;
	const struct taxonomy none = {.what = "objection"};

	out->persona = (const struct persona *)member(reader, root, "persona", &pack->personas);
	out->pain = pain(reader, root, out);
	out->stage = (const struct stage *)member(reader, root, "stage", &pack->stages);
	out->cta = (const struct cta *)member(reader, root, "cta", &pack->ctas);
	out->goal = (const struct goal *)member(reader, root, "goal", &pack->goals);
	out->format = (const struct format *)member(reader, root, "format", &pack->formats);
	out->kind = (const struct kind *)member(reader, root, "kind", &pack->kinds);
	out->secondary = list(reader, raw->secondary, &pack->personas);
	out->channels = list(reader, raw->channels, &pack->channels);
	out->journeys = list(reader, raw->journeys, &pack->journeys);
	out->covers = list(reader, raw->covers, &pack->required);
	out->objections =
	    list(reader, raw->objections, out->persona ? &out->persona->objections : &none);
	out->proof = list(reader, raw->proof, &pack->detectors);
	out->asks = list(reader, raw->asks, &pack->ctas);
}

static void read_record(struct facts_reader *reader, const struct node *root, const struct raw *raw,
                        struct facts *out)
{
	*out = (struct facts){
	    .path =
	        raw->path_bytes ? unhex(reader, root, raw->path_bytes) : keep(reader, raw->path),
	    .skipped = keep(reader, raw->skipped),
	    .title = keep(reader, raw->title),
	    .route = keep(reader, raw->route),
	    .words = raw->words,
	    .draft = raw->draft,
	    .incomplete = raw->incomplete,
	    .suppressed = raw->suppressed,
	};
	out->date = date(reader, root, "date");
	out->updated = date(reader, root, "updated");
	out->named = date(reader, root, "named");
	out->review = date(reader, root, "review");
	out->committed = date(reader, root, "committed");
	out->opening = place(reader, raw->opening);
	out->dated_at = place(reader, raw->dated_at);
	out->review_at = place(reader, raw->review_at);
	read_entries(reader, root, raw, out);
	read_links(reader, raw->links, out);
	read_rules(reader, raw->rules, out);
	read_levels(reader, raw->levels, out);
	read_unanswered(reader, raw->unanswered, out);
}

/* Facts that were gathered by another program or pack do not add up with ours. */
static void check_header(struct facts_reader *reader, const struct node *root,
                         const struct raw *raw)
{
	const struct pack *pack = reader->ruleset->pack;
	const char *version = pack->version ? pack->version : "";
	const struct node *named = node_get(root, "pack");

	if (raw->version != FACTS_VERSION)
		decode_error(&reader->decoder, node_value_span(node_get(root, "draftlint-facts")),
		             "facts of version %ld, this program reads %d", raw->version,
		             FACTS_VERSION);
	else if (!raw->pack || strcmp(raw->pack, pack->id) != 0)
		decode_error(&reader->decoder, node_value_span(named ? named : root),
		             "facts of the pack `%s`, not of `%s`", raw->pack ? raw->pack : "",
		             pack->id);
	else if (strcmp(raw->pack_version ? raw->pack_version : "", version) != 0)
		decode_error(&reader->decoder, node_value_span(named),
		             "facts of version `%s` of the pack, not of `%s`",
		             raw->pack_version ? raw->pack_version : "", version);
}

enum facts_line facts_read(struct facts_reader *reader, struct span span, struct facts *out)
{
	struct problems problems = {.arena = reader->scratch};
	struct raw raw = {.records = -1};
	enum facts_line line;
	struct node *root;

	*out = (struct facts){0};
	reader->decoder.failed = false;
	root = json_read(reader->scratch, reader->decoder.source, span, 0, &problems);
	decode_problems(&reader->decoder, &problems);
	if (!root || !decode(&reader->decoder, root, &schema, &raw))
		return FACTS_WRONG;
	if (raw.version) {
		check_header(reader, root, &raw);
		line = FACTS_HEADER;
	} else if (raw.records >= 0) {
		reader->records = raw.records;
		line = FACTS_END;
	} else if (raw.path || raw.path_bytes) {
		read_record(reader, root, &raw, out);
		line = FACTS_RECORD;
	} else {
		wrong(reader, root, "a record without `path`");
		line = FACTS_WRONG;
	}
	return reader->decoder.failed ? FACTS_WRONG : line;
}
