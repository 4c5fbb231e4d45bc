#include "rules/field_values.h"

#include <string.h>

#include "base/arena.h"
#include "rules/decode.h"
#include "rules/pack.h"

const struct taxonomy *field_taxonomy(const struct pack *pack, enum field_id field)
{
	switch (field) {
	case FIELD_PERSONA:
	case FIELD_SECONDARY:
		return &pack->personas;
	case FIELD_STAGE:
		return &pack->stages;
	case FIELD_CTA:
		return &pack->ctas;
	case FIELD_CHANNELS:
		return &pack->channels;
	case FIELD_GOAL:
		return &pack->goals;
	case FIELD_FORMAT:
		return &pack->formats;
	case FIELD_KIND:
		return &pack->kinds;
	case FIELD_JOURNEY:
		return &pack->journeys;
	case FIELD_KPI:
		return &pack->kpis;
	case FIELD_COVERS:
		return &pack->required;
	default:
		return NULL;
	}
}

const struct taxonomy *field_taxonomy_of(const struct persona *persona, enum field_id field)
{
	switch (field) {
	case FIELD_PAIN:
		return &persona->pains;
	case FIELD_OBJECTION:
		return &persona->objections;
	default:
		return NULL;
	}
}

/* What is declared within a persona: the draft's own is asked first. */
static const struct entry *find_within(const struct field_reader *reader, enum field_id field,
                                       struct slice text)
{
	const struct taxonomy *personas = &reader->pack->personas;
	const struct persona *own = reader->fields->persona;
	const struct taxonomy *taxonomy = own ? field_taxonomy_of(own, field) : NULL;
	const struct entry *entry = taxonomy ? taxonomy_find(taxonomy, text) : NULL;

	for (size_t i = 0; i < personas->count && !entry; i++) {
		taxonomy = field_taxonomy_of((const struct persona *)personas->items[i], field);
		entry = taxonomy ? taxonomy_find(taxonomy, text) : NULL;
	}
	return entry;
}

static const struct entry *find_entry(const struct field_reader *reader, enum field_id field,
                                      struct slice text)
{
	const struct taxonomy *taxonomy = reader->pack ? field_taxonomy(reader->pack, field) : NULL;

	if (taxonomy)
		return taxonomy_find(taxonomy, text);
	return reader->pack ? find_within(reader, field, text) : NULL;
}

/* ---- the shapes of a value ---- */

static void add_value(const struct field_reader *reader, struct field *field, struct slice text,
                      struct span span, const struct entry *entry, size_t *capacity)
{
	struct field_value value = {text, {reader->source, span}, entry};

	/* "Ada Bell, Head of Platform" is one reader. */
	if (value.entry && field_has(field, value.entry))
		return;
	field->values = arena_grow(reader->arena, field->values, field->count, capacity,
	                           sizeof(*field->values));
	field->values[field->count++] = value;
}

/* [start, end) of TEXT without blanks, the marks of a Markdown value, an atom's
 * colon and a remark in parentheses: "`Ada` (CTO)" is "Ada". */
static struct slice bare(struct slice text)
{
	text = slice_trim(text);
	if (text.len && text.ptr[text.len - 1] == ')') {
		size_t open = text.len - 1;

		while (open > 0 && text.ptr[open] != '(')
			open--;
		if (open > 0)
			text = slice_trim(slice_sub(text, 0, open));
	}
	while (text.len && (text.ptr[0] == '*' || text.ptr[0] == '`'))
		text = slice_sub(text, 1, text.len);
	if (text.len > 1 && text.ptr[0] == ':' && char_is_alpha(text.ptr[1]))
		text = slice_sub(text, 1, text.len);
	while (text.len && (text.ptr[text.len - 1] == '*' || text.ptr[text.len - 1] == '`'))
		text = slice_sub(text, 0, text.len - 1);
	return slice_trim(text);
}

/* What TEXT says to be looked up: all of it where a name ends in parentheses. */
static struct slice name_in(const struct field_reader *reader, enum field_id id, struct slice text)
{
	struct slice whole = slice_trim(text);

	return slice_ends(whole, ")") && find_entry(reader, id, whole) ? whole : bare(text);
}

