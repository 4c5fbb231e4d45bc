/* The kind spelling: words that no dictionary knows. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rules/prose_matcher.h"
#include "rules/speller.h"

enum { IGNORE_LIMIT = 4 * 1024 * 1024 };

static const char default_dictionary[] = "en_US";

/* Where the system keeps them. */
static const char *const system_folders[] = {"/usr/share/hunspell", "/usr/share/myspell/dicts",
                                             "/usr/local/share/hunspell"};

/* What is no word of a language: camel case, capitals, anything with a mark or a
 * letter of another script. */
static const char default_filters[] = "[A-Z][a-z]+[A-Z]+\\w+|[A-Z]+$|[^a-zA-Z_']";

struct spelling {
	struct speller *speller;
	const struct pattern **filters; /* a word in which one is found is passed over */
	size_t filter_count;
	const struct alternation *accepted; /* … or one of these; or NULL */
	bool suggest;
};

/* ---- dictionaries ---- */

static const char *join(struct arena *arena, const char *folder, const char *name)
{
	return arena_printf(arena, "%s%s%s", folder, *folder ? "/" : "", name);
}

static bool try_dictionary(struct prose_loader *loader, struct speller *speller, const char *folder,
                           const char *name)
{
	const char *path = join(loader->decoder.arena, folder, name);

	if (access(arena_printf(loader->decoder.arena, "%s.dic", path), R_OK) != 0 ||
	    access(arena_printf(loader->decoder.arena, "%s.aff", path), R_OK) != 0)
		return false;
	speller_add(speller, path);
	return true;
}

static bool add_dictionary(struct prose_loader *loader, struct speller *speller, const char *name,
                           struct span span)
{
	struct arena *arena = loader->decoder.arena;
	const char *styles = prose_styles_path(loader);
	const char *own = loader->file.dicpath;
	const char *variable = getenv("DICPATH");

	if (own && (try_dictionary(loader, speller, own, name) ||
	            try_dictionary(loader, speller, join(arena, styles, own), name)))
		return true;
	if (try_dictionary(loader, speller, join(arena, styles, "config/dictionaries"), name) ||
	    (variable && try_dictionary(loader, speller, variable, name)))
		return true;
	for (size_t i = 0; i < sizeof(system_folders) / sizeof(system_folders[0]); i++)
		if (try_dictionary(loader, speller, system_folders[i], name))
			return true;
	return prose_unsupported(
	    loader, span,
	    arena_printf(arena, "the dictionary `%s` is not installed (hunspell-%s)", name, name));
}

static bool add_dictionaries(struct prose_loader *loader, struct speller *speller)
{
	const struct node *names = loader->file.dictionaries;
	struct span place = loader->rule->place.span;
	bool ok = true;

	if (loader->file.dic)
		return add_dictionary(loader, speller,
		                      arena_copy(loader->decoder.arena, loader->file.dic,
		                                 strcspn(loader->file.dic, ".")),
		                      place);
	for (const struct node *n = strings_first(names); n; n = strings_next(names, n))
		ok = add_dictionary(loader, speller, n->map.text, node_value_span(n)) && ok;
	if (!names || loader->file.append)
		ok = add_dictionary(loader, speller, default_dictionary, place) && ok;
	return ok;
}

/* Files of words, one a line, beside the styles. */
static bool add_ignored(struct prose_loader *loader, struct speller *speller)
{
	struct arena *arena = loader->decoder.arena;
	const struct node *files = loader->file.ignore;
	const char *styles = prose_styles_path(loader);

	for (const struct node *n = strings_first(files); n; n = strings_next(files, n)) {
		const char *name = n->map.text;
		const char *paths[] = {join(arena, styles, name),
		                       join(arena, join(arena, styles, "config/ignore"), name),
		                       name};
		struct source *source = NULL;

		for (size_t i = 0; i < 3 && !source; i++)
			if (source_read(arena, paths[i], paths[i], IGNORE_LIMIT, true, &source) !=
			    SOURCE_OK)
				source = NULL;
		if (!source)
			return prose_unsupported(
			    loader, node_value_span(n),
			    arena_printf(arena, "the file `%s` is not there", name));
		for (size_t i = 0; i < source->line_count; i++) {
			struct slice word =
			    slice_trim(source_slice(source, source_line(source, i)));

			if (word.len)
				speller_add_word(speller, word);
		}
	}
	return true;
}

/* ---- reading ---- */

static bool read_filters(struct prose_loader *loader, struct spelling *own)
{
	const struct node *filters = loader->file.filters;
	struct arena *arena = loader->decoder.arena;
	struct pattern_error error;
	size_t capacity = 0;
	bool ok = true;

	for (const struct node *n = strings_first(filters); n; n = strings_next(filters, n)) {
		struct pattern *filter = pattern_compile(arena, node_text(n), 0, &error);

		if (!filter)
			ok = prose_pattern_failed(loader, n, &error);
		own->filters = arena_grow(arena, own->filters, own->filter_count, &capacity,
		                          sizeof(*own->filters));
		own->filters[own->filter_count++] = filter;
	}
	if (loader->file.custom)
		return ok;
	own->filters =
	    arena_grow(arena, own->filters, own->filter_count, &capacity, sizeof(*own->filters));
	own->filters[own->filter_count++] =
	    pattern_compile(arena, slice_of(default_filters), 0, &error);
	return ok;
}

