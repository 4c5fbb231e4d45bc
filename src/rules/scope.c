#include "rules/scope.h"

#include "base/arena.h"

static const struct {
	const char *name;
	unsigned bits;
} names[] = {
    {"text", SCOPE_TEXT},
    {"heading", SCOPE_HEADING},
    {"h1", SCOPE_H1},
    {"h2", SCOPE_H1 << 1},
    {"h3", SCOPE_H1 << 2},
    {"h4", SCOPE_H1 << 3},
    {"h5", SCOPE_H1 << 4},
    {"h6", SCOPE_H1 << 5},
    {"list", SCOPE_LIST},
    {"blockquote", SCOPE_BLOCKQUOTE},
    {"table", SCOPE_TABLE},
    {"cell", SCOPE_CELL},
    {"header", SCOPE_HEADER},
    {"attr", SCOPE_ATTR},
    {"alt", SCOPE_ALT},
    {"frontmatter", SCOPE_FRONTMATTER},
    {"metadata", SCOPE_FRONTMATTER},
    {"paragraph", SCOPE_PARAGRAPH},
    {"sentence", SCOPE_SENTENCE},
    {"raw", SCOPE_RAW},
    {"summary", SCOPE_SUMMARY},
    {"code", SCOPE_CODE},
    {"link", SCOPE_LINK},
    {"strong", SCOPE_STRONG},
    {"emphasis", SCOPE_EMPHASIS},
    {"md", SCOPE_MD},
    {"mdx", SCOPE_MDX},
    /* What other formats have. */
    {"comment", SCOPE_NEVER},
    {"block", SCOPE_NEVER},
    {"line", SCOPE_NEVER},
    {"caption", SCOPE_NEVER},
    {"figure", SCOPE_NEVER},
    {"adoc", SCOPE_NEVER},
    {"rst", SCOPE_NEVER},
    {"html", SCOPE_NEVER},
    {"xml", SCOPE_NEVER},
    {"txt", SCOPE_NEVER},
    {"org", SCOPE_NEVER},
    {"dita", SCOPE_NEVER},
    {"py", SCOPE_NEVER},
};

/* Adds what PART is to TERM; a key is kept with what follows it. */
static bool add_part(struct scope_term *term, struct slice part)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (slice_is(part, names[i].name)) {
			term->bits |= names[i].bits;
			return true;
		}
	}
	return false;
}

static bool read_term(struct slice text, struct scope_term *term, const char **why)
{
	struct slice rest;
	struct slice part;

	*term = (struct scope_term){.field = {NULL, 0}};
	if (slice_starts(text, "~")) {
		term->negated = true;
		text = slice_trim(slice_sub(text, 1, text.len));
	}
	for (rest = text; slice_split(&rest, '.', &part);) {
		if (!part.len || slice_find(part, " ", 0) != SIZE_MAX) {
			*why = "names are joined by `.`, parts by `&`, and `~` is not";
			return false;
		}
		if (add_part(term, part))
			continue;
		/* Keys in the order of their nesting: what stands between is one text. */
		if (!term->field.ptr)
			term->field.ptr = part.ptr;
		term->field.len = (size_t)(part.ptr + part.len - term->field.ptr);
	}
	return true;
}

/* Puts all that the terms say into one comparison, where that can be done. */
static void simplify(struct scope_entry *entry)
{
	entry->simple = true;
	entry->mask = SCOPE_APART;
	entry->value = entry->wanted & SCOPE_APART;
	for (size_t i = 0; i < entry->count; i++) {
		const struct scope_term *term = &entry->terms[i];
		unsigned asked = term->bits & ~(unsigned)(entry->named ? SCOPE_TEXT : 0);

		entry->simple = entry->simple && !term->field.ptr &&
		                (!term->negated || (asked && !(asked & (asked - 1)) &&
		                                    !(asked & (entry->wanted | SCOPE_APART))));
		entry->mask |= asked;
		entry->value |= term->negated ? 0 : asked;
	}
}

bool scope_add(struct arena *arena, struct prose_scope *scope, struct slice text, const char **why)
{
	struct scope_entry entry = {0};
	struct slice rest = text;
	struct slice part;
	size_t capacity = 0;

	while (slice_split(&rest, '&', &part)) {
		struct scope_term term;

		if (!read_term(slice_trim(part), &term, why))
			return false;
		entry.terms =
		    arena_grow(arena, entry.terms, entry.count, &capacity, sizeof(*entry.terms));
		entry.terms[entry.count++] = term;
		if (term.negated)
			continue;
		entry.wanted |= term.bits;
		entry.named = entry.named || term.field.ptr || term.bits & SCOPE_FRONTMATTER;
	}
	simplify(&entry);
	scope->kinds |= entry.wanted & SCOPE_APART;
	scope->blocks = scope->blocks || !(entry.wanted & SCOPE_APART);
	capacity = scope->count;
	scope->entries = arena_grow(arena, scope->entries, scope->count, &capacity, sizeof(entry));
	scope->entries[scope->count++] = entry;
	scope->simple = scope->count == 1 && entry.simple && !entry.named;
	return true;
}

/* Whether the keys of a field, "author.name", hold KEYS one after the other. */
static bool has_keys(struct slice field, struct slice keys)
{
	for (size_t at = 0; at + keys.len <= field.len; at++) {
		size_t end = at + keys.len;

		if ((at == 0 || field.ptr[at - 1] == '.') &&
		    (end == field.len || field.ptr[end] == '.') &&
		    slice_equal_fold(slice_sub(field, at, end), keys))
			return true;
	}
	return false;
}

static bool entry_holds(const struct scope_entry *entry, unsigned bits, struct slice field)
{
	if ((entry->wanted & SCOPE_APART) != (bits & SCOPE_APART))
		return false;
	/* What is no prose is read by those who name it. */
	if (!(bits & (SCOPE_TEXT | SCOPE_APART)) && !entry->named)
		return false;
	if (entry->simple)
		return (bits & entry->mask) == entry->value;
	for (size_t i = 0; i < entry->count; i++) {
		const struct scope_term *term = &entry->terms[i];
		unsigned asked = term->bits & ~(unsigned)(entry->named ? SCOPE_TEXT : 0);
		bool holds =
		    (bits & asked) == asked && (!term->field.ptr || has_keys(field, term->field));

		if (holds == term->negated)
			return false;
	}
	return true;
}

bool scope_holds_any(const struct prose_scope *scope, unsigned bits, struct slice field)
{
	for (size_t i = 0; i < scope->count; i++)
		if (entry_holds(&scope->entries[i], bits, field))
			return true;
	return false;
}

bool scope_is_foreign(const struct prose_scope *scope)
{
	for (size_t i = 0; i < scope->count; i++)
		if (!(scope->entries[i].wanted & SCOPE_NEVER))
			return false;
	return scope->count > 0;
}
