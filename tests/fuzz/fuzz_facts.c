/*
 * Lines as a file of facts, and the whole as a JSON document that is stepped through.
 * A record that is read is written as it will always be written: read again, it gives
 * the same bytes. Steps go forward and stay in the document.
 */
#include <stdint.h>
#include <stdlib.h>

#include "audit/facts.h"
#include "base/arena.h"
#include "parse/json.h"

static const struct ruleset *ruleset;

static void require(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct arena *arena = arena_new();
	struct report report = report_in(arena);

	(void)argc;
	(void)argv;
	ruleset = ruleset_load(arena, "fixtures/audits/strategy", NULL, NULL, &report);
	require(ruleset != NULL);
	return 0;
}

/* The facts of the line at SPAN, if it is a record. */
static bool read_record(struct arena *arena, const struct source *source, struct span span,
                        struct facts *facts)
{
	struct report report = report_in(arena);
	struct facts_rules others = {0};
	struct facts_reader reader = {
	    .ruleset = ruleset,
	    .others = &others,
	    .arena = arena,
	    .scratch = arena,
	    .decoder = {
	        .arena = arena, .source = source, .report = &report, .rule = &rule_facts_error}};
	enum facts_line line = facts_read(&reader, span, facts);

	require((line == FACTS_WRONG) == (report.count > 0));
	return line == FACTS_RECORD;
}

static void try_line(struct arena *arena, const struct source *source, struct span span)
{
	struct builder first = {0};
	struct builder second = {0};
	const struct source *again;
	struct facts facts;

	if (!read_record(arena, source, span, &facts))
		return;
	facts_write(&first, &facts, ruleset->pack);
	again = source_from_bytes(arena, "again", first.bytes, first.len - 1);
	/* What is written anew may be longer than what was read. */
	if (read_record(arena, again, (struct span){0, again->size}, &facts)) {
		facts_write(&second, &facts, ruleset->pack);
		require(slice_equal(builder_slice(&first), builder_slice(&second)));
	}
	builder_release(&first);
	builder_release(&second);
}

static void step(const struct source *source, struct span span, unsigned depth)
{
	struct json_cursor cursor = json_enter(source, span);
	size_t at = span.start;

	while (json_next(&cursor)) {
		require(cursor.value.start >= at && cursor.value.end >= cursor.value.start);
		require(cursor.value.end <= span.end);
		at = cursor.value.end;
		if (depth < 20)
			step(source, cursor.value, depth + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const struct source *source = source_from_bytes(arena, "facts", (const char *)data, size);

	for (size_t i = 0; i < source->line_count; i++)
		try_line(arena, source, source_line(source, i));
	step(source, (struct span){0, source->size}, 0);
	arena_free(arena);
	return 0;
}
