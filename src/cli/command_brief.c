/*
 * brief: from a goal, a persona or a stage to all that the pack says for a draft
 * of that kind; and the draft's beginning.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/json_writer.h"
#include "cli/brief_items.h"
#include "cli/command.h"
#include "cli/complain.h"
#include "cli/listing.h"
#include "cli/new_draft.h"
#include "cli/replace.h"

static const struct {
	const char *section;
	const char *heading;
	const char *open; /* when nothing is chosen; NULL: the same */
} headings[] = {
    {"goal", "Goal", "Goals: pick one with --goal"},
    {"persona", "Persona", "Personas: pick one with --persona"},
    {"secondary", "Who else benefits", NULL},
    {"caution", "Mind", NULL},
    {"stage", "Stage", "Stages: pick one with --stage"},
    {"promise", "Promise to deliver", NULL},
    {"pain", "Top pains", NULL},
    {"kind", "Kinds that fit", NULL},
    {"format", "Formats", NULL},
    {"channel", "Channels", NULL},
    {"cta", "Calls to action", NULL},
    {"proof", "Proof to bring", NULL},
    {"objection", "Objections and counters", NULL},
    {"topic", "Ideas", NULL},
    {"term", "Words to explain", NULL},
    {"surface", "Where such pages stand", NULL},
    {"kpi", "Measured by", NULL},
    {"journey", "Journeys", NULL},
    {"first-route", "First page to link", NULL},
    {"question", "Before publishing", NULL},
};

/* "1.", "★★", "70 %": what an item's number is. */
static void write_number(struct sink *sink, const struct draftlint_brief_item *item)
{
	if (strcmp(item->section, "channel") == 0) {
		for (long star = 0; star < 3; star++)
			sink_add(sink, star < item->number ? "★" : " ");
		sink_add(sink, "  ");
	} else if (strcmp(item->section, "pain") == 0) {
		sink_printf(sink, "%ld. ", item->number);
	} else if (item->number >= 0) {
		sink_printf(sink, "%3ld %%  ", item->number);
	}
}

static void write_item(struct listing *listing, const struct draftlint_brief_item *item,
                       size_t width)
{
	struct sink *sink = &listing->sink;
	bool says = brief_item_says(item);
	bool asks = strcmp(item->section, "cta") == 0 && item->words;

	sink_add(sink, "  ");
	write_number(sink, item);
	/* Nothing follows that would have to be lined up. */
	if (item->id && !says && !asks)
		sink_text(sink, slice_of(item->id));
	else if (item->id)
		listing_cell(listing, item->id, width);
	brief_item_write(sink, item);
	if (asks) {
		sink_add(sink, says ? ", as in `" : "as in `");
		sink_message(sink, item->words);
		sink_add(sink, "`");
	}
	if (item->why) {
		sink_add(sink, "\n      ");
		sink_message(sink, item->why);
		if (item->path && item->chosen) {
			sink_add(sink, " (");
			sink_path(sink, item->path);
			sink_printf(sink, ":%u)", (unsigned)item->line);
		}
	}
	sink_add(sink, "\n");
}

static void write_text(struct listing *listing, const struct brief_items *items)
{
	bool first = true;

	for (size_t h = 0; h < sizeof(headings) / sizeof(headings[0]); h++) {
		size_t start;
		size_t end;
		size_t width = 0;
		bool open = headings[h].open && !brief_items_chosen(items, headings[h].section);

		if (!brief_items_find(items, headings[h].section, &start, &end))
			continue;
		if (!first)
			sink_add(&listing->sink, "\n");
		first = false;
		listing_heading(listing, open ? headings[h].open : headings[h].heading);
		for (size_t i = start; i < end; i++) {
			size_t columns =
			    items->items[i].id ? sink_columns(slice_of(items->items[i].id)) : 0;

			width = columns > width ? columns : width;
		}
		for (size_t i = start; i < end; i++)
			write_item(listing, &items->items[i], width);
	}
}

static void write_json_item(struct json_writer *json, const struct draftlint_brief_item *item)
{
	const struct {
		const char *key;
		const char *text;
	} members[] = {{"id", item->id},     {"name", item->name},   {"text", item->text},
	               {"field", item->key}, {"words", item->words}, {"link", item->link},
	               {"why", item->why},   {"path", item->path}};

	json_object_begin(json);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		json_key(json, members[i].key);
		json_text_of(json, members[i].text);
	}
	json_key(json, "line");
	item->path ? json_number(json, item->line) : json_null_value(json);
	json_key(json, "number");
	item->number >= 0 ? json_number(json, (uint64_t)item->number) : json_null_value(json);
	json_key(json, "chosen");
	json_bool(json, item->chosen);
	json_object_end(json);
}

