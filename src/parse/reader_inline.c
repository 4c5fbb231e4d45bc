/* The steps through a leaf block's inline nodes; see reader.h. */
#include "parse/reader.h"

#include <string.h>

#include "parse/mdx.h"

void reader_begin(struct reader *reader, size_t start)
{
	cursor_begin(&reader->cursor, &reader->map.content, &reader->entities, start);
	reader->autolink = false;
	prose_clear(&reader->prose);
	reader->prose.skip_end = reader->skip_end;
	reader->text_end = 0;
}

bool reader_text_runs(struct reader *reader, struct slice literal)
{
	struct cursor *cursor = &reader->cursor;
	struct run run;

	while (literal.len) {
		struct span span;

		if (!cursor_text(cursor, literal.ptr, literal.len, !reader->autolink, &run))
			return false;
		if (run.kind == RUN_DERIVED) {
			span = content_span(cursor->content, run.content);
			prose_add(&reader->prose, TEXTMAP_DERIVED, literal.ptr, run.len, span.start,
			          span.end - span.start);
		} else if (reader->mdx) {
			mdx_text(&reader->html, run.content, &reader->text_end);
		} else {
			prose_add_range(&reader->prose, cursor->content, run.content);
		}
		literal = slice_sub(literal, run.len, literal.len);
	}
	return true;
}

bool reader_code(struct reader *reader, struct slice literal)
{
	struct cursor *cursor = &reader->cursor;
	struct range range;
	struct span span;

	if (!cursor_code(cursor, literal.ptr, literal.len, &range))
		return false;
	span = content_span(cursor->content, range);
	prose_open_inline(&reader->prose, INLINE_CODE, span.start);
	prose_mask(&reader->prose, literal, span);
	prose_close_inline(&reader->prose, INLINE_CODE, span.end);
	return true;
}

bool reader_html_inline(struct reader *reader, struct slice literal)
{
	struct range range;

	if (!cursor_bytes(&reader->cursor, literal.ptr, literal.len, &range))
		return false;
	if (range.start >= reader->text_end)
		html_inline(&reader->html, range);
	return true;
}

bool reader_break(struct reader *reader, bool hard)
{
	struct range range;
	struct span span;

	if (!cursor_break(&reader->cursor, hard, &range))
		return false;
	span = content_span(reader->cursor.content, range);
	prose_add(&reader->prose, TEXTMAP_BREAK, " ", 1, span.start, span.end - span.start);
	return true;
}

bool reader_emphasis(struct reader *reader, bool strong, bool enter)
{
	enum inline_kind kind = strong ? INLINE_STRONG : INLINE_EMPHASIS;
	struct cursor *cursor = &reader->cursor;
	size_t before = cursor->at;

	if (!cursor_emphasis(cursor, strong ? 2 : 1))
		return false;
	if (enter)
		prose_open_inline(
		    &reader->prose, kind,
		    content_span(cursor->content, (struct range){cursor->at - 1, cursor->at}).end);
	else
		prose_close_inline(
		    &reader->prose, kind,
		    content_span(cursor->content, (struct range){before, before + 1}).start);
	return true;
}

/* ---- links ---- */

bool reader_open_link(struct reader *reader, bool image, struct slice destination, size_t *handle)
{
	struct cursor *cursor = &reader->cursor;
	struct range start = {cursor->at, cursor->at + 1};
	size_t source;

	if (!cursor_link_open(cursor, image, &reader->autolink))
		return false;
	source = content_span(cursor->content, start).start;
	if (image)
		*handle = prose_open_image(&reader->prose, source, destination);
	else
		*handle = prose_open_link(&reader->prose, reader->autolink ? LINK_AUTO : LINK_TEXT,
		                          source, destination);
	return true;
}

/* Where the destination stands; an empty span at END when that is not sure. */
static struct span destination_span(const struct cursor *cursor, const struct link_tail *tail,
                                    struct slice destination, size_t end)
{
	struct slice raw = slice_sub(slice_from(cursor->content->bytes, cursor->content->len),
	                             tail->destination.start, tail->destination.end);
	bool decoded = raw.len && (memchr(raw.ptr, '&', raw.len) || memchr(raw.ptr, '\\', raw.len));

	if (!tail->inline_link || (!decoded && !slice_equal(slice_trim(raw), destination)))
		return (struct span){end, end};
	return content_span(cursor->content, tail->destination);
}

bool reader_close_link(struct reader *reader, bool image, struct slice destination, size_t handle)
{
	struct cursor *cursor = &reader->cursor;
	struct range close = {cursor->at, cursor->at + 1};
	bool autolink = reader->autolink; /* nothing but text stands in one */
	struct link_tail tail;
	struct span span;
	size_t end;

	if (!cursor_link_close(cursor, autolink, &tail))
		return false;
	reader->autolink = false;
	end = content_span(cursor->content, (struct range){cursor->at - 1, cursor->at}).end;
	span = destination_span(cursor, &tail, destination, end);
	if (autolink)
		span = (struct span){reader->prose.links[handle].link.span.start + 1,
		                     content_span(cursor->content, close).start};
	if (image)
		prose_close_image(&reader->prose, handle, end, span);
	else
		prose_close_link(&reader->prose, handle, end, span);
	return true;
}
