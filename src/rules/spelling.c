#include "rules/spelling.h"

#include <string.h>

#include "base/utf8.h"
#include "rules/decode.h"
#include "rules/field_values.h"

/* As bare() and field_separator() of field_values.c read them. */
#define VALUE_START "\\s*[*`]*(?::(?=[a-zA-Z]))?"
#define VALUE_END   "[*`]*\\s*(?:\\([^()]*\\))?\\s*"
#define SEPARATOR   "(?:,|;|->|→| (?:\\+|/|&|\\||and|to) )"

static void add_literal(struct builder *out, char c)
{
	/* No other escape is one where the Unicode flag is set. */
	if (strchr("^$\\.*+?()[]{}|", c))
		builder_add_char(out, '\\');
	builder_add_char(out, c);
}

static void add_folded(struct builder *out, char c)
{
	if (char_is_alpha(c))
		builder_printf(out, "[%c%c]", char_lower(c), char_lower(c) - ('a' - 'A'));
	else
		add_literal(out, c);
}

void spelling_add_literal(struct builder *out, struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		add_literal(out, text.ptr[i]);
}

void spelling_add_name(struct builder *out, struct slice name)
{
	static const char free[] = "[-_. ]*";

	builder_add_string(out, free);
	for (size_t i = 0; i < name.len; i++) {
		unsigned char byte = (unsigned char)name.ptr[i];
		bool goes_on = i + 1 < name.len && utf8_continues(name.ptr[i + 1]);

		if (strchr("-_. ", byte))
			continue;
		add_folded(out, name.ptr[i]);
		/* Not between the bytes of one character. */
		if (!goes_on)
			builder_add_string(out, free);
	}
}

/* Also where one begins or ends with a blank that stands beside the name. */
static bool holds_separator(struct slice name)
{
	struct builder padded = {NULL, 0, 0};
	bool range = false;
	bool found = false;

	builder_printf(&padded, " %.*s ", SLICE_ARG(name));
	for (size_t i = 0; i < padded.len && !found; i++)
		found = field_separator(builder_slice(&padded), i, &range) > 0;
	builder_release(&padded);
	return found;
}

/* The names of an entry that hold a separator, or those that do not, each behind
 * BETWEEN, which is "|" from then on. */
static void add_names(struct builder *out, const struct entry *entry, bool separated,
                      const char **between)
{
	const struct node *aliases = entry->aliases;
	const struct node *alias = strings_first(aliases);
	struct slice name = slice_of(entry->id);

	for (size_t i = 0; i < 2 || alias; i++) {
		if (i == 1)
			name = slice_of(entry->name);
		if (i > 1) {
			name = node_text(alias);
			alias = strings_next(aliases, alias);
		}
		if (holds_separator(name) != separated ||
		    (i == 1 && name_equal(name, slice_of(entry->id))))
			continue;
		builder_add_string(out, *between);
		spelling_add_name(out, name);
		*between = "|";
	}
}

/* Texts that name one or several of COUNT ENTRIES; a name that holds a separator
 * stands alone, or it would be cut there. */
static void add_texts(struct builder *out, struct entry *const *entries, size_t count)
{
	const char *between = "(?:" VALUE_START "(?:";
	const char *alone = "|" VALUE_START "(?:";

	for (size_t i = 0; i < count; i++)
		add_names(out, entries[i], false, &between);
	builder_add_string(out, ")" VALUE_END "(?:" SEPARATOR "|$))+");
	for (size_t i = 0; i < count; i++)
		add_names(out, entries[i], true, &alone);
	if (alone[1] == '\0')
		builder_add_string(out, ")" VALUE_END);
}

void spelling_add_values(struct builder *out, const struct taxonomy *taxonomy, bool one)
{
	size_t step = one ? 1 : taxonomy->count;

	builder_add_string(out, "^(?:");
	for (size_t i = 0; i < taxonomy->count; i += step) {
		if (i)
			builder_add_char(out, '|');
		add_texts(out, taxonomy->items + i, step);
	}
	builder_add_string(out, ")$");
}

void spelling_add_nothing(struct builder *out)
{
	size_t count;
	const char *const *words = field_nothing(&count);

	builder_add_string(out, "^(?:[\\s*`]*|" VALUE_START "(?:");
	for (size_t i = 0; i < count; i++) {
		if (i)
			builder_add_char(out, '|');
		for (const char *c = words[i]; *c; c++)
			add_folded(out, *c);
	}
	builder_add_string(out, ")" VALUE_END ")$");
}
