#include "lint/baseline.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "lint/fingerprint.h"
#include "lint/paths.h"
#include "parse/json.h"
#include "rules/decode.h"

enum { VERSION = 1, FILE_LIMIT = 64 * 1024 * 1024, NODE_LIMIT = 4 * 1024 * 1024 };

/* ---- order ---- */

/* What belongs to one draft is together, and a new finding rarely stands beside
 * that of another branch. */
static int compare(const void *a, const void *b)
{
	const struct draftlint_known *x = a;
	const struct draftlint_known *y = b;
	int order = strcmp(x->path, y->path);

	if (!order)
		order = strcmp(x->rule, y->rule);
	return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

/* Sorts COUNT entries, which often are sorted; the number of different ones. */
static size_t put_in_order(struct draftlint_known *entries, size_t count)
{
	bool sorted = true;
	size_t kept = 0;

	for (size_t i = 1; i < count && sorted; i++)
		sorted = compare(&entries[i - 1], &entries[i]) <= 0;
	if (!sorted)
		qsort(entries, count, sizeof(*entries), compare);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || compare(&entries[i], &entries[kept - 1]) != 0)
			entries[kept++] = entries[i];
	return kept;
}

/* Where the entry with FINGERPRINT is or belongs. FNV-1a; the place in memory makes
 * it differ from run to run: nobody can write a file whose entries collide. */