size_t field_separator(struct slice text, size_t at, bool *range)
{
	static const struct {
		const char *text;
		bool range;
	} separators[] = {{" + ", false},         {" / ", false}, {" & ", false},   {",", false},
	                  {";", false},           {" | ", false}, {" and ", false}, {"->", true},
	                  {"\xE2\x86\x92", true}, {" to ", true}};
	struct slice rest = slice_sub(text, at, text.len);

	if (char_is_alnum((unsigned char)text.ptr[at]))
		return 0; /* none of them begins so */
	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
		if (slice_starts(rest, separators[i].text)) {
			*range = separators[i].range;
			return strlen(separators[i].text);
		}
	}
	return 0;
}

/* Adds the part [start, end) of a scalar as one value. */
static void add_part(const struct field_reader *reader, struct field *field, enum field_id id,
                     const struct node *node, size_t start, size_t end, size_t *capacity)
{
	struct slice whole = node_text(node);
	struct slice part = name_in(reader, id, slice_sub(whole, start, end));
	size_t at = (size_t)(part.ptr - whole.ptr);

	if (part.len)
		add_value(reader, field, part, textmap_source(&node->map, at, at + part.len),
		          find_entry(reader, id, part), capacity);
}

/* Cuts a scalar that names several things: commas, "A + B", "A / B", "a -> b". A
 * comma inside parentheses separates nothing. */
static void split_scalar(const struct field_reader *reader, struct field *field, enum field_id id,
                         const struct node *node, size_t *capacity)
{
	struct slice text = node_text(node);
	size_t start = 0;
	int depth = 0;

	for (size_t i = 0; i < text.len;) {
		bool range = false;
		size_t len = depth ? 0 : field_separator(text, i, &range);

		depth += (text.ptr[i] == '(') - (text.ptr[i] == ')' && depth > 0);
		if (!len) {
			i++;
			continue;
		}
		add_part(reader, field, id, node, start, i, capacity);
		field->range = field->range || range;
		i += len;
		start = i;
	}
	add_part(reader, field, id, node, start, text.len, capacity);
}

const char *const *field_nothing(size_t *count)
{
	static const char *const words[] = {"none", "n/a", "na", "-", "tbd", "todo", "?"};

	*count = sizeof(words) / sizeof(words[0]);
	return words;
}

static bool says_nothing(struct slice text)
{
	size_t count;
	const char *const *words = field_nothing(&count);

	return slice_in(text, words, count);
}

/* Whether a value of FIELD can name anything that is declared. */
static bool is_looked_up(const struct field_reader *reader, enum field_id field)
{
	return reader->pack && (field_taxonomy(reader->pack, field) || field == FIELD_PAIN ||
	                        field == FIELD_OBJECTION);
}

static void read_scalar(const struct field_reader *reader, struct field *field, enum field_id id,
                        const struct node *node, size_t *capacity)
{
	struct slice text = node_text(node);
	struct slice whole = name_in(reader, id, text);
	struct field split = {0};
	size_t split_capacity = 0;
	size_t at = whole.len ? (size_t)(whole.ptr - text.ptr) : 0;
	const struct entry *entry = find_entry(reader, id, whole);
	bool known = entry != NULL;

	if (!whole.len || (!known && says_nothing(whole)))
		return;
	/* A name may itself hold a slash or a comma: the whole is tried first. Free
	 * text that names nothing stays one value, so that one mistake is one finding. */
	if (!known && is_looked_up(reader, id)) {
		split_scalar(reader, &split, id, node, &split_capacity);
		for (size_t i = 0; i < split.count; i++)
			known = known || split.values[i].entry;
	}
	if (split.count == 0 || !known) {
		add_value(reader, field, whole, textmap_source(&node->map, at, at + whole.len),
		          entry, capacity);
		return;
	}
	for (size_t i = 0; i < split.count; i++)
		add_value(reader, field, split.values[i].text, split.values[i].place.span,
		          split.values[i].entry, capacity);
	field->range = field->range || split.range;
}

void field_values_read(const struct field_reader *reader, struct field *field, enum field_id id,
                       const struct node *node)
{
	size_t capacity = field->count; /* full: the next value moves them */

	for (const struct node *item = strings_first(node); item; item = strings_next(node, item))
		if (item->kind == NODE_SCALAR)
			read_scalar(reader, field, id, item, &capacity);
}
