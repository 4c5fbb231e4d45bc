#include "lint/ignored.h"

#include <stdlib.h>

#include "base/arena.h"
#include "checks/check.h"
#include "checks/lint_rules.h"
#include "lint/plan.h"
#include "rules/decode.h"
#include "rules/pattern.h"

enum { MILLISECONDS = 50, SPANS_LIMIT = 10000 };

static void read_patterns(struct decoder *decoder, const struct config_list *list,
                          struct ignored *out)
{
	size_t count = 0;

	for (const struct node *n = strings_first(list->items); n; n = strings_next(list->items, n))
		count++;
	out->patterns = arena_array(decoder->arena, count, sizeof(*out->patterns));
	for (const struct node *n = strings_first(list->items); n;
	     n = strings_next(list->items, n)) {
		struct pattern_error error;
		const struct pattern *pattern =
		    pattern_compile(decoder->arena, node_text(n), 0, &error);

		decoder->source = list->source;
		if (pattern)
			out->patterns[out->count++] =
			    (struct ignored_pattern){pattern, {list->source, node_value_span(n)}};
		else
			decode_error(decoder,
			             textmap_source(&n->map, error.offset, error.offset + 1), "%s",
			             error.message);
	}
}

/* Only what has a place of its own in the text can be passed over. */
static void read_scopes(struct decoder *decoder, const struct config_list *list,
                        struct ignored *out)
{
	const unsigned whole = SCOPE_RAW | SCOPE_SUMMARY | SCOPE_SENTENCE;

	for (const struct node *n = strings_first(list->items); n;
	     n = strings_next(list->items, n)) {
		const char *why = "no part of a text is called so";

		decoder->source = list->source;
		if (!scope_add(decoder->arena, &out->scope, node_text(n), &why) ||
		    out->scope.entries[out->scope.count - 1].wanted & whole)
			decode_error(decoder, node_value_span(n), "`%.*s` cannot be ignored: %s",
			             SLICE_ARG(node_text(n)), why);
	}
}

struct ignored ignored_read(struct decoder *decoder, const struct config_list *text,
                            const struct config_list *scopes)
{
	struct ignored out = {NULL, 0, {0}};

	read_patterns(decoder, text, &out);
	read_scopes(decoder, scopes, &out);
	return out;
}

static void add(struct check_context *context, struct span span, size_t *capacity)
{
	if (span.start == span.end || context->ignored_count == SPANS_LIMIT)
		return;
	context->ignored = arena_grow(context->arena, context->ignored, context->ignored_count,
	                              capacity, sizeof(*context->ignored));
	context->ignored[context->ignored_count++] = span;
}

static void add_texts(struct check_context *context, const struct prose_scope *scope,
                      const struct prose_texts *texts, size_t *capacity)
{
	for (size_t i = 0; i < texts->count; i++) {
		const struct prose_text *text = &texts->items[i];

		if (!text->approximate && scope_holds(scope, text->bits, text->field))
			add(context, prose_text_source(text, (struct span){0, text->text.len}),
			    capacity);
	}
}

static void find_scopes(struct check_context *context, const struct prose_scope *scope,
                        size_t *capacity)
{
	if (!context->view || !scope->count)
		return;
	add_texts(context, scope, &context->view->blocks, capacity);
	if (scope->kinds & SCOPE_INLINES)
		add_texts(context, scope, prose_view_inlines(context->view), capacity);
}

static void find(const struct ignored_pattern *ignored, struct check_context *context,
                 size_t *capacity)
{
	const struct source *source = context->draft->source;
	struct slice text = slice_from(source->clean, source->size);
	enum pattern_result result = PATTERN_NONE;
	struct span found;

	matcher_begin(context->matcher, MILLISECONDS);
	for (size_t at = 0; context->ignored_count < SPANS_LIMIT; at = pattern_after(text, found)) {
		result = pattern_find(ignored->pattern, context->matcher, text, at, &found);
		if (result != PATTERN_MATCH)
			break;
		add(context, found, capacity);
	}
	matcher_end(context->matcher);
	if (result == PATTERN_ABORTED)
		finding_note(
		    context->report,
		    report_add(context->report, rule_aborted, check_opening(context),
		               "a pattern of `ignore-text` was stopped: it takes too long"),
		    ignored->place, "the pattern is this one");
}

static int compare_spans(const void *a, const void *b)
{
	const struct span *x = a;
	const struct span *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Sorts the spans and joins those that overlap. */
static void join(struct check_context *context)
{
	struct span *spans = context->ignored;
	size_t count = 0;

	if (context->ignored_count < 2)
		return;
	qsort(spans, context->ignored_count, sizeof(*spans), compare_spans);
	for (size_t i = 1; i < context->ignored_count; i++) {
		if (spans[i].start > spans[count].end)
			spans[++count] = spans[i];
		else if (spans[i].end > spans[count].end)
			spans[count].end = spans[i].end;
	}
	context->ignored_count = count + 1;
}

void ignored_find(const struct plan *plan, const char *relative, struct check_context *context)
{
	const struct config *config = plan->config;
	size_t capacity = 0;

	for (size_t i = 0; config && i <= config->override_count; i++) {
		const struct ignored *ignored = &plan->ignored[i];

		if (!(ignored->count || ignored->scope.count) ||
		    (i < config->override_count &&
		     !config_override_applies(&config->overrides[i], relative, context->draft,
		                              context->fields)))
			continue;
		for (size_t p = 0; p < ignored->count; p++)
			find(&ignored->patterns[p], context, &capacity);
		find_scopes(context, &ignored->scope, &capacity);
	}
	join(context);
}
