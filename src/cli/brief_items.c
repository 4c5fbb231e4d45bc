#include "cli/brief_items.h"

#include <string.h>

#include "base/arena.h"

static const char *keep(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

void brief_items_add(void *context, const struct draftlint_brief_item *item)
{
	struct brief_items *items = context;
	struct arena *arena = items->arena;

	items->items =
	    arena_grow(arena, items->items, items->count, &items->capacity, sizeof(*items->items));
	items->items[items->count++] = (struct draftlint_brief_item){
	    .section = keep(arena, item->section),
	    .key = keep(arena, item->key),
	    .id = keep(arena, item->id),
	    .name = keep(arena, item->name),
	    .text = keep(arena, item->text),
	    .words = keep(arena, item->words),
	    .link = keep(arena, item->link),
	    .why = keep(arena, item->why),
	    .number = item->number,
	    .chosen = item->chosen,
	    .path = keep(arena, item->path),
	    .line = item->line,
	};
}

bool brief_items_find(const struct brief_items *items, const char *section, size_t *start,
                      size_t *end)
{
	*start = 0;
	while (*start < items->count && strcmp(items->items[*start].section, section) != 0)
		++*start;
	*end = *start;
	while (*end < items->count && strcmp(items->items[*end].section, section) == 0)
		++*end;
	return *end > *start;
}

const struct draftlint_brief_item *brief_items_chosen(const struct brief_items *items,
                                                      const char *section)
{
	size_t start;
	size_t end;

	brief_items_find(items, section, &start, &end);
	while (start < end && !items->items[start].chosen)
		start++;
	return start < end ? &items->items[start] : NULL;
}

static bool is_named(const struct draftlint_brief_item *item)
{
	return item->name && (!item->id || strcmp(item->name, item->id) != 0);
}

void brief_item_write(struct sink *sink, const struct draftlint_brief_item *item)
{
	bool named = is_named(item);

	if (named)
		sink_message(sink, item->name);
	if (named && item->text)
		sink_add(sink, ": ");
	if (item->text)
		sink_message(sink, item->text);
}

/* ---- a draft's beginning ---- */

/* The fields that a brief has something for, in the order of the front matter. */
static const struct {
	const char *section;
	bool is_list;
} fields[] = {
    {"goal", false}, {"persona", false},   {"secondary", true}, {"stage", false},
    {"pain", false}, {"kind", false},      {"format", false},   {"channel", true},
    {"cta", false},  {"objection", false}, {"journey", false},  {"kpi", false},
};

static void write_id(struct sink *sink, const struct draftlint_brief_item *item, bool is_list)
{
	sink_text(sink, slice_of(item->key));
	sink_add(sink, is_list ? ": [" : ": ");
	sink_text(sink, slice_of(item->id));
	sink_add(sink, is_list ? "]" : "");
}

/* "key: id", or "key: [id, id]" with all that are chosen. */
static void write_chosen(const struct brief_items *items, size_t start, size_t end, bool is_list,
                         struct sink *sink)
{
	const char *before = is_list ? ": [" : ": ";

	sink_text(sink, slice_of(items->items[start].key));
	for (size_t i = start; i < end; i++) {
		if (!items->items[i].chosen)
			continue;
		sink_add(sink, before);
		sink_text(sink, slice_of(items->items[i].id));
		before = ", ";
	}
	sink_add(sink, is_list ? "]\n" : "\n");
}

static void write_choices(const struct brief_items *items, size_t start, size_t end, bool is_list,
                          struct sink *sink)
{
	for (size_t i = start; i < end; i++) {
		const struct draftlint_brief_item *item = &items->items[i];

		/* A journey is offered once for each of its steps. */
		if (i > start && strcmp(item->id, items->items[i - 1].id) == 0)
			continue;
		sink_add(sink, "# ");
		write_id(sink, item, is_list);
		if (is_named(item) || item->text)
			sink_add(sink, "  # ");
		brief_item_write(sink, item);
		sink_add(sink, "\n");
	}
}

static void write_front_matter(const struct brief_items *items, struct sink *sink)
{
	sink_add(
	    sink,
	    "---\n# Of lines for the same field, take away the # before the one that you choose.\n"
	    "title: Working title\n");
	for (size_t f = 0; f < sizeof(fields) / sizeof(fields[0]); f++) {
		size_t start;
		size_t end;

		if (!brief_items_find(items, fields[f].section, &start, &end) ||
		    !items->items[start].key)
			continue;
		/* A path of keys cannot be written on one line. */
		if (brief_items_chosen(items, fields[f].section) &&
		    !strchr(items->items[start].key, '.'))
			write_chosen(items, start, end, fields[f].is_list, sink);
		else
			write_choices(items, start, end, fields[f].is_list, sink);
	}
	sink_add(sink, "---\n");
}

/* A comment of the body: a line that says WHAT, then each item of SECTION. */
static void write_comment(const struct brief_items *items, const char *section, const char *what,
                          bool mdx, struct sink *sink)
{
	size_t start;
	size_t end;

	if (!brief_items_find(items, section, &start, &end))
		return;
	sink_add(sink, mdx ? "\n{/* " : "\n<!-- ");
	sink_add(sink, what);
	for (size_t i = start; i < end; i++) {
		const struct draftlint_brief_item *item = &items->items[i];

		sink_add(sink, "\n     ");
		if (item->id && !item->name) {
			sink_text(sink, slice_of(item->id));
			sink_add(sink, ": ");
		}
		brief_item_write(sink, item);
	}
	sink_add(sink, mdx ? " */}\n" : " -->\n");
}

/* The ask in the words of the pack, as a link where it is known where it leads. */
static void write_ask(const struct draftlint_brief_item *cta, struct sink *sink)
{
	const char *words = cta->words ? cta->words : cta->name;
	char first[2] = {words[0], '\0'};

	if (first[0] >= 'a' && first[0] <= 'z')
		first[0] = (char)(first[0] - ('a' - 'A'));
	sink_add(sink, cta->link ? "\n[" : "\n");
	sink_text(sink, slice_of(first));
	sink_message(sink, words + (words[0] != '\0'));
	if (cta->link) {
		sink_add(sink, "](");
		sink_text(sink, slice_of(cta->link));
	}
	sink_add(sink, cta->link ? ")\n" : ".\n");
}

void brief_items_write_draft(const struct brief_items *items, bool mdx, struct sink *sink)
{
	/* What ends a comment must not stand in one. */
	static const struct sink_escape in_comments[] = {{'>', "&gt;"}, {'*', "&#42;"}, {0, NULL}};
	const struct draftlint_brief_item *cta = brief_items_chosen(items, "cta");

	write_front_matter(items, sink);
	sink->escapes = in_comments;
	sink_add(sink, "\n# Working title\n");
	write_comment(items, "topic", "Ideas for the title:", mdx, sink);
	sink_add(sink, "\n## The problem\n");
	write_comment(items, "pain", "In the reader's own words:", mdx, sink);
	sink_add(sink, "\n## What we know\n");
	write_comment(items, "proof", "Proof to bring:", mdx, sink);
	write_comment(items, "objection",
	              "What keeps the reader from saying yes, and the answer:", mdx, sink);
	sink_add(sink, "\n## What to do next\n");
	if (!cta)
		write_comment(items, "cta", "Ask for one of these:", mdx, sink);
	sink->escapes = NULL;
	if (cta)
		write_ask(cta, sink);
}
