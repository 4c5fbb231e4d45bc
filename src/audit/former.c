#include "audit/former.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "lint/seal.h"
#include "parse/json.h"

#define FORMER_SCHEMA "draftlint-audit-1"

enum { FORMER_LIMIT = 1024 * 1024 * 1024 };

/* ---- of an audit ---- */

/* The counts of PIECE by rule: a rule may stand there once for each severity. */
static void count_rules(struct arena *arena, const struct draftlint_piece *piece,
                        struct former_piece *out)
{
	struct former_rule *rules = arena_array(arena, piece->rule_count, sizeof(*rules));

	for (size_t i = 0; i < piece->rule_count; i++) {
		const struct draftlint_piece_rule *rule = &piece->rules[i];

		if (!out->rule_count || strcmp(rules[out->rule_count - 1].rule, rule->rule) != 0)
			rules[out->rule_count++].rule = rule->rule;
		rules[out->rule_count - 1].count += rule->count;
	}
	out->rules = rules;
}

void former_of_audit(struct arena *arena, const struct draftlint_audit *audit, struct former *out)
{
	*out = (struct former){0};
	out->pieces = arena_array(arena, audit->piece_count, sizeof(*out->pieces));
	out->count = audit->piece_count;
	for (size_t i = 0; i < audit->piece_count; i++) {
		const struct draftlint_piece *piece = &audit->pieces[i];

		out->pieces[i] = (struct former_piece){
		    .path = piece->path, .persona = piece->persona, .stage = piece->stage};
		count_rules(arena, piece, &out->pieces[i]);
	}
	out->groups = arena_array(arena, audit->groups.share_count, sizeof(*out->groups));
	out->group_count = audit->groups.share_count;
	for (size_t i = 0; i < out->group_count; i++)
		out->groups[i] = (struct draftlint_moved){
		    .id = audit->groups.shares[i].id, .before = audit->groups.shares[i].permille};
}

/* ---- of a JSON file ---- */

/* A file that is being read: one object after the other, so that no more of it is in
 * memory than its bytes. */
struct reading {
	struct arena *arena;   /* for what is kept */
	struct arena *scratch; /* reset after each object */
	struct former *former;
	struct decoder decoder;
	bool known; /* the schema is ours */
	bool listed;
};

static const char *keep(struct reading *reading, const struct node *node)
{
	return node && node->kind == NODE_SCALAR ? arena_strdup(reading->arena, node->map.text)
	                                         : NULL;
}

/* "16.7" as 167. */
static unsigned tenths(const struct node *node)
{
	struct slice rest = node_text(node);
	struct slice whole;
	long a = 0;
	long b = 0;

	slice_split(&rest, '.', &whole);
	if (!slice_long(whole, &a) || a > 100)
		return 0;
	if (rest.len && !slice_long(slice_sub(rest, 0, 1), &b))
		return 0;
	return (unsigned)(a * 10 + b);
}

static int by_rule(const void *a, const void *b)
{
	return strcmp(((const struct former_rule *)a)->rule, ((const struct former_rule *)b)->rule);
}

static void read_rules(struct reading *reading, const struct node *map, struct former_piece *piece)
{
	struct former_rule *rules;

	if (!map || map->kind != NODE_MAP || !map->count)
		return;
	rules = arena_array(reading->arena, map->count, sizeof(*rules));
	for (const struct node *item = map->first; item; item = item->next) {
		long count = 0;

		if (!node_long(item, &count) || count < 1)
			continue;
		rules[piece->rule_count++] = (struct former_rule){
		    arena_copy(reading->arena, item->key.ptr, item->key.len), (size_t)count};
	}
	qsort(rules, piece->rule_count, sizeof(*rules), by_rule);
	piece->rules = rules;
}

static struct node *read_object(struct reading *reading, struct span span)
{
	struct problems problems = {.arena = reading->scratch};
	struct node *root =
	    json_read(reading->scratch, reading->decoder.source, span, 0, &problems);

	decode_problems(&reading->decoder, &problems);
	return root;
}

