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

/* In the text as a draft of its own, and as one block. */
static void find(struct arena *arena, const struct prose_rule *rule, const struct phrases *phrases,
                 const struct source *source)
{
	struct hits hits = {0};
	struct matcher *matcher = matcher_new(200);
	const struct draft *draft = draft_parse(arena, source, false);
	struct prose_view *view =
	    prose_view_new(arena, draft, 0, draft->document.block_count, true);
	struct prose_run run = {.arena = arena, .view = view, .hits = &hits, .matcher = matcher};
	hits_reset(&hits, phrases);
	for (size_t i = 0; i < view->blocks.count; i++)
		phrases_scan(phrases, view->blocks.items[i].text, view->blocks.items[i].number,
		             &hits);
	prose_find(rule, &run);
	for (size_t i = 0; i < run.count; i++) {
		const struct prose_match *match = &run.items[i];
		const struct prose_match *before = i ? match - 1 : NULL;
		struct span span = prose_text_source(match->text, match->span);
		require(match->span.start <= match->span.end);
		require(match->span.end <= match->text->text.len);
		require(span.start <= span.end && span.end <= source->size);
		require(match->message && !strchr(match->message, '\n'));
		if (before && before->text == match->text && strcmp(rule->kind, "consistency") != 0)
			require(match->span.start >= before->span.start);
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
	    source_from_bytes(arena, "t.md", nul ? nul + 1 : "", nul ? size - len - 1 : 0);
	struct phrases *phrases = phrases_new(arena, NULL);
	struct report report = report_in(arena);
	struct prose_rule rule;
	static const struct slice accept[] = {{"foo", 3}, {"big bar", 7}};
	const struct prose_setting setting = {
	    .phrases = phrases, .accept = accept, .accept_count = 2};
	enum prose_loaded loaded =
	    prose_load(arena, file, "rule", &setting, &report, &error_rule, &rule);
	phrases_freeze(phrases);
	require((loaded == PROSE_BROKEN) == (report.count > 0));
	for (const struct finding *f = report.first; f; f = f->next)
		require(f->place.source == file && f->place.span.start <= f->place.span.end &&
		        f->place.span.end <= file->size);
	if (loaded == PROSE_LOADED)
		find(arena, &rule, phrases, text);
	arena_free(arena);
	return 0;
}
