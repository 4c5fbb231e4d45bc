#include "rules/decode.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "parse/problem.h"

struct finding *decode_error(struct decoder *decoder, struct span span, const char *format, ...)
{
	struct place place = {decoder->source, span};
	struct finding *finding;
	va_list args;
	char *message;

	va_start(args, format);
	message = arena_vprintf(decoder->report->arena, format, args);
	va_end(args);
	finding = report_add(decoder->report, decoder->rule, place, "%s", message);
	decoder->failed = true;
	return finding;
}

void decode_problems(struct decoder *decoder, const struct problems *problems)
{
	for (const struct problem *p = problems->first; p; p = p->next) {
		struct finding *finding = decode_error(decoder, p->span, "%s", p->message);

		if (p->help)
			finding_help(decoder->report, finding, "%s", p->help);
		if (p->related_text)
			finding_note(decoder->report, finding,
			             (struct place){decoder->source, p->related}, "%s",
			             p->related_text);
	}
}

static bool wrong_type(struct decoder *decoder, const struct node *node, const char *key,
                       const char *expected)
{
	decode_error(decoder, node->span, "`%s` must be %s, not %s", key, expected,
	             node_kind_name(node));
	return false;
}

bool decode_expect(struct decoder *decoder, const struct node *node, enum node_kind kind,
                   const char *key)
{
	static const struct node examples[] = {
	    {.kind = NODE_NULL}, {.kind = NODE_SCALAR}, {.kind = NODE_LIST}, {.kind = NODE_MAP}};

	if (node->kind == kind)
		return true;
	return wrong_type(decoder, node, key, node_kind_name(&examples[kind]));
}

static bool check_strings(struct decoder *decoder, const struct node *node, const char *key)
{
	if (node->kind != NODE_SCALAR && node->kind != NODE_LIST)
		return wrong_type(decoder, node, key, "text or a list of text");
	for (const struct node *i = strings_first(node); i; i = strings_next(node, i)) {
		if (i->kind != NODE_SCALAR)
			return wrong_type(decoder, i, key, "a list of text");
		if (node_is_empty(i)) {
			decode_error(decoder, i->span, "`%s` holds an empty text", key);
			return false;
		}
	}
	return true;
}

static bool read_long(struct decoder *decoder, const struct node *node, const char *key, long *out)
{
	long value;

	if (node_long(node, &value) && value >= 0) {
		*out = value;
		return true;
	}
	decode_error(decoder, node->span, "`%s` must be a whole number, 0 or more", key);
	return false;
}

static bool read_field(struct decoder *decoder, const struct node *node,
                       const struct decode_field *field, void *target)
{
	switch (field->type) {
	case DECODE_STRING:
		if (node->kind != NODE_SCALAR)
			return wrong_type(decoder, node, field->key, "text");
		if (node_is_empty(node) && !field->required) {
			decode_error(decoder, node->span, "`%s` is empty", field->key);
			return false;
		}
		*(const char **)target = node->map.text;
		return true;
	case DECODE_STRINGS:
		if (!check_strings(decoder, node, field->key))
			return false;
		break;
	case DECODE_LONG:
		return read_long(decoder, node, field->key, target);
	case DECODE_BOOL:
		if (node_bool(node, target))
			return true;
		decode_error(decoder, node->span, "`%s` must be true or false", field->key);
		return false;
	case DECODE_SEVERITY:
		if (severity_parse(node_text(node), target))
			return true;
		decode_error(decoder, node->span,
		             "`%s` must be `error`, `warning`, `info` or `off`", field->key);
		return false;
	case DECODE_MAP:
		if (!decode_expect(decoder, node, NODE_MAP, field->key))
			return false;
		break;
	case DECODE_LIST:
		if (!decode_expect(decoder, node, NODE_LIST, field->key))
			return false;
		break;
	case DECODE_ANY:
		break;
	case DECODE_STRUCT:
		return decode(decoder, node, field->schema, target);
	}
	*(const struct node **)target = node;
	return true;
}

/* Room for a value that nobody keeps. */
union unstored {
	const void *pointer;
	long number;
	bool flag;
	enum severity severity;
};

static void unknown_key(struct decoder *decoder, const struct node *item,
                        const struct decode_schema *schema)
{
	struct nearest nearest;
	struct finding *finding;
	const char *best;
	bool certain;

	finding = decode_error(decoder, item->key_span, "unknown key `%.*s` in %s",
	                       SLICE_ARG(item->key), schema->what);
	nearest_init(&nearest, item->key);
	for (size_t i = 0; i < schema->count; i++)
		nearest_try(&nearest, schema->fields[i].key);
	best = nearest_best(&nearest, &certain);
	if (best)
		finding_help(decoder->report, finding, "did you mean `%s`?", best);
}

bool decode(struct decoder *decoder, const struct node *node, const struct decode_schema *schema,
            void *out)
{
	bool ok = decode_expect(decoder, node, NODE_MAP, schema->what);

	if (!ok)
		return false;
	for (const struct node *item = node->first; item; item = item->next) {
		const struct decode_field *field = NULL;

		for (size_t i = 0; i < schema->count && !field; i++)
			if (slice_is(item->key, schema->fields[i].key))
				field = &schema->fields[i];
		if (!field) {
			unknown_key(decoder, item, schema);
			ok = false;
		} else if (item->kind != NODE_NULL) {
			union unstored unstored;
			void *target = field->offset == DECODE_UNSTORED
			                   ? (void *)&unstored
			                   : (char *)out + field->offset;

			ok = read_field(decoder, item, field, target) && ok;
		}
	}
	for (size_t i = 0; i < schema->count; i++) {
		if (schema->fields[i].required &&
		    node_is_empty(node_get(node, schema->fields[i].key))) {
			decode_error(decoder, node->span, "%s without `%s`", schema->what,
			             schema->fields[i].key);
			ok = false;
		}
	}
	return ok;
}
