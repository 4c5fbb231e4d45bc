#include "rules/tengo.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static bool is_name(char c)
{
	return char_is_alnum(c) || c == '_';
}

void tengo_skip_blanks(struct tengo *t)
{
	while (t->at < t->text.len) {
		if (char_is_space(t->text.ptr[t->at]))
			t->at++;
		else if (slice_starts(slice_sub(t->text, t->at, t->text.len), "//"))
			while (t->at < t->text.len && t->text.ptr[t->at] != '\n')
				t->at++;
		else
			return;
	}
}

struct slice tengo_next(struct tengo *t)
{
	size_t start;
	char quote;

	tengo_skip_blanks(t);
	start = t->at;
	if (start == t->text.len)
		return slice_sub(t->text, start, start);
	quote = t->text.ptr[t->at++];
	if (is_name(quote)) {
		while (t->at < t->text.len && is_name(t->text.ptr[t->at]))
			t->at++;
	} else if (quote == '`' || quote == '"') {
		while (t->at < t->text.len && t->text.ptr[t->at] != quote) {
			bool escape = quote == '"' && t->text.ptr[t->at] == '\\';

			t->at += escape && t->at + 1 < t->text.len ? 2 : 1;
		}
		t->at += t->at < t->text.len;
	}
	return slice_sub(t->text, start, t->at);
}

/* The text of WORD, a string; false when it is none, or has unusual escapes. */
static bool read_string(struct tengo *t, struct slice word)
{
	struct builder out = {0};
	bool ok = true;

	if (word.len < 2 || !strchr("`\"", word.ptr[0]) || word.ptr[word.len - 1] != word.ptr[0])
		return false;
	t->string = slice_sub(word, 1, word.len - 1);
	if (word.ptr[0] == '`' || slice_find(t->string, "\\", 0) == SIZE_MAX)
		return true;
	for (size_t i = 0; i < t->string.len; i++) {
		char c = t->string.ptr[i];

		if (c == '\\' && i + 1 < t->string.len) {
			c = t->string.ptr[++i];
			ok = ok && strchr("\\\"nt", c);
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
		}
		builder_add_char(&out, c);
	}
	t->string = slice_from(arena_copy(t->arena, out.bytes, out.len), out.len);
	builder_release(&out);
	return ok;
}

bool tengo_takes(struct tengo *t, const char *statement)
{
	struct slice rest = slice_of(statement);
	struct slice wanted;
	size_t start = t->at;
	bool bound[TENGO_NAMES] = {false};
	bool same = true;

	while (same && slice_split(&rest, ' ', &wanted)) {
		struct slice word = tengo_next(t);
		size_t number = wanted.len == 2 && wanted.ptr[0] == '$'
		                    ? (size_t)(wanted.ptr[1] - '0')
		                    : SIZE_MAX;

		if (number != SIZE_MAX) {
			same = word.len && is_name(word.ptr[0]) &&
			       (!bound[number] || slice_equal(word, t->names[number]));
			t->names[number] = word;
			bound[number] = true;
		} else if (slice_is(wanted, "#")) {
			same = read_string(t, word);
		} else {
			same = slice_equal(word, wanted);
		}
	}
	if (!same)
		t->at = start;
	return same;
}
