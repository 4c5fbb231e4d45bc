/* Positions in a content: from its bytes to those of the source. */
#include "parse/srcmap.h"

const struct segment *content_search(struct content *content, size_t at)
{
	const struct segment *segments = content->segments;
	size_t low = segments[content->hint].at > at ? 0 : content->hint;
	size_t high = content->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (segments[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	content->hint = low;
	return &segments[low];
}

struct span content_span_across(struct content *content, struct range range)
{
	const struct segment *segment;
	struct span span = {0, 0};

	if (content->count == 0)
		return span;
	if (range.start == range.end && range.start) {
		segment = content_segment(content, range.start - 1);
		span.start = segment->source + segment->source_len;
		if (segment->kind == SEGMENT_BYTES)
			span.start = segment->source + (range.start - segment->at);
		return (struct span){span.start, span.start};
	}
	segment = content_segment(content, range.start);
	span.start = segment->source;
	if (segment->kind == SEGMENT_BYTES)
		span.start += range.start - segment->at;
	if (range.start == range.end)
		return (struct span){span.start, span.start};
	segment = content_segment(content, range.end - 1);
	span.end = segment->source + segment->source_len;
	if (segment->kind == SEGMENT_BYTES)
		span.end = segment->source + (range.end - segment->at);
	return span;
}
