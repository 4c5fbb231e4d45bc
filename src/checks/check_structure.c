/*
 * Structure: what a reader who does not see the page goes by: the levels of the
 * headings, and words in place of an image.
 *
 * Only Markdown is looked at: headings written as HTML are not known, and whether
 * `<img>` without words decorates or was forgotten is told by nothing (`alt=""` says
 * the former). The first heading may be of any level, since most sites set the title
 * above it; a quoted one belongs to another page.
 */
#include "checks/check.h"

enum { STRUCTURE_HEADING_SKIPPED, STRUCTURE_ALT_MISSING };

static const struct rule rules[] = {
    [STRUCTURE_HEADING_SKIPPED] = {"heading-skipped", SEVERITY_INFO, NULL,
                                   "a heading is more than one level below the one before",
                                   "Who moves through a page by its headings believes to have "
                                   "missed a part, and the table of contents shows a hole.",
                                   "#### Limits, right below ## Pricing",
                                   "### Limits, below ## Pricing", false, false},
    [STRUCTURE_ALT_MISSING] = {"alt-missing", SEVERITY_WARNING, NULL,
                               "an image without words that stand for it",
                               "Who does not see the image is told its file's name or nothing; "
                               "so is every reader when it fails to load.",
                               "![](latency.png)", "![p99 latency, before and after](latency.png)",
                               false, false},
};

static void check_headings(const struct check_context *context)
{
	const struct document *document = &context->draft->document;
	const struct block *before = NULL;

	for (size_t i = context->first_block; i < context->end_block; i++) {
		const struct block *block = &document->blocks[i];

		if (block->kind != BLOCK_HEADING || block->quoted)
			continue;
		if (before && block->level > before->level + 1) {
			struct finding *finding =
			    report_add(context->report, &rules[STRUCTURE_HEADING_SKIPPED],
			               (struct place){context->draft->source, block->span},
			               "a heading of level %d below one of level %d", block->level,
			               before->level);

			finding_note(context->report, finding,
			             (struct place){context->draft->source, before->span},
			             "the heading above is of level %d", before->level);
		}
		before = block;
	}
}

static bool is_in_markdown(const struct check_context *context, const struct link *image)
{
	const struct source *source = context->draft->source;

	return image->span.start < source->size && source->bytes[image->span.start] == '!';
}

static void check_images(const struct check_context *context)
{
	const struct document *document = &context->draft->document;

	for (size_t i = 0; i < document->link_count; i++) {
		const struct link *image = &document->links[i];

		if (image->kind != LINK_IMAGE || image->block < context->first_block ||
		    image->block >= context->end_block || !is_in_markdown(context, image) ||
		    slice_trim(block_text(&document->blocks[image->block])).len)
			continue;
		finding_help(context->report,
		             report_add(context->report, &rules[STRUCTURE_ALT_MISSING],
		                        (struct place){context->draft->source, image->span},
		                        "no words stand for this image"),
		             "say in the brackets what it shows");
	}
}

static void run(const struct check_context *context, const void *settings)
{
	(void)settings;
	check_headings(context);
	check_images(context);
}

const struct check check_structure = {
    .name = "structure",
    .rules = rules,
    .rule_count = sizeof(rules) / sizeof(rules[0]),
    .run = run,
};
