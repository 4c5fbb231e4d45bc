#include "checks/proof.h"

#include "checks/lint_rules.h"

/* Where a heading that a pattern of its own looks for may begin. */
static const struct need_first anywhere = {.rare = false};

static bool text_matches(const struct check_context *context, const struct detector *detector,
                         const struct pattern *pattern, const struct need_first *first,
                         bool headings)
{
	const struct document *document = &context->draft->document;

	for (size_t i = context->first_block; i < context->end_block; i++) {
		const struct block *block = &document->blocks[i];
		enum pattern_result result;
		struct span found;

		if (!check_is_prose(context, i) || (headings && block->kind != BLOCK_HEADING))
			continue;
		result = need_find(first, pattern, context->matcher, block_text(block), 0, &found);
		/* No proof of absence: it counts as found, and as not fully checked. */
		if (result == PATTERN_ABORTED)
			report_add(
			    context->report, rule_aborted,
			    PLACE(context->draft->source, block->span.start, block->span.end),
			    "proof `%s` was stopped in this block: its pattern takes too long",
			    detector->entry.id);
		if (result != PATTERN_NONE)
			return true;
	}
	return false;
}

static bool has_element(const struct check_context *context, const char *element)
{
	const struct document *document = &context->draft->document;
	bool code = slice_is(slice_of(element), "code-block");
	bool table = slice_is(slice_of(element), "table");

	for (size_t i = context->first_block; i < context->end_block; i++) {
		enum block_kind kind = document->blocks[i].kind;

		if ((code && kind == BLOCK_CODE) || (table && kind == BLOCK_CELL))
			return true;
	}
	for (size_t i = 0; i < document->link_count && !code && !table; i++) {
		const struct link *link = &document->links[i];

		if (link->kind == LINK_IMAGE && link->block >= context->first_block &&
		    link->block < context->end_block)
			return true;
	}
	return false;
}

static bool has_link(const struct check_context *context, const struct node *globs)
{
	const struct document *document = &context->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *link = &document->links[i];
		struct check_target target = check_target(context, link->destination);

		if (link->block >= context->first_block && link->block < context->end_block &&
		    check_target_matches(&target, globs))
			return true;
	}
	return false;
}

bool proof_shown(const struct check_context *context, const struct detector *detector)
{
	return (detector->element && has_element(context, detector->element)) ||
	       (detector->links && has_link(context, detector->links)) ||
	       (detector->pattern &&
	        text_matches(context, detector, detector->pattern, &detector->first, false)) ||
	       (detector->heading &&
	        text_matches(context, detector, detector->heading, &anywhere, true));
}
