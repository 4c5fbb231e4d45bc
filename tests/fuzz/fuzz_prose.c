/*
 * A rule file up to the first NUL, then a text. A file that does not load says
 * why at a place in it; one that does finds matches in order, within the text.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/source.h"
#include "rules/pattern.h"
#include "rules/phrases.h"
#include "rules/prose.h"

static const struct rule error_rule = {.name = "pack-error", .severity = SEVERITY_ERROR};

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void find(struct arena *arena, const struct prose_rule *rule, const struct phrases *phrases,
                 struct slice text)
{
	struct hits hits = {0};
	struct matcher *matcher = matcher_new(200);
	struct prose_matches matches = {0};
	size_t at = 0;
	hits_reset(&hits, phrases);
	phrases_scan(phrases, text, 0, &hits);
	prose_find(rule, arena, text, 0, &hits, matcher, &matches);
	for (size_t i = 0; i < matches.count; i++) {
		require(matches.items[i].text.start >= at);
		require(matches.items[i].text.end > matches.items[i].text.start);
		require(matches.items[i].text.end <= text.len);
		require(matches.items[i].message && !strchr(matches.items[i].message, '\n'));
		at = matches.items[i].text.end;
	}
	matcher_free(matcher);
	hits_release(&hits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	const char *bytes = (const char *)data;
	const char *nul = size ? memchr(bytes, '\0', size) : NULL;
	size_t len = nul ? (size_t)(nul - bytes) : size;
	const struct source *file = source_from_bytes(arena, "rule.yml", bytes, len);
	const struct source *text =
	    source_from_bytes(arena, "t", nul ? nul + 1 : "", nul ? size - len - 1 : 0);
	struct phrases *phrases = phrases_new(arena, NULL);
	struct report report = report_in(arena);
	struct prose_rule rule;
	bool loaded = prose_load(arena, file, "rule", phrases, &report, &error_rule, &rule);
	phrases_freeze(phrases);
	require(loaded == (report.count == 0));
	for (const struct finding *f = report.first; f; f = f->next)
		require(f->place.source == file && f->place.span.start <= f->place.span.end &&
		        f->place.span.end <= file->size);
	if (loaded)
		find(arena, &rule, phrases, slice_from(text->clean, text->size));
	arena_free(arena);
	return 0;
}
