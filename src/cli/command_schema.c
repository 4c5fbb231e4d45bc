/*
 * schema: what the pack asks of front matter, or what the report `json` is, as
 * a JSON Schema.
 */
#include <string.h>

#include "cli/asset.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/listing.h"

enum { INDENT = 2 };

static void break_line(struct builder *out, size_t depth)
{
	builder_add_char(out, '\n');
	builder_add_repeated(out, ' ', depth * INDENT);
}

/* The document on one line as people keep it in a repository. */
static void indent(struct builder *out, const char *json)
{
	size_t depth = 0;
	bool quoted = false;

	for (const char *c = json; *c; c++) {
		bool opens = !quoted && strchr("{[", *c);
		bool closes = !quoted && strchr("}]", *c);

		if (closes && !strchr("{[", c[-1]))
			break_line(out, depth - 1);
		depth = depth + opens - closes;
		builder_add_char(out, *c);
		if (*c == '"')
			quoted = !quoted;
		else if (quoted && *c == '\\')
			builder_add_char(out, *++c);
		else if (opens && !strchr("}]", c[1]))
			break_line(out, depth);
		else if (!quoted && *c == ',')
			break_line(out, depth);
		else if (!quoted && *c == ':')
			builder_add_char(out, ' ');
	}
	builder_add_char(out, '\n');
}

static bool write_schema(struct listing *listing, const char *path)
{
	const char *json = draftlint_schema(listing->session, path, &listing->reporter.receiver);
	struct builder text = {NULL, 0, 0};

	if (!json)
		return false;
	indent(&text, json);
	sink_json(&listing->sink, builder_slice(&text));
	builder_release(&text);
	return true;
}

static int run(struct arguments *arguments)
{
	const char *what = arguments->operands.count ? arguments->operands.items[0] : NULL;
	struct listing listing;
	struct nearest nearest;
	bool good = true;

	if (what && strcmp(what, "report") != 0) {
		nearest_init(&nearest, slice_of(what));
		nearest_try(&nearest, "report");
		complain_unknown("the only other schema is that of the report, not", "", &nearest);
		return 2;
	}
	listing_begin(&listing, arguments);
	if (what)
		sink_add(&listing.sink, asset("report-1.schema.json"));
	else
		good = write_schema(&listing, arguments->for_file);
	return listing_end(&listing, good);
}

const struct command command_schema = {
    .name = "schema",
    .bit = FOR_SCHEMA,
    .operands = "[report]",
    .most = 1,
    .summary = "a JSON Schema of the front matter that the pack asks for",
    .description =
        "Writes a JSON Schema (draft-07) of front matter, for YAML language servers and the forms\n"
        "of content management systems: the keys of each field, the values of the pack with what\n"
        "they mean, what must be there. With `report`, that of what the format json writes.",
    .run = run,
};
