#include "parse/html.h"

#include <string.h>

#include "base/arena.h"
#include "parse/guard.h"

static bool is_space(char c)
{
	return char_is_space((unsigned char)c);
}

static bool is_name(char c)
{
	return char_is_alnum((unsigned char)c) || c == '-' || c == '_' || c == ':' || c == '.';
}

static const char *const target_attributes[] = {"href", "to", "url"};
static const char *const kind_attributes[] = {"class", "classname", "role"};
static const char *const code_elements[] = {"code", "kbd", "samp", "tt", "var"};
static const char *const image_elements[] = {"image", "img"};

/* As strcmp, the case of WORD ignored. */
static int compare_name(struct slice word, const char *name)
{
	for (size_t i = 0; i < word.len; i++) {
		int difference = (unsigned char)char_lower(word.ptr[i]) - (unsigned char)name[i];

		if (difference || !name[i])
			return difference;
	}
	return name[word.len] ? -1 : 0;
}

bool html_name_in(struct slice word, const char *const *names, size_t count)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;
		int difference = compare_name(word, names[middle]);

		if (difference == 0)
			return true;
		if (difference < 0)
			count = middle;
		else
			low = middle + 1;
	}
	return false;
}

static bool contains_fold(struct slice text, const char *needle)
{
	size_t len = strlen(needle);

	for (size_t i = 0; i + len <= text.len; i++) {
		if (slice_equal_fold(slice_sub(text, i, i + len), slice_from(needle, len)))
			return true;
	}
	return false;
}

/* ---- tokens ---- */

/* The end of a string or template that opens at AT; the end of BYTES when it is open. */
static size_t string_end(struct slice bytes, size_t at)
{
	char quote = bytes.ptr[at];

	for (size_t i = at + 1; i < bytes.len; i++) {
		if (bytes.ptr[i] == '\\')
			i++;
		else if (bytes.ptr[i] == quote)
			return i + 1;
		else if (bytes.ptr[i] == '\n' && quote != '`')
			return at + 1; /* an apostrophe, not a string */
	}
	guard_tick(bytes.len - at);
	return at + 1;
}

size_t html_read_braces(struct slice bytes, size_t at)
{
	size_t depth = 0;
	size_t i = at;

	while (i < bytes.len) {
		char c = bytes.ptr[i];

		if (c == '"' || c == '\'' || c == '`') {
			i = string_end(bytes, i);
			continue;
		}
		if (c == '/' && i + 1 < bytes.len && bytes.ptr[i + 1] == '*') {
			size_t end = slice_find(bytes, "*/", i + 2);

			if (end == SIZE_MAX)
				break;
			i = end + 2;
			continue;
		}
		i++;
		depth += c == '{';
		if (c == '}' && --depth == 0)
			return i;
	}
	/* Only failures are read again. */
	guard_tick(bytes.len - at);
	return at;
}

/* The value after "="; AT when it does not end. RAW stays empty for an expression. */
static size_t read_value(struct slice bytes, size_t at, bool jsx, struct range *raw)
{
	size_t i = at;

	if (i < bytes.len && (bytes.ptr[i] == '"' || bytes.ptr[i] == '\'')) {
		const char *end = memchr(bytes.ptr + i + 1, bytes.ptr[i], bytes.len - i - 1);

		if (!end)
			return at;
		*raw = (struct range){i + 1, (size_t)(end - bytes.ptr)};
		return raw->end + 1;
	}
	if (jsx && i < bytes.len && bytes.ptr[i] == '{')
		return html_read_braces(bytes, i);
	while (i < bytes.len && !is_space(bytes.ptr[i]) && !strchr("<>\"'`", bytes.ptr[i]))
		i++;
	*raw = (struct range){at, i};
	return i;
}

static void note_attribute(struct html_tag *tag, struct slice bytes, struct slice name,
                           struct range value)
{
	struct slice text = slice_sub(bytes, value.start, value.end);

	if (!tag->has_target && HTML_NAME_IN(name, target_attributes)) {
		tag->has_target = true;
		tag->target = value;
	} else if (slice_equal_fold(name, slice_of("src"))) {
		tag->image = value;
	} else if (slice_equal_fold(name, slice_of("alt"))) {
		tag->alt = value;
	} else if (HTML_NAME_IN(name, kind_attributes)) {
		tag->acts_as_button = tag->acts_as_button || contains_fold(text, "btn") ||
		                      contains_fold(text, "button") || contains_fold(text, "cta");
	}
}

