#include "checks/check.h"

#include <string.h>

#include "base/arena.h"
#include "rules/glob.h"
#include "rules/routes.h"
#include "rules/word_count.h"

void check_setting(struct decoder *decoder, const struct pack *pack, const char *rule,
                   const struct decode_field *fields, size_t count, void *out)
{
	enum { MOST = 8 };
	struct decode_field all[MOST + 1];
	struct decode_schema schema = {arena_printf(decoder->arena, "the settings of `%s`", rule),
	                               all, count + 1};

	memcpy(all, fields, count * sizeof(*fields));
	all[count] =
	    (struct decode_field){"severity", DECODE_SEVERITY, DECODE_UNSTORED, false, NULL};
	for (size_t i = 0; pack && i < pack->rule_count; i++) {
		if (!slice_is(pack->rules[i].rule, rule) || !pack->rules[i].settings)
			continue;
		decoder->source = pack->rules[i].source;
		decode(decoder, pack->rules[i].settings, &schema, out);
	}
}

void check_setting_entries(struct decoder *decoder, const struct node *names,
                           const struct taxonomy *taxonomy)
{
	for (const struct node *n = strings_first(names); n; n = strings_next(names, n))
		if (!taxonomy_by_id(taxonomy, node_text(n)))
			decode_error(decoder, node_value_span(n), "%s `%.*s` is not declared",
			             taxonomy->what, SLICE_ARG(node_text(n)));
}

bool check_names_entry(const struct node *names, const struct entry *entry)
{
	for (const struct node *n = strings_first(names); n; n = strings_next(names, n))
		if (slice_is(node_text(n), entry->id))
			return true;
	return false;
}

bool check_metadata_readable(const struct check_context *context)
{
	return context->draft->metadata.reader && !context->draft->metadata.broken;
}

struct place check_opening(const struct check_context *context)
{
	const struct source *source = context->draft->source;
	size_t start = context->draft->metadata.opening;
	struct span line = source_line(source, source_line_at(source, start));

	return PLACE(source, start, line.end > start ? line.end : start);
}

struct place check_place(const struct check_context *context, const struct block *block,
                         size_t start, size_t end)
{
	if (block->approximate)
		return PLACE(context->draft->source, block->span.start, block->span.start);
	return (struct place){context->draft->source, textmap_source(&block->map, start, end)};
}

bool check_is_prose(const struct check_context *context, size_t block)
{
	return block >= context->first_block && block < context->end_block &&
	       context->draft->document.blocks[block].kind != BLOCK_CODE;
}

/* The level at which the draft's sections are told apart: its highest below the
 * title; 0 when it has none. */
static uint8_t section_level(const struct check_context *context)
{
	const struct document *document = &context->draft->document;
	uint8_t level = 0;

	for (size_t i = context->first_block; i < context->end_block; i++) {
		const struct block *block = &document->blocks[i];

		if (block->kind == BLOCK_HEADING && block->level >= 2 &&
		    (level == 0 || block->level < level))
			level = block->level;
	}
	return level;
}

size_t check_last_section(const struct check_context *context)
{
	const struct document *document = &context->draft->document;
	uint8_t level = section_level(context);
	size_t start = context->first_block;

	for (size_t i = context->first_block; i < context->end_block && level; i++)
		if (document->blocks[i].kind == BLOCK_HEADING && document->blocks[i].level == level)
			start = i;
	return start;
}

bool check_mentions(const struct check_context *context, uint32_t list)
{
	return list != NO_LIST && hits_first(context->hits, list) != NULL;
}

/* Whether DESTINATION names a host or another scheme. */
static bool is_absolute(struct slice destination)
{
	size_t i = 0;

	if (slice_starts(destination, "//"))
		return true;
	while (i < destination.len &&
	       (char_is_alnum(destination.ptr[i]) || strchr("+-.", destination.ptr[i])))
		i++;
	return i > 0 && i < destination.len && destination.ptr[i] == ':';
}

struct check_target check_target(const struct check_context *context, struct slice destination)
{
	struct slice own = route_own(context->pack, destination);
	struct check_target target = {destination, own, is_absolute(own)};

