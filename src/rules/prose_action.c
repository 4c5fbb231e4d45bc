/* What a rule's action makes of a match; see prose_matcher.h. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/prose_matcher.h"

/* ---- values with groups ---- */

/* Adds group NUMBER of what was last searched for in FOUND. */
static void add_group(struct finder *f, struct builder *out, struct slice found, size_t number)
{
	struct span span;
	if (pattern_group(f->run->matcher, number, &span))
		builder_add_slice(out, slice_sub(found, span.start, span.end));
}

void finder_fill(struct finder *f, struct builder *out, struct slice value, struct slice found)
{
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		char next = i + 1 < value.len ? value.ptr[i + 1] : '\0';
		if (c != '$') {
			builder_add_char(out, c);
		} else if (char_is_digit(next)) {
			add_group(f, out, found, (size_t)(next - '0'));
			i++;
		} else if (next == '{' && i + 3 < value.len && char_is_digit(value.ptr[i + 2]) &&
		           value.ptr[i + 3] == '}') {
			add_group(f, out, found, (size_t)(value.ptr[i + 2] - '0'));
			i += 3;
		} else if (next == '&') {
			add_group(f, out, found, 0);
			i++;
		} else {
			builder_add_char(out, c);
			i += next == '$';
		}
	}
}

/* ---- actions ---- */

static struct slice edit_pattern(struct finder *f, struct slice found)
{
	struct slice value = f->rule->params.items[2];
	struct builder out = {0};
	struct span span;
	size_t done = 0;
	struct slice edited;

	for (size_t at = 0; pattern_find(f->rule->edit_pattern, f->run->matcher, found, at,
	                                 &span) == PATTERN_MATCH;
	     at = pattern_after(found, span)) {
		builder_add_slice(&out, slice_sub(found, done, span.start));
		finder_fill(f, &out, value, found);
		done = span.end;
	}
	builder_add_slice(&out, slice_sub(found, done, found.len));
	builder_add_string(&out, "");
	edited = slice_from(builder_copy(&out, f->run->arena), out.len);
	builder_release(&out);
	return edited;
}

static struct slice trim(struct slice text, struct slice characters, bool left, bool right)
{
	while (left && text.len && memchr(characters.ptr, text.ptr[0], characters.len))
		text = slice_sub(text, 1, text.len);
	while (right && text.len && memchr(characters.ptr, text.ptr[text.len - 1], characters.len))
		text.len--;
	return text;
}

/* Part number INDEX of TEXT at SEPARATOR; ptr NULL when it has not so many. */
static struct slice part(struct slice text, struct slice separator, long index)
{
	for (size_t at = 0; separator.len;) {
		size_t end = slice_find(text, separator.ptr, at);

		if (index-- == 0)
			return slice_sub(text, at, end);
		if (end == SIZE_MAX)
			break;
		at = end + separator.len;
	}
	return slice_from(NULL, 0);
}

static struct slice edit(struct finder *f, struct slice found)
{
	struct list_of_text params = f->rule->params;
	struct slice result = {NULL, 0};
	struct slice verb = params.count ? params.items[0] : slice_of("");
	long index;

	if (f->rule->edit_pattern)
		result = edit_pattern(f, found);
	else if (params.count == 2 && slice_is(verb, "trim"))
		result = trim(found, params.items[1], true, true);
	else if (params.count == 2 && slice_is(verb, "trim_left"))
		result = trim(found, params.items[1], true, false);
	else if (params.count == 2 && slice_is(verb, "trim_right"))
		result = trim(found, params.items[1], false, true);
	else if (params.count == 2 && slice_is(verb, "truncate"))
		result = part(found, params.items[1], 0);
	else if (params.count == 3 && slice_is(verb, "split") &&
	         slice_long(params.items[2], &index) && index >= 0)
		result = part(found, params.items[1], index);
	return result.ptr ? slice_trim(result) : result;
}

/* "myVariableName" as "my variable name". */
static struct slice plain_words(struct finder *f, struct slice found)
{
	struct builder out = {0};
	struct slice words;

	for (size_t i = 0; i < found.len; i++) {
		char c = found.ptr[i];
		bool upper = c >= 'A' && c <= 'Z';
		bool after_lower = i && found.ptr[i - 1] >= 'a' && found.ptr[i - 1] <= 'z';

		if (upper && after_lower)
			builder_add_char(&out, ' ');
		builder_add_char(&out, c == '_' || c == '-' ? ' ' : char_lower(c));
	}
	builder_add_string(&out, "");
	words = slice_from(builder_copy(&out, f->run->arena), out.len);
	builder_release(&out);
	return words;
}

struct slice finder_act(struct finder *f, struct slice found)
{
	const struct prose_matcher *rule = f->rule;

	switch (rule->action) {
	case ACTION_REMOVE:
		return slice_of("");
	case ACTION_REPLACE:
		return rule->params.count == 1 ? rule->params.items[0] : slice_from(NULL, 0);
	case ACTION_EDIT:
		return edit(f, found);
	case ACTION_CONVERT:
		return plain_words(f, found);
	default:
		return slice_from(NULL, 0);
	}
}

/* ---- replacements ---- */

/* The next letter or digit of TEXT, folded, from *AT on; 0 at the end. */
static uint32_t next_letter(struct slice text, size_t *at)
{
	while (*at < text.len) {
		size_t size;
		uint32_t code = utf8_decode(text.ptr + *at, text.len - *at, &size);

		*at += size;
		if (code != UINT32_MAX && utf8_is_word(code) && code != '_')
			return utf8_fold(code);
	}
	return 0;
}

/* Whether only case, blanks and marks differ. */
static bool same_letters(struct slice a, struct slice b)
{
	size_t i = 0;
	size_t j = 0;
	uint32_t letter;

	do {
		letter = next_letter(a, &i);
		if (letter != next_letter(b, &j))
			return false;
	} while (letter);
	return true;
}

/* A match through markup cannot be replaced without breaking it. */
static bool is_verbatim(const struct prose_match *match)
{
	const struct prose_text *text = match->text;

	return !text->approximate &&
	       (!text->map || textmap_is_verbatim(text->map, text->offset + match->span.start,
	                                          text->offset + match->span.end));
}

void prose_replace(struct prose_match *match, struct slice text)
{
	struct slice found = slice_sub(match->text->text, match->span.start, match->span.end);

	if (!is_verbatim(match) || slice_equal(found, text))
		return;
	match->replacement = text;
	match->safe = found.len && text.len && same_letters(found, text);
}
