#include <stdint.h>
#include <string.h>

#include "lint/reading.h"
#include "lint/suppress.h"

/* Where a comment that OFFSET may stand in begins: behind "<!--" or "{" "/" "*" of the
 * body, or behind "#" on the line; SIZE_MAX: nowhere. */
static size_t comment_start(const struct source *source, size_t offset, bool metadata)
{
	static const struct {
		const char *opening;
		const char *closing;
	} marks[] = {{"<!--", "-->"}, {"{/*", "*/}"}};
	struct span line = source_line(source, source_line_at(source, offset));
	struct slice head = slice_from(source->bytes + line.start, offset - line.start);
	size_t found = SIZE_MAX;

	for (size_t i = 0; metadata && i < head.len && found == SIZE_MAX; i++)
		if (head.ptr[i] == '#' && (i == 0 || char_is_space(head.ptr[i - 1])))
			found = i + 1;
	for (size_t m = 0; !metadata && m < sizeof(marks) / sizeof(marks[0]); m++) {
		size_t opening = slice_find(head, marks[m].opening, 0);

		while (opening != SIZE_MAX) {
			size_t inside = opening + strlen(marks[m].opening);

			if (slice_find(head, marks[m].closing, inside) == SIZE_MAX)
				found = inside;
			opening = slice_find(head, marks[m].opening, inside);
		}
	}
	return found == SIZE_MAX ? found : line.start + found;
}

static bool ends_name(char c)
{
	return char_is_space(c) || c == ',';
}

/* The name around OFFSET, within the line. */
static struct span name_around(const struct source *source, size_t from, size_t offset)
{
	size_t end = source_line(source, source_line_at(source, offset)).end;
	struct span name = {offset, offset};

	while (name.start > from && !ends_name(source->bytes[name.start - 1]))
		name.start--;
	while (name.end < end && !ends_name(source->bytes[name.end]) &&
	       !slice_starts(slice_from(source->bytes + name.end, end - name.end), "-->") &&
	       !slice_starts(slice_from(source->bytes + name.end, end - name.end), "*/"))
		name.end++;
	return name;
}

static bool is_word(struct slice text)
{
	for (size_t i = 0; suppress_word(i); i++)
		if (slice_is(text, suppress_word(i)))
			return true;
	return false;
}

bool directive_at(const struct source *source, size_t offset, bool metadata,
                  struct directive_place *place)
{
	size_t start = comment_start(source, offset, metadata);
	struct slice head;
	size_t word = 0;

	if (start == SIZE_MAX || start > offset)
		return false;
	while (start < offset && char_is_space(source->bytes[start]))
		start++;
	head = slice_from(source->bytes + start, offset - start);
	while (word < head.len && !char_is_space(head.ptr[word]))
		word++;
	place->names_rule = word < head.len;
	place->word = slice_sub(head, 0, word);
	place->name = name_around(source, start, offset);
	if (!place->names_rule) {
		place->word = source_slice(source, place->name);
		return true;
	}
	/* Behind the dashes stands a reason. */
	return is_word(place->word) && slice_find(head, " --", 0) == SIZE_MAX;
}
