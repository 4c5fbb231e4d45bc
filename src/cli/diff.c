#include "cli/diff.h"

#include <string.h>

#include <draftlint.h>

#include "base/arena.h"
#include "cli/sink.h"

enum { CONTEXT_LINES = 3 };

/* Whole lines that are replaced by whole lines. */
struct change {
	size_t start; /* in the old text */
	size_t end;
	struct slice text;
};

struct diff {
	struct arena *arena;
	struct slice old;
	const struct draftlint_edit *edits;
	size_t edit_count;
	struct change *changes;
	size_t count;
	size_t capacity;
};

/* ---- lines ---- */

/* The first byte of the line that holds AT. */
static size_t line_start(struct slice text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line break of the line that holds AT. */
static size_t line_end(struct slice text, size_t at)
{
	const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;

	return end ? (size_t)(end - text.ptr) + 1 : text.len;
}

static size_t count_lines(struct slice text)
{
	size_t count = text.len > 0 && text.ptr[text.len - 1] != '\n';

	for (size_t i = 0; i < text.len; i++)
		count += text.ptr[i] == '\n';
	return count;
}

/* ---- from edits to lines ---- */

/* Behind the last line that EDIT changes. */
static size_t reach(struct slice old, const struct draftlint_edit *edit)
{
	size_t end = edit->range.end.byte;

	return line_start(old, end) == end ? end : line_end(old, end);
}

/* The change that begins with edit *NEXT, with all that touch it. */
static void add_change(struct diff *diff, size_t *next)
{
	struct slice old = diff->old;
	struct builder text = {0};
	struct change change;
	size_t at;

	change.start = line_start(old, diff->edits[*next].range.start.byte);
	change.end = at = change.start;
	for (bool whole = false; !whole;) {
		const struct draftlint_edit *edit = &diff->edits[*next];
		char last;

		if (*next < diff->edit_count &&
		    line_start(old, edit->range.start.byte) <= change.end) {
			size_t end = reach(old, edit);

			builder_add_slice(&text, slice_sub(old, at, edit->range.start.byte));
			builder_add(&text, edit->text, edit->len);
			at = edit->range.end.byte;
			change.end = end > change.end ? end : change.end;
			++*next;
			continue;
		}
		/* A line whose break was taken away goes on in the next. */
		last = change.end > at ? old.ptr[change.end - 1]
		       : text.len      ? text.bytes[text.len - 1]
		                       : '\n';
		whole = last == '\n' || change.end == old.len;
		if (!whole)
			change.end = line_end(old, change.end);
	}
	builder_add_slice(&text, slice_sub(old, at, change.end));
	change.text = slice_from(builder_copy(&text, diff->arena), text.len);
	builder_release(&text);
	diff->changes = arena_grow(diff->arena, diff->changes, diff->count, &diff->capacity,
	                           sizeof(*diff->changes));
	diff->changes[diff->count++] = change;
}

/* ---- writing ---- */

static void write_lines(struct sink *sink, char mark, enum style style, struct slice text)
{
	const char shown[] = {mark, '\0'};

	for (size_t at = 0, end; at < text.len; at = end) {
		struct slice line;

		end = line_end(text, at);
		line = slice_sub(text, at, end);
		if (slice_ends(line, "\n"))
			line.len--;
		sink_style(sink, style);
		sink_add(sink, shown);
		sink_document(sink, line);
		sink_style(sink, STYLE_PLAIN);
		sink_add(sink, "\n");
		if (text.ptr[end - 1] != '\n')
			sink_add(sink, "\\ No newline at end of file\n");
	}
}

/* Git's way to write names: in quotes when they hold what does not fit on a line,
 * with a tab behind one that holds a blank. */
static void write_name(struct sink *sink, const char *mark, const char *side, const char *path)
{
	struct builder name = {0};
	bool quoted = false;

	while (*path == '/')
		path++;
	for (const char *c = path; *c; c++) {
		unsigned char byte = (unsigned char)*c;
		bool strange = byte < ' ' || byte == 0x7F || byte == '"' || byte == '\\';

		quoted = quoted || strange;
		if (strange)
			builder_printf(&name, "\\%03o", byte);
		else
			builder_add_char(&name, *c);
	}
	sink_style(sink, STYLE_BOLD);
	sink_add(sink, mark);
	sink_add(sink, quoted ? " \"" : " ");
	sink_add(sink, side);
	sink_document(sink, builder_slice(&name));
	sink_add(sink, quoted ? "\"" : strchr(path, ' ') ? "\t" : "");
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, "\n");
	builder_release(&name);
}