/* One attribute, or a JSX spread, at AT; returns its end, or AT when there is none. */
static size_t read_attribute(struct slice bytes, size_t at, bool jsx, struct html_tag *tag)
{
	size_t i = at;
	size_t value;
	struct slice name;
	struct range raw = {0, 0};

	if (jsx && bytes.ptr[i] == '{')
		return html_read_braces(bytes, i);
	while (i < bytes.len && !is_space(bytes.ptr[i]) && !strchr("=/<>\"'{}", bytes.ptr[i]))
		i++;
	if (i == at)
		return at;
	name = slice_sub(bytes, at, i);
	value = i;
	while (value < bytes.len && is_space(bytes.ptr[value]))
		value++;
	if (value < bytes.len && bytes.ptr[value] == '=') {
		value++;
		while (value < bytes.len && is_space(bytes.ptr[value]))
			value++;
		i = read_value(bytes, value, jsx, &raw);
		if (i == value)
			return at;
	}
	note_attribute(tag, bytes, name, raw);
	return i;
}

size_t html_read_tag(struct slice bytes, size_t at, bool jsx, struct html_tag *tag)
{
	size_t i = at + 1;
	size_t start;

	*tag = (struct html_tag){0};
	tag->closing = i < bytes.len && bytes.ptr[i] == '/';
	i += tag->closing;
	start = i;
	if (i < bytes.len && char_is_alpha((unsigned char)bytes.ptr[i])) {
		while (i < bytes.len && is_name(bytes.ptr[i]))
			i++;
	}
	tag->name = slice_sub(bytes, start, i);
	if (i == start && !(jsx && i < bytes.len && bytes.ptr[i] == '>'))
		return at;
	while (i < bytes.len && bytes.ptr[i] != '>') {
		size_t end = i + 1;

		tag->empty = bytes.ptr[i] == '/';
		if (!tag->empty && !is_space(bytes.ptr[i]))
			end = read_attribute(bytes, i, jsx, tag);
		if (end == i)
			break;
		i = end;
	}
	if (i < bytes.len && bytes.ptr[i] == '>')
		return i + 1;
	guard_tick(i - at);
	return at;
}

/* ---- links ---- */

static struct slice content_bytes(const struct html *html)
{
	return slice_from(html->content->bytes, html->content->len);
}

/* An attribute's value with its entities decoded, in the prose's arena. */
static struct slice decode(struct html *html, struct range range)
{
	const char *bytes = html->content->bytes;
	char *out = arena_alloc(html->prose->arena, range.end - range.start + 1);
	size_t len = 0;

	while (range.start < range.end) {
		char text[ENTITY_TEXT];
		size_t text_len = 0;
		size_t taken = 0;

		if (bytes[range.start] == '&')
			taken = entity_decode(html->entities, bytes + range.start,
			                      range.end - range.start, text, &text_len);
		/* Hardly an entity is shorter than its text: those stay as they are. */
		if (taken && text_len <= taken) {
			memcpy(out + len, text, text_len);
			len += text_len;
			range.start += taken;
		} else {
			out[len++] = bytes[range.start++];
		}
	}
	return slice_from(out, len);
}

void html_text(struct html *html, struct range range)
{
	const char *bytes = html->content->bytes;
	size_t i = range.start;

	while (i < range.end) {
		char text[ENTITY_TEXT];
		size_t text_len = 0;
		size_t start = i;
		size_t taken = 0;

		if (bytes[i] == '&')
			taken = entity_decode(html->entities, bytes + i, range.end - i, text,
			                      &text_len);
		if (taken) {
			struct span span =
			    content_span(html->content, (struct range){i, i + taken});

			prose_add(html->prose, TEXTMAP_DERIVED, text, text_len, span.start,
			          span.end - span.start);
			i += taken;
			continue;
		}
		i++;
		if (bytes[start] == '\n') {
			prose_add_range(html->prose, html->content, (struct range){start, i});
			/* The indentation of the next line is no text. */
			while (i < range.end && is_space(bytes[i]))
				i++;
			continue;
		}
		while (i < range.end && bytes[i] != '&' && bytes[i] != '\n')
			i++;
		prose_add_range(html->prose, html->content, (struct range){start, i});
	}
}

static void add_image(struct html *html, const struct html_tag *tag, struct span span)
{
	size_t handle = prose_open_image(html->prose, span.start, decode(html, tag->image));
	struct span source = {span.end, span.end};

	html_text(html, tag->alt);
	if (tag->image.end)
		source = content_span(html->content, tag->image);
	prose_close_image(html->prose, handle, span.end, source);
}

/* Whether TAG takes a reader elsewhere, and as what. */
static bool link_kind(const struct html_tag *tag, enum link_kind *kind)
{
	*kind = LINK_BUTTON;
	if (slice_equal_fold(tag->name, slice_of("a"))) {
		if (!tag->acts_as_button)
			*kind = LINK_TEXT;
		return tag->has_target;
	}
	if (contains_fold(tag->name, "button") || contains_fold(tag->name, "cta"))
		return true;
	/* <link> itself belongs to a page's head. */
	return tag->has_target && contains_fold(tag->name, "link") && !slice_is(tag->name, "link");
}