static void read_piece(struct reading *reading, struct span span)
{
	struct former *former = reading->former;
	const struct node *root = read_object(reading, span);
	struct former_piece piece = {0};

	if (!root)
		return;
	piece.path = keep(reading, node_get(root, "path"));
	piece.persona = keep(reading, node_get(root, "persona"));
	piece.stage = keep(reading, node_get(root, "stage"));
	read_rules(reading, node_get(root, "rules"), &piece);
	if (!piece.path) {
		decode_error(&reading->decoder, span, "a piece without `path`");
		return;
	}
	former->pieces = arena_grow(reading->arena, former->pieces, former->count,
	                            &former->capacity, sizeof(*former->pieces));
	former->pieces[former->count++] = piece;
}

static void read_group(struct reading *reading, struct span span)
{
	struct former *former = reading->former;
	const struct node *root = read_object(reading, span);
	struct draftlint_moved group = {0};

	if (!root)
		return;
	group.id = keep(reading, node_get(root, "id"));
	group.before = tenths(node_get(root, "share"));
	if (!group.id)
		return;
	former->groups = arena_grow(reading->arena, former->groups, former->group_count,
	                            &former->group_capacity, sizeof(*former->groups));
	former->groups[former->group_count++] = group;
}

static void read_each(struct reading *reading, struct span list,
                      void (*read)(struct reading *reading, struct span item))
{
	struct json_cursor cursor = json_enter(reading->decoder.source, list);

	while (!reading->decoder.failed && json_next(&cursor)) {
		read(reading, cursor.value);
		arena_reset(reading->scratch);
	}
}

static void read_mix(struct reading *reading, struct span span)
{
	struct json_cursor cursor = json_enter(reading->decoder.source, span);

	while (!reading->decoder.failed && json_next(&cursor))
		if (slice_is(cursor.key, "groups"))
			read_each(reading, cursor.value, read_group);
}

static bool is_text(const struct reading *reading, struct span span, const char *text)
{
	struct slice bytes = source_slice(reading->decoder.source, span);

	return bytes.len == strlen(text) + 2 && slice_is(slice_sub(bytes, 1, bytes.len - 1), text);
}

static void read_report(struct reading *reading)
{
	const struct source *source = reading->decoder.source;
	struct span all = {source->bom, source->size};
	struct json_cursor cursor = json_enter(source, all);
	struct slice text;

	while (!reading->decoder.failed && json_next(&cursor)) {
		text = source_slice(source, cursor.value);
		if (slice_is(cursor.key, "schema")) {
			reading->known = is_text(reading, cursor.value, FORMER_SCHEMA);
		} else if (slice_is(cursor.key, "today") && text.len > 2) {
			reading->former->today =
			    arena_copy(reading->arena, text.ptr + 1, text.len - 2);
		} else if (slice_is(cursor.key, "mix")) {
			read_mix(reading, cursor.value);
		} else if (slice_is(cursor.key, "inventory")) {
			reading->listed = true;
			read_each(reading, cursor.value, read_piece);
		}
	}
	if (!reading->decoder.failed && (!reading->known || !reading->listed || cursor.broken))
		decode_error(&reading->decoder, (struct span){source->bom, source->bom},
		             "no report of an audit, as `--format json` writes it, to its end");
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct former_piece *)a)->path,
	              ((const struct former_piece *)b)->path);
}

bool former_read_file(struct audit *audit, const char *path, struct former *out)
{
	struct arena *arena = arena_new();
	struct report report = report_in(arena);
	struct reading reading = {
	    .arena = audit->arena,
	    .scratch = arena_new(),
	    .former = out,
	    .decoder = {.arena = arena, .report = &report, .rule = &rule_facts_error}};
	struct source *source;
	enum source_status status = source_read(arena, path, path, FORMER_LIMIT, true, &source);

	*out = (struct former){0};
	if (status == SOURCE_OK) {
		reading.decoder.source = source;
		read_report(&reading);
	} else {
		report_add(&report, &rule_facts_error,
		           PLACE(source_from_bytes(arena, path, "", 0), 0, 0), "%s",
		           source_status_text(arena, status, FORMER_LIMIT));
	}
	if (out->count)
		qsort(out->pieces, out->count, sizeof(*out->pieces), by_path);
	if (report.count)
		library_deliver_errors(audit->library, &report, path);
	arena_free(reading.scratch);
	arena_free(arena);
	return report.count == 0;
}
