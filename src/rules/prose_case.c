/* The kind capitalization: headings in sentence or title case. */
#include <string.h>

#include "base/arena.h"
#include "rules/casing.h"
#include "rules/prose_matcher.h"
#include "rules/words.h"

enum case_style { CASE_LOWER, CASE_UPPER, CASE_SENTENCE, CASE_TITLE, CASE_PATTERN };

struct capitalization {
	enum case_style style;
	bool chicago;
	double threshold; /* share of words that must be right */
	struct list_of_text terms;
	struct list_of_text indicators;
	const struct pattern *pattern; /* CASE_PATTERN … */
	struct slice shown;            /* … as it is written */
	const struct pattern *prefix;  /* what is not looked at; or NULL */
	const struct pattern *tokens;  /* words, or exceptions of several words */
	const struct pattern *loose;   /* the same, exceptions of any case */
};

/* ---- reading ---- */

/* "\b(?:term|term)\b|WORDS", the longest term first. */
static struct pattern *token_pattern(struct prose_loader *loader, const struct capitalization *own,
                                     const char *flag)
{
	struct builder text = {0};
	struct pattern_error error;
	struct pattern *pattern;
	size_t longest = 0;

	for (size_t i = 0; i < own->terms.count; i++)
		longest = own->terms.items[i].len > longest ? own->terms.items[i].len : longest;
	for (size_t len = longest; len > 0; len--) {
		for (size_t i = 0; i < own->terms.count; i++) {
			if (own->terms.items[i].len != len)
				continue;
			builder_printf(&text, "%s(?%s)", text.len ? "|" : "\\b(?:", flag);
			builder_add_slice(&text, own->terms.items[i]);
		}
	}
	builder_add_string(&text, text.len ? ")\\b|" : "");
	builder_add_string(&text, "[\\p{N}\\p{L}*]+[^\\s]*");
	pattern = pattern_compile(loader->decoder.arena, builder_slice(&text), 0, &error);
	builder_release(&text);
	if (!pattern)
		prose_unsupported(loader, loader->rule->place.span,
		                  arena_strdup(loader->decoder.arena, error.message));
	return pattern;
}

/* The rule's own exceptions and the vocabulary. */
static struct list_of_text terms_of(struct prose_loader *loader)
{
	const struct prose_setting *setting = loader->setting;
	struct list_of_text own = prose_list(loader, loader->file.exceptions);
	size_t more = loader->file.vocab ? setting->accept_count : 0;
	struct slice *all = arena_array(loader->decoder.arena, own.count + more, sizeof(*all));

	if (own.count)
		memcpy(all, own.items, own.count * sizeof(*all));
	if (more)
		memcpy(all + own.count, setting->accept, more * sizeof(*all));
	return (struct list_of_text){all, own.count + more};
}

bool prose_read_capitalization(struct prose_loader *loader)
{
	static const char *const styles[] = {
	    [CASE_LOWER] = "$lower",
	    [CASE_UPPER] = "$upper",
	    [CASE_SENTENCE] = "$sentence",
	    [CASE_TITLE] = "$title",
	};
	struct capitalization *own = arena_alloc(loader->decoder.arena, sizeof(*own));
	const struct rule_file *file = &loader->file;

	loader->matcher->own = own;
	while (own->style < CASE_PATTERN && strcmp(styles[own->style], file->match) != 0)
		own->style++;
	own->chicago = file->style && slice_equal_fold(slice_of(file->style), slice_of("chicago"));
	own->threshold = prose_number(loader, "threshold", file->threshold, 0);
	if (own->threshold <= 0)
		own->threshold = 0.8;
	own->indicators = prose_list(loader, file->indicators);
	own->terms = terms_of(loader);
	if (own->style == CASE_PATTERN) {
		own->shown = slice_of(file->match);
		own->pattern = prose_pattern(loader, "match", 0);
		return own->pattern;
	}
	own->tokens = token_pattern(loader, own, "-i");
	own->loose = token_pattern(loader, own, "i");
	if (file->prefix) {
		own->prefix = prose_pattern(loader, "prefix", 0);
		if (!own->prefix)
			return false;
	}
	return own->tokens && own->loose;
}