/* Terms of the vocabulary are words, of whatever case. */
static bool read_accepted(struct prose_loader *loader, struct spelling *own)
{
	const struct prose_setting *setting = loader->setting;
	struct alternation *all =
	    alternation_new(loader->decoder.arena, NULL,
	                    ALTERNATION_ANY | ALTERNATION_WHOLE | ALTERNATION_CASELESS);
	struct pattern_error error;

	for (size_t i = 0; loader->file.vocab && i < setting->accept_count; i++)
		alternation_add(all, setting->accept[i], &error);
	if (!alternation_finish(all, &error))
		return prose_unsupported(loader, loader->rule->place.span,
		                         arena_strdup(loader->decoder.arena, error.message));
	own->accepted = alternation_is_empty(all) ? NULL : all;
	return true;
}

bool prose_read_spelling(struct prose_loader *loader)
{
	struct spelling *own = arena_alloc(loader->decoder.arena, sizeof(*own));
	const char *why;

	loader->matcher->own = own;
	own->suggest = loader->matcher->action == ACTION_SUGGEST;
	own->speller = speller_new(loader->decoder.arena, &why);
	if (!own->speller)
		return prose_unsupported(loader, loader->rule->place.span, why);
	return read_filters(loader, own) && read_accepted(loader, own) &&
	       add_dictionaries(loader, own->speller) && add_ignored(loader, own->speller);
}

/* ---- finding ---- */

/* The marks of a word's edges; those of others are folded to them. */
static bool is_opening(uint32_t c)
{
	return c < 0x80 && c && strchr("$(\"['", (int)c);
}

static bool is_closing(uint32_t c)
{
	return c < 0x80 && c && strchr(",)\"]!;.?:'", (int)c);
}

static uint32_t folded(struct slice text, size_t at, size_t *size)
{
	return utf8_straight(utf8_decode(text.ptr + at, text.len - at, size));
}

/* The next run of what is not blank, without marks at its edges. */
static bool next_word(struct slice text, size_t *at, struct span *word)
{
	size_t end = *at;
	size_t size;

	while (end < text.len && char_is_space(text.ptr[end]))
		end++;
	if (end == text.len)
		return false;
	word->start = end;
	while (end < text.len && !char_is_space(text.ptr[end]))
		end++;
	*at = end;
	while (word->start < end && is_opening(folded(text, word->start, &size)))
		word->start += size;
	for (word->end = end; end > word->start; word->end = end) {
		end = utf8_before(text.ptr, end);
		if (!is_closing(folded(text, end, &size)))
			break;
	}
	return true;
}

/* The word with straight apostrophes: how dictionaries write it. */
static struct slice straight(struct finder *f, struct slice word)
{
	struct builder out = {0};
	struct slice result;

	if (!memchr(word.ptr, '\xE2', word.len))
		return word;
	for (size_t at = 0, size; at < word.len; at += size) {
		if (folded(word, at, &size) == '\'')
			builder_add_char(&out, '\'');
		else
			builder_add(&out, word.ptr + at, size);
	}
	result = slice_from(builder_copy(&out, f->run->arena), out.len);
	builder_release(&out);
	return result;
}

static bool is_passed_over(struct finder *f, struct slice word)
{
	const struct spelling *own = f->rule->own;
	static const struct alternation_hits none = {NULL, 0, 0, NULL};
	struct alternation_search search;
	struct alternation_match match;
	struct span found;

	for (size_t i = 0; i < own->filter_count; i++)
		if (pattern_find(own->filters[i], f->run->matcher, word, 0, &found) != PATTERN_NONE)
			return true;
	if (!own->accepted)
		return false;
	alternation_search(&search, own->accepted, word, none, f->run->matcher);
	return alternation_next(&search, &match);
}

static bool has_letter(struct slice word)
{
	for (size_t at = 0, size; at < word.len; at += size)
		if (utf8_is_letter(utf8_decode(word.ptr + at, word.len - at, &size)))
			return true;
	return false;
}

void prose_find_spelling(struct finder *f)
{
	const struct spelling *own = f->rule->own;
	struct slice text = f->text->text;
	struct span at;
	size_t next = 0;

	while (next_word(text, &next, &at)) {
		struct slice word = straight(f, slice_sub(text, at.start, at.end));
		struct prose_argument argument = {.text = slice_sub(text, at.start, at.end)};
		struct prose_match *match;

		if (!has_letter(word) || speller_knows(own->speller, word) ||
		    is_passed_over(f, word) || finder_excepts(f, at))
			continue;
		match = finder_report(f, at, &argument, 1);
		if (own->suggest)
			match->help = speller_suggest(own->speller, word);
	}
}
