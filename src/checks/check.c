#include "checks/check.h"

#include <string.h>

#include "base/arena.h"
#include "rules/glob.h"

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

struct check_target check_target(struct slice destination)
{
	struct check_target target = {destination, destination, is_absolute(destination)};

	for (size_t i = 0; i < target.path.len; i++)
		if (destination.ptr[i] == '?' || destination.ptr[i] == '#')
			target.path.len = i;
	return target;
}

bool check_target_matches(const struct check_target *target, const struct node *globs)
{
	for (const struct node *g = strings_first(globs); g; g = strings_next(globs, g)) {
		struct slice glob = node_text(g);
		bool own = glob.len && glob.ptr[0] == '/';

		if (own && target->absolute)
			continue;
		if (glob_match(glob, own ? target->path : target->whole))
			return true;
	}
	return false;
}

/* A field as the draft's container writes it: "persona: …", "**persona:** …". */
static const char *field_shape(const struct check_context *context, const char *name)
{
	struct slice format = slice_of(context->draft->metadata.reader->field_format);
	size_t key = slice_find(format, "%s", 0);
	size_t value = slice_find(format, "%s", key + 2);

	return arena_printf(context->report->arena, "%.*s%s%.*s…%.*s", (int)key, format.ptr, name,
	                    (int)(value - key - 2), format.ptr + key + 2,
	                    (int)(format.len - value - 2), format.ptr + value + 2);
}

static bool is_misshapen(const struct field *field)
{
	for (const struct node *n = strings_first(field->node); n; n = strings_next(field->node, n))
		if (n->kind == NODE_LIST || n->kind == NODE_MAP)
			return !field->is_default;
	return false;
}

void check_report_missing(const struct check_context *context, const struct rule *rule,
                          enum field_id field, const char *options)
{
	const char *name = field_name(field);
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
	finding_help(context->report, finding, "add `%s` with one of %s",
	             field_shape(context, name), options);
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
		            slice_of(nearest->id), "replace with `%s`", nearest->id);
	return finding;
}
