#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "rules/prose_matcher.h"

/* TEXT on one line. */
static void add_text(struct builder *out, struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = slice_find(text, "\n", at);

		builder_add_slice(out, slice_sub(text, at, end));
		if (end == SIZE_MAX)
			break;
		builder_add_char(out, ' ');
		at = end + 1;
	}
}

/* A list as people write it, each item in QUOTE; EDGES: the outermost ones too. */
static void add_list(struct builder *out, struct list_of_text list, char quote, bool edges)
{
	for (size_t i = 0; i < list.count; i++) {
		if (i && i + 1 == list.count)
			builder_add_string(out, list.count > 2 ? ", or " : " or ");
		else if (i)
			builder_add_string(out, ", ");
		if (edges || i)
			builder_add_char(out, quote);
		add_text(out, list.items[i]);
		if (edges || i + 1 < list.count)
			builder_add_char(out, quote);
	}
}

static void add_argument(struct builder *out, const struct prose_argument *argument, char quote)
{
	if (argument->list.count)
		add_list(out, argument->list, quote ? quote : '\'', !quote);
	else
		add_text(out, argument->text);
}

/* The verb after the "%" at VERB; its length without the "%" (0: it is none),
 * and in *NUMBER the argument that "[n]" names (0: the next). "%d" is one where
 * the argument it would take is a number. */
static size_t parse_verb(const char *verb, bool numbers, size_t *number)
{
	size_t len = 1;
	*number = 0;
	if (verb[len] == '[') {
		for (len++; char_is_digit(verb[len]) && *number < 100; len++)
			*number = *number * 10 + (size_t)(verb[len] - '0');
		if (verb[len] != ']' || !*number)
			return 0;
		len++;
	}
	return verb[len] == 's' || verb[len] == 'v' || (verb[len] == 'd' && numbers) ? len : 0;
}

const char *prose_message(struct arena *arena, const char *format,
                          const struct prose_argument *arguments, size_t count)
{
	struct builder out = {0};
	bool numbers = count && arguments[0].number;
	size_t next = 0;
	builder_add_string(&out, "");
	for (const char *c = format; *c; c++) {
		size_t number;
		size_t len = strcspn(c, "%\n");
		builder_add(&out, c, len);
		c += len;
		if (!*c)
			break;
		if (*c == '%' && c[1] == '%') {
			builder_add_char(&out, '%');
			c++;
		} else if (*c == '%' && (len = parse_verb(c, numbers, &number)) != 0) {
			char before = c > format ? c[-1] : '\0';
			bool quoted = before && strchr("'\"`", before) && c[len + 1] == before;
			next = number ? number - 1 : next;
			if (next < count)
				add_argument(&out, &arguments[next], quoted ? before : '\0');
			next++;
			c += len;
		} else {
			builder_add_char(&out, *c == '\n' ? ' ' : *c);
		}
	}
	while (out.len && char_is_space(out.bytes[out.len - 1]))
		out.bytes[--out.len] = '\0';
	const char *message = builder_copy(&out, arena);
	builder_release(&out);
	return message;
}
