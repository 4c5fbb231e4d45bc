#include "lint/ignored.h"

#include "base/arena.h"
#include "checks/check.h"
#include "checks/lint_rules.h"
#include "lint/plan.h"
#include "rules/decode.h"
#include "rules/pattern.h"

enum { MILLISECONDS = 50, SPANS_LIMIT = 10000 };

struct ignored_patterns ignored_read(struct decoder *decoder, const struct config_list *list)
{
	struct ignored_patterns out = {NULL, 0};
	size_t count = 0;

	for (const struct node *n = strings_first(list->items); n; n = strings_next(list->items, n))
		count++;
	out.items = arena_array(decoder->arena, count, sizeof(*out.items));
	for (const struct node *n = strings_first(list->items); n;
	     n = strings_next(list->items, n)) {
		struct pattern_error error;
		const struct pattern *pattern =
		    pattern_compile(decoder->arena, node_text(n), 0, &error);

		decoder->source = list->source;
		if (pattern)
			out.items[out.count++] =
			    (struct ignored_pattern){pattern, {list->source, node_value_span(n)}};
		else
			decode_error(decoder,
			             textmap_source(&n->map, error.offset, error.offset + 1), "%s",
			             error.message);
	}
	return out;
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
		if (found.start == found.end)
			continue;
		context->ignored =
		    arena_grow(context->arena, context->ignored, context->ignored_count, capacity,
		               sizeof(*context->ignored));
		context->ignored[context->ignored_count++] = found;
	}
	matcher_end(context->matcher);
	if (result == PATTERN_ABORTED)
		finding_note(
		    context->report,
		    report_add(context->report, rule_aborted, check_opening(context),
		               "a pattern of `ignore-text` was stopped: it takes too long"),
		    ignored->place, "the pattern is this one");
}

void ignored_find(const struct plan *plan, const char *relative, struct check_context *context)
{
	const struct config *config = plan->config;
	size_t capacity = 0;

	for (size_t i = 0; config && i <= config->override_count; i++) {
		const struct ignored_patterns *patterns = &plan->ignored[i];

		if (!patterns->count || (i < config->override_count &&
		                         !config_override_applies(&config->overrides[i], relative,
		                                                  context->draft, context->fields)))
			continue;
		for (size_t p = 0; p < patterns->count; p++)
			find(&patterns->items[p], context, &capacity);
	}
}