	for (size_t i = 0; i < target.path.len; i++)
		if (own.ptr[i] == '?' || own.ptr[i] == '#')
			target.path.len = i;
	return target;
}

bool check_target_is(const struct check_target *target, struct slice glob)
{
	bool own = glob.len && glob.ptr[0] == '/';
	struct slice text = own ? target->path : target->whole;

	return !(own && target->absolute) && glob_may_match(glob, text) && glob_match(glob, text);
}

bool check_target_matches(const struct check_target *target, const struct node *globs)
{
	for (const struct node *g = strings_first(globs); g; g = strings_next(globs, g))
		if (check_target_is(target, node_text(g)))
			return true;
	return false;
}

/* NAME with VALUE as the draft's container writes a field: "persona: …". */
static const char *field_shape(const struct check_context *context, const char *name,
                               const char *value)
{
	struct slice format = slice_of(context->draft->metadata.reader->field_format);
	size_t first = slice_find(format, "%s", 0);
	size_t second = slice_find(format, "%s", first + 2);

	return arena_printf(context->report->arena, "%.*s%s%.*s%s%.*s", (int)first, format.ptr,
	                    name, (int)(second - first - 2), format.ptr + first + 2, value,
	                    (int)(format.len - second - 2), format.ptr + second + 2);
}

static bool is_misshapen(const struct field *field)
{
	for (const struct node *n = strings_first(field->node); n; n = strings_next(field->node, n))
		if (n->kind == NODE_LIST || n->kind == NODE_MAP)
			return !field->is_default;
	return false;
}

/* Where the value of an empty field belongs: in the place of "null" or of empty
 * quotes or brackets, or behind the colon of its key. */
static bool empty_place(const struct source *source, const struct node *node, struct span *span)
{
	size_t colon = node->key_span.end;

	*span = node->span;
	if (span->end > span->start)
		return true;
	if (colon < source->size && strchr("\"'", source->bytes[colon]))
		colon++;
	*span = (struct span){colon + 1, colon + 1};
	return colon < source->size && source->bytes[colon] == ':' &&
	       (colon + 1 == source->size || char_is_space(source->bytes[colon + 1]));
}

/* The place of a new entry NAME in the container, and its TEXT with what stands
 * between it and the others. */
static struct span new_place(const struct check_context *context, const char *name,
                             const char *value, const char **text)
{
	const struct metadata *metadata = &context->draft->metadata;
	const struct source *source = context->draft->source;
	const struct node *root = metadata->root;
	struct slice shape = slice_of(field_shape(context, name, value));
	size_t at = metadata->insertion;
	bool comma = slice_ends(shape, ",");
	bool braces = !comma && source->bytes[root->span.start] == '{';
	size_t line = source->lines[source_line_at(source, at)];

	/* YAML in braces, which is the one to have a comma then. */
	if (braces)
		at = root->span.start + 1;
	if (comma && !root->count)
		shape.len--;
	if (braces || at != line) {
		*text = arena_printf(context->arena, "%.*s%s", SLICE_ARG(slice_trim(shape)),
		                     !root->count ? ""
		                     : braces     ? ", "
		                                  : " ");
	} else {
		size_t first = root->first ? root->first->key_span.start : at;
		size_t indent = 0;

		/* As far in as the others, where that is not a part of the shape. */
		line = source->lines[source_line_at(source, first)];
		while (!comma && line + indent < first && source->bytes[line + indent] == ' ')
			indent++;
		*text = arena_printf(context->arena, "%*s%.*s%s", (int)indent, "", SLICE_ARG(shape),
		                     source_newline(source, at));
	}
	return (struct span){at, at};
}

bool check_supply(const struct check_context *context, enum field_id field, const char *value,
                  struct span *span, const char **text)
{
	const struct metadata *metadata = &context->draft->metadata;
	const struct node *node = context->fields->of[field].node;
	struct slice format = slice_of(metadata->reader->field_format);
	const char *name = field_name(field);
	const char *quote = slice_find(format, "\"%s\"", 0) < format.len ? "\"" : "";