static void write_json(struct listing *listing, const struct brief_items *items)
{
	struct builder text = {NULL, 0, 0};
	struct json_writer json = {.out = &text};

	json_object_begin(&json);
	json_key(&json, "schema");
	json_text_of(&json, "draftlint-brief-1");
	json_key(&json, "sections");
	json_object_begin(&json);
	for (size_t h = 0; h < sizeof(headings) / sizeof(headings[0]); h++) {
		size_t start;
		size_t end;

		brief_items_find(items, headings[h].section, &start, &end);
		json_key(&json, headings[h].section);
		json_array_begin(&json);
		for (; start < end; start++)
			write_json_item(&json, &items->items[start]);
		json_array_end(&json);
	}
	json_object_end(&json);
	json_object_end(&json);
	builder_add_char(&text, '\n');
	sink_json(&listing->sink, builder_slice(&text));
	builder_release(&text);
}

/* Writes the draft that --new names; says so, or why not. */
static bool write_draft(struct listing *listing, const struct brief_items *items, const char *path)
{
	struct draftlint_container container = draftlint_container_at(path);
	struct sink draft;
	int error;

	sink_init(&draft, false);
	new_draft_write(items, &container, slice_ends(slice_of(path), ".mdx"), &draft);
	error = create_file(path, &draft);
	sink_release(&draft);
	if (error) {
		reporter_say(&listing->reporter, path,
		             error == EEXIST ? "is there already" : strerror(error));
		return false;
	}
	sink_path(&listing->sink, path);
	sink_add(&listing->sink, ": begun; choose what its comments offer, then draftlint check ");
	sink_path(&listing->sink, path);
	sink_add(&listing->sink, "\n");
	return true;
}

/* Formats of a brief have only a name: they are written above. */
static const struct format brief_text = {.name = "text", .help = "sections to read"};
static const struct format brief_json = {.name = "json", .help = "one JSON object"};
static const struct format *const brief_formats[] = {&brief_text, &brief_json, NULL};

/* FORMAT or FORMAT:FILE; false when it is neither, and that has been said. */
static bool parse_output(const char *text, const struct format **format, const char **path)
{
	struct slice name = slice_of(text);

	*path = strchr(text, ':');
	if (*path)
		name.len = (size_t)((*path)++ - text);
	*format = format_find(brief_formats, name);
	if (!*format)
		complain("a brief is written as `text` or `json`, not `%.*s`", SLICE_ARG(name));
	else if (*path && !**path)
		complain("--format: the file name after `%s` is missing", text);
	return *format && (!*path || **path);
}

static void write_brief(struct listing *listing, const struct brief_items *items,
                        const struct format *format)
{
	if (format == &brief_json)
		write_json(listing, items);
	else
		write_text(listing, items);
}

/* To PATH instead of standard output. */
static bool write_to_file(struct listing *listing, const struct brief_items *items,
                          const struct format *format, const char *path)
{
	struct sink standard = listing->sink;
	int error;

	sink_init(&listing->sink, false);
	write_brief(listing, items, format);
	error = replace_file(path, &listing->sink);
	sink_release(&listing->sink);
	listing->sink = standard;
	if (error)
		reporter_say(&listing->reporter, path, strerror(error));
	return error == 0;
}

static int run(struct arguments *arguments)
{
	struct draftlint_wish wish = {arguments->goal, arguments->persona, arguments->stage,
	                              arguments->new_file};
	struct brief_items items = {.arena = arguments->arena};
	const struct format *format = brief_formats[0];
	const char *path = NULL;
	struct listing listing;
	bool good;

	if (arguments->formats.count > 1) {
		complain("a brief is written in one format");
		return 2;
	}
	if (arguments->formats.count && !parse_output(arguments->formats.items[0], &format, &path))
		return 2;
	listing_begin(&listing, arguments);
	good = draftlint_brief(listing.session, &wish, &listing.reporter.receiver, brief_items_add,
	                       &items);
	if (good && arguments->new_file)
		good = write_draft(&listing, &items, arguments->new_file);
	else if (good && path)
		good = write_to_file(&listing, &items, format, path);
	else if (good)
		write_brief(&listing, &items, format);
	return listing_end(&listing, good);
}

const struct command command_brief = {
    .name = "brief",
    .bit = FOR_BRIEF,
    .formats = brief_formats,
    .operands = "",
    .summary = "what the pack says for a draft that is to be written",
    .description =
        "Walks the decision tree of the pack: from a goal to its readers, from a reader to stages\n"
        "and to what suits them there: pains, kinds, formats, channels, calls to action, proof,\n"
        "objections. What is not given is derived where the pack leaves no choice.",
    .run = run,
};
