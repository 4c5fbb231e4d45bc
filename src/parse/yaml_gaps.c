#include "parse/yaml_gaps.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static size_t line_end(const struct yaml_gaps *gaps, size_t at)
{
	while (at < gaps->range.end && !yaml_break(gaps->bytes, at, gaps->range.end))
		at++;
	return at;
}

void yaml_gaps_upto(struct yaml_gaps *gaps, size_t to)
{
	while (gaps->seen < to) {
		const char *mark = memchr(gaps->bytes + gaps->seen, '#', to - gaps->seen);
		struct comment comment = {.metadata = true};
		size_t text;

		if (!mark) {
			gaps->seen = to;
			return;
		}
		comment.span.start = (size_t)(mark - gaps->bytes);
		comment.span.end = line_end(gaps, comment.span.start);
		text = comment.span.start;
		while (text < comment.span.end && gaps->bytes[text] == '#')
			text++;
		comment.text =
		    slice_trim(source_slice(gaps->source, (struct span){text, comment.span.end}));
		if (gaps->comments)
			comments_add(gaps->comments, gaps->arena, comment);
		gaps->seen = comment.span.end;
	}
}

void yaml_gaps_prologue(struct yaml_gaps *gaps, size_t to)
{
	while (gaps->seen < to) {
		size_t end = line_end(gaps, gaps->seen);
		size_t next = end + yaml_break(gaps->bytes, end, gaps->range.end);

		if (gaps->bytes[gaps->seen] == '%')
			gaps->seen = next;
		else
			yaml_gaps_upto(gaps, next < to ? next : to);
	}
}

void yaml_gaps_scalar(struct yaml_gaps *gaps, const struct yaml_scalar *scalar)
{
	if (scalar->style == YAML_STYLE_LITERAL || scalar->style == YAML_STYLE_FOLDED)
		yaml_gaps_upto(gaps, line_end(gaps, scalar->start));
	if (scalar->end > gaps->seen)
		gaps->seen = scalar->end;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_name(char c)
{
	return char_is_alnum(c) || c == '_' || c == '-';
}

/* The end of the tag or anchor at AT. */
static size_t property_end(const struct yaml_gaps *gaps, size_t at, size_t end)
{
	const char *bytes = gaps->bytes;
	bool verbatim = at + 1 < end && bytes[at] == '!' && bytes[at + 1] == '<';

	if (bytes[at] == '&') {
		for (at++; at < end && is_name(bytes[at]);)
			at++;
		return at;
	}
	while (at < end && !char_is_space(bytes[at]) && !yaml_break(bytes, at, end) &&
	       (verbatim || !strchr(",[]{}", bytes[at])))
		at++;
	return at;
}

size_t yaml_gaps_properties(struct yaml_gaps *gaps, size_t at, size_t end, bool tag, bool anchor)
{
	const char *bytes = gaps->bytes;
	size_t behind = at;
	bool line_begins = false; /* at AT */

	while (at < end) {
		size_t len = yaml_break(bytes, at, end);

		if (len || is_blank(bytes[at])) {
			at += len ? len : 1;
			line_begins = len > 0;
		} else if (bytes[at] == '#' && at > behind) {
			yaml_gaps_upto(gaps, at + 1);
			at = gaps->seen;
		} else if ((tag && bytes[at] == '!') || (anchor && bytes[at] == '&')) {
			tag = tag && bytes[at] != '!';
			anchor = anchor && bytes[at] != '&';
			at = property_end(gaps, at, end);
			behind = at;
			gaps->seen = at;
		} else if (line_begins && end - at > 3 &&
		           memcmp(bytes + at, "\xEF\xBB\xBF", 3) == 0) {
			at += 3; /* libyaml lets one begin a line */
			line_begins = false;
		} else {
			break;
		}
	}
	return at < end ? at : end;
}

struct span yaml_scalar_span(const struct yaml_gaps *gaps, const struct yaml_scalar *scalar,
                             size_t floor)
{
	const char *bytes = gaps->bytes;
	struct span span = {scalar->start, scalar->end};

	if (scalar->style == YAML_STYLE_PLAIN && span.start >= span.end) {
		span.end = span.start;
		while (span.end > floor && char_is_space(bytes[span.end - 1]))
			span.end--;
		if (span.end > floor && bytes[span.end - 1] == ':')
			return (struct span){span.end, span.end};
		return (struct span){scalar->start, scalar->start};
	}
	if (scalar->style != YAML_STYLE_LITERAL && scalar->style != YAML_STYLE_FOLDED)
		return span;
	while (span.end > span.start && char_is_space(bytes[span.end - 1]))
		span.end--;
	while (span.end < scalar->end && !yaml_break(bytes, span.end, scalar->end))
		span.end++;
	return span;
}

/* Whether a line begins at AT. */
static bool begins_line(const struct yaml_gaps *gaps, size_t at)
{
	size_t start = at > gaps->range.start + 3 ? at - 3 : gaps->range.start;

	/* The longest line break has three bytes. */
	for (size_t i = start; i < at; i++)
		if (i + yaml_break(gaps->bytes, i, at) == at)
			return true;
	return at == gaps->range.start;
}

size_t yaml_nth_directive(const struct yaml_gaps *gaps, size_t n)
{
	const char *mark = gaps->bytes + gaps->range.start;
	const char *end = gaps->bytes + gaps->range.end;

	for (; (mark = memchr(mark, '%', (size_t)(end - mark))); mark++)
		if (begins_line(gaps, (size_t)(mark - gaps->bytes)) && --n == 0)
			return (size_t)(mark - gaps->bytes);
	return SIZE_MAX;
}

void yaml_check_tag(const struct yaml_gaps *gaps, const char *tag, size_t at,
                    struct problems *problems)
{
	static const char *const prefixes[] = {"python/", "ruby/", "js/",  "java",
	                                       "php/",    "perl/", "net/", "com."};
	static const char standard[] = "tag:yaml.org,2002:";
	struct slice name = slice_of(tag);

	if (slice_starts(name, standard))
		name = slice_sub(name, sizeof(standard) - 1, name.len);
	else if (slice_starts(name, "!"))
		name = slice_sub(name, 1, name.len);
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		struct problem *problem;

		if (!slice_starts(name, prefixes[i]))
			continue;
		name.len = utf8_advance(name.ptr, name.len, 60);
		if (gaps->bytes[at] == '&')
			at = property_end(gaps, at, gaps->range.end);
		while (at < gaps->range.end && char_is_space(gaps->bytes[at]))
			at++;
		problem = problems_add(problems, PROBLEM_EXECUTABLE,
		                       (struct span){at, property_end(gaps, at, gaps->range.end)},
		                       "a tag that builds `%.*s`", SLICE_ARG(name));
		problem->help = "remove the tag: a loader that honours it runs code";
		return;
	}
}