static const struct draftlint_known **slot_of(const struct baseline *baseline,
                                              const char *fingerprint)
{
	uint64_t hash = 14695981039346656037u ^ (uint64_t)(uintptr_t)baseline;
	size_t mask = baseline->slot_count - 1;
	size_t slot;

	for (const char *c = fingerprint; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	slot = (size_t)(hash ^ hash >> 32) & mask;
	while (baseline->slots[slot] &&
	       strcmp(baseline->slots[slot]->fingerprint, fingerprint) != 0)
		slot = (slot + 1) & mask;
	return &baseline->slots[slot];
}

static void fill_slots(struct arena *arena, struct baseline *baseline)
{
	baseline->slot_count = 16;
	while (baseline->slot_count < 2 * baseline->count)
		baseline->slot_count *= 2;
	baseline->slots = arena_array(arena, baseline->slot_count, sizeof(*baseline->slots));
	for (size_t i = 0; i < baseline->count; i++)
		*slot_of(baseline, baseline->entries[i].fingerprint) = &baseline->entries[i];
}

/* ---- reading ---- */

struct raw {
	long version;
	const struct node *known;
};

static const struct decode_field fields[] = {
    {"version", DECODE_LONG, offsetof(struct raw, version), true, NULL},
    {"known", DECODE_LIST, offsetof(struct raw, known), false, NULL},
};
static const struct decode_schema schema = DECODE_SCHEMA("a baseline", fields);

static const struct decode_field entry_fields[] = {
    {"path", DECODE_STRING, offsetof(struct draftlint_known, path), true, NULL},
    {"rule", DECODE_STRING, offsetof(struct draftlint_known, rule), true, NULL},
    {"message", DECODE_STRING, offsetof(struct draftlint_known, message), false, NULL},
    {"fingerprint", DECODE_STRING, offsetof(struct draftlint_known, fingerprint), true, NULL},
};
static const struct decode_schema entry_schema = DECODE_SCHEMA("a known finding", entry_fields);

static bool is_fingerprint(const char *text)
{
	size_t len = strspn(text, "0123456789abcdef");

	return len == FINGERPRINT_SIZE - 1 && !text[len];
}

static void read_entry(struct decoder *decoder, struct arena *arena, const struct node *item,
                       struct baseline *baseline)
{
	struct draftlint_known entry = {.message = ""};

	/* The last item of a list that we wrote: no entry is without its comma. */
	if (item->kind == NODE_NULL || !decode(decoder, item, &entry_schema, &entry))
		return;
	if (!is_fingerprint(entry.fingerprint)) {
		decode_error(decoder, node_value_span(node_get(item, "fingerprint")),
		             "a fingerprint has 64 hexadecimal digits");
		return;
	}
	baseline->entries[baseline->count++] = (struct draftlint_known){
	    arena_strdup(arena, entry.path), arena_strdup(arena, entry.rule),
	    arena_strdup(arena, entry.message), arena_strdup(arena, entry.fingerprint)};
}

static void read_root(struct decoder *decoder, struct arena *arena, const struct node *root,
                      struct baseline *baseline)
{
	const struct node *version = node_get(root, "version");
	struct raw raw = {0};
	long number;

	/* What else is in one of another version is not for us to judge. */
	if (node_long(version, &number) && number != VERSION) {
		decode_error(decoder, version->span,
		             "a baseline of version %ld; this program reads version %d", number,
		             VERSION);
		return;
	}
	if (!decode(decoder, root, &schema, &raw))
		return;
	if (!raw.known) {
		decode_error(decoder, root->span, "a baseline without `known`");
		return;
	}
	baseline->entries = arena_array(arena, raw.known->count, sizeof(*baseline->entries));
	for (const struct node *item = raw.known->first; item; item = item->next)
		read_entry(decoder, arena, item, baseline);
	baseline->count = put_in_order(baseline->entries, baseline->count);
	fill_slots(arena, baseline);
}

/* Whatever the JSON reader says, marks of a merge are what has happened. */
static void help_to_mend(struct decoder *decoder, const struct finding *before)
{
	struct finding *first = before ? before->next : decoder->report->first;
	bool merge =
	    slice_find(source_slice(decoder->source, (struct span){0, decoder->source->size}),
	               "\n<<<<<<< ", 0) != SIZE_MAX;

	if (first && merge)
		finding_help(decoder->report, first,
		             "a merge has left its marks: keep the lines of both sides");
	else if (first && !first->help)
		finding_help(decoder->report, first,
		             "remove it, and `draftlint baseline create` writes a new one");
}

/* The value tree, many times the file, is gone when this returns. */
static void read_file(struct decoder *decoder, struct arena *arena, struct baseline *baseline)
{
	const struct source *source = decoder->source;
	struct problems problems = {.arena = decoder->arena};
	const struct finding *before = decoder->report->last;
	struct span range = {source->bom, source->size};
	struct node *root = NULL;

	while (range.start < range.end && char_is_space(source->bytes[range.start]))
		range.start++;
	if (range.start < range.end && source->bytes[range.start] == '{')
		root = json_read(decoder->arena, source, range, NODE_LIMIT, &problems);
	else
		decode_error(decoder, (struct span){range.start, range.start},
		             "a baseline begins with `{`: it is a JSON object");
	decode_problems(decoder, &problems);
	if (root)
		read_root(decoder, arena, root, baseline);
	if (decoder->failed)
		help_to_mend(decoder, before);
}

struct baseline *baseline_new(struct arena *arena, const char *path)
{
	struct baseline *baseline = arena_alloc(arena, sizeof(*baseline));

	baseline->path = path;
	return baseline;
}

struct baseline *baseline_load(struct arena *arena, const char *path, struct place place,
                               struct report *report, const struct rule *rule)
{
	struct baseline *baseline = baseline_new(arena, path);
	struct decoder decoder = {.report = report, .rule = rule};
	struct source *source;
	enum source_status status = source_read(arena, path, path, FILE_LIMIT, true, &source);
	struct finding *finding;

	if (status == SOURCE_OK) {
		decoder.source = source;
		decoder.arena = arena_new();
		read_file(&decoder, arena, baseline);
		arena_free(decoder.arena);
		return decoder.failed ? NULL : baseline;
	}
	if (status != SOURCE_MISSING || !place.source)
		place = PLACE(source_from_bytes(arena, path, "", 0), 0, 0);
	finding = report_add(report, rule, place, "baseline `%s`: %s", path,
	                     source_status_text(arena, status, FILE_LIMIT));
	if (status == SOURCE_MISSING)
		finding_help(report, finding, "`draftlint baseline create` writes one");
	return NULL;
}

/* ---- looking up ---- */

const struct draftlint_known *baseline_find(const struct baseline *baseline,
                                            const char *fingerprint)
{
	return baseline->slot_count ? *slot_of(baseline, fingerprint) : NULL;
}

const struct draftlint_known *baseline_of(const struct baseline *baseline, const char *path,
                                          size_t *count)
{
	size_t low = 0;
	size_t high = baseline->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(baseline->entries[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < baseline->count &&
	       strcmp(baseline->entries[low + *count].path, path) == 0)
		++*count;
	return baseline->entries + low;
}

/* TEXT as it comes back from a JSON file. */
static const char *as_json(struct arena *arena, const char *text)
{
	struct slice rest = slice_of(text);
	struct builder out = {0};
	const char *copy;

	if (utf8_valid_prefix(text, rest.len) == rest.len)
		return text;
	while (rest.len) {
		size_t size;

		if (utf8_decode(rest.ptr, rest.len, &size) == UINT32_MAX)
			builder_add_string(&out, "\xEF\xBF\xBD");
		else
			builder_add(&out, rest.ptr, size);
		rest = slice_sub(rest, size, rest.len);
	}
	copy = builder_copy(&out, arena);
	builder_release(&out);
	return copy;
}

const char *baseline_key(struct arena *arena, const struct baseline *baseline, const char *path)
{
	return as_json(arena, paths_from(arena, paths_folder(arena, baseline->path), path));
}

/* ---- writing ---- */

static void write_entry(struct json_writer *json, const struct draftlint_known *entry)
{
	json->need_comma = false;
	json_object_begin(json);
	json_key(json, "path");
	json_text_of(json, entry->path);
	json_key(json, "rule");
	json_text_of(json, entry->rule);
	json_key(json, "message");
	json_text_of(json, entry->message);
	json_key(json, "fingerprint");
	json_text_of(json, entry->fingerprint);
	json_object_end(json);
	builder_add_string(json->out, ",\n");
}

size_t baseline_write(struct draftlint_known *entries, size_t count, struct builder *out)
{
	struct json_writer json = {out, false};
	size_t kept = put_in_order(entries, count);

	builder_printf(out, "{\"version\":%d,\"known\":[\n", VERSION);
	for (size_t i = 0; i < kept; i++)
		write_entry(&json, &entries[i]);
	/* A last line that never changes: branches that both add at the end can merge. */
	builder_add_string(out, "null]}\n");
	return kept;
}
