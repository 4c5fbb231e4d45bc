#include "cli/markup.h"

#include <string.h>

#include "cli/project.h"
#include "cli/xml.h"

void markup_text(struct sink *sink, const char *text)
{
	if (text)
		sink_message(sink, text);
}

static void add_part(struct sink *sink, struct slice part)
{
	struct builder copy = {NULL, 0, 0};

	if (part.len && char_is_space(part.ptr[0]))
		sink_blanks(sink, 1);
	builder_add_slice(&copy, part);
	builder_add(&copy, "", 0);
	sink_message(sink, copy.bytes);
	builder_release(&copy);
	if (slice_trim(part).len && char_is_space(part.ptr[part.len - 1]))
		sink_blanks(sink, 1);
}

void markup_prose(struct sink *sink, const char *text)
{
	struct slice rest = slice_of(text);
	bool code = false;

	while (rest.len) {
		size_t end = slice_find(rest, "`", 0);

		/* A backtick without its counterpart is one. */
		if (!code && end < rest.len && slice_find(rest, "`", end + 1) > rest.len)
			end = rest.len;
		if (end > rest.len)
			end = rest.len;
		add_part(sink, slice_sub(rest, 0, end));
		if (end == rest.len)
			return;
		code = !code;
		sink_add(sink, code ? "<code>" : "</code>");
		rest = slice_sub(rest, end + 1, rest.len);
	}
}

void markup_label(struct sink *sink, const char *id, const char *name)
{
	if (!name || slice_equal_fold(slice_of(name), slice_of(id))) {
		markup_text(sink, name ? name : id);
		return;
	}
	markup_text(sink, name);
	sink_add(sink, " <code>");
	markup_text(sink, id);
	sink_add(sink, "</code>");
}

void markup_count(struct sink *sink, size_t count, const char *noun)
{
	sink_printf(sink, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

void markup_permille(struct sink *sink, unsigned permille)
{
	sink_printf(sink, "%u.%u&nbsp;%%", permille / 10, permille % 10);
}

void markup_number_cell(struct sink *sink, size_t number)
{
	sink_printf(sink, "<td class=\"n\">%zu</td>", number);
}

void markup_text_cell(struct sink *sink, const char *text)
{
	sink_add(sink, text ? "<td>" : "<td class=\"none\">");
	markup_text(sink, text ? text : "none");
	sink_add(sink, "</td>");
}

void page_section(struct page *page, const char *id, const char *title)
{
	sink_printf(page->sink, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n", id, id);
	sink_printf(page->sink, "<h2 id=\"%s-title\">%s</h2>\n", id, title);
}

void page_section_end(struct page *page)
{
	sink_add(page->sink, "</section>\n");
}

void page_table(struct page *page, const char *class)
{
	page->tables++;
	sink_printf(page->sink,
	            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
	            "aria-labelledby=\"table-%zu\">\n",
	            page->tables);
	sink_printf(page->sink, "<table class=\"%s\">\n<caption id=\"table-%zu\">", class,
	            page->tables);
}

void page_columns(struct page *page, const struct markup_column *columns, size_t count)
{
	sink_add(page->sink, "</caption>\n<thead><tr>");
	for (size_t i = 0; i < count; i++)
		sink_printf(page->sink, "<th scope=\"col\"%s>%s</th>",
		            columns[i].number ? " class=\"n\"" : "", columns[i].title);
	sink_add(page->sink, "</tr></thead>\n<tbody>\n");
}

void page_table_end(struct page *page)
{
	sink_add(page->sink, "</tbody>\n</table>\n</div>\n");
}

/* From the folder of the page to PATH, so that no part of it has a meaning in a URI. */
static void add_reference(const struct page *page, const char *path)
{
	struct builder whole = {NULL, 0, 0};
	struct builder uri = {NULL, 0, 0};
	const char *from = page->folder;
	const char *to;
	size_t common = 0;

	project_path_absolute(&whole, page->view, path);
	builder_add(&whole, "", 0);
	to = whole.bytes;
	for (size_t i = 0; from[i] == to[i] || (!from[i] && to[i] == '/'); i++) {
		if (to[i] == '/' || !to[i])
			common = i;
		if (!from[i])
			break;
	}
	for (const char *c = from + common; *c; c++)
		if (*c == '/')
			builder_add_string(&uri, "../");
	project_add_uri(&uri, to[common] == '/' ? to + common + 1 : to + common);
	sink_add(page->sink, "<a");
	xml_attribute(page->sink, "href", uri.bytes ? uri.bytes : ".");
	sink_add(page->sink, ">");
	builder_release(&uri);
	builder_release(&whole);
}

void page_link_text(struct page *page, const char *path, const char *text)
{
	add_reference(page, path);
	markup_text(page->sink, text && *text ? text : path);
	sink_add(page->sink, "</a>");
}

void page_link(struct page *page, const char *path, uint32_t line)
{
	struct builder shown = {NULL, 0, 0};
	bool inside;

	if (path[0] == '/')
		project_path(&shown, page->view, path);
	else
		builder_add_string(&shown, path);
	inside = shown.bytes[0] != '/';
	if (inside)
		add_reference(page, path);
	sink_path(page->sink, shown.bytes);
	if (line)
		sink_printf(page->sink, ":%lu", (unsigned long)line);
	sink_add(page->sink, inside ? "</a>" : "");
	builder_release(&shown);
}