bool html_is_link(const struct html_tag *tag)
{
	enum link_kind kind;
	struct html_tag opening = *tag;

	/* Whether a closing tag closes a link is not known from it alone. */
	opening.has_target = opening.has_target || tag->closing;
	return link_kind(&opening, &kind);
}

/* Closes the newest open link of that name, if there is one. */
static void close_link(struct html *html, struct slice name, size_t end)
{
	struct prose *prose = html->prose;

	if (name.len > PROSE_TAG_NAME)
		name.len = PROSE_TAG_NAME;
	for (size_t i = prose->open_tag_count; i-- > 0;) {
		size_t handle = prose->open_tags[i];
		const struct prose_link *link = &prose->links[handle];

		/* A tag in an alt does not close one outside it. */
		if (link->in_image != (prose->images > 0) ||
		    !slice_equal_fold(name, slice_of(link->name)))
			continue;
		prose_close_link(prose, handle, end, link->link.destination_span);
		prose->open_tag_count--;
		memmove(&prose->open_tags[i], &prose->open_tags[i + 1],
		        (prose->open_tag_count - i) * sizeof(prose->open_tags[0]));
		return;
	}
}

static void push_tag(struct prose *prose, size_t handle)
{
	if (prose->open_tag_count == PROSE_OPEN_TAGS) {
		prose->open_tag_count--;
		memmove(&prose->open_tags[0], &prose->open_tags[1],
		        prose->open_tag_count * sizeof(prose->open_tags[0]));
	}
	prose->open_tags[prose->open_tag_count++] = handle;
}

static void open_link(struct html *html, const struct html_tag *tag, enum link_kind kind,
                      struct span span)
{
	struct prose *prose = html->prose;
	struct prose_link *link;
	size_t len = tag->name.len < PROSE_TAG_NAME ? tag->name.len : PROSE_TAG_NAME;
	size_t handle;

	/* Links do not nest: a browser ends the first one here as well. */
	close_link(html, tag->name, span.start);
	handle = prose_open_link(prose, kind, span.start, decode(html, tag->target));
	link = &prose->links[handle];
	memcpy(link->name, tag->name.ptr, len);
	link->link.destination_span = (struct span){span.end, span.end};
	if (tag->target.end)
		link->link.destination_span = content_span(html->content, tag->target);
	if (tag->empty)
		prose_close_link(prose, handle, span.end, link->link.destination_span);
	else
		push_tag(prose, handle);
}

void html_apply(struct html *html, const struct html_tag *tag, struct span span)
{
	enum link_kind kind;

	if (slice_equal_fold(tag->name, slice_of("br"))) {
		prose_gap(html->prose, PROSE_BLANK, span);
	} else if (HTML_NAME_IN(tag->name, code_elements)) {
		if (!tag->closing)
			html->prose->codes += !tag->empty;
		else if (html->prose->codes)
			html->prose->codes--;
	} else if (tag->closing) {
		if (html_is_link(tag))
			close_link(html, tag->name, span.end);
	} else if (HTML_NAME_IN(tag->name, image_elements)) {
		add_image(html, tag, span);
	} else if (link_kind(tag, &kind)) {
		open_link(html, tag, kind, span);
	}
}

void html_add_comment(struct prose *prose, struct span span, size_t opener, size_t closer)
{
	struct comment comment = {.span = span};

	if (span.start < prose->excluded.end && span.end > prose->excluded.start)
		return;
	if (span.end - span.start < opener + closer)
		closer = 0;
	comment.text = slice_trim(
	    source_slice(prose->source, (struct span){span.start + opener, span.end - closer}));
	comments_add(&prose->document->comments, prose->arena, comment);
}

void html_braces(struct html *html, struct range range)
{
	struct span span = content_span(html->content, range);
	struct slice inside =
	    slice_trim(slice_sub(content_bytes(html), range.start + 1, range.end - 1));

	if (slice_starts(inside, "/*") && slice_find(inside, "*/", 2) == inside.len - 2) {
		size_t before = (size_t)(inside.ptr - html->content->bytes) - range.start;
		size_t after = range.end - range.start - before - inside.len;

		html_add_comment(html->prose, span, before + 2, after + 2);
	}
	if (html->prose->skip_end < span.end)
		html->prose->skip_end = span.end;
	prose_gap(html->prose, PROSE_UNFUSED, span);
}

void html_inline(struct html *html, struct range range)
{
	struct slice bytes = slice_sub(content_bytes(html), range.start, range.end);
	struct span span = content_span(html->content, range);
	struct html_tag tag;

	if (slice_starts(bytes, "<!--"))
		html_add_comment(html->prose, span, 4, 3);
	else if (html_read_tag(content_bytes(html), range.start, html->jsx, &tag) != range.start)
		html_apply(html, &tag, span);
}