/* ---- exceptions ---- */

static bool has_exception(struct finder *f, struct slice text)
{
	static const struct alternation_hits none = {NULL, 0, 0, NULL};
	struct alternation_search search;
	struct alternation_match found;

	if (!f->rule->exceptions)
		return false;
	alternation_search(&search, f->rule->exceptions, text, none, f->run->matcher);
	return alternation_next(&search, &found);
}

/* Whether A and B begin with different letters of ASCII: most pairs do. */
static bool begin_otherwise(struct slice a, struct slice b)
{
	return a.len && b.len && !((a.ptr[0] | b.ptr[0]) & 0x80) &&
	       char_lower(a.ptr[0]) != char_lower(b.ptr[0]);
}

/* How WORD is spelt where it is a term, of whatever case; ptr NULL when it is none. */
static struct slice term_of(struct finder *f, struct slice word)
{
	const struct capitalization *own = f->rule->own;

	for (size_t i = 0; i < own->terms.count; i++)
		if (!begin_otherwise(own->terms.items[i], word) &&
		    words_equal_fold(own->terms.items[i], word))
			return own->terms.items[i];
	return has_exception(f, word) ? word : slice_from(NULL, 0);
}

static bool next_token(struct finder *f, const struct pattern *pattern, struct slice text,
                       size_t *at, struct slice *token)
{
	struct span found;

	if (pattern_find(pattern, f->run->matcher, text, *at, &found) != PATTERN_MATCH)
		return false;
	*at = pattern_after(text, found);
	*token = slice_sub(text, found.start, found.end);
	return true;
}

/* ---- sentence case ---- */

static bool is_numbering(struct slice token)
{
	for (size_t i = 0; i + 1 < token.len; i++)
		if (char_is_digit(token.ptr[i]) && token.ptr[i + 1] == '.')
			return true;
	return false;
}

/* Whether a new sentence begins after TOKEN, number INDEX. */
static bool is_indicator(const struct capitalization *own, struct slice token, size_t index)
{
	for (size_t i = 0; i < own->indicators.count; i++) {
		struct slice suffix = own->indicators.items[i];

		if (token.len > suffix.len &&
		    slice_equal(slice_sub(token, token.len - suffix.len, token.len), suffix))
			return true;
	}
	return index == 0 && is_numbering(token);
}

static void add_sentence_case(struct finder *f, struct slice text, struct builder *out)
{
	const struct capitalization *own = f->rule->own;
	struct arena *arena = f->run->arena;
	struct slice before = {"", 0};
	struct slice token;
	size_t at = 0;

	for (size_t i = 0; next_token(f, own->loose, text, &at, &token); i++, before = token) {
		struct slice term = term_of(f, token);
		struct slice made = casing_lower(arena, token);

		if (term.ptr)
			made = term;
		else if (i == 0 || is_indicator(own, before, i - 1))
			made = casing_capitalize(arena, made);
		builder_add_string(out, i ? " " : "");
		builder_add_slice(out, made);
	}
}

/* ---- title case ---- */

/* AP wants "to" small before a noun and "To" before a verb: which of them follows is
 * not known here, so that "to" stays as it is written. */
static bool is_either(const struct capitalization *own, struct slice word)
{
	return !own->chicago && (slice_is(word, "to") || slice_is(word, "To"));
}

