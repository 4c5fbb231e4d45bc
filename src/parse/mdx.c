#include "parse/mdx.h"

#include <string.h>

#include "parse/guard.h"

static bool is_statement(struct slice text)
{
	return slice_starts(text, "import ") || slice_starts(text, "import{") ||
	       slice_starts(text, "import\"") || slice_starts(text, "import'") ||
	       slice_starts(text, "export ") || slice_starts(text, "export{") ||
	       slice_starts(text, "export*");
}

/* True when the line that begins at AT is blank or there is none. */
static bool is_blank_line(struct slice bytes, size_t at)
{
	while (at < bytes.len && (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\t'))
		at++;
	return at >= bytes.len || bytes.ptr[at] == '\n' || bytes.ptr[at] == '\r';
}

/* Statements end at a blank line outside of braces. */
static size_t statement_end(struct slice bytes, size_t start)
{
	size_t at = start;

	while (at < bytes.len) {
		size_t end = at;

		if (bytes.ptr[at] == '{')
			end = html_read_braces(bytes, at);
		else if ((bytes.ptr[at] == '\n' || bytes.ptr[at] == '\r') &&
		         is_blank_line(bytes, at + 1))
			break;
		at = end > at ? end : at + 1;
	}
	guard_tick(at - start);
	return at;
}

size_t mdx_flow_end(struct slice bytes, size_t start)
{
	if (is_statement(slice_sub(bytes, start, bytes.len)))
		return statement_end(bytes, start);
	if (start < bytes.len && bytes.ptr[start] == '{')
		return html_read_braces(bytes, start);
	return start;
}

void mdx_text(struct html *html, struct range range, size_t *end)
{
	struct slice bytes = slice_from(html->content->bytes, html->content->len);
	size_t from = range.start > *end ? range.start : *end;
	size_t at = from;

	while (at < range.end) {
		struct html_tag tag;
		size_t next = at;

		if (bytes.ptr[at] == '{')
			next = html_read_braces(bytes, at);
		else if (bytes.ptr[at] == '<')
			next = html_read_tag(bytes, at, true, &tag);
		if (next == at) {
			at++;
			continue;
		}
		prose_add_range(html->prose, html->content, (struct range){from, at});
		if (bytes.ptr[at] == '{')
			html_braces(html, (struct range){at, next});
		else
			html_apply(html, &tag,
			           content_span(html->content, (struct range){at, next}));
		html->prose->skip_end = content_span(html->content, (struct range){at, next}).end;
		*end = next;
		from = next;
		at = next;
	}
	if (from < range.end)
		prose_add_range(html->prose, html->content, (struct range){from, range.end});
}