	if (!node || context->fields->of[field].is_default)
		*span = new_place(context, name, value, text);
	else if (empty_place(context->draft->source, node, span))
		*text = arena_printf(context->arena, "%s%s%s%s",
		                     span->start == span->end ? " " : "", quote, value, quote);
	else
		return false;
	return true;
}

static void fix_missing(const struct check_context *context, struct finding *finding,
                        enum field_id field, const char *value)
{
	struct span span;
	const char *text;

	if (check_supply(context, field, value, &span, &text))
		finding_fix(context->report, finding, false, span, slice_of(text),
		            "add `%s` as `%s`", value, field_name(field));
}

void check_report_missing(const struct check_context *context, const struct rule *rule,
                          enum field_id field, const char *options, const char *value)
{
	const char *name = field_name(field);
	struct slice shape = slice_trim(slice_of(field_shape(context, name, "…")));
	struct finding *finding;

	/* There, but a map: front-matter-type says so. */
	if (is_misshapen(&context->fields->of[field]))
		return;
	finding =
	    report_add(context->report, rule, check_opening(context), "`%s` is missing", name);
	for (size_t i = 0; rule->question && i < context->pack->question_count; i++)
		if (strcmp(context->pack->questions[i].id, rule->question) == 0)
			finding_note(context->report, finding, NO_PLACE, "%s",
			             context->pack->questions[i].ask);
	finding_help(context->report, finding, "add `%.*s` with one of %s", SLICE_ARG(shape),
	             options);
	if (value)
		fix_missing(context, finding, field, value);
}

/* ID as it must be written in VALUE's place: behind an atom's colon, in quotes
 * unless it is letters and digits alone. */
static const char *spelt(const struct check_context *context, const struct field_value *value,
                         const char *id)
{
	size_t start = value->place.span.start;

	if (start == 0 || context->draft->source->bytes[start - 1] != ':' || !strchr(id, '-'))
		return id;
	return arena_printf(context->report->arena, "\"%s\"", id);
}

struct finding *check_report_unknown(const struct check_context *context, const struct rule *rule,
                                     const struct field_value *value,
                                     const struct taxonomy *taxonomy)
{
	bool certain;
	const struct entry *nearest = taxonomy_nearest(taxonomy, value->text, &certain);
	struct finding *finding =
	    report_add(context->report, rule, value->place, "unknown %s `%.*s`", taxonomy->what,
	               SLICE_ARG(value->text));

	if (!nearest) {
		finding_help(context->report, finding, "use one of %s",
		             taxonomy_list(taxonomy, context->report->arena, 12));
		return finding;
	}
	finding_help(context->report, finding, "did you mean `%s`?", nearest->id);
	finding_note(context->report, finding, nearest->place, "`%s` is declared here",
	             nearest->id);
	if (certain && value->place.source == context->draft->source)
		finding_fix(context->report, finding, true, value->place.span,
		            slice_of(spelt(context, value, nearest->id)), "replace with `%s`",
		            nearest->id);
	return finding;
}

struct slice check_link_route(const struct check_context *context, const struct link *link)
{
	const char *route = route_normal(
	    context->arena, route_own(context->pack, link->destination), context->fields->route);

	return slice_of(route ? route_resolve(context->pack, context->arena, route) : "");
}

static bool names_tag(const struct node *tags, const struct field *field)
{
	for (const struct node *t = strings_first(tags); t; t = strings_next(tags, t))
		for (size_t i = 0; i < field->count; i++)
			if (name_equal(node_text(t), field->values[i].text))
				return true;
	return false;
}

bool check_supplies(const struct check_context *context, const struct required *required)
{
	const struct fields *fields = context->fields;

	return field_has(&fields->of[FIELD_COVERS], &required->entry) ||
	       names_tag(required->tags, &fields->of[FIELD_TAGS]);
}

size_t check_words(const struct check_context *context)
{
	const struct document *document = &context->draft->document;
	size_t words = 0;

	for (size_t i = context->first_block; i < context->end_block; i++)
		if (check_is_prose(context, i) && document->blocks[i].kind != BLOCK_ALT)
			words += word_count(block_text(&document->blocks[i]));
	return words;
}