static void add_title_case(struct finder *f, struct slice text, struct builder *out)
{
	const struct capitalization *own = f->rule->own;
	size_t done = 0;
	size_t last = 0;
	size_t end;

	for (size_t at = casing_next_word(text, 0, &end); at < text.len;
	     at = casing_next_word(text, end, &end))
		last = at;
	for (size_t at = casing_next_word(text, 0, &end); at < text.len;
	     at = casing_next_word(text, end, &end)) {
		struct slice word = slice_sub(text, at, end);
		struct slice term = term_of(f, word);

		builder_add_slice(out, slice_sub(text, done, at));
		if (term.ptr)
			builder_add_slice(out, term);
		else if (casing_is_small_word(word, own->chicago) &&
		         casing_stays_small(text, at, end, last))
			builder_add_slice(
			    out, is_either(own, word) ? word : casing_lower(f->run->arena, word));
		else
			builder_add_slice(out, casing_capitalize(f->run->arena, word));
		done = end;
	}
	builder_add_slice(out, slice_sub(text, done, text.len));
}

/* ---- judging ---- */

static struct slice expected_text(struct finder *f, struct slice text)
{
	const struct capitalization *own = f->rule->own;
	struct builder out = {0};
	struct span prefix = {0, 0};
	struct slice result;

	builder_add_string(&out, "");
	if (own->prefix &&
	    pattern_find(own->prefix, f->run->matcher, text, 0, &prefix) == PATTERN_MATCH) {
		builder_add_slice(&out, slice_sub(text, 0, prefix.end));
		text = slice_sub(text, prefix.end, text.len);
	}
	if (own->style == CASE_TITLE)
		add_title_case(f, text, &out);
	else
		add_sentence_case(f, text, &out);
	result = slice_from(builder_copy(&out, f->run->arena), out.len);
	builder_release(&out);
	return result;
}

/* Whether WORD, number INDEX, is what EXPECTED says or may stay as it is. */
static bool is_good(struct finder *f, struct slice word, struct slice expected)
{
	const struct capitalization *own = f->rule->own;

	return slice_equal(word, expected) || has_exception(f, word) ||
	       (words_equal_fold(word, expected) && term_of(f, word).ptr) ||
	       (own->style == CASE_TITLE && slice_equal(word, casing_upper(f->run->arena, word)));
}

/* Whether enough words of TEXT are as in EXPECTED; the first must be. */
static bool is_right(struct finder *f, struct slice text, struct slice expected)
{
	const struct capitalization *own = f->rule->own;
	struct slice word;
	struct slice other;
	size_t words = 0;
	size_t good = 0;
	size_t i = 0;
	size_t j = 0;

	while (next_token(f, own->tokens, text, &i, &word)) {
		bool more = next_token(f, own->tokens, expected, &j, &other);

		if (!more || is_good(f, word, other))
			good++;
		else if (!words && own->style == CASE_SENTENCE && !casing_is_capitalized(word))
			return false;
		words++;
	}
	return !words || (double)good / (double)words >= own->threshold;
}

static bool passes(struct finder *f, struct slice text, struct slice *expected)
{
	const struct capitalization *own = f->rule->own;
	struct span found;

	switch (own->style) {
	case CASE_LOWER:
	case CASE_UPPER:
		*expected = own->style == CASE_UPPER ? casing_upper(f->run->arena, text)
		                                     : casing_lower(f->run->arena, text);
		return slice_equal(text, *expected) || has_exception(f, text);
	case CASE_PATTERN:
		*expected = own->shown;
		return pattern_find(own->pattern, f->run->matcher, text, 0, &found) !=
		           PATTERN_NONE ||
		       has_exception(f, text);
	default:
		*expected = expected_text(f, text);
		return is_right(f, text, *expected);
	}
}

void prose_find_capitalization(struct finder *f)
{
	const struct capitalization *own = f->rule->own;
	struct slice text = f->text->text;
	struct slice expected;
	struct prose_argument arguments[2] = {{.text = text}};
	struct prose_match *match;

	if (!slice_trim(text).len || passes(f, text, &expected))
		return;
	arguments[1].text = expected;
	match = finder_report(f, (struct span){0, text.len}, arguments, 2);
	if (f->rule->action == ACTION_REPLACE && own->style != CASE_PATTERN)
		prose_replace(match, expected);
}
