/*
 * HTML blocks: text between tags, one block for each run between block-level
 * tags, so that a heading and the paragraph after it are not one sentence.
 */
#include <string.h>

#include "parse/guard.h"
#include "parse/html.h"

/* Elements of running text. What is not named here ends a run, components too. */
static const char *const inline_elements[] = {
    "a",      "abbr",   "b",   "bdi",  "bdo",  "big",   "br",  "cite",  "code",  "data",
    "del",    "dfn",    "em",  "font", "i",    "image", "img", "input", "ins",   "kbd",
    "label",  "mark",   "q",   "rp",   "rt",   "ruby",  "s",   "samp",  "small", "span",
    "strike", "strong", "sub", "sup",  "time", "tt",    "u",   "var",   "wbr"};

/* Elements whose text is not prose. */
static const char *const raw_elements[] = {"math",  "noscript", "pre",      "script",
                                           "style", "svg",      "template", "textarea"};

static struct slice bytes_of(const struct html *html)
{
	return slice_from(html->content->bytes, html->content->len);
}

/* Source of the text [first, last) and of the run's links. */
static struct span run_span(const struct html *html, size_t first, size_t last)
{
	const struct prose *prose = html->prose;
	struct span span = {SIZE_MAX, 0};

	if (first < last)
		span = prose_span(prose, first, last);
	for (size_t i = 0; i < prose->link_count; i++) {
		const struct prose_link *link = &prose->links[i];

		if (link->open || link->in_image)
			continue;
		if (link->link.span.start < span.start)
			span.start = link->link.span.start;
		if (link->link.span.end > span.end)
			span.end = link->link.span.end;
	}
	/* A link may come from the run before. */
	if (span.start < html->run_start)
		span.start = html->run_start;
	return span;
}

/* Adds the run so far as a block; a link without text yet goes on in the next run. */
static void flush(struct html *html, const struct block *model, size_t end)
{
	struct prose *prose = html->prose;
	const struct builder *text = &prose->text.text;
	struct block block = *model;
	size_t source_end = content_span(html->content, (struct range){0, end}).end;
	size_t carried = 0;
	size_t first = 0;
	size_t last = text->len;

	while (first < last && char_is_space((unsigned char)text->bytes[first]))
		first++;
	while (last > first && char_is_space((unsigned char)text->bytes[last - 1]))
		last--;
	for (size_t i = 0; i < prose->open_tag_count; i++) {
		size_t handle = prose->open_tags[i];
		const struct prose_link *link = &prose->links[handle];

		if (end == html->content->len || (first < last && link->link.start < last))
			prose_close_link(prose, handle, source_end, link->link.destination_span);
	}
	if (first < last || !prose_is_empty(prose)) {
		block.span = run_span(html, first, last);
		prose_emit_part(prose, &block, first, last, SIZE_MAX);
	} else {
		prose_emit_alts(prose, &block, SIZE_MAX);
	}
	for (size_t i = 0; i < prose->open_tag_count; i++) {
		struct prose_link link = prose->links[prose->open_tags[i]];

		if (!link.open)
			continue;
		link.link.start = 0;
		prose->open_tags[carried] = carried;
		prose->links[carried++] = link;
	}
	prose_clear_keeping(prose, carried);
	html->run_start = source_end;
}

/* The end of a raw element whose opening tag ended at AT. */
static size_t raw_end(struct slice bytes, size_t at, struct slice name)
{
	size_t i = slice_find(bytes, "</", at);

	while (i != SIZE_MAX) {
		struct slice after = slice_sub(bytes, i + 2, bytes.len);

		if (after.len >= name.len && slice_equal_fold(slice_sub(after, 0, name.len), name))
			break;
		i = slice_find(bytes, "</", i + 2);
	}
	if (i == SIZE_MAX)
		return bytes.len;
	i = slice_find(bytes, ">", i);
	return i == SIZE_MAX ? bytes.len : i + 1;
}

static bool is_inline(const struct html_tag *tag)
{
	/* Links of all kinds stand in running text: <Button>, <CtaLink>. */
	return HTML_NAME_IN(tag->name, inline_elements) || html_is_link(tag);
}

/* "<!-- … -->", "<!DOCTYPE …>", "<? … ?>", "<![CDATA[ … ]]>" at AT; AT when it is none. */
static size_t read_declaration(struct html *html, size_t at)
{
	struct slice bytes = bytes_of(html);
	struct slice rest = slice_sub(bytes, at, bytes.len);
	const char *closer = ">";
	size_t end;

	if (slice_starts(rest, "<!--"))
		closer = "-->";
	else if (slice_starts(rest, "<?"))
		closer = "?>";
	else if (slice_starts(rest, "<![CDATA["))
		closer = "]]>";
	else if (!slice_starts(rest, "<!"))
		return at;
	end = slice_find(bytes, closer, at + 2);
	end = end == SIZE_MAX ? bytes.len : end + strlen(closer);
	if (slice_starts(rest, "<!--")) {
		bool closed = slice_ends(slice_sub(bytes, at, end), "-->");

		html_add_comment(html->prose, content_span(html->content, (struct range){at, end}),
		                 4, closed ? 3 : 0);
	}
	return end;
}

/* A tag at AT; returns its end, or AT when it is text. */
static size_t read_tag(struct html *html, const struct block *model, size_t at)
{
	struct slice bytes = bytes_of(html);
	struct html_tag tag;
	size_t end = html_read_tag(bytes, at, html->jsx, &tag);
	struct span span;

	if (end == at)
		return at;
	span = content_span(html->content, (struct range){at, end});
	if (!is_inline(&tag))
		flush(html, model, at);
	if (!tag.closing && !tag.empty && HTML_NAME_IN(tag.name, raw_elements))
		return raw_end(bytes, end, tag.name);
	html_apply(html, &tag, span);
	return end;
}

void html_block(struct html *html, const struct block *model)
{
	struct slice bytes = bytes_of(html);
	size_t text = 0;
	size_t at = 0;

	html->run_start = model->span.start;
	while (at < bytes.len) {
		char c = bytes.ptr[at];
		size_t end = at;

		if (c == '<') {
			html_text(html, (struct range){text, at});
			text = at;
			end = read_declaration(html, at);
			if (end == at)
				end = read_tag(html, model, at);
		} else if (c == '{' && html->jsx) {
			end = html_read_braces(bytes, at);
			if (end != at) {
				html_text(html, (struct range){text, at});
				html_braces(html, (struct range){at, end});
			}
		}
		if (end == at) {
			at++;
			continue;
		}
		at = end;
		text = end;
		guard_tick(1);
	}
	html_text(html, (struct range){text, bytes.len});
	flush(html, model, bytes.len);
}
