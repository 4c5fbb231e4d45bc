#include "rules/casing.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

/* TEXT in lower or upper case; FIRST: only its first letter is changed to that. */
static struct slice changed(struct arena *arena, struct slice text, bool upper, bool first)
{
	struct builder out = {0};
	struct slice result;
	bool done = false;

	builder_add_string(&out, "");
	for (size_t at = 0, size; at < text.len; at += size) {
		uint32_t code = utf8_decode(text.ptr + at, text.len - at, &size);
		char bytes[4];

		if (!done && code != UINT32_MAX)
			code = upper ? utf8_upper(code) : utf8_lower(code);
		if (code == UINT32_MAX)
			builder_add(&out, text.ptr + at, size);
		else
			builder_add(&out, bytes, utf8_encode(code, bytes));
		done = first;
	}
	result = slice_from(builder_copy(&out, arena), out.len);
	builder_release(&out);
	return result;
}

struct slice casing_lower(struct arena *arena, struct slice text)
{
	return changed(arena, text, false, false);
}

struct slice casing_upper(struct arena *arena, struct slice text)
{
	return changed(arena, text, true, false);
}

struct slice casing_capitalize(struct arena *arena, struct slice text)
{
	return changed(arena, text, true, true);
}

bool casing_is_capitalized(struct slice word)
{
	bool begins = true;

	for (size_t at = 0, size; at < word.len; at += size) {
		uint32_t code = utf8_decode(word.ptr + at, word.len - at, &size);

		if (utf8_is_letter(code) && (begins ? utf8_upper(code) : utf8_lower(code)) != code)
			return false;
		begins = code < 0x80 && code != '_' && !char_is_alnum((int)code);
	}
	return true;
}

static const char *const small_words[] = {"a",  "an",  "and", "as", "at",  "but", "by",
                                          "en", "for", "if",  "in", "nor", "of",  "on",
                                          "or", "per", "the", "to", "vs",  "v",   "via"};

static const char *const small_in_chicago[] = {
    "about",     "over",    "under",   "with",       "from",    "into",    "during", "including",
    "until",     "against", "among",   "throughout", "despite", "towards", "upon",   "concerning",
    "through",   "before",  "between", "after",      "since",   "without", "within", "along",
    "following", "across",  "beyond",  "around",     "down",    "near",    "above"};

bool casing_is_small_word(struct slice word, bool chicago)
{
	if (word.len && word.ptr[word.len - 1] == '.')
		word.len--;
	return SLICE_IN(word, small_words) || (chicago && SLICE_IN(word, small_in_chicago));
}

/* Whether what stands before byte AT of TEXT is a colon or a dash, of any length. */
static bool ends_clause(struct slice text, size_t at)
{
	return at && (text.ptr[at - 1] == ':' || text.ptr[at - 1] == '-' ||
	              (at >= 3 && (memcmp(text.ptr + at - 3, "\xE2\x80\x93", 3) == 0 ||
	                           memcmp(text.ptr + at - 3, "\xE2\x80\x94", 3) == 0)));
}

bool casing_stays_small(struct slice text, size_t start, size_t end, size_t last)
{
	char before = start ? text.ptr[start - 1] : '\0';
	bool opens = before == ' ' && ends_clause(text, start - 1);

	return start && start < last && before && strchr(" -/", before) && !opens &&
	       !(end < text.len && text.ptr[end] == '-');
}

size_t casing_next_word(struct slice text, size_t at, size_t *end)
{
	for (size_t size; at < text.len; at += size) {
		uint32_t code = utf8_decode(text.ptr + at, text.len - at, &size);

		if (code != UINT32_MAX && code != '_' && utf8_is_word(code))
			break;
	}
	for (*end = at; *end < text.len && !char_is_space(text.ptr[*end]) &&
	                text.ptr[*end] != '-' && text.ptr[*end] != '/';)
		++*end;
	return at;
}
