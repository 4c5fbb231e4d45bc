#include "rules/dialect.h"

#include <stdint.h>
#include <string.h>

/* Members of the POSIX classes in ASCII, and of what each leaves out. */
static const struct {
	const char *name;
	const char *members;
	const char *others;
} posix_classes[] = {
    {"alpha", "A-Za-z", "\\x00-@\\[-`{-\\x{10ffff}"},
    {"digit", "0-9", "\\x00-\\/:-\\x{10ffff}"},
    {"alnum", "0-9A-Za-z", "\\x00-\\/:-@\\[-`{-\\x{10ffff}"},
    {"upper", "A-Z", "\\x00-@\\[-\\x{10ffff}"},
    {"lower", "a-z", "\\x00-`{-\\x{10ffff}"},
    {"space", "\\x09-\\x0d ", "\\x00-\\x08\\x0e-\\x1f!-\\x{10ffff}"},
    {"blank", "\\x09 ", "\\x00-\\x08\\x0a-\\x1f!-\\x{10ffff}"},
    {"punct", "!-\\/:-@\\[-`{-~", "\\x00- 0-9A-Za-z\\x7f-\\x{10ffff}"},
    {"cntrl", "\\x00-\\x1f\\x7f", " -~\\x{80}-\\x{10ffff}"},
    {"graph", "!-~", "\\x00- \\x7f-\\x{10ffff}"},
    {"print", " -~", "\\x00-\\x1f\\x7f-\\x{10ffff}"},
    {"xdigit", "0-9A-Fa-f", "\\x00-\\/:-@G-`g-\\x{10ffff}"},
    {"word", "0-9A-Z_a-z", "\\x00-\\/:-@\\[-\\^`{-\\x{10ffff}"},
    {"ascii", "\\x00-\\x7f", "\\x{80}-\\x{10ffff}"},
};

struct translation {
	struct slice pattern;
	size_t at;
	struct builder *out;
	const char *why;
	size_t offset;
};

static bool looking_at(const struct translation *t, const char *text)
{
	size_t len = strlen(text);
	return t->pattern.len - t->at >= len && memcmp(t->pattern.ptr + t->at, text, len) == 0;
}

static void copy(struct translation *t, size_t count)
{
	if (count > t->pattern.len - t->at)
		count = t->pattern.len - t->at;
	builder_add(t->out, t->pattern.ptr + t->at, count);
	t->at += count;
}

static void replace(struct translation *t, size_t count, const char *text)
{
	builder_add_string(t->out, text);
	t->at += count;
}

static bool refuse(struct translation *t, const char *why)
{
	t->why = why;
	t->offset = t->at;
	return false;
}

static bool is_hex(char c)
{
	return char_is_digit(c) || (char_lower(c) >= 'a' && char_lower(c) <= 'f');
}

/* At a backslash. *SET: the escape is a class of characters. */
static bool translate_escape(struct translation *t, bool in_class, bool *set)
{
	struct slice p = t->pattern;
	char c = t->at + 1 < p.len ? p.ptr[t->at + 1] : '\0';
	*set = c != '\0' && strchr("wWdDsSpPhHvVNR", c) != NULL && c != 'v';
	if (c == 'C')
		return refuse(t, "`\\C` is not supported");
	if (c == 'Z' && !in_class) {
		replace(t, 2, "\\z");
	} else if (c == 'v') {
		replace(t, 2, "\\x0b");
	} else if (c == 'u' && t->at + 5 < p.len && is_hex(p.ptr[t->at + 2]) &&
	           is_hex(p.ptr[t->at + 3]) && is_hex(p.ptr[t->at + 4]) &&
	           is_hex(p.ptr[t->at + 5])) {
		builder_printf(t->out, "\\x{%.4s}", p.ptr + t->at + 2);
		t->at += 6;
	} else if ((c == 'p' || c == 'P') && t->at + 2 < p.len && p.ptr[t->at + 2] == '{') {
		size_t close = slice_find(p, "}", t->at);
		copy(t, close == SIZE_MAX ? 2 : close + 1 - t->at);
	} else if (c == 'Q') {
		size_t close = slice_find(p, "\\E", t->at);
		copy(t, close == SIZE_MAX ? p.len : close + 2 - t->at);
	} else {
		copy(t, 2);
	}
	return true;
}

/* At "[:" within a class; false when it is no POSIX class. */
static bool translate_posix(struct translation *t)
{
	bool negated = looking_at(t, "[:^");
	size_t start = t->at + (negated ? 3 : 2);
	size_t end = slice_find(t->pattern, ":]", start);
	if (end == SIZE_MAX)
		return false;
	struct slice name = slice_sub(t->pattern, start, end);
	for (size_t i = 0; i < sizeof(posix_classes) / sizeof(*posix_classes); i++) {
		if (slice_is(name, posix_classes[i].name)) {
			replace(t, end + 2 - t->at,
			        negated ? posix_classes[i].others : posix_classes[i].members);
			return true;
		}
	}
	return false;
}

/* At a "[". */
static bool translate_class(struct translation *t)
{
	bool after_set = false;
	copy(t, 1);
	if (looking_at(t, "^"))
		copy(t, 1);
	for (bool first = true; t->at < t->pattern.len; first = false) {
		char c = t->pattern.ptr[t->at];
		bool is_set = false;
		if (c == ']' && !first) {
			copy(t, 1);
			return true;
		}
		if (c == '\\') {
			if (!translate_escape(t, true, &is_set))
				return false;
		} else if (looking_at(t, "[:") && translate_posix(t)) {
			is_set = true;
		} else if (looking_at(t, "-[") && !first && !looking_at(t, "-[:") &&
		           slice_find(t->pattern, "]]", t->at) != SIZE_MAX) {
			return refuse(t, "class subtraction is not supported");
		} else if (c == '-' && after_set && !looking_at(t, "-]")) {
			replace(t, 1, "\\-");
		} else {
			copy(t, 1);
		}
		after_set = is_set;
	}
	return true; /* unclosed: PCRE2 says so */
}

bool dialect_translate(struct slice pattern, struct builder *out, const char **why, size_t *offset)
{
	struct translation t = {.pattern = pattern, .out = out};
	bool fine = true;
	bool unused;
	while (fine && t.at < pattern.len) {
		if (pattern.ptr[t.at] == '\\') {
			fine = translate_escape(&t, false, &unused);
		} else if (pattern.ptr[t.at] == '[') {
			fine = translate_class(&t);
		} else if (looking_at(&t, "(*")) {
			fine = refuse(&t, "verbs are not supported");
		} else if (looking_at(&t, "(?C")) {
			fine = refuse(&t, "callouts are not supported");
		} else if (looking_at(&t, "(?#")) {
			size_t close = slice_find(pattern, ")", t.at);
			copy(&t, close == SIZE_MAX ? pattern.len : close + 1 - t.at);
		} else if (looking_at(&t, "{,")) {
			replace(&t, 1, "\\{");
		} else {
			copy(&t, 1);
		}
	}
	*why = t.why;
	*offset = t.offset;
	return fine;
}