/* "12,3"; a range without lines is named by the line before it. */
static void write_range(struct sink *sink, char sign, size_t before, size_t count)
{
	sink_printf(sink, " %c%zu", sign, count ? before + 1 : before);
	if (count != 1)
		sink_printf(sink, ",%zu", count);
}

static size_t context_start(struct slice old, size_t at, size_t least)
{
	for (int i = 0; i < CONTEXT_LINES && at > least; i++)
		at = line_start(old, at - 1);
	return at;
}

static size_t context_end(struct slice old, size_t at)
{
	for (int i = 0; i < CONTEXT_LINES && at < old.len; i++)
		at = line_end(old, at);
	return at;
}

/* Changes [FIRST, LAST) with the lines around them; *BEFORE is the number of old
 * lines before START, *GROWTH how many lines the new text has more up to there. */
static void write_hunk(const struct diff *diff, struct sink *sink, size_t first, size_t last,
                       size_t start, size_t before, long *growth)
{
	struct slice old = diff->old;
	size_t end = context_end(old, diff->changes[last - 1].end);
	size_t old_count = count_lines(slice_sub(old, start, end));
	long grown = 0;
	size_t at = start;

	for (size_t i = first; i < last; i++)
		grown +=
		    (long)count_lines(diff->changes[i].text) -
		    (long)count_lines(slice_sub(old, diff->changes[i].start, diff->changes[i].end));
	sink_style(sink, STYLE_INFO);
	sink_add(sink, "@@");
	write_range(sink, '-', before, old_count);
	write_range(sink, '+', before + (size_t)*growth, old_count + (size_t)grown);
	sink_add(sink, " @@");
	sink_style(sink, STYLE_PLAIN);
	sink_add(sink, "\n");
	for (size_t i = first; i < last; i++) {
		const struct change *change = &diff->changes[i];

		write_lines(sink, ' ', STYLE_PLAIN, slice_sub(old, at, change->start));
		write_lines(sink, '-', STYLE_ERROR, slice_sub(old, change->start, change->end));
		write_lines(sink, '+', STYLE_GOOD, change->text);
		at = change->end;
	}
	write_lines(sink, ' ', STYLE_PLAIN, slice_sub(old, at, end));
	*growth += grown;
}

static void write_hunks(const struct diff *diff, struct sink *sink)
{
	struct slice old = diff->old;
	size_t counted = 0; /* bytes whose lines are in BEFORE */
	size_t before = 0;
	long growth = 0;

	for (size_t first = 0, last; first < diff->count; first = last) {
		size_t start = context_start(old, diff->changes[first].start, counted);

		last = first + 1;
		while (last < diff->count &&
		       context_start(old, diff->changes[last].start, diff->changes[last - 1].end) <=
		           context_end(old, diff->changes[last - 1].end))
			last++;
		before += count_lines(slice_sub(old, counted, start));
		counted = start;
		write_hunk(diff, sink, first, last, start, before, &growth);
	}
}

void diff_write(struct sink *sink, const char *path, const struct draftlint_rewrite *rewrite)
{
	struct diff diff = {
	    .arena = arena_new(),
	    .old = slice_from(rewrite->before, rewrite->before_len),
	    .edits = rewrite->edits,
	    .edit_count = rewrite->edit_count,
	};

	for (size_t next = 0; next < diff.edit_count;)
		add_change(&diff, &next);
	if (diff.count) {
		write_name(sink, "---", "a/", path);
		write_name(sink, "+++", "b/", path);
		write_hunks(&diff, sink);
	}
	arena_free(diff.arena);
}
