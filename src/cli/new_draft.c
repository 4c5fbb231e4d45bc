#include "cli/new_draft.h"

#include <string.h>

#include "base/arena.h"

/* The fields that a brief has something for, in the order of the front matter. */
static const struct {
	const char *section;
	bool is_list;
} fields[] = {
    {"goal", false}, {"persona", false},   {"secondary", true}, {"stage", false},
    {"pain", false}, {"kind", false},      {"format", false},   {"channel", true},
    {"cta", false},  {"objection", false}, {"journey", false},  {"kpi", false},
};

static void add_ours(struct arena *arena, struct slice text, struct sink *sink)
{
	sink_add(sink, arena_copy(arena, text.ptr, text.len));
}

/* KEY with VALUE as the container writes a field; of a list VALUE is all of it. */
static void write_field(struct arena *arena, const struct draftlint_container *container,
                        const char *key, const char *value, bool is_list, struct sink *sink)
{
	struct slice format = slice_of(container->field);
	size_t first = slice_find(format, "%s", 0);
	size_t second = slice_find(format, "%s", first + 2);
	struct slice between = slice_sub(format, first + 2, second);
	struct slice after = slice_sub(format, second + 2, format.len);

	/* A list has its quotes within. */
	if (is_list && slice_ends(between, "\"")) {
		between.len--;
		after = slice_sub(after, 1, after.len);
	}
	add_ours(arena, slice_sub(format, 0, first), sink);
	sink_text(sink, slice_of(key));
	add_ours(arena, between, sink);
	sink_text(sink, slice_of(value));
	add_ours(arena, after, sink);
}

/* ID as an item of a list in the container. */
static const char *list_item(struct arena *arena, const struct draftlint_container *container,
                             const char *id)
{
	return strchr(container->field, '"') ? arena_printf(arena, "\"%s\"", id) : id;
}

/* The chosen items [START, end): one id, or a list of all of them. */
static void write_chosen(const struct brief_items *items, size_t start, size_t end, bool is_list,
                         const struct draftlint_container *container, struct sink *sink)
{
	const char *value = NULL;

	for (size_t i = start; i < end; i++) {
		const char *id = items->items[i].id;

		if (!items->items[i].chosen)
			continue;
		if (!is_list)
			value = id;
		else if (!value)
			value = list_item(items->arena, container, id);
		else
			value = arena_printf(items->arena, "%s, %s", value,
			                     list_item(items->arena, container, id));
	}
	if (is_list)
		value = arena_printf(items->arena, "[%s]", value);
	write_field(items->arena, container, items->items[start].key, value, is_list, sink);
	sink_add(sink, "\n");
}

/* A comment for each item: the field as it would be, then what the item is. */
static void write_choices(const struct brief_items *items, size_t start, size_t end, bool is_list,
                          const struct draftlint_container *container, struct sink *sink)
{
	struct draftlint_container within = *container;

	while (*within.field == ' ')
		within.field++;
	for (size_t i = start; i < end; i++) {
		const struct draftlint_brief_item *item = &items->items[i];
		const char *value = item->id;

		/* A journey is offered once for each of its steps. */
		if (i > start && strcmp(item->id, items->items[i - 1].id) == 0)
			continue;
		if (is_list)
			value = arena_printf(items->arena, "[%s]",
			                     list_item(items->arena, container, item->id));
		sink_add(sink, container->comment);
		write_field(items->arena, &within, item->key, value, is_list, sink);
		if (brief_item_says(item))
			sink_add(sink, "  # ");
		brief_item_write(sink, item);
		sink_add(sink, "\n");
	}
}

static void write_front_matter(const struct brief_items *items,
                               const struct draftlint_container *container, struct sink *sink)
{
	sink_add(sink, container->opening);
	sink_add(sink, container->comment);
	sink_add(sink,
	         "Of lines for the same field, take away the # before the one that you choose.\n");
	write_field(items->arena, container, "title", "Working title", false, sink);
	sink_add(sink, "\n");
	for (size_t f = 0; f < sizeof(fields) / sizeof(fields[0]); f++) {
		size_t start;
		size_t end;

		if (!brief_items_find(items, fields[f].section, &start, &end) ||
		    !items->items[start].key)
			continue;
		/* A path of keys cannot be written on one line. */
		if (brief_items_chosen(items, fields[f].section) &&
		    !strchr(items->items[start].key, '.'))
			write_chosen(items, start, end, fields[f].is_list, container, sink);
		else
			write_choices(items, start, end, fields[f].is_list, container, sink);
	}
	sink_add(sink, container->closing);
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

	sink_add(sink, cta->link ? "\n[" : "\n");
	if (words[0] >= 'a' && words[0] <= 'z')
		sink_printf(sink, "%c", *words++ - ('a' - 'A'));
	sink_message(sink, words);
	if (cta->link) {
		sink_add(sink, "](");
		sink_text(sink, slice_of(cta->link));
	}
	sink_add(sink, cta->link ? ")\n" : ".\n");
}

void new_draft_write(const struct brief_items *items, const struct draftlint_container *container,
                     bool mdx, struct sink *sink)
{
	/* What ends a comment must not stand in one. */
	static const struct sink_escape in_comments[] = {{'>', "&gt;"}, {'*', "&#42;"}, {0, NULL}};
	const struct draftlint_brief_item *cta = brief_items_chosen(items, "cta");

	write_front_matter(items, container, sink);
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
