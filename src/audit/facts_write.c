#include "audit/facts.h"

#include <string.h>

#include "base/date.h"
#include "base/json_writer.h"
#include "base/utf8.h"

static void member(struct json_writer *json, const char *key, const char *value)
{
	if (!value || !*value)
		return;
	json_key(json, key);
	json_text_of(json, value);
}

static void number(struct json_writer *json, const char *key, long value)
{
	if (value <= 0)
		return;
	json_key(json, key);
	json_number(json, (uint64_t)value);
}

static void flag(struct json_writer *json, const char *key, bool value)
{
	if (!value)
		return;
	json_key(json, key);
	json_bool(json, true);
}

static void entry(struct json_writer *json, const char *key, const struct entry *value)
{
	member(json, key, value ? value->id : NULL);
}

static void list(struct json_writer *json, const char *key, const struct facts_list *values)
{
	if (values->count == 0)
		return;
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < values->count; i++)
		json_text_of(json, values->items[i]->id);
	json_array_end(json);
}

static void date(struct json_writer *json, const char *key, long day)
{
	char text[DATE_SIZE];

	if (day == DATE_NONE)
		return;
	date_text(day, text);
	member(json, key, text);
}

static void place_numbers(struct json_writer *json, const struct facts_place *place)
{
	json_number(json, place->start);
	json_number(json, place->end);
	json_number(json, place->line);
	json_number(json, place->column);
}

static void place(struct json_writer *json, const char *key, const struct facts_place *value)
{
	if (value->line == 0)
		return;
	json_key(json, key);
	json_array_begin(json);
	place_numbers(json, value);
	json_array_end(json);
}

static void links(struct json_writer *json, const struct facts *facts)
{
	if (facts->link_count == 0)
		return;
	json_key(json, "links");
	json_array_begin(json);
	for (size_t i = 0; i < facts->link_count; i++) {
		const struct facts_link *link = &facts->links[i];

		json_array_begin(json);
		json_text_of(json, link->to);
		place_numbers(json, &link->place);
		if (link->there)
			json_bool(json, true);
		if (link->excused)
			json_text_of(json, link->excused);
		json_array_end(json);
	}
	json_array_end(json);
}

static void rules(struct json_writer *json, const struct facts *facts)
{
	if (facts->rule_count == 0)
		return;
	json_key(json, "rules");
	json_array_begin(json);
	for (size_t i = 0; i < facts->rule_count; i++) {
		json_array_begin(json);
		json_text_of(json, facts->rules[i].rule->name);
		json_text_of(json, severity_name(facts->rules[i].severity));
		json_number(json, facts->rules[i].count);
		json_array_end(json);
	}
	json_array_end(json);
}

static void levels(struct json_writer *json, const struct facts *facts)
{
	if (facts->level_count == 0)
		return;
	json_key(json, "levels");
	json_array_begin(json);
	for (size_t i = 0; i < facts->level_count; i++) {
		const struct facts_level *level = &facts->levels[i];

		json_array_begin(json);
		json_text_of(json, level->rule->name);
		if (level->excused) {
			json_text_of(json, "excused");
			json_text_of(json, level->excused);
		} else {
			json_text_of(json, severity_name(level->severity));
		}
		json_array_end(json);
	}
	json_array_end(json);
}

static void unanswered(struct json_writer *json, const struct facts *facts, const struct pack *pack)
{
	bool any = false;

	for (size_t i = 0; i < pack->question_count; i++) {
		if (!facts->problems || !facts->problems[i])
			continue;
		if (!any) {
			json_key(json, "unanswered");
			json_object_begin(json);
			any = true;
		}
		member(json, pack->questions[i].id, facts->problems[i]);
	}
	if (any)
		json_object_end(json);
}

static void describe(struct json_writer *json, const struct facts *facts, const struct pack *pack)
{
	member(json, "title", facts->title);
	member(json, "route", facts->route);
	entry(json, "persona", facts->persona ? &facts->persona->entry : NULL);
	entry(json, "pain", facts->pain ? &facts->pain->entry : NULL);
	if (facts->pain && facts->pain->persona != facts->persona)
		entry(json, "pain-of", &facts->pain->persona->entry);
	entry(json, "stage", facts->stage ? &facts->stage->entry : NULL);
	entry(json, "cta", facts->cta ? &facts->cta->entry : NULL);
	entry(json, "goal", facts->goal ? &facts->goal->entry : NULL);
	entry(json, "format", facts->format ? &facts->format->entry : NULL);
	entry(json, "kind", facts->kind ? &facts->kind->entry : NULL);
	list(json, "secondary", &facts->secondary);
	list(json, "channels", &facts->channels);
	list(json, "journeys", &facts->journeys);
	list(json, "covers", &facts->covers);
	list(json, "objections", &facts->objections);
	list(json, "proof", &facts->proof);
	list(json, "asks", &facts->asks);
	number(json, "words", facts->words);
	flag(json, "draft", facts->draft);
	flag(json, "incomplete", facts->incomplete);
	date(json, "date", facts->date);
	date(json, "updated", facts->updated);
	date(json, "named", facts->named);
	date(json, "review", facts->review);
	date(json, "committed", facts->committed);
	place(json, "opening", &facts->opening);
	place(json, "dated-at", &facts->dated_at);
	place(json, "review-at", &facts->review_at);
	links(json, facts);
	rules(json, facts);
	unanswered(json, facts, pack);
	number(json, "suppressed", facts->suppressed);
	levels(json, facts);
}

/* A path may hold any bytes, a JSON string may not. */
static void path(struct json_writer *json, const char *value)
{
	struct builder bytes = {0};
	size_t len = strlen(value);

	if (utf8_valid_prefix(value, len) == len) {
		member(json, "path", value);
		return;
	}
	for (const char *c = value; *c; c++)
		builder_printf(&bytes, "%02x", (unsigned)(unsigned char)*c);
	member(json, "path-bytes", bytes.bytes);
	builder_release(&bytes);
}

void facts_write(struct builder *out, const struct facts *facts, const struct pack *pack)
{
	struct json_writer json = {out, false};

	json_object_begin(&json);
	path(&json, facts->path);
	if (facts->skipped)
		member(&json, "skipped", facts->skipped);
	else
		describe(&json, facts, pack);
	json_object_end(&json);
	builder_add_char(out, '\n');
}

void facts_write_header(struct builder *out, const struct pack *pack)
{
	struct json_writer json = {out, false};

	json_object_begin(&json);
	number(&json, "draftlint-facts", FACTS_VERSION);
	member(&json, "tool", DRAFTLINT_VERSION);
	member(&json, "pack", pack->id);
	member(&json, "pack-version", pack->version);
	json_object_end(&json);
	builder_add_char(out, '\n');
}

void facts_write_end(struct builder *out, size_t records)
{
	struct json_writer json = {out, false};

	json_object_begin(&json);
	json_key(&json, "records");
	json_number(&json, records);
	json_object_end(&json);
	builder_add_char(out, '\n');
}
